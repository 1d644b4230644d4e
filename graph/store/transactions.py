"""How the store is read and written: one moment of it, or all of a change or nothing; what fails is said in words.

Reading and writing begin here and nowhere else. On SQLite a writer begins with the lock (`BEGIN IMMEDIATE`), and a
reader's transaction cannot write. What a database asks to be tried again is tried again, whole; so is a save whose
connection was lost, which finds by its submission whether it had been saved already.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.model.errors import StoreDamaged, StoreReadOnly, StoreUnavailable
from graph.store.engine import lock, one_moment
from graph.store.queueing import Queue

TRIES = 5
PATIENCE = 30.0
"""So many seconds a writer waits for the others of its process."""
Result = TypeVar("Result")

_PASSING = ("40001", "40P01")
"""What PostgreSQL says where a transaction should be tried again: it could not be put in line, or a deadlock."""
_QUEUES: defaultdict[str, Queue] = defaultdict(Queue)
"""Database -> the queue of those in this process who want to write."""
_FULL = "the disk of the store is full; nothing was saved. Make room, and save again."
_BUSY = "somebody else has been saving for some time; nothing was saved. Save again in a moment."
_SQLITE = {
    sqlite3.SQLITE_FULL: (StoreReadOnly, _FULL),
    sqlite3.SQLITE_READONLY: (StoreReadOnly, "the store may only be read; nothing was saved"),
    sqlite3.SQLITE_BUSY: (StoreUnavailable, _BUSY),
    sqlite3.SQLITE_LOCKED: (StoreUnavailable, _BUSY),
    sqlite3.SQLITE_CORRUPT: (StoreDamaged, "the store is damaged; it was left as it is. Restore a backup."),
    sqlite3.SQLITE_NOTADB: (StoreDamaged, "the store is no database any more; it was left as it is. Restore a backup."),
    sqlite3.SQLITE_CANTOPEN: (StoreUnavailable, "the file of the store is not there, or may not be opened"),
}
"""By SQLite's code: what it is to us, in words."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One moment of the store, whatever is saved meanwhile.

    Raises:
        StoreUnavailable: it cannot be read.
        StoreDamaged: it is no longer sound.
    """
    try:
        with one_moment(engine) as connection, connection.begin():
            yield connection
    except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
        raise in_words(error, "the store cannot be read") from error


@contextmanager
def writing(engine: Engine, patience: float = PATIENCE) -> Iterator[Connection]:
    """A transaction that may write: all of it is kept, or nothing.

    Raises:
        StoreUnavailable: it cannot be written, or others of this process have been writing for `patience` seconds;
            nothing was.
    """
    try:
        with _begun(engine, patience, alone=False) as connection:
            yield connection
    except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
        raise in_words(error, "the store cannot be written; nothing was saved") from error


def whole(engine: Engine, work: Callable[[Connection], Result]) -> Result:
    """What `work` comes to in a transaction that may write; tried again, whole, where the database asks for it.

    `work` must find out for itself whether an earlier try of it was kept: a connection that is lost at the commit
    leaves that open.

    Raises:
        StoreUnavailable: it cannot be written; the message says whether nothing was, or whether nobody knows yet.
    """
    in_doubt = False
    for attempt in range(1, TRIES + 1):
        try:
            with _begun(engine, PATIENCE, alone=True) as connection:
                lock(connection)
                return work(connection)
        except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
            lost = isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated
            in_doubt |= lost
            if attempt == TRIES or not (lost or in_doubt or _passes(engine, error)):
                if in_doubt:
                    raise StoreUnavailable(
                        "the connection to the database was lost while this was being saved, and it does not come "
                        "back. Whether it was saved is not known yet; save again when it answers: the same form is "
                        "never saved twice."
                    ) from error
                raise in_words(error, "the store cannot be written; nothing was saved") from error
        time.sleep(0.05 * 3 ** (attempt - 1) * random.uniform(0.5, 1.5))  # noqa: S311 - no secret hangs on it
    raise AssertionError("the last try returns or raises")


def in_words(error: sa.exc.SQLAlchemyError, words: str) -> StoreUnavailable:
    """The error of ours that a database's error is; `words` say what could not be done, where its code does not."""
    if isinstance(error, sa.exc.TimeoutError):
        return StoreUnavailable(f"{words}: too many are asking at once; try again in a moment")
    origin = error.orig if isinstance(error, sa.exc.DBAPIError) else None
    code = getattr(origin, "sqlite_errorcode", None)
    if code is not None and (code & 0xFF) in _SQLITE:
        kind, told = _SQLITE[code & 0xFF]
        return kind(told)
    if getattr(origin, "sqlstate", None) == "25006":
        return StoreReadOnly("the database may only be read; nothing was saved")
    if getattr(origin, "sqlstate", None) == "53100":
        return StoreReadOnly(_FULL)
    return StoreUnavailable(f"{words}: {origin or error}")


@contextmanager
def _begun(engine: Engine, patience: float, alone: bool) -> Iterator[Connection]:
    """A transaction that may write; `alone` where it will take the writers' lock, as on SQLite all do."""
    postgresql = engine.dialect.name == "postgresql"
    options = {"isolation_level": "READ COMMITTED"} if postgresql else {}
    line = _QUEUES[str(engine.url)].turn(patience) if alone or not postgresql else nullcontext(True)
    with line as came:
        if not came:
            raise StoreUnavailable(_BUSY)
        with engine.connect().execution_options(writes=True, **options) as connection, connection.begin():
            yield connection


def _passes(engine: Engine, error: sa.exc.SQLAlchemyError) -> bool:
    """Whether the same transaction may well succeed a moment later."""
    origin = error.orig if isinstance(error, sa.exc.DBAPIError) else None
    if getattr(origin, "sqlstate", None) in _PASSING:
        return True
    code = getattr(origin, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        # Another file was put in the place of ours; our connections are to the one that was there before.
        engine.dispose()
        return True
    return code is not None and (code & 0xFF) == sqlite3.SQLITE_BUSY
