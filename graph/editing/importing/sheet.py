"""A spreadsheet as it was read: texts in rows, each with the number that the spreadsheet program shows beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from graph.model.errors import DataProblems, Problem, TooLarge

MOST_BYTES = 20 * 1024 * 1024
"""The largest file that is read."""
MOST_ROWS = 20_000
"""The most rows of one import."""
MOST_COLUMNS = 200
REASONS = "why it was refused"
"""The last column of the report of refused rows; it is passed over when the mended report comes back."""


@dataclass(frozen=True)
class SheetRow:
    """One row: its number as the spreadsheet program counts, a text for each column, and what is wrong with its form.

    Attributes:
        faults: (place of the column or -1, what is wrong) of cells that cannot be taken as they are.
    """

    number: int
    cells: tuple[str, ...]
    faults: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What was read of a file.

    Attributes:
        name: the file's name, a label only.
        header: the names of the columns, as they stand there.
        rows: the rows that are not empty.
        notes: in words, how it was read and what was passed over.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()


def label(name: str) -> str:
    """The last part of a file's name, printable and not endless: a label on screen, never a path."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in last)[:120] or "file"


def unreadable(name: str, words: str, row: int = 0) -> DataProblems:
    """The error of a file that cannot be read as a whole."""
    return DataProblems([Problem(label(name), row, "", words)])


def finished(name: str, header: list[str], rows: list[SheetRow], notes: list[str]) -> Sheet:
    """The sheet of a header and rows, checked as a whole: names of columns, numbers of rows and columns."""
    while header and not header[-1].strip():
        header.pop()
    names = tuple(" ".join(text.split()) for text in header)
    if not any(names):
        raise unreadable(name, "has no header; its first row must name the columns (the template shows how)")
    if len(names) > MOST_COLUMNS:
        raise TooLarge(f"{label(name)} has {len(names):,} columns; at most {MOST_COLUMNS} are read")
    twice = sorted({text for text in names if text and names.count(text) > 1})
    if twice:
        raise unreadable(name, f"names the column “{twice[0][:80]}” twice; rename one of the two", 1)
    if not rows:
        raise unreadable(name, "has a header and no row below it; there is nothing to import")
    fitted = tuple(_fitted(row, len(names)) for row in rows)
    for place, text in enumerate(names):
        if not text and any(row.cells[place].strip() for row in fitted):
            notes.append(f"Column {_letters(place)} has no heading and was passed over.")
    return Sheet(label(name), names, fitted, tuple(notes))


def _fitted(row: SheetRow, width: int) -> SheetRow:
    """The row with as many cells as there are columns; what stands beyond them is a fault."""
    beyond = next((text for text in row.cells[width:] if text.strip()), None)
    faults = row.faults
    if beyond is not None:
        faults += ((-1, f"has a cell to the right of the last column (“{beyond[:40]}”); take it out"),)
    cells = (*row.cells[:width], *[""] * (width - len(row.cells)))
    return SheetRow(row.number, cells, faults)


def _letters(place: int) -> str:
    """How a spreadsheet program calls a column: A, B ... Z, AA."""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
