"""Loss of power (row 3) and the journal (row 4): what was synced is there, what was not is undone whole."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from graph.store.engine import engine
from graph.store.sqlite import JOURNAL, connect, wal_is_safe
from graph.store.store import Store
from graph.store.writes import Write
from tests.cli.terminal import ROOT
from tests.faults.conftest import Rounds
from tests.store.invented import furnish, row, save


@dataclass(frozen=True)
class Image:
    """What lies on the disk at one moment of a save: the file, its journal, and how much of that had been synced."""

    file: bytes
    journal: bytes
    synced: int


def images(path: Path) -> tuple[bytes, list[Image]]:
    """The file before a save that is larger than SQLite's memory, and the moments of that save."""
    store = Store.open(f"sqlite:///{path}", floor=0)
    furnish(store)
    save(store, actors=[Write(row("actors", f"old-{number}", naming_note="old " * 300)) for number in range(40)])
    before, found = path.read_bytes(), list[Image]()
    journal = path.with_name(f"{path.name}-journal")

    @sa.event.listens_for(store._engine, "begin")
    def small(connection: sa.Connection) -> None:
        # With so little memory it writes pages into the file long before the commit.
        connection.exec_driver_sql("PRAGMA cache_size = 4")

    @sa.event.listens_for(store._engine, "after_cursor_execute")
    def look(*_: Any) -> None:
        if journal.exists() and journal.stat().st_size:
            held = journal.read_bytes()
            found.append(Image(path.read_bytes(), held, synced(held)))

    writes = [Write(row("actors", f"old-{number}", naming_note="new " * 300), 1) for number in range(40)]
    writes += [Write(row("actors", f"new-{number}", naming_note="new " * 300)) for number in range(40)]
    for name in range(0, len(writes), 8):
        if name:
            path.write_bytes(before)
        save(store, actors=writes[name : name + 8])
    store.close()
    return before, [image for image in found if image.journal]


def synced(journal: bytes) -> int:
    """Up to where a journal had been synced: SQLite writes into a header how many pages follow only after that."""
    end = 0
    while journal[end : end + 8] == b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7":
        pages = int.from_bytes(journal[end + 8 : end + 12], "big")
        sector = int.from_bytes(journal[end + 20 : end + 24], "big") or 512
        page = int.from_bytes(journal[end + 24 : end + 28], "big") or 4096
        if not pages:
            return end
        end += sector + pages * (page + 8)
        end += -end % sector
    return min(end, len(journal))


def lose_power(image: Image, before: bytes, chance: random.Random) -> tuple[bytes, bytes]:
    """One way in which the disk may be found again: only what was synced is sure to be there."""
    file, journal = bytearray(image.file), bytearray(image.journal)
    tail = len(journal) - image.synced
    way = chance.choice(["cut", "flip", "zero", "torn"])
    if way == "cut" and tail:
        del journal[image.synced + chance.randrange(tail) :]
    elif way == "flip" and tail:
        for _ in range(chance.randint(1, 20)):
            journal[image.synced + chance.randrange(tail)] ^= 1 << chance.randrange(8)
    elif way == "zero" and tail:
        begin = image.synced + chance.randrange(tail)
        journal[begin:] = bytes(len(journal) - begin)
    elif way == "torn":
        # A page that was being written to the file holds half of the old, half of the new, or nothing of either.
        changed = [
            page for page in range(0, len(before), 4096) if file[page : page + 4096] != before[page : page + 4096]
        ]
        for page in chance.sample(changed, min(len(changed), 5)):
            begin = page + chance.choice([0, 512, 2048])
            file[begin : page + 4096] = chance.choice([bytes(page + 4096 - begin), before[begin : page + 4096]])
    return bytes(file), bytes(journal)


