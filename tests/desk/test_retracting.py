"""Taken off the list and brought back: what goes with it, what that comes to, and who else has to agree."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.desk.desk import Desk
from graph.model.errors import DataProblems, NotAllowed, NotFound, UsageError
from graph.model.person import DESK, Person
from graph.model.settings import Settings
from graph.model.view import parse
from graph.store.package import write_package
from graph.store.writes import Write
from tests.cli.terminal import SMALL

BEN = Person("ben", "Ben", frozenset({"editor", "reviewer"}))
EVE = Person("eve", "Eve", frozenset({"editor"}))
PAGE = "times-2022-08"
ENTRIES = {"c08", "c10", "c14", "c15", "c17"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the invented list, to be copied."""
    file = tmp_path_factory.mktemp("filled") / "attest.sqlite"
    made = Desk.open(Settings(f"sqlite:///{file}", SMALL, SMALL / "review"), DESK)
    made.start()
    made._store.close()
    return file


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Desk]:
    """The door of the desk's person to a copy of it."""
    file = shutil.copy(filled, tmp_path / "attest.sqlite")
    opened = Desk.open(Settings(f"sqlite:///{file}", SMALL, SMALL / "review"), DESK)
    yield opened
    opened._store.close()


@pytest.fixture
def other(desk: Desk) -> Desk:
    """The door of a second person to the same list."""
    return Desk(desk._store, desk._settings, BEN)


def off(desk: Desk, table: str = "claims") -> set[str]:
    """The ids of the records of a table that are off the list."""
    frame = desk._store.tables()[table]
    return set(frame[frame["status"] == "retracted"]["id"])


def approve(desk: Desk, *keys: tuple[str, str]) -> int:
    return desk.review.approve(desk.review.shown(keys)).seq


# At once


def test_a_page_goes_with_its_entries_and_comes_back_with_them_as_one_change_each(desk: Desk) -> None:
    with pytest.raises(UsageError, match="say why"):
        desk.retracting.retract("sources", PAGE, "  ")
    seq = desk.retracting.retract("sources", PAGE, "It was made up.")
    assert off(desk) == ENTRIES
    assert {name: set(rows) for name, rows in desk._store.written(seq).items()} == {
        "sources": {PAGE},
        "claims": ENTRIES,
    }
    assert desk.forms.standing(desk.forms.open("sources", PAGE)) == "retracted: It was made up."
    turn = desk.retracting.back("sources", PAGE)
    assert (turn.records[0], turn.others("claims")) == (("sources", PAGE), 5)
    seq = desk.retracting.bring_back("sources", PAGE)
    assert (off(desk), off(desk, "sources")) == (set(), set())
    assert set(desk._store.written(seq)["claims"]) == ENTRIES
    with pytest.raises(UsageError, match="so already"):
        desk.retracting.bring_back("sources", PAGE)
    desk._store.verify()


def test_a_pasted_reason_is_kept_as_one_sees_it(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="say why"):
        desk.retracting.retract("claims", "c14", "\u200b ")
    desk.retracting.retract("claims", "c14", "\ufeffMis\u200bread,\r\n as page\t2 says. ")
    assert desk.forms.standing(desk.forms.open("claims", "c14")) == "retracted: Misread, as page 2 says."
    desk.publish(tmp_path / "published")
    assert [one for one in desk.validate(tmp_path / "published") if one.severity == "error"] == []


def test_a_page_comes_back_alone_where_that_is_asked(desk: Desk) -> None:
    desk.retracting.retract("sources", PAGE, "It was made up.")
    desk.retracting.bring_back("sources", PAGE, alone=True)
    assert (off(desk), off(desk, "sources")) == (ENTRIES, set())


def test_only_what_went_with_a_page_comes_back_with_it(desk: Desk) -> None:
    desk.retracting.retract("claims", "c14", "Misread.")
    desk.retracting.retract("sources", PAGE, "It was made up.")
    assert {id_ for table, id_ in desk.retracting.back("sources", PAGE).records if table == "claims"} == ENTRIES - {
        "c14"
    }
    desk.retracting.bring_back("sources", PAGE)
    assert off(desk) == {"c14"}


