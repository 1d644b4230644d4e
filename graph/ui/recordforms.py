"""The forms of actors, publishers and sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from graph.model import codes
from graph.model.form import Form
from graph.ui.fields import Fields
from graph.ui.names import other_names
from graph.ui.opened import desk
from graph.ui.text import show, tag

_LETTERS = {
    code: f"{code} · {words}" if words else f"{code} · not judged" for code, words in codes.RELIABILITIES.items()
}


def actor(fields: Fields, form: Form) -> None:
    """Draw the fields of an actor, and its other names."""
    others = {code: words for code, words in desk().forms.offers("actors", form).items() if code != form.target}
    left, right = st.columns(2)
    with left:
        fields.text("label")
        fields.pick("part_of", others, "Part of (speaks for it: a ministry of its state)")
    with right:
        fields.choose("kind", codes.ACTOR_KINDS)
        fields.pick("based_in", others, "At home in (does not speak for it: a firm)")
    fields.area("naming_note", height=68)
    other_names(form)
    with st.expander("Codes and place"):
        columns = st.columns(3)
        for place, column in enumerate(("iso2", "iso3", "wikidata", "latitude", "longitude")):
            with columns[place % 3]:
                fields.text(column)


def publisher(fields: Fields, form: Form) -> None:
    """Draw the fields of a publisher."""
    left, right = st.columns([70, 30])
    with left:
        fields.text("name")
    with right:
        fields.text("country", placeholder="TR")
    left, right = st.columns(2)
    with left:
        fields.choose("ownership", codes.OWNERSHIPS)
    with right:
        fields.pick("interest", desk().forms.offers("actors", form), "Speaks for, where nobody is named")
    left, right = st.columns([40, 60])
    with left:
        fields.choose("reliability", _LETTERS)
    with right:
        fields.text("reliability_basis")


def source(fields: Fields, form: Form) -> None:
    """Draw the fields of a source."""
    source_fields(fields, form, lambda: None)


def source_fields(fields: Fields, form: Form, beside: Callable[[], None]) -> None:
    """Draw the fields of a source; `beside` draws what stands beneath its publisher."""
    publishers = desk().forms.offers("publishers", form)
    fields.text("title")
    left, right = st.columns(2)
    with left:
        fields.pick("publisher", publishers, "Publisher (who carries the source)")
    with right:
        fields.choose("kind", codes.SOURCE_KINDS)
    beside()
    fields.text("url", placeholder="https://")
    left, middle, right = st.columns([38, 38, 24])
    with left:
        fields.date("published")
    with middle:
        fields.date("accessed")
    with right:
        fields.text("language", placeholder="en")
    left, right = st.columns(2)
    with left:
        fields.pick("originator", publishers)
    with right:
        fields.pick("derived_from", _others(form))
    with st.expander("More about this source"):
        _more(fields)


def _others(form: Form) -> Mapping[str, str]:
    own = (
        {form.target, *form.beside.get("sources", {})}
        if form.table == "sources"
        else set(form.beside.get("sources", {}))
    )
    return {code: words for code, words in desk().forms.offers("sources", form).items() if code not in own}


def _more(fields: Fields) -> None:
    fields.text("authors", "Authors, several with ; between")
    left, right = st.columns(2)
    with left:
        fields.text("doi", placeholder="10.1000/182")
        fields.choose("state", codes.SOURCE_STATES)
        fields.choose("reliability", _LETTERS, "Reliability, where it differs from the publisher’s")
        fields.text("handling", placeholder="TLP:CLEAR, public")
    with right:
        fields.text("archived_url", placeholder="https://")
        fields.date("checked")
        fields.text("origin", "Origin key (sources with the same are one report)")
        fields.text("content_sha256")
    fields.area("descriptor", "What to know of this source: access, interest, age", height=68)
    fields.switch("title_inferred")
    show(tag("p", text="A: completely reliable … E: unreliable; F: not judged, and shown as nothing."), css="hint")
