"""A desk over a list that is free to be changed, for tests of snapshots and of files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from graph.desk.desk import Desk
from graph.model.person import DESK, Person
from graph.model.settings import Settings
from graph.store.writes import Write
from tests.cli.terminal import SMALL

ARMS = "norland.arms_transfer.esland"


def opened(folder: Path, data: Path = SMALL, by: Person = DESK) -> Desk:
    """A desk over a list of its own."""
    desk = Desk.open(Settings(f"sqlite:///{folder / 'attest.sqlite'}", data, data / "review"), by)
    desk.start()
    return desk


def save(desk: Desk, table: str, id_: str, changes: Mapping[str, str], *, new: bool = False, retract: str = "") -> None:
    """Save another revision of a record, a copy of it as a new one, or its retraction."""
    before = desk._store.revisions()[table][id_]
    row = {name: str(text or "") for name, text in before.items()} | {"id": id_} | dict(changes)
    base = None if new else before["revision"]
    status = "retracted" if retract else "published"
    write = Write(row, base, status, retract)
    now = datetime.now(UTC)
    desk._store.save({table: [write]}, submission_id=f"{table}-{id_}-{now}", by=DESK, comment="", now=now)