def test_an_entry_comes_back_with_its_page(desk: Desk) -> None:
    desk.retracting.retract("sources", PAGE, "It was made up.")
    assert desk.retracting.back("claims", "c08").others("sources") == 1
    desk.retracting.bring_back("claims", "c08")
    assert (off(desk), off(desk, "sources")) == (ENTRIES - {"c08"}, set())


def test_what_a_record_stands_on_comes_back_first(desk: Desk) -> None:
    desk.retracting.retract("claims", "c09", "No.")
    desk.retracting.retract("claims", "c10", "No.")
    desk.retracting.retract("actors", "harbour-works", "There is no such firm.")
    assert (
        desk.retracting.back("claims", "c09").obstacle
        == "actors/harbour-works is off the list too; bring that back first"
    )
    with pytest.raises(UsageError, match="harbour-works"):
        desk.retracting.bring_back("claims", "c09")
    desk.retracting.bring_back("actors", "harbour-works")
    desk.retracting.bring_back("claims", "c09")
    assert off(desk) == {"c10"}


def test_what_others_stand_on_is_not_retracted(desk: Desk) -> None:
    for table, id_ in (("actors", "norland"), ("publishers", "southia-times")):
        assert "on it; change those first" in desk.retracting.off(table, id_).obstacle
        with pytest.raises(UsageError, match="change those first"):
            desk.retracting.retract(table, id_, "Why not.")
    with pytest.raises(NotFound):
        desk.retracting.retract("claims", "nowhere", "Why not.")


# Said before it is done


def test_what_becomes_of_the_ties_is_said_before(desk: Desk) -> None:
    told = desk.retracting.off("sources", PAGE).ripple
    assert told.gone == ("Southia transfers arms to Norland",)
    changed = {one.what: (one.before, one.after) for one in told.ties}
    assert changed["Esland transfers arms to Southia"] == (
        "several independent voices (North Post, Southia Times); questioned in part by Southia",
        "several independent voices (North Post, Southia Times)",
    )
    assert changed["Harbour Works supplies dual-use goods to Norland"][1] == "one voice (North Post)"
    assert changed["Southia sanctions Norland"] == ("nobody on this list says it", "nothing on this list")
    assert len(changed) == 3
    assert told.pair is not None
    assert told.pair.after.tie is None
    desk.retracting.retract("sources", PAGE, "It was made up.")
    again = desk.retracting.back("sources", PAGE).ripple
    assert (again.gone, {one.what: one.before for one in again.ties}["Southia transfers arms to Norland"]) == (
        (),
        "nothing on this list",
    )
    ties = desk._moments.reader(desk._moments.now(), parse("").view).ties
    assert "southia.arms_transfer.norland" not in ties


def test_the_snapshots_that_cite_a_page_are_named_and_say_so_afterwards(desk: Desk) -> None:
    kept = desk.snapshots.freeze(parse("").view)
    turn = desk.retracting.off("sources", PAGE)
    assert turn.snapshots == (kept.title,)
    assert desk.retracting.off("claims", "c08").snapshots == ()
    desk.retracting.retract("sources", PAGE, "It was made up.")
    assert any(PAGE in mark or "What the neighbours say" in mark for mark in desk.snapshots.get(kept.id).withdrawn)


# Proposed, where somebody else has to agree


@pytest.fixture
def watched(desk: Desk) -> Desk:
    """The desk with four eyes on."""
    desk.review.turn_four_eyes(True)
    return desk


