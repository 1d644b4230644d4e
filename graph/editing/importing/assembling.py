"""Makes records of rows: entries, and the pages, outlets and actors that the rows bring along.

A page is one page however many rows bring it; rows that tell different things of it are named. What is on file already
stays as it is: an import changes entries, nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from graph.editing.addresses import page_keys
from graph.editing.importing.cells import Meant
from graph.editing.importing.columns import NEW_ACTOR, TARGETS
from graph.editing.importing.names import Minted, Names, slug
from graph.model.folding import fold
from graph.model.records import SEPARATOR, split_ids
from graph.model.tables import TABLES
from graph.store.reading import Row

_OF_PAGE = tuple(target for target in TARGETS.values() if target.table == "sources")
_OF_OUTLET = tuple(target for target in TARGETS.values() if target.table == "publishers" and target.column != "name")
_OF_CLAIM = tuple(target.name for target in TARGETS.values() if target.table == "claims")


@dataclass
class Brought:
    """A record that rows bring along: its fields, and which row gave each of them through which column."""

    row: Row
    by: dict[int, dict[str, str]] = field(default_factory=dict)
    """Number of a row -> column of the record -> column of ours."""

    def tell(self, meant: Meant, column: str, target: str, text: str) -> None:
        """Take a field from a row; a fault of that row where another row says otherwise."""
        self.by.setdefault(meant.number, {})[column] = target
        if text and self.row[column] and text != self.row[column]:
            first = next(number for number, given in self.by.items() if column in given)
            words = f"“{text[:80]}” differs from row {first}, which says “{self.row[column][:80]}” of the same"
            meant.fault(target, f"{words}; make the two agree")
        elif text:
            self.row[column] = text


@dataclass
class Assembled:
    """What rows came to.

    Attributes:
        entries: number of the row -> its entry, with every column; without an id where the row gives none.
        brought: table -> id -> what is new.
        remarks: number of the row -> what somebody should look at, and what stops nothing.
    """

    entries: dict[int, Row] = field(default_factory=dict)
    brought: dict[str, dict[str, Brought]] = field(
        default_factory=lambda: {"actors": {}, "publishers": {}, "sources": {}}
    )
    remarks: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


class Assembler:
    """Makes records of rows against a list; each call begins anew, so that rows can be left out the next time."""

    def __init__(
        self,
        names: Names,
        known: Mapping[str, Mapping[str, Row]],
        taken: Mapping[str, set[str]],
        drafted: Collection[str] = (),
    ) -> None:
        self._names, self._known, self._taken, self._drafted = names, known, taken, drafted

    def assemble(self, rows: Iterable[Meant]) -> Assembled:
        """The records of these rows; faults are noted in the rows."""
        several = list(rows)
        self._made = Assembled()
        self._minted = Minted(self._taken)
        self._actors: dict[str, str] = {}
        self._pages: dict[str, Brought] = {}
        self._cited: dict[int, str] = {}
        for meant in several:
            self._bring_actors(meant)
        # Rows that give a page its id first, so that the others find it by its address wherever they stand.
        for meant in sorted(several, key=lambda meant: not _page_id(meant)):
            self._bring_page(meant)
        for meant in several:
            self._claim(meant)
        return self._made

    def _bring_actors(self, meant: Meant) -> None:
        for end, kind in NEW_ACTOR.items():
            text = meant.get(end)
            if text and meant.get(kind) and not self._names.one("actors", text).id:
                id_ = self._actors.get(fold(text))
                if id_ is None:
                    id_ = self._minted.new("actors", slug(text, "actor"))
                    self._actors[fold(text)] = id_
                    self._made.brought["actors"][id_] = Brought(_blank("actors", id_) | {"label": text})
                new = self._made.brought["actors"][id_]
                new.tell(meant, "label", end, "")
                new.tell(meant, "kind", kind, meant.get(kind))

    def _claim(self, meant: Meant) -> None:
        id_ = meant.get("id")
        row = dict(self._known["claims"].get(id_) or _blank("claims", id_))
        for column in _OF_CLAIM:
            if column in meant.cells and column != "source":
                row[column] = meant.get(column)
        for end in ("subject", "object", "relayed_by"):
            row[end] = self._actor(meant, end, row[end])
        row["kind"] = self._found(meant, "kinds", "kind", row["kind"])
        if meant.get("speakers"):
            ids = [self._actor(meant, "speakers", text) for text in split_ids(meant.get("speakers"))]
            row["speakers"] = SEPARATOR.join(filter(None, ids))
        row["source"] = self._page(meant, row["source"])
        self._made.entries[meant.number] = row

    def _actor(self, meant: Meant, target: str, text: str) -> str:
        if target not in meant.cells or not text:
            return text
        new = self._actors.get(fold(text))
        if new:
            return new
        found = self._names.one("actors", text)
        if found.fault:
            remedy = f"; if it is new, say in {NEW_ACTOR[target]} what it is" if target in NEW_ACTOR else ""
            meant.fault(target, found.fault + remedy)
        return found.id

    def _found(self, meant: Meant, table: str, target: str, text: str) -> str:
        if target not in meant.cells or not text:
            return text
        found = self._names.one(table, text)
        if found.fault:
            meant.fault(target, found.fault)
        return found.id

    def _bring_page(self, meant: Meant) -> None:
        """Note the page of a row that tells of one: the one on file, or a new one that rows share."""
        wanted = _page_id(meant)
        url = meant.get("url") or ("" if wanted else meant.get("source"))
        marks = url, meant.get("doi"), meant.get("archived_url")
        listed = self._names.pages.known(*marks)
        on_file = wanted if wanted in self._known["sources"] else "" if wanted else listed
        if on_file:
            self._compare(meant, on_file)
            self._cited[meant.number] = on_file
            return
        if wanted in self._drafted:
            words = "is in no more than a draft; have that approved in Review first, or import as drafts"
            meant.fault("source", f"the source {wanted} {words}")
            return
        if not url and not any(meant.get(target.name) for target in _OF_PAGE):
            return
        gone = self._names.pages.taken_back(*marks)
        if gone and not wanted:
            words = f"this source was taken back, as {gone}; restore it before entries stand on it, or cite another one"
            meant.fault("url" if meant.get("url") else "source", words)
            return
        publisher = self._publisher(meant)
        keys = [f"id:{wanted}"] if wanted else list(page_keys(*marks))
        keys = keys or [f"{publisher}|{fold(meant.get('title'))}|{meant.get('published')}"]
        page = next((self._pages[key] for key in keys if key in self._pages), None)
        if page is None:
            page = Brought(_blank("sources", wanted or self._new_page_id(meant, publisher)))
            self._minted.take("sources", page.row["id"])
            self._made.brought["sources"][page.row["id"]] = page
        if wanted and listed:
            words = f"{wanted} has the address of {listed}, which is on the list; leave the id out if it is that source"
            self._made.remarks[meant.number].append(words)
        for key in (*keys, *page_keys(*marks)):
            self._pages.setdefault(key, page)
        page.tell(meant, "id", "source", "")
        page.tell(meant, "publisher", "publisher", publisher)
        for target in _OF_PAGE:
            text = url if target.name == "url" else meant.get(target.name)
            if target.name == "originator":
                text = self._found(meant, "publishers", "originator", text)
            # Of two spellings of one address the first stays.
            text = page.row[target.column] if _spells_the_same(target.column, page.row, text) else text
            page.tell(meant, target.column, target.name, text)
        self._cited[meant.number] = page.row["id"]

    def _page(self, meant: Meant, before: str) -> str:
        """The id of the page that a row cites; by its id alone where this row tells nothing else of it."""
        wanted = meant.get("source")
        if meant.number in self._cited or not wanted:
            return self._cited.get(meant.number, before)
        page = self._pages.get(f"id:{wanted}")
        if page is None:
            words = f"“{wanted[:80]}” is no source on the list{self._names.near_page(wanted)}"
            meant.fault("source", f"{words}; correct the id, or tell of the source: url, title, publisher, published")
            return ""
        return page.row["id"]

    def _new_page_id(self, meant: Meant, publisher: str) -> str:
        """As the curated list has it: outlet and day; without a day, outlet and title."""
        when = meant.get("published") or f"undated-{slug(meant.get('title'), 'page')[:40].strip('-')}"
        return self._minted.new("sources", slug(f"{publisher or 'page'}-{when}", "page"))

    def _compare(self, meant: Meant, id_: str) -> None:
        """Say where a row tells something else of a page than the list does."""
        page = self._known["sources"][id_]
        other = [
            target.name
            for target in _OF_PAGE
            if target.name in meant.cells
            and meant.get(target.name)
            and target.name not in ("url", "originator")
            and meant.get(target.name) != page[target.column]
            and not _spells_the_same(target.column, page, meant.get(target.name))
        ]
        outlet = meant.get("publisher")
        if outlet and self._names.one("publishers", outlet).id != page["publisher"]:
            other.append("publisher")
        if other:
            words = (
                f"the source is on the list as {id_} and stays as it is there; this row differs in {', '.join(other)}"
            )
            self._made.remarks[meant.number].append(words)

    def _publisher(self, meant: Meant) -> str:
        text = meant.get("publisher")
        if not text:
            return ""
        found = self._names.one("publishers", text)
        if found.id:
            return found.id
        if "may be" in found.fault:
            meant.fault("publisher", found.fault)
            return ""
        id_ = slug(text, "publisher")
        new = self._made.brought["publishers"].get(id_)
        if new is None:
            if id_ in self._taken["publishers"]:
                words, remedy = (
                    "which another publisher has",
                    "write the id of the publisher that is meant, or a longer name",
                )
                if id_ not in self._known["publishers"]:
                    words = "which a publisher has that is in no more than a draft"
                    remedy = "have that approved in Review first, import as drafts, or write a longer name"
                meant.fault("publisher", f"“{text[:80]}” would get the id {id_}, {words}; {remedy}")
                return ""
            new = self._made.brought["publishers"][id_] = Brought(_blank("publishers", id_) | {"name": text})
            # Once, at the first row that brings it; ten thousand remarks are read by nobody.
            _, _, near = found.fault.partition(" (did")
            new_words = f"“{text[:80]}” is a new publisher"
            self._made.remarks[meant.number].append(f"{new_words} (did{near}" if near else new_words)
        new.tell(meant, "name", "publisher", "")
        for target in _OF_OUTLET:
            given = meant.get(target.name)
            if target.name == "publisher_interest":
                given = self._actor(meant, target.name, given)
            new.tell(meant, target.column, target.name, given)
        return id_


def _blank(table: str, id_: str) -> Row:
    return dict.fromkeys(TABLES[table].columns, "") | {"id": id_}


def _page_id(meant: Meant) -> str:
    """The id of a page that a row gives; empty where it gives an address in its place, or nothing."""
    wanted = meant.get("source")
    return "" if wanted.casefold().startswith(("http://", "https://")) else wanted


def _spells_the_same(column: str, page: Mapping[str, str], text: str) -> bool:
    """Whether a text is the address or DOI that a page has in this column, written otherwise."""
    if column not in ("url", "archived_url", "doi"):
        return False
    return bool(set(_keys(column, text)) & set(_keys(column, page[column])))


def _keys(column: str, text: str) -> tuple[str, ...]:
    return page_keys("", text) if column == "doi" else page_keys(text)
