"""The other names of an actor in its form: a row each, added and taken off in place.

Session keys: `<form>_name<place>_<field>`, one a widget.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import streamlit as st

from graph.model import codes
from graph.model.form import Form
from graph.ui.deeds import change
from graph.ui.text import show, tag

_FIELDS = ("alias", "alias_kind", "lang", "ambiguous")


def other_names(form: Form) -> None:
    """Draw the names; every search and picker finds the actor by them."""
    show(tag("h2", text="Other names"), css="edit")
    for place, name in enumerate(form.names):
        keys = {field: f"{form.id}_name{place}_{field}" for field in _FIELDS}
        for field, key in keys.items():
            value = name.get(field, "")
            st.session_state[key] = value == "true" if field == "ambiguous" else value
        columns = st.columns([38, 20, 12, 18, 12], vertical_alignment="bottom")
        # The headings stand over the first row alone; who listens hears them at every field.
        seen: Literal["visible", "collapsed"] = "collapsed" if place else "visible"
        with columns[0]:
            st.text_input("Name", key=keys["alias"], label_visibility=seen, on_change=_typed, args=(form.id, place))
        with columns[1]:
            st.selectbox(
                "Kind",
                list(codes.ALIAS_KINDS),
                key=keys["alias_kind"],
                label_visibility=seen,
                on_change=_typed,
                args=(form.id, place),
            )
        with columns[2]:
            st.text_input(
                "Language",
                key=keys["lang"],
                label_visibility=seen,
                placeholder="en",
                on_change=_typed,
                args=(form.id, place),
            )
        with columns[3]:
            st.checkbox("Ambiguous", key=keys["ambiguous"], on_change=_typed, args=(form.id, place))
        with columns[4]:
            st.button("Remove", key=f"{form.id}_name{place}_off", type="tertiary", on_click=_off, args=(place,))
    st.button("+ Another name", key="edit_new_name", type="tertiary", on_click=_add)


def _typed(form_id: str, place: int) -> None:
    told = {}
    for field in _FIELDS:
        value = st.session_state[f"{form_id}_name{place}_{field}"]
        told[field] = ("true" if value else "") if field == "ambiguous" else str(value).strip()

    def typed(form: Form) -> Form:
        names = list(form.names)
        names[place] = {**names[place], **told}
        return replace(form, names=tuple(names))

    change(typed)


def _off(place: int) -> None:
    change(lambda form: replace(form, names=form.names[:place] + form.names[place + 1 :]))


def _add() -> None:
    def added(form: Form) -> Form:
        st.session_state["edit_focus"] = f"{form.id}_name{len(form.names)}_alias"
        return replace(form, names=(*form.names, {"alias": "", "alias_kind": "name", "lang": "en"}))

    change(added)