def test_no_proposal_takes_the_place_of_a_draft_that_waits(watched: Desk, other: Desk) -> None:
    store = watched._store
    number, _, row = store.newest("claims", ["c14"])["c14"]
    write = Write(row | {"statement": "Eve's words."}, number, "draft")
    store.save({"claims": [write]}, submission_id="eve", by=EVE, comment="", now=datetime.now(UTC))
    with pytest.raises(UsageError, match="a draft of c14 waits in Review; decide on it first"):
        watched.retracting.retract("claims", "c14", "Misread.")
    with pytest.raises(UsageError, match="a draft of c14 waits in Review"):
        watched.retracting.retract("sources", PAGE, "Misread.")
    other.review.reject({("claims", "c14"): other.review.draft("claims", "c14").revision}, "No.")
    watched.retracting.retract("claims", "c14", "Misread.")
    assert watched.retracting.proposed("claims", "c14") == "retract: Misread."


def test_a_retraction_is_proposed_seen_and_approved_by_somebody_else(watched: Desk, other: Desk) -> None:
    watched.retracting.retract("claims", "c14", "Misread.")
    assert off(watched) == set()
    assert watched.retracting.proposed("claims", "c14") == "retract: Misread."
    with pytest.raises(UsageError, match="proposed already"):
        watched.retracting.retract("claims", "c14", "Misread.")
    card = other.review.draft("claims", "c14")
    assert card.change == "to be taken back"
    assert [(one.name, one.before, one.after) for one in card.fields] == [("Why it was taken back", "", "Misread.")]
    pair = other.review.pair("claims", "c14")
    assert pair is not None
    assert (pair.before.tie is None, pair.after.tie, pair.sentence) == (False, None, "The tie is drawn no longer.")
    with pytest.raises(NotAllowed, match="somebody else"):
        approve(watched, ("claims", "c14"))
    approve(other, ("claims", "c14"))
    line = watched._store.history.of("claims", "c14")[-1]
    assert (line.status, line.retraction_reason, line.change.recorded_by) == ("retracted", "Misread.", "ben")
    assert watched.retracting.proposed("claims", "c14") == ""
    watched._store.verify()


def test_what_is_proposed_to_go_is_drawn_as_it_stands_also_among_drafts(watched: Desk) -> None:
    watched.retracting.retract("claims", "c14", "Misread.")
    lines = {line.id: line for line in watched.scene(parse("unreviewed=yes").view).scene.lines}
    (line,) = [line for line in lines.values() if any(tie.id == "southia.arms_transfer.norland" for tie in line.ties)]
    assert not line.unreviewed


def test_a_name_that_is_taken_off_in_a_draft_goes_once_that_is_approved(watched: Desk, other: Desk) -> None:
    form = watched.forms.open("actors", "esland")
    kept = tuple(name for name in form.names if name["alias"] != "Eastland")
    watched.forms.save(replace(form, names=kept), as_draft=True)
    assert len(watched.forms.open("actors", "esland").names) == len(form.names)
    waiting = [(one.table, one.id) for page in other.review.queue().pages for one in page.drafts]
    approve(other, *waiting)
    assert watched.forms.open("actors", "esland").names == kept


def test_a_proposal_that_is_rejected_leaves_the_list_as_it_was(watched: Desk, other: Desk) -> None:
    watched.retracting.retract("claims", "c14", "Misread.")
    card = other.review.draft("claims", "c14")
    other.review.send_back("claims", "c14", card.revision, "Where is it misread?")
    assert other.review.draft("claims", "c14").state == "sent_back"
    assert watched.retracting.proposed("claims", "c14") == "retract: Misread."
    other.review.reject({("claims", "c14"): card.revision}, "It says so on page 2.")
    assert (watched.retracting.proposed("claims", "c14"), off(watched)) == ("", set())
    watched.retracting.retract("claims", "c14", "Page 2 is an advertisement.")
    approve(other, ("claims", "c14"))
    assert off(watched) == {"c14"}


