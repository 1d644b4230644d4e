"""Sources: what the list rests on, as tables of pages and publishers, and a card of each.

The address is the state: `show`, `q`, `kind`, `only`, `sort`, `page`; `source` or `publisher` opens a card. Session keys:
`sources_q`, `sources_kind`, `sources_only` (the filters; set from the address where that changed by itself),
`sources_read` (the parameters last read or written) and the component's `sources_inplace`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from graph.desk.columns import Column, arrange
from graph.model import codes
from graph.model.errors import NotFound
from graph.scene.chains import NO_TITLE
from graph.scene.sources import PAGE_MARKS, PUBLISHER_MARKS, PublisherRow, SourceRow
from graph.ui.listed import go
from graph.ui.network import components
from graph.ui.opened import desk
from graph.ui.text import show, tag

_TABS = {"pages": "Pages", "publishers": "Publishers"}
_FIRST = {"pages": "-published", "publishers": "name"}
"""How each table is sorted where the address does not say."""


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
    def tab(self) -> str:
        """Which table."""
        return self.show if self.show in _TABS else "pages"

    @property
    def order(self) -> str:
        """How it is sorted."""
        return self.sort or _FIRST[self.tab]

    def but(self, **changes: str) -> dict[str, str]:
        """The parameters of this with some changed, what is not asked left out."""
        changed = replace(self, **changes)
        told = {field.name: getattr(changed, field.name) for field in fields(self)}
        return {name: value for name, value in sorted(told.items()) if value}


_PAGE_FILE: tuple[Column[SourceRow], ...] = (
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
)
_PUBLISHER_FILE: tuple[Column[PublisherRow], ...] = (
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
)


def page() -> None:
    """Draw the table or the card that the address asks for."""
    asked, notice = _read(), ""
    try:
        if asked.source:
            _source(desk().source(asked.source), asked)
        elif asked.publisher:
            _publisher(desk().publisher(asked.publisher), asked)
    except NotFound as error:
        notice = f"There is no {error.what} “{error.id}” on this list. Choose one below."
    if notice or not (asked.source or asked.publisher):
        asked = _table(replace(asked, source="", publisher=""), notice)
    components.inplace({"at": urlencode(st.query_params.to_dict())}, key="sources_inplace", on_went=_went)


def _read() -> Asked:
    """What the address asks; where it changed by itself (a link, Back, Forward) the filters are set from it."""
    now = st.query_params.to_dict()
    known = {field.name for field in fields(Asked)}
    asked = Asked(**{name: value for name, value in now.items() if name in known})
    if now != st.session_state.get("sources_read"):
        st.session_state["sources_read"] = now
        _set(asked)
    return asked


def _set(asked: Asked) -> None:
    st.session_state["sources_q"] = asked.q
    st.session_state["sources_kind"] = asked.kind
    st.session_state["sources_only"] = asked.only


def _went() -> None:
    went = st.session_state["sources_inplace"].get("went")
    if went:
        st.query_params.from_dict(dict(parse_qsl(str(went["query"]))))


def _table(asked: Asked, notice: str) -> Asked:
    pages, publishers = desk().sources(), desk().publishers()
    head = [tag("h1", text="Sources")]
    if notice:
        head.append(tag("p", text=notice, css="notice"))
    head.append(tag("p", text=_lead(pages, publishers), css="lead"))
    tabs = [
        go(words, {"show": name} if name != "pages" else {}, key=f"tab-{name}", **_current(name == asked.tab))
        for name, words in _TABS.items()
    ]
    show(*head, tag("nav", *tabs, css="tabs", aria_label="Which table"), css="sources")
    if asked.tab == "pages":
        kinds = {row.kind: row.kind_words for row in pages}
        asked = _filters(asked, "Kind", {code: kinds[code] for code in codes.SOURCE_KINDS if code in kinds}, PAGE_MARKS)
        rows = [row for row in pages if _picked(asked, row.kind, row.marks)]
        _found(asked, arrange(rows, _PAGE_FILE, sort=asked.order, words=asked.q, page=_number(asked)), len(pages))
    else:
        owners = {row.ownership: row.ownership_words for row in publishers}
        known = {code: owners[code] for code in codes.OWNERSHIPS if code in owners}
        asked = _filters(asked, "Ownership", known, PUBLISHER_MARKS)
        of = [row for row in publishers if _picked(asked, row.ownership, row.marks)]
        _found_publishers(
            asked, arrange(of, _PUBLISHER_FILE, sort=asked.order, words=asked.q, page=_number(asked)), len(publishers)
        )
    return asked
