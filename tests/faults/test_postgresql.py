"""PostgreSQL killed, cut off in the middle of a commit, or asking for another try (rows 2 and 13)."""

from __future__ import annotations

import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from itertools import count

import psycopg
import pytest
import sqlalchemy as sa

from graph.model.errors import Conflict, StoreReadOnly, StoreUnavailable
from graph.store.engine import engine
from graph.store.store import Store
from graph.store.writes import Write
from tests.faults import deeds
from tests.faults.conftest import Rounds
from tests.faults.proxy import proxy
from tests.store.databases import Server
from tests.store.invented import furnish, on_file, row, save


class Editor(threading.Thread):
    """Saves one form after another, and sends a form again where it does not come to know what became of it."""

    def __init__(self, store: Store, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.store, self.over = store, threading.Event()
        self.acknowledged: dict[str, int] = {}
        self.troubles: Counter[str] = Counter()

    def run(self) -> None:
        for number in count():
            submission = f"{self.name}-{number}"
            while True:
                if self.over.is_set():
                    return
                try:
                    saved = deeds.keep(self.store, submission, submission)
                except StoreUnavailable as error:
                    self.troubles[re.sub(r"[^a-z ].*", "", str(error))] += 1
                    time.sleep(0.02)
                else:
                    self.acknowledged[submission] = saved.seq
                    break

    def has_saved(self, more: int, seconds: float) -> bool:
        """Whether it comes to save so many more in time."""
        until, before = time.monotonic() + seconds, len(self.acknowledged)
        while len(self.acknowledged) < before + more and time.monotonic() < until:
            time.sleep(0.005)
        return len(self.acknowledged) >= before + more


def assert_each_is_there_once(store: Store, acknowledged: dict[str, int]) -> None:
    """Every form that was acknowledged is there under its number, and no entry twice."""
    there = {change["submission_id"]: change["seq"] for change in store.changes()}
    assert {name: there.get(name) for name in acknowledged} == acknowledged
    claims = store.tables()["claims"]["id"].tolist()
    assert len(claims) == len(set(claims))
    assert len(claims) == len(there) - 1, "each form but the furniture is one entry"
    assert store.verify().seq == len(there)


def test_after_a_crash_of_the_server_everybody_goes_on(
    postgresql: Server, rounds: Rounds, chance: random.Random, figure: Callable[[int, str], None]
) -> None:
    store = Store.open(postgresql.fresh())
    furnish(store)
    editors = [Editor(store, name) for name in ("anna", "berta", "clara")]
    for editor in editors:
        editor.start()
    number, slowest = rounds(2, 200), 0.0
    for _ in range(number):
        assert all(editor.has_saved(1, 30) for editor in editors)
        time.sleep(chance.uniform(0, 0.1))
        postgresql.crash()
        postgresql.start()
        began = time.monotonic()
        assert all(editor.has_saved(1, 10) for editor in editors), [editor.troubles for editor in editors]
        slowest = max(slowest, time.monotonic() - began)
    for editor in editors:
        editor.over.set()
        editor.join(60)
    acknowledged = {name: seq for editor in editors for name, seq in editor.acknowledged.items()}
    assert_each_is_there_once(store, acknowledged)
    store.close()
    figure(
        2,
        f"{number} times `pg_ctl stop -m immediate` under 3 editors: {len(acknowledged):,} forms acknowledged, 0 lost, "
        f"0 doubled; all save again within {slowest:.1f} s of the restart, the application goes on",
    )


@pytest.mark.parametrize("cut", ["before", "after", "answered"])
def test_a_commit_whose_line_was_cut_is_found_out_about(
    cut: str, postgresql: Server, rounds: Rounds, figure: Callable[[int, str], None]
) -> None:
    name = postgresql.fresh().split("/")[3].partition("?")[0]
    number = rounds(5, 70)
    with proxy(postgresql.folder) as line:
        store = Store.open(f"postgresql://attest@127.0.0.1:{line.port}/{name}?sslmode=disable&gssencmode=disable")
        furnish(store)
        acknowledged = {}
        for round_ in range(number):
            line.cut = cut  # type: ignore[assignment]
            acknowledged[str(round_)] = deeds.keep(store, str(round_), str(round_)).seq
        assert line.cuts == number
        assert_each_is_there_once(store, acknowledged)
        store.close()
    figure(2, f"{number} commits cut off ({cut}): 0 lost, 0 doubled, no word of it to the editor")


def test_where_the_server_stays_away_it_is_said_that_nobody_knows_yet(postgresql: Server) -> None:
    name = postgresql.fresh().split("/")[3].partition("?")[0]
    with proxy(postgresql.folder) as line:
        store = Store.open(f"postgresql://attest@127.0.0.1:{line.port}/{name}?sslmode=disable&gssencmode=disable")
        furnish(store)
        line.cut = "answered"
        line.leaves = True
        with pytest.raises(StoreUnavailable, match="not known yet"):
            deeds.keep(store, "form", "one")
        store.close()
    again = Store.open(f"postgresql://attest@/{name}?host={postgresql.folder}")
    assert deeds.keep(again, "form", "one").seq == 2
    assert_each_is_there_once(again, {"form": 2})
    again.close()


def test_a_backend_that_is_killed_at_any_statement_leaves_one_change(
    postgresql: Server, rounds: Rounds, figure: Callable[[int, str], None]
) -> None:
    address = postgresql.fresh()
    store = Store.open(address)
    furnish(store)
    stride = 1 if rounds(1, 100) > 1 else 4
    steps, done = list[int](), dict[str, int]()
    with psycopg.connect(postgresql.reached("postgres"), autocommit=True) as other:
        for at in count(1, stride):
            numbers = count(1)

            def step(connection: sa.Connection, *_: object, at: int = at, numbers: count[int] = numbers) -> None:
                number = next(numbers)
                steps.append(number)
                if number == at:
                    pid = connection.connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
                    other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))

            for name in ("before_cursor_execute", "commit"):
                sa.event.listen(store._engine, name, step)
            saved = deeds.keep(store, f"form-{at}", str(at))
            for name in ("before_cursor_execute", "commit"):
                sa.event.remove(store._engine, name, step)
            done[f"form-{at}"] = saved.seq
            assert not saved.repeated or at == max(steps)
            if max(steps) < at:
                break
    assert_each_is_there_once(store, done)
    store.close()
    figure(2, f"backend killed before {len(done) - 1} of the {max(steps)} steps of a save: 0 lost, 0 doubled")


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_what_the_database_asks_to_be_tried_again_is_tried_again(postgresql: Server, state: str) -> None:
    address = postgresql.fresh()
    store = Store.open(address)
    furnish(store)
    made = engine(address)
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE SEQUENCE tries")
        connection.exec_driver_sql(
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF mod(nextval('tries'), 5) <> 0 THEN "
            f"RAISE EXCEPTION 'again' USING ERRCODE = '{state}'; END IF; RETURN NEW; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER fail BEFORE INSERT ON claims_revisions FOR EACH ROW EXECUTE FUNCTION fail()"
        )
    assert deeds.keep(store, "form", "one").seq == 2
    with made.begin() as connection:
        assert connection.exec_driver_sql("SELECT last_value FROM tries").scalar() == 5
    made.dispose()
    store.verify()
    store.close()


