"""Import through the one door: nothing is saved by looking, and then one change, all of it or nothing."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.desk.desk import Desk
from graph.desk.imports import DryRun, Imports
from graph.model.errors import DataProblems, NotAllowed, UsageError
from graph.model.person import DESK, Person
from graph.model.settings import Settings
from graph.model.view import View
from tests.cli.terminal import SMALL
from tests.editing.importing.planted import article, as_csv, entry, planted

ENDS = ("Norland", "Esland", "transfers arms to")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An open door to the invented list."""
    data = Path(shutil.copytree(SMALL, tmp_path / "data"))
    opened = Desk.open(Settings(f"sqlite:///{tmp_path / 'attest.sqlite'}", data, tmp_path / "none"), DESK)
    opened.start()
    yield opened
    opened._store.close()


def checked(desk: Desk, rows: list[dict[str, str]], as_drafts: bool = False) -> DryRun:
    sheet = desk.imports.read("articles.csv", as_csv(rows))
    return desk.imports.dry_run(sheet, desk.imports.guess(sheet), as_drafts=as_drafts)


def test_a_dry_run_saves_nothing_and_an_import_is_one_change_that_is_in_the_picture(desk: Desk) -> None:
    before = desk.head()
    run = checked(desk, [article(number, *ENDS) for number in range(4)])
    assert desk.head() == before
    saved = desk.imports.save(run, "")
    assert (saved.seq, saved.repeated) == (before.seq + 1, False)
    assert desk._store.changes()[0]["comment"] == "Imported from articles.csv"
    assert len(desk.source("the-invented-daily-2024-01-01").supports) == 1
    assert desk.scene(View()).evidence.claims["claim"].str.contains("the-invented-daily").sum() == 4
    assert desk.upkeep.verify().seq == saved.seq


def test_a_second_click_is_the_first_one_again(desk: Desk) -> None:
    run = checked(desk, [article(1, *ENDS)])
    first, second = desk.imports.save(run, "why"), desk.imports.save(run, "why")
    assert (second.seq, second.repeated) == (first.seq, True)


def test_ten_thousand_rows_are_read_checked_and_saved_within_half_a_minute(desk: Desk) -> None:
    """`pytest tests/desk/test_imports.py -k thousand -s` prints the figures."""
    data = as_csv([article(number, *ENDS) for number in range(10_000)])
    clock, began = time.process_time, time.process_time()
    sheet = desk.imports.read("articles.csv", data)
    run = desk.imports.dry_run(sheet, desk.imports.guess(sheet))
    looked = clock() - began
    saved = desk.imports.save(run, "")
    whole = clock() - began
    told = f"10,000 rows: read and checked in {looked:.1f} s, saved as one change after {whole:.1f} s of one core"
    sys.stdout.write(f"\n{told}\n")
    assert run.plan.counts["new"] == 10_000
    assert sum("is a new publisher" in words for outcome in run.plan.outcomes for words in outcome.remarks) == 1
    assert desk._store.change(saved.seq).seq == saved.seq
    assert whole < 30


def test_rows_that_are_refused_stop_the_import_unless_they_are_left_out(desk: Desk) -> None:
    before = desk.head()
    run = checked(desk, planted(20, 4, *ENDS)[0])
    with pytest.raises(UsageError, match="4 of 20 rows are refused; mend them, or leave them out"):
        desk.imports.save(run, "")
    assert desk.head() == before
    desk.imports.save(run, "", without_refused=True)
    assert checked(desk, planted(20, 4, *ENDS)[0]).plan.counts == {
        "new": 0,
        "changed": 0,
        "same": 16,
        "duplicate": 0,
        "refused": 4,
    }


