"""The cited pages for reference managers, each with the endnotes it stands under: as CSL-JSON and RIS.

What is not known stays empty: no date, title or author is made up. A quote goes into the note, never into the abstract.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.export.characters import in_one_line
from graph.export.cited import Cited, Page, left_out, withdrawn_since
from graph.export.holding import Found, reading, refuse
from graph.export.registry import Format, Options
from graph.model.errors import ExportFailed
from graph.scene.briefing import Briefing

LOSES = "everything but the cited pages and their numbers: what they say of whom, who denies it, who is on the picture"


@dataclass(frozen=True)
class Types:
    """What a kind of page is called in the three formats."""

    csl: str
    ris: str
    bibtex: str


TYPES = {
    "government": Types("report", "GOVDOC", "online"),
    "igo": Types("report", "RPRT", "online"),
    "news": Types("article-newspaper", "NEWS", "online"),
    "think_tank": Types("report", "RPRT", "online"),
    "academic": Types("article-journal", "JOUR", "article"),
    "reference": Types("entry-encyclopedia", "ENCYC", "online"),
    "company": Types("webpage", "ELEC", "online"),
    "court": Types("legal_case", "CASE", "online"),
    "social": Types("post", "ELEC", "online"),
    "other": Types("webpage", "ELEC", "online"),
}
"""Kind of page -> its type."""
OFFLINE = Types("document", "GEN", "misc")
"""A page of another kind, or of no address."""


@dataclass(frozen=True)
class Reference:
    """A cited page in the words of a reference manager; dates as on file, `YYYY[-MM[-DD]]`."""

    page: Page
    types: Types
    title: str
    authors: tuple[str, ...]
    publisher: str
    originator: str
    issued: str
    accessed: str
    notes: tuple[str, ...]
    keywords: tuple[str, ...]


def references(briefing: Briefing) -> tuple[Reference, ...]:
    """Every cited page once, in the order of ids."""
    cited = Cited(briefing)
    return tuple(_reference(page, cited) for page in cited.pages)


def _reference(page: Page, cited: Cited) -> Reference:
    record, first = page.record, page.citations[0]
    kind = TYPES.get(record.get("kind", ""), OFFLINE)
    authors = tuple(filter(None, map(in_one_line, record.get("authors", "").split(";"))))
    return Reference(
        page=page,
        types=kind if first.url or kind.bibtex == "article" else OFFLINE,
        title=in_one_line(first.title),
        authors=authors,
        publisher=in_one_line(first.publisher),
        originator=in_one_line(first.originator) if first.originator != first.publisher else "",
        issued=record.get("published", ""),
        accessed=record.get("accessed", ""),
        notes=tuple(in_one_line(note) for note in _notes(page, cited.briefing) if note),
        keywords=tuple(f"{number} {line}" for number, line in page.places),
    )


def _notes(page: Page, briefing: Briefing) -> Iterator[str]:
    first = page.citations[0]
    made = " · ".join(filter(None, (briefing.title, briefing.stamp)))
    yield f"Endnotes {', '.join(number for number, _ in page.places)} of: {made}."
    yield from (f"{words}." for words in withdrawn_since(briefing))
    if first.title_inferred:
        yield "The title was inferred from the address."
    if first.originator != first.publisher:
        yield f"From {first.originator}."
    if first.derived_from:
        yield f"Repeats {first.derived_from}."
    if first.state:
        yield _sentence(first.state)
    if page.record.get("descriptor"):
        yield _sentence(page.record["descriptor"])
    if page.record.get("handling"):
        yield f"Handling: {page.record['handling']}."
    for quote, place in dict.fromkeys((one.quote, one.place) for one in page.citations if one.quote):
        yield f"“{quote}”{f' ({place})' if place else ''}"
    yield left_out(LOSES)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


# CSL-JSON


def to_csl(briefing: Briefing, options: Options) -> bytes:
    """CSL-JSON, as Zotero, pandoc and citation processors read it."""
    del options
    items = [_csl(one) for one in references(briefing)]
    return json.dumps(items, ensure_ascii=False, allow_nan=False, indent=1).encode() + b"\n"


def _csl(one: Reference) -> dict[str, Any]:
    record = one.page.record
    held = "publisher" if one.types.csl in ("report", "document", "legal_case") else "container-title"
    item: dict[str, Any] = {
        "id": one.page.id,
        "type": one.types.csl,
        "title": one.title,
        "author": [{"literal": author} for author in one.authors],
        held: one.publisher,
        "original-publisher": one.originator,
        "issued": _date_parts(one.issued),
        "accessed": _date_parts(one.accessed),
        "URL": record.get("url", ""),
        "DOI": record.get("doi", ""),
        "archive_location": record.get("archived_url", ""),
        "language": record.get("language", ""),
        "keyword": ", ".join(one.keywords),
        "note": "\n".join(one.notes),
    }
    return {name: value for name, value in item.items() if value}


def _date_parts(date: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}


@reading("CSL-JSON")
def check_csl(data: bytes, briefing: Briefing) -> None:
    """Refuse a file that does not hold the cited pages under their numbers."""
    check_pages(((item["id"], item.get("keyword", "").split(", ")) for item in json.loads(data)), briefing, "CSL-JSON")


# RIS


def to_ris(briefing: Briefing, options: Options) -> bytes:
    """RIS, one tag a line."""
    del options
    lines = [line for one in references(briefing) for line in (*_ris(one), "")]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _ris(one: Reference) -> Iterator[str]:
    record = one.page.record
    fields = [
        ("TY", one.types.ris),
        ("ID", one.page.id),
        ("TI", one.title),
        *(("AU", author) for author in one.authors),
        ("T2" if one.types.ris in ("NEWS", "JOUR", "ENCYC", "ELEC") else "PB", one.publisher),
        ("PY", one.issued[:4]),
        ("DA", _ris_date(one.issued)),
        ("Y2", _ris_date(one.accessed)),
        ("UR", record.get("url", "")),
        ("L2", record.get("archived_url", "")),
        ("DO", record.get("doi", "")),
        ("LA", record.get("language", "")),
        *(("KW", keyword) for keyword in one.keywords),
        *(("N1", note) for note in one.notes),
    ]
    for tag, text in fields:
        if text:
            yield f"{tag}  - {in_one_line(text)}"
    yield "ER  - "


def _ris_date(date: str) -> str:
    """`2023/12/11/`, `2023/12//`, `2023///`: year, month, day and an empty word about them."""
    return "/".join((*date.split("-"), *[""] * (3 - date.count("-")))) if date else ""


def read_ris(data: bytes) -> list[dict[str, list[str]]]:
    """The records of such a file: tag -> its texts."""
    found: list[dict[str, list[str]]] = []
    for line in filter(None, data.decode().split("\r\n")):
        tag, mark, text = line[:2], line[2:6], line[6:]
        if mark != "  - ":
            raise ExportFailed(f"The RIS file has a line that is none: {line[:60]}")
        if tag == "TY":
            found.append({})
        found[-1].setdefault(tag, []).append(text)
    return found


@reading("RIS")
def check_ris(data: bytes, briefing: Briefing) -> None:
    """Refuse a file that does not hold the cited pages under their numbers."""
    check_pages(((record["ID"][0], record.get("KW", [])) for record in read_ris(data)), briefing, "RIS")


def check_pages(found: Iterator[tuple[str, list[str]]], briefing: Briefing, name: str) -> None:
    """Every cited line by the page that stands for it; a line without a page cannot be in such a file."""
    lines = {line.id: (line.id, line.a, line.b) for line in briefing.scene.lines}
    pages, edges = {}, {lines[note.line] for note in briefing.endnotes if not any(tie.citations for tie in note.ties)}
    for page, keywords in found:
        for keyword in filter(None, keywords):
            number, _, line = keyword.partition(" ")
            pages[number] = page
            edges.add(lines.get(line, (line, "", "")))
    refuse(Found(edges, pages), briefing, name)


FORMATS = (
    Format(
        "csl-json",
        "CSL-JSON",
        "csl.json",
        "application/vnd.citationstyles.csl+json",
        "machines",
        LOSES,
        to_csl,
        check_csl,
    ),
    Format("ris", "RIS", "ris", "application/x-research-info-systems", "machines", LOSES, to_ris, check_ris),
)
"""The references."""
