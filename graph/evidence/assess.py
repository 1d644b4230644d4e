"""Who says so, and who answers: the rule of DESIGN 4 over the prepared frames, as one chain of narwhals expressions.

Everything is counted on numbers (see `Prepared`); texts come back at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import narwhals as nw
import pandas as pd

from graph.evidence.filters import Frame, flagged, live_claims
from graph.evidence.prepare import LISTS, UNDATED, Prepared
from graph.model import codes
from graph.model.dates import LONG_AGO
from graph.model.view import DRAWN, View, without

ANSWERS = ("denied", "doubted", "questioned", "earlier", "declined")
SAYS, PLANNED, IMPLIED, DENIED, DOUBTED, _, EARLIER, _ = range(len(LISTS))


@dataclass(frozen=True)
class Counts:
    """How many entries are live, and what a clock or a filter left out; all numbers of claims but `pages`."""

    on_file: int
    live: int
    shown: int
    undated: int
    unpublished_left_out: int
    later_left_out: int
    outside_window: int
    denials_hidden: int
    pages: int


@dataclass(frozen=True)
class Evidence:
    """What a view says of the list; frames of text and whole numbers, flags 0 and 1, rows in the order of their ids.

    Attributes:
        positions: a row a strand, claim and voice: where it stands (`list`), whether it counts for the backing.
        strands, ties: a row each: backing, numbers of voices and reports, numbers of voices of each answer, marks.
        claims: the live claims.
        voices: every voice on file.
    """

    positions: pd.DataFrame
    strands: pd.DataFrame
    ties: pd.DataFrame
    claims: pd.DataFrame
    voices: pd.DataFrame
    counts: Counts


@dataclass(frozen=True)
class Weighed:
    """What does not depend on the filters that only hide: worked out once for the clocks, then shown many times.

    `positions` are numbers, in the order of `told`, which holds their texts; `left` counts what the clocks left out.
    """

    live: Frame
    positions: Frame
    told: Frame
    strands: Frame
    ties: Frame
    left: dict[str, int]


def assess(prepared: Prepared, view: View, weighed: Weighed | None = None) -> Evidence:
    """Work out backing and answers of every strand and tie for a view's clocks, and what its filters show.

    `weighed` may hand in what `weigh` gave for a view of the same `weighs_like`.
    """
    done = weighed or weigh(prepared, view)
    positions = flagged(prepared, done.live, done.positions, view, done.strands)

    def shown(by: str) -> Frame:
        return positions.group_by(by).agg(nw.col("shown").max())

    claims = done.live.join(shown("claim_no"), on="claim_no", how="left").sort("claim_no")
    hidden = claims.filter((nw.col("shown") == 0) & nw.col("list").is_in([DENIED, DOUBTED]))
    return Evidence(
        positions=done.told.with_columns(positions["shown"]).to_native(),
        strands=done.strands.join(shown("strand_no"), on="strand_no", how="left").drop("strand_no").to_native(),
        ties=done.ties.join(shown("tie_no"), on="tie_no", how="left").drop("tie_no").to_native(),
        claims=claims.to_native(),
        voices=prepared.voices,
        counts=Counts(
            on_file=prepared.on_file,
            live=len(claims),
            shown=int(claims["shown"].sum()) if len(claims) else 0,
            undated=int(claims["undated"].sum()) if len(claims) else 0,
            denials_hidden=len(hidden),
            pages=claims["source"].n_unique() if len(claims) else 0,
            **done.left,
        ),
    )


def weighs_like(view: View) -> View:
    """The view without what only hides: views that agree in this share what `weigh` gives."""
    if view.count_shown:
        # What is backed or answered how is only known once it was counted.
        return without(view, "recorded", "backings", "answers", *DRAWN)
    clocks = View(held_from=view.held_from, held_to=view.held_to, reported=view.reported)
    return replace(clocks, unreviewed=view.unreviewed)


def weigh(prepared: Prepared, view: View) -> Weighed:
    """Work out all that a view's clocks decide (and its filters too, where only what is shown counts)."""
    every = nw.from_native(prepared.claims, eager_only=True)
    if not view.unreviewed:
        every = every.filter(nw.col("draft") == 0)
    live, left = live_claims(every, view)
    positions = _positions(prepared, live)
    if view.count_shown:
        positions = flagged(prepared, live, positions, view).filter(nw.col("shown") == 1).drop("shown")
        live = live.join(positions.select("claim_no").unique(), on="claim_no", how="semi")
    positions = _answered(positions).sort(["tie_no", "strand_no", "list", "claim_no", "voice_no"])
    known = nw.from_native(prepared.strands, eager_only=True)
    strands = _strands(positions, known)
    ties = _ties(positions, strands, nw.from_native(prepared.ties, eager_only=True))
    own = ("tie_no", "settled", "free", "stated", "as_subject", "as_object")
    return Weighed(
        live=live,
        positions=positions.select("claim_no", "strand_no", "tie_no", "voice_no"),
        told=_told(positions, prepared, known),
        strands=_in_words(_settlers(positions, strands, prepared.voices)).drop(*own).sort("strand_no"),
        ties=_in_words(ties).sort("tie_no"),
        left=left,
    )


