"""Edit: records added and changed through a form.

The address says which: `edit` a new entry (`subject`, `kind`, `object`, `matter`, `source` fill it in); `claim`,
`actor`, `publisher` or `page` a record to change (`draft=yes` its draft); `new=actors` a new record of another table;
`form` a form that is not finished. Session keys: `edit_form` (the form on screen), `edit_asked` (the addresses that
mean it), `edit_kept` (the form as it was kept last), `edit_tried` (the form that was tried to save, so that what is
missing is named), `edit_focus` (the widget to focus next), `edit_said` (what to say of the last deed), `edit_clash` (a
save that met another), `edit_comment` (what is changed), those of `fields` and `retracting`.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from graph.desk.forms import Foreseen
from graph.model.errors import AttestError, Conflict, DataProblems, NotFound
from graph.model.form import FORMED, Form
from graph.model.labels import RECORDS
from graph.ui import clash, deeds, outlook, retracting, shelf
from graph.ui.address import deed, settled
from graph.ui.entryform import entry
from graph.ui.fields import Fields, gathered, sentence, widget_name
from graph.ui.network import components
from graph.ui.opened import desk
from graph.ui.recordforms import actor, publisher, source
from graph.ui.text import own_link, show, tag

_STYLE = Path(__file__).parent / "network" / "edit.css"
_FILLED = ("subject", "kind", "object", "matter", "source")
_BODIES = {"actors": actor, "publishers": publisher, "sources": source}


@st.fragment
def page() -> None:
    """Draw the form that the address asks for."""
    if not desk().forms.may_edit:
        show(tag("h1", text="Edit"), tag("p", text="Only editors may change the list.", css="notice"))
        return
    st.html(_STYLE)
    form = _kept(gathered(_asked()))
    left, right = st.columns([62, 38], gap="medium")
    with left:
        show(tag("h1", text=_heading(form)), css="edit")
    with right:
        shelf.row(form)
    _said()
    if st.session_state.get("edit_clash"):
        clash.show_clash(form)
        return
    if not form.is_new:
        retracting.standing(form)
    foreseen = desk().forms.foresee(form)
    tried = st.session_state.get("edit_tried") == form.id
    left, right = st.columns([62, 38], gap="medium")
    with left, st.container(gap="xsmall"):
        if form.table == "claims":
            entry(form, foreseen.faults, tried=tried)
        else:
            _BODIES[form.table](Fields(form, foreseen.faults, tried=tried), form)
        _buttons(form, foreseen, tried=tried)
    with right, st.container(key="edit_outlook"):
        outlook.beside(form, foreseen)
        below = st.container()
    first = {"claims": "subject", "actors": "label", "publishers": "name", "sources": "title"}[form.table]
    components.typing(
        {
            "focus": f"{form.id}_{form.table}__{first}",
            "form": form.id,
            "at": st.session_state.pop("edit_focus", ""),
            "saves": "edit_first_",
        },
        key="edit_typing",
    )
    # Weighed last: it takes longest, and whoever types on does not wait for it.
    with below:
        outlook.outcome(form)
    # What a browser brought along that was cut off is in its widgets now, and not yet in the form.
    _kept(gathered(form))


def _asked() -> Form:
    """The form on screen, or the one that the address asks for where it changed by itself."""
    now = st.query_params.to_dict()
    form: Form | None = st.session_state.get("edit_form")
    if form is not None and (settled() or now in st.session_state["edit_asked"]):
        return form
    try:
        form = _opened(now)
    except (NotFound, AttestError) as error:
        gone = "This form was saved already, or thrown away." if "form" in now else str(error)
        st.session_state["edit_said"] = ("notice", gone, "", "")
        form = desk().forms.blank("claims")
    st.session_state["edit_form"], st.session_state["edit_asked"] = form, [now]
    st.session_state["edit_kept"] = form
    st.session_state.pop("edit_clash", None)
    return form


def _opened(asked: dict[str, str]) -> Form:
    if "form" in asked:
        return desk().forms.restored(asked["form"])
    for table, name in deeds.PARAMETERS.items():
        if asked.get(name):
            return desk().forms.open(table, asked[name], draft=asked.get("draft") == "yes")
    if asked.get("new") in FORMED:
        return desk().forms.blank(asked["new"])
    return desk().forms.blank("claims", **{name: asked[name] for name in _FILLED if asked.get(name)})


def _kept(form: Form) -> Form:
    """Keep the form where something in it would be lost, and let the address name it, so that a reload finds it."""
    if form.is_begun and form != st.session_state.get("edit_kept"):
        try:
            form = st.session_state["edit_kept"] = desk().forms.keep(form)
        except AttestError as error:
            st.session_state["edit_said"] = ("wrong", f"{error} What you typed is still here; try again.", "", "")
    st.session_state["edit_form"] = form
    if form.version and st.query_params.to_dict() != {"form": form.id}:
        st.query_params.from_dict({"form": form.id})
        # Going back to the address that led here finds the same form, not an empty one.
        st.session_state["edit_asked"].append({"form": form.id})
    return form


def _heading(form: Form) -> str:
    words = RECORDS[form.table]
    if form.is_new:
        return f"Add {'an' if words[0] in 'aeiou' else 'a'} {words}"
    if desk().forms.standing(form) == "draft":
        return "Change this draft"
    return f"Change {'this' if form.table == 'claims' else 'the'} {words}"


def _said() -> None:
    said = st.session_state.get("edit_said")
    if said:
        css, words, text, address, *again = said
        parts = [tag("span", text=words)]
        if text:
            page = "review" if address and address[0] == "draft" else "./"
            parts += [" ", own_link(text, page, **dict([address])) if address else tag("span", text=text)]
        for address in again:
            parts += [tag("span", text=" · " if text else " "), own_link("Change it again", "edit", **address)]
        show(tag("p", *parts, css=css, role="status"), css="said")


def _buttons(form: Form, foreseen: Foreseen, *, tried: bool) -> None:
    stopping = [fault for fault in foreseen.faults if fault.severity in ("error", "asked")]
    if tried and stopping:
        words = " ".join(sentence(fault) for fault in stopping)
        show(tag("p", text=f"Not saved yet. {words}", css="wrong", role="alert"), css="summary")
    if not form.is_new:
        st.text_input(
            "What you changed and why, in a line, for the history (may stay empty)", key="edit_comment", on_change=deed
        )
    # What stands on drafts can be no more than one: then the first button, and Ctrl+Enter, saves a draft.
    publishes = desk().forms.may_publish and not foreseen.waits
    if foreseen.waits:
        where = {"draft": f"{form.table}:{form.target}"} if desk().forms.standing(form) == "draft" else {}
        show(tag("p", tag("span", text=foreseen.waits), " ", own_link("Review", "review", **where), css="hint"))
    with st.container(horizontal=True, gap="small"):
        # The key holds the submission: a second click on a button that has done its work finds nobody.
        end, ways = form.submission[:8], {"draft": "Save as draft"}
        if publishes:
            more = {"more": "Save and add another from this source"} if form.table == "claims" else {}
            ways = {"save": "Save", **more, **ways}
        for way, words in ways.items():
            # The first is what Ctrl+Enter does.
            first = way == next(iter(ways))
            key = f"edit_{'first' if first else way}_{end}"
            look = "primary" if first else "secondary"
            st.button(words, key=key, type=look, on_click=_save, args=(form.submission, way))  # type: ignore[arg-type]
        if form.version:
            st.button("Throw away", key=f"edit_drop_{end}", type="tertiary", on_click=deeds.throw_away)
        if not form.is_new:
            retracting.button(form)
    if not form.is_new:
        retracting.question(form)


def _first_fault(form: Form) -> str:
    """The widget of the first field that stops a save."""
    grave = (fault for fault in desk().forms.foresee(form).faults if fault.severity in ("error", "asked"))
    fault = next(grave, None)
    return widget_name(form, fault.table, fault.key, fault.column) if fault else ""


def _save(submission: str, way: str = "") -> None:
    deed()
    form = gathered(st.session_state["edit_form"])
    if form.submission != submission:
        return
    st.session_state["edit_form"] = form
    st.session_state.pop("edit_said", None)
    try:
        done = desk().forms.save(form, as_draft=way == "draft", comment=st.session_state.get("edit_comment", ""))
    except DataProblems as error:
        st.session_state["edit_tried"] = form.id
        st.session_state["edit_focus"] = _first_fault(form)
        if not st.session_state["edit_focus"]:
            # No field is wrong: what it stands on is. Beneath the fields nothing would be said of that.
            words = " ".join(f"{one.message.removesuffix('.')}." for one in error.problems)
            st.session_state["edit_said"] = ("wrong", f"Not saved: {words}", "", "")
        return
    except Conflict as conflict:
        st.session_state["edit_clash"] = conflict
        return
    except AttestError as error:
        st.session_state["edit_said"] = ("wrong", f"Not saved: {error}", "", "")
        return
    words = (
        "Saved already; it was not saved again." if done.repeated else "Saved as a draft." if done.draft else "Saved."
    )
    if done.draft:
        link = ("See it in Review", ("draft", f"{done.table}:{done.id}"))
    else:
        link = ("See it in the picture", ("select", done.opens)) if done.opens else ("", ("", ""))
    again = {deeds.PARAMETERS[done.table]: done.id, **({"draft": "yes"} if done.draft else {})}
    st.session_state["edit_said"] = ("good", words, *link, again)
    page = desk().forms.record(done.table, done.id).get("source", "") if way == "more" else ""
    deeds.start(desk().forms.blank("claims", **({"source": page} if page else {})))
