"""A long list as a table: searched, sorted, cut into pages, and written as CSV without a formula in any cell."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Generic, TypeVar

from graph.model.cells import as_cell
from graph.model.folding import fold

T = TypeVar("T")
SIZE = 100
"""So many rows stand on one page."""


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column of the file: what stands in it, and whether a search looks into it. Numbers sort as numbers."""

    name: str
    cell: Callable[[T], str | int]
    searched: bool = False


@dataclass(frozen=True)
class Arranged(Generic[T]):
    """What is on screen: all rows found, those of this page, and the page's number of how many."""

    found: tuple[T, ...]
    rows: tuple[T, ...]
    page: int
    pages: int


def arrange(
    rows: Iterable[T], columns: Sequence[Column[T]], *, sort: str, words: str = "", page: int = 1, size: int = SIZE
) -> Arranged[T]:
    """The rows in which every word occurs, sorted by a column (`-name` downwards), and one page of them.

    Empty cells come last both ways; rows that are the same there keep their order. An unknown column sorts nothing,
    a page that does not exist is the nearest that does.
    """
    wanted = fold(words).split()
    looked = [column for column in columns if column.searched]
    found = [
        row for row in rows if not wanted or _has(wanted, fold(" ".join(str(column.cell(row)) for column in looked)))
    ]
    column = next((column for column in columns if column.name == sort.removeprefix("-")), None)
    if column is not None:
        cells = [(column.cell(row), row) for row in found]
        known = sorted(
            (pair for pair in cells if pair[0] != ""), key=lambda pair: _key(pair[0]), reverse=sort.startswith("-")
        )
        found = [row for _, row in known] + [row for cell, row in cells if cell == ""]
    pages = max(1, -(-len(found) // size))
    page = min(max(page, 1), pages)
    return Arranged(tuple(found), tuple(found[(page - 1) * size : page * size]), page, pages)


def as_csv(rows: Iterable[T], columns: Sequence[Column[T]]) -> str:
    """The rows with all columns; every cell is quoted, and one that could start a formula begins with an apostrophe."""
    written = StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([[_cell(column.cell(row)) for column in columns] for row in rows])
    return written.getvalue()


def _has(wanted: Sequence[str], text: str) -> bool:
    return all(word in text for word in wanted)


def _key(cell: str | int) -> tuple[int, str]:
    return (cell, "") if isinstance(cell, int) else (0, fold(cell))


def _cell(cell: str | int) -> str | int:
    return cell if isinstance(cell, int) else as_cell(cell)
