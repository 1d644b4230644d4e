"""A save that met another: yours, theirs, and what both began from, field by field; no word is lost.

Session keys: `clash_<column>` (whose text goes on, where both changed it).
"""

from __future__ import annotations

import streamlit as st

from graph.model.errors import AttestError, Conflict
from graph.model.form import Form
from graph.model.labels import RECORDS, label
from graph.ui.deeds import PARAMETERS, start
from graph.ui.fields import gathered
from graph.ui.opened import desk
from graph.ui.text import show, tag

_NOTHING = "(empty)"


def show_clash(form: Form) -> None:
    """Draw both sides, and the ways to go on."""
    conflict: Conflict = st.session_state["edit_clash"]
    words = RECORDS[conflict.table]
    show(
        tag("h2", text=f"Somebody else saved this {words} while you were writing"),
        tag(
            "p",
            text="Nothing of yours is lost, and nothing of theirs was written over. Choose what goes on.",
            css="lead",
        ),
        css="edit",
    )
    base = conflict.base or {}
    differing = [name for name in conflict.yours if conflict.yours[name] != conflict.theirs.get(name, "")]
    for name in differing:
        yours, theirs, was = conflict.yours[name], conflict.theirs.get(name, ""), base.get(name, "")
        cells = (
            [("Yours", yours), ("Theirs", theirs), ("Before", was)] if base else [("Yours", yours), ("Theirs", theirs)]
        )
        facts = [tag("div", tag("dt", text=who), tag("dd", text=text or _NOTHING)) for who, text in cells]
        show(tag("h3", text=label(conflict.table, name)), tag("dl", *facts, css="sides"), css="clash")
        key = f"clash_{name}"
        # Where only one of the two changed a field, that change goes on.
        st.session_state.setdefault(key, "theirs" if base and yours == was else "yours")
        st.radio(
            f"{label(conflict.table, name)}: what goes on",
            ["yours", "theirs"],
            format_func={"yours": "Yours", "theirs": "Theirs"}.__getitem__,
            horizontal=True,
            key=key,
            label_visibility="collapsed",
        )
    with st.container(horizontal=True, gap="small"):
        st.button("Go on with these", key="clash_on", type="primary", on_click=_on, args=(tuple(differing),))
        st.button("Take theirs, drop mine", key="clash_theirs", on_click=_theirs)


def _on(differing: tuple[str, ...]) -> None:
    conflict: Conflict = st.session_state["edit_clash"]
    form = gathered(st.session_state["edit_form"])
    chosen = {
        name: conflict.yours[name]
        if st.session_state.get(f"clash_{name}", "yours") == "yours"
        else conflict.theirs.get(name, "")
        for name in differing
    }
    # What the form names and the list has not yet (a source made in place) stays with the form.
    cells = {**{name: form.row.get(name, text) for name, text in conflict.yours.items()}, **chosen}
    for name in differing:
        if chosen[name] == conflict.yours[name]:
            cells[name] = form.row.get(name, chosen[name])
    try:
        rebased = desk().forms.keep(desk().forms.rebased(form, conflict.id, cells))
    except AttestError as error:
        st.session_state["edit_said"] = ("wrong", str(error), "", "")
        return
    _over(differing)
    start(rebased, {"form": rebased.id})
    st.session_state["edit_said"] = ("notice", "This now stands on what they saved. Look it over, and save.", "", "")


def _theirs() -> None:
    conflict: Conflict = st.session_state["edit_clash"]
    form: Form = st.session_state["edit_form"]
    _over(tuple(conflict.yours))
    desk().forms.throw_away(form)
    theirs = desk().forms.open(conflict.table, conflict.id, draft=True)
    start(theirs, {PARAMETERS[conflict.table]: conflict.id, "draft": "yes"})
    st.session_state["edit_said"] = ("notice", "Theirs stands; yours was dropped.", "", "")


def _over(columns: tuple[str, ...]) -> None:
    for name in columns:
        st.session_state.pop(f"clash_{name}", None)
