"""Actors: the dossier of one actor. Reads `actor` from the address.

Session keys: `dossier_actor` (the picker), `dossier_read` (what of the address the picker was set from last); set here.
"""

from __future__ import annotations

import streamlit as st

from graph.scene.shapes import ActorPanel, Remark, TieGroup, TieRow
from graph.ui.opened import desk
from graph.ui.text import own_link, show, tag


def page() -> None:
    """Draw the dossier of the actor that the address names, of the first on the list where it names none."""
    actors = desk().actors()
    first = next(iter(desk().choices()["actors"]), None)
    if first is None:
        show(tag("p", text="There is no actor on this list yet."), css="notice")
        return
    asked = st.query_params.get("actor", "")
    if asked and asked not in actors:
        show(tag("p", text=f"There is no actor “{asked}” on this list. Choose one below."), css="notice")
    if asked != st.session_state.get("dossier_read") or "dossier_actor" not in st.session_state:
        st.session_state["dossier_read"] = asked
        st.session_state["dossier_actor"] = asked if asked in actors else first
    by_name = sorted(actors, key=lambda id_: actors[id_].casefold())
    actor = st.selectbox(
        "Actor", by_name, width=420, format_func=lambda id_: actors[id_], key="dossier_actor", on_change=_picked
    )
    _dossier(desk().dossier(actor))


def _picked() -> None:
    """Let the address name who was picked, so that a reload, a bookmark and a mailed link find them."""
    st.query_params["actor"] = st.session_state["dossier_read"] = st.session_state["dossier_actor"]


def _dossier(dossier: ActorPanel) -> None:
    head = [
        tag("h1", text=dossier.heading),
        tag("p", text=f"{dossier.kind_words}. {dossier.sentence}", css="lead"),
    ]
    if dossier.naming_note:
        head.append(tag("p", text=dossier.naming_note, css="note"))
    places = (
        own_link("Show in the picture", "./", actors=dossier.id, select=dossier.id, v="1"),
        *((tag("span", text=" · "), own_link("Change", "edit", actor=dossier.id)) if desk().forms.may_edit else ()),
        tag("span", text=" · "),
        own_link("History", "history", table="actors", id=dossier.id),
    )
    head.append(tag("p", *places))
    remarks = [
        _remarks(heading, remarks, nothing)
        for heading, remarks, nothing in (
            ("What it denies or questions", dossier.denies, "Nothing on this list."),
            ("What it declines", dossier.declines, ""),
            ("What it says about others", dossier.says_about_others, "Nothing on this list."),
        )
        if remarks or nothing
    ]
    show(*head, tag("div", _ties(dossier.ties), tag("div", *remarks), css="columns"), css="dossier")


def _ties(groups: tuple[TieGroup, ...]) -> str:
    if not groups:
        return tag("section", tag("h2", text="Its ties"), tag("p", text="None on this list."))
    widths = [tag("col", style=f"width:{width}%") for width in (40, 34, 11, 15)]
    header = [tag("th", text=text, scope="col") for text in ("Tie", "Who says so", "Years", "Voices")]
    bodies = [
        tag(
            "tbody",
            tag("tr", tag("th", text=group.heading, scope="rowgroup", colspan="4")),
            *[_row(row) for row in group.ties],
        )
        for group in groups
    ]
    table = tag("table", tag("colgroup", *widths), tag("thead", tag("tr", *header)), *bodies)
    return tag("section", tag("h2", text="Its ties"), table)


def _row(row: TieRow) -> str:
    return tag(
        "tr",
        tag("td", own_link(row.sentence, "./", select=row.id, v="1")),
        tag("td", text=row.backing_words),
        tag("td", text=row.years),
        tag("td", text=row.figures),
    )


def _remarks(heading: str, remarks: tuple[Remark, ...], nothing: str) -> str:
    if not remarks:
        return tag("section", tag("h2", text=heading), tag("p", text=nothing))
    return tag("section", tag("h2", text=heading), tag("ul", *[_remark(remark) for remark in remarks]))


def _remark(remark: Remark) -> str:
    reports = f"{remark.reports} reports" if remark.reports > 1 else ""
    return tag(
        "li",
        own_link(remark.sentence, "./", select=remark.tie, v="1"),
        tag("span", text=", ".join(filter(None, (remark.dates, reports))), css="dates"),
    )
