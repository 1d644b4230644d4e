"""Reads CSV as spreadsheet programs write it: with or without a mark of order, with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io

from graph.editing.importing.sheet import MOST_ROWS, Sheet, SheetRow, finished, label, unreadable
from graph.model.cells import from_cell
from graph.model.errors import TooLarge, UsageError
from graph.store.reading import MOST_CELL

ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Western Europe (Windows-1252)",
    "cp1250": "Central Europe (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1256": "Arabic and Persian (Windows-1256)",
    "mac-roman": "Western Europe (old Macintosh)",
}
"""How letters may be written in a file that is neither UTF-8 nor UTF-16. None of them can be told from the others, so
somebody has to say it.
"""
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


def read_delimited(name: str, data: bytes, encoding: str = "") -> Sheet:
    """The rows of a CSV file.

    Args:
        name: the file's name.
        data: its content.
        encoding: how its letters are written, where it is not UTF-8 or UTF-16: one of `ENCODINGS`.

    Raises:
        DataProblems: it cannot be read as a whole; with the place.
        TooLarge: it has too many rows.
    """
    text, notes = _decoded(name, data, encoding)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise unreadable(name, f"holds a NUL character (line {line}); this is no CSV, or a damaged one")
    separator, text = _separator(text)
    if separator != ",":
        notes.append(f"Columns are separated by {SEPARATORS[separator]}.")
    csv.field_size_limit(MOST_CELL)
    header: list[str] = []
    rows: list[SheetRow] = []
    number = 0
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(lines, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [from_cell(cell) for cell in cells]
                continue
            if len(rows) == MOST_ROWS:
                raise TooLarge(f"{label(name)} has more than {MOST_ROWS:,} rows; split it into several files")
            rows.append(_row(number, cells, len(header)))
    except csv.Error as error:
        raise unreadable(name, f"cannot be read as CSV: {_words(error)}", number + 1) from error
    return finished(name, header, rows, notes)


def _row(number: int, cells: list[str], width: int) -> SheetRow:
    texts = tuple(from_cell(cell) for cell in cells)
    if len(cells) >= width:
        return SheetRow(number, texts)
    words = f"has {len(cells)} cells where the header has {width}; is a quotation mark or a separator missing?"
    return SheetRow(number, texts, ((-1, words),))


def _decoded(name: str, data: bytes, encoding: str) -> tuple[str, list[str]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), ["Read as UTF-16."]
        except UnicodeDecodeError as error:
            raise unreadable(name, f"begins as UTF-16 and is damaged at byte {error.start:,}") from error
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        wrong = error
    if encoding and encoding not in ENCODINGS:
        raise UsageError(f"“{encoding}” is no way to write letters that is known here; one of {', '.join(ENCODINGS)}")
    if encoding and encoding != "utf-8":
        try:
            return data.decode(encoding), [f"Read as {ENCODINGS[encoding]}, as chosen."]
        except UnicodeDecodeError as error:
            words = f"is not {ENCODINGS[encoding]} (byte {error.start:,}); choose another way to read its letters"
            raise unreadable(name, words) from error
    line = data[: wrong.start].count(b"\n") + 1
    words = (
        f"is not UTF-8 (line {line}, byte {wrong.start:,}); save it as “CSV UTF-8” or as .xlsx, or say how its letters "
        "are written"
    )
    raise unreadable(name, words)


def _separator(text: str) -> tuple[str, str]:
    """What separates the columns, and the text without the line in which Excel may say so (it shows no such row)."""
    first, _, rest = text.partition("\n")
    said = first.rstrip("\r")
    if said.lower().startswith("sep=") and said[4:] in SEPARATORS:
        return said[4:], rest
    inside, counts = False, dict.fromkeys(SEPARATORS, 0)
    for letter in text.lstrip("\r\n"):
        if letter == '"':
            inside = not inside
        elif not inside and letter in "\r\n":
            break
        elif not inside and letter in counts:
            counts[letter] += 1
    return max(counts, key=lambda letter: counts[letter]), text


def _words(error: csv.Error) -> str:
    words = str(error)
    if "field larger" in words:
        return f"a cell is longer than {MOST_CELL:,} characters; is a quotation mark never closed?"
    if "unexpected end" in words:
        return "a quotation mark is never closed"
    if "expected after" in words:
        return "something stands after a closing quotation mark; double the quotation marks inside a cell"
    return words
