"""What is worked out once from the tables: who each voice is, what it has at stake, when each claim speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from graph.evidence.voices import Actors, Tables, Voices
from graph.model import codes
from graph.model.dates import FAR_OFF, LONG_AGO, first_day, last_day
from graph.model.folding import fold

LISTS = ("says", "planned", "implied", "denied", "doubted", "questioned", "earlier", "declined")
"""Where a claim stands in a strand; frames hold the place in this tuple."""
NO_DAY = -1
"""Stands for a date that is not known."""
UNDATED = "9999-99"
"""Stands for a date that is not known where the earliest is looked for: it sorts after every date."""


@dataclass(frozen=True)
class Prepared:
    """The frames that `assess` works on; every column is text or a whole number, flags are 0 and 1.

    Ids have numbers besides (`claim_no`, `strand_no`, `tie_no`, `voice_no`), in the order of the ids.

    Attributes:
        claims: a row a claim that is published or a draft: ids, kind's nature, stance, dates as ordinals; `list` is
            the number of a list in `LISTS`; `first` and `first_held` are `published` and `held_from`, or `UNDATED`.
        vouchers: a row a claim and voice: `official`, `stake`, whether it is the subject or the object that speaks,
            and `report`, which is 1 in one row of each claim: its sum is a number of reports.
        voices: a row a voice: id, label, actor, publisher, kind (actor, outlet, origin, unplaced).
        strands: a row a strand: its id, its tie's, ends, kind, matter, polarity, group, and whose word settles it.
        ties: a row a tie: its id, ends, kind, polarity and group.
        on_file: number of published claims.
        texts: statement, quote and title of each claim, by its number.
    """

    claims: pd.DataFrame
    vouchers: pd.DataFrame
    voices: pd.DataFrame
    strands: pd.DataFrame
    ties: pd.DataFrame
    on_file: int
    texts: tuple[str, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The texts, folded: what a text is searched in, by number of claim."""
        return tuple(fold(text) for text in self.texts)


def prepare(tables: Tables) -> Prepared:
    """Work out once what every view needs.

    Args:
        tables: the eight tables at one moment, all text. Retracted claims and rejected drafts are left out here.

    Returns:
        Frames for `assess`, rows in the order of claim ids.
    """
    actors = Actors(tables["actors"])
    voices = Voices(tables, actors)
    kinds = tables["kinds"].set_index("id")
    nature = {
        kind: dict(zip(kinds.columns, values, strict=True))
        for kind, values in zip(kinds.index, kinds.values, strict=True)
    }
    pages = _pages(tables)
    claims = tables["claims"]
    claims = claims[~claims["status"].isin(["retracted", "rejected"])].sort_values("id")
    columns = claims.columns.tolist()
    rows, vouchers, texts = [], [], []
    on_file = 0
    for values in zip(*(claims[name].tolist() for name in columns), strict=True):
        claim = dict(zip(columns, values, strict=True))
        kind = nature[claim["kind"]]
        subject, object_ = actors.now(claim["subject"]), actors.now(claim["object"])
        if kind["direction"] == "symmetric" and object_ < subject:
            subject, object_ = object_, subject
        tie = f"{subject}.{claim['kind']}.{object_}"
        on_file += claim["status"] != "draft"
        page = pages.get(claim["source"], _NO_PAGE)
        start, end = _period(claim, kind["aspect"], page.published)
        texts.append(f"{claim['statement']} {claim['quote']} {page.title}")
        rows.append(
            (
                claim["id"],
                tie,
                f"{tie}.{claim['matter']}" if claim["matter"] else tie,
                subject,
                claim["kind"],
                object_,
                claim["matter"],
                kind["polarity"],
                kind["group"],
                kind["settled_by"],
                claim["stance"],
                _list(claim),
                claim["source"],
                page.published,
                claim["said_on"],
                claim["held_from"],
                claim["held_to"],
                page.published or UNDATED,
                claim["held_from"] or UNDATED,
                claim["basis"],
                claim["credibility"] or "6",
                *page[2:],
                _last(page.published),
                start,
                end,
                *_held(claim, kind["aspect"]),
                int(claim["basis"] == "official_record"),
                int(claim["stance"] == "denies" and not claim["matter"]),
                int(claim["status"] == "draft"),
            )
        )
        stakes = actors.stakes(subject) | actors.stakes(object_)
        tops = actors.top(subject), actors.top(object_)
        vouchers += [
            (
                claim["id"],
                voice,
                int(official),
                int(voice in stakes),
                int(official and voice == tops[0]),
                int(official and voice == tops[1]),
                int(not place),
            )
            for place, (voice, official) in enumerate(sorted(voices.of(claim).items()))
        ]
    return _numbered(
        _frame(rows, _CLAIM_COLUMNS),
        _frame(vouchers, ("claim", "voice", "official", "stake", "as_subject", "as_object", "report")),
        voices.frame(),
        on_file,
        tuple(texts),
    )


class _Page(NamedTuple):
    """What a claim has from its source."""

    published: str
    title: str
    publisher: str
    country: str
    ownership: str
    source_kind: str
    reliability: str


