"""What the clocks of a view leave of the claims, and what its filters show; a filter hides and decides nothing else."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from graph.evidence.prepare import NO_DAY, Prepared
from graph.model import codes
from graph.model.dates import FAR_OFF, LONG_AGO, first_day, last_day
from graph.model.view import View

Frame = nw.DataFrame[pd.DataFrame]


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


def flagged(prepared: Prepared, live: Frame, positions: Frame, view: View) -> Frame:
    """The positions with `shown`: whether they pass the filters that only hide."""
    claims = live.select("claim_no", _passes(view).cast(nw.Int64).alias("shown"))
    if view.voices:
        vouchers, voices = prepared.vouchers, prepared.voices
        wanted = voices.loc[voices["id"].isin(view.voices), "voice_no"]
        told = vouchers.loc[vouchers["voice_no"].isin(wanted), "claim_no"].tolist()
        claims = claims.with_columns((nw.col("shown") * nw.col("claim_no").is_in(told).cast(nw.Int64)).alias("shown"))
    flagged = positions.join(claims, on="claim_no", how="left")
    if view.matters:
        strands = prepared.strands
        numbers = strands.loc[strands["matter"].isin(view.matters), "strand_no"].tolist()
        inside = nw.col("strand_no").is_in(numbers).cast(nw.Int64)
        flagged = flagged.with_columns((nw.col("shown") * inside).alias("shown"))
    return flagged


def _passes(view: View) -> nw.Expr:
    """Whether a claim passes the filters that only hide, matters and voices aside."""
    tests = [nw.col("list") >= 0]
    if len(view.actors) == 1:
        tests.append((nw.col("subject") == view.actors[0]) | (nw.col("object") == view.actors[0]))
    elif view.actors:
        actors = list(view.actors)
        tests.append(nw.col("subject").is_in(actors) & nw.col("object").is_in(actors))
    if view.kinds:
        tests.append(nw.col("kind").is_in(list(view.kinds)))
    if view.polarities:
        tests.append(nw.col("polarity").is_in([c for c, w in codes.POLARITY_WORDS.items() if w in view.polarities]))
    if view.stances:
        tests.append(nw.col("stance").is_in(list(view.stances)))
    return nw.all_horizontal(*tests, ignore_nulls=True)
