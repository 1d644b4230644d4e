"""What saving an entry would come to: backing and answers before and after, whom it contradicts, and both pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from graph.desk.beforeafter import Pair, side
from graph.evidence.assess import assess
from graph.evidence.prepare import prepare
from graph.model.dates import is_partial_date
from graph.model.tables import TABLES
from graph.model.view import View
from graph.scene.grammar import matter_words
from graph.scene.reader import Reader, Stand, Tie
from graph.scene.words import answer_words, backing_words, count, listed, settled
from graph.store.package import Tables

Row = Mapping[str, str]
NOTHING = "nothing on this list"


@dataclass(frozen=True)
class Step:
    """One thing that saving changes, in words; `before` and `after` are the same where it stays as it is."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Outcome:
    """What saving an entry would come to.

    Attributes:
        steps: backing and answers of the matter and of the tie.
        answers: what it contradicts, and who contradicts it, in sentences.
        pair: both pictures; None where nothing is drawn.
    """

    steps: tuple[Step, ...] = ()
    answers: tuple[str, ...] = ()
    pair: Pair | None = field(default=None, compare=False)


def pair(tables: Tables, rows: Sequence[Row]) -> Reader:
    """The evidence of the entries of one pair of actors alone; `tables` hold all that these refer to."""
    told = {**tables, "claims": _frame("claims", rows)}
    return Reader(assess(prepare(told), View()), told)


def outcome(before: Reader, after: Reader, claim: Row) -> Outcome:
    """What the evidence of a pair becomes by one entry of it, which is in `after` as it would be saved."""
    own = next(stand for stands in after.stands.values() for stand in stands if stand.claim == claim["id"])
    tie = after.ties[own.tie]
    several = len(after.strands_of[tie.id]) > 1
    steps = []
    if several:
        what = f"On {matter_words(claim['matter'])}" if claim["matter"] else "In general"
        told = (_words(reader, reader.strands, reader.stands, own.strand) for reader in (before, after))
        steps.append(Step(what, *told))
    told = (tie_words(reader, tie.id) for reader in (before, after))
    steps.append(Step("The whole tie" if several else "The tie", *told))
    sides = (side(reader.evidence, dict(reader.tables), tie.subject, tie.object, tie.id) for reader in (before, after))
    drawn = Pair(tie.id, tie.subject, tie.object, *sides)
    return Outcome(tuple(steps), tuple(_answers(after, own.strand, claim)), drawn)


def as_saved(claim: Row) -> Row:
    """An entry as it can be weighed: published, without dates that are none."""
    return {**claim, **{name: "" for name in TABLES["claims"].dates if not is_partial_date(claim[name])}, "status": ""}


def with_rows(tables: Tables, beside: Mapping[str, Sequence[Row]]) -> Tables:
    """The tables with rows of new records at their ends."""
    return {
        name: pd.concat([frame, _frame(name, beside[name])], ignore_index=True) if beside.get(name) else frame
        for name, frame in tables.items()
    }


def _frame(name: str, rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(TABLES[name].columns), dtype="str")


def tie_words(reader: Reader, tie: str) -> str:
    """Who backs a tie and who answers it; NOTHING where it is not drawn."""
    return _words(reader, reader.ties, reader.stands_of_tie, tie)


def _words(reader: Reader, those: Mapping[str, Tie], stands: Mapping[str, list[Stand]], id_: str) -> str:
    if id_ not in those:
        return NOTHING
    members, told = stands[id_], those[id_]
    if not told.matter and told.id == told.tie:
        told = settled(reader, told)
    return "; ".join(filter(None, (backing_words(reader, told, members), answer_words(reader, members))))


def _answers(reader: Reader, strand: str, claim: Row) -> list[str]:
    stands = reader.stands[strand]
    own = [stand for stand in stands if stand.claim == claim["id"]]
    if claim["stance"] == "asserts":
        words = answer_words(reader, stands)
        return [f"{words[:1].upper()}{words[1:]}."] if words else []
    if claim["stance"] == "declines":
        return ["A refusal stands in the dossier of whoever refuses; it denies nothing and draws no line."]
    backing = [stand for stand in stands if stand.backs and stand.claim != claim["id"]]
    if not backing:
        return ["Nobody on this list says what it denies or questions."]
    names = listed([reader.voices[voice].label for voice in reader.reports(backing)])
    reports = count(len({stand.claim for stand in backing}), "report")
    contradicts = "Contradicts" if claim["stance"] == "denies" else "Questions what is said by"
    said = [f"{contradicts} {names} ({reports})."]
    if any(stand.list == "earlier" for stand in own):
        said.append("It counts as an earlier denial: what is said here begins only after it was denied.")
    return said
