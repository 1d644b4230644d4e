"""What was saved when and by whom: every revision of a record, a change with its rows, the changes of the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.model.errors import NotFound
from graph.model.tables import TABLES
from graph.store.rows import to_row
from graph.store.schema import CHANGES, REVISIONS
from graph.store.transactions import reading


@dataclass(frozen=True)
class Change:
    """One saved act.

    Attributes:
        recorded_at: moment in UTC, ISO 8601.
        from_package: whether it took in a data package.
        counts: table -> status -> how many of its rows; empty where they were not counted.
    """

    seq: int
    recorded_at: str
    recorded_by: str
    comment: str
    from_package: bool
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Revision:
    """A record as one change left it.

    Attributes:
        base: the revision that it was written on; None for a first one.
        row: its fields as texts, with every column of its table.
        change: the act it belongs to, its rows not counted.
    """

    table: str
    id: str
    revision: int
    base: int | None
    status: str
    retraction_reason: str
    row: Mapping[str, str]
    change: Change


Records = Mapping[tuple[str, str], tuple[Revision, ...]]
"""(table, id) -> its revisions, the first one first."""


class History:
    """The history of a store, over its engine; it only reads, and each call reads one moment."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, table: str, id_: str) -> tuple[Revision, ...]:
        """All revisions of a record, the first one first; none where it is not on file."""
        revisions = REVISIONS[table]
        with reading(self._engine) as connection:
            return _read(connection, table, revisions.c.id == id_)

    def several(self, keys: Iterable[tuple[str, str]]) -> Records:
        """All revisions of some records."""
        ids: dict[str, list[str]] = defaultdict(list)
        for table, id_ in keys:
            ids[table].append(id_)
        found: dict[tuple[str, str], list[Revision]] = defaultdict(list)
        with reading(self._engine) as connection:
            for table, wanted in ids.items():
                for one in _read(connection, table, REVISIONS[table].c.id.in_(wanted)):
                    found[table, one.id].append(one)
        return {key: tuple(revisions) for key, revisions in found.items()}

    def change(self, seq: int) -> tuple[Change, tuple[Revision, ...]]:
        """A change and the revisions it made, by table and id.

        Raises:
            NotFound: there is no such change.
        """
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(CHANGES).where(CHANGES.c.seq == seq)).mappings().first()
            if row is None:
                raise NotFound("change", str(seq))
            found = [
                revision
                for name, revisions in REVISIONS.items()
                for revision in _read(connection, name, revisions.c.seq == seq)
            ]
            return _change(row, _counts(connection, [seq]).get(seq, {})), tuple(found)

    def recent(self, *, table: str = "", by: str = "", page: int = 1, size: int = 30) -> tuple[tuple[Change, ...], int]:
        """A page of the changes, the last one first, and how many there are; of one table or person where asked."""
        wanted = sa.select(CHANGES)
        if by:
            wanted = wanted.where(CHANGES.c.recorded_by == by)
        if table:
            wanted = wanted.where(CHANGES.c.seq.in_(sa.select(REVISIONS[table].c.seq)))
        with reading(self._engine) as connection:
            number = connection.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
            asked = wanted.order_by(CHANGES.c.seq.desc()).limit(size).offset((max(page, 1) - 1) * size)
            rows = connection.execute(asked).mappings().all()
            counts = _counts(connection, [row["seq"] for row in rows])
            return tuple(_change(row, counts.get(row["seq"], {})) for row in rows), number

    def submitted(self, submission_id: str) -> int | None:
        """The change that a submission became; None where it was not saved."""
        with reading(self._engine) as connection:
            return connection.scalar(sa.select(CHANGES.c.seq).where(CHANGES.c.submission_id == submission_id))

    def made_by(self, seqs: Sequence[int]) -> dict[int, tuple[Revision, ...]]:
        """Change -> the revisions that it made, by table and id."""
        found: dict[int, list[Revision]] = defaultdict(list)
        with reading(self._engine) as connection:
            for name, revisions in REVISIONS.items():
                for revision in _read(connection, name, revisions.c.seq.in_(seqs)):
                    found[revision.change.seq].append(revision)
        return {seq: tuple(several) for seq, several in found.items()}

    def people(self) -> tuple[str, ...]:
        """The ids of all who ever saved something."""
        with reading(self._engine) as connection:
            return tuple(sorted(connection.scalars(sa.select(CHANGES.c.recorded_by).distinct())))

    def drafted(self) -> Records:
        """All revisions of every record that was ever a draft."""
        found: dict[tuple[str, str], list[Revision]] = defaultdict(list)
        with reading(self._engine) as connection:
            for name, revisions in REVISIONS.items():
                drafts = sa.select(revisions.c.id).where(revisions.c.status == "draft")
                for revision in _read(connection, name, revisions.c.id.in_(drafts)):
                    found[name, revision.id].append(revision)
        return {key: tuple(several) for key, several in found.items()}


def _read(connection: Connection, name: str, which: sa.ColumnElement[bool]) -> tuple[Revision, ...]:
    revisions, table = REVISIONS[name], TABLES[name]
    told = [CHANGES.c[column] for column in ("recorded_at", "recorded_by", "comment", "package")]
    wanted = (
        sa.select(revisions, *told)
        .join(CHANGES, CHANGES.c.seq == revisions.c.seq)
        .where(which)
        .order_by(revisions.c.id, revisions.c.revision)
    )
    return tuple(
        Revision(
            table=name,
            id=row["id"],
            revision=row["revision"],
            base=row["base"],
            status=row["status"],
            retraction_reason=row["retraction_reason"],
            row=to_row(table, row),
            change=_change(row, {}),
        )
        for row in connection.execute(wanted).mappings()
    )


def _counts(connection: Connection, seqs: list[int]) -> dict[int, dict[str, dict[str, int]]]:
    found: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for name, revisions in REVISIONS.items():
        counted = (
            sa.select(revisions.c.seq, revisions.c.status, sa.func.count())
            .where(revisions.c.seq.in_(seqs))
            .group_by(revisions.c.seq, revisions.c.status)
        )
        for seq, status, number in connection.execute(counted):
            found[seq][name][status] = number
    return {seq: dict(tables) for seq, tables in found.items()}


def _change(row: Mapping[Any, Any], counts: Mapping[str, Mapping[str, int]]) -> Change:
    return Change(row["seq"], row["recorded_at"], row["recorded_by"], row["comment"], bool(row["package"]), counts)
