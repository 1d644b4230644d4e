"""In the form of a record: taking it off the list and bringing it back, with what that comes to said before it is done.

Session keys: `edit_asks` (the form whose record is to be taken off, while that is asked), `edit_reason` (why).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.desk.retracting import LONGEST_REASON, Turn
from graph.desk.wording import how_many
from graph.model.errors import AttestError
from graph.model.form import Form
from graph.model.labels import RECORDS
from graph.scene.words import count
from graph.ui.address import deed
from graph.ui.deeds import PARAMETERS, start
from graph.ui.opened import desk
from graph.ui.rippled import becomes
from graph.ui.text import own_link, show, tag

_MOST = 3


def button(form: Form) -> None:
    """Draw the button that asks to take the record of a form off the list; nothing where it is off, or proposed to."""
    if not desk().forms.standing(form) and not desk().retracting.proposed(form.table, form.target):
        words = "Propose to retract…" if desk().retracting.proposes else "Retract…"
        st.button(words, key="edit_off", on_click=_ask, args=(form.id,))


def _ask(form: str) -> None:
    deed()
    asks = st.session_state.get("edit_asks") != form
    st.session_state["edit_asks"] = form if asks else ""
    if asks:
        st.session_state["edit_focus"] = "edit_reason"


def question(form: Form) -> None:
    """Draw what taking the record of a form off the list comes to, and what does it, once somebody asked."""
    if st.session_state.get("edit_asks") != form.id:
        return
    words, propose = RECORDS[form.table], desk().retracting.proposes
    turn = desk().retracting.off(form.table, form.target)
    with st.container(border=True, gap="small", key="edit_question"):
        if turn.obstacle:
            show(tag("p", text=f"It cannot be taken off: {turn.obstacle}."), css="doubt")
            return
        show(*[tag("p", text=sentence) for sentence in _in_short(turn)], css="outlook")
        st.text_input("Why is it taken off the list?", key="edit_reason", max_chars=LONGEST_REASON, on_change=deed)
        with st.container(horizontal=True, gap="small"):
            said = f"Propose to retract this {words}" if propose else f"Retract this {words}"
            st.button(said, key="edit_retract", type="primary", on_click=_take_off, args=(form.submission,))
            st.button("Leave it on the list", key="edit_stay", type="tertiary", on_click=_ask, args=(form.id,))
        _details(turn, open="")


def _details(turn: Turn, **how: str) -> None:
    parts = becomes(turn.ripple)
    if parts:
        show(tag("details", tag("summary", text="What becomes of the ties"), *parts, **how), css="outlook")


def standing(form: Form) -> None:
    """Draw that the record of a form is off the list, and what brings it back; or what waits in Review for either."""
    stands = desk().forms.standing(form)
    words = RECORDS[form.table]
    if stands.startswith("retracted"):
        show(tag("p", text=f"This {words} is {stands.rstrip('.')}."), css="doubt")
    proposed = desk().retracting.proposed(form.table, form.target)
    if proposed:
        told = tag("span", text=f"Proposed to {proposed.rstrip('.')}. It waits for somebody else to approve it: ")
        there = own_link("see it in Review", "review", draft=f"{form.table}:{form.target}")
        show(tag("p", told, there), css="doubt")
    elif stands.startswith("retracted"):
        _back(form)


def _back(form: Form) -> None:
    words, propose = RECORDS[form.table], desk().retracting.proposes
    turn = desk().retracting.back(form.table, form.target)
    if turn.obstacle:
        show(tag("p", text=f"It cannot be brought back yet: {turn.obstacle}."), css="doubt")
        return
    entries, pages = turn.others("claims"), turn.others("sources")
    with_it = f" with its {how_many('claims', entries)}" if entries else " with its source" if pages else ""
    begin = "Propose to bring back" if propose else "Bring back"
    with st.container(horizontal=True, gap="small"):
        st.button(f"{begin}{with_it}", key="edit_back", on_click=_bring, args=(form.submission, False))
        if entries:
            alone = f"{begin} the {words} alone"
            st.button(alone, key="edit_back_alone", type="tertiary", on_click=_bring, args=(form.submission, True))
    _details(turn)


def _in_short(turn: Turn) -> list[str]:
    """What goes with a record, how many ties that bears on, and which snapshots cite it, in sentences."""
    said = []
    entries = turn.others("claims")
    if entries:
        said.append(
            f"Its {how_many('claims', entries)} {'goes' if entries == 1 else 'go'} with it, in the same change."
        )
    gone, changed = len(turn.ripple.gone), len(turn.ripple.ties)
    ties = [
        count(gone, "tie is drawn no longer", "ties are drawn no longer") if gone else "",
        count(changed, "tie has less backing or fewer answers", "ties have less backing or fewer answers")
        if changed
        else "",
    ]
    told = ", ".join(filter(None, ties))
    said.append(f"{told[:1].upper()}{told[1:]}: see below." if told else "No tie changes by it.")
    if turn.snapshots:
        titles = "; ".join(f"“{title}”" for title in turn.snapshots[:_MOST])
        more = len(turn.snapshots) - _MOST
        rest = f" and {more} more" if more > 0 else ""
        number = count(len(turn.snapshots), "snapshot cites", "snapshots cite")
        said.append(f"{number} it, and will say that it was withdrawn: {titles}{rest}.")
    return said


def _take_off(submission: str) -> None:
    form: Form = st.session_state["edit_form"]
    reason = st.session_state.get("edit_reason", "")
    _turn(
        submission,
        "off the list; nothing of it is lost",
        lambda: desk().retracting.retract(form.table, form.target, reason),
    )


def _bring(submission: str, alone: bool) -> None:
    form: Form = st.session_state["edit_form"]
    _turn(submission, "on the list again", lambda: desk().retracting.bring_back(form.table, form.target, alone=alone))


def _turn(submission: str, became: str, do: Callable[[], int]) -> None:
    deed()
    form: Form = st.session_state["edit_form"]
    # A second click on a button that has done its work finds another form.
    if form.submission != submission:
        return
    propose = desk().retracting.proposes
    try:
        do()
        if form.version:
            desk().forms.throw_away(form)
        start(desk().forms.open(form.table, form.target), {PARAMETERS[form.table]: form.target})
    except AttestError as error:
        st.session_state["edit_said"] = ("wrong", f"{str(error)[:1].upper()}{str(error)[1:]}.", "", "")
        return
    st.session_state["edit_reason"] = st.session_state["edit_asks"] = ""
    words = f"The {RECORDS[form.table]} is {became}."
    link = ("", ("", ""))
    if propose:
        words = "Proposed. Nothing on the list has changed until somebody else approves it."
        link = ("See it in Review", ("draft", f"{form.table}:{form.target}"))
    st.session_state["edit_said"] = ("good", words, *link)
