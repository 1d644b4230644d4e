"""Between texts, as the package and all rooms have them, and the typed columns of the store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from graph.model.packing import number_text
from graph.model.tables import Table
from graph.store.schema import fields


def to_columns(table: Table, row: Mapping[str, str]) -> dict[str, Any]:
    """A row of texts as the values of a revision's own fields; an empty reference, number or boolean is NULL."""
    made: dict[str, Any] = {}
    for name in fields(table):
        text = row.get(name, "")
        if name in table.booleans:
            made[name] = None if not text else text == "true"
        elif name in table.numbers:
            # Plus 0.0: a negative zero would not come back from the database, and the chain would not hold.
            made[name] = float(text) + 0.0 if text else None
        elif name in table.references and name not in table.lists:
            made[name] = text or None
        else:
            made[name] = text
    return made


def to_row(table: Table, revision: Mapping[Any, Any]) -> dict[str, str]:
    """A revision as texts with the package's columns; `status` is empty where it is published."""
    row = {name: _to_text(revision[name]) for name in table.columns}
    return row | {"status": "" if row["status"] == "published" else row["status"]}


def to_frame(table: Table, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Revisions as a frame of texts with the package's columns, in the order of their keys."""
    columns: dict[str, list[str]] = {}
    for name in table.columns:
        if name == "status":
            columns[name] = ["" if row["status"] == "published" else row["status"] for row in rows]
        else:
            columns[name] = [_to_text(row[name]) for row in rows]
    frame = pd.DataFrame(columns, columns=list(table.columns), dtype="str")
    return frame.sort_values(list(table.key), kind="stable", ignore_index=True)


def _to_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, float) else str(value)


def digest(change: Mapping[str, Any], rows: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """The digest of a change: SHA-256 over the one before, itself, and its rows by table, id and revision."""
    told = {
        name: change[name]
        for name in ("seq", "submission_id", "recorded_at", "recorded_by", "comment", "package", "previous")
    }
    content = sorted(
        (
            [table, row["id"], row["revision"], {key: value for key, value in row.items() if key != "seq"}]
            for table, row in rows
        ),
        key=lambda item: item[:3],
    )
    text = json.dumps([told, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
