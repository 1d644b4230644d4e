"""Corrections through the one door: one change, and nobody's work overwritten."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.desk.corrections import Corrections, Edit
from graph.desk.desk import Desk
from graph.model.errors import Conflict, NotAllowed, UsageError
from graph.model.person import DESK, Person
from graph.model.settings import Settings
from tests.cli.terminal import SMALL


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An open door to the invented list."""
    data = Path(shutil.copytree(SMALL, tmp_path / "data"))
    opened = Desk.open(Settings(f"sqlite:///{tmp_path / 'attest.sqlite'}", data, tmp_path / "none"), DESK)
    opened.start()
    yield opened
    opened._store.close()


def edit(desk: Desk, id_: str, **cells: str) -> dict[str, Edit]:
    page = desk.corrections.page("claims")
    return {id_: Edit(page.bases[id_], page.rows[id_], cells)}


def on_file(desk: Desk, id_: str) -> dict[str, str]:
    return dict(desk.corrections.page("claims").rows[id_])


def test_rows_are_found_by_words_and_by_what_they_lack(desk: Desk) -> None:
    every = desk.corrections.page("claims")
    assert every.found == len(every.rows) == len(every.bases) > 5
    assert "c01" in desk.corrections.page("claims", "DRONES field").rows
    assert desk.corrections.page("claims", "no such words").rows == {}
    without = desk.corrections.page("claims", empty="held_from").rows
    assert without
    assert all(not row["held_from"] for row in without.values())
    assert list(desk.corrections.page("publishers", "north-post").rows) == ["north-post"]


def test_several_corrections_are_one_change_with_its_comment(desk: Desk) -> None:
    edits = edit(desk, "c01", credibility="2") | edit(desk, "c02", matter="drones", locator="par. 9")
    before = desk.head().seq
    saved = desk.corrections.save(desk.corrections.correct("claims", edits), "Graded.")
    assert saved.seq == before + 1 == desk.head().seq
    assert desk._store.changes()[0]["comment"] == "Graded."
    assert (on_file(desk, "c01")["credibility"], on_file(desk, "c02")["matter"]) == ("2", "drones")
    assert desk.upkeep.verify().seq == saved.seq


def test_what_somebody_else_saved_is_shown_and_kept_until_one_decides(desk: Desk) -> None:
    mine = edit(desk, "c01", credibility="2")
    ready = desk.corrections.correct("claims", mine)
    theirs = edit(desk, "c01", credibility="4", note="Theirs.")
    desk.corrections.save(desk.corrections.correct("claims", theirs), "")
    with pytest.raises(Conflict):
        desk.corrections.save(ready, "")
    now = desk.corrections.correct("claims", mine)
    assert {(cell.column, cell.theirs, cell.yours) for cell in now.overtaken} == {
        ("credibility", "4", "2"),
        ("note", "Theirs.", "Theirs."),
    }
    with pytest.raises(UsageError):
        desk.corrections.save(now, "")
    over = desk.corrections.over_theirs("claims", mine)
    desk.corrections.save(desk.corrections.correct("claims", over), "")
    assert (on_file(desk, "c01")["credibility"], on_file(desk, "c01")["note"]) == ("2", "Theirs.")


def test_drafts_lie_beside_the_list(desk: Desk) -> None:
    drafts = desk.corrections.correct("claims", edit(desk, "c01", credibility="2"), as_drafts=True)
    desk.corrections.save(drafts, "")
    assert on_file(desk, "c01")["credibility"] == ""
    tables = desk._store.tables(drafts=True)["claims"]
    assert tables.loc[tables["id"] == "c01", ["credibility", "status"]].to_numpy().tolist() == [["2", "draft"]]


def test_drafts_never_take_the_place_of_drafts_that_wait(desk: Desk) -> None:
    mine, theirs = (
        desk.corrections.correct("claims", edit(desk, "c01", credibility=text), as_drafts=True) for text in "23"
    )
    desk.corrections.save(theirs, "")
    with pytest.raises(Conflict):
        desk.corrections.save(mine, "")
    again = desk.corrections.correct("claims", edit(desk, "c01", credibility="2"), as_drafts=True)
    assert [(problem.file, problem.message[:33]) for problem in again.problems] == [
        ("c01", "a draft of it waits in Review; ch")
    ]
    assert again.writes == {}
    desk.corrections.save(desk.corrections.correct("claims", edit(desk, "c01", credibility="2")), "")
    assert on_file(desk, "c01")["credibility"] == "2"


def test_what_is_wrong_or_nothing_is_not_saved_and_who_only_looks_may_not(desk: Desk) -> None:
    before = desk.head()
    with pytest.raises(UsageError, match="mend what is wrong first"):
        desk.corrections.save(desk.corrections.correct("claims", edit(desk, "c01", credibility="9")), "")
    with pytest.raises(UsageError, match="nothing would change"):
        desk.corrections.save(desk.corrections.correct("claims", {}), "")
    viewer = Corrections(desk._store, Person("vera", "Vera", frozenset({"viewer"})))
    with pytest.raises(NotAllowed):
        viewer.save(desk.corrections.correct("claims", edit(desk, "c01", credibility="2")), "")
    assert desk.head() == before


def test_where_two_pairs_of_eyes_are_wanted_corrections_are_drafts(desk: Desk) -> None:
    ready = desk.corrections.correct("claims", edit(desk, "c01", credibility="2"))
    desk.review.turn_four_eyes(True)
    with pytest.raises(UsageError, match="a second person must look at it"):
        desk.corrections.save(ready, "")
    desk.corrections.save(desk.corrections.correct("claims", edit(desk, "c01", credibility="2")), "")
    assert on_file(desk, "c01")["credibility"] == ""
