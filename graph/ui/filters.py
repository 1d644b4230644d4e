"""The filters. Session keys: one a widget, all begin with `filter_`; set from the address, read into the view."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import streamlit as st

from graph.desk.choices import Choices, Leaves
from graph.model.dates import is_partial_date
from graph.model.shaping import reset, shape_of
from graph.model.view import CHOSEN, LAYOUTS, View
from graph.ui.address import deed

_WORDS = {
    "actors": "Actors",
    "kinds": "Kinds of tie",
    "polarities": "Cooperating, opposing or neutral",
    "matters": "Matters",
    "backings": "Who backs them",
    "answers": "Who answers them",
    "voices": "Who says or denies",
    "stances": "What they do",
    "bases": "On what basis",
    "publishers": "Publishers",
    "countries": "Countries of the publishers",
    "ownerships": "Who owns the publishers",
    "source_kinds": "Kinds of source",
    "reliabilities": "Reliability of the source",
    "credibilities": "Credibility of the entry",
}
_TIES = ("kinds", "polarities", "matters", "backings", "answers")
_WHO = ("voices", "stances")
_RARE = ("bases", "publishers", "countries", "ownerships", "source_kinds", "reliabilities", "credibilities")
_LISTS = ("actors", *CHOSEN)
_DATES = ("held_from", "held_to", "reported", "recorded")
_SWITCHES = ("around", "count_shown", "unreviewed")
LINES = {"polarity": "one for each colour", "kind": "one for each kind of tie", "claim": "one for each entry"}
_LIMITS = {0: "the usual 400", 1000: "1,000", 2500: "2,500", 5000: "5,000"}


def to_widgets(view: View) -> None:
    """Set every widget from the view."""
    for name in (*_LISTS, "rollup"):
        st.session_state[f"filter_{name}"] = list(getattr(view, name))
    for name in (*_DATES, *_SWITCHES, "text", "lines", "layout"):
        st.session_state[f"filter_{name}"] = getattr(view, name)
    st.session_state["filter_limit"] = view.limit if view.limit in _LIMITS else 0


def row(view: View, choices: Choices, leaves: Leaves) -> View:
    """Draw the filters side by side and give the view they ask for; what they do not know stays as it was.

    `leaves` says how many ties each choice would leave.
    """

    if "filter_lines" not in st.session_state:
        # While another page was open Streamlit forgot the widgets; the view is what stands.
        to_widgets(view)

    def choose(*names: str) -> None:
        for name in names:
            if len(choices[name]) > 1 or getattr(view, name):
                _choose(name, choices, leaves)

    with st.popover(
        _label("Actors", (*view.actors, *view.hide)), help="One: its ties with anybody. Several: the ties between them."
    ):
        choose("actors")
        st.toggle(
            "With all their neighbours",
            key="filter_around",
            help="Several actors: the ties of any with anybody.",
            on_change=deed,
        )
        _hidden(view, choices)
    with st.popover(_label("Ties", [code for name in _TIES for code in getattr(view, name)])):
        choose(*_TIES)
    with st.popover(
        _label("Time", [text for text in (view.held_from or view.held_to, view.reported, view.recorded) if text])
    ):
        _date("True from", "held_from")
        _date("True to", "held_to")
        _date("What had been reported by", "reported")
        _date("What this list knew on", "recorded")
    with st.popover(_label("Who says or denies", [code for name in _WHO for code in getattr(view, name)])):
        choose(*_WHO)
    rare = [code for name in _RARE for code in getattr(view, name)]
    rare += [name for name in ("text", "count_shown", "unreviewed") if getattr(view, name)]
    with st.popover(_label("More", rare)):
        st.text_input(
            "Text in entries", key="filter_text", placeholder="Words of statement, quote or title", on_change=deed
        )
        choose(*_RARE)
        st.toggle(
            "Count only what is shown",
            key="filter_count_shown",
            on_change=deed,
            help="A what-if: backing and answers are worked out from the shown entries alone.",
        )
        st.toggle(
            "Show unreviewed entries",
            key="filter_unreviewed",
            on_change=deed,
            help="Drafts, marked as such; they are in no export.",
        )
    with st.popover(_label("Arrange", [name for name in ("layout", "rollup", "limit") if getattr(view, name)])):
        st.radio(
            "Arrange the actors", list(LAYOUTS), format_func=LAYOUTS.__getitem__, key="filter_layout", on_change=deed
        )
        st.radio("Draw lines", list(LINES), format_func=LINES.__getitem__, key="filter_lines", on_change=deed)
        _choose("rollup", {"rollup": choices["actors"]}, {}, "Draw into one all that are at home in")
        st.selectbox(
            "Draw lines at most", list(_LIMITS), format_func=_LIMITS.__getitem__, key="filter_limit", on_change=deed
        )
    if shape_of(replace(view, at=(), layout="")) != View():
        st.button("Reset", key="filter_reset", on_click=_reset, type="tertiary")
    return _read(view)


def _read(view: View) -> View:
    changes: dict[str, object] = {}
    for name in (*_LISTS, "rollup"):
        changes[name] = tuple(sorted(st.session_state.get(f"filter_{name}", getattr(view, name))))
    for name in _DATES:
        text = st.session_state.get(f"filter_{name}", "").strip()
        changes[name] = text if is_partial_date(text) else ""
    for name in _SWITCHES:
        changes[name] = bool(st.session_state.get(f"filter_{name}", False))
    for name in ("lines", "layout", "limit"):
        changes[name] = st.session_state.get(f"filter_{name}", getattr(view, name))
    if view.limit and view.limit not in _LIMITS and not changes["limit"]:
        changes["limit"] = view.limit
    changes["text"] = " ".join(str(st.session_state.get("filter_text", "")).split())
    return replace(view, **changes)  # type: ignore[arg-type]


def _reset() -> None:
    deed()
    view = reset(st.session_state["view"])
    to_widgets(view)
    st.session_state["view"] = view


def _label(words: str, chosen: Collection[object]) -> str:
    return f"{words} · {len(chosen)}" if chosen else words


def _choose(name: str, choices: Choices, leaves: Leaves, label: str = "") -> None:
    key, offered = f"filter_{name}", choices[name]
    kept = [code for code in st.session_state.get(key, []) if code in offered]
    if kept != st.session_state.get(key, []):
        # A choice that is gone (a link to data of another day) would stop the widget.
        st.session_state[key] = kept
    st.multiselect(
        label or _WORDS[name],
        list(offered),
        format_func=_counted(offered, leaves.get(name)),
        key=key,
        placeholder="any" if leaves else "none",
        select_all=False,
        on_change=deed,
    )


def _counted(offered: Mapping[str, str], leaves: Mapping[str, int] | None) -> Callable[[str], str]:
    """A choice in words, with the number of ties it would leave."""
    if leaves is None:
        return lambda code: offered.get(code, code)
    return lambda code: f"{offered.get(code, code)} ({leaves.get(code, 0):,})"


def _hidden(view: View, choices: Choices) -> None:
    if view.hide:
        names = ", ".join(choices["actors"].get(actor, actor) for actor in view.hide)
        st.text(f"Hidden by you: {names}")
        st.button("Show them again", key="filter_unhide", on_click=_unhide)


def _unhide() -> None:
    deed()
    view: View = st.session_state["view"]
    st.session_state["view"] = replace(view, hide=())


def _date(label: str, name: str) -> None:
    key = f"filter_{name}"
    st.text_input(label, key=key, placeholder="2022, 2022-07 or 2022-07-19", on_change=deed)
    text = st.session_state.get(key, "").strip()
    if text and not is_partial_date(text):
        st.error("Write a year, a month or a day that exists: 2022, 2022-07 or 2022-07-19.")
