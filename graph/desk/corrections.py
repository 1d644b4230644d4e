"""Small corrections in a table: the rows to correct, what the corrections come to, and one change of them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from graph.desk.rights import need, publishes
from graph.editing.correcting import COLUMNS, Corrected, Edit, Overtaken, correct
from graph.model.errors import UsageError
from graph.model.folding import fold
from graph.model.person import Person
from graph.model.tables import texts
from graph.store.package import Tables
from graph.store.store import Store
from graph.store.writes import STATUSES, Saved

__all__ = ["COLUMNS", "MOST", "Corrected", "Corrections", "Edit", "Overtaken", "Page"]
MOST = 300
"""So many rows are opened at once."""
_NAMED = {"claims": "statement", "sources": "title", "publishers": "name"}
_SEARCHED = {
    "claims": ("id", "subject", "kind", "object", "matter", "statement", "source", "speakers"),
    "sources": ("id", "publisher", "title", "url"),
    "publishers": ("id", "name", "country"),
}
Row = dict[str, str]


@dataclass(frozen=True)
class Page:
    """Rows to correct: the records that were found, up to `MOST` of them, with the revision of each.

    Attributes:
        rows: id -> the record.
        bases: id -> its revision.
        found: how many there are.
        seq: the change after which this was read.
    """

    rows: Mapping[str, Row]
    bases: Mapping[str, int]
    found: int
    seq: int


class Corrections:
    """The corrections of one person."""

    def __init__(self, store: Store, by: Person, tables: Callable[[], Tables] | None = None) -> None:
        """Take what gives the list as it stands, where somebody keeps it; else it is read from the store each time."""
        self._store, self._by, self._tables = store, by, tables or store.tables

    def page(self, table: str, words: str = "", empty: str = "") -> Page:
        """The records of a table in which every word occurs; with `empty`, only those with nothing in that column."""
        seq = self._store.head().seq
        rows, bases = self._now(table)
        wanted = fold(words).split()
        found = {
            id_: row
            for id_, row in rows[table].items()
            if row["status"] != "retracted"
            and (not empty or not row[empty])
            and (not wanted or _has(wanted, row, _SEARCHED[table]))
        }
        opened = {id_: row for id_, row in found.items() if id_ in bases}
        opened = dict(list(opened.items())[:MOST])
        return Page(opened, {id_: bases[id_] for id_ in opened}, len(found), seq)

    @property
    def drafts_only(self) -> bool:
        """Whether what this person corrects becomes drafts in any case, for somebody else to review."""
        return not publishes(self._store, self._by)

    def correct(self, table: str, edits: Mapping[str, Edit], *, as_drafts: bool = False) -> Corrected:
        """What corrections come to on the list as it is now; nothing is saved."""
        if not edits:
            return Corrected(table)
        every = self._store.newest(table, edits, STATUSES)
        known, bases = self._now(table)
        return correct(
            table,
            edits,
            known,
            bases,
            as_drafts=as_drafts or self.drafts_only,
            last={id_: number for id_, (number, _, _) in every.items()},
            waiting={id_ for id_, (_, _, row) in every.items() if row["status"] == "draft"},
        )

    def over_theirs(self, table: str, edits: Mapping[str, Edit]) -> dict[str, Edit]:
        """The edits as if they were begun now: their cells go over what others saved, all else of theirs stays."""
        known, bases = self._now(table)
        return {
            id_: Edit(bases[id_], known[table][id_], edit.cells) for id_, edit in edits.items() if id_ in known[table]
        }

    def save(self, corrected: Corrected, comment: str, submission_id: str = "") -> Saved:
        """Save corrections as one change.

        Raises:
            Conflict: a record was saved by somebody else since.
            UsageError: nothing changes, or something is wrong.
        """
        need(self._by, "editor", "correct entries")
        drafts = all(write.status == "draft" for writes in corrected.writes.values() for write in writes)
        if self.drafts_only and not drafts:
            raise UsageError("nothing was saved: a second person must look at it now; save it as drafts")
        if corrected.problems:
            raise UsageError("nothing was saved: mend what is wrong first")
        if not corrected.writes:
            raise UsageError("nothing was saved: nothing would change")
        several = len({id_ for id_, *_ in corrected.changes})
        return self._store.save(
            corrected.writes,
            submission_id=submission_id or uuid4().hex,
            by=self._by,
            comment=comment.strip() or f"Corrected {several:,} {corrected.table} in the table",
            now=datetime.now(UTC),
        )

    def title(self, table: str) -> str:
        """The column by which a person knows a record of a table."""
        return _NAMED[table]

    def _now(self, table: str) -> tuple[dict[str, dict[str, Row]], dict[str, int]]:
        # Revisions first: what is saved in between then meets a Conflict, and is never overwritten unseen.
        bases = {id_: row["revision"] for id_, row in self._store.revisions()[table].items()}
        tables = self._tables()
        known = {
            name: {row["id"]: row for row in texts(tables[name])}
            for name in ("kinds", "actors", "publishers", "sources", "claims")
        }
        return known, bases


def _has(wanted: list[str], row: Row, columns: tuple[str, ...]) -> bool:
    text = fold(" ".join(row[column] for column in columns))
    return all(word in text for word in wanted)
