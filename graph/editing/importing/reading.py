"""Reads a spreadsheet file; what it is, is told by its content, never by its name."""

from __future__ import annotations

from graph.editing.importing.delimited import read_delimited
from graph.editing.importing.sheet import MOST_BYTES, Sheet, label, unreadable
from graph.editing.importing.workbook import read_workbook
from graph.model.errors import TooLarge

_SAVE = "save it as an Excel workbook (.xlsx) or as CSV UTF-8"
_OTHERS = {
    b"\xd0\xcf\x11\xe0": f"is an old Excel file (.xls) or one with a password; {_SAVE}",
    b"%PDF": "is a PDF; take the table out of it first",
    b"\x1f\x8b": "is an archive; unpack it first",
    b"7z\xbc\xaf": "is an archive; unpack it first",
    b"Rar!": "is an archive; unpack it first",
    b"BZh": "is an archive; unpack it first",
    b"\xfd7zXZ": "is an archive; unpack it first",
    b"\x89PNG": "is a picture",
    b"\xff\xd8\xff": "is a picture",
    b"<!DOCTYPE": f"is a web page; {_SAVE}",
    b"<html": f"is a web page; {_SAVE}",
    b"<?xml": f"is an XML file; {_SAVE}",
    b"{\\rtf": f"is a text document; {_SAVE}",
}


def read_sheet(name: str, data: bytes, encoding: str = "") -> Sheet:
    """The rows of a CSV file or a workbook.

    Args:
        name: the file's name, a label only.
        data: its content.
        encoding: how the letters of a CSV file are written, where it is not UTF-8 or UTF-16; see `ENCODINGS`.

    Raises:
        DataProblems: it cannot be read as a whole; with the place and the remedy.
        TooLarge: it is past a limit.
    """
    if len(data) > MOST_BYTES:
        words = f"is {len(data) / 1024**2:,.0f} MiB; at most {MOST_BYTES // 1024**2} MiB are read"
        raise TooLarge(f"{label(name)} {words}. Split it into several files.")
    if not data.strip():
        raise unreadable(name, "is empty")
    if data.startswith(b"PK"):
        return read_workbook(name, data)
    for begin, words in _OTHERS.items():
        if data.startswith(begin):
            raise unreadable(name, words)
    return read_delimited(name, data, encoding)
