"""Who says so, and who answers: the rule of DESIGN 4 over the prepared frames, as one chain of narwhals expressions."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw
import pandas as pd

from graph.evidence.prepare import NO_DAY, Prepared
from graph.model import codes
from graph.model.dates import FAR_OFF, LONG_AGO, first_day, last_day
from graph.model.view import View

Frame = nw.DataFrame[pd.DataFrame]
ANSWERS = ("denied", "doubted", "questioned", "earlier", "declined")


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
    """What a view says of the list; frames of text and whole numbers, flags 0 and 1, rows in the order of their ids."""

    positions: pd.DataFrame
    strands: pd.DataFrame
    ties: pd.DataFrame
    claims: pd.DataFrame
    voices: pd.DataFrame
    counts: Counts


def assess(prepared: Prepared, view: View) -> Evidence:
    """Work out backing and answers of every strand and tie for a view's clocks, and what its filters show."""
    every = nw.from_native(prepared.claims, eager_only=True)
    if not view.unreviewed:
        every = every.filter(nw.col("draft") == 0)
    live, clocks = _live(every, view)
    vouchers = nw.from_native(prepared.vouchers, eager_only=True)
    positions = _positions(live, vouchers, view)
    if view.count_shown:
        positions = positions.filter(nw.col("shown") == 1)
        live = live.join(positions.select("claim").unique(), on="claim", how="semi")
    positions = _answered(positions)
    strands = _strands(positions)
    ties = _ties(positions, strands)
    shown = positions.group_by("claim").agg(nw.col("shown").max())
    claims = live.join(shown, on="claim", how="left").sort("claim")
    hidden = claims.filter((nw.col("shown") == 0) & nw.col("list").is_in(["denied", "doubted"]))
    counts = Counts(
        on_file=prepared.on_file,
        live=len(live),
        shown=int(claims["shown"].sum()) if len(claims) else 0,
        undated=int(live["undated"].sum()) if len(live) else 0,
        denials_hidden=len(hidden),
        pages=live["source"].n_unique() if len(live) else 0,
        **clocks,
    )
    order = ["tie", "strand", "list", "claim", "voice"]
    return Evidence(
        positions=positions.drop("start", "end", "official_record").sort(order).to_native(),
        strands=strands.sort("strand").to_native(),
        ties=ties.sort("tie").to_native(),
        claims=claims.to_native(),
        voices=prepared.voices,
        counts=counts,
    )


def _live(every: Frame, view: View) -> tuple[Frame, dict[str, int]]:
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


def _positions(live: Frame, vouchers: Frame, view: View) -> Frame:
    """A row a strand, claim and voice; a denial in general stands in every strand of its tie."""
    heard = live.join(vouchers, on="claim", how="inner").with_columns(_passes(view).cast(nw.Int64).alias("passes"))
    if view.voices:
        told = vouchers.filter(nw.col("voice").is_in(list(view.voices))).select("claim").unique()
        told = told.with_columns(nw.lit(1).alias("told"))
        heard = (
            heard.join(told, on="claim", how="left")
            .with_columns((nw.col("passes") * nw.col("told").fill_null(0)).cast(nw.Int64).alias("passes"))
            .drop("told")
        )
    keep = [
        "strand", "tie", "claim", "voice", "subject", "kind", "object", "matter", "polarity", "group", "settled_by",
        "list", "published", "held_from", "held_to", "start", "end", "official_record",
        "official", "stake", "as_subject", "as_object", "passes",
    ]  # fmt: skip
    own = heard.select(*keep).with_columns(nw.lit(0).alias("general"))
    general = heard.filter(nw.col("in_general") == 1)
    if len(general):
        strands = live.select("tie", "strand", "matter").unique().filter(nw.col("matter") != "")
        spread = general.select(*[name for name in keep if name not in ("strand", "matter")]).join(
            strands, on="tie", how="inner"
        )
        own = nw.concat([own, spread.with_columns(nw.lit(1).alias("general")).select(own.columns)])
    matters = nw.col("matter").is_in(list(view.matters)) if view.matters else nw.lit(True)
    return own.with_columns((nw.col("passes") * matters.cast(nw.Int64)).alias("shown")).drop("passes")


def _passes(view: View) -> nw.Expr:
    """Whether a claim passes the filters that only hide, matters and voices aside."""
    tests = [nw.col("claim") == nw.col("claim")]
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


