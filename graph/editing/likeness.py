"""Entries that a new one may repeat: the same tie from the same page or origin; near dates are a hint, no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from graph.evidence.voices import Roots
from graph.model.dates import first_day, is_partial_date, last_day
from graph.model.records import split_ids

NEAR = 7
"""So many days apart is near."""


@dataclass(frozen=True)
class Alike:
    """An entry that says much the same: its id, its statement, why it may be the same, and how strong that is."""

    claim: str
    statement: str
    why: tuple[str, ...]
    strong: bool


def alike(claim: Mapping[str, str], others: Iterable[Mapping[str, str]], sources: pd.DataFrame) -> list[Alike]:
    """The entries among `others` that `claim` may repeat, the likeliest first.

    Args:
        claim: the row in hand.
        others: live entries of the same kind between the same two actors.
        sources: every page, the one of `claim` included.
    """
    roots = Roots(sources)
    columns = ("id", "published", "origin")
    pages = {row[0]: row[1:] for row in zip(*(sources[name].tolist() for name in columns), strict=True)}
    found = []
    for other in others:
        if other["id"] == claim["id"] or other["stance"] != claim["stance"]:
            continue
        apart = _apart(_days(claim, pages), _days(other, pages))
        near = apart is not None and apart <= NEAR
        why = []
        if other["source"] == claim["source"]:
            why.append("from the same page")
        elif _origin(claim, roots, pages) == _origin(other, roots, pages):
            why.append("goes back to the same origin")
        strong = bool(why) and other["matter"] == claim["matter"]
        if not why and near and _same_voice(claim, other, roots):
            why.append("the same voice")
        if why:
            if near:
                why.append("the same day" if apart == 0 else f"{apart} day{'s' * (apart != 1)} apart")
            if other["matter"] == claim["matter"] and claim["matter"]:
                why.append("the same matter")
            found.append(Alike(other["id"], other["statement"], tuple(why), strong))
    return sorted(found, key=lambda one: (not one.strong, -len(one.why), one.claim))


def _origin(claim: Mapping[str, str], roots: Roots, pages: Mapping[str, tuple[str, ...]]) -> str:
    """What an entry goes back to: its own key, that of its root page, or that page itself."""
    if claim["origin"]:
        return f"origin:{claim['origin']}"
    last = roots.pages(claim["source"])[-1]
    key = pages[last][1] if last in pages else ""
    return f"origin:{key}" if key else f"page:{last}"


def _same_voice(one: Mapping[str, str], other: Mapping[str, str], roots: Roots) -> bool:
    speakers = set(split_ids(one["speakers"])), set(split_ids(other["speakers"]))
    if speakers[0] or speakers[1]:
        return bool(speakers[0] & speakers[1])
    return roots.of_page(one["source"]) == roots.of_page(other["source"]) != ""


def _days(claim: Mapping[str, str], pages: Mapping[str, tuple[str, ...]]) -> tuple[int, int] | None:
    published = pages[claim["source"]][0] if claim["source"] in pages else ""
    text = claim["said_on"] or claim["held_from"] or published
    return (first_day(text), last_day(text)) if is_partial_date(text) else None


def _apart(one: tuple[int, int] | None, other: tuple[int, int] | None) -> int | None:
    """Days between two periods; 0 where they touch, None where one is not known."""
    if one is None or other is None:
        return None
    return max(0, one[0] - other[1], other[0] - one[1])
