"""A full disk (row 6) and a disk that may only be read (row 7): nothing is lost, nothing crashes, and it is said."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from graph.model.errors import StoreReadOnly, StoreUnavailable
from graph.store import loading, place
from graph.store.package import Package, read_package
from graph.store.place import share
from graph.store.store import Store
from graph.store.writes import Write
from tests.cli.terminal import ROOT, SMALL, Done, Terminal
from tests.faults import deeds
from tests.faults.conftest import Rounds
from tests.faults.test_power import images
from tests.store.databases import program
from tests.store.invented import ANNA, NOON, furnish, row, save

BIG = "word " * 40_000


def furnished(path: Path) -> str:
    """The address of a store with one change in it."""
    address = f"sqlite:///{path}"
    store = Store.open(address, floor=0)
    furnish(store)
    store.close()
    return address


def test_a_change_that_does_not_fit_is_refused_whole_and_fits_later(
    tmp_path: Path, rounds: Rounds, figure: Callable[[int, str], None]
) -> None:
    """SQLite's own word for a full disk."""
    store = Store.open(furnished(tmp_path / "attest.sqlite"), floor=0)
    number = rounds(5, 50)
    for round_ in range(number):
        store._engine.dispose()
        sa.event.listen(store._engine, "connect", deeds.fill)
        before = store.head()
        with pytest.raises(StoreReadOnly, match="full; nothing was saved"):
            save(store, submission=str(round_), actors=[Write(row("actors", f"big-{round_}", naming_note=BIG))])
        assert store.verify() == before
        sa.event.remove(store._engine, "connect", deeds.fill)
        store._engine.dispose()
        saved = save(store, submission=str(round_), actors=[Write(row("actors", f"big-{round_}", naming_note=BIG))])
        assert (saved.repeated, store.verify().seq) == (False, before.seq + 1)
    store.close()
    figure(6, f"{number} rounds of a database that is full: 0 false acknowledgements, sound, and saved later")


def test_a_write_that_the_system_cuts_off_is_undone(
    tmp_path: Path, rounds: Rounds, chance: random.Random, figure: Callable[[int, str], None]
) -> None:
    """The system lets no file grow past a limit: journal, file, or both stop in the middle of a write."""
    number, refused = rounds(4, 50), 0
    for round_ in range(number):
        folder = tmp_path / str(round_)
        folder.mkdir()
        address = furnished(folder / "attest.sqlite")
        size = (folder / "attest.sqlite").stat().st_size
        limit = chance.choice([600, 5000, size, size + 4096, size + 100_000])
        assert deeds.outcome(deeds.begin(deeds.save_on_a_full_disk, address, limit, folder / "told")) == 0
        told = (folder / "told").read_text(encoding="utf-8")
        assert told.startswith("Store"), told
        assert "nothing was saved" in told
        refused += 1
    figure(6, f"{number} writes cut off in the middle by the system: {refused} refused, 0 corrupt, all saved later")


SMALL_DISK = """
import random, shutil, sys
from pathlib import Path
from graph.model.errors import AttestError
from graph.store.store import Store
from tests.store.invented import furnish, row, save, Write
folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
chance = random.Random(6)
store = Store.open(f"sqlite:///{folder / 'attest.sqlite'}", floor=0)
furnish(store)
refused = 0
for number in range(rounds):
    filler = folder / "filler"
    with filler.open("wb") as out:
        try:
            out.write(bytes(max(0, shutil.disk_usage(folder).free - chance.randrange(300_000))))
        except OSError:
            pass
    before = store.head()
    note = "word " * chance.randrange(1, 30_000)
    try:
        save(store, submission=str(number), actors=[Write(row("actors", f"a{number}", naming_note=note))])
    except AttestError as error:
        assert "nothing was saved" in str(error), error
        assert store.verify() == before
        refused += 1
    try:
        store.backup(folder / f"backup-{number}").seq
    except AttestError as error:
        assert "backup" not in " ".join(path.name for path in folder.iterdir()), error
    else:
        (folder / f"backup-{number}").unlink()
    filler.unlink()
    save(store, submission=str(number), actors=[Write(row("actors", f"a{number}", naming_note="short"))])
    assert store.verify().seq == number + 2
print(refused)
"""


