"""A chart: a view saved under a name, with notes on the canvas; it has an owner and changes."""

from __future__ import annotations

from dataclasses import dataclass, field

LONGEST_NAME = 120
"""The longest name of a chart, in characters."""
LONGEST_NOTE = 1000
"""The longest note on a canvas, in characters."""
MOST_NOTES = 100
"""The most notes on one canvas."""


@dataclass(frozen=True)
class Note:
    """A note on the canvas; its place in canvas units is that of its upper left corner."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Chart:
    """A saved view.

    Attributes:
        owner: the id of the person whose it is; others see it where it is `shared`, and may copy it.
        query: the view, as in an address, without what is open in the panel.
        version: grows with every change; a change names the version it was made on.
        deleted: whether it lies in the bin, from which it can be taken back.
        created_at, changed_at: moments in UTC, ISO 8601.
    """

    id: str
    owner: str
    name: str
    query: str
    notes: tuple[Note, ...] = ()
    shared: bool = False
    deleted: bool = False
    version: int = 1
    created_at: str = field(default="", compare=False)
    changed_at: str = field(default="", compare=False)
