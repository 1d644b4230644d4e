"""What the store promises whoever saves: one chain, no lost and no doubled save, nothing ever overwritten."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from graph.model.errors import Conflict, DataProblems, StoreDamaged, StoreUnavailable, UsageError
from graph.model.tables import TABLES
from graph.store.chain import Head
from graph.store.engine import engine
from graph.store.schema import CHANGES, IDENTITIES, REVISIONS
from graph.store.store import Store
from graph.store.writes import Saved, Write
from tests.store.invented import ANNA, NOON, Row, furnish, on_file, row, save

CHAIN = [table.name for table in (CHANGES, *IDENTITIES.values(), *REVISIONS.values())]


def raw(address: str, *statements: str) -> list[Any]:
    """Say something to the database past the store; the rows of the last statement."""
    made = engine(address)
    try:
        with made.connect().execution_options(writes=True) as connection, connection.begin():
            for statement in statements:
                result = connection.exec_driver_sql(statement)
            return list(result) if result.returns_rows else []
    finally:
        made.dispose()


def test_an_empty_store_is_before_the_first_change(store: Store) -> None:
    assert store.head() == Head(0, "", "")
    assert store.changes() == []
    assert store.seq_at(date.max) == 0
    assert {name: len(frame) for name, frame in store.tables().items()} == dict.fromkeys(TABLES, 0)
    assert store.verify() == store.head()


def test_opening_again_changes_nothing(address: str) -> None:
    first = Store.open(address)
    furnish(first)
    head = first.head()
    first.close()
    second = Store.open(address)
    assert second.verify() == head
    second.close()


def test_every_change_follows_from_the_one_before(store: Store) -> None:
    furnish(store)
    for number in range(1, 4):
        save(store, actors=[Write(row("actors", "norland", label=f"Norland {number}"), number)])
    changes = store.changes()
    assert [change["seq"] for change in changes] == [4, 3, 2, 1]
    assert [change["previous"] for change in changes] == [change["digest"] for change in changes[1:]] + [""]
    assert len({change["digest"] for change in changes}) == 4
    assert {change["recorded_by"] for change in changes} == {ANNA.id}
    assert store.head() == Head(4, changes[0]["digest"], "2024-05-06T12:00:00.000000+00:00")
    assert store.verify() == store.head()


def test_what_is_saved_comes_back_as_it_was(store: Store) -> None:
    furnish(store)
    odd = row("actors", "oddland", label="Ödd “land”, with ‌ inside", latitude="52.5", longitude="-0.1278")
    odd |= {"naming_note": "one\ntwo", "part_of": "norland"}
    save(store, actors=[Write(odd)], layout=[Write({"layout": "opening", "actor": "oddland", "x": "-0.0", "y": "90"})])
    assert on_file(store, "actors", "oddland") == odd
    assert on_file(store, "layout", "opening")["x"] == "0"
    store.verify()


def test_a_form_sent_twice_is_saved_once(store: Store) -> None:
    furnish(store)
    write = Write(row("actors", "norland", label="Norland the Great"), 1)
    assert save(store, submission="form-1", actors=[write]) == Saved(2, False)
    assert save(store, submission="form-1", actors=[write]) == Saved(2, True)
    save(store, actors=[Write(row("actors", "norland"), 2)])
    assert save(store, submission="form-1", actors=[write]) == Saved(2, True)
    assert store.head().seq == 3


def test_who_comes_second_is_shown_yours_theirs_and_base(store: Store) -> None:
    furnish(store)
    save(store, actors=[Write(row("actors", "norland", label="Theirs"), 1)])
    before = store.head()
    with pytest.raises(Conflict) as caught:
        save(store, actors=[Write(row("actors", "third")), Write(row("actors", "norland", label="Yours"), 1)])
    conflict = caught.value
    assert conflict.base is not None
    assert (conflict.table, conflict.id) == ("actors", "norland")
    labels = (conflict.yours["label"], conflict.theirs["label"], conflict.base["label"])
    assert labels == ("Yours", "Theirs", "Norland")
    assert store.head() == before
    assert "third" not in set(store.tables()["actors"]["id"])


def test_two_new_records_of_one_id_conflict_and_have_no_base(store: Store) -> None:
    furnish(store)
    with pytest.raises(Conflict) as caught:
        save(store, actors=[Write(row("actors", "norland", label="Another"))])
    assert (caught.value.base, caught.value.theirs["label"]) == (None, "Norland")


@pytest.mark.parametrize("base", [1, 7])
def test_a_base_that_never_was_conflicts(store: Store, base: int) -> None:
    furnish(store)
    with pytest.raises(Conflict) as caught:
        save(store, actors=[Write(row("actors", "nowhere"), base)])
    assert (caught.value.base, caught.value.theirs) == (None, {})


def test_a_change_of_nothing_or_of_one_record_twice_makes_no_sense(store: Store) -> None:
    furnish(store)
    for writes in ([], [Write(row("actors", "norland"), 1)] * 2):
        with pytest.raises(UsageError):
            save(store, actors=writes)
    assert store.head().seq == 1


def test_drafts_lie_beside_the_line(store: Store) -> None:
    furnish(store)
    save(store, actors=[Write(row("actors", "norland", label="Draft"), 1, "draft")])
    save(store, actors=[Write(row("actors", "norland", label="Draft of somebody else"), 1, "draft")])
    save(store, actors=[Write(row("actors", "newland"), None, "draft")])
    assert on_file(store, "actors", "norland")["label"] == "Norland"
    with pytest.raises(KeyError):
        on_file(store, "actors", "newland")
    seen = on_file(store, "actors", "norland", drafts=True)
    assert (seen["label"], seen["status"]) == ("Draft of somebody else", "draft")
    assert on_file(store, "actors", "newland", drafts=True)["status"] == "draft"
    save(store, actors=[Write(row("actors", "norland", label="Published meanwhile"), 1)])
    assert on_file(store, "actors", "norland", drafts=True)["label"] == "Published meanwhile"


def test_a_rejected_draft_is_gone_and_a_published_one_is_on_the_line(store: Store) -> None:
    furnish(store)
    save(store, actors=[Write(row("actors", name), None, "draft") for name in ("newland", "nextland")])
    save(store, actors=[Write(row("actors", "newland"), None, "rejected"), Write(row("actors", "nextland"))])
    drafts = store.tables(drafts=True)["actors"]
    assert dict(zip(drafts["id"], drafts["status"], strict=True)) == {"esland": "", "norland": "", "nextland": ""}
    store.verify()


def test_what_is_retracted_stays_marked_and_can_come_back(store: Store) -> None:
    furnish(store)
    save(store, claims=[Write(row("claims", "c"))])
    save(store, claims=[Write(row("claims", "c"), 1, "retracted", "Misread.")])
    seen = on_file(store, "claims", "c")
    assert (seen["status"], seen["retraction_reason"]) == ("retracted", "Misread.")
    save(store, claims=[Write(row("claims", "c"), 2)])
    assert on_file(store, "claims", "c")["status"] == ""
    assert on_file(store, "claims", "c", at=3)["status"] == "retracted"


def test_no_entry_is_published_on_a_page_that_is_not(store: Store) -> None:
    furnish(store)
    save(store, sources=[Write(row("sources", "draft-page"), None, "draft")])
    before = store.head()
    with pytest.raises(DataProblems, match="draft-page is not published"):
        save(store, actors=[Write(row("actors", "third"))], claims=[Write(row("claims", "c", source="draft-page"))])
    assert store.head() == before
    assert len(store.tables(drafts=True)["actors"]) == 2
    save(store, claims=[Write(row("claims", "c", source="draft-page"), None, "draft")])
    save(
        store,
        claims=[Write(row("claims", "c", source="draft-page"))],
        sources=[Write(row("sources", "draft-page"))],
    )
    store.verify()


def test_no_page_is_retracted_under_an_entry_that_stands(store: Store) -> None:
    furnish(store)
    save(store, claims=[Write(row("claims", "c"))])
    with pytest.raises(DataProblems, match="page is not published"):
        save(store, sources=[Write(row("sources", "page"), 1, "retracted", "Forged.")])
    forged = [Write(row("sources", "page"), 1, "retracted", "Forged.")]
    save(store, claims=[Write(row("claims", "c"), 1, "retracted", "The page was forged.")], sources=forged)
    assert on_file(store, "sources", "page")["status"] == "retracted"


@pytest.mark.parametrize(
    ("table", "fields", "target"),
    [
        ("claims", {"object": "third"}, ("actors", "third")),
        ("claims", {"speakers": "norland; third"}, ("actors", "third")),
        ("actors", {"part_of": "third"}, ("actors", "third")),
        ("sources", {"publisher": "third"}, ("publishers", "third")),
        ("sources", {"derived_from": "third"}, ("sources", "third")),
    ],
)
def test_nothing_is_published_on_what_is_only_a_draft(
    store: Store, table: str, fields: dict[str, str], target: tuple[str, str]
) -> None:
    furnish(store)
    found, new = row(*target), row(table, "new", **fields)

    def saved(*writes: tuple[str, Row, str]) -> None:
        change: dict[str, Any] = defaultdict(list)
        for name, one, status in writes:
            change[name].append(Write(one, None, status))
        save(store, **change)

    saved((target[0], found, "draft"))
    before = store.head()
    with pytest.raises(DataProblems, match="third is not published: it waits in Review"):
        saved((table, new, "published"))
    assert store.head() == before
    saved((table, new, "draft"))
    saved((target[0], found, "published"), (table, new, "published"))
    assert on_file(store, table, "new")["status"] == ""


def test_nothing_stands_on_what_was_taken_off_and_nothing_is_taken_off_under_it(store: Store) -> None:
    furnish(store)
    save(store, actors=[Write(row("actors", "third"))], claims=[Write(row("claims", "c", object="third"))])
    off = [Write(row("actors", "third"), 1, "retracted", "There is no such state.")]
    with pytest.raises(DataProblems, match="claims/c: third is not published: it was taken off"):
        save(store, actors=off)
    save(store, actors=off, claims=[Write(row("claims", "c", object="third"), 1, "retracted", "No such state.")])
    for base, id_ in ((2, "c"), (None, "d")):
        with pytest.raises(DataProblems, match="bring it back first"):
            save(store, claims=[Write(row("claims", id_, object="third"), base)])


def test_what_stands_on_a_draft_since_before_that_was_refused_can_be_taken_off(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(store)
    save(store, actors=[Write(row("actors", "third"), None, "draft")])
    with monkeypatch.context() as before:
        before.setattr("graph.store.store.must_stand", lambda *_: None)
        save(store, claims=[Write(row("claims", "c", object="third"))])
    with pytest.raises(DataProblems, match="third is not published"):
        save(store, claims=[Write(row("claims", "c", object="third", note="Seen anew."), 1)])
    save(store, claims=[Write(row("claims", "c", object="third"), 1, "retracted", "Nobody reviewed it.")])
    assert on_file(store, "claims", "c")["status"] == "retracted"


def test_a_page_stays_derived_from_one_that_was_taken_off(store: Store) -> None:
    furnish(store)
    save(store, sources=[Write(row("sources", "copy", derived_from="page"))])
    save(store, sources=[Write(row("sources", "page"), 1, "retracted", "Forged.")])
    save(store, sources=[Write(row("sources", "copy", derived_from="page", title="A copy"), 1)])
    assert on_file(store, "sources", "copy")["title"] == "A copy"


def test_what_is_not_on_file_cannot_be_referred_to(store: Store) -> None:
    furnish(store)
    before = store.head()
    with pytest.raises(DataProblems, match="nothing was saved"):
        save(store, claims=[Write(row("claims", "c", object="atlantis"))])
    assert store.head() == before


def test_time_never_runs_backwards(store: Store) -> None:
    furnish(store)
    save(store, NOON - timedelta(days=400), actors=[Write(row("actors", "norland", label="Earlier?"), 1)])
    elsewhere = NOON.astimezone(datetime.fromisoformat("2024-05-06T00:00:00+09:00").tzinfo)
    save(store, elsewhere + timedelta(seconds=1), actors=[Write(row("actors", "norland", label="Later"), 2)])
    moments = [change["recorded_at"] for change in reversed(store.changes())]
    assert moments == [f"2024-05-06T12:00:0{second}.000000+00:00" for second in (0, 0, 1)]


def test_the_state_of_any_day_and_any_change_can_be_had_again(store: Store) -> None:
    furnish(store)
    save(store, NOON + timedelta(days=1), actors=[Write(row("actors", "norland", label="Second"), 1)])
    late = datetime(2024, 5, 8, 23, 59, 59, 999999, UTC)
    save(store, late, actors=[Write(row("actors", "norland", label="Third"), 2)])
    days = {day: store.seq_at(date(2024, 5, day)) for day in (5, 6, 7, 8, 9)}
    assert days == {5: 0, 6: 1, 7: 2, 8: 3, 9: 3}
    labels = [on_file(store, "actors", "norland", at=seq)["label"] for seq in (1, 2, 3)]
    assert labels == ["Norland", "Second", "Third"]
    assert len(store.tables(0)["actors"]) == 0


@pytest.mark.parametrize("table", CHAIN)
def test_nothing_is_updated_or_deleted(address: str, table: str) -> None:
    store = Store.open(address)
    furnish(store)
    column = "comment" if table == "changes" else "id"
    # A trigger for each statement fires with rows and without; SQLite's fire for each row, so there must be one.
    if not raw(address, f"SELECT count(*) FROM {table}")[0][0]:
        everything(store)
    statements = [f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"]
    if address.startswith("postgresql"):
        statements.append(f"TRUNCATE {table} CASCADE")
    for statement in statements:
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            raw(address, statement)
    store.verify()
    store.close()


def everything(store: Store) -> None:
    """A row in each table that the furniture leaves empty."""
    save(
        store,
        aliases=[Write({"actor": "norland", "alias": "North", "alias_kind": "name", "lang": "en"})],
        claims=[Write(row("claims", "c"))],
        views=[Write({"id": "v", "question": "What?", "query": ""})],
        layout=[Write({"layout": "opening", "actor": "norland", "x": "1", "y": "2"})],
    )


def test_views_show_the_current_state_to_anyone(address: str) -> None:
    store = Store.open(address)
    furnish(store)
    save(store, claims=[Write(row("claims", name)) for name in ("c", "d", "e")])
    save(store, claims=[Write(row("claims", "c", statement="Anew."), 1), Write(row("claims", "d"), 1, "retracted")])
    save(store, claims=[Write(row("claims", "c", statement="A draft."), 2, "draft")])
    seen = raw(address, "SELECT id, revision, status, statement FROM claims ORDER BY id")
    assert [tuple(one) for one in seen] == [
        ("c", 2, "published", "Anew."),
        ("d", 2, "retracted", "It says d."),
        ("e", 1, "published", "It says e."),
    ]
    counted = [raw(address, f"SELECT count(*) FROM {name}")[0][0] for name in ("actors", "publishers", "sources")]
    assert counted == [2, 1, 1]
    store.close()


def test_the_database_itself_knows_one_successor_of_a_revision(address: str) -> None:
    store = Store.open(address)
    furnish(store)
    save(store, actors=[Write(row("actors", "norland", label="Second"), 1)])

    def insert(revision: int, base: str, status: str) -> None:
        told = f"'norland', {revision}, {base}, '{status}', '', 2, 'X', 'state'"
        columns = "id, revision, base, status, retraction_reason, seq, label, kind"
        raw(address, f"INSERT INTO actors_revisions ({columns}) VALUES ({told})")

    for base, status in (("1", "published"), ("1", "retracted"), ("NULL", "published")):
        with pytest.raises(sa.exc.IntegrityError):
            insert(3, base, status)
    with pytest.raises(sa.exc.IntegrityError):
        insert(3, "2", "approved")
    insert(3, "1", "draft")
    insert(4, "1", "draft")
    store.close()


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """What jobs come to that begin together, each in a thread of its own: its result, or the error it raised."""
    ready = threading.Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        ready.wait()
        try:
            return job()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_all_who_save_at_once_are_saved_one_after_another(address: str) -> None:
    stores = [Store.open(address) for _ in range(2)]
    furnish(stores[0])

    def several(store: Store, who: str) -> list[int]:
        return [save(store, actors=[Write(row("actors", f"{who}-{number}"))]).seq for number in range(6)]

    done = at_once([partial(several, store, who) for store in stores for who in _names(store)])
    assert sorted(seq for seqs in done for seq in seqs) == list(range(2, 26))
    assert stores[1].verify().seq == 25
    assert len(stores[0].tables()["actors"]) == 26
    for store in stores:
        store.close()


def _names(store: Store) -> tuple[str, str]:
    return f"a{id(store)}", f"b{id(store)}"


def test_of_all_who_change_one_record_at_once_one_is_saved(address: str) -> None:
    stores = [Store.open(address) for _ in range(4)]
    furnish(stores[0])
    for revision in range(1, 5):

        def change(store: Store, base: int = revision) -> Saved:
            return save(store, actors=[Write(row("actors", "norland", label=f"By {id(store)}"), base)])

        done = at_once([partial(change, store) for store in stores])
        assert Counter(type(one) for one in done) == {Saved: 1, Conflict: 3}, done
    assert stores[0].verify().seq == 5
    for store in stores:
        store.close()


def test_one_form_sent_by_all_at_once_is_saved_once(address: str) -> None:
    stores = [Store.open(address) for _ in range(4)]
    furnish(stores[0])
    write = [Write(row("actors", "third"))]
    done = at_once([partial(save, store, submission="form", actors=write) for store in stores])
    assert sorted(done, key=lambda saved: saved.repeated) == [Saved(2, False), *[Saved(2, True)] * 3]
    for store in stores:
        store.close()


def test_all_who_open_a_new_store_at_once_get_one(address: str) -> None:
    stores = at_once([lambda: Store.open(address) for _ in range(4)])
    assert [type(store) for store in stores] == [Store] * 4, stores
    furnish(stores[0])
    assert {store.head() for store in stores} == {stores[0].head()}
    for store in stores:
        store.close()


def test_who_reads_while_others_save_reads_one_moment(address: str) -> None:
    reader, writer = Store.open(address), Store.open(address)
    furnish(reader)
    over = threading.Event()

    def write() -> None:
        for number in range(12):
            outlet, page = f"outlet-{number}", f"page-{number}"
            page_of = Write(row("sources", page, publisher=outlet))
            save(writer, publishers=[Write(row("publishers", outlet))], sources=[page_of])
        over.set()

    def read() -> int:
        times = 0
        while not over.is_set():
            tables = reader.tables()
            assert len(tables["publishers"]) == len(tables["sources"])
            reader.verify()
            times += 1
        return times

    done = at_once([write, read])
    assert done[0] is None
    assert isinstance(done[1], int), done[1]
    reader.close()
    writer.close()


TAMPERED = {
    "a statement changed": "UPDATE claims_revisions SET statement = 'Never said.'",
    "a revision taken out": "DELETE FROM claims_revisions",
    "a change taken out": "DELETE FROM changes WHERE seq = 2",
    "the last change taken out": "DELETE FROM changes WHERE seq = 3",
    "a comment changed": "UPDATE changes SET comment = 'x' WHERE seq = 1",
    "a moment changed": "UPDATE changes SET recorded_at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 2",
}


@pytest.mark.parametrize("case", TAMPERED)
def test_verify_finds_what_was_altered(address: str, case: str) -> None:
    store = Store.open(address)
    furnish(store)
    save(store, claims=[Write(row("claims", "c"))])
    save(store, actors=[Write(row("actors", "norland", label="Second"), 1)])
    store.verify()
    unguarded(address, TAMPERED[case])
    with pytest.raises(StoreDamaged):
        store.verify()
    store.close()


def unguarded(address: str, statement: str) -> None:
    """Alter the database as only somebody with all its keys can: triggers and foreign keys out of the way first."""
    if address.startswith("postgresql"):
        raw(address, "SET session_replication_role = replica", statement)
        return
    with closing(sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        # Whoever has all the keys also leaves everything as it was found.
        for _, guard in guards:
            connection.execute(guard)


@pytest.mark.parametrize("address_", ["", "a shopping list", "mysql://localhost/x", "sqlite://", "sqlite:///:memory:"])
def test_an_address_of_no_store_is_told_so(address_: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(address_)
    assert str(caught.value).strip()


def test_a_database_of_somebody_else_is_left_alone(postgresql: Any) -> None:
    address = postgresql.fresh()
    raw(address, "CREATE TABLE recipes (id integer)")
    with pytest.raises(StoreDamaged, match="not Attest's"):
        Store.open(address)
    assert raw(address, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [("recipes",)]


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(StoreUnavailable):
        Store.open("postgresql://nobody@127.0.0.1:1/none")