def _answered(positions: Frame) -> Frame:
    """Tell denials that answer an assertion from earlier ones, and mark what backs."""
    asserted = positions.filter(nw.col("list").is_in(["says", "planned", "implied"]))
    begins = asserted.group_by("strand").agg(nw.col("start").min().alias("begins"))
    said = positions.filter(nw.col("list") == "says").select("strand").unique().with_columns(nw.lit(1).alias("said"))
    positions = positions.join(begins, on="strand", how="left").join(said, on="strand", how="left")
    # Most denials speak of all time up to a day, so the earliest assertion decides; the few that name their own
    # beginning are held against every assertion.
    bounded = positions.filter((nw.col("list") == "denied") & (nw.col("start") > LONG_AGO))
    meets = (
        bounded.select("strand", "claim", "start", "end")
        .join(asserted.select("strand", "start", "end"), on="strand", how="inner", suffix="_other")
        .filter((nw.col("start") <= nw.col("end_other")) & (nw.col("start_other") <= nw.col("end")))
        .select("strand", "claim")
        .unique()
        .with_columns(nw.lit(1).alias("meets"))
    )
    positions = positions.join(meets, on=["strand", "claim"], how="left")
    overlaps = (
        nw.when(nw.col("start") > LONG_AGO)
        .then(nw.col("meets").fill_null(0) == 1)
        .otherwise(nw.col("begins") <= nw.col("end"))
    )
    answers = nw.col("begins").is_null() | overlaps
    positions = positions.with_columns(
        nw.when((nw.col("list") == "denied") & ~answers).then(nw.lit("earlier")).otherwise(nw.col("list")).alias("list")
    )
    backs = (nw.col("list") == "says") | ((nw.col("list") == "planned") & nw.col("said").is_null())
    return positions.with_columns(backs.cast(nw.Int64).alias("backs")).drop("begins", "said", "meets")


def _number(positions: Frame, by: str, rows: nw.Expr, column: str, name: str) -> Frame:
    """How many different `column` stand in the rows, by `by`."""
    return positions.filter(rows).select(by, column).unique().group_by(by).agg(nw.len().alias(name))


def _strands(positions: Frame) -> Frame:
    by = "strand"
    backing = nw.col("backs") == 1
    said = backing & (nw.col("list") == "says")
    base = positions.select(by, "tie", "subject", "kind", "object", "matter", "polarity", "group", "settled_by").unique(
        by
    )
    parts = [
        _number(positions, by, backing, "voice", "voices"),
        _number(positions, by, backing & (nw.col("stake") == 0), "voice", "free"),
        _number(positions, by, backing, "claim", "reports"),
        _number(positions, by, said, "claim", "stated"),
        *(_number(positions, by, nw.col("list") == name, "voice", name) for name in ANSWERS),
        positions.filter(said).group_by(by).agg(
            nw.col("as_subject").max(), nw.col("as_object").max(), nw.col("official_record").max()
        ),
        positions.group_by(by).agg(nw.col("shown").max()),
        _span(positions, by),
    ]  # fmt: skip
    for part in parts:
        base = base.join(part, on=by, how="left")
    numbers = ["voices", "free", "reports", "stated", *ANSWERS, "as_subject", "as_object", "official_record", "shown"]
    base = base.with_columns(*[nw.col(name).fill_null(0).cast(nw.Int64) for name in numbers])
    subject, object_, rule = nw.col("as_subject") == 1, nw.col("as_object") == 1, nw.col("settled_by")
    settled = (
        ((rule == "subject") & subject)
        | ((rule == "object") & object_)
        | ((rule == "either") & (subject | object_))
        | ((rule == "both") & subject & object_)
    )
    base = base.with_columns(settled.cast(nw.Int64).alias("settled"))
    base = base.with_columns(
        nw.when((nw.col("stated") == 0) & (nw.col("reports") > 0)).then(nw.lit("announced"))
        .otherwise(nw.when(nw.col("reports") == 0).then(nw.lit("nobody"))
        .otherwise(nw.when((nw.col("settled") == 1) | (nw.col("official_record") == 1)).then(nw.lit("on_record"))
        .otherwise(nw.when(nw.col("free") == 0).then(nw.lit("one_side"))
        .otherwise(nw.when(nw.col("voices") > 1).then(nw.lit("several_voices")).otherwise(nw.lit("one_voice"))))))
        .alias("backing")
    )  # fmt: skip
    base = base.with_columns(
        (nw.col("backing") != "nobody").cast(nw.Int64).alias("said"),
        ((nw.col("denied") + nw.col("doubted")) > 0).cast(nw.Int64).alias("answered"),
    )
    return _settlers(positions, base).drop("as_subject", "as_object", "stated", "free")


