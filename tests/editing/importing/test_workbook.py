"""Workbooks: what their cells say, and what is refused before any of it is parsed."""

from __future__ import annotations

import io
import re
import resource
import time
import zipfile
from contextlib import suppress
from datetime import date, datetime, timedelta
from datetime import time as hours

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from graph.editing.importing.reading import read_sheet
from graph.editing.importing.workbook import MOST_PARTS, MOST_UNPACKED
from graph.model.errors import AttestError, DataProblems, TooLarge
from tests.editing.importing.workbooks import part, with_parts, workbook

PLAIN = workbook([["a", "b"], ["1", "2"]])
SHEET = "xl/worksheets/sheet1.xml"


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_sheet("book.xlsx", data).rows]


def test_texts_numbers_and_truths_are_texts_as_a_person_reads_them() -> None:
    data = workbook([["a", "b", "c", "d", "e"], ["x", 2022, 2.0, 0.5, True], [" y ", None, 1e20, -3, False]])
    assert cells(data) == [("x", "2022", "2", "0.5", "true"), (" y ", "", "1e+20", "-3", "false")]


def test_what_could_start_a_formula_is_text_where_it_is_text() -> None:
    xml = re.sub(rb'<c r="A2"[^>]*>.*?</c>', b'<c r="A2" t="inlineStr"><is><t>=1+1</t></is></c>', part(PLAIN, SHEET))
    assert cells(with_parts(PLAIN, {SHEET: xml})) == [("=1+1", "2")]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (datetime(2022, 7, 19), "yyyy-mm-dd", "2022-07-19"),
        (datetime(2022, 7, 1), "d.m.yyyy", "2022-07-01"),
        (datetime(2022, 7, 1), "mmm-yy", "2022-07-01 00:00:00"),
        (datetime(2022, 7, 1), "yyyy-mm-dd h:mm:ss", "2022-07-01 00:00:00"),
        (datetime(2022, 7, 1), '[$-409]mmm" day "yy', "2022-07-01 00:00:00"),
        (datetime(2022, 7, 19, 8), "yyyy-mm-dd h:mm", "2022-07-19 08:00:00"),
        (datetime(1905, 7, 14), "yyyy-mm-dd", "1905-07-14 00:00:00"),
        (date(2022, 7, 19), "yyyy-mm-dd", "2022-07-19"),
    ],
)
def test_a_cell_kept_as_a_date_is_a_day_only_where_it_can_be_nothing_else(value: date, form: str, text: str) -> None:
    assert cells(workbook([["a"], [value]], {"A2": form})) == [(text,)]


@pytest.mark.parametrize(
    ("value", "words"),
    [("=1+1", "formula"), ("#N/A", "the error #N/A"), (hours(8), "time of day"), (timedelta(1), "time of day")],
)
def test_a_cell_without_a_text_of_its_own_is_a_fault_with_its_column(value: object, words: str) -> None:
    row = read_sheet("book.xlsx", workbook([["a", "b"], ["x", value]])).rows[0]
    assert row.faults[0][0] == 1
    assert words in row.faults[0][1]


def test_the_sheet_of_the_template_is_read_else_the_first_and_it_is_said() -> None:
    def two(first: str) -> bytes:
        made = load_workbook(io.BytesIO(workbook([["a"], ["1"]], title=first)))
        made.create_sheet("Entries" if first != "Entries" else "Other").append(["b"])
        made.worksheets[1].append(["2"])
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()

    assert read_sheet("book.xlsx", two("Notes")).header == ("b",)
    assert read_sheet("book.xlsx", two("Entries")).header == ("a",)
    assert read_sheet("book.xlsx", PLAIN).notes == ()


