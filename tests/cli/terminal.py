"""Runs the terminal's commands as a user does: a process of their own, a store of their own."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.warm import PATIENCE, Warm

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "fixtures" / "small"
Row = dict[str, str]


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def messages(self) -> list[str]:
        """The lines on stderr."""
        return self.err.splitlines()


@dataclass(frozen=True)
class Terminal:
    """A shell in a folder of its own.

    Attributes:
        folder: where its store is.
        python: the Python that its commands are forked from; without one, each starts a Python of its own.
    """

    folder: Path
    python: Warm | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its commands."""
        return os.environ | {
            "ATTEST_DATABASE_URL": f"sqlite:///{self.folder / 'attest.sqlite'}",
            "PYTHONWARNINGS": "error",
        }

    def run(self, *arguments: str | Path, **environment: str) -> Done:
        """`python -m graph ARGUMENTS`, at most a minute."""
        if self.python:
            done = Done(*self.python.run([str(one) for one in arguments], self.environment | environment))
        else:
            process = subprocess.run(
                [sys.executable, "-m", "graph", *map(str, arguments)],
                cwd=ROOT,
                env=self.environment | environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                timeout=PATIENCE,
            )
            done = Done(process.returncode, process.stdout, process.stderr)
        assert "Traceback" not in done.err, done.err
        return done

    def well(self, *arguments: str | Path) -> Done:
        """The same, and it must end with 0."""
        done = self.run(*arguments)
        assert done.code == 0, done.err
        return done

    def ties(self, query: str = "") -> list[dict[str, Any]]:
        """The strands of a query."""
        found: list[dict[str, Any]] = json.loads(self.well("ties", query, "--json").out)
        return found

    def package(self, name: str = "package") -> Path:
        """A copy of the invented package, free to be broken."""
        return Path(shutil.copytree(SMALL, self.folder / name))


def read(package: Path, table: str) -> list[Row]:
    """The rows of a table."""
    with (package / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def change(package: Path, table: str, edit: Callable[[list[Row]], object], *more: str) -> None:
    """Let `edit` change the rows of a table in place, and write them back, with more columns where it fills those."""
    rows = [row | dict.fromkeys(more, "") for row in read(package, table)]
    columns = list(rows[0])
    edit(rows)
    with (package / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def contents(package: Path) -> dict[str, bytes]:
    """Every file of a package, byte for byte."""
    return {path.name: path.read_bytes() for path in sorted(package.iterdir())}