def _settlers(positions: Frame, strands: Frame) -> Frame:
    """Add who put a strand on record by their own word, as ids with commas between them."""
    rows = positions.filter((nw.col("list") == "says") & ((nw.col("as_subject") == 1) | (nw.col("as_object") == 1)))
    rows = rows.join(strands.filter(nw.col("settled") == 1).select("strand"), on="strand", how="semi")
    found: dict[str, set[str]] = {}
    columns = ("strand", "voice", "settled_by", "as_subject", "as_object")
    for strand, voice, rule, subject, object_ in zip(*(rows[name].to_list() for name in columns), strict=True):
        if (subject and rule != "object") or (object_ and rule != "subject"):
            found.setdefault(strand, set()).add(voice)
    settlers = [",".join(sorted(found.get(strand, ()))) for strand in strands["strand"].to_list()]
    return strands.with_columns(nw.new_series("settlers", settlers, nw.String, backend="pandas"))


def _span(positions: Frame, by: str) -> Frame:
    """First and last publication, first and last held, as the texts on file; ISO texts sort as their days do."""
    rows = positions.filter(nw.col("general") == 0)
    spans = rows.select(by).unique()
    for column, first, last in (
        ("published", "first", "last"),
        ("held_from", "first_held", ""),
        ("held_to", "", "last_held"),
    ):
        known = rows.filter(nw.col(column) != "").group_by(by)
        aggregates = [nw.col(column).min().alias(first)] if first else []
        aggregates += [nw.col(column).max().alias(last)] if last else []
        spans = spans.join(known.agg(*aggregates), on=by, how="left")
    return spans.with_columns(*[nw.col(name).fill_null("") for name in ("first", "last", "first_held", "last_held")])


def _ties(positions: Frame, strands: Frame) -> Frame:
    by = "tie"
    ranks = {backing: place for place, backing in enumerate(codes.BACKINGS)}
    ranked = strands.with_columns(
        nw.col("backing").replace_strict(list(ranks), list(ranks.values()), return_dtype=nw.Int64).alias("rank"),
        (nw.col("said") * nw.col("answered")).alias("contested"),
        (nw.col("questioned") + nw.col("earlier")).alias("softer"),
        ((1 - nw.col("said")) * nw.col("answered")).alias("only"),
        (nw.col("denied") + nw.col("doubted") + nw.col("questioned") + nw.col("earlier")).alias("any_answer"),
    )
    asserted = positions.filter(nw.col("list").is_in(["says", "planned", "implied"])).select(by).unique()
    base = ranked.group_by(by).agg(
        nw.col("rank").min(), nw.col("said").max(), nw.col("contested").max(), nw.col("softer").max(),
        nw.col("only").max(), nw.col("any_answer").max(), nw.len().alias("strands"), nw.col("shown").max(),
    )  # fmt: skip
    base = base.join(strands.select(by, "subject", "kind", "object", "polarity", "group").unique(by), on=by, how="left")
    parts = [
        _number(positions, by, nw.col("backs") == 1, "voice", "voices"),
        _number(positions, by, nw.col("backs") == 1, "claim", "reports"),
        *(_number(positions, by, nw.col("list") == name, "voice", name) for name in ANSWERS),
        _span(positions, by),
        asserted.with_columns(nw.lit(1).alias("asserted")),
    ]
    for part in parts:
        base = base.join(part, on=by, how="left")
    base = base.with_columns(
        *[nw.col(name).fill_null(0).cast(nw.Int64) for name in ("voices", "reports", "asserted", *ANSWERS)],
        nw.col("rank").replace_strict(list(ranks.values()), list(ranks), return_dtype=nw.String).alias("backing"),
    )
    full = nw.col("contested") > 0
    small = (nw.col("said") > 0) & ((nw.col("softer") > 0) | (nw.col("only") > 0))
    return base.with_columns(
        nw.when(full)
        .then(nw.lit("full"))
        .otherwise(nw.when(small).then(nw.lit("small")).otherwise(nw.lit("")))
        .alias("mark"),
        ((nw.col("asserted") == 0) & (nw.col("any_answer") > 0)).cast(nw.Int64).alias("only_denied"),
    ).drop("rank", "contested", "softer", "only", "any_answer", "asserted")
