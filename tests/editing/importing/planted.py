"""Spreadsheets of fresh articles for the tests, sound ones and such with known faults; all of it invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from functools import cache

from graph.editing.importing.mapping import guess
from graph.editing.importing.outcome import OnFile, Plan
from graph.editing.importing.plan import plan
from graph.editing.importing.reading import read_sheet
from graph.model.tables import texts
from graph.store.package import read_package
from tests.cli.terminal import SMALL

HEADER = (
    "Subject",
    "Tie",
    "Object",
    "Says or denies",
    "Speakers",
    "Statement",
    "Quote",
    "Said on",
    "True from",
    "Grade",
    "Details",
    "Link",
    "Headline",
    "Outlet",
    "Date published",
    "Page kind",
    "Note",
)
"""As somebody would head them who has not seen our columns."""

FAULTS: tuple[tuple[str, str, str], ...] = (
    ("Said on", "Jul-22", "a month"),
    ("Said on", "44743", "counts days"),
    ("True from", "2022-07-01 00:00:00", "a month"),
    ("Said on", "5.11.2022", "two ways"),
    ("True from", "2022-02-30", "no date that exists"),
    ("Grade", "2.0", "took for a number"),
    ("Grade", "7", "unknown"),
    ("Details", "{“commodity”: “uav”}", "typographic quotation marks"),
    ("Details", "{commodity}", "not JSON"),
    ("Subject", "Nowhereland", "not on the list of actors"),
    ("Object", "Nowhereland", "not on the list of actors"),
    ("Speakers", "Nobody At All", "not on the list of actors"),
    ("Tie", "fundng", "not on the list of kinds"),
    ("Says or denies", "maybe", "unknown"),
    ("Says or denies", "disputes", "is empty; say what is disputed"),
    ("Statement", "", "is empty"),
    ("Link", "javascript:alert(1)", "no address that can be opened"),
    ("Headline", "x" * 1001, "at most 1,000"),
    ("Outlet", "", "is empty"),
    ("Date published", "Nov 5, 2022", "no date as we write it"),
    ("Page kind", "blog", "unknown"),
    ("Quote", "safe\u202etext", "invisible character"),
    ("Object", "{subject}", "same actor"),
)
"""What is planted: the column, what stands in it, and words of the reason that must be given."""
ELSEWHERE = {("Says or denies", "disputes"): "disputes_what"}
"""Where a fault is said of another column than the one it was planted in."""


def article(number: int, subject: str, object_: str, kind: str) -> dict[str, str]:
    """A sound row: an entry with a page of its own, in an outlet that is new."""
    day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
    texts = (
        subject,
        kind,
        object_,
        "says",
        "",
        f"An invented sentence, number {number}.",
        "=1+1" if number % 50 == 3 else "",
        day,
        "2024",
        "",
        '{"commodity": "uav"}' if number % 5 == 0 else "",
        f"https://example.org/news/{number}",
        f"Invented headline {number}",
        "The Invented Daily",
        day,
        "news",
        "-",
    )
    return dict(zip(HEADER, texts, strict=True))


def planted(
    number: int, faults: int, subject: str, object_: str, kind: str
) -> tuple[list[dict[str, str]], dict[int, tuple[str, str]]]:
    """So many rows with so many faults spread among them; and row -> (column, words) of each fault."""
    rows = [article(place, subject, object_, kind) for place in range(number)]
    expected = {}
    for place in range(faults):
        column, text, words = FAULTS[place % len(FAULTS)]
        at = (place * number) // faults + 1
        rows[at][column] = text.format(subject=subject) if "{sub" in text else text
        expected[at + 2] = (ELSEWHERE.get((column, text), column), words)
    return rows, expected


def as_csv(rows: Sequence[Mapping[str, str]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as a spreadsheet program writes them."""
    out = io.StringIO(newline="")
    columns = list(dict.fromkeys(column for row in rows for column in row))
    writer = csv.DictWriter(out, columns, delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


@cache
def on_file() -> OnFile:
    """The invented list of the fixtures, as an import meets it."""
    tables = read_package(SMALL).tables
    known = {
        name: {row["id"]: row for row in texts(tables[name])}
        for name in ("kinds", "actors", "publishers", "sources", "claims")
    }
    bases = {name: dict.fromkeys(rows, 1) for name, rows in known.items()}
    return OnFile(known, tuple(texts(tables["aliases"])), bases, bases)


def planned(
    data: bytes | Sequence[Mapping[str, str]], *, as_drafts: bool = False, keep_duplicates: bool = False
) -> Plan:
    """The dry run of a file, or of rows, against the invented list."""
    sheet = read_sheet("articles.csv", data if isinstance(data, bytes) else as_csv(data))
    return plan(sheet, guess(sheet), on_file(), as_drafts=as_drafts, keep_duplicates=keep_duplicates)


def entry(**more: str) -> dict[str, str]:
    """A sound row with our own names of columns, on a page of the invented list."""
    return {
        "subject": "norland",
        "kind": "arms_transfer",
        "object": "esland",
        "stance": "asserts",
        "statement": "It is said.",
        "source": "post-2022-02",
    } | more
