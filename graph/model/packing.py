"""The canonical form of a data package, as text: `datapackage.json` and the tables.

UTF-8, LF, rows in the order of their keys, cells quoted only where they must be, numbers in their shortest form.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.model.dates import PATTERN
from graph.model.records import SEPARATOR
from graph.model.tables import TABLES, Table

NAMES = ("name", "title", "description", "version", "created", "licenses", "contributors", "homepage", "keywords")
"""What a package says of itself and takes along when it is published again."""
LAST = ("status", "retraction_reason")
"""Columns that a table has only where a row says something in them."""


def columns_of(table: Table, rows: Iterable[Mapping[str, str]]) -> list[str]:
    """The columns that the file of a table with these rows has."""
    said = {name for row in rows for name in LAST if row.get(name)}
    return [name for name in table.columns if name not in LAST or name in said]


def table_text(table: Table, rows: Sequence[Mapping[str, str]]) -> str:
    """The file of a table; the rows stand in the order given."""
    columns = columns_of(table, rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return out.getvalue()


def number_text(number: float) -> str:
    """A number in its shortest form: 52.52, 90, -0.1278."""
    return str(int(number)) if number == int(number) else repr(number)


_TITLES = {
    "kinds": "The tie vocabulary",
    "actors": "Actors",
    "aliases": "Names of actors",
    "publishers": "Publishers",
    "sources": "Published documents",
    "claims": "Claims: one source reporting one thing about one tie",
    "views": "Ready questions",
    "layout": "Places of the opening view",
}


def descriptor_text(
    columns: Mapping[str, Sequence[str]], about: Mapping[str, Any], more: Mapping[str, Any] | None = None
) -> str:
    """`datapackage.json` as text.

    Args:
        columns: table -> the columns its file has, of every table of the package.
        about: what the package says of itself; what is none of `NAMES` is left out.
        more: properties besides those of the standard, which readers that do not know them pass over.
    """
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        **{name: about[name] for name in NAMES if name in about},
        **(more or {}),
        "resources": [
            _resource(table, columns[table.name], set(columns)) for table in TABLES.values() if table.name in columns
        ],
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"


def _resource(table: Table, columns: Sequence[str], present: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(table, name) for name in columns], "missingValues": [""]}
    schema["primaryKey"] = list(table.key)
    keys = []
    for column, target in table.references.items():
        if column not in table.lists and target in present:
            reference = {"fields": ["id"]} if target == table.name else {"resource": target, "fields": ["id"]}
            keys.append({"fields": [column], "reference": reference})
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "type": "table",
        "title": _TITLES[table.name],
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(table: Table, name: str) -> dict[str, Any]:
    kind = "number" if name in table.numbers else "boolean" if name in table.booleans else "string"
    made: dict[str, Any] = {"name": name, "type": kind}
    if kind == "boolean":
        made |= {"trueValues": ["true"], "falseValues": ["false"]}
    limits: dict[str, Any] = {}
    if name in table.required:
        limits["required"] = True
    if table.key == (name,):
        limits["unique"] = True
    if name in table.dates:
        limits["pattern"] = PATTERN
    if name in table.choices and name not in table.lists:
        limits["enum"] = list(table.choices[name])
    if name in table.lists:
        made["description"] = f"several with “{SEPARATOR}” between them"
    if limits:
        made["constraints"] = limits
    return made
