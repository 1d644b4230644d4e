"""Pages whose address is their state: what it asks, links from a page to itself, and what to say after a deed.

Session keys, `page` being the name of the page: `<page>_read` (the parameters last read), `<page>_said` (what to say of
the last deed, and whether it went well; set by `do`), and the component's `<page>_inplace`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from graph.model.errors import AttestError, DataProblems
from graph.ui.network import components
from graph.ui.text import tag


def asked(page: str, on_change: Callable[[Mapping[str, str]], None]) -> dict[str, str]:
    """What the address asks; where it changed by itself (a link, Back, Forward), `on_change` sets the widgets."""
    now = st.query_params.to_dict()
    if now != st.session_state.get(f"{page}_read"):
        st.session_state[f"{page}_read"] = now
        on_change(now)
    return now


def ask(page: str, parameters: Mapping[str, str]) -> None:
    """Let the address ask for something else, as of something the user did on the page."""
    told = {name: value for name, value in sorted(parameters.items()) if value}
    st.query_params.from_dict(told)
    st.session_state[f"{page}_read"] = told


def follow(page: str) -> None:
    """Follow the links of a page to itself without loading it anew."""
    key = f"{page}_inplace"

    def went() -> None:
        told = st.session_state[key].get("went")
        if told:
            st.query_params.from_dict(dict(parse_qsl(str(told["query"]))))

    components.inplace({"at": urlencode(st.query_params.to_dict())}, key=key, on_went=went)


def go(page: str, text: str, parameters: Mapping[str, str], *inside: str, key: str = "", **attributes: str) -> str:
    """A link to another state of the page; `key` names it, so that it has its focus again afterwards."""
    query = urlencode(sorted((name, value) for name, value in parameters.items() if value))
    if key:
        attributes["data_key"] = key
    return tag("a", *inside, text=text, href=f"{page}?{query}" if query else page, target="_self", **attributes)


def do(page: str, deed: Callable[[], str], onward: str = "") -> bool:
    """Do something; what came of it, or what is in its way, is said at the top of the page. Nothing is lost by it.

    `onward` is markup: a link to where one sees it.
    """
    try:
        st.session_state[f"{page}_said"] = (True, deed(), onward)
    except DataProblems as error:
        words = "; ".join(f"{one.column}: {one.message}" for one in error.problems[:5])
        st.session_state[f"{page}_said"] = (False, f"This cannot be published as it is. {words}", "")
        return False
    except AttestError as error:
        words = str(error)
        st.session_state[f"{page}_said"] = (False, f"{words[:1].upper()}{words[1:].rstrip('.')}.", "")
        return False
    return True


def said(page: str) -> str:
    """What to say of the last deed, as markup; empty where there is nothing to say, and once only."""
    told: tuple[bool, str, str] | None = st.session_state.pop(f"{page}_said", None)
    if told is None or not told[1]:
        return ""
    well, words, onward = told
    inside = (tag("span", text=words), tag("span", text=" "), onward)
    return tag("p", *inside, css="notice good" if well else "notice bad", role="status" if well else "alert")