def test_where_every_try_fails_it_is_said_that_nothing_was_saved(postgresql: Server) -> None:
    address = postgresql.fresh()
    store = Store.open(address)
    furnish(store)
    made = engine(address)
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE SEQUENCE others")
        connection.exec_driver_sql(
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('others'); "
            "RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER fail BEFORE INSERT ON claims_revisions FOR EACH ROW EXECUTE FUNCTION fail()"
        )
    with pytest.raises(StoreUnavailable, match="nothing was saved"):
        deeds.keep(store, "another", "two")
    with made.begin() as connection:
        assert connection.exec_driver_sql("SELECT last_value FROM others").scalar() == 5
    made.dispose()
    assert store.head().seq == 1
    store.close()


def test_on_hot_records_nobody_sees_an_error_of_the_database(
    postgresql: Server, rounds: Rounds, figure: Callable[[int, str], None]
) -> None:
    """Where the server's default is SERIALIZABLE, which cannot always put transactions in line."""
    address = postgresql.fresh()
    made = engine(address)
    with made.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(
            f'ALTER DATABASE "{made.url.database}" SET default_transaction_isolation = serializable'
        )
    made.dispose()
    store = Store.open(address)
    furnish(store)
    editors, number = 4, rounds(5, 250)
    done, conflicts = list[int](), list[int]()
    errors = list[BaseException]()

    def work(name: str) -> None:
        try:
            for _ in range(number):
                while True:
                    base = store.revisions()["actors"]["norland"]["revision"]
                    try:
                        saved = save(store, actors=[Write(row("actors", "norland", label=name), base)])
                    except Conflict:
                        conflicts.append(1)
                    else:
                        done.append(saved.seq)
                        break
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(f"editor {one}",)) for one in range(editors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(done) == list(range(2, 2 + editors * number))
    assert store.verify().seq == 1 + editors * number
    assert on_file(store, "actors", "norland")["label"].startswith("editor")
    store.close()
    figure(
        13,
        f"{editors} editors, {editors * number:,} saves of one record under SERIALIZABLE: 0 errors, "
        f"{len(conflicts):,} told apart",
    )


def test_a_server_that_takes_no_writes_is_read(postgresql: Server) -> None:
    address = postgresql.fresh()
    store = Store.open(address)
    furnish(store)
    assert store.obstacle == ""
    made = engine(address)
    with made.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f'ALTER DATABASE "{made.url.database}" SET default_transaction_read_only = on')
    made.dispose()
    store.close()
    assert store.obstacle == "the database may only be read"
    with pytest.raises(StoreReadOnly, match="nothing was saved"):
        save(store, actors=[Write(row("actors", "third"))])
    assert len(store.tables()["actors"]) == 2
    store.close()
