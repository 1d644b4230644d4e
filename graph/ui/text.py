"""Text as text: everything that comes from a record goes through here on its way into markup, and nowhere else."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urlsplit

import streamlit as st


def tag(name: str, *inside: str, text: str = "", css: str = "", **attributes: str) -> str:
    """An element as markup: `text` is escaped, `inside` is markup that came from `tag` already.

    Record text may be in any script, so its direction is left to the browser (`dir="auto"`).
    """
    words = f' class="{escape(css)}"' if css else ""
    words += "".join(f' {key.strip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    if text:
        words += ' dir="auto"'
    return f"<{name}{words}>{escape(text)}{''.join(inside)}</{name}>"


def link(text: str, address: str) -> str:
    """A link to another host, only where the address is http or https; otherwise the text alone."""
    if urlsplit(address).scheme not in ("http", "https"):
        return tag("span", text=text)
    return tag("a", text=text, href=address, target="_blank", rel="noopener noreferrer")


def own_link(text: str, page: str, /, **parameters: str) -> str:
    """A link to a page of ours, relative to where the app is served."""
    query = "&".join(f"{key}={quote(value, safe=',:.-_~|')}" for key, value in sorted(parameters.items()))
    return tag("a", text=text, href=f"{page}?{query}" if query else page, target="_self")


def plain(text: str) -> str:
    """Text for a widget that reads markdown: every mark of it stands for itself."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()#+-.!|<>~:$&" else letter for letter in text)


def show(*markup: str, css: str = "", **attributes: str) -> None:
    """Put markup made by `tag` and its like on the page."""
    st.html(tag("div", *markup, css=f"attest {css}".rstrip(), **attributes))
