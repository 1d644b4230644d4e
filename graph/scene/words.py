"""The words of ties and lines: who backs them, who answers them, and what is shown of how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from graph.evidence.assess import Evidence
from graph.model import codes
from graph.model.dates import in_words
from graph.model.view import View
from graph.scene.reader import Reader, Stand, Tables, Tie
from graph.scene.shapes import TieRow

_NAMED = 3
"""How many names stand in a list before the rest are counted."""
PRINCIPALS = ("russia", "china", "iran", "turkey", "ukraine", "nato", "united-states")
"""The actors that the list is about."""
LINE_WORDS = {"positive": "cooperating", "negative": "opposing", "neutral": "neutral"}


def count(number: int, one: str, many: str = "") -> str:
    """`1 tie`, `3 ties`, `1,204 entries`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], most: int = _NAMED) -> str:
    """`Iran`, `Iran and Russia`, `Iran, Russia, China and 2 more`."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))


def backing_words(reader: Reader, tie: Tie, stands: Iterable[Stand]) -> str:
    """Who backs a strand or tie: `several independent voices (Ukraine, United States)`."""
    backing = [stand for stand in stands if stand.backs]
    names = [reader.voices[voice].label for voice in reader.reports(backing)]
    reports = len({stand.claim for stand in backing})
    many = f", {reports} reports" if reports > 1 else ""
    words = codes.BACKINGS[tie.backing]
    if tie.backing == "on_record":
        own = [reader.voices[voice].label for voice in tie.settlers.split(",") if voice in reader.voices]
        return f"{words} ({listed(own)})" if own else f"{words} (official record)"
    if tie.backing == "one_side":
        if reader.kinds[tie.kind]["settled_by"] == "both":
            words = "declared by one side"
        return f"{words} ({listed(names)}{many})"
    if tie.backing == "nobody":
        return "our reading only" if any(stand.list == "implied" for stand in stands) else words
    if tie.backing == "several_voices":
        return (
            f"{words} ({', '.join(names[:_NAMED])}{f' and {len(names) - _NAMED} more' if len(names) > _NAMED else ''})"
        )
    if tie.backing == "one_voice" and len(names) > 1:
        # A tie of several matters, each with its one voice.
        return f"{words} on each matter ({listed(names)})"
    return f"{words} ({listed(names)}{many})"


def answer_words(reader: Reader, stands: Sequence[Stand]) -> str:
    """Who answers: `denied by Iran (5) and Russia (2); questioned in part by China`; empty where nobody does."""
    parts = []
    for answer, words in codes.ANSWERS.items():
        reports = reader.reports(stand for stand in stands if stand.list == answer)
        if reports:
            names = [
                f"{reader.voices[voice].label} ({number})" if number > 1 else reader.voices[voice].label
                for voice, number in reports.items()
            ]
            parts.append(f"{words} {listed(names)}")
    return "; ".join(parts)


def years(tie: Tie) -> str:
    """The years a tie is reported for, `2019–2024`: held where that is known, else published; empty if neither is."""
    texts = [text[:4] for text in (tie.first_held, tie.last_held) if text] or [
        text[:4] for text in (tie.first, tie.last) if text
    ]
    if not texts:
        return ""
    return min(texts) if min(texts) == max(texts) else f"{min(texts)}–{max(texts)}"


def settled(reader: Reader, tie: Tie) -> Tie:
    """A tie with those who put any of its matters on record by their own word."""
    best = next((strand for strand in reader.strands_of[tie.id] if strand.backing == tie.backing), tie)
    settlers = {
        voice
        for strand in reader.strands_of[tie.id]
        if strand.backing == "on_record"
        for voice in strand.settlers.split(",")
        if voice
    }
    return tie._replace(settlers=",".join(sorted(settlers)), official_record=best.official_record)


def tie_row(reader: Reader, tie: Tie) -> TieRow:
    """A tie as a row of a list."""
    stands = reader.stands_of_tie[tie.id]
    told = settled(reader, tie)
    voices = {
        name: {stand.voice for stand in stands if stand.list in lists}
        for name, lists in (("deny", ("denied", "doubted")), ("question", ("questioned",)), ("earlier", ("earlier",)))
    }
    backing = [stand for stand in stands if stand.backs]
    hidden = {stand.voice for stand in stands if not stand.shown and stand.list != "declined"}
    say = len({stand.voice for stand in backing})
    deny, question = voices["deny"], voices["question"] - voices["deny"]
    earlier = voices["earlier"] - deny - question
    return TieRow(
        id=tie.id,
        sentence=reader.sentence(tie),
        backing=tie.backing,
        backing_words=backing_words(reader, told, stands),
        years=years(tie),
        say=say,
        deny=len(deny),
        question=len(question),
        earlier=len(earlier),
        figures=figures(say, len(deny), len(question), len(earlier)),
        reports=len({stand.claim for stand in backing}),
        mark=tie.mark,
        only_denied=bool(tie.only_denied),
        unreviewed=bool(tie.unreviewed),
        hidden=hidden_words(reader, stands) if hidden else "",
    )


def figures(say: int, deny: int, question: int, earlier: int) -> str:
    """`4 say so, 2 deny, 1 questions part of it, 1 denied earlier`: voices, what nobody does left out."""
    words = (
        count(say, "says so", "say so"),
        count(deny, "denies", "deny"),
        count(question, "questions part of it", "question part of it"),
        f"{earlier} denied earlier",
    )
    return ", ".join(part for part, number in zip(words, (say, deny, question, earlier), strict=True) if number)


def hidden_words(reader: Reader, stands: Sequence[Stand]) -> str:
    """What the filters hide of these: `a denial by Iran is hidden by your filter; 2 of 5 voices shown`."""
    hidden = [stand for stand in stands if not stand.shown]
    if not hidden:
        return ""
    parts = []
    shown = {stand.voice for stand in stands if stand.shown}
    denying = {stand.voice for stand in hidden if stand.list in ("denied", "doubted")}
    if denying:
        parts.append(
            f"denial hidden by your filter ({listed(sorted(reader.voices[voice].label for voice in denying))})"
        )
    every = {stand.voice for stand in stands}
    if shown != every:
        parts.append(f"{len(shown)} of {count(len(every), 'voice')} shown")
    elif not denying:
        claims = {stand.claim for stand in stands}
        left = len({stand.claim for stand in stands if stand.shown})
        parts.append(f"{left} of {count(len(claims), 'entry', 'entries')} shown")
    return "; ".join(parts)


def tie_rows(evidence: Evidence, tables: Tables) -> dict[str, TieRow]:
    """Every tie of the evidence as a row, by id."""
    reader = Reader(evidence, tables)
    return {tie.id: tie_row(reader, tie) for tie in reader.ties.values()}


def line_words(
    ties: Sequence[str],
    rows: Mapping[str, TieRow],
    evidence: Evidence,
    tables: Mapping[str, pd.DataFrame],
    a: str,
    b: str,
    polarity: str,
    labels: Mapping[str, str] | None = None,
) -> tuple[str, str, str]:
    """Heading, sentence and hover caption of a line; `labels` (actor -> name) saves a look-up in the tables."""
    labels = _labels(tables) if labels is None else labels
    told = [rows[tie] for tie in ties]
    backed = [row for row in told if not row.only_denied]
    heading = f"{labels.get(a, a)} – {labels.get(b, b)}: {LINE_WORDS[polarity]}"
    if not backed:
        sentence = f"{count(len(told), 'tie')}; nobody on this list says so."
    else:
        disputed = sum(row.deny > 0 for row in told)
        sentence = f"{count(len(told), 'reported tie')}" + (f"; {disputed} denied or doubted" if disputed else "") + "."
    caption = "\n".join([heading, *[_caption(row) for row in told[:4]]])
    if len(told) > 4:
        caption += f"\nand {len(told) - 4} more"
    return heading, sentence, caption


def _caption(row: TieRow) -> str:
    deny = f"; {row.deny} deny" if row.deny else ""
    return f"{row.sentence}: {row.backing_words}{deny}"


def _labels(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    return dict(zip(tables["actors"]["id"].tolist(), tables["actors"]["label"].tolist(), strict=True))


def opening_sentence(evidence: Evidence, tables: Mapping[str, pd.DataFrame]) -> str:
    """The figures of the whole list in one sentence, whatever the filters hide.

    For a newcomer a source is a page: that one can open it is what matters here.
    """
    drawn = evidence.ties[(evidence.ties["backing"] != "nobody") | (evidence.ties["only_denied"] == 1)]
    denied = {
        (min(subject, object_), max(subject, object_), polarity)
        for subject, object_, polarity, mark in zip(
            *(drawn[name].tolist() for name in ("subject", "object", "polarity", "mark")), strict=True
        )
        if mark == "full"
    }
    around = len(set(PRINCIPALS) & set(tables["actors"]["id"]))
    ties = count(len(drawn), "reported tie")
    middle = f" around {around} actors" if around else f" between {count(len(_ends(drawn)), 'actor')}"
    return (
        f"{ties}{middle}, from {count(evidence.counts.pages, 'page')}. On {count(len(denied), 'line')} somebody "
        "denies what others say. Click a line to see who."
    )


def _ends(ties: pd.DataFrame) -> set[str]:
    return set(ties["subject"]) | set(ties["object"])


def shown_sentence(evidence: Evidence, view: View) -> str:
    """What is shown of how much, and what the clocks and filters left out; empty where all is shown."""
    counts, parts = evidence.counts, []
    every = evidence.ties[(evidence.ties["backing"] != "nobody") | (evidence.ties["only_denied"] == 1)]
    shown = int((every["shown"] == 1).sum())
    if view.hides:
        parts.append(f"{shown} of {count(len(every), 'tie')} shown.")
    if view.held_from or view.held_to:
        window = " to ".join(filter(None, (in_words(view.held_from), in_words(view.held_to))))
        parts.append(f"True when: {window if view.held_from and view.held_to else _open(view)}.")
        undated = int((evidence.claims["undated"] == 1).sum())
        if undated:
            parts.append(f"{count(undated, 'entry', 'entries')} without a date of their own count as inside.")
    if view.reported:
        parts.append(f"What had been reported by {in_words(view.reported)}.")
        if counts.unpublished_left_out:
            without = count(counts.unpublished_left_out, "entry", "entries")
            parts.append(f"{without} without publication date are not in this cut-off.")
    if view.recorded:
        parts.append(f"What this list knew on {in_words(view.recorded)}.")
    if counts.denials_hidden:
        parts.append(f"{count(counts.denials_hidden, 'denial')} hidden by your filter.")
    if view.count_shown:
        parts.append("A what-if: only what is shown is counted.")
    if view.unreviewed:
        parts.append("Unreviewed entries are shown too; none of them can be exported.")
    return " ".join(parts)


def _open(view: View) -> str:
    return f"from {in_words(view.held_from)} on" if view.held_from else f"up to {in_words(view.held_to)}"
