"""Text that a spreadsheet program would take for a formula: made harmless on its way out, itself again on its way in.

`armoured` sets one apostrophe before whatever could start a formula, also where apostrophes stand before it already;
`bare` takes exactly one away. So `bare(armoured(text)) == text` for every text.
"""

from __future__ import annotations

import re

_DANGEROUS = re.compile("'*[ \u00a0\u3000]*[=+\\-@\t\r\n＝＋－＠]")


def armoured(text: str) -> str:
    """The text, with an apostrophe before it where its first sign after blanks could start a formula."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def bare(text: str) -> str:
    """The text without the apostrophe that `armoured` set before it."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text, 1) else text
