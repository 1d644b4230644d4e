"""A SQLite file: how it is opened so that it keeps what it was told to keep, and whether it is one of ours.

SQLite before 3.51.3 (and outside the back-ported 3.50.7 and 3.44.6) can corrupt a database in WAL mode when several
connections are open; there the rollback journal is used. `synchronous=FULL` syncs at every commit; with a rollback
journal it is EXTRA, which also syncs the folder: else a loss of power brings the journal back, and undoes the commit.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from graph.model.errors import StoreDamaged, StoreUnavailable
from graph.store.place import locked

APPLICATION_ID = 0x41747374
"""Marks a SQLite file as ours (`Atst`)."""
_MAGIC = b"SQLite format 3\0"
_CLOSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
"""What SQLite says where a file, or the folder it would have to write in, is not open to us."""
_OURS = set[tuple[int, int] | None]()
"""The files that this process has found to be ours."""


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this version of SQLite is free of the WAL-reset race."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


JOURNAL = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "delete"
SYNCHRONOUS = "FULL" if JOURNAL == "wal" else "EXTRA"


def check(file: Path) -> None:
    """StoreDamaged unless the file is a sound SQLite database that Attest made; nothing in it is changed."""
    _marked(file)
    try:
        # Opened for writing, where it may be: what a crash left half done has to be undone before anything is read.
        connection = _opened(file, "rw")
        try:
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise _unreadable(file, error) from error
    if not ours:
        raise StoreDamaged(f"{file} is no longer a store of Attest; it was left as it is. Restore a backup.")
    if found != "ok":
        raise StoreDamaged(f"{file} is damaged ({found}); it was left as it is. Restore a backup.")


def _marked(file: Path) -> None:
    """StoreDamaged unless the file's first bytes say that it is ours; SQLite is not let near it before."""
    if inode(file) in _OURS:
        # The system drops all locks of a process on a file when the process closes it once, so it is not read again.
        return
    if not file.is_file():
        raise StoreDamaged(f"{file} is not a file")
    try:
        with file.open("rb") as opened:
            head = opened.read(100)
    except OSError as error:
        raise StoreUnavailable(f"{file} cannot be opened: {error.strerror}") from error
    if len(head) < 100 or not head.startswith(_MAGIC):
        words = "is empty" if not head else "is no SQLite database"
        raise StoreDamaged(f"{file} {words}; it was left as it is. Name another file, or move it away.")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise StoreDamaged(f"{file} is a SQLite database, but not one of Attest; it was left as it is")
    _OURS.add(inode(file))


def _unreadable(file: Path, error: sqlite3.DatabaseError) -> StoreUnavailable:
    code = getattr(error, "sqlite_errorcode", 0)
    if code & 0xFF in _CLOSED and _beside(file, "journal").exists():
        return StoreUnavailable(
            f"{file} holds half a save from before a crash, which has to be undone before anything is read; make the "
            "file and its folder writable, and open it once"
        )
    if code & 0xFF in (sqlite3.SQLITE_BUSY, *_CLOSED):
        return StoreUnavailable(f"{file} cannot be opened: {error}")
    return StoreDamaged(f"{file} is damaged ({error}); it was left as it is. Restore a backup.")


def connect(file: Path, mode: str) -> sqlite3.Connection:
    """A connection that keeps what it was told to keep, also through a loss of power; OperationalError where not."""
    connection = _opened(file, mode)
    try:
        # The file itself says which journal it has: one from a machine with a newer SQLite may say WAL.
        journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
        if journal != JOURNAL and mode != "ro" and not locked(file):
            journal = connection.execute(f"PRAGMA journal_mode = {JOURNAL}").fetchone()[0]
            if journal != JOURNAL:
                raise sqlite3.OperationalError(f"its journal is {journal} and cannot be changed to {JOURNAL} now")
    except BaseException:
        connection.close()
        raise
    return connection


def _opened(file: Path, mode: str) -> sqlite3.Connection:
    """A connection that has read the file's first page."""
    where = f"{file.resolve().as_uri()}?mode={mode}"
    try:
        return _read(where)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _CLOSED or not (file.exists() and locked(file)):
            raise
        if _beside(file, "wal").exists() or _beside(file, "journal").exists():
            raise
        # A file in WAL mode that may only be read: SQLite would have to write beside it, unless it is told that
        # nobody writes.
        return _read(f"{where}&immutable=1")


def _read(where: str) -> sqlite3.Connection:
    # SQLAlchemy begins transactions itself, so that a writer's can begin IMMEDIATE.
    connection = sqlite3.connect(where, uri=True, timeout=5, isolation_level=None, check_same_thread=False)
    try:
        for pragma in ("foreign_keys = ON", "trusted_schema = OFF", f"synchronous = {SYNCHRONOUS}", "schema_version"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _beside(file: Path, what: str) -> Path:
    return file.with_name(f"{file.name}-{what}")


def inode(file: Path) -> tuple[int, int] | None:
    """Which file a path names at this moment, by device and number; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
