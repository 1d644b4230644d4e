"""Drafts under review: which are open, what belongs together, and what approving or rejecting them would save.

A draft is open while nothing was saved on the line since the revision it was written on. One that was overtaken is kept
in sight, so that no word is lost; it can be set aside, or written anew. Pure: the store is asked elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.editing.history import differences
from graph.model.errors import Problem
from graph.model.records import split_ids
from graph.model.tables import TABLES, texts
from graph.store.checking import check
from graph.store.history import Records, Revision
from graph.store.package import Tables
from graph.store.reading import Read
from graph.store.remarks import Remark
from graph.store.writes import LINE, Write

Key = tuple[str, str]
"""(table, id) of a record."""
Drafts = Mapping[Key, "Draft"]
_BELONGS = {"claims": ("sources", "source"), "aliases": ("actors", "actor"), "layout": ("actors", "actor")}
"""What is taken off together with a record of which table, and the column that names it."""


@dataclass(frozen=True)
class Draft:
    """A record with an open draft.

    Attributes:
        now: the record as it is published or retracted now; None for a new one.
        authors: all who wrote at this draft since the record was last published or refused.
        sent_back: whether it waits for its author.
        overtaken: whether the record was saved by somebody else since the draft was begun.
    """

    draft: Revision
    now: Revision | None
    authors: frozenset[str]
    sent_back: bool
    overtaken: bool

    @property
    def seen(self) -> int:
        """The last revision of the record, whatever its status."""
        return max(self.draft.revision, self.now.revision if self.now else 0)

    @property
    def key(self) -> Key:
        """Which record it is."""
        return self.draft.table, self.draft.id

    @property
    def retracts(self) -> bool:
        """Whether it asks for the record to be taken off the list."""
        return bool(self.draft.retraction_reason)

    @property
    def is_off(self) -> bool:
        """Whether the record is not on the list now: it is new, or was taken off."""
        return self.now is None or self.now.status == "retracted"

    @property
    def brings_back(self) -> bool:
        """Whether it asks for a record that was taken off to be on the list again."""
        return self.now is not None and self.is_off and not self.retracts


def open_drafts(records: Records, verdicts: Iterable[Remark]) -> dict[Key, Draft]:
    """The drafts that somebody has to decide on, in the order of tables and ids."""
    told: dict[tuple[Key, int], str] = {}
    for remark in verdicts:
        told[(remark.record_table, remark.record), remark.revision] = remark.verdict
    order = list(TABLES)
    found: dict[Key, Draft] = {}
    for key in sorted(records, key=lambda key: (order.index(key[0]), key[1])):
        revisions = records[key]
        beside = [one for one in revisions if one.status not in LINE]
        now = next((one for one in reversed(revisions) if one.status in LINE), None)
        if not beside or beside[-1].status != "draft":
            continue
        draft = beside[-1]
        verdict = told.get((key, draft.revision), "")
        overtaken = draft.base != (now.revision if now else None)
        if overtaken and now is not None and (verdict == "approved" or not _is_lost(draft, now, revisions)):
            continue
        found[key] = Draft(draft, now, _authors(revisions), verdict == "sent_back", overtaken)
    return found


def _is_lost(draft: Revision, now: Revision, revisions: Iterable[Revision]) -> bool:
    """Whether something that a draft changes is not on the line; who wrote it may have put other words there since."""
    base = next((one.row for one in revisions if one.revision == draft.base), None)
    missing = [one for one in differences(draft.table, base, draft.row) if now.row.get(one.column, "") != one.after]
    if now.revision > draft.revision and now.change.recorded_by == draft.change.recorded_by:
        # A record that was in no more than a draft they saved whole.
        return base is not None and any(now.row.get(one.column, "") == one.before for one in missing)
    return bool(missing)


def _authors(revisions: Iterable[Revision]) -> frozenset[str]:
    run: list[str] = []
    for one in revisions:
        run = [*run, one.change.recorded_by] if one.status == "draft" else []
    return frozenset(run or [one.change.recorded_by for one in revisions if one.status == "draft"])


@dataclass
class Web:
    """How drafts hang together: what each stands on, and what each carries."""

    drafts: Drafts
    _aliases: dict[str, list[Key]] = field(default_factory=lambda: defaultdict(list))
    _retracted: dict[Key, list[Key]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Note which names are those of which actor, and what is to be taken off together with what it belongs to."""
        for key, one in self.drafts.items():
            if key[0] == "aliases":
                self._aliases[one.draft.row["actor"]].append(key)
            if key[0] in _BELONGS and one.retracts:
                table, column = _BELONGS[key[0]]
                self._retracted[table, one.draft.row[column]].append(key)

    def stands_on(self, key: Key) -> tuple[Key, ...]:
        """The drafts without which this one cannot be published: what it refers to and is not on the list (the page of
        an entry, its outlet, its actors with their names, and theirs), and for a page or an actor that is to be taken
        off, that its entries, or its names and places, are too. Those that are referred to come first.
        """
        found: dict[Key, None] = {}
        waiting = [key]
        while waiting:
            for other in self._next(waiting.pop()):
                if other != key and other not in found:
                    found[other] = None
                    waiting.append(other)
        order = list(TABLES)
        return tuple(sorted(found, key=lambda one: (order.index(one[0]), one[1])))

    def with_all(self, keys: Iterable[Key]) -> tuple[Key, ...]:
        """These and all that they stand on, each once, those that are referred to first."""
        every = {other for key in keys for other in (*self.stands_on(key), key)}
        order = list(TABLES)
        return tuple(sorted(every, key=lambda one: (order.index(one[0]), one[1])))

    def needed_by_others(self, keys: Collection[Key]) -> frozenset[Key]:
        """What drafts besides these stand on."""
        return frozenset(other for key in self.drafts if key not in keys for other in self.stands_on(key))

    def _next(self, key: Key) -> list[Key]:
        table, row = TABLES[key[0]], self.drafts[key].draft.row
        if self.drafts[key].retracts:
            return self._retracted[key]
        found = []
        for column, target in table.references.items():
            cell = row[column]
            for id_ in split_ids(cell) if column in table.lists else [cell] * bool(cell):
                other = self.drafts.get((target, id_))
                if other is not None and other.is_off and not other.retracts:
                    found.append(other.key)
        if key[0] == "actors":
            found += [name for name in self._aliases[key[1]] if self.drafts[name].now is None]
        return found


