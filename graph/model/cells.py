"""Text in the cell of a spreadsheet: none becomes a formula, and each comes back exactly as it was.

A cell that a spreadsheet could take for a formula is written with one apostrophe before it; whoever reads such a
file takes exactly that one off again.
"""

from __future__ import annotations

import re

_RISKY = re.compile("'*[\\s\u200b\u2060\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
"""Begins, after blanks, with a sign that starts a formula, of full width too, or with a tab or line end that moves
what follows into a cell of its own; apostrophes before that count as guards, so that one more can be told apart."""


def as_cell(text: str) -> str:
    """The text as a cell holds it; `from_cell` gives the same text back, whatever it was."""
    return f"'{text}" if _RISKY.match(text) else text


def from_cell(cell: str) -> str:
    """The text of a cell: without the one apostrophe that `as_cell` put before it."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell[1:]) else cell