_NO_PAGE = _Page("", "", "", "", "unknown", "", "F")


def _pages(tables: Tables) -> dict[str, _Page]:
    """Source -> what its claims have from it; a grade of the source wins over its publisher's."""
    known = ("id", "country", "ownership", "reliability")
    publishers = {
        id_: rest for id_, *rest in zip(*(tables["publishers"][name].tolist() for name in known), strict=True)
    }
    told = ("id", "published", "title", "publisher", "kind", "reliability")
    pages = {}
    for id_, published, title, publisher, kind, reliability in zip(
        *(tables["sources"][name].tolist() for name in told), strict=True
    ):
        country, ownership, usual = publishers.get(publisher, ("", "", ""))
        pages[id_] = _Page(
            published, title, publisher, country, ownership or "unknown", kind, reliability or usual or "F"
        )
    return pages


def _numbered(
    claims: pd.DataFrame, vouchers: pd.DataFrame, voices: pd.DataFrame, on_file: int, texts: tuple[str, ...]
) -> Prepared:
    """Give every id a whole number, in the order of the ids: groups and joins over numbers are many times faster."""
    columns = ["strand", "tie", "subject", "kind", "object", "matter", "polarity", "group", "settled_by"]
    strands = claims[columns].drop_duplicates("strand").sort_values("strand", ignore_index=True)
    strands["strand_no"] = range(len(strands))
    columns = ["tie", "subject", "kind", "object", "polarity", "group"]
    ties = strands[columns].drop_duplicates("tie").sort_values("tie", ignore_index=True)
    ties["tie_no"] = range(len(ties))
    strands["tie_no"] = strands["tie"].map(_numbers(ties["tie"])).astype("int64")
    claims["claim_no"] = range(len(claims))
    claims["strand_no"] = claims["strand"].map(_numbers(strands["strand"])).astype("int64")
    claims["tie_no"] = claims["tie"].map(_numbers(ties["tie"])).astype("int64")
    voices["voice_no"] = range(len(voices))
    vouchers["claim_no"] = vouchers["claim"].map(_numbers(claims["claim"])).astype("int64")
    vouchers["voice_no"] = vouchers["voice"].map(_numbers(voices["id"])).astype("int64")
    return Prepared(claims, vouchers.drop(columns=["claim", "voice"]), voices, strands, ties, on_file, texts)


def _numbers(ids: pd.Series[str]) -> dict[str, int]:
    return {id_: number for number, id_ in enumerate(ids.tolist())}


_CLAIM_COLUMNS = (
    "claim",
    "tie",
    "strand",
    "subject",
    "kind",
    "object",
    "matter",
    "polarity",
    "group",
    "settled_by",
    "stance",
    "list",
    "source",
    "published",
    "said_on",
    "held_from",
    "held_to",
    "first",
    "first_held",
    "basis",
    "credibility",
    "publisher",
    "country",
    "ownership",
    "source_kind",
    "reliability",
    "published_day",
    "start",
    "end",
    "held_start",
    "held_end",
    "undated",
    "official_record",
    "in_general",
    "draft",
)
_NUMBERS = frozenset(
    (
        *(
            "list",
            "published_day",
            "start",
            "end",
            "held_start",
            "held_end",
            "undated",
            "official_record",
            "in_general",
        ),
        *("draft", "official", "stake", "as_subject", "as_object", "report"),
    )
)


def _frame(rows: Iterable[tuple[object, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(columns))
    return frame.astype({name: "int64" if name in _NUMBERS else "str" for name in columns})


def _list(claim: Mapping[str, str]) -> int:
    """Where a claim stands before times are compared, as a place in `LISTS`."""
    stance = claim["stance"]
    if stance == "asserts":
        where = claim["modality"] if claim["modality"] in ("planned", "implied") else "says"
    elif stance == "disputes":
        where = "doubted" if claim["disputes_what"] in codes.DOUBTS else "questioned"
    else:
        where = {"denies": "denied", "declines": "declined"}[stance]
    return LISTS.index(where)


def _last(text: str) -> int:
    return last_day(text) if text else NO_DAY


def _held(claim: Mapping[str, str], aspect: str) -> tuple[int, int, int]:
    """First and last day on which a claim says it held, and whether it says nothing of that."""
    held_from, held_to = claim["held_from"], claim["held_to"]
    if not held_from and not held_to:
        return LONG_AGO, FAR_OFF, 1
    start = first_day(held_from) if held_from else LONG_AGO
    end = last_day(held_to or held_from) if held_to or aspect == "act" else FAR_OFF
    return start, end, 0


def _period(claim: Mapping[str, str], aspect: str, published: str) -> tuple[int, int]:
    """The days a claim speaks of; a denial speaks of the time up to the day it was said (DESIGN 4, Answer)."""
    if claim["stance"] != "denies":
        return _held(claim, aspect)[:2]
    start = first_day(claim["held_from"]) if claim["held_from"] else LONG_AGO
    said = claim["held_to"] or claim["said_on"] or published
    return start, last_day(said) if said else FAR_OFF
