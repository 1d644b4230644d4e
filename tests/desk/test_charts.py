"""Charts at the desk: under which names, whose they are, and what a person who comes back is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.desk.charts import Charts
from graph.desk.news import news
from graph.model.chart import LONGEST_NAME, LONGEST_NOTE, MOST_NOTES, Note
from graph.model.errors import Conflict, NotAllowed, NotFound, UsageError
from graph.model.person import Person
from graph.model.view import View, parse
from graph.store.package import read_package
from graph.store.store import Store
from tests.cli.terminal import SMALL

ANNA, BERTA = (Person(name, name.title(), frozenset({"viewer"})) for name in ("anna", "berta"))
VIEW = View(kinds=("sanctions",), at=(("norland", 1, 2),), hide=("esland",), select="norland")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(f"sqlite:///{tmp_path / 'attest.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def mine(store: Store) -> Charts:
    """Anna's charts."""
    return Charts(store.notebook, ANNA)


def test_a_chart_keeps_the_view_and_nothing_of_the_panel(mine: Charts) -> None:
    chart = mine.add("  Oil   and gas ", VIEW)
    assert chart.name == "Oil and gas"
    assert parse(chart.query).view == View(kinds=VIEW.kinds, at=VIEW.at, hide=VIEW.hide)
    assert parse(mine.save(chart.id, View(layout="map")).query).view == View(layout="map")


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST_NAME + 1), "Oil"])
def test_a_name_is_neither_empty_nor_endless_nor_taken(mine: Charts, name: str) -> None:
    mine.add("Oil", VIEW)
    with pytest.raises(UsageError):
        mine.add(name, VIEW)
    assert [chart.name for chart in mine.all()] == ["Oil"]


def test_a_note_holds_nothing_that_nobody_sees(mine: Charts) -> None:
    notes = (Note(0, 0, "Nor\u200bland\nand others"), Note(0, 0, "\u200b"))
    assert [note.text for note in mine.add("Oil", VIEW, notes).notes] == ["Norland\nand others"]


def test_copies_deletions_and_restorations_never_take_a_name_twice(mine: Charts) -> None:
    first = mine.add("Oil", VIEW)
    copies = [mine.copy(first.id).name for _ in range(3)]
    assert copies == ["Oil (copy)", "Oil (copy) 2", "Oil (copy) 3"]
    mine.delete(first.id)
    with pytest.raises(NotFound):
        mine.get(first.id)
    mine.add("Oil", VIEW)
    assert mine.restore(first.id).name == "Oil (restored)"
    assert mine.rename(first.id, "Gas").name == "Gas"
    assert mine.rename(first.id, "Gas").name == "Gas"


def test_others_see_what_is_shared_and_change_only_copies(store: Store, mine: Charts) -> None:
    theirs = Charts(store.notebook, BERTA)
    chart = mine.add("Oil", VIEW)
    assert theirs.all() == ()
    mine.share(chart.id, True)
    assert [one.name for one in theirs.all()] == ["Oil"]
    assert not theirs.is_mine(theirs.get(chart.id))
    with pytest.raises(NotAllowed):
        theirs.rename(chart.id, "Mine")
    with pytest.raises(NotAllowed):
        theirs.save(chart.id, View())
    with pytest.raises(NotAllowed):
        theirs.delete(chart.id)
    with pytest.raises(NotAllowed):
        theirs.note(chart.id, [Note(0, 0, "x")], chart.version + 1)
    assert theirs.is_mine(theirs.copy(chart.id))
    mine.delete(chart.id)
    assert [one.name for one in theirs.all()] == ["Oil (copy)"]
    with pytest.raises(NotFound):
        theirs.restore(chart.id)


def test_notes_are_kept_within_bounds_and_empty_ones_are_none(mine: Charts) -> None:
    chart = mine.add("Oil", VIEW)
    kept = mine.note(chart.id, [Note(1, 2, "Ask Kyiv"), Note(3, 4, "  ")], chart.version)
    assert kept.notes == (Note(1, 2, "Ask Kyiv"),)
    with pytest.raises(UsageError, match="100 notes"):
        mine.note(chart.id, [Note(0, 0, "x")] * (MOST_NOTES + 1), kept.version)
    with pytest.raises(UsageError, match="1,000 characters"):
        mine.note(chart.id, [Note(0, 0, "x" * (LONGEST_NOTE + 1))], kept.version)
    assert mine.get(chart.id).notes == kept.notes


def test_notes_written_on_an_older_chart_overwrite_nobodys(mine: Charts) -> None:
    chart = mine.add("Oil", VIEW)
    newer = mine.note(chart.id, [Note(1, 2, "Newer")], chart.version)
    with pytest.raises(Conflict):
        mine.note(chart.id, [Note(1, 2, "Older")], chart.version)
    assert mine.get(chart.id).notes == newer.notes


def test_who_comes_back_is_told_what_is_new_changed_and_retracted() -> None:
    now = read_package(SMALL).tables
    before = {**now, "claims": now["claims"].copy()}
    assert news(before, now).words == ""
    before["claims"] = before["claims"][before["claims"]["id"] != "c01"].copy()
    before["claims"].loc[before["claims"]["id"] == "c02", "statement"] = "Said otherwise."
    changed = {**now, "claims": now["claims"].copy()}
    changed["claims"].loc[changed["claims"]["id"] == "c03", "status"] = "retracted"
    told = news(before, changed)
    assert told.words == "1 entry new, 1 entry changed, 1 entry retracted"
    assert [(remark.dates, remark.tie) for remark in told.entries] == [
        ("retracted", "norland.arms_transfer.esland"),
        ("new", "norland.arms_transfer.esland"),
        ("changed", "norland.arms_transfer.esland"),
    ]
