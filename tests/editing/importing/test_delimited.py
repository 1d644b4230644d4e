"""CSV files as spreadsheet programs write them, and such as are damaged."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.desk.columns import Column, as_csv
from graph.editing.importing import sheet as limits
from graph.editing.importing.delimited import ENCODINGS, read_delimited
from graph.model.errors import DataProblems, TooLarge, UsageError

ROWS = (("statement", "note"), ("Он сказал: “да”", "a;b,c\td"), ("two\nlines", '"quoted"'))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_separator_and_mark_of_order_is_recognised(separator: str, encoding: str, ending: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=ending).writerows(ROWS)
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    sheet = read_delimited("file.csv", mark + out.getvalue().encode(encoding))
    assert sheet.header == ROWS[0]
    assert [row.cells for row in sheet.rows] == list(ROWS[1:])
    assert [row.number for row in sheet.rows] == [2, 3]


def test_a_line_that_names_the_separator_is_no_row() -> None:
    sheet = read_delimited("file.csv", b"sep=;\r\na;b\r\n1;2\r\n")
    assert (sheet.header, sheet.rows[0].cells, sheet.rows[0].number) == (("a", "b"), ("1", "2"), 2)


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    sheet = read_delimited("file.csv", b'a,b\n\n"1\n1",2\n,\n3,4\n')
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(3, "1\n1"), (5, "3")]


@pytest.mark.parametrize("encoding", [code for code in ENCODINGS if code != "utf-8"])
def test_letters_that_cannot_be_told_apart_are_asked_for_and_then_read(encoding: str) -> None:
    text = {"cp1251": "Иран", "cp1256": "ايران", "cp1254": "Iğdır", "cp1250": "Łódź"}.get(encoding, "Zürich")
    data = f"a,b\n{text},2\n".encode(encoding)
    with pytest.raises(DataProblems, match=r"is not UTF-8 \(line 2, byte \d+\).*how its letters are written"):
        read_delimited("file.csv", data)
    sheet = read_delimited("file.csv", data, encoding)
    assert sheet.rows[0].cells[0] == text
    assert ENCODINGS[encoding] in sheet.notes[0]


def test_an_encoding_that_nobody_knows_or_that_does_not_fit_is_refused() -> None:
    with pytest.raises(UsageError, match="utf-9"):
        read_delimited("file.csv", b"a\n\xff\n", "utf-9")
    with pytest.raises(DataProblems, match="choose another way"):
        read_delimited("file.csv", b"a\n\x81\n", "cp1252")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'a,b\n1,"2\n3,4\n', "a quotation mark is never closed"),
        (b'a,b\n1,"2"x\n', "file.csv:2: .*after a closing quotation mark"),
        (b"a,b\n1,\0\n", "NUL character \\(line 2\\)"),
        (b"a,a\n1,2\n", "names the column “a” twice"),
        (b"a,b\n", "no row below it"),
        (b"\n\n", "has no header"),
        (b"a\n" + b"x" * (1024 * 1024 + 2) + b"\n", "longer than 1,048,576 characters"),
        (b"\xff\xfea\0,", "damaged"),
    ],
)
def test_what_cannot_be_read_as_a_whole_is_named_with_its_place(data: bytes, words: str) -> None:
    with pytest.raises(DataProblems, match=words):
        read_delimited("file.csv", data)


def test_a_row_with_too_few_or_too_many_cells_is_a_fault_of_that_row() -> None:
    sheet = read_delimited("file.csv", b"a,b,c\n1,2\n1,2,3,,\n1,2,3,4\n1,2,3\n")
    assert [len(row.faults) for row in sheet.rows] == [1, 0, 1, 0]
    assert "has 2 cells where the header has 3" in sheet.rows[0].faults[0][1]
    assert "to the right of the last column (“4”)" in sheet.rows[2].faults[0][1]


def test_a_column_without_a_heading_is_passed_over_and_said() -> None:
    assert read_delimited("file.csv", b"a,,c\n1,2,3\n").notes == ("Column B has no heading and was passed over.",)
    assert read_delimited("file.csv", b"a,,c\n1,,3\n").notes == ()


def test_limits_say_the_number_and_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.editing.importing.delimited.MOST_ROWS", 3)
    with pytest.raises(TooLarge, match="more than 3 rows; split it"):
        read_delimited("file.csv", b"a\n" + b"1\n" * 4)
    header = ",".join(f"c{number}" for number in range(limits.MOST_COLUMNS + 1)).encode()
    with pytest.raises(TooLarge, match="201 columns; at most 200"):
        read_delimited("file.csv", header + b"\n" + header)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.text(st.sampled_from("'=+-@\t\n\r ＝＋－＠a\u00a0\"\u3000,;"), max_size=6).filter(str.strip),
        min_size=1,
        max_size=5,
    )
)
def test_what_our_own_files_put_before_a_formula_is_taken_off_exactly_once(cells: list[str]) -> None:
    data = as_csv(cells, (Column[str]("first", str), Column[str]("last", lambda _: "x")))
    sheet = read_delimited("file.csv", data.encode())
    assert [row.cells[0] for row in sheet.rows] == cells
