"""The cells of a row as they are meant: each under its column of ours, without blanks around it, its mangling named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from graph.editing.importing.columns import TARGETS
from graph.editing.importing.mangled import mangled_date, mangled_id, mangled_json, mangled_number
from graph.editing.importing.mapping import Matching
from graph.editing.importing.names import code
from graph.editing.importing.sheet import Sheet, SheetRow

_MANGLED: dict[str, Callable[[str], str]] = {
    "date": mangled_date,
    "id": mangled_id,
    "json": mangled_json,
    "number": mangled_number,
}


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong in a row: the column of ours (empty for the whole row), and the words."""

    target: str
    words: str


@dataclass
class Meant:
    """A row by columns of ours; a cell with a fault is empty."""

    number: int
    cells: dict[str, str]
    faults: list[Fault] = field(default_factory=list)

    def get(self, target: str) -> str:
        """The text of a column; empty where the sheet has none."""
        return self.cells.get(target, "")

    def fault(self, target: str, words: str) -> None:
        """Note a fault, and empty the cell, so that nothing is concluded from it."""
        self.faults.append(Fault(target, words))
        if target in self.cells:
            self.cells[target] = ""


def meant(row: SheetRow, matching: Matching, sheet: Sheet) -> Meant:
    """A row as it is meant, its faults of form named."""
    made = Meant(row.number, dict(matching.constants))
    bad = dict(row.faults)
    places = {place: target for target, place in matching.columns.items()}
    for place, words in row.faults:
        if place < 0:
            made.faults.append(Fault("", words))
        elif place not in places:
            made.faults.append(Fault("", f"“{sheet.header[place]}” {words}"))
    for target, place in matching.columns.items():
        text = row.cells[place].strip()
        made.cells[target] = text
        about = TARGETS[target]
        if place in bad:
            made.fault(target, bad[place])
        elif text and about.sort in _MANGLED and (words := _MANGLED[about.sort](text)):
            made.fault(target, words)
        elif text and about.sort == "json":
            made.cells[target] = _tidy(text)
        elif text and about.choices:
            made.cells[target] = code(text, about.choices)
    if made.get("status") == "published":
        made.cells["status"] = ""
    return made


def _tidy(text: str) -> str:
    """Qualifiers in the one form in which they are kept; as they are where they are no JSON."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True)
    except (ValueError, RecursionError):
        return text