def test_an_actor_and_its_names_are_one_proposal_and_one_change(watched: Desk, other: Desk) -> None:
    watched.review.turn_four_eyes(False)
    new = watched.forms.blank("actors", label="Zedland", kind="state")
    watched.forms.save(replace(new, names=({"alias": "Zed", "alias_kind": "name", "lang": ""},)))
    watched.review.turn_four_eyes(True)
    watched.retracting.retract("actors", "zedland", "There is no such state.")
    drafts = [(one.table, one.id) for page in other.review.queue().pages for one in page.drafts]
    assert drafts == [("actors", "zedland")]
    approve(other, *drafts)
    names = watched._store.tables()["aliases"].set_index("alias")["status"]
    assert (off(watched, "actors"), names["Zed"]) == ({"zedland"}, "retracted")


def test_a_page_and_its_entries_are_one_proposal_and_one_change(watched: Desk, other: Desk, tmp_path: Path) -> None:
    watched.retracting.retract("sources", PAGE, "It was made up.")
    (page,) = other.review.queue().pages
    assert [(one.table, one.id, one.change) for one in page.drafts] == [("sources", PAGE, "to be taken back")]
    card = other.review.draft("sources", PAGE)
    assert {one.id for one in card.stands_on} == ENTRIES
    assert other.review.ripple("sources", PAGE).gone == ("Southia transfers arms to Norland",)
    write_package(tmp_path / "out", watched._store.tables(), {})
    assert "made up" not in (tmp_path / "out" / "sources.csv").read_text(encoding="utf-8")
    seq = approve(other, ("sources", PAGE))
    assert (off(watched), set(watched._store.written(seq)["claims"])) == (ENTRIES, ENTRIES)

    watched.retracting.bring_back("sources", PAGE)
    assert watched.retracting.proposed("claims", "c08") == "bring back"
    drafts = [(one.table, one.id) for page in other.review.queue().pages for one in page.drafts]
    assert {id_ for _, id_ in drafts} == ENTRIES
    assert other.review.draft("claims", "c08").change == "to be brought back"
    assert [one.id for one in other.review.draft("claims", "c08").stands_on] == [PAGE]
    with pytest.raises(NotAllowed):
        approve(watched, *drafts)
    seq = approve(other, *drafts)
    assert (off(watched), off(watched, "sources")) == (set(), set())
    assert set(watched._store.written(seq)) == {"sources", "claims"}
    watched._store.verify()


def test_a_rejected_page_takes_the_proposals_of_its_entries_with_it(watched: Desk, other: Desk) -> None:
    watched.retracting.retract("sources", PAGE, "It was made up.")
    other.review.reject({("sources", PAGE): other.review.draft("sources", PAGE).revision}, "It was not.")
    assert other.review.queue().order == ()
    assert off(watched) == set()


def test_a_page_that_got_another_entry_meanwhile_does_not_go_without_it(watched: Desk, other: Desk) -> None:
    watched.retracting.retract("sources", PAGE, "It was made up.")
    form = watched.forms.open("claims", "c06").put(source=PAGE)
    watched.forms.save(form, as_draft=True)
    approve(other, ("claims", "c06"))
    (problem,) = other.review.draft("sources", PAGE).problems
    assert "c06 stands on it" in problem.message
    with pytest.raises(DataProblems):
        approve(other, ("sources", PAGE))
    assert (off(watched), off(watched, "sources")) == (set(), set())


@pytest.mark.parametrize("four_eyes", [False, True])
def test_an_editor_who_may_not_publish_proposes(desk: Desk, other: Desk, four_eyes: bool) -> None:
    desk.review.turn_four_eyes(four_eyes)
    eve = Desk(desk._store, desk._settings, EVE)
    assert eve.retracting.proposes
    eve.retracting.retract("claims", "c14", "Misread.")
    assert off(desk) == set()
    approve(other, ("claims", "c14"))
    assert off(desk) == {"c14"}


def test_a_viewer_retracts_and_proposes_nothing(desk: Desk) -> None:
    viewer = Desk(desk._store, desk._settings, Person("vera", "Vera", frozenset({"viewer"}))).retracting
    deeds: tuple[Callable[[], object], ...] = (
        lambda: viewer.retract("claims", "c01", "Why not."),
        lambda: viewer.bring_back("claims", "c01"),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