def test_on_a_real_disk_that_is_full(tmp_path: Path, rounds: Rounds, figure: Callable[[int, str], None]) -> None:
    """A disk of 8 MB in memory, where this machine lets anybody mount one; else the system's limit has to do."""
    own = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    mount = 'mount -t tmpfs -o size=8m tmpfs "$1" && shift && exec "$@"'
    made = [*own, "sh", "-c", mount, "sh", str(tmp_path)]
    if shutil.which("unshare") is None or subprocess.run([*made, "true"], capture_output=True).returncode:
        test_a_write_that_the_system_cuts_off_is_undone(tmp_path, rounds, random.Random(1), figure)
        return
    number = rounds(5, 50)
    done = subprocess.run(
        [*made, sys.executable, "-c", SMALL_DISK, str(tmp_path), str(number)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=50 * number,
    )
    assert done.returncode == 0, done.stderr
    refused = int(done.stdout)
    assert refused
    figure(6, f"{number} rounds on a disk of 8 MB filled to the brim: {refused} refused, 0 corrupt, all saved later")


def test_below_the_floor_changes_are_refused_and_forms_are_kept(tmp_path: Path) -> None:
    address = furnished(tmp_path / "attest.sqlite")
    store = Store.open(address, floor=10**18)
    with pytest.raises(StoreReadOnly, match="nothing is saved below") as caught:
        save(store, actors=[Write(row("actors", "third"))])
    assert "MB are free" in str(caught.value)
    assert store.read_only
    assert "MB are free" in store.obstacle
    assert str(tmp_path) not in store.obstacle
    assert store.verify().seq == 1
    store.close()


def unprivileged() -> list[str]:
    """What to call a program with so that permissions count for it: root may write whatever it likes."""
    if os.geteuid():
        return []
    gone = "-dac_override,-dac_read_search"
    return [program("setpriv"), f"--bounding-set={gone}", f"--inh-caps={gone}", "--"]


CALLS = """
import contextlib, io, json, sys
from graph.__main__ import main
told = []
for words in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words)
    told.append([code, out.getvalue(), err.getvalue()])
print(json.dumps(told))
"""


def call(terminal: Terminal, *calls: list[str]) -> list[Done]:
    """Commands of the terminal, as somebody for whom permissions count; one process for all, which is quicker."""
    done = subprocess.run(
        [*unprivileged(), sys.executable, "-c", CALLS, json.dumps(calls)],
        cwd=ROOT,
        env=terminal.environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return [Done(*one) for one in json.loads(done.stdout)]


@pytest.mark.parametrize("what", ["file", "folder", "folder with a file in WAL mode"])
def test_a_store_that_may_only_be_read_is_read(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    terminal = Terminal(folder)
    load(Store.open(f"sqlite:///{folder / 'attest.sqlite'}", floor=0), read_package(SMALL))
    file = folder / "attest.sqlite"
    if "WAL" in what:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    there = file.read_bytes()
    file.chmod(0o444)
    if what != "file":
        folder.chmod(0o555)
    try:
        ties, sound, refused, copied = call(
            terminal,
            ["ties", "--json"],
            ["verify"],
            ["load", str(ROOT / "data")],
            ["backup", str(tmp_path / "copy")],
        )
    finally:
        folder.chmod(0o755)
    assert (ties.code, sound.code, copied.code) == (0, 0, 0), (ties.err, sound.err, copied.err)
    assert len(json.loads(ties.out)) > 5
    assert refused.code == 3
    assert "may only be read" in refused.err
    assert file.read_bytes() == there
    assert list(folder.iterdir()) == [file]


def load(store: Store, package: Package) -> None:
    """Take a package in."""
    loading.load(store, package, as_drafts=False, by=ANNA, now=NOON)
    store.close()


def test_half_a_save_in_a_store_that_may_only_be_read_is_said(tmp_path: Path) -> None:
    terminal, file = Terminal(tmp_path / "kept"), tmp_path / "kept" / "attest.sqlite"
    terminal.folder.mkdir()
    journal = file.with_name("attest.sqlite-journal")
    before, moments = images(file)
    found = next(one for one in reversed(moments) if one.synced and one.file != before)
    file.write_bytes(found.file)
    journal.write_bytes(found.journal)
    for path in (file, journal):
        path.chmod(0o444)
    terminal.folder.chmod(0o555)
    try:
        (done,) = call(terminal, ["ties"])
    finally:
        terminal.folder.chmod(0o755)
    assert (done.code, "half a save" in done.err) == (3, True), done.err
    assert (file.read_bytes(), journal.read_bytes()) == (found.file, found.journal)
    file.chmod(0o644)
    store = Store.open(f"sqlite:///{file}")
    assert store.verify().seq == 2
    store.close()


MOUNTED = "disk / ext4 rw 0 0\nhost:/x {folder}/far\\040away nfs4 rw 0 0\ndisk {folder}/far\\040away/near ext4 rw 0 0\n"


def test_a_network_share_is_refused_and_the_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "far away" / "near").mkdir(parents=True)
    (tmp_path / "mounts").write_text(MOUNTED.format(folder=tmp_path), encoding="utf-8")
    monkeypatch.setattr(place, "MOUNTS", tmp_path / "mounts")
    assert share(tmp_path) == ""
    assert share(tmp_path / "far away" / "near") == ""
    with pytest.raises(StoreUnavailable, match=r"network share \(nfs4\).*PostgreSQL"):
        Store.open(f"sqlite:///{tmp_path / 'far away' / 'attest.sqlite'}")
    assert list((tmp_path / "far away").iterdir()) == [tmp_path / "far away" / "near"]
    Store.open(f"sqlite:///{tmp_path / 'far away' / 'near' / 'attest.sqlite'}").close()
