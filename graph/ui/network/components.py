"""The wrappers of our components: each is a loader of a few lines that fetches its module from `/assets/ui/`.

Streamlit hands the loader to the browser as a blob (hence `blob:` in the policy); the module itself, and whatever it
imports, comes from our own host, so that all components share one instance of what they share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st

_LOADER = """
const ready = import(new URL("assets/ui/{module}.js", document.baseURI).href);
export default function (component) {{
  let gone = false;
  let end = null;
  ready.then((module) => {{
    if (!gone) end = module.default(component) ?? null;
  }});
  return () => {{
    gone = true;
    if (end) end();
  }};
}}
"""


@cache
def _component(module: str) -> Callable[..., Any]:
    return st.components.v2.component(f"attest_{module}", js=_LOADER.format(module=module), isolate_styles=False)


def opening(data: Mapping[str, Any], *, key: str, on_asked: Callable[[], None]) -> None:
    """The head of the page; `asked` carries `{"query": ...}` of the ready question that was clicked."""
    _component("opening")(key=key, data=dict(data), on_asked_change=on_asked)


def caption(data: Mapping[str, Any], *, key: str) -> None:
    """What is shown of how much: `{"shown": ...}`, in a place that keeps its height."""
    _component("caption")(key=key, data=dict(data))


def network(
    data: Mapping[str, Any],
    *,
    key: str,
    on_selected: Callable[[], None],
    on_acted: Callable[[], None],
    on_noted: Callable[[], None],
) -> None:
    """The picture, which speaks for the panel too; `selected` carries `{"number", "id": ...}` (empty for nothing),
    `noted` `{"number", "chart", "version", "notes": [{"x", "y", "text"}]}`.

    `acted` carries `{"deeds": [...]}`, each `{"number", "do", "actors": [...], "kinds": [...], "x", "y"}`. All of it is
    repeated until the panel's data say that its number was heard.
    """
    _component("network")(
        key=key,
        data=dict(data),
        on_selected_change=on_selected,
        on_acted_change=on_acted,
        on_noted_change=on_noted,
    )


def panel(data: Mapping[str, Any], *, key: str) -> None:
    """The panel; its `data` say with `heard` up to which number the server knows what was done on the page."""
    _component("panel")(key=key, data=dict(data))


def takeaway(data: Mapping[str, Any], *, key: str) -> None:
    """A button a format, each with its progress: `{"snapshot", "query", "formats": [{"id", "label", "family",
    "loses"}], "stop": why no file is made, or empty}`.
    """
    _component("takeaway")(key=key, data=dict(data))


def leave(data: Mapping[str, Any], *, key: str) -> None:
    """Goes to another page of ours: `{"to": "brief?snapshot=..."}`."""
    _component("leave")(key=key, data=dict(data))


def inplace(data: Mapping[str, Any], *, key: str, on_went: Callable[[], None]) -> None:
    """Follows the links of this page to itself without loading it anew; `went` carries `{"query": ...}`, and `data`
    says where we are, and whether what is drawn last for it says so as `data-at`: `{"at": ..., "marked": True}`.
    """
    _component("inplace")(key=key, data=dict(data), on_went_change=on_went)


def typing(data: Mapping[str, Any], *, key: str) -> None:
    """Takes texts while they are typed, and saves by keyboard; `data` says which field has the focus when a form
    opens, and how the key of the button begins that saves: `{"focus": key, "form": id, "at": key, "saves": "..."}`,
    where `at` wins, and what is empty is nothing.
    """
    _component("typing")(key=key, data=dict(data))


def pair(data: Mapping[str, Any], *, key: str) -> None:
    """Two small pictures of a pair of actors, as they are and as they would be, each under one of the two `words`;
    nothing comes back from them.
    """
    _component("pair")(key=key, data=dict(data))
