"""What an import is told and what it answers: the list it meets, and what becomes of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.editing.importing.sheet import Sheet
from graph.store.reading import Row
from graph.store.writes import Write

OUTCOMES = {
    "new": "new",
    "changed": "changed",
    "same": "on the list already",
    "duplicate": "duplicate",
    "refused": "refused",
}
"""What becomes of a row, and the words for it."""


@dataclass(frozen=True)
class OnFile:
    """The list that an import meets.

    Attributes:
        known: table -> id -> the record as it stands, kinds among them.
        aliases: other names of actors.
        bases: table -> id -> the revision that stands.
        last: table -> every id ever given -> its last revision, drafts and rejections too.
        drafts: table -> the id of a record of which a draft waits -> the record as that has it.
    """

    known: Mapping[str, Mapping[str, Row]]
    aliases: tuple[Row, ...]
    bases: Mapping[str, Mapping[str, int]]
    last: Mapping[str, Mapping[str, int]]
    drafts: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)

    @property
    def taken(self) -> Mapping[str, set[str]]:
        """Table -> every id ever given."""
        return {table: set(revisions) for table, revisions in self.last.items()}


@dataclass(frozen=True)
class Outcome:
    """What becomes of one row.

    Attributes:
        number: the row, as the spreadsheet program counts.
        outcome: one of `OUTCOMES`.
        record: the id of the entry that it is, becomes or repeats; empty where it is refused.
        sentence: the row's statement, to recognise it by.
        reasons: (the sheet's column, why) where it is refused or a duplicate; the column is empty for the whole row.
        changes: (column, before, after) where it is changed.
        remarks: what somebody should look at.
    """

    number: int
    outcome: str
    record: str = ""
    sentence: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What an import would do.

    Attributes:
        sheet: what was read.
        outcomes: one for each row, in the sheet's order.
        writes: what would be saved; empty where nothing is new or changed.
        as_drafts: whether all of it would be drafts.
    """

    sheet: Sheet
    outcomes: tuple[Outcome, ...]
    writes: Mapping[str, tuple[Write, ...]]
    as_drafts: bool

    @property
    def counts(self) -> dict[str, int]:
        """How many rows became what; they add up to the rows read."""
        counted = Counter(outcome.outcome for outcome in self.outcomes)
        return {name: counted[name] for name in OUTCOMES}

    @property
    def brought(self) -> dict[str, tuple[str, ...]]:
        """Table -> the names of the new actors, outlets and pages that would come along."""
        named = {"actors": "label", "publishers": "name", "sources": "id"}
        return {
            table: tuple(write.row[column] for write in self.writes[table])
            for table, column in named.items()
            if self.writes.get(table)
        }
