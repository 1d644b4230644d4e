"""Sources: what the list rests on, as tables of pages and publishers, and a card of each.

The address is the state: `show`, `q`, `kind`, `only`, `sort`, `page`; `source` or `publisher` opens a card. Session
keys: `sources_q`, `sources_kind`, `sources_only` (the filters; set from the address where that changed by itself),
`sources_read` (the parameters last read or written), the component's `sources_inplace`, and `deed` of `address`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from graph.desk.columns import SIZE, Arranged, arrange, as_csv
from graph.model.errors import NotFound
from graph.scene.sources import PublisherRow, SourceRow, shelf_sentence
from graph.ui.address import deed, settled
from graph.ui.cards import publisher_card, source_card
from graph.ui.listed import go, table
from graph.ui.listings import PAGES, PUBLISHERS, Listing
from graph.ui.network import components
from graph.ui.opened import desk
from graph.ui.text import show, tag

Row = TypeVar("Row", SourceRow, PublisherRow)
_WIDGETS = ("q", "kind", "only")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; an empty field is not asked."""

    show: str = ""
    q: str = ""
    kind: str = ""
    only: str = ""
    sort: str = ""
    page: str = ""
    source: str = ""
    publisher: str = ""

    @property
    def number(self) -> int:
        """Which part of the table, from 1."""
        return int(self.page) if self.page.isdecimal() and len(self.page) < 7 else 1

    def but(self, **changes: str) -> dict[str, str]:
        """The parameters of this with some changed, what is not asked left out."""
        changed = replace(self, **changes)
        told = {field.name: getattr(changed, field.name) for field in fields(self)}
        return {name: value for name, value in sorted(told.items()) if value}


def page() -> None:
    """Draw the table or the card that the address asks for."""
    asked, notice = _read(), ""
    try:
        if asked.source:
            source_card(desk().source(asked.source), asked.but(source="", publisher=""), _at())
        elif asked.publisher:
            publisher_card(desk().publisher(asked.publisher), asked.but(source="", publisher=""), _at())
    except NotFound as error:
        notice = f"There is no {error.what} “{error.id}” on this list. Choose one below."
    if notice or not (asked.source or asked.publisher):
        _tables(replace(asked, source="", publisher=""), notice)
    components.inplace({"at": _at(), "marked": True}, key="sources_inplace", on_went=_went)


def _read() -> Asked:
    """What the address asks; where it changed by itself (a link, Back, Forward) the filters are set from it."""
    now = st.query_params.to_dict()
    known = {field.name for field in fields(Asked)}
    asked = Asked(**{name: value for name, value in now.items() if name in known})
    by_hand = settled()
    if not by_hand and (now != st.session_state.get("sources_read") or "sources_q" not in st.session_state):
        st.session_state["sources_read"] = now
        for name in _WIDGETS:
            st.session_state[f"sources_{name}"] = getattr(asked, name)
    return asked


def _at() -> str:
    """The address as it is now; what is drawn last for it carries it, so that the browser knows when it is there."""
    return urlencode(st.query_params.to_dict())


def _went() -> None:
    went = st.session_state["sources_inplace"].get("went")
    if went:
        st.query_params.from_dict(dict(parse_qsl(str(went["query"]))))


def _tables(asked: Asked, notice: str) -> None:
    pages, publishers = desk().sources(), desk().publishers()
    head = [tag("h1", text="Sources")]
    if notice:
        head.append(tag("p", text=notice, css="notice"))
    head.append(tag("p", text=shelf_sentence(pages, publishers), css="lead"))
    numbers = {PAGES.name: len(pages), PUBLISHERS.name: len(publishers)}
    here = PUBLISHERS.name if asked.show == PUBLISHERS.name else PAGES.name
    tabs = [
        go(
            f"{name.capitalize()} ({number:,})",
            {"show": name} if name != PAGES.name else {},
            key=f"tab-{name}",
            **({"aria_current": "page"} if name == here else {}),
        )
        for name, number in numbers.items()
    ]
    show(*head, tag("nav", *tabs, css="tabs", aria_label="Which table"), css="sources")
    if here == PAGES.name:
        _table(replace(asked, show=""), pages, PAGES)
    else:
        _table(replace(asked, show=here), publishers, PUBLISHERS)


