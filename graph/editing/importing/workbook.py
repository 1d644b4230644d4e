"""Reads a workbook (.xlsx) and refuses what only looks like one: bombs, entities, archives, older formats.

A workbook is a zip of XML. Before any of it is parsed, its size unpacked, its number of parts and their compression
are held to limits, and each part must be UTF-8 without a document type: entities, and with them every way to reach
another file or to grow without end, need one.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.worksheet.worksheet import Worksheet

from graph.editing.importing.sheet import MOST_COLUMNS, MOST_ROWS, Sheet, SheetRow, finished, label, unreadable
from graph.model.errors import AttestError, TooLarge
from graph.model.packing import number_text
from graph.store.reading import MOST_CELL

ENTRIES = "Entries"
"""The sheet of the template that is filled in."""
MOST_PARTS = 500
MOST_UNPACKED = 64 * 1024 * 1024
MOST_RATIO = 100
_SMALL = 1024 * 1024
"""Below this size a part may be packed as tightly as it likes."""
_LAST_ROW = 1_048_576
"""The last row that a spreadsheet program knows; a file may name any, and the reader fills up to it."""
_MOST_STORED = 3 * MOST_ROWS
_CHUNK = 256 * 1024
_SAVE = "save it as an Excel workbook (.xlsx) or as CSV UTF-8"
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")


_LEFT_OUT: object = EMPTY_CELL
"""What stands for a cell that the file does not have."""


def read_workbook(name: str, data: bytes) -> Sheet:
    """The rows of a workbook's sheet “Entries”, else of its first visible sheet.

    Raises:
        DataProblems: it is no workbook, or not one that can be trusted.
        TooLarge: it is past a limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _guard(name, parts)
        with warnings.catch_warnings():
            # What openpyxl does not know of a workbook (charts, extensions) is nothing that we read.
            warnings.simplefilter("ignore")
            return _read(name, data)
    except AttestError:
        raise
    except Exception as error:
        # Whatever is inside was made by somebody else's hand; how the reader stumbles over it tells the user nothing.
        raise unreadable(name, f"is damaged or no workbook; open it in a spreadsheet program and {_SAVE}") from error


def _guard(name: str, parts: zipfile.ZipFile) -> None:
    entries = parts.infolist()
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        what = "an OpenDocument file" if "content.xml" in names else "an archive"
        raise unreadable(name, f"is {what}; {_SAVE}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise unreadable(name, "is protected by a password; take the password off and save it again")
    if len(entries) > MOST_PARTS:
        raise TooLarge(f"{label(name)} has {len(entries):,} parts inside; at most {MOST_PARTS} are read")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        words = f"unpacks to {unpacked / 1024**2:,.0f} MiB; at most {MOST_UNPACKED // 1024**2} MiB are read"
        raise TooLarge(f"{label(name)} {words}. Split it into several files.")
    for entry in entries:
        if entry.file_size > max(_SMALL, MOST_RATIO * entry.compress_size):
            words = f"is packed more than {MOST_RATIO} times smaller than it is, as no spreadsheet program does"
            raise TooLarge(f"{label(name)} {words}; {_SAVE}.")
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels", ".vml")):
            _plain(name, parts, entry)


def _plain(name: str, parts: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse a part that is not UTF-8 or has a document type."""
    before = b""
    with parts.open(entry) as part:
        for number, chunk in enumerate(iter(lambda: part.read(_CHUNK), b"")):
            declared = _DECLARED.match(chunk) if number == 0 else None
            if b"\0" in chunk or (declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")):
                raise unreadable(name, f"holds a part that is not written in UTF-8; {_SAVE}")
            window = before + chunk
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                raise unreadable(
                    name, f"holds a document type definition, which no spreadsheet program writes; {_SAVE}"
                )
            before = chunk[-16:]


def _read(name: str, data: bytes) -> Sheet:
    workbook = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    try:
        visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            raise unreadable(name, "has no visible sheet")
        chosen = next((sheet for sheet in visible if sheet.title == ENTRIES), visible[0])
        notes = []
        if len(visible) > 1 and chosen.title != ENTRIES:
            notes.append(f"The first of its {len(visible)} sheets was read: “{chosen.title}”.")
        header: list[str] = []
        rows: list[SheetRow] = []
        for row in _rows(name, chosen):
            if not any(cell.strip() for cell in row.cells) and not row.faults:
                continue
            if not header:
                if row.faults:
                    raise unreadable(name, f"has a header that cannot be read: a cell {row.faults[0][1]}", row.number)
                header = list(row.cells)
                continue
            if len(rows) == MOST_ROWS:
                raise TooLarge(f"{label(name)} has more than {MOST_ROWS:,} rows; split it into several files")
            rows.append(row)
        return finished(name, header, rows, notes)
    finally:
        workbook.close()


def _rows(name: str, sheet: Worksheet) -> Iterator[SheetRow]:
    several = sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS + 1)
    before: object = None
    stored = 0
    for number, cells in enumerate(several, start=1):
        if cells is before:
            # Rows that the file leaves out are all the same object, and there may be a million of them.
            continue
        before = cells
        stored += 1
        if stored > _MOST_STORED:
            words = f"stores more than {_MOST_STORED:,} rows, empty ones among them"
            raise TooLarge(f"{label(name)} {words}; delete the empty rows below the last, or split it")
        filled = [(place, cell) for place, cell in enumerate(cells) if cell is not _LEFT_OUT and cell.value is not None]
        texts = [""] * (filled[-1][0] + 1 if filled else 0)
        faults: list[tuple[int, str]] = []
        for place, cell in filled:
            try:
                texts[place] = _text(cell.value, cell.data_type, cell)
            except ValueError as error:
                faults.append((place, str(error)))
        if texts and max(map(len, texts)) > MOST_CELL:
            raise unreadable(name, f"a cell is longer than {MOST_CELL:,} characters", number)
        yield SheetRow(number, tuple(texts), tuple(faults))


def _text(value: object, sort: str, cell: object) -> str:
    """A cell as text; ValueError, in words, where it has none of its own."""
    if sort == "f":
        raise ValueError("holds a formula; copy the column and paste it back as values only")
    if sort == "e":
        raise ValueError(f"holds the error {value}; mend the sheet where it comes from")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value) if abs(value) < 1e15 else str(value)
    if isinstance(value, datetime):
        return _day(value, str(getattr(cell, "number_format", "")))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        raise ValueError(f"holds a time of day ({value}); write a date as text, as in 2022-07 or 2022-07-19")
    return str(value)


def _day(value: datetime, form: str) -> str:
    """A cell that the spreadsheet program keeps as a date.

    Any day but the first of a month can only be that day. The first may have been a month or a year before the program
    made a day of it: it is one for sure only where the cell shows days and no hours.
    """
    shows_days = re.search(r"d", re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", form), re.IGNORECASE)
    shows_hours = re.search(r"h", form, re.IGNORECASE)
    midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
    if midnight and value.year > 1950 and (value.day != 1 or (shows_days and not shows_hours)):
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="seconds")
