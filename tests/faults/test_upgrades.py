"""A store of any release is upgraded whole or not at all, killed at whatever statement (row 10)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Engine

import graph.store.migrations
from graph.model.errors import StoreDamaged
from graph.model.tables import TABLES
from graph.store.engine import engine
from graph.store.store import Store
from graph.store.writes import Write
from tests.faults import deeds
from tests.faults.conftest import Rounds
from tests.store.databases import Server
from tests.store.invented import furnish, on_file, row, save

STORES = Path(__file__).parents[1] / "fixtures" / "stores"
RELEASES = ("a001", "a002", "a003")
"""The schemas before this one; of each there is a store as it was, written out as SQL."""
HEAD = "3a8b34e6d5ff200c2c4cd402ab1e817f73fbab738d1c0ca9aa38e4d39cb5df4b"
"""The last digest of the store of the first release, as it was printed then."""


def store_of(release: str, folder: Path) -> Path:
    """A store as that release left it."""
    file = folder / "attest.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((STORES / f"{release}.sql").read_text(encoding="utf-8"))
    return file


def schema(file: Path) -> tuple[str, list[str]]:
    """The version that a file says it has, and the names of its tables."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0], sorted(tables)


def content(file: Path) -> list[object]:
    """Every change and every revision, read past the application."""
    names = ["changes", *(f"{name}_revisions" for name in TABLES)]
    with closing(sqlite3.connect(file)) as connection:
        return [connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names]


@pytest.mark.parametrize("release", RELEASES)
def test_a_store_of_an_earlier_release_is_upgraded_and_kept_as_it_was(release: str, tmp_path: Path) -> None:
    file = store_of(release, tmp_path)
    before, old = content(file), schema(file)
    store = Store.open(f"sqlite:///{file}", floor=0)
    head = store.verify()
    assert (head.seq, content(file)) == (3, before)
    assert release != "a001" or head.digest == HEAD
    assert on_file(store, "claims", "c")["statement"] == "Mended “words”."
    assert [chart.name for chart in store.notebook.charts()] == ([] if release == "a001" else ["Oil"])
    kept_beside = ([one.words for one in store.decisions.all()], store.switches.is_on("four_eyes"))
    assert kept_beside == ((["Two states."], True) if release == "a003" else ([], False))
    save(store, actors=[Write(row("actors", "norland", label="New"), 1)])
    store.close()
    (kept,) = tmp_path.glob("attest.sqlite.before-*")
    assert (content(kept), schema(kept)) == (before, old)


@pytest.mark.parametrize("release", RELEASES)
def test_killed_at_any_statement_of_an_upgrade_the_schema_is_the_old_or_the_new_one(
    release: str, tmp_path: Path, rounds: Rounds, figure: Callable[[int, str], None]
) -> None:
    (tmp_path / "whole").mkdir()
    whole = store_of(release, tmp_path / "whole")
    old, before = schema(whole), content(whole)
    with counted() as statements:
        Store.open(f"sqlite:///{whole}", floor=0).close()
    new = schema(whole)
    total = len(statements)
    number = min(rounds(7, 10_000), total)
    for round_ in range(number):
        at = 1 + round_ * total // number
        folder = tmp_path / str(at)
        folder.mkdir()
        file = store_of(release, folder)
        assert deeds.outcome(deeds.begin(deeds.open_and_die, f"sqlite:///{file}", at)) == -9
        store = Store.open(f"sqlite:///{file}", floor=0)
        store.verify()
        store.close()
        # What the killed one left was the old schema or the new one: every copy that was made first is of the old one.
        kept = sorted(folder.glob("attest.sqlite.before-*"))
        assert kept
        assert all((content(one), schema(one)) == (before, old) for one in kept)
        assert (content(file), schema(file)) == (before, new)
    figure(10, f"{release}: killed at {number} of the {total} statements of an upgrade: 0 half schemas, 0 rows lost")


class counted:
    """The statements of all engines meanwhile, commits included."""

    def __enter__(self) -> list[str]:
        self.told = list[str]()
        sa.event.listen(sa.engine.Engine, "before_cursor_execute", self._step)
        sa.event.listen(sa.engine.Engine, "commit", self._step)
        return self.told

    def __exit__(self, *_: object) -> None:
        sa.event.remove(sa.engine.Engine, "before_cursor_execute", self._step)
        sa.event.remove(sa.engine.Engine, "commit", self._step)

    def _step(self, *told: object) -> None:
        self.told.append(str(told[2]) if len(told) > 2 else "COMMIT")


@pytest.mark.parametrize("release", RELEASES)
def test_on_postgresql_too_an_upgrade_that_is_killed_did_not_happen(
    release: str, postgresql: Server, rounds: Rounds, figure: Callable[[int, str], None]
) -> None:
    address = postgresql.fresh()
    made = engine(address)
    _make(made, release)
    old = Store(made)
    furnish(old)
    head = old.head()
    tables = _tables(made)
    for at in range(4, 4 + 6 * rounds(2, 4), 6):
        code = deeds.outcome(deeds.begin(deeds.open_and_die, address, at))
        assert code == -9
        assert _tables(made) == tables
    made.dispose()
    store = Store.open(address)
    assert store.verify() == head
    assert store.notebook.charts() == ()
    store.close()
    figure(
        10, f"{release} on PostgreSQL: killed within the upgrade {rounds(2, 4)} times: 0 half schemas, then upgraded"
    )


def test_what_is_not_what_was_saved_is_not_upgraded(tmp_path: Path) -> None:
    file = store_of("a001", tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TRIGGER claims_revisions_no_update")
        connection.execute("UPDATE claims_revisions SET statement = 'Never said.'")
        connection.commit()
    before = schema(file)
    with pytest.raises(StoreDamaged):
        Store.open(f"sqlite:///{file}")
    assert schema(file) == before


def _make(made: Engine, release: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(graph.store.migrations.__file__ or "").parent))
    with made.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, release)


def _tables(made: Engine) -> list[str]:
    return sorted(sa.inspect(made).get_table_names())
