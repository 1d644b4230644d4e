"""Says on every page why nothing can be saved just now, or was not taken in, where that is so; the list can be read
all the same.
"""

from __future__ import annotations

from graph.ui.opened import desk
from graph.ui.text import show, tag


def banner() -> None:
    """A line each above the page, announced to screen readers; nothing where all is well."""
    words = desk().upkeep.obstacle
    if words:
        told = f"Nothing can be saved just now: {words}. Looking and exporting work as ever."
        show(tag("div", text=told, css="notice", role="alert"))
    for notice in desk().upkeep.notices:
        show(tag("div", text=notice, css="notice", role="alert"))
