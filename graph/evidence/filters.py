"""What the clocks of a view leave of the claims, and what its filters show; a filter hides and decides nothing else."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from graph.evidence.prepare import NO_DAY, Prepared
from graph.model import codes
from graph.model.dates import FAR_OFF, LONG_AGO, first_day, last_day
from graph.model.folding import fold
from graph.model.view import View

Frame = nw.DataFrame[pd.DataFrame]
CLAIM_COLUMNS = {
    "kinds": "kind",
    "polarities": "polarity",
    "stances": "stance",
    "bases": "basis",
    "publishers": "publisher",
    "countries": "country",
    "ownerships": "ownership",
    "source_kinds": "source_kind",
    "reliabilities": "reliability",
    "credibilities": "credibility",
}
"""Field of the view -> the column of claims that it chooses from."""


def live_claims(every: Frame, view: View) -> tuple[Frame, dict[str, int]]:
    """The claims within the clocks, and how many each clock left out."""
    left = {"unpublished_left_out": 0, "later_left_out": 0, "outside_window": 0}
    if view.reported:
        cut = last_day(view.reported)
        left["unpublished_left_out"] = len(every.filter(nw.col("published_day") == NO_DAY))
        left["later_left_out"] = len(every.filter(nw.col("published_day") > cut))
        every = every.filter((nw.col("published_day") != NO_DAY) & (nw.col("published_day") <= cut))
    if view.held_from or view.held_to:
        start = first_day(view.held_from) if view.held_from else LONG_AGO
        end = last_day(view.held_to) if view.held_to else FAR_OFF
        before = len(every)
        every = every.filter((nw.col("held_start") <= end) & (nw.col("held_end") >= start))
        left["outside_window"] = before - len(every)
    return every, left


def flagged(prepared: Prepared, live: Frame, positions: Frame, view: View, strands: Frame | None = None) -> Frame:
    """The positions with `shown`: whether they pass the filters that only hide.

    `strands` carry backing and numbers of answers; without them, filters by backing and answer let all pass.
    """
    passes = nw.all_horizontal(nw.col("list") >= 0, *claim_tests(prepared, view).values(), ignore_nulls=True)
    claims = live.select("claim_no", passes.cast(nw.Int64).alias("shown"))
    flagged = positions.join(claims, on="claim_no", how="left")
    for numbers in strand_tests(prepared, view, strands).values():
        inside = nw.col("strand_no").is_in(numbers).cast(nw.Int64)
        flagged = flagged.with_columns((nw.col("shown") * inside).alias("shown"))
    return flagged


def claim_tests(prepared: Prepared, view: View) -> dict[str, nw.Expr]:
    """Field of the view -> whether a claim passes it; only fields that are set."""
    tests = {
        field: nw.col(column).is_in(_wanted(field, view))
        for field, column in CLAIM_COLUMNS.items()
        if getattr(view, field)
    }
    if view.actors:
        tests["actors"] = _between(view)
    if view.hide:
        tests["hide"] = ~(nw.col("subject").is_in(list(view.hide)) | nw.col("object").is_in(list(view.hide)))
    if view.voices:
        voices, vouchers = prepared.voices, prepared.vouchers
        wanted = voices.loc[voices["id"].isin(view.voices), "voice_no"]
        told = vouchers.loc[vouchers["voice_no"].isin(wanted), "claim_no"].tolist()
        tests["voices"] = nw.col("claim_no").is_in(told)
    if view.text:
        words = fold(view.text).split()
        found = [number for number, text in enumerate(prepared.words) if all(word in text for word in words)]
        tests["text"] = nw.col("claim_no").is_in(found)
    return tests


def strand_tests(prepared: Prepared, view: View, strands: Frame | None) -> dict[str, list[int]]:
    """Field of the view -> the numbers of the strands that pass it; only fields that are set."""
    tests = {}
    if view.matters:
        known = prepared.strands
        tests["matters"] = known.loc[known["matter"].isin(view.matters), "strand_no"].tolist()
    if strands is None:
        return tests
    if view.backings:
        tests["backings"] = strands.filter(nw.col("backing").is_in(list(view.backings)))["strand_no"].to_list()
    if view.answers:
        unanswered = nw.all_horizontal(*[nw.col(answer) == 0 for answer in codes.ANSWERS], ignore_nulls=True)
        asked = [nw.col(answer) > 0 for answer in codes.ANSWERS if answer in view.answers]
        asked += [unanswered] if "none" in view.answers else []
        passed = strands.filter(nw.any_horizontal(*asked, ignore_nulls=True)) if asked else strands.head(0)
        tests["answers"] = passed["strand_no"].to_list()
    return tests


def _wanted(field: str, view: View) -> list[str]:
    chosen = list(getattr(view, field))
    if field == "polarities":
        return [code for code, word in codes.POLARITY_WORDS.items() if word in chosen]
    return chosen


def _between(view: View) -> nw.Expr:
    """One actor: its ties; several: those between them, or around any of them; and what was expanded besides."""
    actors = list(view.actors)
    subject, object_ = nw.col("subject").is_in(actors), nw.col("object").is_in(actors)
    passes = [subject | object_ if len(actors) == 1 or view.around else subject & object_]
    for actor, kinds in view.expanded.items():
        touches = (nw.col("subject") == actor) | (nw.col("object") == actor)
        passes.append(touches & nw.col("kind").is_in(sorted(kinds)) if kinds else touches)
    return nw.any_horizontal(*passes, ignore_nulls=True)
