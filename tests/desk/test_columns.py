"""Long lists as tables: what is found, in which order, on which page, and as a file that no spreadsheet runs."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.desk.columns import Column, arrange, as_csv

Row = tuple[str, int]
COLUMNS = (Column[Row]("name", lambda row: row[0], searched=True), Column[Row]("number", lambda row: row[1]))
ROWS = [("Türkiye today", 10), ("", 9), ("The Daily", 100), ("ankara", 2), ("the daily (Turkiye)", 2)]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["ankara", "The Daily", "the daily (Turkiye)", "Türkiye today", ""]),
        ("-name", ["Türkiye today", "the daily (Turkiye)", "The Daily", "ankara", ""]),
        ("number", ["ankara", "the daily (Turkiye)", "", "Türkiye today", "The Daily"]),
        ("-number", ["The Daily", "Türkiye today", "", "ankara", "the daily (Turkiye)"]),
        ("no such column", [name for name, _ in ROWS]),
        ("", [name for name, _ in ROWS]),
    ],
)
def test_numbers_sort_as_numbers_names_without_case_and_what_is_empty_comes_last(sort: str, names: list[str]) -> None:
    assert [name for name, _ in arrange(ROWS, COLUMNS, sort=sort).rows] == names


def test_every_word_must_be_there_in_any_order_and_spelling() -> None:
    assert arrange(ROWS, COLUMNS, sort="", words="turkiye DAILY").found == (ROWS[4],)
    assert arrange(ROWS, COLUMNS, sort="", words="100").found == ()
    assert arrange(ROWS, COLUMNS, sort="", words="  ").found == tuple(ROWS)


@pytest.mark.parametrize(
    ("page", "first", "at"), [(1, 0, 1), (2, 10, 2), (3, 20, 3), (4, 20, 3), (0, 0, 1), (-5, 0, 1)]
)
def test_a_page_that_does_not_exist_is_the_nearest_that_does(page: int, first: int, at: int) -> None:
    rows = [(str(number), number) for number in range(25)]
    arranged = arrange(rows, COLUMNS, sort="", page=page, size=10)
    assert (arranged.rows[0][1], arranged.page, arranged.pages, len(arranged.found)) == (first, at, 3, 25)


def test_nothing_is_one_empty_page() -> None:
    arranged = arrange([], COLUMNS, sort="name", page=7)
    assert (arranged.rows, arranged.page, arranged.pages) == ((), 1, 1)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "\u3000=1"])
def test_no_cell_of_the_file_is_a_formula(cell: str) -> None:
    assert list(csv.reader(StringIO(as_csv([(cell, 1)], COLUMNS), newline="")))[1] == [f"'{cell}", "1"]


@settings(max_examples=80, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\0")), st.integers())))
def test_the_file_says_every_cell_word_for_word(rows: list[Row]) -> None:
    read = list(csv.reader(StringIO(as_csv(rows, COLUMNS), newline="")))
    assert read[0] == ["name", "number"]
    assert [(name.removeprefix("'") if not cell.startswith("'") else name, int(number)) for (name, number), (cell, _)
            in zip(read[1:], rows, strict=True)] == rows  # fmt: skip
