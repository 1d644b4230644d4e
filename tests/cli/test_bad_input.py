"""Bad input of any sort is named with its place, loads nothing and loses nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.terminal import SMALL, Row, Terminal, change, read

PLACE = re.compile(r"(?P<file>.+?\.csv)(?::(?P<row>\d+)(?::(?P<column>\w+))?)?: (?P<words>.+)")
MIB = 1024 * 1024


def first_row(table: str, column: str, value: str) -> Callable[[Path], None]:
    """Sets one cell of the first row of a table."""

    def break_(package: Path) -> None:
        change(package, table, lambda rows: rows[0].update({column: value}))

    return break_


def circle(table: str, column: str) -> Callable[[Path], None]:
    """Lets the first two rows of a table point at each other."""

    def point(rows: list[Row]) -> None:
        rows[0][column], rows[1][column] = rows[1]["id"], rows[0]["id"]

    return lambda package: change(package, table, point)


def in_latin_1(package: Path) -> None:
    change(package, "claims", lambda rows: rows[0].update(statement="Türkiye said so."))
    file = package / "claims.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode("latin-1"))


def in_utf_16(package: Path) -> None:
    file = package / "claims.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))


def a_column_too_many(package: Path) -> None:
    file = package / "claims.csv"
    head, rest = file.read_text(encoding="utf-8").split("\n", 1)
    file.write_text(f"{head},mood\n" + rest.replace("\n", ",\n"), encoding="utf-8")


def a_cell_too_many(package: Path) -> None:
    file = package / "actors.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[1] += ",one more"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def a_column_twice(package: Path) -> None:
    file = package / "actors.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text(
        "\n".join(f"{line},{'label' if not i else 'x'}" for i, line in enumerate(lines)) + "\n", encoding="utf-8"
    )


def two_hundred_megabytes(package: Path) -> None:
    with (package / "claims.csv").open("r+b") as file:
        file.truncate(200 * MIB)


def never_closed_quote(package: Path) -> None:
    with (package / "claims.csv").open("a", encoding="utf-8") as file:
        file.write('"' + "and so on, " * (2 * MIB // 11))


def nul(package: Path) -> None:
    with (package / "claims.csv").open("ab") as file:
        file.write(b"x\0y,\n")


BROKEN: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a file is missing": (lambda package: (package / "claims.csv").unlink(), "claims.csv", ""),
    "a file is empty": (lambda package: (package / "claims.csv").write_bytes(b"") and None, "claims.csv", ""),
    "latin-1": (in_latin_1, "claims.csv", "UTF-8"),
    "utf-16": (in_utf_16, "claims.csv", "UTF-8"),
    "nul": (nul, "claims.csv", ""),
    "unknown stance": (first_row("claims", "stance", "asertss"), "claims.csv:2:stance", "asserts"),
    "unknown kind of actor": (first_row("actors", "kind", "compny"), "actors.csv:2:kind", "company"),
    "unknown kind of tie": (first_row("claims", "kind", "arms_tranfser"), "claims.csv:2:kind", "arms_tranfser"),
    "dangling subject": (first_row("claims", "subject", "atlantis"), "claims.csv:2:subject", "atlantis"),
    "dangling source": (first_row("claims", "source", "no-such-page"), "claims.csv:2:source", "no-such-page"),
    "dangling speaker": (first_row("claims", "speakers", "atlantis"), "claims.csv:2:speakers", "atlantis"),
    "dangling publisher": (first_row("sources", "publisher", "no-paper"), "sources.csv:2:publisher", "no-paper"),
    "no such date": (first_row("claims", "held_from", "2023-02-30"), "claims.csv:2:held_from", "2023-02-30"),
    "no statement": (first_row("claims", "statement", ""), "claims.csv:2:statement", ""),
    "no slug": (first_row("actors", "id", "Not A Slug"), "actors.csv:2:id", "Not A Slug"),
    "unsafe address": (first_row("sources", "url", "javascript:alert(1)"), "sources.csv:2:url", ""),
    "hidden turn of writing": (first_row("claims", "statement", "abc\u202ecba"), "claims.csv:2:statement", "202E"),
    "an id twice": (
        lambda package: change(package, "claims", lambda rows: rows.append(rows[0])),
        "claims.csv",
        "twice|already|duplicate|same|repeated",
    ),
    "circle of part_of": (circle("actors", "part_of"), "actors.csv", "circle|cycle|itself"),
    "circle of derived_from": (circle("sources", "derived_from"), "sources.csv", "circle|cycle|itself"),
    "a column too many": (a_column_too_many, "claims.csv", "mood"),
    "a cell too many": (a_cell_too_many, "actors.csv:2", ""),
    "a column twice": (a_column_twice, "actors.csv", "label"),
    "two hundred megabytes": (two_hundred_megabytes, "claims.csv", "MB|MiB|large|big|bytes"),
    "a quote never closed": (never_closed_quote, "claims.csv", ""),
}


@pytest.mark.parametrize("case", BROKEN)
def test_bad_input_is_named_and_nothing_is_loaded(terminal: Terminal, case: str) -> None:
    break_, place, words = BROKEN[case]
    package = terminal.package()
    break_(package)
    done = terminal.run("load", package)
    assert (done.code, done.out) == (1, "")
    assert all(PLACE.fullmatch(line) for line in done.messages), done.err[:2000]
    named = [line for line in done.messages if line.startswith(f"{package}/{place}")]
    assert named, done.err[:2000]
    assert any(re.search(words, line) for line in named), named
    assert terminal.ties() == []


def test_validate_says_the_same_and_formats_nothing(terminal: Terminal) -> None:
    package = terminal.package()
    break_, place, _ = BROKEN["dangling subject"]
    break_(package)
    before = (package / "claims.csv").read_bytes()
    done = terminal.run("validate", "--format", package)
    assert (done.code, done.out) == (1, "")
    assert done.messages[0].startswith(f"{package}/{place}: ")
    assert (package / "claims.csv").read_bytes() == before


def test_two_thousand_bad_rows_are_all_named_at_once(terminal: Terminal) -> None:
    package = terminal.package()
    known = len(read(package, "claims"))

    def add(rows: list[Row]) -> None:
        rows += [rows[0] | {"id": f"bad-{number:04}", "object": "atlantis"} for number in range(2000)]

    change(package, "claims", add)
    done = terminal.run("validate", package)
    assert done.code == 1
    named = [match for line in done.messages if (match := PLACE.fullmatch(line)) and match["column"] == "object"]
    assert [int(match["row"]) for match in named] == [known + 2 + number for number in range(2000)]


def test_rows_are_counted_as_in_a_spreadsheet(terminal: Terminal) -> None:
    """A cell that holds a line break is one row of a spreadsheet, and two of the file."""
    package = terminal.package()
    change(package, "claims", lambda rows: (rows[0].update(note="one\ntwo\nthree"), rows[1].update(object="atlantis")))
    done = terminal.run("validate", package)
    assert [line for line in done.messages if line.startswith(f"{package}/claims.csv:3:object: ")]


def test_a_folder_that_is_not_there(terminal: Terminal) -> None:
    for command in ("validate", "load"):
        done = terminal.run(command, terminal.folder / "nowhere")
        assert done.code == 1
        assert "nowhere" in done.err


def test_what_was_on_file_stays_when_a_load_fails(terminal: Terminal) -> None:
    terminal.well("load", SMALL)
    before = terminal.ties()
    package = terminal.package()
    BROKEN["dangling subject"][0](package)
    assert terminal.run("load", package).code == 1
    assert terminal.ties() == before
    terminal.well("verify")


def test_a_name_that_would_steer_the_terminal_is_shown_and_not_obeyed(terminal: Terminal) -> None:
    package = terminal.package()
    change(package, "claims", lambda rows: rows[0].update(object="\x1b[2J\x1b]0;owned\x07"))
    done = terminal.run("validate", package)
    assert done.code == 1
    assert "\x1b" not in done.err
    assert "\x07" not in done.err
    assert "owned" in done.err


def test_a_package_without_vocabulary_is_sound(terminal: Terminal) -> None:
    """Where a folder lacks kinds, aliases, views or layout, those of the list hold."""
    package = terminal.package()
    used = {row["kind"] for row in read(package, "claims")}
    ours = {row["id"] for row in read(Path(__file__).resolve().parents[2] / "data", "kinds")}
    change(package, "claims", lambda rows: rows.__setitem__(slice(None), [row for row in rows if row["kind"] in ours]))
    assert used & ours, "the invented package shares no kind of tie with the list"
    for table in ("kinds", "aliases", "views", "layout"):
        (package / f"{table}.csv").unlink(missing_ok=True)
    terminal.well("load", package)
    assert terminal.ties()
    shutil.rmtree(package)
