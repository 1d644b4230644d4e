"""What is looked up and laid down inside one transaction of the store: the line as it stands, and what a save adds.

Whatever can refuse a save is looked at here, under the writer's lock: bases, references, and what stands on what.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from graph.model.errors import Conflict, DataProblems, Problem, UsageError
from graph.model.tables import TABLES
from graph.store.rows import to_columns
from graph.store.schema import CHANGES, IDENTITIES, REVISIONS, fields
from graph.store.writes import LINE, STATUSES, Write

_FEW = 500
"""So many ids a database takes as parameters."""


def highest(
    connection: Connection,
    name: str,
    statuses: Sequence[str],
    at: int | None = None,
    ids: Collection[str] | None = None,
) -> dict[str, Mapping[str, Any]]:
    """Id -> the highest revision among these statuses, of all records or of some."""
    table = REVISIONS[name]
    wanted = sa.select(table).where(table.c.status.in_(statuses)).order_by(table.c.id, table.c.revision)
    if at is not None:
        wanted = wanted.where(table.c.seq <= at)
    # Rows come by id and revision, so the last of an id stays.
    return {row["id"]: dict(row) for row in connection.execute(_among(wanted, table.c.id, ids)).mappings()}


def last_of(
    connection: Connection, changes: sa.ColumnElement[bool], statuses: Sequence[str]
) -> dict[str, dict[str, Mapping[str, Any]]]:
    """Table -> id -> the highest revision among these statuses that some of the changes wrote."""
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for name, table in REVISIONS.items():
        rows = connection.execute(
            sa.select(table)
            .join(CHANGES, CHANGES.c.seq == table.c.seq)
            .where(changes, table.c.status.in_(statuses))
            .order_by(table.c.revision)
        ).mappings()
        found[name] = {row["id"]: dict(row) for row in rows}
    return found


def state(connection: Connection, name: str, at: int | None, drafts: bool) -> list[Mapping[str, Any]]:
    """The records of a table after change `at`, each once; with `drafts`, an open draft in the place of its record,
    unless it only asks for that to be taken off.
    """
    line = highest(connection, name, LINE, at)
    if drafts:
        for id_, row in highest(connection, name, ("draft", "rejected"), at).items():
            now = line.get(id_)
            asks = row["status"] == "draft" and not row["retraction_reason"]
            if asks and row["base"] == (now["revision"] if now else None):
                line[id_] = row
    return list(line.values())


def revised(connection: Connection, name: str, writes: Sequence[Write], seq: int) -> list[dict[str, Any]]:
    """The revisions that the writes become; Conflict where one was overtaken."""
    table, rows = TABLES[name], []
    revisions = REVISIONS[name]
    ids = {table.identity(write.row) for write in writes}
    if len(ids) < len(writes):
        raise UsageError(f"one change holds the same record of {name} twice")
    line = highest(connection, name, LINE, ids=ids)
    last = sa.select(revisions.c.id, sa.func.max(revisions.c.revision).label("revision")).group_by(revisions.c.id)
    numbers = {row.id: row.revision for row in connection.execute(_among(last, revisions.c.id, ids))}
    for write in writes:
        id_ = table.identity(write.row)
        now = line.get(id_)
        if write.status in LINE and write.base != (now["revision"] if now else None):
            raise _conflict(connection, name, write, now)
        if write.after is not None and write.after != numbers.get(id_, 0):
            above = highest(connection, name, STATUSES, ids=[id_])
            raise _conflict(connection, name, write, above.get(id_))
        rows.append(
            {
                "id": id_,
                "revision": numbers.get(id_, 0) + 1,
                "base": write.base,
                "status": write.status,
                "retraction_reason": write.retraction_reason,
                "seq": seq,
            }
            | to_columns(table, write.row)
        )
    return rows


def parted(rows: Mapping[str, Sequence[Mapping[str, Any]]], *, off: bool) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The rows that are retracted, or the others, in the order in which tables refer to one another."""
    found = ((name, [row for row in rows.get(name, ()) if (row["status"] == "retracted") == off]) for name in TABLES)
    return [(name, several) for name, several in found if several]


def _conflict(connection: Connection, name: str, write: Write, now: Mapping[str, Any] | None) -> Conflict:
    """What the writer wrote, what stands now, and what both began from: of two drafts, the draft before them."""
    revisions, id_ = REVISIONS[name], TABLES[name].identity(write.row)
    begun = write.after if now and now["status"] == "draft" else write.base
    began = connection.execute(
        sa.select(revisions).where(revisions.c.id == id_, revisions.c.revision == (begun or 0))
    ).mappings()
    base = next(iter(began), None)
    names = fields(TABLES[name])
    return Conflict(
        name,
        id_,
        yours=to_columns(TABLES[name], write.row),
        theirs={key: now[key] for key in names} if now else {},
        base={key: base[key] for key in names} if base else None,
    )


