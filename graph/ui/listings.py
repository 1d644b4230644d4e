"""The two tables of the Sources page: their columns, on screen and in the file, and what their rows are picked by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph.desk.columns import Column
from graph.model import codes
from graph.scene.chains import NO_TITLE
from graph.scene.sources import PAGE_MARKS, PUBLISHER_MARKS, PublisherRow, SourceRow
from graph.ui.listed import Drawn, to_page, to_publisher, words
from graph.ui.text import tag

T = TypeVar("T", SourceRow, PublisherRow)
State = Mapping[str, str]
"""The parameters that the address has already, so that a card leads back to the table as it was."""


@dataclass(frozen=True)
class Listing(Generic[T]):
    """One table: `name` is what its rows are, `first` its order where none is asked for; `group` gives a row's code and
    words in the filter called `grouped`, whose codes come in the order of `codes`; `marks` are what rows are picked by.
    """

    name: str
    first: str
    searched: str
    grouped: str
    group: Callable[[T], tuple[str, str]]
    codes: Iterable[str]
    marks: Mapping[str, str]
    file: tuple[Column[T], ...]
    drawn: Callable[[State], tuple[Drawn[T], ...]]

    def groups(self, rows: Iterable[T]) -> dict[str, str]:
        """The groups that occur, each with its number of rows."""
        found = Counter(self.group(row) for row in rows)
        order = {code: place for place, code in enumerate(self.codes)}
        known = sorted(found, key=lambda pair: (order.get(pair[0], len(order)), pair[0]))
        return {code: f"{told} ({found[code, told]:,})" for code, told in known}

    def marked(self, rows: Iterable[T]) -> dict[str, str]:
        """The marks that occur, each with its number of rows."""
        found = Counter(mark for row in rows for mark in row.marks)
        return {mark: f"{told} ({found[mark]:,})" for mark, told in self.marks.items() if found[mark]}


def _pages(state: State) -> tuple[Drawn[SourceRow], ...]:
    return (
        Drawn("title", "Title", 35, lambda row: _title(row, state)),
        Drawn("publisher", "Publisher", 17, lambda row: to_publisher(row.publisher, row.publisher_name, state)),
        Drawn("root", "Goes back to", 14, lambda row: to_publisher(row.root, row.root_name, state) if row.root else ""),
        Drawn("published", "Published", 11, lambda row: words(row.published), down=True),
        Drawn("entries", "Entries", 7, lambda row: _number(row.entries), down=True),
        Drawn("ties", "Ties", 5, lambda row: _number(row.ties), down=True),
        Drawn("missing", "Missing", 11, lambda row: words(row.missing)),
    )


def _publishers(state: State) -> tuple[Drawn[PublisherRow], ...]:
    return (
        Drawn("name", "Name", 26, lambda row: to_publisher(row.id, row.name, state)),
        Drawn("country", "Country", 14, lambda row: words(row.country)),
        Drawn("ownership", "Owned by", 14, lambda row: words(row.ownership_words)),
        Drawn("speaks_for", "Speaks for", 14, lambda row: words(row.interest_label)),
        Drawn("pages", "Sources", 8, lambda row: _number(row.pages), down=True),
        Drawn("entries", "Entries", 7, lambda row: _number(row.entries), down=True),
        Drawn("ties", "Ties", 6, lambda row: _number(row.ties), down=True),
        Drawn("repeats", "Repeats", 6, lambda row: _number(row.relays), down=True),
        Drawn("repeated", "Repeated", 6, lambda row: _number(row.carried), down=True),
    )


def _title(row: SourceRow, state: State) -> str:
    told = ", ".join(part for part in (row.kind_words, row.state) if part)
    return to_page(row.id, row.title, state) + tag("span", text=told, css="small bad" if row.state else "small")


def _number(number: int) -> str:
    return tag("span", text=f"{number:,}") if number else ""


PAGES: Listing[SourceRow] = Listing(
    name="sources",
    first="-published",
    searched="Words of title, publisher or address",
    grouped="Kind",
    group=lambda row: (row.kind, row.kind_words),
    codes=tuple(codes.SOURCE_KINDS),
    marks=PAGE_MARKS,
    file=(
        Column("id", lambda row: row.id),
        Column("title", lambda row: "" if row.title == NO_TITLE else row.title, searched=True),
        Column("title_inferred", lambda row: "true" if row.title_inferred else ""),
        Column("publisher", lambda row: row.publisher_name, searched=True),
        Column("originator", lambda row: row.originator, searched=True),
        Column("root", lambda row: row.root_name, searched=True),
        Column("kind", lambda row: row.kind_words),
        Column("published", lambda row: row.published_on),
        Column("entries", lambda row: row.entries),
        Column("ties", lambda row: row.ties),
        Column("state", lambda row: row.state),
        Column("missing", lambda row: row.missing),
        Column("url", lambda row: row.url, searched=True),
    ),
    drawn=_pages,
)
PUBLISHERS: Listing[PublisherRow] = Listing(
    name="publishers",
    first="name",
    searched="Words of name, country or actor",
    grouped="Owned by",
    group=lambda row: (row.ownership, row.ownership_words),
    codes=tuple(codes.OWNERSHIPS),
    marks=PUBLISHER_MARKS,
    file=(
        Column("id", lambda row: row.id),
        Column("name", lambda row: row.name, searched=True),
        Column("country", lambda row: row.country, searched=True),
        Column("ownership", lambda row: row.ownership_words),
        Column("speaks_for", lambda row: row.interest_label, searched=True),
        Column("pages", lambda row: row.pages),
        Column("entries", lambda row: row.entries),
        Column("ties", lambda row: row.ties),
        Column("repeats", lambda row: row.relays),
        Column("repeated", lambda row: row.carried),
        Column("reliability", lambda row: row.reliability),
    ),
    drawn=_publishers,
)
