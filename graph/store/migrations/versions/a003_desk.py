"""What people keep beside the chain: unfinished forms, reviewers' remarks, decisions, settings, snapshots.

Forms and settings change in place; remarks, decisions and snapshots are append-only.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from graph.store.engine import refusing

revision = "a003"
down_revision = "a002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    def texts(*names: str) -> list[sa.Column[str]]:
        return [sa.Column(name, sa.Text, nullable=False) for name in names]

    op.create_table(
        "forms",
        sa.Column("id", sa.Text, primary_key=True),
        *texts("owner", "kind", "content"),
        sa.Column("version", sa.Integer, nullable=False),
        *texts("created_at", "changed_at"),
    )
    op.create_table(
        "remarks",
        sa.Column("id", sa.Text, primary_key=True),
        *texts("record_table", "record"),
        sa.Column("revision", sa.Integer, nullable=False),
        *texts("verdict", "words", "made_by", "made_at"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Text, primary_key=True),
        *texts("one", "other", "judgement", "words", "made_by", "made_at"),
    )
    op.create_table(
        "settings", sa.Column("name", sa.Text, primary_key=True), *texts("value", "changed_by", "changed_at")
    )
    op.create_table(
        "snapshots",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("format", sa.Integer, nullable=False),
        *texts("title", "content", "digest", "made_by", "made_at"),
    )
    dialect = op.get_bind().dialect.name
    for table in ("remarks", "decisions", "snapshots"):
        for statement in refusing(table)[dialect]:
            op.execute(statement)
