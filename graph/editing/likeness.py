"""Entries that may be the same one twice: one rule for the form, the review and the import.

Two entries report one thing where they are about one tie and matter with one stance, go back to one origin, and give
the same speaker's words (or nobody's by name) of days that can be the same. Such a pair counts once, whatever is done
about it, so it is pointed out and never merged. Two words of one day that come from elsewhere are a hint, no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from graph.evidence.voices import roots
from graph.model.dates import first_day, is_partial_date, last_day
from graph.model.records import split_ids

NEAR = 7
"""So many days apart is near: a statement is still being printed a week later, where a page does not say its day."""
Row = Mapping[str, str]
Tie = tuple[str, str, str]
Report = tuple[Tie, str, str, str, str]
"""What an entry reports: tie, matter, stance, origin, and one of its speakers (empty where none is named)."""


@dataclass(frozen=True)
class Alike:
    """An entry that says much the same: its id, its statement, why it may be the same, and whether it counts once with
    the one in hand (`strong`) or is only near it.
    """

    claim: str
    statement: str
    why: tuple[str, ...]
    strong: bool

    @property
    def reasons(self) -> str:
        """Why it may be the same, in a line."""
        return ", ".join(self.why)


class Likeness:
    """Which entries may repeat which, by the pages and the mutual kinds of one moment."""

    def __init__(self, sources: pd.DataFrame, mutual: Collection[str]) -> None:
        """Take the pages of all entries that will be asked about, and the kinds that are read both ways alike."""
        self._roots, self._mutual = roots(sources), mutual
        self._published = dict(zip(sources["id"].tolist(), sources["published"].tolist(), strict=True))

    def alike(self, claim: Row, others: Iterable[Row]) -> tuple[Alike, ...]:
        """The entries that this one may repeat, the likeliest first."""
        found = []
        tie, reports = self._tie(claim), self.reports(claim)
        for other in others:
            if other["id"] == claim["id"] or other["stance"] != claim["stance"] or self._tie(other) != tie:
                continue
            why = self._why(claim, other)
            if why:
                strong = bool(reports & self.reports(other)) and self.may_be_of_one_day(claim, other)
                found.append(Alike(other["id"], other["statement"], why, strong))
        return tuple(sorted(found, key=lambda one: (not one.strong, -len(one.why), one.claim)))

    def reports(self, claim: Row) -> frozenset[Report]:
        """What an entry reports; two of them with one report in common count once, if they can be of one day."""
        stem = self._tie(claim), claim["matter"], claim["stance"], self._origin(claim)
        return frozenset((*stem, speaker) for speaker in split_ids(claim["speakers"]) or ("",))

    def may_be_of_one_day(self, one: Row, other: Row) -> bool:
        """Whether the words may have been said on one day; a party's words of two days are two statements."""
        days = _days(one["said_on"]), _days(other["said_on"])
        return days[0] is None or days[1] is None or _apart(*days) == 0

    def _tie(self, claim: Row) -> Tie:
        ends = claim["subject"], claim["object"]
        first, second = sorted(ends) if claim["kind"] in self._mutual else ends
        return first, claim["kind"], second

    def _why(self, claim: Row, other: Row) -> tuple[str, ...]:
        why = []
        if other["source"] == claim["source"]:
            why.append("from the same source")
        elif self._origin(claim) == self._origin(other):
            why.append("goes back to the same origin")
        days = self._when(claim), self._when(other)
        apart = _apart(*days)
        near = apart is not None and apart <= NEAR
        if not why and near and self._same_voice(claim, other):
            why.append("the same voice")
        if why and near:
            one_day = all(period and period[0] == period[1] for period in days)
            together = "the same day" if one_day else "perhaps the same day"
            why.append(together if apart == 0 else f"{apart} day{'s' * (apart != 1)} apart")
        if why and other["matter"] == claim["matter"] and claim["matter"]:
            why.append("the same matter")
        return tuple(why)

    def _origin(self, claim: Row) -> str:
        """What an entry goes back to, by its own key or with its page."""
        return self._roots.group(claim["source"], claim["origin"])

    def _same_voice(self, one: Row, other: Row) -> bool:
        speakers = set(split_ids(one["speakers"])), set(split_ids(other["speakers"]))
        if speakers[0] or speakers[1]:
            return bool(speakers[0] & speakers[1])
        return self._roots.of_page(one["source"]) == self._roots.of_page(other["source"]) != ""

    def _when(self, claim: Row) -> tuple[int, int] | None:
        return _days(claim["said_on"] or claim["held_from"] or self._published.get(claim["source"], ""))


def mutual(kinds: Iterable[Row]) -> frozenset[str]:
    """The kinds that are the same read from either end."""
    return frozenset(kind["id"] for kind in kinds if kind["direction"] == "symmetric")


def _days(text: str) -> tuple[int, int] | None:
    return (first_day(text), last_day(text)) if is_partial_date(text) else None


def _apart(one: tuple[int, int] | None, other: tuple[int, int] | None) -> int | None:
    """Days between two periods; 0 where they touch, None where one is not known."""
    if one is None or other is None:
        return None
    return max(0, one[0] - other[1], other[0] - one[1])