def test_nothing_is_left_of_an_import_that_the_list_overtook(desk: Desk) -> None:
    before = next(row for row in desk._store.tables()["claims"].to_dict("records") if row["id"] == "c01")
    changed = {str(name): str(text) for name, text in before.items()} | {"credibility": "2"}
    run = checked(desk, [changed, entry(id="new-one")])
    desk.imports.save(checked(desk, [changed | {"credibility": "3"}]), "somebody else")
    head = desk.head()
    with pytest.raises(UsageError, match="nothing was imported: claims “c01” was saved by somebody else"):
        desk.imports.save(run, "")
    assert desk.head() == head
    assert "new-one" not in set(desk._store.tables()["claims"]["id"])


def test_nothing_is_left_of_an_import_that_the_store_refuses(desk: Desk) -> None:
    run = checked(desk, [article(1, *ENDS), article(2, *ENDS)])
    writes = {name: several for name, several in run.plan.writes.items() if name != "sources"}
    head = desk.head()
    with pytest.raises(DataProblems):
        desk.imports.save(replace(run, plan=replace(run.plan, writes=writes)), "")
    assert desk.head() == head


def test_drafts_are_drawn_only_when_asked_for(desk: Desk) -> None:
    desk.imports.save(checked(desk, [article(1, *ENDS)], as_drafts=True), "")
    assert not desk.scene(View()).evidence.claims["claim"].str.contains("the-invented-daily").any()
    assert desk.scene(View(unreviewed=True)).evidence.claims["claim"].str.contains("the-invented-daily").any()


def test_the_package_that_was_published_comes_back_as_it_was(desk: Desk, tmp_path: Path) -> None:
    desk.imports.save(checked(desk, [article(number, *ENDS) | {"Note": "=1+1"} for number in range(3)]), "")
    desk.publish(tmp_path / "published")
    sheet = desk.imports.read("claims.csv", (tmp_path / "published" / "claims.csv").read_bytes())
    run = desk.imports.dry_run(sheet, desk.imports.guess(sheet))
    assert run.plan.counts["same"] == len(sheet.rows)


def test_who_only_looks_may_not_import(desk: Desk) -> None:
    viewer = Imports(desk._store, Person("vera", "Vera", frozenset({"viewer"})))
    sheet = viewer.read("articles.csv", as_csv([article(1, *ENDS)]))
    with pytest.raises(NotAllowed, match="only who is an editor may import entries"):
        viewer.dry_run(sheet, viewer.guess(sheet))


def test_where_two_pairs_of_eyes_are_wanted_everything_is_a_draft(desk: Desk) -> None:
    before = checked(desk, [article(1, *ENDS)])
    desk.review.turn_four_eyes(True)
    with pytest.raises(UsageError, match="a second person must look at it"):
        desk.imports.save(before, "")
    run = checked(desk, [article(1, *ENDS)])
    assert run.plan.as_drafts
    desk.imports.save(run, "")
    assert not desk.scene(View()).evidence.claims["claim"].str.contains("the-invented-daily").any()


def test_a_file_that_is_imported_as_drafts_twice_waits_once(desk: Desk) -> None:
    rows = [article(number, *ENDS) for number in range(3)]
    desk.imports.save(checked(desk, rows, as_drafts=True), "")
    again = checked(desk, [*rows, rows[0] | {"Statement": "Another.", "Grade": "2", "Said on": ""}], as_drafts=True)
    assert [outcome.outcome for outcome in again.plan.outcomes] == ["duplicate"] * 3 + ["new"]
    assert "waits in Review already as" in again.plan.outcomes[0].reasons[0][1]
    assert "the same report as the draft" in " ".join(again.plan.outcomes[3].remarks)
    assert set(again.plan.writes) == {"claims"}
    desk.imports.save(again, "")
    # What is published cannot stand on a draft.
    (reason, *_) = checked(desk, rows).plan.outcomes[0].reasons
    assert reason[0] == "Outlet"
    assert "have that approved in Review first, import as drafts" in reason[1]


