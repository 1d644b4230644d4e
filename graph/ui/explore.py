"""Explore: the sentence with its figures, the ready questions, the filters, the picture and the panel.

Session keys: those of `address`, `filters` and `charts`, the components' `network` and `panel`, `acted` (whether
something was done that changes the filters; set by `_do`), `heard` (what the browser told -> the number of the last of
it; set by `_is_news`), `visited` and `back` (the shape of the view noted last, and what to tell somebody who comes
back; set by `_visit`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from graph.model import shaping
from graph.model.dates import in_words
from graph.model.view import View, parse
from graph.ui import address, brief, charts, filters
from graph.ui.network import components
from graph.ui.opened import desk


def page() -> None:
    """Draw the page for what the address asks."""
    view = address.read(desk().known, filters.to_widgets)
    _visit(view)
    with st.container(gap="xsmall"):
        head = st.container()
        left, right = st.columns([65, 35], vertical_alignment="center")
        with left, st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="xsmall", key="filters"):
            view = filters.row(view, desk().choices(), desk().leaves(view))
            view = charts.row(view)
            brief.button(view, head)
        picture = desk().scene(view)
        with right:
            components.caption({"shown": picture.scene.shown}, key="caption")
    address.write(view, desk().known)
    with head:
        questions = [
            {"id": ready.id, "question": ready.question, "query": ready.query, "open": ready.is_open(view)}
            for ready in desk().questions()
        ]
        components.opening({"sentence": picture.scene.sentence, "questions": questions}, key="opening", on_asked=_asked)
    _picture_and_panel()


def _visit(view: View) -> None:
    """Note where the person is; at the beginning of a session, tell what is new and where they left off."""
    shape = shaping.shape_of(view)
    if "visited" not in st.session_state:
        left = desk().charts.visit(desk().head().seq, view)
        resume = "" if parse(left.query).view == replace(view, select="") else left.query
        st.session_state["back"] = {
            "query": resume,
            "since": in_words(left.seen_at[:10]),
            "news": desk().news(left.before),
        }
    elif st.session_state["visited"] != shape:
        desk().charts.visit(desk().head().seq, view)
    st.session_state["visited"] = shape


@st.fragment
def _picture_and_panel() -> None:
    if st.session_state.pop("acted", False):
        # The filters stand outside this fragment, and what was done changed them.
        st.rerun()
    address.settled()
    view: View = st.session_state["view"]
    # Before the picture, which tells whether there is something to undo.
    address.write(view, desk().known)
    picture = desk().scene(view)
    left, right = st.columns([68, 32], gap="small")
    with left:
        components.network(
            # What is selected comes with the panel: the picture's own data stays the same, and is not sent again.
            picture.wire
            | {
                "notices": [*charts.told(view), *_notices(picture.scene.omitted)],
                "steps": address.steps(),
                "chart": charts.canvas(view),
            },
            key="network",
            on_selected=_selected,
            on_acted=_acted,
            on_noted=_noted,
        )
    with right:
        components.panel(
            desk().panel(view)
            | {
                "back": st.session_state.get("back"),
                "heard": max(st.session_state.get("heard", {}).values(), default=0),
            },
            key="panel",
        )


def _asked() -> None:
    asked = st.session_state["opening"].get("asked")
    if asked:
        address.deed()
        view = parse(str(asked["query"]), desk().known).view
        filters.to_widgets(view)
        address.write(view, desk().known)


def _is_news(what: str, told: dict[str, Any]) -> bool:
    """Whether something that the browser told was not heard before: it repeats all that it has no answer to."""
    heard: dict[str, int] = st.session_state.setdefault("heard", {})
    if told["number"] <= heard.get(what, 0):
        return False
    heard[what] = int(told["number"])
    return True


def _selected() -> None:
    chosen = st.session_state["network"].get("selected")
    if chosen and _is_news("selected", chosen):
        address.deed()
        st.session_state["view"] = address.select(st.session_state["view"], str(chosen["id"]))


def _noted() -> None:
    told = st.session_state["network"].get("noted")
    if told and _is_news("noted", told):
        charts.noted(told)


_DONE: dict[str, Callable[[View, list[str]], View]] = {
    "between": shaping.only_between,
    "around": shaping.only_around,
    "hide": shaping.hidden,
    "show": shaping.shown,
    "group": shaping.grouped,
    "open": shaping.opened,
    "collapse": lambda view, actors: shaping.collapsed(view, actors[0]),
    "reset": lambda view, _: shaping.reset(view),
}


def _acted() -> None:
    """Do what was done in the picture or the panel, one thing after another."""
    told = st.session_state["network"].get("acted")
    for act in told["deeds"] if told else []:
        if _is_news("acted", act):
            address.write(st.session_state["view"], desk().known)
            address.deed()
            _do(act)


def _do(act: dict[str, Any]) -> None:
    done, view = str(act["do"]), st.session_state["view"]
    if done in ("undo", "redo"):
        st.session_state["acted"] = True
        address.step("back" if done == "undo" else "forth", filters.to_widgets)
        return
    known = desk().actors()
    actors = [str(actor) for actor in act.get("actors", []) if actor in known]
    if done == "move" and actors:
        st.session_state["view"] = shaping.moved(view, actors[0], round(act["x"]), round(act["y"]))
        return
    if done == "expand" and actors:
        view = shaping.expanded(view, actors[0], [str(kind) for kind in act.get("kinds", [])])
    elif done == "reset" or (done in _DONE and actors):
        view = _DONE[done](view, actors)
    st.session_state["acted"] = True
    filters.to_widgets(view)
    st.session_state["view"] = view


def _notices(omitted: str) -> list[str]:
    """What lies over the picture: what of the link was ignored, and what the limit left out."""
    ignored = address.ignored()
    words = [f"This link had parts that mean nothing here and were ignored: {'; '.join(ignored)}."] if ignored else []
    return [*words, omitted] if omitted else words
