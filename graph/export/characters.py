"""Text that any file can hold: what no XML may contain is taken out here, once for all formats."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 forbids, or discourages because readers choke on it: controls, halves of pairs, non-characters."""
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")


def sound(text: str) -> str:
    """The text without characters that XML forbids, its lines ending in LF as every parser would make them."""
    return _ILLEGAL.sub("", _LINE_END.sub("\n", text))


def in_one_line(text: str) -> str:
    """The same with every run of blanks and line ends as one blank: for formats in which a line end is an end."""
    return " ".join(sound(text).split())
