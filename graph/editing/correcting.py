"""Small corrections to many records at once: what they change, what is wrong with them, and whom they would overwrite.

The validator is the store's; a record that somebody saved meanwhile is shown three ways and never overwritten.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.editing.importing.mangled import REMEDY, mangled_date, mangled_number
from graph.model.errors import Problem
from graph.model.tables import TABLES
from graph.store.checking import check
from graph.store.reading import Read, Row
from graph.store.writes import Write

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "claims": (
        "credibility",
        "credibility_basis",
        "held_from",
        "held_to",
        "said_on",
        "matter",
        "modality",
        "basis",
        "locator",
        "quote",
        "speaker_text",
        "note",
    ),
    "sources": (
        "reliability",
        "published",
        "accessed",
        "state",
        "checked",
        "kind",
        "language",
        "title",
        "authors",
        "descriptor",
    ),
    "publishers": ("reliability", "reliability_basis", "ownership", "country", "name"),
}
"""What can be corrected in a table; all else needs the form, since more hangs on it."""
_WAITS = "a draft of it waits in Review; change it there, or decide on it first"
Known = Mapping[str, Mapping[str, Row]]


@dataclass(frozen=True)
class Edit:
    """New texts of one record.

    Attributes:
        base: the revision on which they were written.
        began: the record as it stood then.
        cells: column -> its new text.
    """

    base: int
    began: Row
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Overtaken:
    """A cell of a record that somebody saved meanwhile: what it was, what it is now, and what it would be."""

    id: str
    column: str
    base: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Corrected:
    """What corrections come to.

    Attributes:
        table: which table.
        changes: (id, column, before, after) of every cell that would change.
        problems: what is wrong; the file of each is the record's id.
        remarks: what somebody should look at, and what stops nothing.
        overtaken: the cells of records that were saved by somebody else since.
        writes: what would be saved; empty where something stands against it.
    """

    table: str
    changes: tuple[tuple[str, str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    overtaken: tuple[Overtaken, ...] = ()
    writes: Mapping[str, tuple[Write, ...]] = field(default_factory=dict)


def correct(
    table: str,
    edits: Mapping[str, Edit],
    known: Known,
    bases: Mapping[str, int],
    *,
    as_drafts: bool = False,
    last: Mapping[str, int] | None = None,
    waiting: Collection[str] = (),
) -> Corrected:
    """Work out what corrections change and whether they can be saved.

    Args:
        table: claims, sources or publishers.
        edits: id -> its new texts.
        known: the list as it stands.
        bases: id -> the revision that stands.
        as_drafts: make drafts of them.
        last: id -> the last revision of any status.
        waiting: the records of which a draft waits; another draft would take its place.
    """
    changed = {
        id_: dict(known[table][id_]) | {column: text.strip() for column, text in edit.cells.items()}
        for id_, edit in sorted(edits.items())
        if id_ in known[table]
    }
    changed = {id_: row for id_, row in changed.items() if row != known[table][id_]}
    overtaken = [
        Overtaken(id_, column, edits[id_].began[column], known[table][id_][column], row[column])
        for id_, row in changed.items()
        if bases.get(id_) != edits[id_].base
        for column in TABLES[table].columns
        if column in edits[id_].cells or edits[id_].began[column] != known[table][id_][column]
    ]
    problems = _problems(table, changed, edits, known)
    if as_drafts:
        problems += [Problem(id_, 0, "", _WAITS) for id_ in changed if id_ in waiting]
    errors = tuple(problem for problem in problems if problem.severity == "error")
    writes: dict[str, tuple[Write, ...]] = {}
    if changed and not errors and not overtaken:
        writes[table] = tuple(
            _write(row, edits[id_].base, (last or {}).get(id_), as_drafts) for id_, row in changed.items()
        )
    return Corrected(
        table,
        tuple(
            (id_, column, known[table][id_][column], row[column])
            for id_, row in changed.items()
            for column in TABLES[table].columns
            if row[column] != known[table][id_][column]
        ),
        errors,
        tuple(problem for problem in problems if problem.severity != "error"),
        tuple(overtaken),
        writes,
    )


def _write(row: Row, base: int, last: int | None, as_drafts: bool) -> Write:
    if as_drafts:
        return Write(row, base, "draft", after=last)
    return Write(row, base, row["status"] or "published", row["retraction_reason"])


def _problems(table: str, changed: Mapping[str, Row], edits: Mapping[str, Edit], known: Known) -> list[Problem]:
    """Faults of the corrected cells in the words of an import, then whatever the validator says of the records."""
    found: dict[tuple[str, str], Problem] = {}
    for id_ in changed:
        for column, text in edits[id_].cells.items():
            words = _mangled(table, column, text.strip())
            if words:
                found[id_, column] = Problem(id_, 0, column, words)
    done = Read(Path(table))
    for name in TABLES:
        done.rows[name], done.numbers[name] = [], []
    done.present = {table}
    done.rows[table], done.numbers[table] = list(changed.values()), list(range(1, len(changed) + 1))
    ids = list(changed)
    remarks = []
    for problem in check(done, known):
        said = Problem(ids[problem.row - 1], 0, problem.column, problem.message, problem.severity)
        if problem.severity != "error":
            # What was so before is no news here; the page Method lists it.
            if problem.column in edits[said.file].cells:
                remarks.append(said)
        else:
            found.setdefault((said.file, said.column), said)
    return [*found.values(), *remarks]


def _mangled(table: str, column: str, text: str) -> str:
    """As in an import, without what only a spreadsheet has."""
    said = ""
    if column in TABLES[table].dates:
        said = mangled_date(text)
    elif column in ("credibility", "reliability"):
        said = mangled_number(text)
    return said.replace(REMEDY, "write")