def test_the_drafts_of_two_imports_never_take_each_others_place(desk: Desk) -> None:
    mine, theirs = (checked(desk, [entry(statement=words)], as_drafts=True) for words in ("Mine.", "Theirs."))
    desk.imports.save(theirs, "")
    with pytest.raises(UsageError, match=r"was saved by somebody else since \(row 2\); check the rows again"):
        desk.imports.save(mine, "")
    again = checked(desk, [entry(statement="Mine.", said_on="2022-03")], as_drafts=True)
    desk.imports.save(again, "")
    (waits,) = [write.row["id"] for write in theirs.plan.writes["claims"]]
    assert desk.forms.open("claims", waits).row["statement"] == "Theirs."


@pytest.mark.parametrize("as_drafts", [False, True])
def test_a_row_with_the_id_of_a_draft_that_says_something_else_is_refused(desk: Desk, as_drafts: bool) -> None:
    desk.imports.save(checked(desk, [entry(id="new-one")], as_drafts=True), "")
    run = checked(desk, [entry(id="new-one", statement="Something else.")], as_drafts=as_drafts)
    ((column, words),) = run.plan.outcomes[0].reasons
    assert column == "id"
    assert "a draft of new-one waits in Review" in words
    assert run.plan.writes == {}
    assert checked(desk, [entry(id="new-one")], as_drafts=True).plan.counts["duplicate"] == 1


def test_a_change_of_an_entry_whose_draft_waits_is_no_second_draft_and_may_be_made_at_once(desk: Desk) -> None:
    desk.forms.save(desk.forms.open("claims", "c01").put(note="A draft."), as_draft=True)
    row = {**desk.forms.record("claims", "c01"), "note": "Another."}
    assert checked(desk, [row], as_drafts=True).plan.counts["refused"] == 1
    desk.imports.save(checked(desk, [row]), "")
    assert desk.forms.record("claims", "c01")["note"] == "Another."


def test_a_correction_of_what_was_taken_back_does_not_ask_to_bring_it_back(desk: Desk) -> None:
    row = dict(desk.forms.record("claims", "c05"))
    desk.retracting.retract("claims", "c05", "Wrong.")
    ((_, words),) = checked(desk, [row | {"note": "Another.", "status": ""}], as_drafts=True).plan.outcomes[0].reasons
    assert "c05 was taken back; bring it back first" in words


def test_a_page_that_is_a_draft_is_not_published_over_by_its_id(desk: Desk) -> None:
    row = article(1, *ENDS) | {"Source": "my-own-id"}
    desk.imports.save(checked(desk, [row], as_drafts=True), "")
    run = checked(desk, [row | {"Outlet": "North Post"}])
    assert "the source my-own-id is in no more than a draft" in run.plan.outcomes[0].reasons[0][1]


def test_nothing_new_is_nothing_to_import(desk: Desk) -> None:
    rows = [
        {str(name): str(text) for name, text in row.items()}
        for row in desk._store.tables()["claims"].to_dict("records")
    ]
    with pytest.raises(UsageError, match="nothing in the file is new or changed"):
        desk.imports.save(checked(desk, rows), "")


def test_columns_are_matched_by_hand_and_what_is_wrong_with_that_is_said(desk: Desk) -> None:
    sheet = desk.imports.read(
        "a.csv", b"subject,Was,object,Satz,source\nNorland,arms_transfer,Esland,So,post-2022-02\n"
    )
    matching = desk.imports.matched(sheet, {"kind": "Was", "statement": "Satz"}, {"stance": "asserts"})
    assert desk.imports.dry_run(sheet, matching).plan.counts["new"] == 1
    with pytest.raises(UsageError, match=r"there is no column “Wer” in a\.csv; it has subject, Was"):
        desk.imports.matched(sheet, {"kind": "Wer"}, {})
    for columns, constants in (({"knd": "Was"}, {}), ({"kind": "Was", "statement": "Satz"}, {"note": "x"})):
        with pytest.raises(UsageError, match=r"is no column of entries|cannot be the same"):
            desk.imports.dry_run(sheet, desk.imports.matched(sheet, columns, constants | {"stance": "asserts"}))
