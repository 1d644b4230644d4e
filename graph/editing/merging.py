"""Two actors that are one: who may be, what merging them would change, and what it saves.

A merge is a pointer from one actor to the other, so that it can be undone: nothing of either is deleted. Whatever was
decided of a pair is remembered, and what is not the same is not suggested again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import pandas as pd
from rapidfuzz import fuzz

from graph.model.errors import Problem, UsageError
from graph.model.folding import fold
from graph.model.records import split_ids
from graph.model.tables import texts

Row = Mapping[str, str]
Pair = frozenset[str]
_NAMES = ("name", "acronym")
"""Kinds of alias that name the actor itself; capitals, seats and leaders also stand for others."""
_IDENTIFIERS = {
    "wikidata": "the same item of Wikidata",
    "iso3": "the same country code",
    "iso2": "the same country code",
}
_SMALL = frozenset({"of", "the", "and", "for", "in", "at", "s"})
_LIKE = 85.0
"""How alike two spellings of one word are at least, of 100."""
_SHORTEST = 5
"""A word that is shorter is another word where a letter differs: Iran and Iraq."""


@dataclass(frozen=True)
class Suggestion:
    """Two actors that may be one, `one` being the lesser known; why, and how sure that is (of 100)."""

    one: str
    other: str
    why: str
    score: float


def suggestions(actors: Iterable[Row], aliases: Iterable[Row], decided: Collection[Pair]) -> tuple[Suggestion, ...]:
    """Pairs of actors that may be one, the surest first; never a pair that somebody decided on.

    What tells two actors apart counts first: codes of different countries, different items of Wikidata, different
    wholes, one being part of the other. Then an identifier or a name that both have suggests them, and names that
    differ in the spelling of a word only.
    """
    live = {row["id"]: row for row in actors if not row["merged_into"] and row["status"] != "retracted"}
    names: dict[str, dict[str, str]] = {id_: {fold(row["label"]): row["label"]} for id_, row in live.items()}
    for alias in aliases:
        told = alias["alias_kind"] in _NAMES and alias["ambiguous"] != "true" and alias["status"] != "retracted"
        if alias["actor"] in live and told:
            names[alias["actor"]].setdefault(fold(alias["alias"]), alias["alias"])
    found: dict[Pair, Suggestion] = {}
    for one, other, why, score in (*_identified(live), *_named(names), *_spelt(live, names)):
        pair = frozenset((one, other))
        if pair in decided or _apart(live, one, other):
            continue
        if pair not in found or found[pair].score < score:
            lesser, greater = sorted((one, other), key=lambda id_: (len(names[id_]), id_))
            found[pair] = Suggestion(lesser, greater, why, score)
    return tuple(sorted(found.values(), key=lambda one: (-one.score, one.one, one.other)))


def _identified(live: Mapping[str, Row]) -> Iterator[tuple[str, str, str, float]]:
    for column, why in _IDENTIFIERS.items():
        having: dict[str, list[str]] = defaultdict(list)
        for id_, row in live.items():
            if row[column]:
                having[row[column]].append(id_)
        for several in having.values():
            for one, other in combinations(several, 2):
                if column == "wikidata" or live[one]["kind"] == live[other]["kind"]:
                    yield one, other, why, 100.0


def _named(names: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, str, float]]:
    having: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for id_, several in names.items():
        for folded, name in several.items():
            having[folded].append((id_, name))
    for folded, found in having.items():
        if folded:
            for (one, name), (other, _) in combinations(found, 2):
                yield one, other, f"both are called “{name}”", 95.0


def _spelt(live: Mapping[str, Row], names: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, str, float]]:
    """Names with the same words, whatever their order, but for one at most that is spelt alike.

    Only names with all other words the same, and the same first letter of that one, are compared, so that ten thousand
    actors are not compared with one another.
    """
    known = {word for several in names.values() for word in several}
    blocks: dict[tuple[str, tuple[str, ...], str], list[tuple[str, str, str]]] = defaultdict(list)
    for id_, several in names.items():
        for folded, name in several.items():
            words = sorted(word for word in folded.split() if word not in _SMALL)
            for place, word in enumerate(words):
                others = (*words[:place], *words[place + 1 :])
                if not any(letter.isdigit() for letter in word):
                    blocks[live[id_]["kind"], others, word[0]].append((id_, name, word))
    for (_, others, _), block in blocks.items():
        for (one, name, word), (other, theirs, another) in combinations(block, 2):
            # Two words that name actors of their own tell the names apart: ministries of Slovakia and of Slovenia.
            apart = bool(others) and word in known and another in known and word != another
            if one != other and not apart:
                score = _likeness(word, another)
                if score:
                    yield one, other, f"“{name}” and “{theirs}” are spelt alike", score


def _likeness(word: str, another: str) -> float:
    """How alike two spellings of a word are, of 100; 0 where they are two words."""
    if word == another:
        return 90.0
    if min(len(word), len(another)) < _SHORTEST:
        return 0.0
    return 0.9 * fuzz.ratio(word, another, score_cutoff=_LIKE)


def _apart(live: Mapping[str, Row], one: str, other: str) -> bool:
    left, right = live[one], live[other]
    if any(
        left[name] and right[name] and left[name] != right[name] for name in ("iso2", "iso3", "wikidata", "part_of")
    ):
        return True
    if any(row["kind"] == "unknown" for row in (left, right)):
        return True
    return other in (left["part_of"], left["based_in"]) or one in (right["part_of"], right["based_in"])


@dataclass(frozen=True)
class Effect:
    """What merging one actor into another would change.

    Attributes:
        claims: ids of the entries that would be about the other actor, or said by it.
        ties: (subject, kind, object) of the ties that would be the other's, as they would be then.
        joined: those of them that the other has already; the entries of both would stand together.
        twice: pairs of entries that would look like the same one twice.
        loops: ids of entries between the two, which would be ties of an actor with itself and drop out.
        names: what the other would be called besides.
    """

    claims: tuple[str, ...]
    ties: tuple[tuple[str, str, str], ...]
    joined: tuple[tuple[str, str, str], ...]
    twice: tuple[tuple[str, str], ...]
    loops: tuple[str, ...]
    names: tuple[str, ...]


def effect(one: str, other: str, *, actors: Mapping[str, Row], aliases: Iterable[Row], claims: Iterable[Row]) -> Effect:
    """What would change if `one` were merged into `other`; raises UsageError where the two cannot be merged."""
    check_pair(one, other, actors)
    live = [claim for claim in claims if claim["status"] not in ("retracted", "draft")]
    touched, loops = list[str](), list[str]()
    ties: dict[tuple[str, str, str], None] = {}
    before = {(claim["subject"], claim["kind"], claim["object"]) for claim in live}
    own: dict[tuple[str, ...], list[str]] = defaultdict(list)
    moved: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for claim in live:
        speakers = (*split_ids(claim["speakers"]), claim["relayed_by"])
        about = one in (claim["subject"], claim["object"])
        subject, object_ = (other if end == one else end for end in (claim["subject"], claim["object"]))
        if about and subject == object_:
            loops.append(claim["id"])
        if about and subject != object_:
            ties[subject, claim["kind"], object_] = None
        if about or one in speakers:
            touched.append(claim["id"])
        same = (subject, claim["kind"], object_, claim["matter"], claim["stance"], claim["source"])
        (moved if about else own)[same].append(claim["id"])
    twice = [(mine, theirs) for same, several in moved.items() for mine in several for theirs in own.get(same, ())]
    names = dict.fromkeys(
        [
            actors[one]["label"],
            *(row["alias"] for row in aliases if row["actor"] == one and row["status"] != "retracted"),
        ]
    )
    return Effect(
        tuple(sorted(touched)),
        tuple(sorted(ties)),
        tuple(sorted(tie for tie in ties if tie in before)),
        tuple(sorted(twice)),
        tuple(sorted(loops)),
        tuple(names),
    )


def check_pair(one: str, other: str, actors: Mapping[str, Row]) -> None:
    """UsageError where `one` cannot be merged into `other`: the words say which of the two, and what to do."""
    for id_ in (one, other):
        if id_ not in actors or actors[id_]["status"] in ("retracted", "draft"):
            raise UsageError(f"there is no published actor “{id_}”; choose two from the list")
    if one == other:
        raise UsageError("choose two different actors")
    labels = {id_: actors[id_]["label"] for id_ in (one, other)}
    if actors[one]["merged_into"]:
        raise UsageError(f"{labels[one]} is merged already; undo that first")
    if actors[other]["merged_into"]:
        raise UsageError(f"{labels[other]} is itself merged into another actor; choose that one")
    for part, whole in ((one, other), (other, one)):
        if whole in _above(part, actors):
            raise UsageError(
                f"{labels[part]} is part of {labels[whole]}, so the two are not the same; "
                "take that out of the actor first, if it is wrong"
            )


def refused(rows: Iterable[Row], tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Why these actors, saved as they are here, would be merged wrongly; nothing where they would not."""
    found = []
    for row in rows:
        if row["merged_into"]:
            actors = {one["id"]: one for one in texts(tables["actors"])}
            now = actors.get(row["id"])
            if now is None or now["merged_into"] == row["merged_into"]:
                continue
            try:
                told = effect(
                    row["id"],
                    row["merged_into"],
                    actors=actors,
                    aliases=texts(tables["aliases"]),
                    claims=texts(tables["claims"]),
                )
                words = loop_words(told)
            except UsageError as error:
                words = str(error)
            if words:
                found.append(Problem(f"actors/{row['id']}", 0, "merged_into", words))
    return found


def loop_words(told: Effect) -> str:
    """Why an effect may not come about, in words; empty where it may."""
    if not told.loops:
        return ""
    number = len(told.loops)
    entries = "1 entry reports a tie" if number == 1 else f"{number} entries report ties"
    return f"{entries} between the two, so they are not the same; take those entries back first, if they are wrong"


def decided(before: Row | None, after: Row) -> list[tuple[str, str, str]]:
    """What saving an actor decides: (actor, other, judgement) for a merge that is made or undone by it."""
    was, now = before["merged_into"] if before else "", after["merged_into"]
    if was == now:
        return []
    made = [(after["id"], was, "split")] if was else []
    return [*made, (after["id"], now, "same")] if now else made


def cautions(one: Row, other: Row) -> tuple[str, ...]:
    """The columns in which two actors differ as two different ones do; nothing stops them from being merged."""
    apart = ("kind", "part_of", "based_in", "iso2", "iso3", "wikidata")
    return tuple(name for name in apart if one[name] and other[name] and one[name] != other[name])


def _above(actor: str, actors: Mapping[str, Row]) -> list[str]:
    found = []
    at = actors[actor]["part_of"]
    while at in actors and at not in found:
        found.append(at)
        at = actors[at]["part_of"]
    return found
