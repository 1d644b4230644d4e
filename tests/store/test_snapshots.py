"""Snapshots beside the chain, on both databases: kept as they are, changed by nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from graph.model.errors import Conflict, NotFound
from graph.store.snapshots import Row
from graph.store.store import Store

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
CONTENT = '{"title":"Öl und Macht, «нефть», 石油"}'


def keep(store: Store, id_: str = "snap-1", now: datetime = NOON) -> Row:
    """Keep one."""
    return store.snapshots.add(id_, format_=1, title="Öl", content=CONTENT, digest="d", by="anna", now=now)


def test_a_snapshot_comes_back_as_it_was_the_newest_first(store: Store) -> None:
    head = store.verify()
    first, second = keep(store), keep(store, "snap-2", NOON + timedelta(seconds=1))
    assert store.snapshots.all() == (second, first)
    assert store.snapshots.content("snap-1") == CONTENT
    assert (first.made_at, first.made_by, first.format) == ("2024-05-06T12:00:00.000000+00:00", "anna", 1)
    assert store.verify() == head


def test_there_is_one_of_each_id(store: Store) -> None:
    keep(store)
    with pytest.raises(Conflict):
        keep(store)
    with pytest.raises(NotFound, match="no snapshot “snap-3”"):
        store.snapshots.content("snap-3")


@pytest.mark.parametrize("statement", ["UPDATE snapshots SET title = 'x'", "DELETE FROM snapshots"])
def test_nobody_changes_or_deletes_one(store: Store, statement: str) -> None:
    kept = keep(store)
    with pytest.raises(sa.exc.DatabaseError), store._engine.execution_options(writes=True).begin() as connection:
        connection.execute(sa.text(statement))
    assert store.snapshots.all() == (kept,)
