"""Brings a store to the schema of this version: a backup first where there is something to lose, then Alembic."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from graph.model.errors import StoreDamaged, StoreUnavailable
from graph.store.engine import engine, lock, sqlite_file

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
    try:
        with TemporaryDirectory(dir=file.parent, prefix=f"{file.name}.") as beside:
            part = Path(beside) / file.name
            made = engine(f"sqlite:///{part}")
            try:
                upgrade(made)
            finally:
                made.dispose()
            try:
                os.link(part, file)
            except FileExistsError:
                pass  # Another process was quicker; its store is as empty as ours.
            except OSError:
                # A file system without links; here a second process could be met, as it could before.
                part.replace(file)
    except OSError as error:
        raise StoreUnavailable(f"{file} cannot be made: {error.strerror}") from error


def upgrade(made: Engine) -> None:
    """Make or upgrade the schema; nothing happens where it is of this version.

    Raises:
        StoreDamaged: the database is of a newer version, or holds tables of somebody else.
        StoreUnavailable: it cannot be reached or written.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    newest = ScriptDirectory.from_config(config).get_current_head()
    try:
        with made.connect() as connection:
            now = _version(connection, config)
        if now == newest:
            return
        file = sqlite_file(made)
        if now and file:
            backup_file(file, file.with_name(f"{file.name}.before-{newest}"))
        with made.connect().execution_options(writes=True) as connection, connection.begin():
            lock(connection)
            # Another process may have been quicker while we waited for the lock.
            if _version(connection, config) != newest:
                config.attributes["connection"] = connection
                with _ALEMBIC:
                    command.upgrade(config, "head")
    except sa.exc.OperationalError as error:
        raise StoreUnavailable(f"the store cannot be opened: {error.orig}") from error


def backup_file(file: Path, copy: Path) -> None:
    """A consistent copy of a live SQLite file; `copy` must not exist, or is a sound backup of an earlier try."""
    copy.unlink(missing_ok=True)
    source, target = sqlite3.connect(file), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()


def _version(connection: Connection, config: Config) -> str | None:
    """The schema's version; None for an empty database."""
    now = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if now and now not in known:
        raise StoreDamaged(f"the store was made by a newer version of Attest (schema {now}); use that, or a backup")
    if now is None and sa.inspect(connection).get_table_names():
        raise StoreDamaged("the database holds tables that are not Attest's; it was left as it is. Name an empty one.")
    return now
