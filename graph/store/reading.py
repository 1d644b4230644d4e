"""Reads the tables of a data package: files to rows of text, with every fault of form named by its place.

A row is counted as a spreadsheet counts it: the header is row 1, and a record that spans lines is one row.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from graph.model.characters import hidden_within
from graph.model.errors import Problem
from graph.model.packing import NAMES
from graph.model.tables import TABLES, Table

MOST_BYTES = 50 * 1024 * 1024
"""The largest file that is read."""
MOST_CELL = 1024 * 1024
"""The longest cell that is read, in characters."""
Row = dict[str, str]


@dataclass
class Read:
    """What was read of one folder.

    Attributes:
        rows: table -> rows of text with every column of the table, in the file's order.
        numbers: table -> the row number of each row, as a spreadsheet counts.
        present: the tables that have a file.
        unread: the tables of which nobody can tell what they hold: their file is missing, or broken as a whole.
        descriptor: what `datapackage.json` says; empty where it cannot be read.
        problems: faults of form.
    """

    folder: Path
    rows: dict[str, list[Row]] = field(default_factory=dict)
    numbers: dict[str, list[int]] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    descriptor: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, table: str) -> str:
        """The file of a table, as the user named it."""
        return f"{self.folder}/{table}.csv"


def read(folder: Path) -> Read:
    """Read all tables of a package; faults of form are in `problems`, rows that have one are left out."""
    done = Read(folder)
    if not folder.is_dir():
        what = "is a file; name the folder that it lies in" if folder.exists() else "is not there; check the name"
        done.problems.append(Problem(str(folder), 0, "", what))
        return done
    describe(done)
    for table in TABLES.values():
        file = folder / f"{table.name}.csv"
        if file.is_file():
            done.present.add(table.name)
            done.rows[table.name], done.numbers[table.name] = [], []
            for number, row in _rows(file, table, done):
                done.rows[table.name].append(row)
                done.numbers[table.name].append(number)
        else:
            done.rows[table.name], done.numbers[table.name] = [], []
            if not table.optional:
                done.unread.add(table.name)
                done.problems.append(
                    Problem(done.place(table.name), 0, "", "is missing; a package needs it, with a header at least")
                )
    return done


def describe(done: Read) -> None:
    """Read what the package says of itself; its faults are in `problems`."""
    file = done.folder / "datapackage.json"
    place = str(file)
    if not file.is_file():
        words = "is missing; `validate --format` cannot make it up: copy one from another package and name this one"
        done.problems.append(Problem(place, 0, "", words))
        return
    if file.stat().st_size > MOST_BYTES:
        done.problems.append(Problem(place, 0, "", f"is larger than {MOST_BYTES // 1024**2} MiB"))
        return
    try:
        descriptor = json.loads(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        done.problems.append(Problem(place, 0, "", f"is not UTF-8 (byte {error.start}); save it as UTF-8"))
        return
    except (ValueError, RecursionError) as error:
        done.problems.append(Problem(place, 0, "", f"is not JSON: {error}"))
        return
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("resources"), list):
        done.problems.append(Problem(place, 0, "", "describes no resources; it must be a Frictionless Data Package"))
        return
    for resource in descriptor["resources"]:
        name, path = (resource.get(key) for key in ("name", "path")) if isinstance(resource, dict) else (None, None)
        if name not in TABLES:
            words = f"resource “{name}” is no table of ours; it is {_one_of(str(name), list(TABLES))}"
            done.problems.append(Problem(place, 0, "", words))
        elif path != f"{name}.csv":
            done.problems.append(Problem(place, 0, "", f"the path of “{name}” must be {name}.csv, beside this file"))
    for name in NAMES:
        if words := hidden_within(descriptor.get(name)):
            done.problems.append(Problem(place, 0, "", f"its {name} {words}"))
    done.descriptor = descriptor


def _rows(file: Path, table: Table, done: Read) -> Iterator[tuple[int, Row]]:
    place = done.place(table.name)

    def fault(number: int, words: str, column: str = "") -> None:
        done.problems.append(Problem(place, number, column, words))

    done.unread.add(table.name)
    size = file.stat().st_size
    if size > MOST_BYTES:
        fault(0, f"is {size / 1024**2:,.0f} MiB; at most {MOST_BYTES // 1024**2} MiB are read. Split the package.")
        return
    data = file.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        fault(0, "is UTF-16; save it as UTF-8 (in a spreadsheet: CSV UTF-8)")
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fault(0, f"is not UTF-8 (line {line}, byte {error.start}); save it as UTF-8 (in a spreadsheet: CSV UTF-8)")
        return
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        fault(0, f"holds a NUL character (line {line}); this is no CSV, or a damaged one")
        return
    csv.field_size_limit(MOST_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    try:
        header = next(lines, [])
        columns = _header(header, table, fault)
        if columns is None:
            return
        for number, cells in enumerate(lines, start=2):
            if not cells:
                continue
            if len(cells) != len(columns):
                fault(number, f"has {len(cells)} cells where the header has {len(columns)}")
                continue
            yield number, dict.fromkeys(table.columns, "") | dict(zip(columns, cells, strict=True))
        done.unread.discard(table.name)
    except csv.Error as error:
        words = str(error)
        if "field larger" in words:
            words = f"a cell is longer than {MOST_CELL:,} characters; is a quotation mark never closed?"
        elif "unexpected end" in words:
            words = "a quotation mark is never closed"
        fault(number + 1, f"cannot be read as CSV: {words}")


def _header(header: list[str], table: Table, fault: Callable[..., None]) -> list[str] | None:
    if not header:
        fault(0, f"is empty; it needs a header: {','.join(table.required)} at least")
        return None
    sound = True
    for column in dict.fromkeys(header):
        if column not in table.columns:
            fault(1, f"“{column}” is no column of this table; {_one_of(column, list(table.columns))}", _word(column))
            sound = False
        if header.count(column) > 1:
            fault(1, f"the column “{column}” stands here twice", _word(column))
            sound = False
    for column in table.required:
        if column not in header:
            fault(1, f"the column “{column}” is missing", column)
            sound = False
    return header if sound else None


def _word(column: str) -> str:
    return column if re.fullmatch(r"\w{1,60}", column) else ""


def _one_of(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, 1)
    return f"did you mean “{near[0]}”?" if near else f"one of {', '.join(known)}"


def suggest(word: str, known: Mapping[str, object] | set[str] | list[str]) -> str:
    """` (did you mean “funding”?)` where a known word is near, else nothing; a long word is near to none."""
    near = get_close_matches(word[:80], list(known), 1) if len(known) <= 20_000 else []
    return f" (did you mean “{near[0]}”?)" if near else ""
