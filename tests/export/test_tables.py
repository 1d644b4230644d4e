"""CSV and XLSX: every citation is a row, every text comes back as it was, and no cell can be run."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace

import openpyxl
from hypothesis import given, settings

from graph.export import tables as made
from graph.export import workbook
from graph.export.registry import Options
from graph.scene.briefing import Briefing
from tests.export.hostile import TEXTS
from tests.export.pictures import opening, small

RISKY = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""What OWASP names as the beginning of a formula, blanks before it passed over."""


def test_a_row_is_one_page_behind_one_tie() -> None:
    rows = made.read_csv(made.to_csv(small(), Options()))
    assert [(row["endnote"], row["tie"]) for row in rows] == [
        (f"{note.number}{citation.letter}", tie.id)
        for note in small().endnotes
        for tie in note.ties
        for citation in tie.citations
    ]
    first = rows[0]
    assert first["sentence"] == "Norland transfers arms to Esland"
    assert (first["stance"], first["speaker"]) == ("says so", "Foreign Ministry of Norland")
    assert (first["said_on"], first["true_from"], first["published"]) == ("2022-05-02", "2022-02", "2022-05-02")
    assert (first["page"], first["entries"]) == ("gazette-2022-05", "c02")
    assert first["url"] == "https://example.org/gazette-2022-05"


def test_denials_are_rows_that_say_so() -> None:
    rows = made.read_csv(made.to_csv(small(), Options()))
    assert {row["list"] for row in rows} == {
        citation.list for note in small().endnotes for tie in note.ties for citation in tie.citations
    }
    assert {row["stance"] for row in rows if row["list"] == "denied"} == {"denies it"}


def test_both_tables_say_the_same() -> None:
    by_csv = made.read_csv(made.to_csv(small(), Options()))
    by_book = workbook.read_xlsx(workbook.to_xlsx(small(), Options()))["Endnotes"]
    assert by_book == [{name: row[name] for name in made.COLUMNS[:-2]} for row in by_csv]


def test_a_line_without_a_page_keeps_its_row() -> None:
    bare = _without_pages(small())
    rows = made.read_csv(made.to_csv(bare, Options()))
    assert {row["line"] for row in rows} == {line.id for line in bare.scene.lines}
    made.check_csv(made.to_csv(bare, Options()), bare)
    workbook.check_xlsx(workbook.to_xlsx(bare, Options()), bare)


def _without_pages(briefing: Briefing) -> Briefing:
    first, *others = briefing.endnotes
    ties = tuple(replace(tie, citations=()) for tie in first.ties)
    return replace(briefing, endnotes=(replace(first, ties=ties), *others))


def test_the_workbook_says_what_the_picture_is() -> None:
    sheets = workbook.read_xlsx(workbook.to_xlsx(small(), Options()))
    about = {row["what"]: row["words"] for row in sheets["About"]}
    assert about["Handling"] == "TLP:GREEN"
    assert about["Summary"] == small().summary
    assert made.BOTH_LOSE in about["Left out"]
    assert [row["actor"] for row in sheets["Actors"]] == [node.id for node in small().scene.nodes]
    assert [(row["number"], row["line"]) for row in sheets["Lines"]] == [
        (str(note.number), note.line) for note in small().endnotes
    ]


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    long = replace(small(), caveats="x" * 40_000)
    words = {row["what"]: row["words"] for row in workbook.read_xlsx(workbook.to_xlsx(long, Options()))["About"]}[
        "Caveats"
    ]
    assert len(words) < 32_767
    assert words.endswith("[cut here: 40,000 characters; the JSON file has all]")


def test_what_a_workbook_would_read_as_a_character_stays_as_it_is() -> None:
    named = replace(small(), caveats="_x0041_ and _x000D_")
    data = workbook.to_xlsx(named, Options())
    assert {row["what"]: row["words"] for row in workbook.read_xlsx(data)["About"]}["Caveats"] == "_x0041_ and _x000D_"
    assert b"_x005F_x0041_" in b"".join(_sheets(data))


@settings(max_examples=12, deadline=None)
@given(title=TEXTS, summary=TEXTS, sentence=TEXTS, words=TEXTS, speaker=TEXTS)
def test_no_cell_can_be_run_whatever_the_texts(
    title: str, summary: str, sentence: str, words: str, speaker: str
) -> None:
    hostile = _said(replace(small(), title=title, summary=summary, caveats=words), sentence, speaker)
    data = made.to_csv(hostile, Options())
    texts = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    assert [text for text in texts if RISKY.match(text)] == []
    made.check_csv(data, hostile)
    data = workbook.to_xlsx(hostile, Options())
    assert not any(re.search(rb"<f[ >]", sheet) for sheet in _sheets(data))
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
    assert [cell.value for cell in cells if cell.data_type == "s" and RISKY.match(str(cell.value))] == []
    workbook.check_xlsx(data, hostile)


def _said(briefing: Briefing, sentence: str, speaker: str) -> Briefing:
    notes = []
    for note in briefing.endnotes:
        ties = []
        for tie in note.ties:
            citations = tuple(replace(one, speaker=speaker, quote=sentence, title=sentence) for one in tie.citations)
            ties.append(replace(tie, sentence=sentence, citations=citations))
        notes.append(replace(note, heading=sentence, ties=tuple(ties)))
    return replace(briefing, endnotes=tuple(notes))


def _sheets(data: bytes) -> list[bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]


def test_the_opening_view_has_every_citation_in_both() -> None:
    count = sum(len(tie.citations) for note in opening().endnotes for tie in note.ties)
    assert len(made.read_csv(made.to_csv(opening(), Options()))) == count