def _table(asked: Asked, every: Sequence[Row], listing: Listing[Row]) -> None:
    """Draw one table with its filters, and let the address say what they ask."""
    bar = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
    with bar:
        asked = _filters(asked, every, listing)
    kept = [
        row
        for row in every
        if (not asked.kind or listing.group(row)[0] == asked.kind) and (not asked.only or asked.only in row.marks)
    ]
    sort = asked.sort or listing.first
    found = arrange(kept, listing.file, sort=sort, words=asked.q, page=asked.number)
    if asked.but() != st.query_params.to_dict():
        st.query_params.from_dict(asked.but())
        st.session_state["sources_read"] = asked.but()
    with bar:
        # The mark in front tells a spreadsheet that the file is UTF-8.
        st.download_button(
            "Download as CSV",
            lambda: as_csv(found.found, listing.file).encode("utf-8-sig"),
            file_name=f"{listing.name}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"sources_csv_{listing.name}",
        )
    told = [tag("p", text=_told(found, len(every), listing), css="told", role="status")]
    if found.rows:
        rows = table(
            listing.drawn(asked.but(page="")),
            found.rows,
            name=listing.name.capitalize(),
            sort=sort,
            link=lambda order: asked.but(sort="" if order == listing.first else order, page=""),
        )
        told += [rows, _pager(asked, found)]
    elif every:
        told.append(tag("p", go(f"Show all {listing.name}", {"show": asked.show}, key="all")))
    show(*told, css="sources", data_at=_at())


def _filters(asked: Asked, every: Sequence[Row], listing: Listing[Row]) -> Asked:
    """Draw the filters, each choice with its number of rows, and take what they ask: from the top where it is new."""
    groups, marks = listing.groups(every), listing.marked(every)
    for key, offered in (("sources_kind", groups), ("sources_only", marks)):
        if st.session_state.get(key, "") not in offered:
            st.session_state[key] = ""
    st.text_input("Search", key="sources_q", placeholder=listing.searched, width=300, on_change=deed)
    for label, key, offered in ((listing.grouped, "sources_kind", groups), ("Only", "sources_only", marks)):
        words = {"": "all", **offered}
        st.selectbox(label, list(words), format_func=words.__getitem__, key=key, width=230, on_change=deed)
    wanted = {name: " ".join(str(st.session_state[f"sources_{name}"] or "").split()) for name in _WIDGETS}
    picked = replace(asked, **wanted)
    return picked if picked == asked else replace(picked, page="")


def _told(found: Arranged[Row], every: int, listing: Listing[Row]) -> str:
    """How many there are, and which of them stand here."""
    number = len(found.found)
    if not every:
        return f"There are no {listing.name} on this list yet."
    if not number:
        return f"None of the {every:,} {listing.name} is as asked for."
    told = f"{number:,} of {every:,} {listing.name}" if number < every else f"All {every:,} {listing.name}"
    if found.pages == 1:
        return f"{told}."
    first = (found.page - 1) * SIZE + 1
    return f"{told}; here {first:,} to {first + len(found.rows) - 1:,}."


def _pager(asked: Asked, found: Arranged[Row]) -> str:
    if found.pages == 1:
        return ""
    ways = (("Before", found.page - 1, found.page > 1), ("Next", found.page + 1, found.page < found.pages))
    links = [
        go(text, asked.but(page=str(to) if to > 1 else ""), key=f"go-{text}") for text, to, is_there in ways if is_there
    ]
    return tag("nav", *links, css="tabs", aria_label="Other parts of the table")
