"""Damage (row 8) and tampering (row 15): found, and never written over."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from graph.model.errors import StoreDamaged, StoreUnavailable
from graph.model.tables import TABLES
from graph.store.chain import verify
from graph.store.engine import engine
from graph.store.schema import REVISIONS
from graph.store.store import Store
from graph.store.writes import Write
from tests.faults import deeds
from tests.faults.conftest import Rounds
from tests.store.invented import furnish, row, save


def fill(store: Store) -> None:
    """A few changes, with retractions and drafts among them."""
    furnish(store)
    for number in range(6):
        deeds.keep(store, f"form-{number}", str(number))
    save(store, claims=[Write(row("claims", "claim-1", source="page-1"), 1, "retracted", "Misread.")])
    save(store, claims=[Write(row("claims", "claim-2", source="page-2", statement="Better words."), 1, "draft")])


def damage(whole: bytes, chance: random.Random) -> tuple[str, bytes]:
    """A file as a bad disk, a broken copy or a wrong hand leaves it."""
    way, page = chance.choice(["flip"] * 4 + ["zeroed", "garbage", "cut", "longer", "text", "empty", "swapped"]), 4096
    at = chance.randrange(len(whole) // page) * page
    spoiled = bytearray(whole)
    if way == "flip":
        spoiled[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
    elif way == "zeroed":
        spoiled[at : at + page] = bytes(page)
    elif way == "garbage":
        spoiled[at : at + page] = chance.randbytes(page)
    elif way == "cut":
        del spoiled[chance.randrange(len(whole)) :]
    elif way == "longer":
        spoiled += chance.randbytes(chance.randrange(1, 9000))
    elif way == "text":
        spoiled = bytearray(b"a shopping list\n" * 1000)
    elif way == "empty":
        spoiled = bytearray()
    else:
        other = chance.randrange(len(whole) // page) * page
        spoiled[at : at + page], spoiled[other : other + page] = whole[other : other + page], whole[at : at + page]
    return way, bytes(spoiled)


def test_a_damaged_file_is_refused_or_proven_equal(
    tmp_path: Path, rounds: Rounds, chance: random.Random, figure: Callable[[int, str], None]
) -> None:
    path = tmp_path / "whole.sqlite"
    store = Store.open(f"sqlite:///{path}", floor=0)
    fill(store)
    head, tables = store.head(), store.tables(drafts=True)
    store.close()
    whole, number, refused, equal = path.read_bytes(), rounds(45, 300), 0, 0
    for round_ in range(number):
        folder = tmp_path / str(round_)
        folder.mkdir()
        found = folder / "attest.sqlite"
        way, spoiled = damage(whole, chance)
        found.write_bytes(spoiled)
        try:
            opened = Store.open(f"sqlite:///{found}", floor=0)
            try:
                assert opened.verify() == head, way
                assert all(opened.tables(drafts=True)[name].equals(tables[name]) for name in TABLES), way
            finally:
                opened.close()
            equal += 1
        except StoreUnavailable:
            assert found.read_bytes() == spoiled, f"{way}: what was refused was changed"
            refused += 1
        assert list(folder.iterdir()) == [found], way
    figure(8, f"{number} damages: {refused} refused and left as they were, {equal} proven equal to the original")


def test_a_store_that_is_gone_is_not_taken_for_empty(tmp_path: Path) -> None:
    path = tmp_path / "attest.sqlite"
    store = Store.open(f"sqlite:///{path}", floor=0)
    fill(store)
    path.rename(tmp_path / "elsewhere")
    with pytest.raises(StoreUnavailable):
        store.head()
    with pytest.raises(StoreUnavailable):
        save(store, actors=[Write(row("actors", "third"))])
    assert not path.exists()
    (tmp_path / "elsewhere").rename(path)
    assert store.verify().seq == 9
    store.close()


def test_a_store_that_was_found_damaged_takes_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "attest.sqlite"
    store = Store.open(f"sqlite:///{path}", floor=0)
    fill(store)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER changes_no_delete")
        connection.commit()
    with pytest.raises(StoreDamaged, match="guard"):
        store.verify()
    assert "guard" in store.obstacle
    with pytest.raises(StoreDamaged, match="nothing is saved"):
        save(store, actors=[Write(row("actors", "third"))])
    assert len(store.tables()["claims"]) == 6
    store.close()


@contextmanager
def with_all_keys(connection: sa.Connection) -> Iterator[None]:
    """Past triggers and foreign keys, as only the owner of the database can; afterwards they look as they were."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield
        return
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    guards = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for name, _ in guards:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, guard in guards:
        connection.exec_driver_sql(guard)


