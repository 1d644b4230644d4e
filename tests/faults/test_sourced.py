"""A published entry stands on a published page; the database refuses any other, whoever writes into it (row 17)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from graph.model.errors import StoreDamaged
from graph.model.tables import TABLES
from graph.store.engine import engine
from graph.store.rows import to_columns
from graph.store.schema import CHANGES, IDENTITIES, REVISIONS
from graph.store.store import Store
from graph.store.writes import Write
from tests.store.invented import furnish, row, save
from tests.store.test_store import raw

WORDS = "a published entry stands on a published page"


@pytest.fixture
def past(address: str) -> Iterator[Engine]:
    """The database of a store with an entry `c` on a published page, another page that is a draft, and one that was
    taken off; past the application.
    """
    store = Store.open(address)
    furnish(store)
    save(
        store,
        claims=[Write(row("claims", "c"))],
        sources=[Write(row("sources", "drafted"), None, "draft"), Write(row("sources", "gone"))],
    )
    save(store, sources=[Write(row("sources", "gone"), 1, "retracted", "Forged.")])
    store.close()
    made = engine(address)
    yield made
    made.dispose()


def write(made: Engine, *several: tuple[str, str, int, str, str]) -> None:
    """A change with revisions, each (table, id, number, status, page), as the store would lay them down; without asking
    it.
    """
    words = ("submission_id", "recorded_at", "recorded_by", "comment", "package", "previous", "digest")
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(CHANGES.insert(), dict.fromkeys(words, "x") | {"seq": 99})
        for table, id_, revision, status, page in several:
            ids = IDENTITIES[table]
            if connection.scalar(sa.select(ids.c.id).where(ids.c.id == id_)) is None:
                connection.execute(ids.insert(), {"id": id_})
            own = {"id": id_, "revision": revision, "base": revision - 1 or None, "status": status, "seq": 99}
            fields = to_columns(TABLES[table], row(table, id_, **({"source": page} if page else {})))
            connection.execute(REVISIONS[table].insert(), own | {"retraction_reason": ""} | fields)


@pytest.mark.parametrize("page", ["drafted", "gone"])
def test_an_entry_without_a_published_page_is_refused(
    past: Engine, page: str, figure: Callable[[int, str], None]
) -> None:
    with pytest.raises(sa.exc.DBAPIError, match=WORDS):
        write(past, ("claims", "d", 1, "published", page))
    write(past, ("claims", "d", 1, "draft", page))
    figure(17, f"{past.dialect.name}: an entry on a page that is {page} is refused by the database itself")


def test_a_page_is_not_taken_off_under_its_entry(past: Engine, figure: Callable[[int, str], None]) -> None:
    with pytest.raises(sa.exc.DBAPIError, match=WORDS):
        write(past, ("sources", "page", 2, "retracted", ""))
    write(past, ("claims", "c", 2, "retracted", "page"), ("sources", "page", 2, "retracted", ""))
    figure(17, f"{past.dialect.name}: a page is not taken off under its entry, by the database itself")


def test_an_entry_that_moved_to_another_page_holds_the_old_one_no_longer(address: str) -> None:
    store = Store.open(address)
    furnish(store)
    save(store, claims=[Write(row("claims", "c"))])
    save(
        store,
        claims=[Write(row("claims", "c", source="other"), 1)],
        sources=[Write(row("sources", "other")), Write(row("sources", "page"), 1, "retracted", "Forged.")],
    )
    save(
        store,
        claims=[Write(row("claims", "c"), 2)],
        sources=[Write(row("sources", "page"), 2), Write(row("sources", "other"), 1, "retracted", "Forged.")],
    )
    store.verify()
    store.close()


@pytest.mark.parametrize(
    "guard", ["claims_revisions_sourced ON claims_revisions", "sources_revisions_cited ON sources_revisions"]
)
def test_a_guard_that_was_taken_away_is_missed(address: str, guard: str) -> None:
    store = Store.open(address)
    furnish(store)
    raw(address, f"DROP TRIGGER {guard if address.startswith('postgresql') else guard.partition(' ')[0]}")
    with pytest.raises(StoreDamaged, match="guard"):
        store.verify()
    store.close()