def approval(drafts: Drafts, keys: Iterable[Key]) -> dict[str, list[Write]]:
    """What publishing these drafts saves; a draft with a reason for retraction retracts."""
    writes: dict[str, list[Write]] = defaultdict(list)
    for key in keys:
        one = drafts[key]
        reason = one.draft.retraction_reason
        writes[key[0]].append(
            Write(
                one.draft.row,
                base=one.draft.base,
                status="retracted" if reason else "published",
                retraction_reason=reason,
                after=one.seen,
            )
        )
    return dict(writes)


def rejection(drafts: Drafts, keys: Iterable[Key]) -> dict[str, list[Write]]:
    """What rejecting these drafts saves: a revision beside the line, which keeps what was rejected."""
    writes: dict[str, list[Write]] = defaultdict(list)
    for key in keys:
        one = drafts[key]
        writes[key[0]].append(Write(one.draft.row, base=one.draft.base, status="rejected", after=one.seen))
    return dict(writes)


def problems(writes: Mapping[str, Iterable[Write]], known: Tables) -> list[Problem]:
    """What the checks of a data package say of these writes over the published list, each under `table/id`."""
    done = Read(Path("drafts"))
    ids: dict[str, list[str]] = {}
    for name, table in TABLES.items():
        rows = [dict(write.row) | {"status": _status(write)} for write in writes.get(name, ())]
        done.rows[name], done.numbers[name] = rows, list(range(1, len(rows) + 1))
        ids[done.place(name)] = [f"{name}/{table.identity(row)}" for row in rows]
        if rows:
            done.present.add(name)
    against = {
        name: {
            str(row["id"]): {str(column): str(cell) for column, cell in row.items()} for row in frame.to_dict("records")
        }
        for name, frame in known.items()
        if "id" in frame
    }
    found = [
        Problem(ids[one.file][one.row - 1] if one.row else one.file, 0, one.column, one.message, one.severity)
        for one in check(done, against)
    ]
    return [*found, *_orphaned(writes, known)]


def _orphaned(writes: Mapping[str, Iterable[Write]], known: Tables) -> list[Problem]:
    """The published entries that would lose their page, since it is taken off and they are not."""
    gone = {write.row["id"] for write in writes.get("sources", ()) if write.status == "retracted"}
    if not gone:
        return []
    written = {write.row["id"] for write in writes.get("claims", ())}
    claims = known["claims"]
    return [
        Problem(
            f"sources/{row['source']}", 0, "status", f"the entry {row['id']} stands on it; it must be taken off with it"
        )
        for row in texts(claims[claims["source"].isin(sorted(gone))])
        if row["status"] == "" and row["id"] not in written
    ]


def _status(write: Write) -> str:
    return "" if write.status in ("published", "draft", "rejected") else write.status
