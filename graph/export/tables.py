"""The endnotes as a table, one row a citation, and as CSV: no cell that a spreadsheet could run."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from graph.export.characters import sound
from graph.export.cited import Cited, joined, left_out, number_of, withdrawn_since
from graph.export.holding import Found, reading, refuse
from graph.export.registry import Format, Options
from graph.model.cells import as_cell, from_cell
from graph.scene.briefing import Briefing, Citation, CitedTie, Endnote
from graph.scene.shapes import Line

BOTH_LOSE = "where actors stand, the legend, and the qualifiers and notes of entries"
LOSES = f"{BOTH_LOSE}, other names of actors, the cards, the summary, the caveats and the source summary"
MOST_CELL = 32_000
"""The longest text of a cell; a spreadsheet refuses a file with more than 32,767 characters in one."""
Value = str | int
Row = dict[str, Value]


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
        "picture": joined((cited.briefing.title, cited.briefing.stamp, *withdrawn_since(cited.briefing)), " · "),
        "about": left_out(LOSES),
    }


def to_csv(briefing: Briefing, options: Options) -> bytes:
    """The table as CSV: UTF-8 with a mark that spreadsheets know it by, every text in quotes."""
    del options
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(row[column]) for column in COLUMNS] for row in rows(briefing))
    return out.getvalue().encode("utf-8-sig")


def read_csv(data: bytes) -> list[dict[str, str]]:
    """The rows of such a file, the texts as they were."""
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [{name: from_cell(cell) for name, cell in row.items()} for row in reader]


@reading("CSV")
def check_csv(data: bytes, briefing: Briefing) -> None:
    """Refuse a file that does not hold the lines and sources of the picture."""
    check_rows(read_csv(data), briefing, "CSV")


def cell(value: Value) -> Value:
    """A number as it is; a text as a cell can hold it, in which nothing runs."""
    if isinstance(value, int):
        return value
    text = as_cell(sound(value))
    if len(text) > MOST_CELL:
        return f"{text[:MOST_CELL]} … [cut here: {len(text):,} characters; the JSON file has all]"
    return text


def check_rows(found: Sequence[dict[str, str]], briefing: Briefing, name: str) -> None:
    """Refuse rows that do not hold the lines and sources of the picture."""
    edges = {(row["line"], row["line_from"], row["line_to"]) for row in found}
    pages = {row["endnote"]: row["page"] for row in found if row["page"]}
    refuse(Found(edges, pages), briefing, name)


FORMATS = (Format("csv", "CSV", "csv", "text/csv", "machines", LOSES, to_csv, check_csv),)
"""The table."""
