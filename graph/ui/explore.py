"""Explore: the sentence with its figures, the ready questions, the filters, the picture and the panel.

Session keys: those of `address` and `filters`, and the components' `network` and `panel`.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from graph.model.view import View, parse
from graph.ui import address, filters
from graph.ui.network import components
from graph.ui.opened import desk


def page() -> None:
    """Draw the page for what the address asks."""
    view = address.read(desk().known(), filters.to_widgets)
    with st.container(gap="xsmall"):
        head = st.container()
        left, right = st.columns([56, 44], vertical_alignment="center")
        with left, st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="xsmall"):
            view = filters.row(view, desk().choices(), desk().leaves(view))
        picture = desk().scene(view)
        with right:
            components.caption({"shown": picture.scene.shown}, key="caption")
    address.write(view, desk().known())
    with head:
        questions = [
            {"id": ready.id, "question": ready.question, "query": ready.query, "open": ready.is_open(view)}
            for ready in desk().questions()
        ]
        components.opening({"sentence": picture.scene.sentence, "questions": questions}, key="opening", on_asked=_asked)
    _picture_and_panel()


@st.fragment
def _picture_and_panel() -> None:
    view: View = st.session_state["view"]
    picture = desk().scene(view)
    left, right = st.columns([68, 32], gap="small")
    with left:
        components.network(
            # What is selected comes with the panel: the picture's own data stays the same, and is not sent again.
            picture.wire | {"notices": _notices(picture.scene.omitted)},
            key="network",
            on_selected=_selected,
            on_moved=_moved,
        )
    with right:
        components.panel(desk().panel(view), key="panel", on_selected=_selected)
    address.write(view, desk().known())


def _asked() -> None:
    asked = st.session_state["opening"].get("asked")
    if asked:
        view = parse(str(asked["query"]), desk().known()).view
        filters.to_widgets(view)
        address.write(view, desk().known())


def _selected() -> None:
    for key in ("network", "panel"):
        chosen = st.session_state.get(key, {}).get("selected")
        if chosen is not None:
            st.session_state["view"] = address.select(st.session_state["view"], str(chosen["id"]))


def _moved() -> None:
    moved = st.session_state["network"].get("moved")
    if moved:
        view: View = st.session_state["view"]
        places = {actor: (actor, x, y) for actor, x, y in view.at}
        places[moved["id"]] = (str(moved["id"]), round(moved["x"]), round(moved["y"]))
        st.session_state["view"] = replace(view, at=tuple(places[actor] for actor in sorted(places)))


def _notices(omitted: str) -> list[str]:
    """What lies over the picture: what of the link was ignored, and what the limit left out."""
    ignored = address.ignored()
    words = [f"This link had parts that mean nothing here and were ignored: {'; '.join(ignored)}."] if ignored else []
    return [*words, omitted] if omitted else words
