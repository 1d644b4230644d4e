"""Entries that may be the same one twice: a hint for who decides, never a merge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model.dates import first_day, is_partial_date, last_day

NEAR = 3
"""Days within which two words of one speaker may be one."""
Row = Mapping[str, str]


@dataclass(frozen=True)
class Likeness:
    """An entry that looks like another one, and why."""

    id: str
    why: str


def alike(claim: Row, others: Iterable[Row], symmetric: bool = False) -> tuple[Likeness, ...]:
    """The entries on the same tie, with the same stance, that come from the same page or the same origin, or give
    the same speaker's words of about the same day; those of the same page first.
    """
    found = []
    for other in others:
        if other["id"] == claim["id"] or other["stance"] != claim["stance"] or other["kind"] != claim["kind"]:
            continue
        ends, theirs = (claim["subject"], claim["object"]), (other["subject"], other["object"])
        if ends != theirs and not (symmetric and ends == theirs[::-1]):
            continue
        if other["source"] == claim["source"]:
            found.append((0, Likeness(other["id"], "same tie, same page")))
        elif claim["origin"] and other["origin"] == claim["origin"]:
            found.append((1, Likeness(other["id"], "same tie, same origin")))
        elif claim["speakers"] and other["speakers"] == claim["speakers"] and _near(claim, other):
            found.append((2, Likeness(other["id"], "same tie, same speaker, about the same day")))
    return tuple(likeness for _, likeness in sorted(found, key=lambda one: (one[0], one[1].id)))


def _near(one: Row, other: Row) -> bool:
    days = one["said_on"], other["said_on"]
    if not all(is_partial_date(day) and len(day) == len("2022-11-05") for day in days):
        return False
    return abs(first_day(days[0]) - last_day(days[1])) <= NEAR
