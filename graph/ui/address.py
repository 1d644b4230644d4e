"""The address is the state: the session's view follows the browser's address, and the address follows the view.

Session keys: `view` (the View on screen; set here and by whatever the user does), `ignored` (what of the last
address was not understood; set here), `read_from` (the parameters last read or written; set here).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from graph.model.view import View, parse, to_parameters


def read(known: Mapping[str, Collection[str]], on_change: Callable[[View], None]) -> View:
    """The view to show now. Where the address changed by itself (a link, Back, Forward), it wins, and
    `on_change` sets the widgets from it; otherwise the session's view stands.
    """
    now = _parameters()
    if now != st.session_state.get("read_from"):
        parsed = parse(urlencode(now), known)
        st.session_state["ignored"] = parsed.ignored
        st.session_state["read_from"] = now
        st.session_state["view"] = parsed.view
        on_change(parsed.view)
    view: View = st.session_state["view"]
    return view


def write(view: View, known: Mapping[str, Collection[str]]) -> None:
    """Make `view` the session's view and let the address say it; one step of the browser's history where it differs.

    An address that means the same already is left as it was written, with what was ignored of it.
    """
    if view != st.session_state.get("view"):
        st.session_state["ignored"] = ()
    st.session_state["view"] = view
    if parse(urlencode(_parameters()), known).view != view:
        parameters = to_parameters(view)
        st.query_params.from_dict(parameters)
        st.session_state["read_from"] = parameters


def ignored() -> tuple[str, ...]:
    """What of the address was not understood, in words."""
    words: tuple[str, ...] = st.session_state.get("ignored", ())
    return words


def select(view: View, id_: str) -> View:
    """The view with `id_` open in the panel; selecting twice is selecting once."""
    return replace(view, select=id_)


def _parameters() -> dict[str, str]:
    return {name: st.query_params[name] for name in st.query_params}
