"""Which page goes back to which: the chain of a page up to its root, and the relays under a root."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph.evidence.voices import roots
from graph.model.dates import in_words
from graph.scene.entries import publisher_name, state_words
from graph.scene.reader import Reader, Tables

NO_TITLE = "(no title)"


@dataclass(frozen=True)
class Step:
    """One box of a drawn chain: a page, or a publisher alone where no page of it is on this list (`source` empty).

    `depth` is the distance from the root; `state` says what became of the page, or is empty.
    """

    source: str
    publisher: str
    name: str
    title: str
    published: str
    state: str
    depth: int


class Chains:
    """The chains of all pages of a list, worked out once."""

    def __init__(self, reader: Reader, tables: Tables) -> None:
        self._reader, self._sources = reader, reader.sources
        self._roots = roots(tables["sources"])
        groups: dict[str, list[str]] = defaultdict(list)
        self._families: dict[str, list[str]] = defaultdict(list)
        for id_, row in self._sources.items():
            groups[row["origin"]].append(id_)
            self._families[self._roots.group(id_)].append(id_)
        self._heads = {origin: self._head(origin, members) for origin, members in groups.items() if origin}
        self._below: dict[str, list[str]] = defaultdict(list)
        for id_ in self._sources:
            self._below[self._parent(id_)].append(id_)

    def root(self, source: str) -> str:
        """The publisher that a page goes back to; its own where it repeats nobody."""
        return self._roots.of_page(source)

    def relays(self, source: str) -> bool:
        """Whether a page repeats another page or another publisher."""
        return bool(self._parent(source)) or self.root(source) != self._sources[source]["publisher"]

    def up(self, source: str) -> tuple[Step, ...]:
        """The chain of a page: its root first, the page itself last."""
        pages = [source]
        while (onward := self._parent(pages[-1])) and onward not in pages:
            pages.append(onward)
        top, root = pages[-1], self.root(source)
        before = [] if self._sources[top]["publisher"] == root else [self._publisher(root)]
        first = len(before)
        return (*before, *(self._page(page, first + place) for place, page in enumerate(reversed(pages))))

    def under(self, source: str) -> tuple[Step, ...]:
        """The pages that go back to a page, each after the one it repeats, older ones first."""
        found: list[Step] = []
        self._collect(source, 1, found, {source})
        return tuple(found)

    def family(self, source: str) -> tuple[Step, ...]:
        """All pages with the root of this one, under that root; only the page itself where it has no kin."""
        top = self.up(source)[0]
        if top.source:
            return (top, *self.under(top.source))
        found = [top]
        seen: set[str] = set()
        for page in self._by_date(self._families[self._roots.group(source)]):
            if not self._parent(page):
                found.append(self._page(page, 1))
                self._collect(page, 2, found, seen | {page})
        return tuple(found)

    def _head(self, origin: str, members: list[str]) -> str:
        """The page that those of one origin repeat: the oldest of the root's own; empty where none is on this list."""
        root = self._roots.of_origin(origin)
        own = [id_ for id_ in members if self._sources[id_]["publisher"] == root]
        own = [id_ for id_ in own if not self._sources[id_]["derived_from"]]
        return next(iter(self._by_date(own)), "")

    def _parent(self, source: str) -> str:
        """The page that this one repeats, by its own word or because they have one origin."""
        row = self._sources[source]
        if row["derived_from"] in self._sources and row["derived_from"] != source:
            return row["derived_from"]
        head = self._heads.get(row["origin"], "")
        return head if head != source else ""

    def _collect(self, source: str, depth: int, found: list[Step], seen: set[str]) -> None:
        for page in self._by_date(self._below.get(source, [])):
            if page not in seen:
                seen.add(page)
                found.append(self._page(page, depth))
                self._collect(page, depth + 1, found, seen)

    def _by_date(self, pages: list[str]) -> list[str]:
        return sorted(pages, key=lambda id_: (self._sources[id_]["published"] or "9999", id_))

    def _page(self, source: str, depth: int) -> Step:
        row = self._sources[source]
        name = publisher_name(self._reader, row["publisher"])
        title, published = row["title"] or NO_TITLE, in_words(row["published"])
        return Step(source, row["publisher"], name, title, published, state_words(row), depth)

    def _publisher(self, publisher: str) -> Step:
        return Step("", publisher, publisher_name(self._reader, publisher), "", "", "", 0)
