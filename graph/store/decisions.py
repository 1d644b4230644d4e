"""Whether two actors are one, as somebody decided; the last decision on a pair counts, and none is taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.store.schema import DECISIONS
from graph.store.transactions import reading, writing


@dataclass(frozen=True)
class Decision:
    """What somebody decided on a pair of actors.

    Attributes:
        one, other: the pair; `one` was merged into `other` where they are the same.
        judgement: same, not_same, or split (they were the same, and are so no longer).
        made_at: moment in UTC, ISO 8601.
    """

    id: str
    one: str
    other: str
    judgement: str
    words: str
    made_by: str
    made_at: str

    @property
    def pair(self) -> frozenset[str]:
        """The two actors, whichever was named first."""
        return frozenset((self.one, self.other))


class Decisions:
    """The decisions of a store, over its engine; each call a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> tuple[Decision, ...]:
        """Every decision, in the order it was made."""
        wanted = sa.select(DECISIONS).order_by(DECISIONS.c.made_at, DECISIONS.c.id)
        with reading(self._engine) as connection:
            return tuple(Decision(**row) for row in connection.execute(wanted).mappings())

    def standing(self) -> dict[frozenset[str], Decision]:
        """The last decision on each pair."""
        return {decision.pair: decision for decision in self.all()}

    def add(self, decision: Decision) -> None:
        """Keep a decision that goes with no change of the list."""
        with writing(self._engine) as connection:
            keep(connection, [decision])


def keep(connection: Connection, decisions: Iterable[Decision]) -> None:
    """Keep decisions within a transaction."""
    rows = [asdict(decision) for decision in decisions]
    if rows:
        connection.execute(DECISIONS.insert(), rows)
