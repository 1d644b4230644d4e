"""Finds who and what is meant by a name in a cell: actors, kinds, outlets, pages, codes and their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from rapidfuzz.distance import Indel
from rapidfuzz.process import extractOne

from graph.editing import minting
from graph.editing.addresses import Pages
from graph.editing.importing.mangled import lost_zeros
from graph.model.folding import fold
from graph.store.checking import MOST_ID
from graph.store.reading import Row

Known = Mapping[str, Mapping[str, Row]]
"""Table -> id -> the record as it stands."""


@dataclass(frozen=True)
class Found:
    """What a name came to: an id, or why there is none."""

    id: str = ""
    fault: str = ""


class Names:
    """Everything on file by the names that people write."""

    def __init__(self, known: Known, aliases: Iterable[Row]) -> None:
        self._known = known
        self._by_name: dict[str, dict[str, set[str]]] = {
            name: defaultdict(set) for name in ("actors", "kinds", "publishers")
        }
        for table, column in (("actors", "label"), ("kinds", "label"), ("publishers", "name")):
            for id_, row in known[table].items():
                if row["status"] != "retracted":
                    self._by_name[table][fold(row[column])].add(id_)
        for row in aliases:
            # A capital or a leader is not what a curator means by a name of an actor; it would pass unnoticed.
            if row["alias_kind"] in ("name", "acronym") and row["status"] != "retracted":
                self._by_name["actors"][fold(row["alias"])].add(row["actor"])
        self.pages = Pages(known["sources"].values())

    def one(self, table: str, text: str) -> Found:
        """Who or what is meant: an id as it stands, else a name that only one bears."""
        if text in self._known[table]:
            return Found(text)
        several = self._by_name[table].get(fold(text), set())
        if len(several) == 1:
            return Found(next(iter(several)))
        if several:
            return Found(
                fault=f"“{text[:80]}” may be {' or '.join(sorted(several))}; write the id of the one that is meant"
            )
        return Found(fault=f"“{text[:80]}” is not on the list of {table}{self._near(table, text)}")

    def near_page(self, id_: str) -> str:
        """` (did you mean “reuters-2022-07-19”?)` where a page has an id like this, else nothing."""
        near = lost_zeros(id_, self._known["sources"]) or _nearest(id_, self._known["sources"])
        return f" (did you mean “{near}”?)" if near else ""

    def _near(self, table: str, text: str) -> str:
        names = self._by_name[table]
        near = _nearest(fold(text), names)
        return f" (did you mean “{min(names[near])}”?)" if near else ""


def _nearest(text: str, known: Iterable[str]) -> str:
    found = extractOne(text[:80], list(known), scorer=Indel.normalized_similarity, score_cutoff=0.7)
    return found[0] if found else ""


def code(text: str, choices: Mapping[str, str]) -> str:
    """The code that a text is, or whose words it is; the text itself where it is neither."""
    if text in choices:
        return text
    wanted = fold(text)
    return next((one for one, words in choices.items() if wanted in (fold(one), fold(words)) and wanted), text)


def slug(text: str, instead: str) -> str:
    """An id made of words; of a digest where no letter or digit is in them."""
    short = minting.slug(text)[: MOST_ID - 20].strip("-")
    return short or f"{instead}-{sha256(text.encode()).hexdigest()[:8]}"


class Minted:
    """New ids: a name once, then with -2, -3 behind it; none that was ever taken."""

    def __init__(self, taken: Mapping[str, set[str]]) -> None:
        self._taken = {name: set(ids) for name, ids in taken.items()}
        self._last: dict[tuple[str, str], int] = {}

    def take(self, table: str, id_: str) -> None:
        """Keep an id from being given."""
        self._taken[table].add(id_)

    def new(self, table: str, wanted: str) -> str:
        """An id that nobody has."""
        free, number = wanted, self._last.get((table, wanted), 1)
        while free in self._taken[table]:
            number += 1
            free = f"{wanted}-{number}"
        self._last[table, wanted] = number
        self._taken[table].add(free)
        return free
