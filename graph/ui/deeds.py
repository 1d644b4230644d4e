"""What an editor does to a form besides typing: change it by a button, throw it away, begin another."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.model.form import Form
from graph.ui.address import deed
from graph.ui.fields import gathered, spread
from graph.ui.opened import desk

PARAMETERS = {"claims": "claim", "actors": "actor", "publishers": "publisher", "sources": "page"}
"""Table -> the parameter of the address that names a record of it to change."""


def change(how: Callable[[Form], Form]) -> None:
    """Change the form on screen, what was just typed included, and let its widgets show it."""
    deed()
    changed = how(gathered(st.session_state["edit_form"]))
    st.session_state["edit_form"] = changed
    spread(changed)


def start(form: Form, address: dict[str, str] | None = None) -> None:
    """Put another form on screen, under an address that means it."""
    st.session_state["edit_slots"], st.session_state["edit_turns"] = {}, {}
    st.session_state["edit_form"] = form
    for name in ("edit_kept", "edit_tried", "edit_clash", "edit_comment"):
        st.session_state.pop(name, None)
    deed()
    st.query_params.from_dict(address or {})
    st.session_state["edit_asked"] = [address or {}]


def throw_away() -> None:
    """Forget the form on screen."""
    desk().forms.throw_away(st.session_state["edit_form"])
    start(desk().forms.blank("claims"))
    st.session_state["edit_said"] = ("notice", "The form was thrown away; nothing on the list has changed.", "", "")
