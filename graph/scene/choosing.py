"""Which ties are drawn: those that are shown and have something to draw, and of these no more than a picture holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from graph.evidence.assess import Evidence
from graph.model.view import View
from graph.scene.lines import BEST_FIRST, Entry, line_id

OPENING = (40, 120)
DEFAULT = (100, 400)
RAISED = (500, 5000)
"""Most actors and most lines: of the opening view, of any other, and of one that asks for more lines."""
_TOLD = ("says", "planned", "implied")


@dataclass(frozen=True)
class Choice:
    """What is drawn of what is shown.

    Attributes:
        ties: ids of the ties drawn.
        lines: ids of the lines drawn; a line is drawn with all its ties or not at all.
        entries: the claims drawn, where every entry has a line of its own.
        omitted: in words what the bounds left out and how to narrow; empty where nothing was.
    """

    ties: frozenset[str]
    lines: frozenset[str]
    entries: tuple[Entry, ...]
    omitted: str


def bounds(view: View) -> tuple[int, int]:
    """The most actors and the most lines that a view draws."""
    if view.limit:
        return (RAISED if view.limit > DEFAULT[1] else DEFAULT)[0], min(view.limit, RAISED[1])
    return OPENING if view.is_opening else DEFAULT


def choose(evidence: Evidence, view: View, home: Mapping[str, str] | None = None) -> Choice:
    """The best-backed lines within the bounds of the view, what was expanded first; ties only declined are on no line.

    `home` maps actors to those they are drawn into; ties within one home are on no line, and no part of what is left
    out.
    """
    home = home or {}
    ties = _best_first(drawable(evidence), view)
    entries = _entries(evidence) if view.lines == "claim" else {}
    most_actors, most_lines = bounds(view)
    kept: set[str] = set()
    left: dict[str, bool] = {}
    actors: set[str] = set()
    left_actors: set[str] = set()
    drawn: list[str] = []
    lines_of: dict[str, tuple[str, str]] = {}
    for tie, one, other, kind, polarity, answered in ties:
        subject, object_ = home.get(one, one), home.get(other, other)
        if subject == object_:
            continue
        lines_of[tie] = subject, object_
        parts = {
            "polarity": [""],
            "kind": [kind],
            "claim": [entry.id for entry in entries.get(tie, ())],
        }[view.lines]
        ends = {subject, object_}
        for line in (line_id(subject, object_, polarity, part) for part in parts):
            if line in kept or (len(kept) < most_lines and len(actors | ends) <= most_actors and line not in left):
                kept.add(line)
                actors |= ends
                drawn.append(tie)
            else:
                left[line] = left.get(line, False) or answered
                left_actors |= ends
    folded = _folded({tie: lines_of[tie] for tie in drawn}, view)
    drawn = [tie for tie in drawn if tie not in folded]
    return Choice(
        ties=frozenset(drawn),
        lines=frozenset(kept),
        entries=tuple(entry for tie in sorted(set(drawn)) for entry in entries.get(tie, ())),
        omitted=_omitted(
            len(kept), len(left), sum(left.values()), len(left_actors - actors), (most_actors, most_lines)
        ),
    )


def _folded(ends: Mapping[str, tuple[str, str]], view: View) -> set[str]:
    """The ties of those that hang on a collapsed actor alone."""
    if not view.collapse:
        return set()
    others: dict[str, set[str]] = {}
    for subject, object_ in ends.values():
        others.setdefault(subject, set()).add(object_)
        others.setdefault(object_, set()).add(subject)
    leaves = {
        actor
        for actor, found in others.items()
        if len(found) == 1
        and found <= set(view.collapse)
        and actor not in (*view.collapse, *view.actors, *view.expanded)
    }
    return {tie for tie, pair in ends.items() if leaves & set(pair)}


def drawable(evidence: Evidence) -> pd.DataFrame:
    """The ties that are shown and have a line: all but those that are only declined."""
    ties: pd.DataFrame = evidence.ties[evidence.ties["shown"].astype(bool)]
    answers = ties["denied"] + ties["doubted"] + ties["questioned"] + ties["earlier"]
    silent = (ties["said"].astype(int) == 0) & (answers == 0) & (ties["declined"] > 0)
    if not silent.any():
        return ties
    # Declined, and neither said nor answered: drawn only if somebody reads it between the lines.
    doubtful = set(ties.loc[silent, "tie"])
    positions = evidence.positions[evidence.positions["tie"].isin(doubtful)]
    told = set(positions.loc[positions["list"].isin(_TOLD), "tie"])
    with_line: pd.DataFrame = ties[~ties["tie"].isin(doubtful - told)]
    return with_line


def _best_first(ties: pd.DataFrame, view: View) -> Iterator[tuple[str, str, str, str, str, bool]]:
    later = np.ones(len(ties), dtype=bool)
    for actor, kinds in view.expanded.items():
        touches = ((ties["subject"] == actor) | (ties["object"] == actor)).to_numpy(dtype=bool)
        later &= ~(touches & ties["kind"].isin(kinds).to_numpy(dtype=bool) if kinds else touches)
    order = np.lexsort(
        (
            ties["tie"].to_numpy(dtype=str),
            -ties["reports"].to_numpy(dtype=np.int64),
            -ties["voices"].to_numpy(dtype=np.int64),
            ties["backing"].map(BEST_FIRST).to_numpy(dtype=np.int64),
            later,
        )
    )
    ranked = ties.iloc[order]
    answered = (ranked["denied"] + ranked["doubted"]) > 0
    columns = [ranked[name].tolist() for name in ("tie", "subject", "object", "kind", "polarity")]
    return zip(*columns, answered.tolist(), strict=True)


def _entries(evidence: Evidence) -> dict[str, list[Entry]]:
    claims = evidence.claims[evidence.claims["shown"].astype(bool) & (evidence.claims["stance"] != "declines")]
    found: dict[str, list[Entry]] = {}
    columns = (claims[name].tolist() for name in ("claim", "tie", "stance", "draft"))
    for claim, tie, stance, draft in sorted(zip(*columns, strict=True)):
        found.setdefault(tie, []).append(Entry(claim, tie, stance, bool(draft)))
    return found


def _omitted(kept: int, left: int, answered: int, actors: int, most: tuple[int, int]) -> str:
    if not left:
        return ""
    words = [
        f"{left:,} of {kept + left:,} lines are not drawn"
        + (f", nor are {actors:,} actors" if actors > 1 else ", nor is 1 actor" if actors else "")
        + f": this picture holds {most[1]:,} lines and {most[0]:,} actors, the best-backed first."
    ]
    if answered:
        words.append(f"On {answered:,} of those left out somebody denies or doubts what is reported.")
    words.append("Choose actors, kinds or a time to see them" + (", or raise the limit." if most != RAISED else "."))
    return " ".join(words)
