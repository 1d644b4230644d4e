"""Remarks, decisions and switches beside the chain, and the history of what is in it, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from graph.model.errors import Conflict, NotFound
from graph.store.decisions import Decision
from graph.store.remarks import Remark
from graph.store.store import Store
from graph.store.writes import Write
from tests.store.invented import ANNA, NOON, furnish, row, save

MOMENT = NOON.isoformat()
SENT_BACK = Remark("r1", "claims", "c", 1, "sent_back", "Which “ships”?\n<b>", "anna", MOMENT)
SAME = Decision("d1", "esland", "estland", "same", "One name, two spellings.", "anna", MOMENT)


def test_what_was_said_comes_back_in_order(store: Store) -> None:
    later = Remark("r2", "claims", "c", 2, "comment", "Better.", "ben", "2024-05-06T13:00:00+00:00")
    store.remarks.add(later)
    store.remarks.add(SENT_BACK)
    assert store.remarks.of("claims", "c") == (SENT_BACK, later)
    assert store.remarks.of("sources", "c") == ()
    assert store.remarks.standing() == (SENT_BACK,)


def test_the_last_decision_on_a_pair_counts_whichever_is_named_first(store: Store) -> None:
    store.decisions.add(SAME)
    split = Decision("d2", "estland", "esland", "split", "", "ben", "2024-05-07T12:00:00+00:00")
    store.decisions.add(split)
    assert store.decisions.all() == (SAME, split)
    assert store.decisions.standing() == {frozenset({"esland", "estland"}): split}


@pytest.mark.parametrize("table", ["remarks", "decisions"])
def test_nothing_that_was_said_can_be_taken_back(store: Store, table: str) -> None:
    store.remarks.add(SENT_BACK)
    store.decisions.add(SAME)
    writing = store._engine.execution_options(writes=True)
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), writing.begin() as connection:
        connection.execute(sa.text(f"DELETE FROM {table}"))


def test_a_switch_is_off_until_it_is_turned_on(store: Store) -> None:
    assert not store.switches.is_on("four_eyes")
    for on in (True, True, False, True):
        store.switches.turn("four_eyes", on, by=ANNA, now=datetime.now(UTC))
        assert store.switches.is_on("four_eyes") is on


def test_what_is_said_of_a_change_is_kept_with_it_or_not_at_all(store: Store) -> None:
    furnish(store)
    write = {"claims": [Write(row("claims", "c"))]}
    store.save(write, submission_id="s", by=ANNA, comment="", now=NOON, beside=[SENT_BACK, SAME])
    assert (store.remarks.of("claims", "c"), store.decisions.all()) == ((SENT_BACK,), (SAME,))
    again = store.save(write, submission_id="s", by=ANNA, comment="", now=NOON, beside=[SENT_BACK, SAME])
    assert again.repeated
    other = Remark("r9", "claims", "c", 2, "approved", "", "anna", MOMENT)
    with pytest.raises(Conflict):
        store.save(write, submission_id="t", by=ANNA, comment="", now=NOON, beside=[other])
    assert store.remarks.of("claims", "c") == (SENT_BACK,)


def test_what_nobody_sees_is_kept_of_no_words(store: Store) -> None:
    furnish(store)
    said = replace(SENT_BACK, words="Which \u202eships\u202c?\r\nSay so.\u200b")
    write = {"claims": [Write(row("claims", "c"))]}
    store.save(write, submission_id="s", by=ANNA, comment="Pas\u200bted.", now=NOON, beside=[said])
    assert store.changes()[0]["comment"] == "Pasted."
    assert [one.words for one in store.remarks.of("claims", "c")] == ["Which ships?\nSay so."]
    store.verify()


def test_a_write_after_another_draft_is_told_so(store: Store) -> None:
    furnish(store)
    save(store, claims=[Write(row("claims", "c"), status="draft")])
    save(store, claims=[Write(row("claims", "c", statement="Anew."), status="draft")])
    with pytest.raises(Conflict) as caught:
        save(store, claims=[Write(row("claims", "c"), after=1)])
    assert caught.value.theirs["statement"] == "Anew."
    save(store, claims=[Write(row("claims", "c"), after=2)])


def test_every_revision_of_a_record_is_told_with_its_change(store: Store) -> None:
    furnish(store)
    save(store, claims=[Write(row("claims", "c"), status="draft")])
    save(store, claims=[Write(row("claims", "c"))])
    taken = Write(row("claims", "c"), base=2, status="retracted", retraction_reason="Wrong page.")
    save(store, claims=[taken])
    found = store.history.of("claims", "c")
    assert [(one.revision, one.base, one.status, one.row["status"]) for one in found] == [
        (1, None, "draft", "draft"),
        (2, None, "published", ""),
        (3, 2, "retracted", "retracted"),
    ]
    assert [one.change.seq for one in found] == [2, 3, 4]
    assert {one.change.recorded_by for one in found} == {"anna"}
    assert found[2].row["retraction_reason"] == "Wrong page."
    assert store.history.of("claims", "nowhere") == ()
    assert list(store.history.drafted()) == [("claims", "c")]
    several = store.history.several([("claims", "c"), ("actors", "norland"), ("actors", "nowhere")])
    assert several == {("claims", "c"): found, ("actors", "norland"): store.history.of("actors", "norland")}


def test_a_change_is_told_with_its_rows_and_counted(store: Store) -> None:
    furnish(store)
    change, rows = store.history.change(1)
    assert change.counts == {
        "actors": {"published": 2},
        "kinds": {"published": 1},
        "publishers": {"published": 1},
        "sources": {"published": 1},
    }
    assert sorted((one.table, one.id) for one in rows)[0] == ("actors", "esland")
    assert len(rows) == 5
    assert [one.id for one in store.history.made_by([1])[1]] == [one.id for one in rows]
    with pytest.raises(NotFound):
        store.history.change(2)


def test_recent_changes_come_page_by_page_by_table_and_person(store: Store) -> None:
    furnish(store)
    for number in range(5):
        save(store, submission=f"s{number}", claims=[Write(row("claims", f"c{number}"))])
    pages = [store.history.recent(page=page, size=4) for page in (1, 2, 3)]
    assert [[change.seq for change in changes] for changes, _ in pages] == [[6, 5, 4, 3], [2, 1], []]
    assert {number for _, number in pages} == {6}
    assert [change.seq for change in store.history.recent(table="actors")[0]] == [1]
    assert store.history.recent(by="nobody") == ((), 0)
    assert store.history.people() == ("anna",)
    assert (store.history.submitted("s3"), store.history.submitted("s9")) == (5, None)
