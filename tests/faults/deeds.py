"""What processes of their own do, to be killed at it. They are forked from one that has everything imported."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sqlite3
from collections.abc import Callable
from itertools import count
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from graph.model.errors import AttestError
from graph.store.store import Store
from graph.store.writes import Saved, Write
from tests.store.invented import ANNA, NOON, row, save

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.faults.deeds"])


def begin(deed: Callable[..., None], *arguments: Any) -> ForkServerProcess:
    """Let a process do something."""
    process = _CONTEXT.Process(target=deed, args=arguments, daemon=True)
    process.start()
    return process


def kill(*processes: ForkServerProcess) -> None:
    """SIGKILL to all of them."""
    for process in processes:
        process.kill()
    for process in processes:
        process.join(60)
        process.close()


def outcome(process: ForkServerProcess) -> int | None:
    """How it ended: 0 well, a negative number for a signal."""
    process.join(60)
    code = process.exitcode
    process.close()
    return code


def entry(name: str) -> dict[str, list[Write]]:
    """An outlet, a page of it and an entry that stands on it: three records that go together."""
    return {
        "publishers": [Write(row("publishers", f"outlet-{name}"))],
        "sources": [Write(row("sources", f"page-{name}", publisher=f"outlet-{name}"))],
        "claims": [Write(row("claims", f"claim-{name}", source=f"page-{name}"))],
    }


def keep(store: Store, submission: str, name: str) -> Saved:
    """Save an entry with all it stands on, as Anna, at noon."""
    return store.save(entry(name), submission_id=submission, by=ANNA, comment="A test.", now=NOON)


def write_on(address: str, acks: Path, name: str) -> None:
    """Save one change after another; each one is acknowledged in `acks` once `save` has come back."""
    store = Store.open(address, floor=0)
    told = os.open(acks, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number in count():
        submission = f"{name}-{number}"
        saved = keep(store, submission, submission)
        os.write(told, f"{submission} {saved.seq}\n".encode())


def save_and_die(address: str, submission: str, at: int, writes: dict[str, list[Write]]) -> None:
    """Save a change, and be killed before statement number `at` of it (the commit counts as the last one)."""
    store = Store.open(address, floor=0)
    die(store._engine, at)
    store.save(writes, submission_id=submission, by=ANNA, comment="A test.", now=NOON)


def open_and_die(address: str, at: int) -> None:
    """Open a store, upgrading it, and be killed before the statement number `at` of the process."""
    die(sa.engine.Engine, at)
    Store.open(address, floor=0).close()


def back_up_on(address: str, folder: Path) -> None:
    """Make one backup after another."""
    store = Store.open(address, floor=0)
    for number in count():
        store.backup(folder / f"backup-{number}")


def die(engine: Engine | type[Engine], at: int) -> None:
    """Have this process killed before its statement number `at`."""
    numbers = count(1)

    def step(*_: Any) -> None:
        if next(numbers) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(engine, "before_cursor_execute", step)
    sa.event.listen(engine, "commit", step)


def save_on_a_full_disk(address: str, limit: int, told: Path) -> None:
    """Save while no file may grow past `limit` bytes, then without that limit; write down what was said."""
    store = Store.open(address, floor=0)
    before = store.head()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        save(store, submission="big", actors=[Write(row("actors", "big", naming_note="word " * 40_000))])
        said = "saved"
    except AttestError as error:
        said = f"{type(error).__name__}: {error}"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    sound = store.verify()
    if said != "saved" and sound != before:
        said = "a save that was refused is there"
    save(store, submission="big", actors=[Write(row("actors", "big", naming_note="word " * 40_000))])
    assert store.verify().seq == before.seq + 1
    told.write_text(said, encoding="utf-8")


def fill(database: sqlite3.Connection, _record: object) -> None:
    """Let a database have no more pages than it has: SQLite itself says that the disk is full."""
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages}")
