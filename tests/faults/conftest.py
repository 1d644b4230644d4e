"""How many rounds, where the figures go, and databases of both sorts."""

from __future__ import annotations

import os
import platform
import random
import re
import shlex
import sqlite3
from collections.abc import Callable, Iterator, Sequence
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Full rounds take as long as they take: the limit of the default suite is not theirs."""
    if config.getoption("--full-rounds"):
        for item in items:
            item.add_marker(pytest.mark.timeout(0))


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
        told.append((row, sentence, request.node.nodeid))

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
    name = session.config.getoption("--results")
    if not name:
        return
    options = [part for part in ("--full-rounds",) if session.config.getoption(part)]
    if options and session.config.getoption("--part") != 1:
        options.append(f"--part {session.config.getoption('--part'):g}")
    how = " ".join(options)
    told = [
        (row, f"| {row} | {sentence} | `{f'python -m pytest {shlex.quote(test)} {how}'.strip()}` |")
        for row, sentence, test in session.config.stash[FIGURES].told
    ]
    file = Path(name)
    lines = [
        "# What the store survives: figures",
        "",
        "Each row was written by the command beside it, with `--results tests/faults/RESULTS.md`; a run writes the "
        f"rows of its own tests anew. Last by Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{os.cpu_count()} cores{'; **that run did not pass**' if exitstatus == 1 else ''}. Timings are those of a "
        "machine at work.",
        "",
        "| Row | What came of it | Made by |",
        "|---|---|---|",
        *[line for _, line in sorted([*told, *_of_others(file, session.items)])],
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _of_others(file: Path, run: Sequence[pytest.Item]) -> Iterator[tuple[int, str]]:
    """The rows of a file that other tests wrote than those that were run now."""
    ours = {item.nodeid for item in run}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        row, made_by = re.match(r"\| (\d+) \|", line), re.search(r"`python -m pytest ([^|]*)` \|$", line)
        if row and made_by and shlex.split(made_by[1])[0] not in ours:
            yield int(row[1]), line
