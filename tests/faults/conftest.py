"""How many rounds, where the figures go, and databases of both sorts."""

from __future__ import annotations

import os
import platform
import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.store.databases import Server, server

Rounds = Callable[[int, int], int]


@dataclass
class Figures:
    """What came of the rounds: row of the guarantees -> sentence and the test that made it."""

    told: list[tuple[int, str, str]] = field(default_factory=list)


FIGURES = pytest.StashKey[Figures]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("faults")
    group.addoption("--full-rounds", action="store_true", help="as many rounds as a release needs")
    group.addoption("--part", type=float, default=1.0, help="with --full-rounds: this part of them")
    group.addoption("--results", metavar="FILE", help="write what came of the rounds into FILE")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = Figures()


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Rounds:
    """How many rounds: a few, or those of a release."""
    config = request.config

    def number(few: int, full: int) -> int:
        return max(few, round(full * config.getoption("--part"))) if config.getoption("--full-rounds") else few

    return number


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[int, str], None]:
    """Write down what came of the rounds, under the number of the guarantee."""
    told = request.config.stash[FIGURES].told

    def note(row: int, sentence: str) -> None:
        told.append((row, sentence, request.node.nodeid.partition("[")[0]))

    return note


@pytest.fixture
def chance() -> random.Random:
    """Chance that falls out the same in every run."""
    return random.Random(20240506)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of this session, which tests of this folder may kill."""
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, a SQLite file that is not there yet or one in PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'attest.sqlite'}"
    running: Server = request.getfixturevalue("postgresql")
    return running.fresh()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    file = session.config.getoption("--results")
    if not file:
        return
    options = [part for part in ("--full-rounds",) if session.config.getoption(part)]
    if options and session.config.getoption("--part") != 1:
        options.append(f"--part {session.config.getoption('--part'):g}")
    how = " ".join(options)
    lines = [
        "# What the store survives: figures",
        "",
        f"Written by `{' '.join(['python -m pytest tests/faults', *options, '--results tests/faults/RESULTS.md'])}` "
        f"with Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores"
        f"{'' if exitstatus == 0 else '; **the run did not pass**'}. Timings are those of a machine at work.",
        "",
        "| Row | What came of it | Made by |",
        "|---|---|---|",
    ]
    for row, sentence, test in sorted(session.config.stash[FIGURES].told):
        lines.append(f"| {row} | {sentence} | `python -m pytest {test} {how}`".rstrip().removesuffix(" `") + " |")
    Path(file).write_text("\n".join(lines) + "\n", encoding="utf-8")