def identify(connection: Connection, name: str, ids: Collection[str]) -> None:
    """Put those of the ids on file that are new."""
    known = _known(connection, name, ids)
    new = [{"id": id_} for id_ in ids if id_ not in known]
    if new:
        connection.execute(IDENTITIES[name].insert(), new)


def _known(connection: Connection, name: str, ids: Collection[str]) -> set[str]:
    """Those of the ids that are on file."""
    column = IDENTITIES[name].c.id
    return set(connection.scalars(_among(sa.select(column), column, ids)))


def must_resolve(connection: Connection, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """DataProblems unless all that the rows refer to is on file; the database itself sees no lists of ids."""
    missing: list[Problem] = []
    for name, several in rows.items():
        for column, target in TABLES[name].references.items():
            wanted = {id_: row["id"] for row in several for id_ in _ids(row[column])}
            for id_ in sorted(set(wanted) - _known(connection, target, wanted)):
                words = f"{id_} is not on file among the {target}; nothing was saved"
                missing.append(Problem(f"{name}/{wanted[id_]}", 0, column, words))
    if missing:
        raise DataProblems(missing)


def must_stand(connection: Connection, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """DataProblems where something published would stand on what is not, whichever of them is to be written.

    Looked at before the rows are laid down: an entry without its page the database would refuse too, in fewer words.
    """
    missing: list[Problem] = []
    for name, table in TABLES.items():
        looked = _bearing(connection, rows, name)
        for column, target in table.references.items():
            # Of all that stand on one record, one is named.
            wanted = {id_: row["id"] for row in looked for id_ in _ids(row[column])}
            line = (highest(connection, target, LINE, ids=wanted) if wanted else {}) | _on_the_line(rows, target)
            off = {id_ for id_ in wanted if id_ not in line or not (column in table.loose or _is_published(line[id_]))}
            beside = highest(connection, target, STATUSES, ids=off) if off else {}
            missing += [
                Problem(f"{name}/{wanted[id_]}", 0, column, _unfounded(id_, line.get(id_) or beside.get(id_)))
                for id_ in sorted(off)
            ]
    if missing:
        raise DataProblems(missing)


def _bearing(
    connection: Connection, rows: Mapping[str, Sequence[Mapping[str, Any]]], name: str
) -> list[Mapping[str, Any]]:
    """The rows of a table that a save publishes, and the published ones that stand on what it takes off."""
    table, written = TABLES[name], _on_the_line(rows, name)
    gone = {
        (column, row["id"])
        for column, target in table.references.items()
        for row in rows.get(target, ())
        if row["status"] == "retracted" and column not in table.loose
    }
    standing = (highest(connection, name, LINE) if gone else {}).items()
    bearing = (
        row
        for id_, row in standing
        if id_ not in written and any((column, other) in gone for column, _, other in table.named(row))
    )
    return [row for row in (*written.values(), *bearing) if _is_published(row)]


def _is_published(row: Mapping[str, Any]) -> bool:
    return bool(row["status"] == "published")


def _unfounded(id_: str, row: Mapping[str, Any] | None) -> str:
    """Why nothing can stand on a record, and what to do."""
    status = row["status"] if row else ""
    words = {
        "draft": ": it waits in Review; save this as a draft, and approve them together",
        "retracted": ": it was taken off the list; bring it back first, or let nothing stand on it",
    }
    return f"{id_} is not published{words.get(status, '')}"


def _on_the_line(rows: Mapping[str, Sequence[Mapping[str, Any]]], name: str) -> dict[str, Mapping[str, Any]]:
    """Those of the rows that will be published or retracted, by id."""
    return {row["id"]: row for row in rows.get(name, ()) if row["status"] in LINE}


def _among(wanted: sa.Select[Any], column: sa.Column[Any], ids: Collection[str] | None) -> sa.Select[Any]:
    """The question for some ids only, where they are so few that a database takes them as parameters."""
    return wanted if ids is None or len(ids) > _FEW else wanted.where(column.in_(ids))


def _ids(cell: str | None) -> list[str]:
    return [id_.strip() for id_ in (cell or "").split(";") if id_.strip()]
