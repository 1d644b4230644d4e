"""From a form to the rows that it writes: ids minted, records made in place named by them, changed names told apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.editing.minting import mint
from graph.model.form import NEW, Form
from graph.model.records import SEPARATOR, split_ids
from graph.model.tables import TABLES

Row = dict[str, str]
_ORDER = ("actors", "publishers", "sources")
_TAKEN_OFF = "taken off in the form of its actor"


@dataclass(frozen=True)
class Made:
    """The rows of a form.

    Attributes:
        id: of the record that the form is about.
        rows: table -> rows with every column of the table, those that are referred to first.
        ids: key of a record made in place -> the id minted for it.
    """

    id: str
    rows: Mapping[str, list[Row]]
    ids: Mapping[str, str]

    def key_of(self, id_: str) -> str:
        """The key under which the form knows a record; empty for the one it is about."""
        return next((key for key, minted in self.ids.items() if minted == id_), "")


def make(form: Form, taken: Mapping[str, Collection[str]]) -> Made:
    """The rows that a form writes.

    Args:
        form: as it stands; texts are tidied here, not checked.
        taken: table -> every id that was ever used.
    """
    ids: dict[str, str] = {}
    rows: dict[str, list[Row]] = {}
    used = {table: set(taken.get(table, ())) for table in (*_ORDER, form.table)}

    def named(row: Row, table: str) -> Row:
        """The row with ids in the place of keys, as far as they are given out."""
        references = {
            column: SEPARATOR.join(ids.get(name, name) for name in split_ids(row[column]))
            for column in TABLES[table].references
            if NEW in row[column]
        }
        return row | references

    def one(table: str, cells: Mapping[str, str], id_: str) -> Row:
        columns = TABLES[table].columns
        told = {column: _tidy(text) for column, text in cells.items() if column in columns}
        row = named(dict.fromkeys(columns, "") | told, table)
        row["id"] = id_ or mint(table, row, used[table])
        used[table].add(row["id"])
        return row

    for table in _ORDER:
        for key, cells in sorted(form.beside.get(table, {}).items(), key=lambda item: int(item[0].removeprefix(NEW))):
            row = one(table, cells, "")
            ids[key] = row["id"]
            rows.setdefault(table, []).append(row)
    # Of two made in place the first may name the second.
    rows = {table: [named(row, table) for row in several] for table, several in rows.items()}
    main = one(form.table, form.row, form.target)
    rows.setdefault(form.table, []).append(main)
    if form.table == "actors":
        names = _names(form, main["id"])
        if names:
            rows["aliases"] = names
    return Made(main["id"], rows, ids)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _names(form: Form, actor: str) -> list[Row]:
    """The names that are new, changed or taken off; a name without letters is none."""
    table = TABLES["aliases"]

    def row(cells: Mapping[str, str]) -> Row:
        made = dict.fromkeys(table.columns, "") | {name: _tidy(text) for name, text in cells.items()}
        return made | {"actor": actor}

    before = {table.identity(made): made for made in map(row, form.named)}
    after = {table.identity(made): made for made in map(row, form.names) if made["alias"]}
    changed = [made for id_, made in after.items() if before.get(id_) != made]
    gone = [
        made | {"status": "retracted", "retraction_reason": _TAKEN_OFF}
        for id_, made in before.items()
        if id_ not in after
    ]
    return changed + gone
