"""The tables as the store has them now; `migrations/` brings any older store here.

Like OpenStreetMap: `changes` in one chain; per table of the package an identity table, which carries the foreign keys,
and a table of revisions. Nothing is updated or deleted. Current is the highest revision that is published or
retracted; drafts and rejections lie beside the line.
"""

from __future__ import annotations

import sqlalchemy as sa

from graph.model.tables import TABLES, Table

METADATA = sa.MetaData()

CHANGES = sa.Table(
    "changes",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("submission_id", sa.Text, nullable=False, unique=True),
    sa.Column("recorded_at", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("package", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
)
"""`recorded_at` in UTC, ISO 8601; `package` what a loaded package says of itself and brought, as JSON, else empty."""

CHARTS = sa.Table(
    "charts",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("owner", "name", "query", "notes")),
    sa.Column("shared", sa.Boolean, nullable=False),
    sa.Column("deleted", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("created_at", "changed_at")),
)
"""Saved views; `notes` as JSON."""
VISITS = sa.Table(
    "visits",
    METADATA,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("before", sa.Integer, nullable=False),
    sa.Column("seen_at", sa.Text, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
)
"""Where each person left off: the last change seen, the last one seen by the visit before, when, and the view."""

FORMS = sa.Table(
    "forms",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("owner", "kind", "content")),
    sa.Column("version", sa.Integer, nullable=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("created_at", "changed_at")),
)
"""Forms that are not finished: whose, of what kind, and what stands in them as JSON. They change in place."""
REMARKS = sa.Table(
    "remarks",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("record_table", "record")),
    sa.Column("revision", sa.Integer, nullable=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("verdict", "words", "made_by", "made_at")),
)
"""What reviewers say of a draft: `verdict` is comment, sent_back, approved or rejected. Append-only."""
DECISIONS = sa.Table(
    "decisions",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    *(
        sa.Column(name, sa.Text, nullable=False)
        for name in ("one", "other", "judgement", "words", "made_by", "made_at")
    ),
)
"""Whether two actors are one: `judgement` is same, not_same or split; the last one of a pair counts. Append-only."""
SETTINGS = sa.Table(
    "settings",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("value", "changed_by", "changed_at")),
)
"""Settings that are changed at work, such as `four_eyes`."""
SNAPSHOTS = sa.Table(
    "snapshots",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("format", sa.Integer, nullable=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("title", "content", "digest", "made_by", "made_at")),
)
"""Frozen scenes: `content` is canonical JSON of the version `format`. Append-only."""

OWN = ("id", "revision", "base", "status", "retraction_reason", "seq")
"""The columns of a revision that are the store's own."""


def fields(table: Table) -> tuple[str, ...]:
    """The columns of a package's table that a revision keeps besides its own."""
    return tuple(name for name in table.columns if name not in ("status", "retraction_reason", "id"))


def _type(table: Table, name: str) -> sa.Boolean | sa.Float[float] | sa.Text:
    if name in table.booleans:
        return sa.Boolean()
    return sa.Float() if name in table.numbers else sa.Text()


def _identities(table: Table) -> sa.Table:
    return sa.Table(f"{table.name}_ids", METADATA, sa.Column("id", sa.Text, primary_key=True))


def _revisions(table: Table) -> sa.Table:
    name = f"{table.name}_revisions"
    columns: list[sa.Column[object]] = [
        sa.Column("id", sa.Text, sa.ForeignKey(f"{table.name}_ids.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("base", sa.Integer),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("retraction_reason", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("changes.seq"), nullable=False),
    ]
    for column in fields(table):
        target = table.references.get(column)
        keys = [sa.ForeignKey(f"{target}_ids.id")] if target and column not in table.lists else []
        columns.append(sa.Column(column, _type(table, column), *keys))
    made = sa.Table(
        name,
        METADATA,
        *columns,
        sa.PrimaryKeyConstraint("id", "revision"),
        sa.CheckConstraint("status IN ('draft', 'published', 'rejected', 'retracted')", name=f"{name}_status"),
    )
    # The lock: on the line of published and retracted revisions each has one successor at most.
    line = sa.text("status IN ('published', 'retracted')")
    sa.Index(
        f"{name}_line",
        made.c.id,
        sa.func.coalesce(made.c.base, 0),
        unique=True,
        sqlite_where=line,
        postgresql_where=line,
    )
    sa.Index(f"{name}_seq", made.c.seq)
    return made


IDENTITIES = {table.name: _identities(table) for table in TABLES.values()}
REVISIONS = {table.name: _revisions(table) for table in TABLES.values()}

APPEND_ONLY = (CHANGES, *IDENTITIES.values(), *REVISIONS.values(), REMARKS, DECISIONS, SNAPSHOTS)
"""The tables in which nothing is updated or deleted; triggers refuse it."""
