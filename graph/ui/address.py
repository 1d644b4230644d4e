"""The address is the state: the session's view follows the browser's address, and the address follows the view.

Session keys: `view` (the View on screen; set here and by whatever the user does), `ignored` (what of the last
address was not understood; set here), `read_from` (the parameters last read or written; set here), `past`, `future`
and `written` (the views to go back and forth to, and the last one that was on screen; set here), `deed` (whether this
run comes of something the user did on the page; set by `deed`, taken away by `read`, `settled` and `arrive`), `page`
(the page on screen; set by `arrive`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from graph.model.shaping import shape_of
from graph.model.view import Known, View, parse, to_parameters

_MOST_STEPS = 100


def read(known: Callable[[View], Known], on_change: Callable[[View], None]) -> View:
    """The view to show now. Where the address changed by itself (a link, Back, Forward), it wins, and
    `on_change` sets the widgets from it; otherwise the session's view stands.
    """
    now = _parameters()
    if not settled() and now != st.session_state.get("read_from"):
        parsed = parse(urlencode(now), known)
        st.session_state["ignored"] = parsed.ignored
        st.session_state["read_from"] = now
        st.session_state["view"] = parsed.view
        on_change(parsed.view)
    view: View = st.session_state["view"]
    return view


def deed() -> None:
    """Say that this run comes of something the user did on the page, so that the address has not changed by itself.

    What is done in quick succession reaches us with the browser's address of before the first answer; without this it
    would be taken for Back.
    """
    st.session_state["deed"] = True


def arrive(page: str) -> None:
    """Say which page is on screen. Where a click on the menu cut the run of a deed short, that deed was another page's,
    and says nothing of this one's address.
    """
    if page != st.session_state.get("page"):
        st.session_state["page"] = page
        st.session_state.pop("deed", None)


def settled() -> bool:
    """Whether this run comes of a deed; asked once."""
    return bool(st.session_state.pop("deed", False))


def write(view: View, known: Callable[[View], Known]) -> None:
    """Make `view` the session's view and let the address say it; one step of the browser's history where it differs.

    An address that means the same already is left as it was written, with what was ignored of it.
    """
    if view != st.session_state.get("view"):
        st.session_state["ignored"] = ()
    _remember(view)
    st.session_state["view"] = view
    if parse(urlencode(_parameters()), known).view != view:
        parameters = to_parameters(view)
        st.query_params.from_dict(parameters)
        st.session_state["read_from"] = parameters


def _remember(view: View) -> None:
    """Keep what was on screen before, where this is something else; whatever is only open in the panel is no step."""
    before: View | None = st.session_state.get("written")
    if before is not None and shape_of(before) != shape_of(view):
        past: list[View] = st.session_state.setdefault("past", [])
        past.append(before)
        del past[:-_MOST_STEPS]
        st.session_state["future"] = []
    st.session_state["written"] = view


def steps() -> dict[str, bool]:
    """Whether there is something to undo and to redo."""
    return {"back": bool(st.session_state.get("past")), "forth": bool(st.session_state.get("future"))}


def step(way: str, on_change: Callable[[View], None]) -> None:
    """Go one step `back` or `forth`; `on_change` sets the widgets. What is open in the panel stays open."""
    past: list[View] = st.session_state.setdefault("past", [])
    future: list[View] = st.session_state.setdefault("future", [])
    out, into = (past, future) if way == "back" else (future, past)
    if out:
        now: View = st.session_state["view"]
        view = replace(out.pop(), select=now.select)
        into.append(now)
        st.session_state["view"] = st.session_state["written"] = view
        on_change(view)


def ignored() -> tuple[str, ...]:
    """What of the address was not understood, in words."""
    words: tuple[str, ...] = st.session_state.get("ignored", ())
    return words


def select(view: View, id_: str) -> View:
    """The view with `id_` open in the panel; selecting twice is selecting once."""
    return replace(view, select=id_)


def _parameters() -> dict[str, str]:
    return {name: st.query_params[name] for name in st.query_params}
