"""The workbook to fill in: what it offers, and that what is filled in is imported."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from openpyxl import load_workbook

from graph.editing.importing.columns import CONSTANTS, TARGETS
from graph.editing.importing.mapping import guess
from graph.editing.importing.plan import plan
from graph.editing.importing.reading import read_sheet
from graph.editing.importing.template import template
from graph.model import codes
from graph.model.tables import TABLES
from tests.editing.importing.planted import on_file

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
MADE = template(on_file().known, NOON)
BOOK = load_workbook(io.BytesIO(MADE))


def test_every_column_of_an_entry_is_in_the_template_and_is_one_of_the_package() -> None:
    names = [target.name for target in TARGETS.values() if target.table == "claims"]
    assert set(names) == set(TABLES["claims"].columns)
    for target in TARGETS.values():
        assert target.column in TABLES[target.table].columns
        assert target.meaning
    assert set(CONSTANTS) <= set(TARGETS)


def test_its_header_is_recognised_column_by_column() -> None:
    book = BOOK
    header = [cell.value for cell in book["Entries"][1]]
    assert header == list(TARGETS)
    assert book.sheetnames[:2] == ["Entries", "Columns"]
    assert book["Lists"].sheet_state == "hidden"


def test_dates_and_ids_are_kept_as_text() -> None:
    sheet = BOOK["Entries"]
    for place, target in enumerate(TARGETS.values(), start=1):
        if target.sort in ("date", "id", "json", "number"):
            assert sheet.cell(2, place).number_format == "@", target.name


def test_lists_offer_the_actors_kinds_and_codes_in_words() -> None:
    book = BOOK
    lists = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in book["Lists"].columns}
    assert "Norland" in lists["subject"]
    assert "transfers arms to" in lists["kind"]
    assert lists["stance"] == list(codes.STANCES.values())
    rules = {str(rule.sqref): rule for rule in book["Entries"].data_validations.dataValidation}
    letter = {name: place for place, name in enumerate(TARGETS)}
    assert rules[f"{chr(65 + letter['stance'])}2:{chr(65 + letter['stance'])}1001"].showErrorMessage
    assert not rules[f"{chr(65 + letter['subject'])}2:{chr(65 + letter['subject'])}1001"].showErrorMessage


def test_the_second_sheet_explains_every_column_with_an_example_that_is_taken() -> None:
    rows = list(BOOK["Columns"].iter_rows(min_row=2, max_row=len(TARGETS) + 1, values_only=True))
    assert [row[0] for row in rows] == list(TARGETS)
    assert all(row[2] for row in rows)


def test_what_is_filled_in_is_imported_and_the_empty_template_holds_nothing() -> None:
    book = load_workbook(io.BytesIO(MADE))
    sheet = book["Entries"]
    texts: dict[str, str | int] = {
        "subject": "Norland",
        "kind": "transfers arms to",
        "object": "Esland",
        "stance": "says",
        "statement": "It is said.",
        "held_from": "2022-07",
        "url": "https://example.org/new",
        "title": "A headline",
        "publisher": "North Post",
        "published": "2022-07-19",
        "page_kind": "news",
        "credibility": 2,
    }
    for name, text in texts.items():
        sheet.cell(2, list(TARGETS).index(name) + 1).value = text
    out = io.BytesIO()
    book.save(out)
    read = read_sheet("filled.xlsx", out.getvalue())
    done = plan(read, guess(read), on_file())
    assert done.counts["new"] == 1, done.outcomes
    claim = done.writes["claims"][0].row
    assert (claim["held_from"], claim["credibility"], claim["kind"]) == ("2022-07", "2", "arms_transfer")
