"""The workbook to fill in: columns kept as text, lists to choose from, and a sheet that explains every column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph.editing.importing.columns import TARGETS, Target
from graph.editing.importing.names import Known
from graph.editing.importing.workbook import ENTRIES

_ROWS = 1000
"""How many rows are kept as text and have lists."""
_LISTS = "Lists"
_WIDE = {"statement": 60, "quote": 45, "note": 35, "url": 40, "title": 40, "qualifiers": 30}
_REFERS = {
    "subject": "actors",
    "object": "actors",
    "speakers": "actors",
    "relayed_by": "actors",
    "publisher_interest": "actors",
    "publisher": "publishers",
    "originator": "publishers",
    "source": "sources",
    "kind": "kinds",
}
_NAMED_BY = {"actors": "label", "publishers": "name", "kinds": "label", "sources": "id"}
_HEAD = PatternFill("solid", fgColor="FFE8EDF3")
_NEEDED = PatternFill("solid", fgColor="FFCFE3F5")
_TEXT = "@"


def template(known: Known, now: datetime) -> bytes:
    """The workbook, with what is on file at this moment in its lists."""
    workbook = Workbook()
    entries = workbook.active
    assert isinstance(entries, Worksheet)
    entries.title = ENTRIES
    _lists(workbook, entries, known)
    _explain(workbook)
    lists = workbook[_LISTS]
    lists.sheet_state = "hidden"
    workbook.move_sheet(lists, 1)
    workbook.properties.creator = "Attest"
    workbook.properties.created = workbook.properties.modified = now.replace(tzinfo=None)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _lists(workbook: Workbook, entries: Worksheet, known: Known) -> None:
    lists = workbook.create_sheet(_LISTS)
    made: dict[Sequence[str], int] = {}
    for place, target in enumerate(TARGETS.values(), start=1):
        head = entries.cell(1, place, target.name)
        head.font, head.fill = Font(bold=True), _NEEDED if target.needed else _HEAD
        letter = get_column_letter(place)
        entries.column_dimensions[letter].width = _WIDE.get(target.name, max(14, len(target.name) + 3))
        entries.column_dimensions[letter].number_format = _TEXT
        if target.sort != "text":
            # Where a program would turn what is typed into something else, the cells say it as well as the column.
            for number in range(2, _ROWS + 2):
                entries.cell(number, place).number_format = _TEXT
        offered = _offered(target, known)
        if not offered:
            continue
        column = made.get(offered)
        if column is None:
            column = made[offered] = len(made) + 1
            for number, text in enumerate((target.name, *offered), start=1):
                cell = lists.cell(number, column, text)
                cell.data_type = "s"
        where = get_column_letter(column)
        rule = DataValidation(
            type="list", formula1=f"={_LISTS}!${where}$2:${where}${len(offered) + 1}", allow_blank=True
        )
        # Codes are closed; a name that is not on the list yet may be written all the same.
        rule.showErrorMessage = bool(target.choices) and target.name not in _REFERS
        rule.errorTitle, rule.error = target.name, "Choose one of the list, or leave it empty."
        rule.promptTitle, rule.prompt = target.name, target.meaning[:250]
        rule.showInputMessage = True
        rule.add(f"{letter}2:{letter}{_ROWS + 1}")
        entries.add_data_validation(rule)
    entries.freeze_panes = "D2"


def _offered(target: Target, known: Known) -> tuple[str, ...]:
    """What a list offers: words where they are plain, ids where two records share their name."""
    if target.name in _REFERS:
        table = _REFERS[target.name]
        rows = {id_: row for id_, row in known[table].items() if row["status"] != "retracted"}
        names = [row[_NAMED_BY[table]] for row in rows.values()]
        return tuple(
            sorted(
                (id_ if names.count(row[_NAMED_BY[table]]) > 1 else row[_NAMED_BY[table]] for id_, row in rows.items()),
                key=str.casefold,
            )
        )
    if target.column in ("credibility", "status"):
        return ("1", "2", "3", "4", "5", "6") if target.column == "credibility" else ("retracted",)
    return tuple(_words(target.choices))


def _words(choices: Mapping[str, str]) -> list[str]:
    return [words or code for code, words in choices.items()]


def _explain(workbook: Workbook) -> None:
    sheet = workbook.create_sheet("Columns")
    heads = ("Column", "Needed", "What to write", "Example", "Taken")
    for place, text in enumerate(heads, start=1):
        cell = sheet.cell(1, place, text)
        cell.font, cell.fill = Font(bold=True), _HEAD
    for number, target in enumerate(TARGETS.values(), start=2):
        needed = "in every row" if target.needed else ""
        taken = "; ".join(f"{code} ({words})" if words else code for code, words in target.choices.items())
        for place, text in enumerate((target.name, needed, target.meaning, target.example, taken), start=1):
            cell = sheet.cell(number, place, text)
            cell.number_format, cell.data_type = _TEXT, "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    notes = (
        "Dates are text: 2022, 2022-07 or 2022-07-19, as precise as the source says. Do not let the program turn them "
        "into its own dates; the columns here are set to Text for that.",
        "A source that is on the list already: its id in source, or its address in url. A new source: url, title, "
        "publisher, published and page_kind; a publisher that is not on the list becomes a new publisher.",
        "Rows without id are new entries. A row with the id of an entry changes it.",
    )
    for number, text in enumerate(notes, start=len(TARGETS) + 3):
        cell = sheet.cell(number, 1, text)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=5)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[number].height = 34
    for letter, width in zip("ABCDE", (20, 13, 60, 45, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
