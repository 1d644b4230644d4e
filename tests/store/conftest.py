"""A fresh database for every test, once of each sort."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store.store import Store
from tests.cli.terminal import SMALL
from tests.store.databases import Server, server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of this session."""
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, a SQLite file that is not there yet or one in PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'attest.sqlite'}"
    running: Server = request.getfixturevalue("postgresql")
    return running.fresh()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(address)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented package, free to be changed."""
    return Path(shutil.copytree(SMALL, tmp_path / "package"))
