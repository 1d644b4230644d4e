"""Backups of a store at work, and the way back (row 9)."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from graph.model.errors import StoreDamaged, StoreUnavailable, UsageError
from graph.store import sqlite
from graph.store.restoring import restore
from graph.store.store import Store
from graph.store.writes import Write
from tests.faults import deeds
from tests.faults.conftest import Rounds
from tests.faults.test_upgrades import HEAD, store_of
from tests.store.databases import Server
from tests.store.invented import furnish, on_file, row, save

STAMP = "2024-05-06T12-00-00"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with two changes in it, closed."""
    path = tmp_path / "attest.sqlite"
    store = Store.open(f"sqlite:///{path}", floor=0)
    furnish(store)
    deeds.keep(store, "second", "one")
    store.close()
    return path


def wait_for(acks: Path, more: int = 1) -> None:
    """Until so many more changes were acknowledged."""
    before, until = acks.read_bytes().count(b"\n") if acks.exists() else 0, time.monotonic() + 60
    while not acks.exists() or acks.read_bytes().count(b"\n") < before + more:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_backup_of_a_store_at_work_is_sound_and_a_piece_of_its_history(
    file: Path, rounds: Rounds, figure: Callable[[int, str], None]
) -> None:
    address, acks = f"sqlite:///{file}", file.with_name("acks")
    writers = [deeds.begin(deeds.write_on, address, acks, f"w{number}") for number in range(2)]
    number, heads = rounds(4, 50), []
    try:
        store = Store.open(address, floor=0)
        for round_ in range(number):
            wait_for(acks)
            heads.append(store.backup(file.with_name(f"backup-{round_}")))
    finally:
        deeds.kill(*writers)
    chain = {change["seq"]: change["digest"] for change in store.changes()}
    for round_, head in enumerate(heads):
        copy = Store.open(f"sqlite:///{file.with_name(f'backup-{round_}')}", floor=0)
        assert copy.verify() == head
        assert chain[head.seq] == head.digest
        copy.close()
    store.close()
    assert not [path for path in file.parent.iterdir() if path.is_dir()]
    began = time.monotonic()
    head, aside = restore(address, file.with_name(f"backup-{number - 1}"), STAMP)
    drill = time.monotonic() - began
    assert (head, aside) == (heads[-1], file.with_name(f"attest.sqlite.{STAMP}"))
    back = Store.open(address, floor=0)
    assert back.verify() == heads[-1]
    back.close()
    figure(
        9,
        f"{number} backups under 2 writers that never rest: {number} sound, each a prefix of the history; "
        f"restored and verified in {drill:.1f} s",
    )


def test_a_large_store_is_backed_up_and_verified_in_time(
    tmp_path: Path, rounds: Rounds, figure: Callable[[int, str], None]
) -> None:
    entries = rounds(2_000, 100_000)
    store = Store.open(f"sqlite:///{tmp_path / 'attest.sqlite'}", floor=0)
    furnish(store)
    save(store, claims=[Write(row("claims", f"c{number}")) for number in range(entries)])
    began = time.monotonic()
    head = store.verify()
    verified = time.monotonic() - began
    assert store.backup(tmp_path / "copy") == head
    took = time.monotonic() - began - verified
    store.close()
    began = time.monotonic()
    assert restore(f"sqlite:///{tmp_path / 'attest.sqlite'}", tmp_path / "copy", STAMP)[0] == head
    drill = time.monotonic() - began
    assert drill < 300
    figure(
        9,
        f"{entries:,} entries: verified in {verified:.1f} s, backed up and the copy verified in {took:.1f} s, "
        f"restored in {drill:.1f} s",
    )


def test_whoever_is_killed_at_a_backup_leaves_sound_ones_only(
    file: Path, rounds: Rounds, chance: random.Random, figure: Callable[[int, str], None]
) -> None:
    number, made = rounds(2, 20), 0
    for round_ in range(number):
        folder = file.with_name(f"into-{round_}")
        folder.mkdir()
        process = deeds.begin(deeds.back_up_on, f"sqlite:///{file}", folder)
        until = time.monotonic() + 60
        while not (folder / "backup-0").exists() and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.2))
        deeds.kill(process)
        for path in folder.iterdir():
            if path.is_file():
                copy = Store.open(f"sqlite:///{path}", floor=0)
                assert copy.verify().seq == 2
                copy.close()
                made += 1
    figure(9, f"{number} times killed at a backup: all of the {made} that had their name were sound")


def test_restoring_keeps_what_was_there_and_whoever_is_at_work_goes_on(file: Path) -> None:
    at_work = Store.open(f"sqlite:///{file}", floor=0)
    old = at_work.backup(file.with_name("old"))
    deeds.keep(at_work, "third", "two")
    newer = at_work.head()
    head, aside = restore(f"sqlite:///{file}", file.with_name("old"), STAMP)
    assert (head, aside) == (old, file.with_name(f"attest.sqlite.{STAMP}"))
    assert at_work.head() == old
    assert deeds.keep(at_work, "third again", "three").seq == 3
    with pytest.raises(KeyError):
        on_file(at_work, "claims", "claim-two")
    at_work.close()
    assert aside is not None
    kept = Store.open(f"sqlite:///{aside}", floor=0)
    assert kept.verify() == newer
    kept.close()
    # At the same second again: nothing is written over.
    assert restore(f"sqlite:///{file}", file.with_name("old"), STAMP)[1] == file.with_name(f"attest.sqlite.{STAMP}-2")


