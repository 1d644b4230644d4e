"""The first schema: one chain of changes, identities, revisions that are never updated or deleted, and views.

The columns are written out here as they were on the day, apart from `graph.model.tables`, which moves on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from graph.store.engine import PREPARE, refusing

revision = "a001"
down_revision = None
branch_labels = None
depends_on = None

# A column is text unless a letter says otherwise: b boolean, f number, >table a foreign key to its identities.
TABLES = {
    "kinds": "label inverse_label group direction polarity settled_by aspect subject_kinds object_kinds "
    "stale_after_days:f high_risk:b plover cameo definition",
    "actors": "label kind part_of>actors based_in>actors iso2 iso3 wikidata latitude:f longitude:f "
    "merged_into>actors naming_note",
    "aliases": "actor>actors alias alias_kind lang case_sensitive:b ambiguous:b",
    "publishers": "name country ownership interest>actors reliability reliability_basis",
    "sources": "publisher>publishers originator>publishers title title_inferred:b authors kind url archived_url doi "
    "published accessed language derived_from>sources origin state checked content_sha256 handling descriptor "
    "reliability",
    "claims": "subject>actors kind>kinds object>actors matter stance disputes_what modality speakers speaker_text "
    "relayed_by>actors origin basis statement quote locator held_from held_to said_on qualifiers source>sources "
    "credibility credibility_basis note",
    "views": "question query",
    "layout": "layout actor>actors x:f y:f",
}
CURRENT = ("actors", "publishers", "sources", "claims")


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in PREPARE[dialect]:
        op.execute(statement)
    op.create_table(
        "changes",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *(
            sa.Column(name, sa.Text, nullable=False, unique=name == "submission_id")
            for name in ("submission_id", "recorded_at", "recorded_by", "comment", "package", "previous", "digest")
        ),
    )
    for name in TABLES:
        op.create_table(f"{name}_ids", sa.Column("id", sa.Text, primary_key=True))
    for name, words in TABLES.items():
        _revisions(name, words.split())
    for table in ["changes", *(f"{name}_{part}" for name in TABLES for part in ("ids", "revisions"))]:
        for statement in refusing(table)[dialect]:
            op.execute(statement)
    for name in CURRENT:
        op.execute(_view(name))


def _revisions(name: str, words: list[str]) -> None:
    table = f"{name}_revisions"
    op.create_table(
        table,
        sa.Column("id", sa.Text, sa.ForeignKey(f"{name}_ids.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("base", sa.Integer),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("retraction_reason", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("changes.seq"), nullable=False),
        *(_column(word) for word in words),
        sa.PrimaryKeyConstraint("id", "revision"),
        sa.CheckConstraint("status IN ('draft', 'published', 'rejected', 'retracted')", name=f"{table}_status"),
    )
    line = sa.text("status IN ('published', 'retracted')")
    op.create_index(
        f"{table}_line",
        table,
        ["id", sa.text("coalesce(base, 0)")],
        unique=True,
        sqlite_where=line,
        postgresql_where=line,
    )
    op.create_index(f"{table}_seq", table, ["seq"])


def _column(word: str) -> sa.Column[object]:
    if ">" in word:
        name, target = word.split(">")
        return sa.Column(name, sa.Text, sa.ForeignKey(f"{target}_ids.id"))
    name, _, letter = word.partition(":")
    types: dict[str, sa.Text | sa.Boolean | sa.Float[float]] = {"": sa.Text(), "b": sa.Boolean(), "f": sa.Float()}
    return sa.Column(name, types[letter])


def _view(name: str) -> str:
    columns = ["id", "revision", "base", "status", "retraction_reason", "seq"]
    columns += [word.split(">")[0].split(":")[0] for word in TABLES[name].split()]
    listed = ", ".join(f"r.{column}" for column in columns)
    # Every word in it is a constant of this file.
    return (
        f"CREATE VIEW {name} AS SELECT {listed} FROM {name}_revisions r "  # noqa: S608
        f"WHERE r.status IN ('published', 'retracted') AND NOT EXISTS (SELECT 1 FROM {name}_revisions n "
        "WHERE n.id = r.id AND n.revision > r.revision AND n.status IN ('published', 'retracted'))"
    )
