"""Snapshots beside the chain: frozen once, never changed; other words make another row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from graph.model.errors import Conflict, NotFound
from graph.store.engine import lock
from graph.store.schema import SNAPSHOTS
from graph.store.transactions import reading, writing


@dataclass(frozen=True)
class Row:
    """A snapshot without its content; `made_at` in UTC, ISO 8601."""

    id: str
    format: int
    title: str
    digest: str
    made_by: str
    made_at: str


_SHORT = [SNAPSHOTS.c[name] for name in Row.__dataclass_fields__]


class Snapshots:
    """Snapshots over the engine of a store; each call a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> tuple[Row, ...]:
        """Every snapshot, the newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(*_SHORT)).mappings()
            found = [Row(**row) for row in rows]
        return tuple(sorted(found, key=lambda row: (row.made_at, row.id), reverse=True))

    def content(self, id_: str) -> str:
        """What was frozen, as text; NotFound where no snapshot of that id is on file."""
        with reading(self._engine) as connection:
            content = connection.scalar(sa.select(SNAPSHOTS.c.content).where(SNAPSHOTS.c.id == id_))
        if content is None:
            raise NotFound("snapshot", id_)
        return str(content)

    def add(self, id_: str, *, format_: int, title: str, content: str, digest: str, by: str, now: datetime) -> Row:
        """Keep a new one.

        Raises:
            Conflict: there is a snapshot of that id already.
            StoreUnavailable: the store cannot be written.
        """
        row = Row(id_, format_, title, digest, by, now.astimezone(UTC).isoformat(timespec="microseconds"))
        with writing(self._engine) as connection:
            lock(connection)
            theirs = connection.execute(sa.select(*_SHORT).where(SNAPSHOTS.c.id == id_)).mappings().first()
            if theirs is not None:
                raise Conflict("snapshots", id_, yours=vars(row), theirs=dict(theirs), base=None)
            connection.execute(SNAPSHOTS.insert(), vars(row) | {"content": content})
        return row