def test_row_numbers_are_those_of_the_spreadsheet_program() -> None:
    sheet = read_sheet("book.xlsx", workbook([[None], ["a"], [None], ["1"], [" "], ["2"]]))
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(4, "1"), (6, "2")]


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def encrypted(data: bytes) -> bytes:
    """The same with the flag of encryption on its entries."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
LAUGHS = ENTITY + b"]><sst><si><t>&j;</t></si></sst>"
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>'
HOSTILE = {
    "a billion laughs": (with_parts(PLAIN, {"xl/sharedStrings.xml": LAUGHS}), "document type"),
    "an entity of another file": (with_parts(PLAIN, {SHEET: OUTSIDE}), "document type"),
    "the same behind a megabyte": (with_parts(PLAIN, {SHEET: b" " * 900_000 + OUTSIDE}), "document type"),
    "the same in UTF-16": (with_parts(PLAIN, {SHEET: OUTSIDE.decode().encode("utf-16")}), "not written in UTF-8"),
    "the same in another alphabet": (
        with_parts(PLAIN, {SHEET: b'<?xml version="1.0" encoding="cp037"?>' + OUTSIDE.decode().encode("cp037")}),
        "not written in UTF-8",
    ),
    "a bomb": (with_parts(PLAIN, {SHEET: b" " * 30_000_000}, 9), "times smaller"),
    "a larger bomb": (with_parts(PLAIN, {SHEET: b" " * (MOST_UNPACKED + 1)}, 9), "unpacks to"),
    "too many parts": (with_parts(PLAIN, {f"x/{n}.bin": b"" for n in range(MOST_PARTS)}), "parts inside"),
    "an archive": (archive(**{"table.csv": b"a,b\n1,2\n"}), "an archive"),
    "an OpenDocument sheet": (archive(**{"content.xml": b"<a/>"}), "OpenDocument"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old Excel file"),
    "a password": (encrypted(PLAIN), "password"),
    "half of a workbook": (PLAIN[: len(PLAIN) // 2], "damaged"),
    "a workbook without its sheet": (with_parts(PLAIN, {SHEET: b"<worksheet"}), "damaged"),
    "no zip at all": (b"PK\x03\x04 and nothing else", "damaged"),
    "a gzip": (b"\x1f\x8b\x08\x00", "archive"),
    "a PDF": (b"%PDF-1.7", "PDF"),
    "a web page": (b"<!DOCTYPE html><table>", "web page"),
    "nothing": (b" \n", "is empty"),
    "a far row": (with_parts(PLAIN, {SHEET: part(PLAIN, SHEET).replace(b'r="2"', b'r="999999999"')}), "no row below"),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("called", ["book.xlsx", "table.csv"])
def test_what_only_looks_like_a_workbook_is_refused_at_once_whatever_it_is_called(name: str, called: str) -> None:
    data, words = HOSTILE[name]
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises((DataProblems, TooLarge), match=words):
        read_sheet(called, data)
    assert time.process_time() - began < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before <= 50 * 1024


def test_rows_without_end_are_refused_though_they_are_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.editing.importing.workbook._MOST_STORED", 100)
    empty = part(PLAIN, SHEET).replace(b"</sheetData>", b"<row/>" * 99 + b"</sheetData>")
    with pytest.raises(TooLarge, match="more than 100 rows, empty ones among them; delete the empty rows"):
        read_sheet("book.xlsx", with_parts(PLAIN, {SHEET: empty}))


def test_too_large_a_file_is_refused_with_its_size() -> None:
    with pytest.raises(TooLarge, match="21 MiB; at most 20 MiB"):
        read_sheet("book.xlsx", bytes(21 * 1024 * 1024))


def test_a_name_is_a_label_and_never_a_path() -> None:
    sheet = read_sheet("..\\..\\C:/secret\u202e/\x1b[31mbook.xlsx", PLAIN)
    assert sheet.name == "\ufffd[31mbook.xlsx"


@settings(max_examples=70, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_in_words(data: st.DataObject) -> None:
    damaged = bytearray(PLAIN)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with suppress(AttestError):
        read_sheet("book.xlsx", bytes(damaged))


@settings(max_examples=70, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_a_damaged_sheet_inside_is_read_or_refused_in_words(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(zipfile.ZipFile(io.BytesIO(PLAIN)).namelist()))
    content = bytearray(part(PLAIN, name))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.sampled_from(b'<>/"=&;0a \xff'))
    with suppress(AttestError):
        read_sheet("book.xlsx", with_parts(PLAIN, {name: bytes(content)}))
