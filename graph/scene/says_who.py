"""Says-who cards: for one line who says so and on what, who denies it, since when, and whether it still holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from graph.model.dates import in_words
from graph.scene.briefing import Card, Citation, Endnote
from graph.scene.entries import ANSWERS, GROUP_WORDS, SAYS, newest_day
from graph.scene.reader import Reader, Row, Stand
from graph.scene.words import count

_ON = {
    "own_act": "of its own act",
    "official_record": "in an official record",
    "document": "on a document",
    "data": "on data",
    "wreckage": "on physical evidence",
    "intelligence": "on intelligence",
    "witness": "on the word of a witness",
    "unnamed_source": "on an unnamed source",
    "analysis": "on analysis",
    "statement": "in a statement",
}
"""Basis -> what follows `says so`."""
_HARD = frozenset({"official_record", "document", "data", "wreckage", "intelligence"})
_OWN = frozenset({"own_act", "official_record"})


def cards(notes: Iterable[Endnote], reader: Reader) -> tuple[Card, ...]:
    """One card an endnote, in their order."""
    return tuple(_card(note, reader) for note in notes)


def _card(note: Endnote, reader: Reader) -> Card:
    cited = {claim for tie in note.ties for citation in tie.citations for claim in citation.claims}
    stands = [stand for tie in note.ties for stand in reader.stands_of_tie[tie.id] if stand.claim in cited]
    several = len(note.ties) > 1
    return Card(
        number=note.number,
        line=note.line,
        sentence=f"{note.heading}: {note.sentence}" if several else note.ties[0].sentence,
        says=_voices(stands, SAYS, reader, len(note.ties)),
        answers=_voices(stands, ANSWERS, reader, len(note.ties)),
        since=_since(note, reader),
        holds=_holds(note, stands, reader),
        key=tuple(f"{note.number}{letter}" for letter in _key(note, stands, reader)),
    )


def _voices(stands: Sequence[Stand], lists: Sequence[str], reader: Reader, ties: int) -> tuple[str, ...]:
    """A line of words a voice; where the line has several ties, how many of them it speaks of, or which it answers."""
    groups: dict[tuple[str, str, str], list[Stand]] = defaultdict(list)
    for stand in stands:
        if stand.list in lists:
            part = stand.tie if lists is ANSWERS and ties > 1 else ""
            groups[stand.list, stand.voice, part].append(stand)
    made = []
    for (where, voice, part), members in groups.items():
        claims = {stand.claim for stand in members}
        told = {stand.tie for stand in members}
        bases = dict.fromkeys(_ON.get(reader.claims[claim]["basis"], "") for claim in sorted(claims))
        words = GROUP_WORDS[where]
        if part:
            words += f" ({reader.sentence(reader.ties[part])})"
        elif lists is SAYS:
            words += f" of {len(told)} of {ties} ties" if ties > 1 else ""
            words += f" {', '.join(basis for basis in bases if basis)}" if any(bases) else ""
        order = (lists.index(where), min(stand.stake for stand in members), -len(claims), reader.voices[voice].label)
        made.append((order, f"{reader.voices[voice].label}: {words} ({count(len(claims), 'report')})"))
    return tuple(words for _, words in sorted(made))


def _since(note: Endnote, reader: Reader) -> str:
    """Since when it is said to hold, else when it was first reported; empty where no date is known."""
    ties = [reader.ties[tie.id] for tie in note.ties]
    held = min((tie.first_held for tie in ties if tie.first_held), default="")
    first = min((tie.first for tie in ties if tie.first), default="")
    return f"since {in_words(held)}" if held else f"first reported {in_words(first)}" if first else ""


def _holds(note: Endnote, stands: Sequence[Stand], reader: Reader) -> str:
    """Whether it still holds by what is on file: acts are over, a state goes on until its end is known."""
    found: dict[str, list[str]] = defaultdict(list)
    for tie in note.ties:
        claims = [reader.claims[stand.claim] for stand in stands if stand.tie == tie.id and stand.list == "says"]
        state = reader.kinds[reader.ties[tie.id].kind]["aspect"] == "state"
        what, when = _state(claims) if state else _act(claims)
        if claims:
            found[what].append(when)
    if not found:
        return "nobody on this list says that it holds"
    parts = []
    for what, days in found.items():
        latest = max(days)
        number = f"{len(days)} of {len(note.ties)} " if len(note.ties) > 1 else ""
        parts.append(f"{number}{what}{f' {in_words(latest)}' if latest else ''}")
    return "; ".join(parts)


def _state(claims: Sequence[Row]) -> tuple[str, str]:
    if any(claim["held_from"] and not claim["held_to"] for claim in claims):
        return "not known to have ended", ""
    ends = [claim["held_to"] for claim in claims if claim["held_to"]]
    return ("known to have held up to", max(ends)) if ends else ("without a date of its own", "")


def _act(claims: Sequence[Row]) -> tuple[str, str]:
    days = [claim["held_to"] or claim["held_from"] for claim in claims if claim["held_to"] or claim["held_from"]]
    return ("done, latest date", max(days)) if days else ("done, without a date of its own", "")


def _key(note: Endnote, stands: Sequence[Stand], reader: Reader) -> list[str]:
    """The letters worth reading first: the best own word, the best independent one, the best denial."""
    free = {stand.claim for stand in stands if not stand.stake}
    citations = [citation for tie in note.ties for citation in tie.citations]

    def best(among: Callable[[Citation], bool], rank: Callable[[Citation], tuple[object, ...]]) -> list[str]:
        found = [citation for citation in citations if among(citation)]
        return [max(found, key=rank).letter] if found else []

    def bases(citation: Citation) -> set[str]:
        return {reader.claims[claim]["basis"] for claim in citation.claims}

    def newest(citation: Citation) -> str:
        return max(newest_day(reader, claim) for claim in citation.claims)

    own = best(
        lambda one: one.list == "says" and not free & set(one.claims),
        lambda one: (bool(_OWN & bases(one)), bool(one.grade), bool(one.quote), newest(one)),
    )
    independent = best(
        lambda one: one.list == "says" and bool(free & set(one.claims)),
        lambda one: (bool(one.grade), bool(_HARD & bases(one)), bool(one.quote), newest(one)),
    )
    denial = best(
        lambda one: one.list in ("denied", "doubted", "questioned", "earlier"),
        lambda one: (-ANSWERS.index(one.list), not free & set(one.claims), bool(one.quote), newest(one)),
    )
    return list(dict.fromkeys([*own, *independent, *denial]))
