"""Every format read by a program that is not ours: which lines it holds, and which page stands under which number.

A family of formats joins by a reader here; `test_every_format.py` holds all of them to the scene.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import openpyxl
import stix2

from graph.scene.briefing import Briefing


@dataclass(frozen=True)
class Held:
    """What a file holds: line ids with their two ends (none where the format has no ends), and `12a` -> page."""

    lines: frozenset[tuple[str, ...]]
    pages: Mapping[str, str]


def of_scene(briefing: Briefing, *, ends: bool) -> Held:
    """What every file of it must hold."""
    pages = {
        f"{note.number}{citation.letter}": citation.source
        for note in briefing.endnotes
        for tie in note.ties
        for citation in tie.citations
    }
    lines = ((line.id, line.a, line.b) if ends else (line.id,) for line in briefing.scene.lines)
    return Held(frozenset(lines), pages)


def _rows(rows: Iterable[Mapping[str, Any]]) -> Held:
    rows = list(rows)
    return Held(
        frozenset((row["line"], row["line_from"], row["line_to"]) for row in rows),
        {row["endnote"]: row["page"] for row in rows},
    )


def by_csv(data: bytes) -> Held:
    """As the standard library reads CSV."""
    return _rows(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def by_openpyxl(data: bytes) -> Held:
    """The first sheet, as openpyxl reads it."""
    head, *body = openpyxl.load_workbook(io.BytesIO(data))["Endnotes"].iter_rows(values_only=True)
    return _rows(dict(zip(map(str, head), row, strict=True)) for row in body)


def by_json(data: bytes) -> Held:
    """As JSON, without our reader of briefings."""
    told = json.loads(data)
    return Held(
        frozenset((line["id"], line["a"], line["b"]) for line in told["scene"]["lines"]),
        {
            f"{note['number']}{citation['letter']}": citation["source"]
            for note in told["endnotes"]
            for tie in note["ties"]
            for citation in tie["citations"]
        },
    )


def _edges(edges: Iterable[tuple[str, str, Mapping[str, Any]]]) -> Held:
    lines: set[tuple[str, ...]] = set()
    pages: dict[str, str] = {}
    for one, other, data in edges:
        lines.add((data["line_id"], *sorted((one, other))))
        pages.update(dict(pair.split("=") for pair in (data["pages"] or "").split("; ") if pair))
    return Held(frozenset(lines), pages)


def by_networkx_graphml(data: bytes) -> Held:
    """As networkx reads GraphML."""
    return _edges(nx.read_graphml(io.BytesIO(data), force_multigraph=True).edges(data=True))


def by_igraph(data: bytes) -> Held:
    """As igraph reads GraphML."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "picture.graphml"
        file.write_bytes(data)
        graph = igraph.Graph.Read_GraphML(str(file))
    names = graph.vs["id"] if graph.vcount() else []
    return _edges((names[edge.source], names[edge.target], edge.attributes()) for edge in graph.es)


def by_networkx_gexf(data: bytes) -> Held:
    """As networkx reads GEXF."""
    return _edges(nx.read_gexf(io.BytesIO(data)).edges(data=True))


def by_networkx_node_link(data: bytes) -> Held:
    """As networkx reads node-link JSON."""
    graph = nx.node_link_graph(json.loads(data), edges="edges")
    lines: set[tuple[str, ...]] = set()
    pages: dict[str, str] = {}
    for one, other, told in graph.edges(data=True):
        lines.add((told["line_id"], *sorted((one, other))))
        pages.update((citation["endnote"], citation["page"]) for citation in told["citations"])
    return Held(frozenset(lines), pages)


def by_zip(data: bytes) -> Held:
    """The descriptor of the data package; the page of a number is the one its entry names in `claims.csv`."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    picture = json.loads(archive.read("datapackage.json"))["picture"]
    claims = csv.DictReader(io.StringIO(archive.read("claims.csv").decode(), newline=""))
    page = {row["id"]: row["source"] for row in claims}
    return Held(
        frozenset((line["line"], line["from"], line["to"]) for line in picture["lines"]),
        {one["endnote"]: page[claim] for one in picture["endnotes"] for claim in one["claims"]},
    )


def _keywords(pages: Iterable[tuple[str, list[str]]]) -> Held:
    placed = [(*keyword.split(" "), page) for page, keywords in pages for keyword in keywords]
    return Held(frozenset((line,) for _, line, _ in placed), {number: page for number, _, page in placed})


def by_csl(data: bytes) -> Held:
    """As JSON."""
    return _keywords((item["id"], item["keyword"].split(", ")) for item in json.loads(data))


def by_ris(data: bytes) -> Held:
    """Record by record, tag by tag."""
    records = re.findall(r"(TY  - .*?)ER  - \r\n", data.decode(), re.DOTALL)
    found = [re.findall(r"^([A-Z][A-Z0-9])  - (.*)\r$", record, re.MULTILINE) for record in records]
    return _keywords((dict(record)["ID"], [text for tag, text in record if tag == "KW"]) for record in found)


def by_bibtex(data: bytes) -> Held:
    """Entry by entry, as BibTeX counts braces."""
    return _keywords((key, fields["keywords"].split(", ")) for _, key, fields in bibtex(data))


def bibtex(data: bytes) -> list[tuple[str, str, dict[str, str]]]:
    """Type, key and fields of every entry: whatever stands between a brace and the one that closes it is one value."""
    text, found, at = data.decode(), [], 0
    while (at := text.find("@", at)) >= 0:
        kind, _, _ = text[at + 1 :].partition("{")
        opens = text.index("{", at)
        closes = _closing(text, opens)
        if kind != "comment":
            key, _, body = text[opens + 1 : closes].partition(",")
            found.append((kind, key, dict(_fields(body))))
        at = closes
    return found


def _fields(body: str) -> Iterable[tuple[str, str]]:
    at = 0
    while found := re.compile(r"\s*(\w+) = (?=\{)").match(body, at):
        closes = _closing(body, found.end())
        yield found[1], body[found.end() + 1 : closes]
        at = body.index(",", closes) + 1


def _closing(text: str, opens: int) -> int:
    depth = 0
    for place in range(opens, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return place
    raise AssertionError("a brace is never closed")


def by_stix2(data: bytes) -> Held:
    """As the stix2 library reads it, nothing custom allowed."""
    bundle = stix2.parse(data.decode(), allow_custom=False)
    lines: set[tuple[str, ...]] = set()
    pages: dict[str, str] = {}
    for thing in bundle.objects:
        for told in getattr(thing, "extensions", {}).values():
            lines |= {(line["line"], line["from"], line["to"]) for line in told.get("lines", [])}
            pages |= {one["endnote"]: told["page"] for one in told.get("endnotes", [])}
    return Held(frozenset(lines), pages)


@dataclass(frozen=True)
class Reader:
    """One way to read a format; `ends` says whether the ends of a line are in it."""

    read: Callable[[bytes], Held]
    ends: bool = True


READERS: Mapping[str, tuple[Reader, ...]] = {
    "csv": (Reader(by_csv),),
    "xlsx": (Reader(by_openpyxl),),
    "json": (Reader(by_json),),
    "package": (Reader(by_zip),),
    "graphml": (Reader(by_networkx_graphml), Reader(by_igraph)),
    "gexf": (Reader(by_networkx_gexf),),
    "node-link": (Reader(by_networkx_node_link),),
    "csl-json": (Reader(by_csl, ends=False),),
    "ris": (Reader(by_ris, ends=False),),
    "bibtex": (Reader(by_bibtex, ends=False),),
    "stix": (Reader(by_stix2),),
}
"""Format -> who reads it."""
