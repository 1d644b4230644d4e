"""In the form of a record: taking it off the list and bringing it back, with what that comes to said before it is done.

Session keys: `edit_reason` (why it is retracted), `edit_off` (whether the question is open).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.desk.retracting import LONGEST_REASON, Turn
from graph.desk.wording import how_many
from graph.model.errors import AttestError
from graph.model.form import Form
from graph.model.labels import RECORDS
from graph.ui.address import deed
from graph.ui.deeds import PARAMETERS, start
from graph.ui.opened import desk
from graph.ui.rippled import becomes
from graph.ui.text import own_link, show, tag

_MOST = 3


def retraction(form: Form) -> None:
    """Draw what takes the record of a form off the list, or brings it back; or what waits for that in Review."""
    proposed = desk().retracting.proposed(form.table, form.target)
    standing = desk().forms.standing(form)
    words = RECORDS[form.table]
    if standing.startswith("retracted"):
        show(tag("p", text=f"This {words} is {standing}."), css="doubt")
    if proposed:
        show(
            tag("p", tag("span", text=f"Proposed to {proposed}. It waits for somebody else to approve it: "),
                own_link("see it in Review", "review", draft=f"{form.table}:{form.target}")),
            css="doubt",
        )  # fmt: skip
    elif standing.startswith("retracted"):
        _back(form)
    elif not standing:
        _off(form)


def _off(form: Form) -> None:
    words = RECORDS[form.table]
    propose = desk().retracting.proposes
    # What it comes to is worked out once somebody asks.
    asked = st.popover("Propose to retract…" if propose else "Retract…", key="edit_off", on_change=deed)
    with asked:
        if not asked.open:
            return
        turn = desk().retracting.off(form.table, form.target)
        if turn.obstacle:
            show(tag("p", text=f"It cannot be taken off: {turn.obstacle}."), css="doubt")
            return
        st.text_input("Why is it taken off the list?", key="edit_reason", max_chars=LONGEST_REASON, on_change=deed)
        _comes_to(turn, "Its %s with it, in the same change.", "go", "goes")
        if turn.snapshots:
            titles = "; ".join(f"“{title}”" for title in turn.snapshots[:_MOST])
            more = len(turn.snapshots) - _MOST
            rest = f" and {more} more" if more > 0 else ""
            one = len(turn.snapshots) == 1
            show(
                tag("p", text=f"{titles}{rest}: {'this snapshot cites' if one else 'these snapshots cite'} it, "
                    f"{'stays' if one else 'stay'} as made, and {'says' if one else 'say'} that it was withdrawn."),
                css="hint",
            )  # fmt: skip
        said = f"Propose to retract this {words}" if propose else f"Retract this {words}"
        st.button(said, key="edit_retract", type="primary", on_click=_take_off)


def _back(form: Form) -> None:
    words, propose = RECORDS[form.table], desk().retracting.proposes
    turn = desk().retracting.back(form.table, form.target)
    if turn.obstacle:
        show(tag("p", text=f"It cannot be brought back yet: {turn.obstacle}."), css="doubt")
        return
    entries, pages = turn.others("claims"), turn.others("sources")
    with_it = f" with its {how_many('claims', entries)}" if entries else " with its source" if pages else ""
    begin = "Propose to bring back" if propose else "Bring back"
    st.button(f"{begin}{with_it}", key="edit_back", on_click=_bring, args=(False,))
    if entries:
        st.button(f"{begin} the {words} alone", key="edit_back_alone", type="tertiary", on_click=_bring, args=(True,))
    _comes_to(turn, "", "", "")


def _comes_to(turn: Turn, sentence: str, several: str, one: str) -> None:
    entries = turn.others("claims")
    parts = []
    if entries and sentence:
        told = f"{how_many('claims', entries)} {one if entries == 1 else several}"
        parts.append(tag("p", text=sentence % told))
    parts += becomes(turn.ripple)
    if parts:
        show(*parts, css="outlook off")


def _take_off() -> None:
    form: Form = st.session_state["edit_form"]
    reason = st.session_state.get("edit_reason", "")
    _turn("off the list; nothing of it is lost", lambda: desk().retracting.retract(form.table, form.target, reason))


def _bring(alone: bool) -> None:
    form: Form = st.session_state["edit_form"]
    _turn("on the list again", lambda: desk().retracting.bring_back(form.table, form.target, alone=alone))


def _turn(became: str, do: Callable[[], int]) -> None:
    form: Form = st.session_state["edit_form"]
    propose = desk().retracting.proposes
    try:
        do()
        if form.version:
            desk().forms.throw_away(form)
        start(desk().forms.open(form.table, form.target), {PARAMETERS[form.table]: form.target})
    except AttestError as error:
        st.session_state["edit_said"] = ("wrong", f"{str(error)[:1].upper()}{str(error)[1:]}.", "", "")
        return
    st.session_state["edit_reason"] = ""
    words = f"The {RECORDS[form.table]} is {became}."
    link = ("", ("", ""))
    if propose:
        words = "Proposed. Nothing on the list has changed until somebody else approves it."
        link = ("See it in Review", ("draft", f"{form.table}:{form.target}"))
    st.session_state["edit_said"] = ("good", words, *link)
