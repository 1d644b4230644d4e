"""What differs between SQLite and PostgreSQL: opening, locking, refusing, and looking for an old store. Nowhere else.

SQLite before 3.51.3 (and outside the back-ported 3.50.7 and 3.44.6) can corrupt a database in WAL mode when several
connections are open; there the rollback journal is used, with `synchronous=FULL` in any case.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url

from graph.model.errors import StoreDamaged, StoreUnavailable

APPLICATION_ID = 0x41747374
"""Marks a SQLite file as ours (`Atst`)."""
_LOCK = 0x41747374
_MAGIC = b"SQLite format 3\0"


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this version of SQLite is free of the WAL-reset race."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def engine(address: str) -> Engine:
    """An engine for a database address.

    Raises:
        StoreUnavailable: the address cannot be understood, or names a database of another kind.
        StoreDamaged: the SQLite file that it names is none of ours.
    """
    try:
        url = make_url(address)
    except sa.exc.ArgumentError as error:
        raise StoreUnavailable(f"“{address}” is no database address; write sqlite:///FILE or postgresql://…") from error
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    if url.get_backend_name() in ("postgresql", "postgres"):
        return _postgresql(url.set(drivername="postgresql+psycopg"))
    raise StoreUnavailable(f"{url.get_backend_name()} is not supported; use SQLite or PostgreSQL")


def sqlite_file(made: Engine) -> Path | None:
    """The file of a SQLite engine; None for PostgreSQL."""
    return Path(made.url.database) if made.dialect.name == "sqlite" and made.url.database else None


def one_moment(made: Engine) -> Connection:
    """A connection whose transaction reads one moment of the store, whatever is saved meanwhile."""
    connection = made.connect()
    if made.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return connection


def lock(connection: Connection) -> None:
    """Take the writer's lock until the transaction ends; on SQLite `BEGIN IMMEDIATE` has taken it already."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


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


PREPARE = {
    "sqlite": [f"PRAGMA application_id = {APPLICATION_ID}"],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION attest_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    ],
}
"""Per dialect, what the first migration says before all else."""


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StoreUnavailable("a store needs a file: sqlite:///FILE")
    file = Path(url.database)
    if file.exists():
        _ours(file)
    elif not file.parent.is_dir():
        raise StoreUnavailable(f"the folder {file.parent} is not there; make it, or name another file")
    made = sa.create_engine(url, connect_args={"timeout": 5.0})
    wal = wal_is_safe(tuple(int(part) for part in sqlite3.sqlite_version.split("."))[:3])  # type: ignore[arg-type]

    @event.listens_for(made, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        # SQLAlchemy begins transactions itself, so that a writer's can begin IMMEDIATE (see `_begun`).
        connection.isolation_level = None
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "trusted_schema = OFF", "busy_timeout = 5000"):
            connection.execute(f"PRAGMA {pragma}")
        if wal:
            connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(made, "begin")
    def _begun(connection: Connection) -> None:
        # A transaction that reads first and writes later fails at once where another one wrote in between, so
        # writers begin with the lock.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def _ours(file: Path) -> None:
    """StoreDamaged unless the file is a SQLite database that Attest made; it is only read."""
    if not file.is_file():
        raise StoreDamaged(f"{file} is not a file")
    with file.open("rb") as opened:
        head = opened.read(100)
    if len(head) < 100 or not head.startswith(_MAGIC):
        words = "is empty" if not head else "is no SQLite database"
        raise StoreDamaged(f"{file} {words}; it was left as it is. Name another file, or move it away.")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise StoreDamaged(f"{file} is a SQLite database, but not one of Attest; it was left as it is")
    try:
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(f"{file} is damaged ({error}); it was left as it is. Restore a backup.") from error
    if found != "ok":
        raise StoreDamaged(f"{file} is damaged ({found}); it was left as it is. Restore a backup.")


def _postgresql(url: URL) -> Engine:
    options = "-c statement_timeout=30s -c idle_in_transaction_session_timeout=30s"
    return sa.create_engine(url, pool_pre_ping=True, connect_args={"options": options, "connect_timeout": 10})
