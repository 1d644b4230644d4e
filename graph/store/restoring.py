"""Backs a SQLite store up into a file that is known to be good, and puts one back from it."""

from __future__ import annotations

from pathlib import Path

from graph.model.errors import UsageError
from graph.store.backups import beside, duplicate, free_name, place, put_in_place, sync
from graph.store.chain import Head, verify
from graph.store.engine import file_engine, file_of
from graph.store.sqlite import check
from graph.store.transactions import reading
from graph.store.upgrading import upgrade


def back_up(file: Path, copy: Path) -> Head:
    """Write a verified copy of a live store to a file that does not exist yet; the last change in it.

    Raises:
        UsageError: the file exists.
        StoreDamaged: the store is not sound; no copy of it is kept.
        StoreUnavailable: the file cannot be written; nothing is left of it.
    """
    if copy.exists():
        raise UsageError(f"{copy} is there already; name a file that is not")
    with beside(copy) as part:
        duplicate(file, part)
        head = _verified(part)
        place(part, copy)
    return head


def restore(address: str, backup: Path, stamp: str) -> tuple[Head, Path | None]:
    """Put a store back from a backup; its last change, and where the store lies whose place it took.

    That one stays beside it under its name with `stamp`, in whatever state it is. The backup is verified first and is
    not changed; where it is of an earlier version, what is put back is upgraded.

    Raises:
        UsageError: there is no such backup, or the store is a PostgreSQL database (use pg_restore).
        StoreDamaged: the backup is not a sound store of ours; nothing was touched.
        StoreUnavailable: somebody is at work in the store, or its folder cannot be written; nothing was moved.
    """
    file = file_of(address)
    if file is None:
        raise UsageError(
            "this store is a PostgreSQL database; put a pg_dump back with pg_restore --clean --single-transaction, and "
            "run “verify” on it"
        )
    if not backup.exists():
        raise UsageError(f"{backup} is not there")
    if file.exists() and backup.samefile(file):
        raise UsageError(f"{backup} is the store itself")
    check(backup)
    with beside(file) as part:
        duplicate(backup, part)
        made = file_engine(part)
        try:
            upgrade(made, keep=False)
        finally:
            made.dispose()
        head = _verified(part)
        sync(part)
        aside = free_name(file.with_name(f"{file.name}.{stamp}"))
        moved = put_in_place(part, file, aside)
    return head, aside if moved else None


def _verified(part: Path) -> Head:
    """The last change of a finished copy, which is opened for reading alone and verified."""
    made = file_engine(part, "ro")
    try:
        with reading(made) as connection:
            return verify(connection)
    finally:
        made.dispose()
