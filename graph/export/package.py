"""The records behind a picture as a data package: a ZIP file that this application, and any other, can load."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from graph.export.archive import packed
from graph.export.characters import sound
from graph.export.cited import Cited, joined, left_out, said_of
from graph.export.holding import Found, reading, refuse
from graph.export.registry import Format, Options
from graph.model.errors import ExportFailed
from graph.model.packing import columns_of, descriptor_text, table_text
from graph.model.records import split_ids
from graph.model.tables import TABLES, Table
from graph.scene.briefing import Briefing, Record

LOSES = (
    "the picture itself: where actors stand, the legend, the cards and the words of endnotes; what backs a tie is "
    "worked out anew from the entries by whoever loads them"
)


def to_package(briefing: Briefing, options: Options) -> bytes:
    """The package: the tables in canonical form, and in `datapackage.json` which page stands under which number."""
    del options
    rows = {
        table.name: briefing.records.get(table.name, ())
        for table in TABLES.values()
        if not table.optional or briefing.records.get(table.name)
    }
    for name, records in rows.items():
        for record in records:
            if record.get("status", "") not in ("", "published", "retracted"):
                raise ExportFailed(f"{name} “{TABLES[name].identity(record)}” is a draft; drafts are not exported.")
    files = {f"{name}.csv": table_text(TABLES[name], [_tidy(row) for row in rows[name]]) for name in rows}
    columns = {name: columns_of(TABLES[name], map(_tidy, records)) for name, records in rows.items()}
    files["datapackage.json"] = descriptor_text(columns, _about(briefing), {"picture": _picture(briefing)})
    return packed({name: text.encode() for name, text in files.items()})


def _tidy(row: Record) -> Record:
    return {**row, "status": ""} if row.get("status") == "published" else row


def _about(briefing: Briefing) -> dict[str, Any]:
    slug = re.sub(r"[^a-z0-9]+", "-", briefing.title.lower()).strip("-")[:60].strip("-")
    return {
        "name": slug or "attest-picture",
        "title": sound(briefing.title) or "A picture made with Attest",
        "description": joined((*said_of(briefing), *briefing.source_summary, left_out(LOSES)), "\n\n"),
        "version": briefing.digest[:12] or str(briefing.seq),
        "created": briefing.generated_at,
    }


def _picture(briefing: Briefing) -> dict[str, Any]:
    cited = Cited(briefing)
    return {
        "query": briefing.query,
        "digest": briefing.digest,
        "handling": briefing.handling,
        "appVersion": briefing.app_version,
        "lines": [
            {"number": note.number, "line": note.line, "from": cited.lines[note.line].a, "to": cited.lines[note.line].b}
            for note in briefing.endnotes
        ],
        "endnotes": [
            {
                "endnote": f"{note.number}{citation.letter}",
                "tie": tie.id,
                "list": citation.list,
                "source": citation.source,
                "claims": list(citation.claims),
            }
            for note, tie, citation in cited.citations()
        ],
    }


def read_package(data: bytes) -> tuple[dict[str, Any], dict[str, list[dict[str, str]]]]:
    """The descriptor and the rows of every table of such a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    descriptor: dict[str, Any] = json.loads(files.pop("datapackage.json"))
    tables = {}
    for resource in descriptor["resources"]:
        text = files.pop(resource["path"]).decode()
        tables[resource["name"]] = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    if files:
        raise ExportFailed(f"The data package holds {', '.join(sorted(files))}, which it does not describe.")
    return descriptor, tables


@reading("data package")
def check_package(data: bytes, briefing: Briefing) -> None:
    """Refuse a package that does not hold the lines and sources of the picture, or points at what is not in it."""
    descriptor, tables = read_package(data)
    picture = descriptor["picture"]
    edges = [(line["line"], line["from"], line["to"]) for line in picture["lines"]]
    refuse(Found(edges, {one["endnote"]: one["source"] for one in picture["endnotes"]}), briefing, "data package")
    ids = {name: {row["id"] for row in rows} for name, rows in tables.items() if "id" in TABLES[name].columns}
    cited = {(claim, one["source"]) for one in picture["endnotes"] for claim in one["claims"]}
    if not cited <= {(row["id"], row["source"]) for row in tables["claims"]}:
        raise ExportFailed("The data package lacks entries that its endnotes rest on; it was not kept.")
    for name, rows in tables.items():
        for row in rows:
            missing = _dangling(TABLES[name], row, ids)
            if missing:
                raise ExportFailed(f"The data package has no {missing}, which its {name} name; it was not kept.")


def _dangling(table: Table, row: Mapping[str, str], ids: Mapping[str, set[str]]) -> str:
    for column, target in table.references.items():
        cell = row.get(column, "")
        for id_ in split_ids(cell) if column in table.lists else filter(None, [cell]):
            if target in ids and id_ not in ids[target]:
                return f"“{id_}” among its {target}"
    return ""


FORMATS = (
    Format(
        "package",
        "Data package (ZIP)",
        "zip",
        "application/zip",
        "machines",
        LOSES,
        to_package,
        check_package,
    ),
)
"""The data package."""