def test_after_a_loss_of_power_the_store_is_as_before_the_save(
    tmp_path: Path, rounds: Rounds, chance: random.Random, figure: Callable[[int, str], None]
) -> None:
    before, moments = images(tmp_path / "made.sqlite")
    assert any(image.file != before for image in moments), "nothing was written before the commit"
    assert any(image.synced for image in moments)
    assert any(image.synced < len(image.journal) for image in moments)
    number = rounds(50, 1000)
    path = tmp_path / "found.sqlite"
    for _ in range(number):
        file, journal = lose_power(chance.choice(moments), before, chance)
        path.write_bytes(file)
        path.with_name("found.sqlite-journal").write_bytes(journal)
        store = Store.open(f"sqlite:///{path}", floor=0)
        assert store.verify().seq == 2
        store.close()
        assert path.read_bytes() == before
        path.unlink()
    figure(
        3, f"{number} images of a lost power, tail of the journal cut, flipped, zeroed, pages torn: 0 corrupt, 0 lost"
    )


def test_every_connection_syncs_what_it_commits(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'attest.sqlite'}"
    Store.open(address).close()
    made = engine(address)
    with made.connect() as connection:
        told = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")
        ]
    made.dispose()
    assert told == [JOURNAL, 2 if JOURNAL == "wal" else 3, 1, 0, 5000]


SAVING = """
import os, sys
from graph.store.store import Store
from tests.store.invented import furnish, row, save, Write
store = Store.open(sys.argv[1], floor=0)
furnish(store)
os.write(2, b"SAVING\\n")
for number in range(10):
    save(store, actors=[Write(row("actors", f"a{number}"))])
    os.write(2, b"SAVED\\n")
"""


def test_a_commit_is_synced_before_it_is_acknowledged(tmp_path: Path, figure: Callable[[int, str], None]) -> None:
    """Counted by strace where this machine has it; else by what each connection says that it does."""
    address = f"sqlite:///{tmp_path / 'attest.sqlite'}"
    strace = shutil.which("strace")
    if strace is None:
        test_every_connection_syncs_what_it_commits(tmp_path)
        figure(3, "no strace on this machine: `synchronous` read back as EXTRA, or FULL where the journal is WAL")
        return
    log = tmp_path / "calls"
    calls = [strace, "-f", "-o", str(log), "-e", "trace=fsync,fdatasync,unlink,write"]
    subprocess.run(
        [*calls, sys.executable, "-c", SAVING, address], cwd=ROOT, check=True, capture_output=True, timeout=120
    )
    told = log.read_text(encoding="utf-8").split('"SAVING\\n"')[1].split('"SAVED\\n"')
    assert len(told) == 11
    for one in told[:10]:
        names = [line.split(maxsplit=1)[1].partition("(")[0] for line in one.splitlines() if "(" in line]
        syncs = [number for number, name in enumerate(names) if name in ("fsync", "fdatasync")]
        assert len(syncs) >= 2
        if JOURNAL == "delete":
            # The journal goes, and its going is synced: that is the commit.
            assert syncs[-1] > names.index("unlink") > syncs[0]
    least = min(one.count("sync(") for one in told[:10])
    figure(3, f"strace: at least {least} syncs for each of 10 commits, the last one after the journal is gone")


def test_a_file_that_comes_in_wal_mode_is_taken_out_of_it_where_that_corrupts(
    tmp_path: Path, figure: Callable[[int, str], None]
) -> None:
    path = tmp_path / "attest.sqlite"
    Store.open(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    connection.close()
    store = Store.open(f"sqlite:///{path}", floor=0)
    furnish(store)
    store.close()
    connection = connect(path, "ro")
    assert connection.execute("PRAGMA journal_mode").fetchone() == (JOURNAL,)
    connection.close()
    assert (JOURNAL == "wal") is wal_is_safe(sqlite3.sqlite_version_info)
    figure(4, f"SQLite {sqlite3.sqlite_version}: the journal is {JOURNAL}, also of a file that came in WAL mode")


def test_every_version_of_sqlite_is_classed(figure: Callable[[int, str], None]) -> None:
    """Fixed in 3.51.3, and taken back to 3.50.7 and 3.44.6; no release between them has it."""
    versions = [(3, minor, patch) for minor in range(7, 60) for patch in range(12)]
    safe = {version for version in versions if wal_is_safe(version)}
    fixed = {(3, 44, patch) for patch in range(6, 12)} | {(3, 50, patch) for patch in range(7, 12)}
    fixed |= {(3, 51, patch) for patch in range(3, 12)} | {version for version in versions if version[1] > 51}
    assert safe == fixed
    figure(4, f"{len(versions)} versions of SQLite, {len(safe)} of them free of the race: 100 % classed right")
