"""The filters. Session keys: one a widget, all begin with `filter_`; set from the address, read into the view."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from graph.desk.choices import Choices
from graph.model import codes
from graph.model.dates import is_partial_date
from graph.model.view import View

_LISTS = ("actors", "kinds", "stances", "voices", "polarities", "matters")
_DATES = ("held_from", "held_to", "reported", "recorded")
_SWITCHES = ("count_shown", "unreviewed")


def to_widgets(view: View) -> None:
    """Set every widget from the view."""
    for name in _LISTS:
        st.session_state[f"filter_{name}"] = list(getattr(view, name))
    for name in (*_DATES, *_SWITCHES):
        st.session_state[f"filter_{name}"] = getattr(view, name)


def row(view: View, choices: Choices) -> View:
    """Draw the filters side by side and give the view they ask for; what they do not know stays as it was."""
    with st.popover(_label("Actors", view.actors), help="One: its ties with anybody. Several: the ties between them."):
        _choose("Actors", "actors", choices.actors)
    with st.popover(_label("Ties", (*view.kinds, *view.polarities, *view.matters))):
        _choose("Kinds of tie", "kinds", choices.kinds)
        _choose("Cooperating, opposing or neutral", "polarities", choices.polarities)
        _choose("Matters", "matters", choices.matters)
    with st.popover(
        _label("Time", [text for text in (view.held_from or view.held_to, view.reported, view.recorded) if text])
    ):
        _date("True from", "held_from")
        _date("True to", "held_to")
        _date("What had been reported by", "reported")
        _date("What this list knew on", "recorded")
    with st.popover(_label("Who says or denies", (*view.voices, *view.stances))):
        _choose("Who says or denies", "voices", choices.voices)
        _choose("What they do", "stances", codes.STANCES)
    with st.popover(_label("More", [name for name in _SWITCHES if getattr(view, name)])):
        st.toggle(
            "Count only what is shown",
            key="filter_count_shown",
            help="A what-if: backing and answers are worked out from the shown entries alone.",
        )
        st.toggle(
            "Show unreviewed entries",
            key="filter_unreviewed",
            help="Drafts, marked as such; they are in no export.",
        )
    if replace(view, at=(), select="") != View():
        st.button("Reset", key="filter_reset", on_click=_reset, type="tertiary")
    return _read(view)


def _read(view: View) -> View:
    changes: dict[str, object] = {}
    for name in _LISTS:
        changes[name] = tuple(sorted(st.session_state.get(f"filter_{name}", ())))
    for name in _DATES:
        text = st.session_state.get(f"filter_{name}", "").strip()
        changes[name] = text if is_partial_date(text) else ""
    for name in _SWITCHES:
        changes[name] = bool(st.session_state.get(f"filter_{name}", False))
    return replace(view, **changes)  # type: ignore[arg-type]


def _reset() -> None:
    to_widgets(View())
    view: View = st.session_state["view"]
    st.session_state["view"] = View(at=view.at)


def _label(words: str, chosen: object) -> str:
    number = len(chosen) if isinstance(chosen, (list, tuple)) else 0
    return f"{words} · {number}" if number else words


def _choose(label: str, name: str, choices: dict[str, str]) -> None:
    key = f"filter_{name}"
    kept = [code for code in st.session_state.get(key, []) if code in choices]
    if kept != st.session_state.get(key, []):
        # A choice that is gone (a link to data of another day) would stop the widget.
        st.session_state[key] = kept
    st.multiselect(label, list(choices), format_func=lambda code: choices.get(code, code), key=key, select_all=False)


def _date(label: str, name: str) -> None:
    key = f"filter_{name}"
    st.text_input(label, key=key, placeholder="2022, 2022-07 or 2022-07-19")
    text = st.session_state.get(key, "").strip()
    if text and not is_partial_date(text):
        st.error("Write a year, a month or a day that exists: 2022, 2022-07 or 2022-07-19.")