def _positions(prepared: Prepared, live: Frame) -> Frame:
    """A row a strand, claim and voice, in numbers; a denial in general stands in every strand of its tie.

    There it is a guest: it has its list, and neither dates nor status of its own.
    """
    facts = live.select(
        *("claim_no", "strand_no", "tie_no", "list", "start", "end", "official_record", "in_general"),
        *("first", "first_held", nw.col("published").alias("last"), nw.col("held_to").alias("last_held")),
        nw.col("draft").alias("unreviewed"),
    )
    general = facts.filter(nw.col("in_general") == 1)
    facts = facts.with_columns(nw.lit(0).alias("general"))
    if len(general):
        strands = nw.from_native(prepared.strands, eager_only=True)
        strands = strands.filter(nw.col("matter") != "").select("tie_no", "strand_no")
        strands = strands.join(facts.select("strand_no").unique(), on="strand_no", how="semi")
        # A strand is unreviewed where all of its own entries are drafts.
        spread = general.drop("strand_no").join(strands, on="tie_no", how="inner")
        spread = spread.with_columns(
            *(nw.lit(UNDATED).alias(name) for name in ("first", "first_held")),
            *(nw.lit("").alias(name) for name in ("last", "last_held")),
            *(nw.lit(1).alias(name) for name in ("unreviewed", "general")),
        )
        facts = nw.concat([facts, spread.select(facts.columns)])
    vouchers = nw.from_native(prepared.vouchers, eager_only=True)
    return facts.drop("in_general").join(vouchers, on="claim_no", how="inner")


