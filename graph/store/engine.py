"""What differs between SQLite and PostgreSQL: opening, beginning, locking, refusing, finding faults. Nowhere else."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from graph.model.errors import StoreReadOnly, StoreUnavailable
from graph.store.place import share
from graph.store.schema import METADATA
from graph.store.sqlite import APPLICATION_ID, check, connect, inode

if TYPE_CHECKING:
    import psycopg

_LOCK = 0x41747374


def engine(address: str) -> Engine:
    """An engine for a database address.

    Raises:
        StoreUnavailable: the address cannot be understood, or names a database of another kind.
        StoreDamaged: the SQLite file that it names is none of ours.
    """
    file = file_of(address)
    return file_engine(file) if file else _postgresql(make_url(address).set(drivername="postgresql+psycopg"))


def file_of(address: str) -> Path | None:
    """The SQLite file that an address names, None where it is PostgreSQL's; StoreUnavailable where it is neither."""
    try:
        url = make_url(address)
    except sa.exc.ArgumentError as error:
        raise StoreUnavailable(f"“{address}” is no database address; write sqlite:///FILE or postgresql://…") from error
    kind = url.get_backend_name()
    if kind == "sqlite":
        if not url.database or url.database == ":memory:":
            raise StoreUnavailable("a store needs a file: sqlite:///FILE")
        return Path(url.database)
    if kind in ("postgresql", "postgres"):
        return None
    raise StoreUnavailable(f"{kind} is not supported; use SQLite or PostgreSQL")


def file_engine(file: Path, mode: str = "rw") -> Engine:
    """An engine for a SQLite file. It makes none unless `mode` is rwc: a file that is gone is never taken for empty.

    Raises:
        StoreUnavailable: the file lies where no store can be kept.
        StoreDamaged: the file is none of ours.
    """
    if not file.parent.is_dir():
        raise StoreUnavailable(f"the folder {file.parent} is not there; make it, or name another file")
    kind = share(file.parent)
    if kind:
        raise StoreUnavailable(
            f"{file.parent} is a network share ({kind}), where a SQLite file gets damaged; name a file on a disk of "
            "this machine, or use PostgreSQL"
        )
    if file.exists():
        check(file)
    made = sa.create_engine(URL.create("sqlite", database=str(file)), creator=lambda: connect(file, mode))

    @event.listens_for(made, "connect")
    def _connected(_connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        record.info["file"] = inode(file)

    @event.listens_for(made, "checkout")
    def _taken(_connection: sqlite3.Connection, record: ConnectionPoolEntry, _proxy: object) -> None:
        # A restored store stands in the place of the one that this connection is still open to.
        if record.info["file"] != inode(file):
            raise sa.exc.DisconnectionError("another file is in its place")

    @event.listens_for(made, "begin")
    def _begun(connection: Connection) -> None:
        # A transaction that reads first and writes later fails at once where another one wrote in between, so
        # writers begin with the lock; and whoever did not begin so cannot write.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql(f"PRAGMA query_only = {int(not writes)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def sqlite_file(made: Engine) -> Path | None:
    """The file of a SQLite engine; None for PostgreSQL."""
    return Path(made.url.database) if made.dialect.name == "sqlite" and made.url.database else None


def one_moment(made: Engine) -> Connection:
    """A connection whose transaction reads one moment of the store, whatever is saved meanwhile."""
    connection = made.connect()
    if made.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return connection


def is_standby(connection: Connection) -> bool:
    """Whether a PostgreSQL server takes no writes at all: it follows another one, or was told so."""
    asked = "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on'"
    return bool(connection.exec_driver_sql(asked).scalar())


def lock(connection: Connection) -> None:
    """Take the writer's lock until the transaction ends; on SQLite `BEGIN IMMEDIATE` has taken it already.

    Raises:
        StoreReadOnly: the server was told to take no writes; a driver may begin a transaction that does all the same.
    """
    if connection.dialect.name == "postgresql":
        asked = "SELECT current_setting('default_transaction_read_only') = 'on', pg_advisory_xact_lock(:key)"
        if connection.execute(sa.text(asked), {"key": _LOCK}).scalar():
            raise StoreReadOnly("the database may only be read; nothing was saved")


def refusing(table: str) -> dict[str, list[str]]:
    """Per dialect, the statements that make a table refuse UPDATE and DELETE for ever."""
    words = f"{table} is append-only"
    sqlite = [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for verb in ("update", "delete")
    ]
    postgresql = [
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION attest_refuse()"
    ]
    return {"sqlite": sqlite, "postgresql": postgresql}


def unguarded(connection: Connection, tables: Collection[str]) -> list[str]:
    """Those of the tables that would not refuse what they must, since somebody took a trigger away: UPDATE and DELETE,
    and a published entry without a published page.
    """
    if connection.dialect.name == "sqlite":
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        needed = {table: {f"{table}_no_update", f"{table}_no_delete"} for table in tables}
    else:
        asked = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
        needed = {table: {f"{table}_kept"} for table in tables}
    for name in _SOURCED:
        needed.setdefault(name.rpartition("_")[0], set()).add(name)
    there = set(connection.exec_driver_sql(asked).scalars())
    return [table for table in needed if not needed[table] <= there]


_SOURCED = ("claims_revisions_sourced", "sources_revisions_cited")
"""The triggers of the fourth migration."""


def faults(connection: Connection) -> Iterator[str]:
    """What the database itself finds wrong with its pages, its indexes, and what refers to what is not there."""
    if connection.dialect.name == "sqlite":
        for row in connection.exec_driver_sql("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield f"the database is not sound ({row[0]})"
        for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"{table} refers to what is not there"
        return
    for table in METADATA.sorted_tables:
        for key in table.foreign_keys:
            one = key.parent
            lost = sa.select(sa.func.count()).where(one.is_not(None), ~sa.exists().where(key.column == one))
            if connection.scalar(lost.select_from(table)):
                yield f"{table.name} refers in {one.name} to what is not there"


PREPARE = {
    "sqlite": [f"PRAGMA application_id = {APPLICATION_ID}"],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION attest_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    ],
}
"""Per dialect, what the first migration says before all else."""


def _postgresql(url: URL) -> Engine:
    # A server that lost us forgets our transaction, and its lock, before whoever waits for the lock gives up.
    options = "-c statement_timeout=30s -c idle_in_transaction_session_timeout=15s"
    made = sa.create_engine(url, pool_pre_ping=True, connect_args={"options": options, "connect_timeout": 10})

    @event.listens_for(made, "connect")
    def _connected(connection: psycopg.Connection, _record: ConnectionPoolEntry) -> None:
        # A server that answers before it has written loses what it said was saved.
        asked = (
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
        )
        try:
            connection.execute(asked)
            connection.commit()
        except BaseException:
            # The pool forgets a connection that did not come to be.
            connection.close()
            raise

    return made
