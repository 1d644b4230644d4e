"""The row above a form: forms that are not finished, other records to change, and the way back to git."""

from __future__ import annotations

import streamlit as st

from graph.model.errors import AttestError
from graph.model.form import FORMED, Form
from graph.model.labels import RECORDS
from graph.ui.deeds import PARAMETERS, start
from graph.ui.opened import desk
from graph.ui.text import own_link, show, tag


def row(form: Form) -> None:
    """Draw the row."""
    waiting = [one for one in desk().forms.unfinished() if one.id != form.id]
    with st.container(horizontal=True, gap="small", key="edit_shelf"):
        with st.popover("Another record"):
            items = [tag("li", own_link(f"New {RECORDS[table]}", "edit", new=table)) for table in FORMED]
            show(tag("ul", *items))
            for table in ("actors", "publishers", "sources"):
                _picker(table, form)
        with st.popover("Back to git"):
            st.text("Writes the list as it stands, without drafts, into its folder, for git to keep.")
            st.button("Publish into the folder", key="edit_give_back", on_click=_give_back)

        if waiting:
            with st.popover(f"Not finished · {len(waiting)}"):
                items = [
                    tag(
                        "li",
                        own_link(one.words, "edit", form=one.id),
                        tag(
                            "span",
                            text=f"{RECORDS[one.table]}, left {one.kept_at[:16].replace('T', ' ')} UTC",
                            css="dates",
                        ),
                    )
                    for one in waiting
                ]
                show(tag("ul", *items))


def _picker(table: str, form: Form) -> None:
    offered = desk().forms.offers(table, desk().forms.blank("claims"))
    st.selectbox(
        f"Change {'an' if RECORDS[table][0] in 'aeiou' else 'a'} {RECORDS[table]}",
        list(offered),
        index=None,
        format_func=lambda code: offered.get(code, code),
        key=f"edit_open_{table}",
        placeholder="Type to search",
        on_change=_open,
        args=(table,),
    )


def _open(table: str) -> None:
    chosen = str(st.session_state[f"edit_open_{table}"] or "").partition("|")[0]
    if not chosen:
        return
    st.session_state[f"edit_open_{table}"] = None
    start(desk().forms.open(table, chosen), {PARAMETERS[table]: chosen})


def _give_back() -> None:
    try:
        words = desk().give_back()
    except AttestError as error:
        st.session_state["edit_said"] = ("wrong", f"Not published: {error}", "", "")
        return
    st.session_state["edit_said"] = ("good", words, "", "")
