"""The form of an entry: eight fields in view, the rest folded, and what is new made in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from graph.model import codes, qualifiers
from graph.model.form import Fault, Form
from graph.ui import newcomers
from graph.ui.deeds import change
from graph.ui.fields import TURNED, Fields
from graph.ui.opened import desk
from graph.ui.text import show, tag

_ITSELF = "itself"
_STANCES = {code: words.capitalize() for code, words in codes.STANCES.items()}


def entry(form: Form, faults: Sequence[Fault], *, tried: bool) -> None:
    """Draw the fields of an entry."""
    fields = Fields(form, faults, tried=tried)
    actors = desk().forms.offers("actors", form)
    _ends(fields, form, actors)
    left, right = st.columns(2)
    with left:
        fields.several("speakers", actors, placeholder="Nobody named: the source itself")
    with right:
        fields.text("speaker_text", "Name and office (also of who is not named)", "Jane Doe, spokeswoman")
    _itself(form)
    newcomers.actors(form, faults, tried=tried)
    fields.choose("stance", _STANCES, "What is said (required)", line=True)
    if form.row.get("stance") == "disputes":
        fields.choose("disputes_what", codes.DISPUTES)
    elif form.row.get("disputes_what"):
        fields.wrong("disputes_what")
    left, right = st.columns(2)
    with left:
        fields.date("held_from")
    with right:
        fields.date("held_to", "True until (empty: not known to have ended)")
    fields.area("statement", "Statement, in your own words (required)", height=68)
    newcomers.source(fields, form, faults, tried=tried)
    _folded(fields, form, faults, actors)


def _ends(fields: Fields, form: Form, actors: Mapping[str, str]) -> None:
    kinds = desk().forms.offers("kinds", form)
    left, middle, right = st.columns([30, 40, 30])
    with left:
        fields.pick("subject", actors)
    with middle:
        fields.pick("kind", kinds, on_change=_kind)
    with right:
        fields.pick("object", actors)
    kind = desk().forms.record("kinds", form.row.get("kind", ""))
    words = kind.get("definition", "") if kind else "Subject does something to object: “Iran transfers arms to Russia”."
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show(tag("p", text=words), css="hint")
        st.button("⇄ Swap", key="edit_swap", type="tertiary", on_click=_swap, help="Turn the direction round")
        newcomers.button()


def _itself(form: Form) -> None:
    kind = desk().forms.record("kinds", form.row.get("kind", ""))
    named = form.row.get("speakers") or form.row.get("speaker_text")
    if kind.get("high_risk") == "true" and form.is_new and not named:
        key = f"{form.id}_itself"
        st.session_state.setdefault(key, _ITSELF in form.confirmed)
        st.checkbox("The source itself says so and names nobody", key=key, on_change=_confirm, args=(key,))


def _confirm(key: str) -> None:
    confirmed = (_ITSELF,) if st.session_state[key] else ()
    change(lambda form: form.confirm(*confirmed))


def _kind(widget: str) -> None:
    """A kind that is read from its object turns the ends round."""
    value = str(st.session_state[widget] or "")
    if value.endswith(TURNED):
        st.session_state[widget] = value.removesuffix(TURNED)
        _swap()
    else:
        change(lambda form: form)


def _swap() -> None:
    change(lambda form: form.put(subject=form.row.get("object", ""), object=form.row.get("subject", "")))


def _folded(fields: Fields, form: Form, faults: Sequence[Fault], actors: Mapping[str, str]) -> None:
    wrong = {fault.column for fault in faults if fault.severity in ("error", "asked") and not fault.key}
    row = form.row
    asked = any(fault.column == "quote" for fault in faults)
    with st.expander("Quote and place in the source", expanded=asked or bool(row.get("quote"))):
        page = desk().forms.record("sources", row.get("source", ""))
        new = form.beside.get("sources", {}).get(row.get("source", ""), {})
        foreign = (page or new).get("language", "en") not in ("", "en")
        translated = qualifiers.read(row.get("qualifiers", "")).get(qualifiers.TRANSLATION)
        if foreign or translated:
            left, right = st.columns(2)
            with left:
                fields.area("quote", "Quote, word for word")
            with right:
                fields.qualifier(qualifiers.TRANSLATION, long=True)
        else:
            fields.area("quote", "Quote, word for word")
        fields.text("locator", placeholder="paragraph 3, page 12, minute 4:10")
    with st.expander("Matter, basis and how it is put", expanded=bool({"matter", "said_on", "origin"} & wrong)):
        left, right = st.columns(2)
        with left:
            fields.text("matter", "Matter, in one word where a tie has several", "uav, s-400, crimea")
            fields.choose("modality", codes.MODALITIES)
            fields.pick("relayed_by", actors, "As told by (A said that B had told it: B speaks, A tells)")
        with right:
            fields.choose("basis", codes.BASES)
            fields.date("said_on", "Said on (the speaker’s day, not the source’s)")
            fields.text("origin", "Comes from (key of the interview or wire it repeats)")
    names = qualifiers.fitting(row.get("kind", ""), row.get("qualifiers", ""))
    with st.expander("Details that fit this kind", expanded="qualifiers" in wrong):
        columns = st.columns(3)
        for place, name in enumerate(names):
            with columns[place % 3]:
                fields.qualifier(name)
        fields.wrong("qualifiers")
    with st.expander("Grade and note", expanded=bool({"credibility", "note"} & wrong)):
        grades = {
            code: f"{code} · {words}" if words else f"{code} · not judged"
            for code, words in codes.CREDIBILITIES.items()
        }
        left, right = st.columns([40, 60])
        with left:
            fields.choose("credibility", grades)
        with right:
            fields.text("credibility_basis")
        show(tag("p", text=_GRADES), css="hint")
        fields.area("note", height=68)


_GRADES = (
    "1: another source, certainly a different one, says so too. 2: likely by what was reported before. 3: possible, "
    "nothing speaks against it. 4: tends to conflict with earlier reports. 5: contradicted by them."
)
"""The digits as STANAG 2511 has them."""
