"""How many ties each choice of each filter would leave, the other filters as they are (faceted search)."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from graph.evidence.assess import Weighed
from graph.evidence.filters import CLAIM_COLUMNS, claim_tests, strand_tests
from graph.evidence.prepare import Prepared
from graph.model import codes
from graph.model.view import CHOSEN, View

Flags = npt.NDArray[np.bool_]
Counts = Mapping[str, Mapping[str, int]]


def facets(prepared: Prepared, weighed: Weighed, view: View) -> Counts:
    """Field of the view -> choice -> number of ties that would be shown with this choice alone.

    Args:
        weighed: what `weigh` gave for the clocks of this view, without the what-if.

    Returns:
        Only choices that leave something. Under `actors` a choice stands beside those that are chosen already: what is
        between them, or around any of them. Ties that are on no line do not count.
    """
    rows = _Rows(prepared, weighed, view)
    found = {field: rows.counts(field) for field in CHOSEN}
    return {"actors": rows.actors(view), **found}


class _Rows:
    """A row a strand, claim and voice: its tie, its values, and which filters it passes."""

    def __init__(self, prepared: Prepared, weighed: Weighed, view: View) -> None:
        positions = weighed.positions
        self._ties = positions["tie_no"].to_numpy()
        self._strands = positions["strand_no"].to_numpy()
        self._voices = positions["voice_no"].to_numpy()
        self._prepared, self._weighed = prepared, weighed
        claims = positions["claim_no"].to_numpy()
        self._claims = claims
        self._every = prepared.claims
        # Row of a claim among the live ones, to carry what was found for claims over to positions.
        numbers = weighed.live["claim_no"].to_numpy()
        place = np.full(len(prepared.claims), -1, dtype=np.int64)
        place[numbers] = np.arange(len(numbers))
        self._passes: dict[str, Flags] = {"drawn": self._drawn()}
        for field, test in claim_tests(prepared, view).items():
            passed = weighed.live.select(test.alias("passed"))["passed"].to_numpy().astype(bool)
            self._passes[field] = passed[place[claims]]
        for field, strands in strand_tests(prepared, view, weighed.strands).items():
            self._passes[field] = np.isin(self._strands, strands)

    def _drawn(self) -> Flags:
        """What is on a line: somebody says it, or somebody denies or questions it."""
        ties = self._weighed.ties
        drawn = ties.filter((nw.col("backing") != "nobody") | (nw.col("only_denied") == 1))
        return np.isin(self._ties, drawn["tie_no"].to_numpy())

    def _rest(self, *fields: str) -> Flags:
        """The rows that pass every filter but these."""
        passed = np.ones(len(self._ties), dtype=bool)
        for field, flags in self._passes.items():
            if field not in fields:
                passed &= flags
        return passed

    def counts(self, field: str) -> dict[str, int]:
        """Choice -> number of ties, for one field."""
        rows = self._rest(field)
        if field == "voices":
            names = self._prepared.voices["id"].to_numpy(dtype=object)
            return _tally(names[self._voices[rows]], self._ties[rows])
        if field == "answers":
            return self._answers(rows)
        if field == "matters":
            matters = self._prepared.strands["matter"].to_numpy(dtype=object)
            return _tally(matters[self._strands[rows]], self._ties[rows])
        if field == "backings":
            strands = self._weighed.strands
            backings = np.empty(len(self._prepared.strands), dtype=object)
            backings[strands["strand_no"].to_numpy()] = strands["backing"].to_list()
            return _tally(backings[self._strands[rows]], self._ties[rows])
        values = self._every[CLAIM_COLUMNS[field]].to_numpy(dtype=object)
        found = _tally(values[self._claims[rows]], self._ties[rows])
        if field == "polarities":
            return {codes.POLARITY_WORDS[code]: number for code, number in found.items()}
        return found

    def _answers(self, rows: Flags) -> dict[str, int]:
        strands = self._weighed.strands
        found = {}
        answered = np.zeros(len(self._prepared.strands), dtype=bool)
        for answer in codes.ANSWERS:
            has = np.zeros(len(self._prepared.strands), dtype=bool)
            has[strands["strand_no"].to_numpy()] = strands[answer].to_numpy() > 0
            answered |= has
            found[answer] = len(np.unique(self._ties[rows & has[self._strands]]))
        found["none"] = len(np.unique(self._ties[rows & ~answered[self._strands]]))
        return {answer: number for answer, number in found.items() if number}

    def actors(self, view: View) -> dict[str, int]:
        """Actor -> number of ties that would be shown with it among the chosen actors."""
        shown = set(np.unique(self._ties[self._rest("actors")]).tolist())
        known = self._prepared.strands.drop_duplicates("tie_no")
        ends = [
            (tie, subject, object_, kind)
            for tie, subject, object_, kind in zip(
                *(known[name].tolist() for name in ("tie_no", "subject", "object", "kind")), strict=True
            )
            if tie in shown
        ]
        chosen, expanded = set(view.actors), view.expanded
        # What is there already, what an actor adds, and what the chosen ones show by themselves.
        base, now, beside = 0, 0, dict[str, int]()
        for _, subject, object_, kind in ends:
            pair = {subject, object_}
            if any(actor in pair and (not kinds or kind in kinds) for actor, kinds in expanded.items()):
                base, now = base + 1, now + 1
                continue
            touches, within = bool(pair & chosen), pair <= chosen
            now += touches if len(chosen) == 1 or view.around else within
            if touches if view.around else within:
                base += 1
            elif touches or view.around or not chosen:
                for actor in pair - chosen:
                    beside[actor] = beside.get(actor, 0) + 1
        every = {actor for _, subject, object_, _ in ends for actor in (subject, object_)}
        found = {actor: now if actor in chosen else base + beside.get(actor, 0) for actor in every}
        return {actor: number for actor, number in found.items() if number}


def _tally(values: npt.NDArray[np.object_], ties: npt.NDArray[np.int64]) -> dict[str, int]:
    """Value -> number of different ties; empty values left out."""
    pairs = pd.DataFrame({"value": values, "tie": ties}).drop_duplicates()
    counted = pairs["value"].value_counts()
    return {str(value): int(number) for value, number in counted.items() if value}
