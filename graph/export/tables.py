"""The endnotes as tables: CSV and XLSX, one row a citation, and no cell that a spreadsheet could run."""

from __future__ import annotations

import csv
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
from graph.export.characters import sound
from graph.export.cited import Cited, joined, left_out, number_of
from graph.export.holding import Found, reading, refuse
from graph.export.registry import Format, Options
from graph.model.cells import as_cell, from_cell
from graph.scene.briefing import Briefing, Citation, CitedTie, Endnote
from graph.scene.shapes import Line

XLSX_LOSES = "where actors stand, the legend, and the qualifiers and notes of entries"
CSV_LOSES = f"{XLSX_LOSES}, other names of actors, the cards, the summary, the caveats and the source summary"
MOST_CELL = 32_000
"""The longest text of a cell; a spreadsheet refuses a file with more than 32,767 characters in one."""
Value = str | int
Row = dict[str, Value]

_WIDTHS = {"sentence": 48, "statement": 60, "quote": 48, "citation": 80, "title": 48, "backing": 28, "answer": 28}


def rows(briefing: Briefing) -> list[Row]:
    """One row a citation; a tie that has none (a snapshot with such a line is blocked) keeps a row without."""
    cited = Cited(briefing)
    made = []
    for note in briefing.endnotes:
        line = cited.lines[note.line]
        for tie in note.ties:
            made += [_row(cited, note, line, tie, citation) for citation in tie.citations or (_NO_CITATION,)]
    return made


_NO_CITATION = Citation(
    letter="",
    source="",
    claims=(),
    list="",
    stance="",
    speaker="",
    basis="",
    originator="",
    publisher="",
    title="",
    title_inferred=False,
    published="",
    accessed="",
    url="",
    archived_url="",
    doi="",
    place="",
    quote="",
    grade="",
    descriptor="",
    derived_from="",
    state="",
    words="",
)


COLUMNS = (
    "endnote",
    "number",
    "sentence",
    "stance",
    "speaker",
    "basis",
    "statement",
    "quote",
    "place",
    "matter",
    "said_on",
    "true_from",
    "true_to",
    "title",
    "title_inferred",
    "publisher",
    "originator",
    "published",
    "accessed",
    "url",
    "archived_url",
    "doi",
    "grade",
    "descriptor",
    "repeats",
    "page_state",
    "backing",
    "answer",
    "years",
    "line",
    "line_from",
    "line_to",
    "polarity",
    "only_denied",
    "tie",
    "subject",
    "kind",
    "object",
    "list",
    "entries",
    "page",
    "citation",
    "picture",
    "about",
)
"""The columns of the table, in their order."""


def _row(cited: Cited, note: Endnote, line: Line, tie: CitedTie, citation: Citation) -> Row:
    subject, kind, object_ = tie.id.split(".")
    page, claims = cited.record("sources", citation.source), cited.claims(citation)

    def of(column: str, between: str = "; ") -> str:
        return joined((claim.get(column, "") for claim in claims), between)

    return {
        "endnote": number_of(note, citation),
        "number": note.number,
        "sentence": tie.sentence,
        "stance": citation.stance,
        "speaker": citation.speaker,
        "basis": citation.basis,
        "statement": of("statement", "\n"),
        "quote": citation.quote,
        "place": citation.place,
        "matter": of("matter"),
        "said_on": of("said_on"),
        "true_from": of("held_from"),
        "true_to": of("held_to"),
        "title": citation.title,
        "title_inferred": "yes" if citation.title_inferred else "",
        "publisher": citation.publisher,
        "originator": citation.originator if citation.originator != citation.publisher else "",
        "published": page.get("published", ""),
        "accessed": page.get("accessed", ""),
        "url": citation.url,
        "archived_url": citation.archived_url,
        "doi": citation.doi,
        "grade": citation.grade,
        "descriptor": citation.descriptor,
        "repeats": citation.derived_from,
        "page_state": citation.state,
        "backing": tie.backing_words,
        "answer": tie.answer_words,
        "years": tie.years,
        "line": line.id,
        "line_from": line.a,
        "line_to": line.b,
        "polarity": line.polarity,
        "only_denied": "yes" if line.only_denied else "",
        "tie": tie.id,
        "subject": subject,
        "kind": kind,
        "object": object_,
        "list": citation.list,
        "entries": "; ".join(citation.claims),
        "page": citation.source,
        "citation": citation.words,
        "picture": joined((cited.briefing.title, cited.briefing.stamp), " · "),
        "about": left_out(CSV_LOSES),
    }


def to_csv(briefing: Briefing, options: Options) -> bytes:
    """The table as CSV: UTF-8 with a mark that spreadsheets know it by, every text in quotes."""
    del options
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[column]) for column in COLUMNS] for row in rows(briefing))
    return out.getvalue().encode("utf-8-sig")


def read_csv(data: bytes) -> list[dict[str, str]]:
    """The rows of such a file, the texts as they were."""
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [{name: from_cell(cell) for name, cell in row.items()} for row in reader]


@reading("CSV")
def check_csv(data: bytes, briefing: Briefing) -> None:
    """Refuse a file that does not hold the lines and sources of the picture."""
    _check(read_csv(data), briefing, "CSV")


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
    _check(read_xlsx(data)["Endnotes"], briefing, "XLSX")


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
        ("Left out", left_out(XLSX_LOSES)),
        ("Apostrophes", "A text that a spreadsheet could take for a formula begins with one apostrophe."),
    ]
    return [pair for pair in pairs if pair[1]]


def _sheet(sheet: Worksheet, head: Sequence[str], body: Iterable[Sequence[Value]]) -> None:
    sheet.freeze_panes = "B2"
    for place, name in enumerate(head, start=1):
        _write(sheet.cell(1, place), name)
        sheet.cell(1, place).font = _BOLD
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 18)
    for number, row in enumerate(body, start=2):
        for place, value in enumerate(row, start=1):
            _write(sheet.cell(number, place), value)
    sheet.auto_filter.ref = sheet.dimensions


_BOLD = Font(bold=True)


def _write(cell: Cell | MergedCell, value: Value) -> None:
    """Fill a cell with a number, or with text that stays text whatever it begins with."""
    if isinstance(value, int):
        cell.value = value
    else:
        cell.value = _NAMED.sub("_x005F_", str(_cell(value)))
        cell.data_type = "s"


_NAMED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook would read as the number of a character."""


def _cell(value: Value) -> Value:
    if isinstance(value, int):
        return value
    text = as_cell(sound(value))
    if len(text) > MOST_CELL:
        return f"{text[:MOST_CELL]} … [cut here: {len(text):,} characters; the JSON file has all]"
    return text


def _text(cell: object) -> str:
    return "" if cell is None else from_cell(unescape(cell)) if isinstance(cell, str) else str(cell)


def _check(found: Sequence[dict[str, str]], briefing: Briefing, name: str) -> None:
    edges = {(row["line"], row["line_from"], row["line_to"]) for row in found}
    pages = {row["endnote"]: row["page"] for row in found if row["page"]}
    refuse(Found(edges, pages), briefing, name)


FORMATS = (
    Format("csv", "CSV", "csv", "text/csv", "machines", CSV_LOSES, to_csv, check_csv),
    Format(
        "xlsx",
        "Excel (XLSX)",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "machines",
        XLSX_LOSES,
        to_xlsx,
        check_xlsx,
    ),
)
"""The tables."""
