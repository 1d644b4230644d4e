"""No published entry without a published page, held by the database itself, whoever writes into it.

Both ways: a published entry is refused where its page is not published, and a page is not retracted under one. On
SQLite that is looked at row by row, so a change writes published pages before entries and retracted pages after them;
on PostgreSQL when the change is committed. A page that was never published carries no such entry, so where many come
retracted from the start none is looked at; an index on the pages of entries would cost every load more than it saves.
"""

from __future__ import annotations

from alembic import op

revision = "a004"
down_revision = "a003"
branch_labels = None
depends_on = None

_LINE = "status IN ('published', 'retracted')"
_WORDS = "a published entry stands on a published page"
# Every word in these is a constant of this file.
_UNSOURCED = (
    f"coalesce((SELECT s.status FROM sources_revisions s WHERE s.id = NEW.source AND s.{_LINE} "  # noqa: S608
    "ORDER BY s.revision DESC LIMIT 1), '') <> 'published'"
)
_CITED = (
    "EXISTS (SELECT 1 FROM claims_revisions c WHERE c.source = NEW.id AND c.status = 'published' "  # noqa: S608
    f"AND NOT EXISTS (SELECT 1 FROM claims_revisions n WHERE n.id = c.id AND n.revision > c.revision AND n.{_LINE}))"
)
_GUARDS = (
    ("claims_revisions", "claims_revisions_sourced", "NEW.status = 'published'", _UNSOURCED),
    ("sources_revisions", "sources_revisions_cited", "NEW.status = 'retracted' AND NEW.base IS NOT NULL", _CITED),
)


def upgrade() -> None:
    for table, name, which, fault in _GUARDS:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(
                f"CREATE TRIGGER {name} AFTER INSERT ON {table} WHEN {which} "
                f"BEGIN SELECT RAISE(ABORT, '{_WORDS}') WHERE {fault}; END"
            )
        else:
            # By the commit the row may have been followed by another one: what counts is how the line stands then.
            now = (
                f"NOT EXISTS (SELECT 1 FROM {table} n WHERE n.id = NEW.id AND n.revision > NEW.revision "  # noqa: S608
                f"AND n.{_LINE})"
            )
            op.execute(
                f"CREATE FUNCTION attest_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {now} AND {fault} THEN RAISE EXCEPTION '{_WORDS}'; END IF; RETURN NULL; END $$"
            )
            op.execute(
                f"CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED "
                f"FOR EACH ROW WHEN ({which}) EXECUTE FUNCTION attest_{name}()"
            )
