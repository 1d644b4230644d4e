"""The store under the desk: found damaged at start, read-only, full, put back while somebody looks."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from graph.desk.desk import Desk
from graph.desk.upkeep import Upkeep
from graph.model.errors import StoreDamaged, StoreReadOnly
from graph.model.person import DESK
from graph.model.settings import Settings
from graph.model.view import View
from graph.store.store import Store
from graph.store.writes import Write
from tests.cli.terminal import SMALL
from tests.store.invented import on_file, save


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A store that holds the invented package."""
    made = Settings(f"sqlite:///{tmp_path / 'var' / 'attest.sqlite'}", SMALL, tmp_path)
    (tmp_path / "var").mkdir()
    desk, store = opened(made)
    desk.start()
    store.close()
    return made


def opened(settings: Settings, floor: int = 0) -> tuple[Desk, Store]:
    """A desk, and the store under it."""
    store = Store.open(settings.database_url, floor=floor)
    return Desk(store, settings, DESK), store


def test_what_was_altered_is_found_at_the_start(settings: Settings) -> None:
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as connection:
        name = "claims_revisions_no_update"
        (guard,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE claims_revisions SET statement = 'Never said.' WHERE id = 'c01'")
        connection.execute(guard)
        connection.commit()
    desk, store = opened(settings)
    with pytest.raises(StoreDamaged, match="not what was saved"):
        desk.start()
    assert desk.upkeep.read_only
    store.close()


def test_a_long_list_is_looked_through_while_it_is_in_use(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as connection:
        connection.execute("DROP TRIGGER claims_revisions_no_update")
        connection.commit()
    monkeypatch.setattr("graph.desk.upkeep._AT_ONCE", 1)
    desk, store = opened(settings)
    desk.upkeep.look_through()
    until = time.monotonic() + 30
    while not desk.upkeep.obstacle and time.monotonic() < until:
        time.sleep(0.01)
    assert "guard" in desk.upkeep.obstacle
    assert desk.scene(View()).scene.nodes, "the list can be seen all the same"
    store.close()


def test_below_the_floor_one_starts_and_looks_and_is_told(settings: Settings) -> None:
    desk, store = opened(settings, floor=10**18)
    desk.start()
    assert desk.scene(View()).scene.nodes
    assert "nothing is saved below" in desk.upkeep.obstacle
    with pytest.raises(StoreReadOnly):
        desk.load(Path(__file__).parents[2] / "data")
    assert desk.charts.add("Kept all the same", View()).name == "Kept all the same"
    store.close()


def test_where_nothing_can_be_noted_a_visit_tells_nothing(settings: Settings) -> None:
    desk, store = opened(settings)
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        visit = desk.charts.visit(1, View())
        assert (visit.before, visit.query) == (1, "")
        other.execute("ROLLBACK")
    store.close()


def test_what_was_put_back_is_shown_to_whoever_is_looking(settings: Settings, tmp_path: Path) -> None:
    desk, store = opened(settings)
    head = desk.upkeep.backup(tmp_path / "copy")
    before = desk.sources()

    def rename(title: str) -> None:
        page = on_file(store, "sources", before[0].id)
        base = store.revisions()["sources"][before[0].id]["revision"]
        save(store, sources=[Write(page | {"title": title}, base)])

    rename("First title")
    assert desk.sources()[0].title == "First title"
    assert Upkeep.restore(settings, tmp_path / "copy")[0] == head
    assert desk.sources() == before
    rename("Second title")
    assert desk.head().seq == head.seq + 1
    assert desk.sources()[0].title == "Second title", "another change of the same number"
    assert desk.sources() != (replace(before[0], title="First title"), *before[1:])
    store.close()
