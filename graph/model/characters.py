"""Characters that no text may hold, since nobody sees them."""

from __future__ import annotations

import re

HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Characters that change what is read without being seen (CVE-2021-42574), controls, and halves of characters.
Zero-width joiners stay: Persian and emoji need them.
"""


def hidden_in(text: str) -> str:
    """What is wrong with a text that holds such a character, in words; empty where it holds none."""
    found = HIDDEN.search(text)
    return f"holds the invisible character U+{ord(found[0]):04X}; take it out" if found else ""


def hidden_within(found: object) -> str:
    """The same of any text in what was read from JSON, which can write such a character as an escape."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and (words := hidden_in(one)):
            return words
    return ""


def visible(text: str) -> str:
    """A text as one sees it, without blanks around it: what was pasted brings along what nobody meant to write."""
    return HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
