"""History: of a record, of the whole list, of one change; and going back, by a new revision that says the old words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.desk.beforeafter import tie_of
from graph.desk.drafts import Field, fields
from graph.desk.rights import need, publishes
from graph.desk.saving import must_be_free
from graph.desk.wording import Wording, how_many, moment_words
from graph.editing.history import is_same
from graph.editing.merging import refused
from graph.editing.review import problems
from graph.model.errors import DataProblems, NotFound, UsageError
from graph.model.labels import NAMES
from graph.model.person import Person
from graph.model.tables import TABLES
from graph.store.history import Change, Revision
from graph.store.package import Tables
from graph.store.store import Store
from graph.store.writes import LINE, Saved, Write

PER_PAGE = 25
"""How many changes a page of the feed holds."""
MOST_ROWS = 50
"""How many records a page of one change holds."""
_FEW = 4
"""A change of so few records is told record by record in the feed."""
_STATUS = {"published": "published", "draft": "drafted", "rejected": "rejected", "retracted": "taken back"}
_ONE = {"draft": "draft", "rejected": "rejected", "retracted": "taken back"}


@dataclass(frozen=True)
class Step:
    """A record as one change left it, in words.

    Attributes:
        status: published, draft, rejected or retracted; `words` says what the change did to the record.
        fields: what differs from the revision it was written on.
        is_now: whether this is how the record stands.
        says_now: whether the record says just this now, so that there is nothing to go back to.
    """

    table: str
    id: str
    revision: int
    heading: str
    status: str
    words: str
    fields: tuple[Field, ...]
    is_now: bool
    says_now: bool
    seq: int
    who: str
    when: str
    comment: str


@dataclass(frozen=True)
class RecordHistory:
    """All that became of a record, the last first.

    Attributes:
        now: its status on the list, empty where it is not on it.
        opens: what shows it in the picture, as a view selects it; empty where nothing does.
    """

    table: str
    id: str
    heading: str
    now: str
    opens: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Deed:
    """A change in the feed: who, when, why, in figures, and record by record where there are few."""

    seq: int
    who: str
    when: str
    comment: str
    figures: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Feed:
    """A page of the feed, `number` changes in all."""

    deeds: tuple[Deed, ...]
    number: int
    page: int
    pages: int


@dataclass(frozen=True)
class Opened:
    """A change opened whole; `figures` of all its records, `steps` of this page's, `tables` which it touched."""

    deed: Deed
    tables: tuple[str, ...]
    page: int
    pages: int


