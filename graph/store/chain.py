"""The chain of changes: its head, and whether all of it, and the database under it, is what was saved."""

from __future__ import annotations

import heapq
from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from graph.model.errors import StoreDamaged
from graph.store.engine import faults, unguarded
from graph.store.rows import digest
from graph.store.schema import APPEND_ONLY, CHANGES, REVISIONS

GENESIS = ""
"""What the first change follows from."""
_AT_ONCE = 2000


@dataclass(frozen=True)
class Head:
    """The last change: its number (0 before the first), digest, and moment of recording in UTC."""

    seq: int
    digest: str
    recorded_at: str


def head_of(connection: Connection, at: int | None = None) -> Head:
    """The last change, or the last one up to number `at`; number 0 and empty texts where nothing was ever saved."""
    last = sa.select(CHANGES.c.seq, CHANGES.c.digest, CHANGES.c.recorded_at).order_by(CHANGES.c.seq.desc()).limit(1)
    if at is not None:
        last = last.where(CHANGES.c.seq <= at)
    row = connection.execute(last).first()
    return Head(row.seq, row.digest, row.recorded_at) if row else Head(0, GENESIS, "")


def verify(connection: Connection, noted: str = "") -> Head:
    """Recompute the chain from the content; `noted` is the digest of a change that was written down outside.

    A chain alone does not show that its end was cut off, or that all of it was written anew; a digest kept elsewhere
    does.

    Raises:
        StoreDamaged: something is not what was saved; the message says what.
    """
    for fault in faults(connection):
        raise StoreDamaged(f"{fault}; restore a backup")
    for table in unguarded(connection, [table.name for table in APPEND_ONLY]):
        raise StoreDamaged(f"the guard that keeps {table} from being altered is gone; somebody took it away")
    _chain(connection, noted)
    _sources(connection)
    return head_of(connection)


def _chain(connection: Connection, noted: str) -> None:
    previous, expected, found = GENESIS, 1, not noted
    with closing(_rows(connection)) as rows:
        content = groupby(rows, key=itemgetter(0))
        seq, several = next(content, (None, iter(())))
        for change in connection.execute(sa.select(CHANGES).order_by(CHANGES.c.seq)).mappings():
            if change["seq"] != expected or change["previous"] != previous:
                raise StoreDamaged(f"change {change['seq']} does not follow from change {expected - 1}")
            own: list[tuple[str, Mapping[str, Any]]] = []
            if seq == change["seq"]:
                own = [(name, row) for _, name, row in several]
                seq, several = next(content, (None, iter(())))
            if digest(dict(change), own) != change["digest"]:
                raise StoreDamaged(f"change {change['seq']} is not what was saved; restore a backup from before it")
            previous, expected, found = change["digest"], expected + 1, found or change["digest"] == noted
        if seq is not None:
            raise StoreDamaged(f"there are rows of change {seq}, which is not there; restore a backup")
    if not found:
        raise StoreDamaged(f"no change has the digest {noted}: the end was cut off, or the history written anew")


def _rows(connection: Connection) -> Generator[tuple[int, str, Mapping[str, Any]]]:
    """Every revision with its change and table, in the order of changes; a little of it in memory at a time."""

    def told(name: str, asked: sa.CursorResult[Any]) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
        names = list(asked.keys())
        for row in asked:
            fields = dict(zip(names, row, strict=True))
            yield fields["seq"], name, fields

    with ExitStack() as opened:
        tables = []
        for name, table in REVISIONS.items():
            asked = sa.select(table).order_by(table.c.seq)
            answer = connection.execute(asked, execution_options={"yield_per": _AT_ONCE})
            opened.callback(answer.close)
            tables.append(told(name, answer))
        yield from heapq.merge(*tables, key=itemgetter(0))


def _sources(connection: Connection) -> None:
    """StoreDamaged where a published entry stands on a page that is not published."""
    claims, sources = REVISIONS["claims"], REVISIONS["sources"]
    uncited = (
        sa.select(claims.c.id)
        .where(claims.c.status == "published", ~_followed(claims))
        .where(
            ~sa.exists().where(sources.c.id == claims.c.source, sources.c.status == "published", ~_followed(sources))
        )
        .order_by(claims.c.id)
        .limit(1)
    )
    claim = connection.scalar(uncited)
    if claim is not None:
        raise StoreDamaged(f"the entry {claim} is published, and its source is not; this was not saved by Attest")


def _followed(table: sa.Table) -> sa.ColumnElement[bool]:
    """Whether a revision has a later one on the line."""
    later = table.alias()
    return sa.exists().where(
        later.c.id == table.c.id, later.c.revision > table.c.revision, later.c.status.in_(("published", "retracted"))
    )
