"""Records in words: what each is called, and what stands in its fields, as a layman reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from graph.model.dates import in_words, is_partial_date
from graph.model.labels import NAMES
from graph.model.records import split_ids
from graph.model.tables import TABLES
from graph.scene.grammar import in_sentence, is_plural, matter_words, verb
from graph.scene.telling import telling
from graph.scene.words import count
from graph.store.package import Tables

Row = Mapping[str, str]


def how_many(table: str, number: int) -> str:
    """`1 entry`, `12 pages`."""
    return count(number, *NAMES[table])


def moment_words(recorded_at: str) -> str:
    """A moment in UTC as a reader writes it: `5 Nov 2022, 14:03`."""
    return f"{in_words(recorded_at[:10])}, {recorded_at[11:16]}" if recorded_at else ""


def called(table: str, row: Row, rows: Mapping[str, Mapping[str, Row]]) -> str:
    """What a record is called where it is told of alone: of an entry, all that it says.

    Args:
        rows: table -> id -> row of what an entry names.
    """
    if table == "claims":
        return telling(row, rows)
    name = row.get({"sources": "title", "publishers": "name"}.get(table, "label"), "")
    return name or row.get("url", "") or row.get("id", "")


class Wording:
    """What records are called, by one state of the list with other rows laid over it."""

    def __init__(self, tables: Tables, over: Iterable[tuple[str, Row]] = ()) -> None:
        self._rows: dict[str, dict[str, Row]] = {}
        for name in ("actors", "kinds", "publishers", "sources"):
            frame = tables[name]
            self._rows[name] = {str(row["id"]): _texts(row) for row in frame.to_dict("records")}
        for name, row in over:
            if name in self._rows:
                self._rows[name].setdefault(row["id"], row)

    def row(self, table: str, id_: str) -> Row | None:
        """A record that is referred to; None where it is not on file."""
        return self._rows.get(table, {}).get(id_)

    def name(self, table: str, id_: str) -> str:
        """What a record that is referred to is called; its id where it is not on file."""
        row = self.row(table, id_)
        if row is None:
            return id_
        if table == "sources":
            return row["title"] or row["url"] or id_
        return row["name"] if table == "publishers" else row["label"]

    def heading(self, table: str, row: Row) -> str:
        """A record in a few words: of an entry, the tie it is about."""
        if table == "claims":
            subject, object_ = (self.row("actors", row[end]) for end in ("subject", "object"))
            label = self.name("actors", row["subject"])
            words = verb(self.name("kinds", row["kind"]), is_plural(label, subject["kind"] if subject else ""))
            other = in_sentence(self.name("actors", row["object"]), object_["kind"] if object_ else "")
            matter = f" ({matter_words(row['matter'])})" if row["matter"] else ""
            return f"{label} {words} {other}{matter}"
        if table == "aliases":
            return f"Name of {self.name('actors', row['actor'])}: “{row['alias']}”"
        if table == "sources":
            return row["title"] or row["url"] or row["id"]
        if table == "layout":
            return f"Place of {self.name('actors', row['actor'])}"
        return row.get("label") or row.get("name") or row.get("question") or TABLES[table].identity(row)

    def value(self, table: str, column: str, cell: str) -> str:
        """What stands in a field, in words; empty where nothing does."""
        shape = TABLES[table]
        if not cell:
            return ""
        if column in shape.references:
            ids = split_ids(cell) if column in shape.lists else (cell,)
            return "; ".join(self.name(shape.references[column], id_) for id_ in ids)
        if column in shape.choices:
            codes = split_ids(cell) if column in shape.lists else (cell,)
            return "; ".join(shape.choices[column].get(code) or code for code in codes)
        if column in shape.dates and is_partial_date(cell):
            return in_words(cell)
        if column in shape.booleans:
            return "yes" if cell == "true" else "no"
        if column == "matter":
            return matter_words(cell)
        return _particulars(cell) if column == "qualifiers" else cell


def _particulars(cell: str) -> str:
    try:
        found = json.loads(cell)
    except json.JSONDecodeError:
        return cell
    return "; ".join(f"{name.replace('_', ' ')}: {told}" for name, told in found.items())


def _texts(row: Mapping[object, object]) -> dict[str, str]:
    return {str(column): str(cell) for column, cell in row.items()}
