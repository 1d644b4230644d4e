"""How a command answers: messages on stderr, JSON on stdout, and an exit code."""

from __future__ import annotations

import sys

WELL, FINDINGS, WRONG_USAGE = 0, 1, 2


def tell(message: str) -> None:
    """Print a message on stderr; the lines are ours, every other control character in them is shown as its number."""
    print("\n".join(printable(line) for line in message.split("\n")), file=sys.stderr)


def printable(text: str) -> str:
    """The text with whatever could steer a terminal, or hide, written as `\\x1b`."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def count(number: int, one: str, many: str = "") -> str:
    """A number with what is counted: `1 error`, `2,345 rows`."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {many or one + 's'}"