class Past:
    """What was saved, as one person may see it and go back to."""

    def __init__(self, store: Store, by: Person, tables: Callable[[], Tables] | None = None) -> None:
        """Take what gives the list as it stands, where somebody keeps it; else it is read from the store each time."""
        self._store, self._by, self._tables = store, by, tables or store.tables

    def of(self, table: str, id_: str) -> RecordHistory:
        """All revisions of a record, the last first; NotFound where it was never on file."""
        revisions = self._revisions(table, id_)
        tables = self._tables()
        wording = Wording(tables, [(table, revisions[-1].row)])
        line = [one for one in revisions if one.status in LINE]
        steps = [self._step(one, revisions, wording) for one in reversed(revisions)]
        return RecordHistory(
            table=table,
            id=id_,
            heading=wording.heading(table, (line or revisions)[-1].row),
            now=line[-1].status if line else "",
            opens=_opens(line[-1], tables) if line else "",
            steps=tuple(steps),
        )

    def feed(self, *, table: str = "", by: str = "", page: int = 1) -> Feed:
        """The changes of the list, the last first; of one table or one person where asked."""
        history = self._store.history
        page = max(1, page)
        changes, number = history.recent(table=table, by=by, page=page, size=PER_PAGE)
        few = [one.seq for one in changes if _rows(one) <= _FEW]
        told = history.made_by(few)
        wording = Wording(self._tables(), [(one.table, one.row) for rows in told.values() for one in rows])
        deeds = [
            _deed(change, [self._step(one, (), wording) for one in _by_care(told.get(change.seq, ()))])
            for change in changes
        ]
        return Feed(tuple(deeds), number, page, max(1, -(-number // PER_PAGE)))

    def change(self, seq: int, *, table: str = "", page: int = 1) -> Opened:
        """A change with its records, of one table where asked; NotFound where there is none of that number."""
        change, revisions = self._store.history.change(seq)
        rows = [one for one in _by_care(revisions) if not table or one.table == table]
        pages = max(1, -(-len(rows) // MOST_ROWS))
        page = min(max(1, page), pages)
        wording = Wording(self._tables(), [(one.table, one.row) for one in revisions])
        rows = rows[(page - 1) * MOST_ROWS : page * MOST_ROWS]
        others = self._store.history.several((one.table, one.id) for one in rows)
        steps = [self._step(one, others[one.table, one.id], wording) for one in rows]
        return Opened(_deed(change, steps), tuple(name for name in NAMES if change.counts.get(name)), page, pages)

    def people(self) -> tuple[str, ...]:
        """Everybody who ever saved something."""
        return self._store.history.people()

    def goes_back_as(self) -> str:
        """What going back would make here: a published revision at once, or a draft for somebody else to approve."""
        return "published" if publishes(self._store, self._by) else "draft"

    def go_back(self, table: str, id_: str, revision: int, words: str = "") -> Saved:
        """Let a record say again what a revision said, by a new one; nothing is taken away.

        Where the person may not publish, or four eyes are asked for, it becomes a draft.

        Raises:
            NotAllowed: the person is no editor.
            NotFound: there is no such record or revision.
            UsageError: that is what the record says already, or a draft of it waits and this would be another.
            Conflict: the record was saved in this very moment.
            DataProblems: the list would not be sound with it.
        """
        need(self._by, "editor", "change the list")
        revisions = self._revisions(table, id_)
        wanted = next((one for one in revisions if one.revision == revision), None)
        if wanted is None:
            raise NotFound("revision", f"{id_} ({revision})")
        now = next((one for one in reversed(revisions) if one.status in LINE), None)
        status = "retracted" if wanted.status == "retracted" else "published"
        if now is not None and _says(now, wanted):
            raise UsageError("that is what the record says now; there is nothing to go back to")
        reason = wanted.retraction_reason if status == "retracted" else ""
        as_draft = self.goes_back_as() == "draft"
        if as_draft:
            must_be_free(self._store, [(table, id_)])
        write = Write(
            wanted.row,
            base=now.revision if now else None,
            status="draft" if as_draft else status,
            retraction_reason=reason,
            after=revisions[-1].revision,
        )
        tables = self._tables()
        checked = {table: [Write(wanted.row, status=status, retraction_reason=reason)]}
        errors = [one for one in problems(checked, tables) if one.severity == "error"]
        errors += refused([wanted.row] if table == "actors" else [], tables)
        if errors:
            raise DataProblems(errors)
        told = hashlib.sha256(repr((table, id_, revision, revisions[-1].revision)).encode()).hexdigest()
        return self._store.save(
            {table: [write]},
            submission_id=f"back:{told}",
            by=self._by,
            comment=words.strip() or f"Back to revision {revision}",
            now=datetime.now(UTC),
        )

    def _revisions(self, table: str, id_: str) -> tuple[Revision, ...]:
        found = self._store.history.of(table, id_) if table in TABLES else ()
        if not found:
            raise NotFound(NAMES[table][0] if table in NAMES else "record", id_)
        return found

    def _step(self, one: Revision, revisions: Iterable[Revision], wording: Wording) -> Step:
        """A revision in words; its fields against its base where the others of its record are given."""
        several = list(revisions)
        base = next((other for other in several if other.revision == one.base), None)
        drafted = next(
            (other for other in several if other.revision == one.revision - 1 and other.status == "draft"), None
        )
        # What was decided on says the same as its draft, which stands beneath it with all its fields.
        as_drafted = drafted is not None and is_same(one.table, drafted.row, one.row)
        line = [other for other in several if other.status in LINE]
        return Step(
            table=one.table,
            id=one.id,
            revision=one.revision,
            heading=wording.heading(one.table, one.row),
            status=one.status,
            words=_words(one, as_drafted),
            fields=()
            if as_drafted or not several
            else tuple(fields(one.table, base.row if base else None, one.row, wording)),
            is_now=bool(line) and line[-1].revision == one.revision,
            says_now=bool(line) and _says(line[-1], one),
            seq=one.change.seq,
            who=one.change.recorded_by,
            when=moment_words(one.change.recorded_at),
            comment=one.change.comment,
        )


def _opens(now: Revision, tables: Tables) -> str:
    """What shows a record as it stands in the picture."""
    if now.status != "published":
        return ""
    if now.table == "claims":
        return tie_of(tables, now.row)
    return now.id if now.table == "actors" and not now.row["merged_into"] else ""


def _says(now: Revision, one: Revision) -> bool:
    """Whether a record as it stands says what going back to a revision would say."""
    return (now.status == "retracted") == (one.status == "retracted") and is_same(one.table, now.row, one.row)


def _words(one: Revision, as_drafted: bool) -> str:
    if as_drafted and one.status == "published":
        return "published as drafted"
    if one.status == "published":
        return "added" if one.base is None else "changed"
    return _ONE[one.status]


def _by_care(revisions: Iterable[Revision]) -> list[Revision]:
    """Entries first, then what they stand on."""
    order = list(NAMES)
    return sorted(revisions, key=lambda one: (order.index(one.table), one.id))


def _rows(change: Change) -> int:
    return sum(number for counts in change.counts.values() for number in counts.values())


def _deed(change: Change, steps: Iterable[Step]) -> Deed:
    figures = [
        f"{how_many(name, number)} {_STATUS[status]}"
        for name in NAMES
        for status, number in sorted(change.counts.get(name, {}).items())
    ]
    return Deed(
        change.seq,
        change.recorded_by,
        moment_words(change.recorded_at),
        change.comment,
        ", ".join(figures),
        tuple(steps),
    )
