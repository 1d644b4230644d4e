"""Records taken off the list and brought back: what goes with them, what is in the way, and what becomes of the ties.

Where the person may not publish, or four eyes are asked for, it is proposed: drafts that wait in Review, and that take
the records off, or bring them back, once somebody else approves them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.desk.kept import Kept
from graph.desk.onfile import OnFile
from graph.desk.rights import need, publishes
from graph.desk.ripples import Ripple, ripple
from graph.desk.saving import Saving, must_be_free
from graph.desk.wording import called, how_many
from graph.model.characters import visible
from graph.model.errors import NotFound, UsageError
from graph.model.labels import NAMES, RECORDS
from graph.model.person import Person
from graph.model.tables import TABLES
from graph.store.store import Store

Key = tuple[str, str]
"""(table, id) of a record."""
_TOGETHER = frozenset({("sources", "claims"), ("actors", "aliases"), ("actors", "layout")})
"""What goes together with what it belongs to: entries with their page, names and places with their actor."""
LONGEST_REASON = 500
"""The longest reason, in characters."""


@dataclass(frozen=True)
class Turn:
    """What taking a record off the list, or bringing it back, comes to.

    Attributes:
        records: the record first, then those that go with it.
        obstacle: why it cannot be done, in words; empty where it can.
        ripple: what becomes of the ties.
        snapshots: the titles of those that cite a page which goes.
    """

    records: tuple[Key, ...]
    obstacle: str
    ripple: Ripple
    snapshots: tuple[str, ...] = ()

    def others(self, table: str) -> int:
        """How many records of a table go with it."""
        return sum(name == table for name, _ in self.records[1:])


class Retracting:
    """What one person may take off the list and bring back; `citing` gives the titles of the snapshots of pages."""

    def __init__(
        self,
        store: Store,
        by: Person,
        on_file: Callable[[], OnFile],
        citing: Callable[[Collection[str]], Sequence[str]],
    ) -> None:
        self._store, self._by, self._on_file, self._citing = store, by, on_file, citing
        self._saving = Saving(store, by)
        self._turns = Kept(16)

    @property
    def proposes(self) -> bool:
        """Whether what this person takes off or brings back waits for somebody else to approve it."""
        return not publishes(self._store, self._by)

    def proposed(self, table: str, id_: str) -> str:
        """What waits in Review: `retract: the reason`, or `bring back`; empty where neither does."""
        line = self._store.newest(table, [id_]).get(id_)
        beside = self._store.newest(table, [id_], ("draft", "rejected")).get(id_)
        if line is None or beside is None or beside[2]["status"] != "draft" or beside[1] != line[0]:
            return ""
        if beside[2]["retraction_reason"]:
            return f"retract: {beside[2]['retraction_reason']}"
        return "bring back" if line[2]["status"] == "retracted" else ""

    def off(self, table: str, id_: str) -> Turn:
        """What taking a record off comes to: a page goes together with its entries, an actor with its names."""
        on_file = self._on_file()

        def work_out() -> Turn:
            records, obstacle = self._off(on_file, table, id_)
            told = Ripple() if obstacle else _ripple(on_file, records, "off")
            return Turn(records, obstacle, told, tuple(self._citing([id_])) if table == "sources" else ())

        return self._turns.get((on_file.key, "off", table, id_), work_out)

    def _off(self, on_file: OnFile, table: str, id_: str) -> tuple[tuple[Key, ...], str]:
        """What is taken off with a record, and what is in the way."""
        _row(on_file, table, id_)
        users = on_file.using(table, id_)
        with_it = [key for key in users if (table, key[0]) in _TOGETHER]
        records = ((table, id_), *with_it)
        others = Counter(name for name, _ in users if (table, name) not in _TOGETHER and table != "sources")
        standing = ", ".join(how_many(name, others[name]) for name in NAMES if name in others)
        verb = "stands" if sum(others.values()) == 1 else "stand"
        return records, f"{standing} {verb} on it; change those first" if standing else ""

    def back(self, table: str, id_: str, *, alone: bool = False) -> Turn:
        """What bringing a record back comes to: a page with the entries that went with it, unless `alone`; an entry
        with its page, where that is off the list too.
        """
        on_file = self._on_file()

        def work_out() -> Turn:
            records, obstacle = self._back(on_file, table, id_, alone)
            return Turn(records, obstacle, Ripple() if obstacle else _ripple(on_file, records, ""))

        return self._turns.get((on_file.key, "back", table, id_, alone), work_out)

    def _back(self, on_file: OnFile, table: str, id_: str, alone: bool) -> tuple[tuple[Key, ...], str]:
        """What comes back with a record, and what is in the way."""
        records: list[Key] = [(table, id_)]
        if not alone:
            records += self._went_with(on_file, table, id_)
        page = _row(on_file, table, id_).get("source", "")
        if table == "claims" and on_file.known["sources"].get(page, {}).get("status") == "retracted":
            records.append(("sources", page))
        gone = [name for key in records for name in _missing(on_file, key, records)]
        return tuple(records), f"{gone[0]} is off the list too; bring that back first" if gone else ""

    def _went_with(self, on_file: OnFile, table: str, id_: str) -> list[Key]:
        """What belongs to a record, was taken off by the change that took it off, and is off still."""
        column = {"sources": "source", "actors": "actor"}.get(table)
        revisions = self._store.history.of(table, id_) if column else ()
        seq = next((one.change.seq for one in reversed(revisions) if one.status == "retracted"), 0)
        went = self._store.written(seq) if seq else {}
        return [
            (name, other)
            for of, name in sorted(_TOGETHER)
            for other, row in went.get(name, {}).items()
            if of == table
            and row[column or ""] == id_
            and row["status"] == "retracted"
            and on_file.known[name].get(other, {}).get("status") == "retracted"
        ]

    def retract(self, table: str, id_: str, reason: str) -> int:
        """Take a record off the list, or propose to, for a reason; the change's number.

        Raises:
            NotAllowed: the person is no editor.
            UsageError: no reason is given, others stand on it, it is so already or proposed, or a draft of it waits.
        """
        need(self._by, "editor", "change the list")
        words = " ".join(visible(reason).split())
        if not words:
            raise UsageError("say why it is taken off the list")
        if len(words) > LONGEST_REASON:
            raise UsageError(f"a reason holds {LONGEST_REASON} characters at most; this one has {len(words)}")
        return self._turn(*self._off(self._on_file(), table, id_), "retracted", words, words)

    def bring_back(self, table: str, id_: str, words: str = "", *, alone: bool = False) -> int:
        """Put a record on the list again as it stood, with what went with it, or propose to; the change's number.

        Raises:
            NotAllowed: the person is no editor.
            UsageError: what it stands on is off the list, it is so already or proposed, or a draft of it waits.
        """
        need(self._by, "editor", "change the list")
        on_file = self._on_file()
        told = words.strip() or called(table, _row(on_file, table, id_), on_file.known)
        return self._turn(*self._back(on_file, table, id_, alone), "published", "", told)

    def _turn(self, records: Sequence[Key], obstacle: str, status: str, reason: str, words: str) -> int:
        if obstacle:
            raise UsageError(obstacle)
        if self.proposes and self.proposed(*records[0]):
            raise UsageError("that is proposed already, and waits in Review")
        if self.proposes:
            must_be_free(self._store, records)
        off = status == "retracted"
        said = (
            ("Proposed to retract" if off else "Proposed to bring back")
            if self.proposes
            else ("Retracted" if off else "Brought back")
        )
        return self._saving.turn(records, status, reason, f"{said}: {words}", as_draft=self.proposes)


def _ripple(on_file: OnFile, records: Iterable[Key], reason: str) -> Ripple:
    rows = [(table, {**_row(on_file, table, id_), "retraction_reason": reason}) for table, id_ in records]
    return ripple(on_file.published, rows)


def _row(on_file: OnFile, table: str, id_: str) -> dict[str, str]:
    if id_ not in on_file.known.get(table, {}):
        raise NotFound(RECORDS.get(table, "record"), id_)
    return on_file.known[table][id_]


def _missing(on_file: OnFile, key: Key, with_it: Collection[Key]) -> list[str]:
    """What a record stands on and is off the list, besides what comes back with it, as `actors/…`."""
    table = TABLES[key[0]]
    return [
        f"{target}/{id_}"
        for column, target, id_ in table.named(_row(on_file, *key))
        if column not in table.loose
        and (target, id_) not in with_it
        and on_file.known[target].get(id_, {}).get("status") == "retracted"
    ]
