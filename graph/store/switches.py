"""Settings that are changed at work, such as whether two pairs of eyes are needed."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from graph.model.person import Person
from graph.store.engine import lock
from graph.store.schema import SETTINGS
from graph.store.transactions import reading, writing


class Switches:
    """The switches of a store, over its engine; off until somebody turns one on."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def is_on(self, name: str) -> bool:
        """Whether a switch is on."""
        with reading(self._engine) as connection:
            return connection.scalar(sa.select(SETTINGS.c.value).where(SETTINGS.c.name == name)) == "on"

    def turn(self, name: str, on: bool, *, by: Person, now: datetime) -> None:
        """Turn a switch on or off, and note who did."""
        row = {
            "value": "on" if on else "off",
            "changed_by": by.id,
            "changed_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        }
        with writing(self._engine) as connection:
            lock(connection)
            if not connection.execute(SETTINGS.update().where(SETTINGS.c.name == name), row).rowcount:
                connection.execute(SETTINGS.insert(), row | {"name": name})