def _answered(positions: Frame) -> Frame:
    """Tell denials that answer an assertion from earlier ones, and mark in 0 and 1 what each row counts for."""
    asserted = positions.filter(nw.col("list") <= IMPLIED)
    facts = asserted.group_by("strand_no").agg(
        nw.col("start").min().alias("begins"), nw.col("list").min().alias("best")
    )
    positions = positions.join(facts, on="strand_no", how="left")
    # Most denials speak of all time up to a day, so the earliest assertion decides; the few that name their own
    # beginning are held against every assertion.
    bounded = positions.filter((nw.col("list") == DENIED) & (nw.col("start") > LONG_AGO))
    overlaps = nw.col("begins") <= nw.col("end")
    if len(bounded):
        meets = (
            bounded.select("strand_no", "claim_no", "start", "end")
            .join(asserted.select("strand_no", "start", "end"), on="strand_no", how="inner", suffix="_other")
            .filter((nw.col("start") <= nw.col("end_other")) & (nw.col("start_other") <= nw.col("end")))
            .select("strand_no", "claim_no")
            .unique()
            .with_columns(nw.lit(1).alias("meets"))
        )
        positions = positions.join(meets, on=["strand_no", "claim_no"], how="left")
        overlaps = nw.when(nw.col("start") > LONG_AGO).then(nw.col("meets").fill_null(0) == 1).otherwise(overlaps)
    early = (nw.col("list") == DENIED) & ~nw.col("begins").is_null() & ~overlaps
    says = nw.col("list") == SAYS
    planned = (nw.col("list") == PLANNED) & (nw.col("best") == PLANNED)
    return (
        positions.with_columns(
            (nw.col("list") + early.cast(nw.Int64) * (EARLIER - DENIED)).alias("list"),
            (says | planned).cast(nw.Int64).alias("backs"),
            *[(nw.col(name) * says.cast(nw.Int64)).alias(name) for name in ("as_subject", "as_object")],
            (nw.col("official_record") * says.cast(nw.Int64)).alias("official_record"),
            (nw.col("report") * says.cast(nw.Int64)).alias("stated"),
        )
        .drop("begins", "best", *(["meets"] if "meets" in positions.columns else []))
        .with_columns(
            (nw.col("report") * nw.col("backs")).alias("reports"),
            (nw.col("backs") * (1 - nw.col("stake"))).alias("free"),
            (nw.col("list") * (1 - nw.col("backs")) - nw.col("backs")).alias("side"),
            *[(nw.col("list") == LISTS.index(name)).cast(nw.Int64).alias(name) for name in ANSWERS],
        )
    )


def _voices(positions: Frame, by: str) -> Frame:
    """Numbers of different voices by strand or tie: those that back, those of them without a stake, of each answer."""
    # A voice that says so in one strand and announces it in another backs their tie once: their side is the same.
    once = positions.unique([by, "voice_no", "side"])
    return once.group_by(by).agg(
        nw.col("backs").sum().alias("voices"), *[nw.col(name).sum() for name in ("free", *ANSWERS)]
    )


def _strands(positions: Frame, known: Frame) -> Frame:
    base = positions.group_by("strand_no").agg(
        *[nw.col(name).max() for name in ("as_subject", "as_object", "official_record", "last", "last_held")],
        *[nw.col(name).min() for name in ("first", "first_held", "unreviewed")],
        *[nw.col(name).sum() for name in ("reports", "stated")],
    )
    base = base.join(_voices(positions, "strand_no"), on="strand_no", how="left")
    base = base.join(known, on="strand_no", how="left")
    subject, object_, rule = nw.col("as_subject") == 1, nw.col("as_object") == 1, nw.col("settled_by")
    settled = (
        ((rule == "subject") & subject)
        | ((rule == "object") & object_)
        | ((rule == "either") & (subject | object_))
        | ((rule == "both") & subject & object_)
    )
    base = base.with_columns(settled.cast(nw.Int64).alias("settled"))
    backing = (
        nw.when(nw.col("reports") == 0).then(_rank("nobody"))
        .otherwise(nw.when(nw.col("stated") == 0).then(_rank("announced"))
        .otherwise(nw.when((nw.col("settled") == 1) | (nw.col("official_record") == 1)).then(_rank("on_record"))
        .otherwise(nw.when(nw.col("free") == 0).then(_rank("one_side"))
        .otherwise(nw.when(nw.col("voices") > 1).then(_rank("several_voices")).otherwise(_rank("one_voice"))))))
    )  # fmt: skip
    return base.with_columns(
        backing.cast(nw.Int64).alias("rank"),
        (nw.col("reports") > 0).cast(nw.Int64).alias("said"),
        ((nw.col("denied") + nw.col("doubted")) > 0).cast(nw.Int64).alias("answered"),
    )


def _rank(backing: str) -> nw.Expr:
    return nw.lit(list(codes.BACKINGS).index(backing))


