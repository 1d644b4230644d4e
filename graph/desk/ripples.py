"""What becomes of the ties where records change that entries stand on: an actor, a page, a publisher, a retraction.

Only the entries between the pairs in question are weighed, before and after; nothing else bears on their ties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np

from graph.desk.beforeafter import Pair, over, pair
from graph.desk.foreseen import NOTHING, Step, tie_words
from graph.desk.wording import Wording
from graph.evidence.assess import assess
from graph.evidence.prepare import prepare
from graph.evidence.voices import Actors
from graph.model.labels import label
from graph.model.records import split_ids
from graph.model.view import View
from graph.scene.reader import Reader, Tie
from graph.scene.words import count
from graph.store.package import Tables

Row = Mapping[str, str]
Rows = Sequence[tuple[str, Row]]
MOST = 4000
"""So many entries are weighed while somebody waits."""
WEIGHS: Mapping[str, tuple[str, ...]] = {
    "actors": ("label", "kind", "part_of", "based_in", "merged_into"),
    "publishers": ("name", "ownership", "interest", "reliability"),
    "sources": ("title", "publisher", "originator", "derived_from", "origin", "published", "state", "reliability"),
}
"""The fields of a record on which its entries, their voices, or what is read beside them hang."""
_SHOWN = {
    "actors": ("label",),
    "publishers": ("name", "reliability"),
    "sources": ("title", "published", "state", "reliability"),
}
"""Of those, what is read as it stands wherever an entry is."""


@dataclass(frozen=True)
class Ripple:
    """What a change comes to.

    Attributes:
        entries: how many published entries stand on what changes.
        fields: what is read otherwise wherever they are.
        gone: the ties that are drawn no longer, as sentences.
        ties: the other ties whose backing or answers change.
        weighed: whether the ties were looked at; where there are too many entries they were not.
        draw: draws the pair of actors that changes most; None where no tie changes.
    """

    entries: int = 0
    fields: tuple[Step, ...] = ()
    gone: tuple[str, ...] = ()
    ties: tuple[Step, ...] = ()
    weighed: bool = True
    draw: Callable[[], Pair] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def pair(self) -> Pair | None:
        """The pair of actors that changes most, before and after, drawn when it is first asked for."""
        return self.draw() if self.draw else None


def ripple(tables: Tables, rows: Rows) -> Ripple:
    """What the published list becomes of where `rows` (table, row) are published over it."""
    after = over(tables, rows)
    touched = {row["id"]: row for state in (tables, after) for row in _standing_on(state, rows)}
    fields = tuple(_fields(tables, rows, len(touched)))
    if len(touched) > MOST:
        return Ripple(len(touched), fields, weighed=False)
    readers = [_between(state, touched.values()) for state in (tables, after)]
    gone, ties, most = [], [], None
    for tie, before, now in _changed(*readers):
        most = most or tie
        if now == NOTHING and any(stand.list != "declined" for stand in readers[0].stands_of_tie[tie.id]):
            gone.append(readers[0].sentence(tie))
        else:
            ties.append(Step(readers[1 if tie.id in readers[1].ties else 0].sentence(tie), before, now))
    drawn = None
    if most is not None:
        drawn = partial(pair, tables, rows, {"subject": most.subject, "kind": most.kind, "object": most.object})
    return Ripple(len(touched), fields, tuple(gone), tuple(ties), draw=drawn)


def _changed(before: Reader, after: Reader) -> list[tuple[Tie, str, str]]:
    """The ties of which something else is to be said, with the words before and after; those that go come first."""
    found = []
    for id_ in sorted({**before.ties, **after.ties}):
        if _signature(before, id_) != _signature(after, id_):
            words = tie_words(before, id_), tie_words(after, id_)
            if words[0] != words[1]:
                found.append((before.ties.get(id_) or after.ties[id_], *words))
    return sorted(found, key=lambda one: (one[2] != NOTHING, one[1] != NOTHING))


def _signature(reader: Reader, id_: str) -> object:
    """What backs and answers a tie, whatever those who do are called."""
    tie = reader.ties.get(id_)
    if tie is None:
        return None
    stands = {(one.claim, one.voice, one.list, one.stake, one.backs) for one in reader.stands_of_tie[id_]}
    return tie.backing, tie.settlers, tie.official_record, tie.mark, tie.only_denied, stands


def _between(tables: Tables, entries: Iterable[Row]) -> Reader:
    """The evidence of the pairs of actors that these entries are about, alone."""
    actors, claims = Actors(tables["actors"]), tables["claims"]
    pairs = {frozenset((actors.now(row["subject"]), actors.now(row["object"]))) for row in entries}
    ends = zip(claims["subject"].tolist(), claims["object"].tolist(), strict=True)
    among = [frozenset((actors.now(one), actors.now(other))) in pairs for one, other in ends]
    told = {**tables, "claims": claims.loc[np.array(among, dtype=bool)]}
    return Reader(assess(prepare(told), View()), told)


def _fields(tables: Tables, rows: Rows, entries: int) -> Iterable[Step]:
    """What changes in what is read beside every entry."""
    wording = Wording(tables, rows)
    for table, row in rows:
        was = wording.row(table, row["id"]) if table in _SHOWN else None
        for column in _SHOWN.get(table, ()) if was and not row.get("retraction_reason") else ():
            if was and was[column] != row[column]:
                words = f"{label(table, column)}, read with {count(entries, 'entry', 'entries')}"
                yield Step(words, *(wording.value(table, column, one[column]) or "nothing" for one in (was, row)))


def _standing_on(tables: Tables, rows: Rows) -> list[Row]:
    """The published entries that any of these records bears on."""
    ids: dict[str, set[str]] = defaultdict(set)
    for table, row in rows:
        if table in ("claims", "sources", "publishers", "actors"):
            ids[table].add(row["id"])
    actors = _reaching(tables, ids["actors"])
    publishers = ids["publishers"] | _naming(tables, "publishers", {"interest": actors})
    sources = ids["sources"] | _naming(tables, "sources", {"publisher": publishers, "originator": publishers})
    sources = _repeating(tables, sources)
    columns = [tables["claims"][name].tolist() for name in _READ]
    return [
        dict(zip(_READ, cells, strict=True))
        for cells in zip(*columns, strict=True)
        if cells[-1] == "" and _bears(cells, ids["claims"], sources, actors)
    ]


_READ = ("id", "source", "subject", "object", "relayed_by", "speakers", "status")


def _bears(cells: Sequence[str], claims: Collection[str], sources: Collection[str], actors: Collection[str]) -> bool:
    id_, source, *named, speakers, _ = cells
    if id_ in claims or source in sources:
        return True
    return bool(actors) and any(actor in actors for actor in (*named, *split_ids(speakers)))


def _reaching(tables: Tables, ids: Collection[str]) -> set[str]:
    """These actors, and all that are part of them, at home in them, or merged into them."""
    return _closure(tables, "actors", ids, ("part_of", "based_in", "merged_into"))


def _repeating(tables: Tables, ids: Collection[str]) -> set[str]:
    """These pages, those that repeat them, and those that come from the same root."""
    frame = tables["sources"]
    origins = {origin for id_, origin in zip(frame["id"], frame["origin"], strict=True) if id_ in ids} - {""}
    same = {id_ for id_, origin in zip(frame["id"], frame["origin"], strict=True) if origin in origins}
    return _closure(tables, "sources", {*ids, *same}, ("derived_from",))


def _closure(tables: Tables, table: str, ids: Collection[str], columns: Sequence[str]) -> set[str]:
    found = set(ids)
    while True:
        more = _naming(tables, table, dict.fromkeys(columns, found)) - found if found else set()
        if not more:
            return found
        found |= more


def _naming(tables: Tables, table: str, wanted: Mapping[str, Collection[str]]) -> set[str]:
    """The records that name one of the wanted in one of these columns."""
    frame = tables[table]
    return {
        str(id_)
        for column, ids in wanted.items()
        if ids
        for id_, cell in zip(frame["id"].tolist(), frame[column].tolist(), strict=True)
        if cell in ids
    }
