"""`python -m graph import`: what a terminal is told, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.editing.importing.planted import FAULTS, article, as_csv, planted

ENDS = ("Norland", "Esland", "transfers arms to")


@pytest.fixture
def file(terminal: Terminal, tmp_path: Path) -> Path:
    """A spreadsheet with four faults beside a store with the invented list."""
    terminal.well("load", terminal.package())
    made = tmp_path / "articles.csv"
    made.write_bytes(as_csv(planted(20, 4, *ENDS)[0]))
    return made


def test_all_or_nothing_then_without_the_refused_then_the_mended_report(terminal: Terminal, file: Path) -> None:
    report = file.with_name("refused.csv")
    done = terminal.run("import", file, "--report", report, "--json")
    assert done.code == 1
    assert json.loads(done.out) == {
        "read": 20,
        "new": 16,
        "changed": 0,
        "same": 0,
        "duplicate": 0,
        "refused": 4,
        "change": None,
    }
    assert f"{file}:3:Said on: “{FAULTS[0][1]}” is what a spreadsheet program makes of a month" in done.err
    assert "20 rows read: 16 new, 4 refused." in done.messages
    assert "Nothing was imported: mend the rows, or leave them out with --skip-refused." in done.messages
    done = terminal.run("import", file, "--skip-refused", "--comment", "Articles of a week.")
    assert done.code == 1
    assert "Saved as one change, number 2." in done.messages
    mended = report.read_text(encoding="utf-8")
    for fault, sound in zip(
        [fault for _, fault, _ in FAULTS[:4]], ["2022-07", "2022-07-01", "2022-07", "2022-11-05"], strict=True
    ):
        mended = mended.replace(f'"{fault}"', f'"{sound}"')
    report.write_text(mended, encoding="utf-8")
    done = terminal.well("import", report, "--json", "--as-drafts")
    assert json.loads(done.out)["new"] == 4
    assert "Saved as one change, number 3, as drafts." in done.messages


def test_the_template_is_written_and_a_wrong_call_refused(terminal: Terminal, tmp_path: Path) -> None:
    terminal.well("import", "--template", tmp_path / "entries.xlsx")
    assert (tmp_path / "entries.xlsx").read_bytes().startswith(b"PK")
    assert terminal.run("import", tmp_path / "missing.csv", "--map", "subject").code == 2


def test_columns_are_matched_and_set_from_the_terminal(terminal: Terminal, tmp_path: Path) -> None:
    terminal.well("load", terminal.package())
    row = article(1, *ENDS)
    row = {"Satz" if name == "Statement" else name: text for name, text in row.items() if name != "Page kind"}
    (tmp_path / "a.csv").write_bytes(as_csv([row | {"Note": "für"}], separator=";", encoding="cp1252"))
    matched = ("--map", "statement=Satz", "--set", "page_kind=news", "--encoding", "cp1252", "--dry-run")
    done = terminal.well("import", tmp_path / "a.csv", *matched)
    assert "1 row read: 1 new." in done.messages
    assert "Columns are separated by semicolons." in done.messages
