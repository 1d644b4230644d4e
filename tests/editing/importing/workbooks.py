"""Workbooks for the tests: sound ones, and hostile ones made part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def workbook(rows: Sequence[Sequence[object]], formats: Mapping[str, str] | None = None, title: str = "Sheet") -> bytes:
    """A workbook of one sheet; `formats` are number formats by cell."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cell, form in (formats or {}).items():
        sheet[cell].number_format = form
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_parts(data: bytes, parts: Mapping[str, bytes], level: int = 6) -> bytes:
    """The same with some parts put in the place of its own, or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(name)