def tamper(connection: sa.Connection, chance: random.Random) -> str:
    """Alter the history in one place; in words what was done."""
    tables = {name: table for name, table in REVISIONS.items() if name in ("actors", "claims", "sources", "publishers")}
    name = chance.choice(sorted(tables))
    table = tables[name]
    rows = connection.execute(sa.select(table).order_by(table.c.id, table.c.revision)).mappings().all()
    told = chance.choice(rows)
    this = (table.c.id == told["id"]) & (table.c.revision == told["revision"])
    way = chance.choice(["field", "field", "field", "row out", "row in", "change", "change out", "moved", "swapped"])
    changes = sa.table("changes", *(sa.column(one) for one in CHANGE))
    seq = chance.randint(1, 9)
    if way == "field":
        texts = [one for one in told if isinstance(told[one], str) and one not in ("id", "status")]
        field = chance.choice(texts)
        connection.execute(table.update().where(this), {field: f"{told[field]}."})
        return f"{name}.{field}"
    if way == "row out":
        connection.execute(table.delete().where(this))
    elif way == "row in":
        connection.execute(table.insert(), dict(told) | {"revision": 99, "base": 98})
    elif way == "moved":
        connection.execute(table.update().where(this), {"seq": told["seq"] % 9 + 1})
    elif way == "change":
        field = chance.choice([one for one in CHANGE if one not in ("seq", "digest", "package")])
        connection.execute(changes.update().where(changes.c.seq == seq), {field: "x"})
        return f"changes.{field}"
    elif way == "change out":
        connection.execute(changes.delete().where(changes.c.seq == seq))
    else:
        one, other = sorted(chance.sample(range(1, 10), 2))
        for now, then in ((one, 100), (other, one), (100, other)):
            connection.execute(changes.update().where(changes.c.seq == now), {"seq": then})
    return way


CHANGE = ("seq", "submission_id", "recorded_at", "recorded_by", "comment", "package", "previous", "digest")


def test_whatever_is_altered_in_the_history_is_found(
    address: str, rounds: Rounds, chance: random.Random, figure: Callable[[int, str], None]
) -> None:
    store = Store.open(address, floor=0)
    fill(store)
    head, number = store.verify(), rounds(25, 500)
    made = engine(address)
    for _ in range(number):
        with made.connect().execution_options(writes=True) as connection:
            transaction = connection.begin()
            with with_all_keys(connection):
                way = tamper(connection, chance)
            with pytest.raises(StoreDamaged):
                pytest.fail(f"{way} was not found: {verify(connection)}")
            transaction.rollback()
    made.dispose()
    assert store.verify() == head
    store.close()
    figure(15, f"{address.split(':')[0]}: {number} alterations of the history, {number} found")


def test_an_end_that_was_cut_off_is_found_by_the_digest_kept_elsewhere(address: str) -> None:
    store = Store.open(address, floor=0)
    fill(store)
    noted, earlier = store.head().digest, store.head(4).digest
    made = engine(address)
    with made.connect().execution_options(writes=True) as connection:
        transaction = connection.begin()
        with with_all_keys(connection):
            for table in REVISIONS.values():
                connection.execute(table.delete().where(table.c.seq == 9))
            connection.exec_driver_sql("DELETE FROM changes WHERE seq = 9")
        assert verify(connection).seq == 8, "a chain alone does not show it"
        assert verify(connection, earlier).seq == 8
        with pytest.raises(StoreDamaged, match="cut off"):
            verify(connection, noted)
        transaction.rollback()
    made.dispose()
    assert store.verify(noted).digest == noted
    store.close()


def test_an_entry_whose_page_is_not_published_is_found(address: str) -> None:
    """Also where the digests were made anew by somebody who knows how."""
    store = Store.open(address, floor=0)
    fill(store)
    made = engine(address)
    with made.connect().execution_options(writes=True) as connection:
        transaction = connection.begin()
        with with_all_keys(connection):
            claims = REVISIONS["claims"]
            connection.execute(claims.update().where(claims.c.id == "claim-3"), {"source": None})
        with pytest.raises(StoreDamaged):
            verify(connection)
        transaction.rollback()
    made.dispose()
    store.close()
