"""The legend: what the picture shows, and nothing it does not. At most six entries."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import codes
from graph.scene.shapes import LegendEntry, Line

MOST_ENTRIES = 6

COLOURS = {codes.POLARITY_WORDS[code]: words for code, words in codes.POLARITIES.items()}
"""Polarity, as in `Line.polarity` and `LegendEntry.sample` -> its words."""
DASHED = "dashed: one voice, one side only, or announced"
FULL = "somebody denies or doubts what others say"
SMALL = "questioned in part, or denied earlier"
BOTH = "denied or doubted; small: in part, or earlier"
DENIED = "only denied: nobody on this list says it"
DRAFT = "hollow: not reviewed yet"
DENIED_OR_DRAFT = "only denied; hollow in colour: not reviewed yet"


def legend(lines: Sequence[Line]) -> tuple[LegendEntry, ...]:
    """The entries for these lines, always in the same order.

    Samples: `positive`, `negative`, `neutral` (a piece of line), `dashed`, `full`, `small` (a mark), `only_denied`,
    `unreviewed` (hollow pieces of line).
    """
    told = [line for line in lines if not line.only_denied]
    drafts = any(line.unreviewed for line in told)
    polarities = {line.polarity for line in told}
    marks = {line.mark for line in lines}
    entries = [LegendEntry(sample, words) for sample, words in COLOURS.items() if sample in polarities]
    if any(not line.solid and not line.unreviewed for line in told):
        entries.append(LegendEntry("dashed", DASHED))
    if "full" in marks:
        entries.append(LegendEntry("full", BOTH if "small" in marks else FULL))
    elif "small" in marks:
        entries.append(LegendEntry("small", SMALL))
    if any(line.only_denied for line in lines):
        entries.append(LegendEntry("only_denied", DENIED_OR_DRAFT if drafts else DENIED))
    elif drafts:
        entries.append(LegendEntry("unreviewed", DRAFT))
    return tuple(entries)
