"""The endnotes as a workbook: the table, the lines with who says so, the actors, and what the picture is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from graph.export.archive import office
from graph.export.cited import Cited, joined, left_out
from graph.export.holding import reading
from graph.export.registry import Format, Options
from graph.export.tables import BOTH_LOSE, COLUMNS, Value, cell, check_rows, rows
from graph.model.cells import from_cell
from graph.scene.briefing import Briefing, Endnote

_WIDTHS = {"sentence": 48, "statement": 60, "quote": 48, "citation": 80, "title": 48, "backing": 28, "answer": 28}


def to_xlsx(briefing: Briefing, options: Options) -> bytes:
    """A workbook: the table, the lines with who says so, the actors, and what the picture is."""
    del options
    book = Workbook()
    book.remove(book.worksheets[0])
    table = [[row[column] for column in COLUMNS[:-2]] for row in rows(briefing)]
    _sheet(book.create_sheet("Endnotes"), COLUMNS[:-2], table)
    cited = Cited(briefing)
    _sheet(book.create_sheet("Lines"), _LINE_COLUMNS, [_line(cited, note) for note in briefing.endnotes])
    actors = [
        [node.id, node.label, node.kind_words, "; ".join(node.aliases), "; ".join(node.stands_for)]
        for node in briefing.scene.nodes
    ]
    _sheet(book.create_sheet("Actors"), ("actor", "label", "kind", "also called", "stands for"), actors)
    _sheet(book.create_sheet("About"), ("what", "words"), [list(pair) for pair in about(briefing)])
    out = io.BytesIO()
    book.save(out)
    return office(out.getvalue(), title=briefing.title, at=briefing.generated_at)


def read_xlsx(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The rows of every sheet, the texts as they were (numbers as text)."""
    book = load_workbook(io.BytesIO(data), read_only=True)
    found = {}
    for sheet in book.worksheets:
        head, *body = ([_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in body]
    book.close()
    return found


@reading("XLSX")
def check_xlsx(data: bytes, briefing: Briefing) -> None:
    """Refuse a file that does not hold the lines and sources of the picture."""
    check_rows(read_xlsx(data)["Endnotes"], briefing, "XLSX")


_LINE_COLUMNS = (
    "number",
    "line",
    "from",
    "to",
    "heading",
    "sentence",
    "says",
    "answers",
    "since",
    "holds",
    "key",
    "only_denied",
)


def _line(cited: Cited, note: Endnote) -> list[Value]:
    line = cited.lines[note.line]
    card = next((card for card in cited.briefing.cards if card.line == note.line), None)
    told = ("\n".join(card.says), "\n".join(card.answers), card.since, card.holds, "; ".join(card.key)) if card else ()
    only = "yes" if line.only_denied else ""
    return [note.number, line.id, line.a, line.b, note.heading, note.sentence, *(told or ("",) * 5), only]


def about(briefing: Briefing) -> list[tuple[str, str]]:
    """What the picture is, in words, and what of it this file leaves out."""
    paragraphs = [("Source summary", paragraph) for paragraph in briefing.source_summary]
    pairs = [
        ("Title", briefing.title),
        ("Summary", briefing.summary),
        ("Caveats", briefing.caveats),
        ("Handling", briefing.handling),
        ("Asked", briefing.asked),
        ("Query", briefing.query),
        ("Information cut-off", briefing.cutoff),
        ("Picture date", briefing.picture_date),
        ("Made", briefing.generated_at),
        ("Digest", briefing.digest),
        ("Shown", joined((briefing.scene.sentence, briefing.scene.shown, briefing.scene.omitted), " ")),
        *paragraphs,
        ("Sent out although a check blocks", briefing.override),
        *(("Withdrawn since", words) for words in briefing.withdrawn),
        *((f"Check {check.number}: {check.name}", f"{check.outcome}: {check.words}") for check in briefing.checks),
        ("Left out", left_out(BOTH_LOSE)),
        ("Apostrophes", "A text that a spreadsheet could take for a formula begins with one apostrophe."),
    ]
    return [pair for pair in pairs if pair[1]]


def _sheet(sheet: Worksheet, head: Sequence[str], body: Iterable[Sequence[Value]]) -> None:
    sheet.freeze_panes = "B2"
    for place, name in enumerate(head, start=1):
        _fill(sheet.cell(1, place), name)
        sheet.cell(1, place).font = _BOLD
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 18)
    for number, row in enumerate(body, start=2):
        for place, value in enumerate(row, start=1):
            _fill(sheet.cell(number, place), value)
    sheet.auto_filter.ref = sheet.dimensions


_BOLD = Font(bold=True)


def _fill(at: Cell | MergedCell, value: Value) -> None:
    """Fill a cell with a number, or with text that stays text whatever it begins with."""
    if isinstance(value, int):
        at.value = value
    else:
        at.value = _NAMED.sub("_x005F_", str(cell(value)))
        at.data_type = "s"


_NAMED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook would read as the number of a character."""


def _text(held: object) -> str:
    return "" if held is None else from_cell(unescape(held)) if isinstance(held, str) else str(held)


FORMATS = (
    Format(
        "xlsx",
        "Excel (XLSX)",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "machines",
        BOTH_LOSE,
        to_xlsx,
        check_xlsx,
    ),
)
"""The workbook."""
