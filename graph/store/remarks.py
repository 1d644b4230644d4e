"""What reviewers say of drafts: a thread of remarks a record, each with a verdict; nothing is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.model.characters import visible
from graph.store.schema import REMARKS
from graph.store.transactions import reading, writing


@dataclass(frozen=True)
class Remark:
    """What somebody said of one revision of a record.

    Attributes:
        verdict: comment, sent_back, approved or rejected.
        made_at: moment in UTC, ISO 8601.
    """

    id: str
    record_table: str
    record: str
    revision: int
    verdict: str
    words: str
    made_by: str
    made_at: str


class Remarks:
    """The remarks of a store, over its engine; each call a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, table: str, record: str) -> tuple[Remark, ...]:
        """All that was said of a record, in the order it was said."""
        return self._found((REMARKS.c.record_table == table) & (REMARKS.c.record == record))

    def standing(self) -> tuple[Remark, ...]:
        """Every verdict that was given, comments left out, in the order it was given."""
        return self._found(REMARKS.c.verdict != "comment")

    def add(self, remark: Remark) -> None:
        """Keep a remark that goes with no change of the list."""
        with writing(self._engine) as connection:
            keep(connection, [remark])

    def _found(self, which: sa.ColumnElement[bool]) -> tuple[Remark, ...]:
        wanted = sa.select(REMARKS).where(which).order_by(REMARKS.c.made_at, REMARKS.c.id)
        with reading(self._engine) as connection:
            return tuple(Remark(**row) for row in connection.execute(wanted).mappings())


def keep(connection: Connection, remarks: Iterable[Remark]) -> None:
    """Keep remarks within a transaction."""
    rows = [asdict(remark) | {"words": visible(remark.words)} for remark in remarks]
    if rows:
        connection.execute(REMARKS.insert(), rows)
