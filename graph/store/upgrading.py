"""Brings a store to the schema of this version: a backup first where there is something to lose, then Alembic."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from graph.model.errors import StoreDamaged, StoreReadOnly, UsageError
from graph.store.backups import beside, copy_file, free_name, place, sync
from graph.store.chain import verify
from graph.store.engine import file_engine, sqlite_file
from graph.store.place import locked
from graph.store.transactions import reading, whole

_MIGRATIONS = Path(__file__).parent / "migrations"
_ALEMBIC = threading.Lock()
"""Alembic keeps the upgrade that is under way in a global of its own."""


def make(file: Path) -> None:
    """Make a new SQLite store: whole, or not at all.

    It is made beside its place and moved there at the end, so that whoever else starts at the same moment, or after a
    loss of power, never meets half a store.

    Raises:
        StoreUnavailable: it cannot be made.
    """
    with beside(file) as part:
        made = file_engine(part, "rwc")
        try:
            upgrade(made)
        finally:
            made.dispose()
        sync(part)
        # Another process may have been quicker; its store is as empty as ours.
        with suppress(UsageError):
            place(part, file)


def upgrade(made: Engine, *, keep: bool = True) -> None:
    """Make or upgrade the schema; nothing happens where it is of this version.

    All of it is one transaction, and the chain is recomputed before it ends: a store has the old schema or the new
    one. Where there is something to lose in a file, a copy of it is made first unless `keep` says no.

    Raises:
        StoreDamaged: the database is of a newer version, holds tables of somebody else, or is not what was saved.
        StoreUnavailable: it cannot be reached or written.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    newest = ScriptDirectory.from_config(config).get_current_head()
    file = sqlite_file(made)
    with reading(made) as connection:
        now = _version(connection, config)
    if now == newest:
        return
    if now and file and locked(file):
        raise StoreReadOnly(
            f"the store was made by an earlier version of Attest and has to be upgraded, but {locked(file)}"
        )
    if now and file and keep:
        copy_file(file, free_name(file.with_name(f"{file.name}.before-{newest}")))

    def run(connection: Connection) -> None:
        # Another process may have been quicker while we waited for the lock.
        if _version(connection, config) != newest:
            config.attributes["connection"] = connection
            with _ALEMBIC:
                command.upgrade(config, "head")
            if now:
                verify(connection)

    whole(made, run)


def _version(connection: Connection, config: Config) -> str | None:
    """The schema's version; None for an empty database."""
    now = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if now and now not in known:
        raise StoreDamaged(f"the store was made by a newer version of Attest (schema {now}); use that, or a backup")
    if now is None and sa.inspect(connection).get_table_names():
        raise StoreDamaged("the database holds tables that are not Attest's; it was left as it is. Name an empty one.")
    return now
