"""What an editor does to a form besides typing: change it by a button, throw it away, retract its record, begin."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.model.errors import AttestError
from graph.model.form import Form
from graph.model.labels import RECORDS
from graph.ui.address import deed
from graph.ui.fields import gathered, spread
from graph.ui.opened import desk
from graph.ui.text import show, tag

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


def retraction(form: Form) -> None:
    """Draw what takes the record of a form off the list, or brings it back."""
    standing = desk().forms.standing(form)
    words = RECORDS[form.table]
    if standing.startswith("retracted"):
        st.button("Bring back", key="edit_back", on_click=_turn, args=(False,))
        show(tag("p", text=f"This {words} is {standing}."), css="doubt")
    elif not standing:
        with st.popover("Retract…"):
            st.text_input("Why is it taken off the list?", key="edit_reason")
            if form.table == "sources":
                st.text("Its entries go with it, in the same change.")
            st.button(f"Retract this {words}", key="edit_retract", type="primary", on_click=_turn, args=(True,))


def _turn(off: bool) -> None:
    form: Form = st.session_state["edit_form"]
    words = RECORDS[form.table]
    try:
        if off:
            desk().forms.retract(form.table, form.target, st.session_state.get("edit_reason", ""))
        else:
            desk().forms.bring_back(form.table, form.target)
        if form.version:
            desk().forms.throw_away(form)
        start(desk().forms.open(form.table, form.target), {PARAMETERS[form.table]: form.target})
    except AttestError as error:
        st.session_state["edit_said"] = ("wrong", f"{str(error)[:1].upper()}{str(error)[1:]}.", "", "")
        return
    st.session_state["edit_reason"] = ""
    said = f"The {words} is off the list; nothing of it is lost." if off else f"The {words} is on the list again."
    if form.table == "sources" and not off:
        said += " Entries that went with it stay off until they are brought back: History shows that change."
    st.session_state["edit_said"] = ("good", said, "", "")
