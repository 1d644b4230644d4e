"""A file that is not ours, or no longer sound, is left as it is; a copy of ours is whole."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from graph.model.errors import StoreDamaged, StoreUnavailable, UsageError
from graph.store.sqlite import wal_is_safe
from graph.store.store import Store
from graph.store.writes import Write
from tests.store.invented import furnish, row, save


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with two changes in it, closed."""
    path = tmp_path / "attest.sqlite"
    store = Store.open(f"sqlite:///{path}")
    furnish(store)
    save(store, actors=[Write(row("actors", "third", naming_note="word " * 4000))])
    store.close()
    return path


def digest(file: Path) -> str:
    """What is in the file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def spoil(file: Path, what: str) -> None:
    """Make it something else."""
    if what == "text":
        file.write_bytes(b"a shopping list\n" * 1000)
    elif what == "empty":
        file.write_bytes(b"")
    elif what == "cut short":
        os.truncate(file, file.stat().st_size // 2)
    elif what == "overwritten within":
        with file.open("r+b") as opened:
            opened.seek(4096 * 3)
            opened.write(b"\x07" * 4096 * 4)
    else:
        file.unlink()
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE recipes (name)")
        connection.close()


@pytest.mark.parametrize("what", ["text", "empty", "cut short", "overwritten within", "somebody else's"])
def test_what_is_not_a_sound_store_is_named_and_left_as_it_is(file: Path, what: str) -> None:
    spoil(file, what)
    before = digest(file)
    with pytest.raises(StoreDamaged, match=file.name):
        Store.open(f"sqlite:///{file}")
    assert digest(file) == before


def test_a_store_of_a_newer_version_is_left_as_it_is(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'z999'")
    connection.close()
    with pytest.raises(StoreDamaged, match="newer version"):
        Store.open(f"sqlite:///{file}")


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:", "mysql://somewhere/db", "what"])
def test_an_address_that_cannot_be_is_said(address: str) -> None:
    with pytest.raises(StoreUnavailable):
        Store.open(address)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="nowhere"):
        Store.open(f"sqlite:///{tmp_path / 'nowhere' / 'attest.sqlite'}")


def test_a_backup_is_a_whole_store_and_overwrites_nothing(file: Path, tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{file}")
    store.backup(tmp_path / "copy")
    copy = Store.open(f"sqlite:///{tmp_path / 'copy'}")
    assert copy.verify() == store.head()
    assert copy.tables()["actors"].equals(store.tables()["actors"])
    copy.close()
    before = digest(tmp_path / "copy")
    with pytest.raises(UsageError, match="there already"):
        store.backup(tmp_path / "copy")
    assert digest(tmp_path / "copy") == before
    store.close()


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(file: Path, tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{file}")
    with pytest.raises(StoreUnavailable):
        store.backup(tmp_path / "nowhere" / "copy")
    assert not list(tmp_path.glob("**/*.part"))
    store.close()


def test_a_copy_of_the_file_alone_is_the_whole_store(file: Path, tmp_path: Path) -> None:
    """Closed, a store is one file: nothing of it lies in a second one."""
    shutil.copy(file, tmp_path / "moved.sqlite")
    moved = Store.open(f"sqlite:///{tmp_path / 'moved.sqlite'}")
    assert moved.verify().seq == 2
    moved.close()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_the_write_ahead_log_is_used_only_where_it_cannot_corrupt(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe
