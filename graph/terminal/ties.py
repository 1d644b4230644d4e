"""The command about the picture: ties."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from graph.terminal.answer import WELL, printable, tell
from graph.terminal.opened import desk

_ANSWERS = {
    "denied_by": "denied by",
    "doubted_by": "doubted by",
    "questioned_by": "questioned in part by",
    "earlier_denials_by": "earlier denials by",
}


def ties(asked: argparse.Namespace) -> int:
    """List the strands that a query shows."""
    strands, ignored = desk().ties(asked.query)
    for part in ignored:
        tell(f"ignored: {part}")
    if asked.json:
        json.dump(strands, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        _table(strands)
    return WELL


def _table(strands: Sequence[dict[str, Any]]) -> None:
    """Print one line a strand: what is said, who backs it, who answers."""
    rows = [("tie", "backing", "voices", "reports", "answers")]
    for strand in strands:
        tie = f"{strand['subject']} {strand['kind']} {strand['object']}"
        answers = "; ".join(f"{words} {', '.join(strand[key])}" for key, words in _ANSWERS.items() if strand[key])
        rows.append(
            (
                f"{tie} ({strand['matter']})" if strand["matter"] else tie,
                strand["backing"],
                str(len(strand["voices"])),
                str(strand["reports"]),
                answers,
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print(printable("  ".join((*cells, row[4])).rstrip()))