def _in_words(frame: Frame) -> Frame:
    """The backing by its name instead of its rank, and nothing where a first date is not known."""
    first = [
        nw.when(nw.col(name) == UNDATED).then(nw.lit("")).otherwise(nw.col(name)).alias(name)
        for name in ("first", "first_held")
    ]
    ranks = list(range(len(codes.BACKINGS)))
    backing = nw.col("rank").replace_strict(ranks, list(codes.BACKINGS), return_dtype=nw.String)
    return frame.with_columns(backing.alias("backing"), *first).drop("rank")


def _settlers(positions: Frame, strands: Frame, voices: pd.DataFrame) -> Frame:
    """Add who put a strand on record by their own word, as ids with commas between them."""
    own = positions.filter((nw.col("as_subject") + nw.col("as_object")) > 0)
    rules = strands.filter(nw.col("settled") == 1).select("strand_no", "settled_by")
    rows = own.join(rules, on="strand_no", how="inner")
    names = voices["id"].tolist()
    found: dict[int, set[str]] = {}
    columns = ("strand_no", "voice_no", "settled_by", "as_subject", "as_object")
    for strand, voice, rule, subject, object_ in zip(*(rows[name].to_list() for name in columns), strict=True):
        if (subject and rule != "object") or (object_ and rule != "subject"):
            found.setdefault(strand, set()).add(names[voice])
    settlers = [",".join(sorted(found.get(strand, ()))) for strand in strands["strand_no"].to_list()]
    return strands.with_columns(nw.new_series("settlers", settlers, nw.String, backend="pandas"))


def _ties(positions: Frame, strands: Frame, known: Frame) -> Frame:
    ranked = strands.with_columns(
        (nw.col("said") * nw.col("answered")).alias("contested"),
        (nw.col("questioned") + nw.col("earlier") + (1 - nw.col("said")) * nw.col("answered")).alias("softer"),
        (nw.col("denied") + nw.col("doubted") + nw.col("questioned") + nw.col("earlier")).alias("any_answer"),
    )
    base = ranked.group_by("tie_no").agg(
        *[nw.col(name).max() for name in ("said", "contested", "softer", "any_answer", "last", "last_held")],
        *[nw.col(name).min() for name in ("rank", "first", "first_held", "unreviewed")],
        nw.col("reports").sum(),
        nw.len().alias("strands"),
    )
    base = base.join(_voices(positions, "tie_no").drop("free"), on="tie_no", how="left")
    base = base.join(known, on="tie_no", how="left")
    full = nw.col("contested") > 0
    small = (nw.col("said") > 0) & (nw.col("softer") > 0)
    return base.with_columns(
        nw.when(full)
        .then(nw.lit("full"))
        .otherwise(nw.when(small).then(nw.lit("small")).otherwise(nw.lit("")))
        .alias("mark"),
        ((nw.col("said") == 0) & (nw.col("any_answer") > 0)).cast(nw.Int64).alias("only_denied"),
    ).drop("contested", "softer", "any_answer")


def _told(positions: Frame, prepared: Prepared, known: Frame) -> Frame:
    """The positions with their texts, in their order."""
    claims = nw.from_native(prepared.claims, eager_only=True).select("claim_no", "claim")
    voices = nw.from_native(prepared.voices, eager_only=True).select("voice_no", nw.col("id").alias("voice"))
    strands = known.select("strand_no", "strand", "tie", "matter")
    rows = positions.select("strand_no", "claim_no", "voice_no", "list", "official", "stake", "general", "backs")
    rows = rows.join(strands, on="strand_no", how="left").join(claims, on="claim_no", how="left")
    return (
        rows.join(voices, on="voice_no", how="left")
        .with_columns(nw.col("list").replace_strict(list(range(len(LISTS))), list(LISTS), return_dtype=nw.String))
        .drop("strand_no", "claim_no", "voice_no")
    )
