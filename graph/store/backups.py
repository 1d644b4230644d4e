"""Copies of a SQLite store that can be trusted, and a store put back from one.

A copy counts once it was synced, given its name, opened again for reading alone, and verified. Nothing that is there
is ever written over: what a restored store takes the place of stays beside it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.model.errors import StoreDamaged, StoreUnavailable, UsageError
from graph.store.sqlite import check, connect

_WITH = ("journal", "wal", "shm")
"""What SQLite may keep beside a file; it belongs to that file alone."""


def copy_file(file: Path, copy: Path) -> None:
    """A consistent and synced copy of a live SQLite file, sound as far as SQLite can tell; `copy` must not exist.

    Raises:
        StoreDamaged: what was copied is not sound; the copy is gone.
        StoreUnavailable: it cannot be written; the copy is gone.
    """
    if copy.exists():
        raise UsageError(f"{copy} is there already; name a file that is not")
    with beside(copy) as part:
        duplicate(file, part)
        place(part, copy)


def duplicate(file: Path, part: Path) -> None:
    """Copy a live SQLite file page by page as it is at one moment, sync the copy, and look whether it is sound.

    Raises:
        StoreDamaged: it is not.
        StoreUnavailable: it cannot be written.
    """
    try:
        with closing(connect(file, "rw")) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
            # A backup is one file, and is read without anything beside it.
            target.execute("PRAGMA journal_mode = DELETE")
        sync(part)
        with closing(connect(part, "ro")) as copied:
            faults = [row[0] for row in copied.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
            faults += [row[0] for row in copied.execute("PRAGMA foreign_key_check")]
    except (OSError, sqlite3.Error) as error:
        raise StoreUnavailable(f"{part.parent} does not take a copy of {file.name}: {_words(error)}") from error
    if faults:
        raise StoreDamaged(f"{file} is damaged ({faults[0]}); it was left as it is, and no copy was kept")


def place(part: Path, file: Path) -> None:
    """Give a finished file its name, which nobody else has meanwhile; after it, a loss of power does not undo it."""
    try:
        try:
            os.link(part, file)
        except FileExistsError:
            raise UsageError(f"{file} is there already; name a file that is not") from None
        except OSError:
            # A file system without links.
            part.rename(file)
        sync(file.parent)
    except OSError as error:
        raise StoreUnavailable(f"{file} cannot be written: {_words(error)}") from error


def free_name(file: Path) -> Path:
    """The name itself, or with a number behind it where it is taken."""
    number, free = 2, file
    while free.exists():
        free, number = file.with_name(f"{file.name}-{number}"), number + 1
    return free


def put_in_place(part: Path, file: Path, aside: Path) -> bool:
    """Let a finished file take the place of a store in one step; whether one was there, which is `aside` then.

    Raises:
        StoreUnavailable: somebody is at work in the store, or the folder does not take it; nothing was moved.
    """
    if not file.exists():
        _clear(file, aside)
        place(part, file)
        return False
    with _held(file):
        try:
            try:
                os.link(file, aside)
            except FileExistsError:
                raise
            except OSError:
                # A file system without links.
                shutil.copy2(file, aside)
                sync(aside)
            _clear(file, aside)
            part.replace(file)
            sync(file.parent)
        except OSError as error:
            raise StoreUnavailable(f"{file.parent} does not take it: {_words(error)}") from error
    return True


def sync(path: Path) -> None:
    """Have a file or a folder on the disk before anything else is done."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def beside(file: Path) -> Iterator[Path]:
    """A name for a file in the making, in a folder of its own beside its place; gone at the end."""
    try:
        made = TemporaryDirectory(dir=file.parent, prefix=f"{file.name}.")
    except OSError as error:
        raise StoreUnavailable(f"{file} cannot be written: {_words(error)}") from error
    with made as folder:
        yield Path(folder) / file.name


@contextmanager
def _held(file: Path) -> Iterator[None]:
    """Nobody reads or writes the store meanwhile; one that is damaged is in nobody's use."""
    connection = None
    try:
        check(file)
        connection = connect(file, "rw")
        connection.execute("PRAGMA busy_timeout = 1000")
        if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise sqlite3.OperationalError("others have it open")
        connection.execute("BEGIN EXCLUSIVE")
    except StoreDamaged:
        pass
    except sqlite3.OperationalError as error:
        if connection:
            connection.close()
        raise StoreUnavailable(
            f"somebody is at work in {file}; stop Attest, or wait a moment, and call this again ({error})"
        ) from error
    try:
        yield
    finally:
        if connection:
            connection.close()


def _clear(file: Path, aside: Path) -> None:
    """Take away what SQLite left beside a file, so that it is not taken for the next one's; it goes with `aside`."""
    for what in _WITH:
        left = file.with_name(f"{file.name}-{what}")
        if left.exists():
            left.rename(aside.with_name(f"{aside.name}-{what}"))


def _words(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
