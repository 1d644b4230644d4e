"""The curator's guide: every good example is a row of the list, every bad one is refused."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest

from graph.model.tables import TABLES
from graph.store.package import check_package
from tests.cli.terminal import ROOT, Row, change, read

DATA = ROOT / "data"
GUIDE = (DATA / "MAINTENANCE.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```csv (good|bad) (\w+)\n(.*?)```", GUIDE, re.DOTALL)


def rows(text: str) -> list[Row]:
    """The rows of a block."""
    return list(csv.DictReader(io.StringIO(text)))


GOOD = [(table, row) for verdict, table, text in EXAMPLES if verdict == "good" for row in rows(text)]
BAD = [(table, row) for verdict, table, text in EXAMPLES if verdict == "bad" for row in rows(text)]


def test_there_are_examples_of_both_sorts() -> None:
    assert len(GOOD) >= 5
    assert len(BAD) >= 8


@pytest.mark.parametrize(("table", "row"), GOOD, ids=[row["id"] for _, row in GOOD])
def test_a_good_example_is_a_row_of_the_list(table: str, row: Row) -> None:
    found = next(one for one in read(DATA, table) if one["id"] == row["id"])
    assert {name: found[name] for name in row} == row
    assert not any(found[name] for name in found if name not in row), "a column with something in it is left out"


@pytest.mark.parametrize(("table", "row"), BAD, ids=[f"{table}-{number}" for number, (table, _) in enumerate(BAD)])
def test_a_bad_example_is_refused_at_its_place(tmp_path: Path, table: str, row: Row) -> None:
    package = Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("review", "*.md")))

    def spoil(found: list[Row]) -> None:
        before = {one["id"]: one for one in found}
        whole = dict.fromkeys(TABLES[table].columns, "") | row
        if row["id"] in before:
            before[row["id"]].update({name: whole.get(name, "") for name in before[row["id"]]})
        else:
            found.append({name: whole.get(name, "") for name in found[0]})

    change(package, table, spoil)
    errors = [problem for problem in check_package(package, None) if problem.severity == "error"]
    assert errors
    assert any(f"{table}.csv" in problem.file for problem in errors)
