"""What the curated list must say, case by case; all that is expected stands in `golden.md`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from graph.evidence.assess import assess
from graph.evidence.prepare import Prepared, prepare
from graph.evidence.track import track
from graph.model.dates import in_words
from graph.model.view import parse, to_query
from graph.network.placing import places
from graph.scene.build import scene
from graph.scene.reader import Reader
from graph.scene.words import answer_words, backing_words
from graph.store.package import read_package

HERE = Path(__file__).parent
CURATED = HERE.parent.parent / "data"
NONE = "none"


class Case(NamedTuple):
    """A row of the table."""

    case: str
    view: str
    look_at: str
    of: str
    expected: str


def cases() -> Iterator[Case]:
    """The rows of the table; the first two lines of it are its head."""
    lines = (HERE / "golden.md").read_text(encoding="utf-8").splitlines()
    for line in [line for line in lines if line.startswith("|")][2:]:
        yield Case(*(cell.strip().strip("`") for cell in line.strip("|").split("|")))


@cache
def curated() -> tuple[dict[str, pd.DataFrame], Prepared]:
    """The curated list, read and prepared once."""
    tables = read_package(CURATED, None).tables
    return tables, prepare(tables)


@cache
def reader(query: str) -> Reader:
    """The evidence of a view of the curated list."""
    tables, prepared = curated()
    return Reader(assess(prepared, parse(query).view), tables)


def matter(case: Case) -> str:
    """Who backs a strand, and who answers it."""
    told = reader(case.view)
    stands = told.stands[case.of]
    return "; ".join(
        filter(None, (backing_words(told, told.strands[case.of], stands), answer_words(told, stands))),
    )


def one_track(case: Case) -> str:
    """The words of one voice on one tie."""
    told = reader(case.view)
    tie, voice = case.of.split(" ")
    words = [word for word in track(tie, told.evidence, told.claims) if word.voice == voice]
    return f"{told.voices[voice].label}: " + ", ".join(f"{word.words} {in_words(word.day)}" for word in words)


def positions(case: Case) -> str:
    """The voices of a tie by the list they stand in."""
    voices: dict[str, set[str]] = {}
    for stand in reader(case.view).stands_of_tie[case.of]:
        voices.setdefault(stand.list, set()).add(stand.voice)
    return "; ".join(f"{where}: {', '.join(sorted(voices[where]))}" for where in sorted(voices))


def line(case: Case) -> str:
    """The line of the picture that holds a tie."""
    told = reader(case.view)
    tables, prepared = curated()
    whole = assess(prepared, parse("").view)
    drawn = scene(told.evidence, tables, parse(case.view).view, places(whole, tables))
    assert drawn.omitted == ""
    return ", ".join(line.id for line in drawn.lines if case.of in {tie.id for tie in line.ties}) or NONE


def cooperating(case: Case) -> str:
    """Ties of cooperation from one actor to another, whoever backs them; mutual ones run both ways."""
    told = reader(case.view)
    one, other = case.of.split(" ")
    ties = told.evidence.ties
    ties = ties[ties["polarity"] == "+"]
    found = [
        tie
        for tie, subject, kind, object_ in zip(
            *(ties[name].tolist() for name in ("tie", "subject", "kind", "object")), strict=True
        )
        if (subject, object_) == (one, other)
        or ((subject, object_) == (other, one) and told.kinds[kind]["direction"] == "symmetric")
    ]
    return ", ".join(found) or NONE


def refusals(case: Case) -> str:
    """Ties that count as said, though not one of their entries asserts them, or an entry counts that does not."""
    told = reader(case.view)
    said = told.evidence.ties.loc[told.evidence.ties["said"] == 1, "tie"].tolist()
    assert said
    behind = {tie: [told.claims[stand.claim] for stand in told.stands_of_tie[tie] if stand.backs] for tie in said}
    found = [tie for tie in said if not behind[tie] or any(claim["stance"] != "asserts" for claim in behind[tie])]
    return ", ".join(found) or NONE


LOOK: dict[str, Callable[[Case], str]] = {
    "matter": matter,
    "track": one_track,
    "positions": positions,
    "line": line,
    "cooperating": cooperating,
    "refusals": refusals,
}


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: str(case.case))
def test_the_curated_list_says(case: Case) -> None:
    assert LOOK[case.look_at](case) == case.expected


@pytest.mark.parametrize("query", sorted({case.view for case in cases()}))
def test_the_views_are_addresses_as_we_write_them(query: str) -> None:
    read = parse(query)
    assert read.ignored == ()
    assert to_query(read.view) == query