@pytest.mark.parametrize("what", ["damaged", "empty", "text"])
def test_a_store_that_cannot_be_opened_is_put_back_and_the_wreck_is_kept(file: Path, what: str) -> None:
    store = Store.open(f"sqlite:///{file}", floor=0)
    head = store.backup(file.with_name("copy"))
    store.close()
    wreck = {"damaged": file.read_bytes()[:9000], "empty": b"", "text": b"a shopping list\n" * 100}[what]
    file.write_bytes(wreck)
    file.with_name("attest.sqlite-journal").write_bytes(b"half a journal")
    with pytest.raises(StoreDamaged):
        Store.open(f"sqlite:///{file}")
    _, aside = restore(f"sqlite:///{file}", file.with_name("copy"), STAMP)
    assert aside is not None
    assert aside.read_bytes() == wreck
    assert not file.with_name("attest.sqlite-journal").exists(), "it belongs to the wreck"
    back = Store.open(f"sqlite:///{file}", floor=0)
    assert back.verify() == head
    back.close()


@pytest.mark.parametrize("what", ["altered", "cut", "text", "missing", "itself"])
def test_a_backup_that_is_none_touches_nothing(file: Path, what: str) -> None:
    bad = file.with_name("bad")
    shutil.copy(file, bad)
    if what == "altered":
        with closing(sqlite3.connect(bad)) as connection:
            (guard,) = connection.execute(
                "SELECT sql FROM sqlite_master WHERE name = 'claims_revisions_no_update'"
            ).fetchone()
            connection.execute("DROP TRIGGER claims_revisions_no_update")
            connection.execute("UPDATE claims_revisions SET statement = 'Never said.'")
            connection.execute(guard)
            connection.commit()
    elif what == "cut":
        bad.write_bytes(bad.read_bytes()[:20_000])
    elif what == "text":
        bad.write_bytes(b"a shopping list\n" * 100)
    elif what == "missing":
        bad.unlink()
    there = {path: path.read_bytes() for path in file.parent.iterdir()}
    with pytest.raises((StoreDamaged, UsageError)):
        restore(f"sqlite:///{file}", file if what == "itself" else bad, STAMP)
    assert {path: path.read_bytes() for path in file.parent.iterdir()} == there


def test_nothing_is_moved_while_somebody_is_in_the_middle_of_a_save(file: Path) -> None:
    shutil.copy(file, file.with_name("copy"))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="at work"):
            restore(f"sqlite:///{file}", file.with_name("copy"), STAMP)
    assert sorted(path.name for path in file.parent.iterdir()) == ["attest.sqlite", "copy"]


def test_a_backup_of_an_earlier_release_is_put_back_as_one_of_this(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    old = store_of("a001", tmp_path / "old")
    before = old.read_bytes()
    head, aside = restore(f"sqlite:///{tmp_path / 'attest.sqlite'}", old, STAMP)
    assert (head.digest, aside) == (HEAD, None)
    assert (old.read_bytes(), list(old.parent.iterdir())) == (before, [old])
    store = Store.open(f"sqlite:///{tmp_path / 'attest.sqlite'}", floor=0)
    assert store.notebook.charts() == ()
    store.close()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["attest.sqlite"]


def test_with_a_write_ahead_log_it_is_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine whose SQLite is free of the race; this process is alone with the file, so nothing can race."""
    monkeypatch.setattr(sqlite, "JOURNAL", "wal")
    monkeypatch.setattr(sqlite, "SYNCHRONOUS", "FULL")
    store = Store.open(f"sqlite:///{file}", floor=0)
    old = store.backup(file.with_name("copy"))
    deeds.keep(store, "third", "two")
    with pytest.raises(StoreUnavailable, match="at work"):
        restore(f"sqlite:///{file}", file.with_name("copy"), STAMP)
    newer = store.verify()
    store.close()
    head, aside = restore(f"sqlite:///{file}", file.with_name("copy"), STAMP)
    assert head == old
    for path, expected in ((file, old), (aside, newer)):
        back = Store.open(f"sqlite:///{path}", floor=0)
        assert back.verify() == expected
        back.close()


def test_postgresql_has_programs_of_its_own_for_it(postgresql: Server, tmp_path: Path) -> None:
    address = postgresql.fresh()
    store = Store.open(address)
    with pytest.raises(UsageError, match="pg_dump"):
        store.backup(tmp_path / "copy")
    store.close()
    with pytest.raises(UsageError, match="pg_restore"):
        restore(address, tmp_path / "copy", STAMP)
