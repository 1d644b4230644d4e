"""What changed between two states of a record, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model.tables import TABLES

Row = Mapping[str, str]


@dataclass(frozen=True)
class Difference:
    """One field that is not the same: its column, what stood there (empty for nothing) and what stands there now."""

    column: str
    before: str
    after: str


def differences(table: str, before: Row | None, after: Row) -> tuple[Difference, ...]:
    """The fields that differ, in the order of the table; for a record without a before, all that are filled.

    Its id is no field, and a draft is not told from what is published: that is said elsewhere.
    """
    was = before or {}
    return tuple(
        Difference(column, was.get(column, ""), after.get(column, ""))
        for column in TABLES[table].columns
        if column not in ("id", "status") and was.get(column, "") != after.get(column, "")
    )


def is_same(table: str, one: Row, other: Row) -> bool:
    """Whether two states of a record say the same."""
    return not differences(table, one, other)
