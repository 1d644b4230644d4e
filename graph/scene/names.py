"""Actors by all their names: as typed, by a beginning, by a part, with a typo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.model import codes
from graph.scene.found import Group, Hit, line
from graph.scene.index import near, words
from graph.scene.ranking import SILENT, rank
from graph.scene.reader import Reader, Row, Tables

_NAMED = {"capital": "capital ", "seat": "seat ", "leader": "leader "}
"""What stands before a name that is not one of the actor's own."""
_GONE = ("retracted", "rejected", "draft")


class Name(NamedTuple):
    """A name of an actor: its number, as it is written, as it is compared, and what kind of name; a label has none."""

    actor: int
    written: str
    folded: str
    kind: str


class Names:
    """The names of all actors that are on file and stand for themselves; the others' names are those they went into."""

    def __init__(self, reader: Reader, tables: Tables) -> None:
        self._reader = reader
        self.actors = sorted(id_ for id_, row in reader.actors.items() if is_live(row) and not row["merged_into"])
        self.number_of = {id_: number for number, id_ in enumerate(self.actors)}
        self._names = sorted(set(self._named(tables)))
        self.whole: dict[str, set[int]] = defaultdict(set)
        told: list[list[str]] = [[] for _ in self.actors]
        for name in self._names:
            # A leader is one of its state's names, not a party to its ties.
            if name.kind != "leader":
                self.whole[name.folded].add(name.actor)
                told[name.actor].append(name.written)
        self._spellings: dict[str, list[tuple[int, Name]]] = defaultdict(list)
        for name in self._names:
            self._spellings[name.folded].append((0, name))
            for word in name.folded.split():
                self._spellings[word].append((1, name))
        self.texts = [" · ".join(texts) for texts in told]

    def _named(self, tables: Tables) -> Iterator[Name]:
        aliases = tables["aliases"][~tables["aliases"]["status"].isin(_GONE)]
        rows = [(id_, row["label"], "") for id_, row in self._reader.actors.items() if is_live(row)]
        rows += zip(*(aliases[name].tolist() for name in ("actor", "alias", "alias_kind")), strict=True)
        for id_, written, kind in rows:
            number = self.number_of.get(self._now(id_))
            if number is not None:
                yield Name(number, written, " ".join(words(written)), kind)

    def _now(self, actor: str) -> str:
        """Who an actor went into, if it did."""
        seen = set[str]()
        while actor not in seen and actor in self._reader.actors and self._reader.actors[actor]["merged_into"]:
            seen.add(actor)
            actor = self._reader.actors[actor]["merged_into"]
        return actor

    def find(self, phrase: str, weight: Sequence[float], most: int) -> Group:
        """The actors with a name that fits, best first; of equals those with most weight."""
        plain = " ".join(word for word in phrase.split() if word not in SILENT)
        hits = self._fitting(phrase) or (self._fitting(plain) if plain else []) or self._misspelt(plain or phrase)
        nearest: dict[int, tuple[int, bool, Name]] = {}
        for fit, name in hits:
            key = (fit, bool(name.kind), name)
            nearest[name.actor] = min(nearest.get(name.actor, key), key)
        chosen = sorted(nearest.values(), key=lambda hit: (hit[0], -weight[hit[2].actor], hit[2].actor))
        return Group(tuple(self._hit(name) for _, _, name in chosen[:most]), len(nearest))

    def _fitting(self, phrase: str) -> list[tuple[int, Name]]:
        parts = phrase.split()
        ranks = ((rank(name.folded, phrase, parts), name) for name in self._names)
        return [(fit, name) for fit, name in ranks if fit is not None]

    def _misspelt(self, phrase: str) -> list[tuple[int, Name]]:
        found = (hit for spelling in near(phrase, list(self._spellings)) for hit in self._spellings[spelling])
        # Several words are no typo of a part of a name.
        return [(fit, name) for fit, name in found if not fit or " " not in phrase]

    def _hit(self, name: Name) -> Hit:
        id_ = self.actors[name.actor]
        row = self._reader.actors[id_]
        whole = self._reader.label(row["part_of"]) if row["part_of"] else ""
        kind = f"organ of {whole}" if whole and row["kind"] == "organ" else codes.ACTOR_KINDS[row["kind"]]
        also = f"{_NAMED.get(name.kind, '')}“{name.written}”" if name.written != row["label"] else ""
        return Hit(id_, row["label"], line(kind, also), id_)


def is_live(row: Row) -> bool:
    """Whether a record is published, and neither a draft nor taken back."""
    return row["status"] not in _GONE
