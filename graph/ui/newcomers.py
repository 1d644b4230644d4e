"""Records made in the form of an entry: new actors, a new source, its new publisher; and pages known by address.

Session keys: `<form>_paste` (the box for an address, DOI or reference), `edit_pasted` (what came of it).
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph.model import codes
from graph.model.errors import UsageError
from graph.model.form import NEW, Fault, Form
from graph.model.records import SEPARATOR, split_ids
from graph.ui.address import deed
from graph.ui.deeds import change
from graph.ui.fields import Fields, gathered, widget_name
from graph.ui.opened import desk
from graph.ui.recordforms import source_fields
from graph.ui.text import show, tag

_ROLES = {"subject": "Subject", "object": "Object", "speakers": "Who says it"}


def button() -> None:
    """Draw what makes a new actor in place."""
    st.button("+ New actor", key="edit_new_actor", type="tertiary", on_click=_add_actor)


def actors(form: Form, faults: Sequence[Fault], *, tried: bool) -> None:
    """Draw the new actors of a form."""
    offered = desk().forms.offers("actors", form)
    for place, key in enumerate(form.beside.get("actors", {}), 1):
        fields = Fields(form, faults, tried=tried, table="actors", key=key)
        with st.container(border=True):
            left, right = st.columns([80, 20], vertical_alignment="center")
            with left:
                show(tag("h2", text=f"New actor{f' {place}' if place > 1 else ''}"), css="edit")
            with right:
                st.button("Remove", key=f"edit_remove_{key}", type="tertiary", on_click=_remove, args=("actors", key))
            left, right = st.columns(2)
            others = {code: words for code, words in offered.items() if code != key}
            with left:
                fields.text("label")
                fields.pick("part_of", others, "Part of (speaks for it: a ministry of its state)")
            with right:
                fields.choose("kind", codes.ACTOR_KINDS)
                fields.pick("based_in", others, "At home in (does not speak for it: a firm)")
            widget = f"{form.id}_role_{key.removeprefix(NEW)}"
            stands = [role for role in _ROLES if key in split_ids(form.row.get(role, ""))]
            if st.session_state.get(widget) != stands:
                # Set without need, it would undo in the browser what is clicked while this runs.
                st.session_state[widget] = stands
            st.pills(
                "Stands in this entry as", list(_ROLES), selection_mode="multi", format_func=_ROLES.__getitem__,
                key=widget, on_change=_roles, args=(key, widget),
            )  # fmt: skip


def source(fields: Fields, form: Form, faults: Sequence[Fault], *, tried: bool) -> None:
    """Draw the picker of the source, the box that knows pages, and the new source where there is one."""
    left, right = st.columns(2)
    with left:
        fields.pick("source", desk().forms.offers("sources", form), "Source (title, publisher or day)")
    with right:
        widget = f"{form.id}_paste"
        st.text_area(
            "or its address, DOI, or a reference pasted from Zotero", key=widget, height=68, on_change=_pasted,
            args=(widget,), placeholder="https://… · 10.… · RIS, BibTeX, CSL-JSON",
        )  # fmt: skip
        told = st.session_state.get("edit_pasted")
        if told and told[0] == form.id:
            show(tag("p", text=told[2], role="status"), css=told[1])
    for key in form.beside.get("sources", {}):
        with st.container(border=True):
            left, right = st.columns([80, 20], vertical_alignment="center")
            with left:
                show(tag("h2", text="New source"), css="edit")
            with right:
                st.button("Remove", key=f"edit_remove_{key}", type="tertiary", on_click=_remove, args=("sources", key))
            of = Fields(form, faults, tried=tried, table="sources", key=key)
            source_fields(of, form, lambda: _publishers(form, faults, tried=tried))


def _publishers(form: Form, faults: Sequence[Fault], *, tried: bool) -> None:
    if not form.beside.get("publishers"):
        st.button("+ New publisher", key="edit_new_publisher", type="tertiary", on_click=_add_publisher)
    for key in form.beside.get("publishers", {}):
        fields = Fields(form, faults, tried=tried, table="publishers", key=key)
        left, right = st.columns([80, 20], vertical_alignment="center")
        with left:
            show(tag("h2", text="New publisher"), css="edit")
        with right:
            st.button("Remove", key=f"edit_remove_{key}", type="tertiary", on_click=_remove, args=("publishers", key))
        left, middle, right = st.columns([44, 18, 38])
        with left:
            fields.text("name")
        with middle:
            fields.text("country", "Country", "TR")
        with right:
            fields.choose("ownership", codes.OWNERSHIPS)


def _add_actor() -> None:
    def added(form: Form) -> Form:
        key = form.next_key()
        st.session_state["edit_focus"] = widget_name(form, "actors", key, "label")
        return form.put_beside("actors", key, {"label": ""})

    change(added)


def _add_publisher() -> None:
    def added(form: Form) -> Form:
        key = form.next_key()
        st.session_state["edit_focus"] = widget_name(form, "publishers", key, "name")
        made = form.put_beside("publishers", key, {"name": ""})
        for page, cells in made.beside.get("sources", {}).items():
            made = made.put_beside("sources", page, {**cells, "publisher": key})
        return made

    change(added)


def _remove(table: str, key: str) -> None:
    change(lambda form: form.without(table, key))


def _roles(key: str, widget: str) -> None:
    chosen = st.session_state[widget]

    def stood(form: Form) -> Form:
        for role in _ROLES:
            others = [one for one in split_ids(form.row.get(role, "")) if one != key]
            if role != "speakers":
                others = [] if role in chosen else others
            form = form.put(**{role: SEPARATOR.join([*others, key] if role in chosen else others)})
        return form

    change(stood)


def _pasted(widget: str) -> None:
    """Know the page, or begin a new source with what the text says of it."""
    deed()
    text = str(st.session_state[widget]).strip()
    form = gathered(st.session_state["edit_form"])
    st.session_state.pop("edit_pasted", None)
    if not text:
        return
    known = desk().forms.known_page(text)
    cells, name = {"url": text} if text.startswith(("http://", "https://")) else {}, ""
    if not known and not cells:
        if desk().forms.is_doi(text):
            cells = {"doi": desk().forms.is_doi(text)}
        else:
            try:
                reference = desk().forms.read_reference(text)
            except UsageError as error:
                words = f"{str(error)[:1].upper()}{str(error)[1:]}."
                st.session_state["edit_pasted"] = (form.id, "wrong", words)
                return
            cells, name = dict(reference.fields), reference.publisher
            known = desk().forms.known_page(cells.get("doi", "")) or desk().forms.known_page(cells.get("url", ""))
    st.session_state[widget] = ""
    if known:
        st.session_state["edit_pasted"] = (form.id, "good", "This source is on the list already; it is chosen.")
        change(lambda form: form.put(source=known))
        return
    gone = desk().forms.taken_back_page(cells.get("url", "")) or desk().forms.taken_back_page(cells.get("doi", ""))
    if gone:
        words = f"This source was taken back, as {gone}. Restore it in its History, or cite another one."
        st.session_state["edit_pasted"] = (form.id, "wrong", words)
        return
    st.session_state["edit_pasted"] = (form.id, "good", "Not on the list yet: fill in the new source below.")
    change(lambda form: _begun(form, cells, name))


def _begun(form: Form, cells: dict[str, str], publisher: str) -> Form:
    key = next(iter(form.beside.get("sources", {})), form.next_key())
    before = form.beside.get("sources", {}).get(key, {})
    page = {"accessed": desk().forms.today(), "kind": "news", "language": "en", **before, **cells}
    form = form.put_beside("sources", key, page)
    if publisher and desk().forms.record("publishers", publisher):
        page["publisher"] = publisher
    elif publisher:
        other = form.next_key()
        form = form.put_beside("publishers", other, {"name": publisher})
        page["publisher"] = other
    st.session_state["edit_focus"] = widget_name(form, "sources", key, "title")
    return form.put_beside("sources", key, page).put(source=key)
