"""Writers who collide (row 5), one form sent many times at once (row 12), a save that is stopped within (row 14)."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
import sqlalchemy as sa

from graph.model.errors import StoreUnavailable
from graph.store.store import Store
from graph.store.transactions import reading, writing
from graph.store.writes import Saved
from tests.faults import deeds
from tests.faults.conftest import Rounds
from tests.store.invented import furnish


def test_nobody_is_told_that_the_database_is_locked(
    address: str, rounds: Rounds, figure: Callable[[int, str], None]
) -> None:
    store = Store.open(address, floor=0)
    furnish(store)
    writers, each = rounds(8, 20), rounds(4, 50)
    ready = threading.Barrier(writers)

    def work(name: int) -> list[float]:
        ready.wait()
        took = []
        for number in range(each):
            began = time.monotonic()
            deeds.keep(store, f"{name}-{number}", f"{name}-{number}")
            took.append(time.monotonic() - began)
        return took

    with ThreadPoolExecutor(writers) as pool:
        took = sorted(one for several in pool.map(work, range(writers)) for one in several)
    assert store.verify().seq == 1 + writers * each
    assert took[-1] <= 30
    store.close()
    figure(
        5,
        f"{address.split(':')[0]}: {writers} writers, {each} saves each at once: 0 errors, half "
        f"within {statistics.median(took):.2f} s, 95 % {took[int(len(took) * 0.95)]:.2f} s, all {took[-1]:.2f} s",
    )


def test_a_form_that_is_sent_many_times_at_once_is_one_change(
    address: str, rounds: Rounds, figure: Callable[[int, str], None]
) -> None:
    store = Store.open(address, floor=0)
    furnish(store)
    number, times = rounds(8, 500), 4
    with ThreadPoolExecutor(times) as pool:
        for round_ in range(number):
            sent = [pool.submit(deeds.keep, store, str(round_), str(round_)) for _ in range(times)]
            done = sorted((one.result() for one in sent), key=lambda saved: saved.repeated)
            assert done == [Saved(round_ + 2, False), *[Saved(round_ + 2, True)] * (times - 1)]
    assert store.verify().seq == 1 + number
    assert len(store.tables()["claims"]) == number
    store.close()
    figure(12, f"{address.split(':')[0]}: {number} forms, each sent {times} times at once: 0 doubled")


class Stopped(BaseException):
    """What Streamlit raises in a script that it stops or begins anew: no Exception, so nobody swallows it."""


def test_a_save_that_is_stopped_at_any_step_left_nothing(address: str, figure: Callable[[int, str], None]) -> None:
    store = Store.open(address, floor=0)
    furnish(store)
    before = store.head()
    for at in count(1):
        numbers = count(1)

        def stop(*_: object, at: int = at, numbers: count[int] = numbers) -> None:
            if next(numbers) == at:
                raise Stopped

        for name in ("before_cursor_execute", "commit"):
            sa.event.listen(store._engine, name, stop)
        try:
            deeds.keep(store, "form", "one")
        except Stopped:
            pass
        else:
            break
        finally:
            for name in ("before_cursor_execute", "commit"):
                sa.event.remove(store._engine, name, stop)
        assert store.verify() == before
        assert len(store.tables()["claims"]) == 0
    assert at > 8
    assert store.verify().seq == 2
    store.close()
    figure(14, f"{address.split(':')[0]}: a save stopped at each of its {at - 1} steps: 0 rows left of it, then saved")


def test_a_reader_cannot_write_and_a_writer_begins_with_the_lock(address: str) -> None:
    store = Store.open(address, floor=0)
    furnish(store)
    said = list[str]()

    @sa.event.listens_for(store._engine, "before_cursor_execute")
    def listen(*told: object) -> None:
        said.append(str(told[2]))

    statement = "INSERT INTO settings VALUES ('a', 'b', 'c', 'd')"
    with pytest.raises(StoreUnavailable), reading(store._engine) as connection:
        connection.exec_driver_sql(statement)
    with writing(store._engine) as connection:
        connection.exec_driver_sql(statement)
    if address.startswith("sqlite"):
        assert said[said.index(statement) - 1] == "BEGIN"
        assert said[-2:] == ["BEGIN IMMEDIATE", statement]
    store.close()
