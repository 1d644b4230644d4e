"""Small invented lists and views of them: few actors, few pages and few dates, so that everything meets everything."""

from __future__ import annotations

from itertools import product
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from graph.model import codes
from graph.model.dates import first_day, last_day
from graph.model.tables import TABLES
from graph.model.view import View
from tests.evidence.reference import Row, Rows

ACTORS = ("esland", "norland", "norland-mfa", "firm", "somebody", "norland-un")
PUBLISHERS = ("daily", "norland", "wire")
"""One of them has the id of an actor."""
PAGES = ("p0", "p1", "p2", "p3")
KEYS = ("interview", "leak")
DATES = ("2020", "2021-06", "2021-06-15", "2021-06-16", "2022-02-24")
MATTERS = ("", "drones", "tanks")
TEXTS = ("", "A trader", "a  trader!", "Two officials")
KINDS: tuple[Row, ...] = tuple(
    {
        "id": f"k-{settled_by}-{direction}-{aspect}-{codes.POLARITY_WORDS[polarity]}",
        "label": "does to",
        "inverse_label": "gets from",
        "group": "security",
        "direction": direction,
        "polarity": polarity,
        "settled_by": settled_by,
        "aspect": aspect,
        "definition": "Invented.",
    }
    for settled_by, direction, aspect, polarity in product(
        codes.SETTLERS, codes.DIRECTIONS, codes.ASPECTS, codes.POLARITIES
    )
)
COUNTRIES = ("NL", "EL")
SEARCHED = ("drones", "DRÖNES seen", "saw", "saw them", "nothing of it")
MISSING = "nowhere"
"""An id that is not on file."""


def frames(rows: Rows) -> dict[str, pd.DataFrame]:
    """Rows as the tables that the evidence is made from: all text, every column, in the order given."""
    return {
        name: pd.DataFrame(
            [[row.get(column, "") for column in table.columns] for row in rows.get(name, [])],
            columns=list(table.columns),
            dtype="str",
        )
        for name, table in TABLES.items()
    }


def whole(table: str, row: Row) -> Row:
    """A row with all the columns of its table."""
    return {column: row.get(column, "") for column in TABLES[table].columns}


def rarely(*values: str) -> st.SearchStrategy[str]:
    """One of the values, and twice as often none of them."""
    return st.sampled_from(("",) * 2 * len(values) + values)


@st.composite
def actors(draw: st.DrawFn) -> list[Row]:
    """States, organs, firms and unknown parties, some part of others, at home there, or merged into them."""
    made: list[Row] = []
    for place, actor in enumerate(ACTORS):
        before = ACTORS[:place]
        kind = draw(st.sampled_from(("state", "organ", "company", "unknown")))
        row = {"id": actor, "label": actor.title(), "kind": kind}
        if before:
            row["part_of"] = draw(rarely(*before))
            row["based_in"] = draw(rarely(*before))
            row["merged_into"] = draw(rarely(before[-1]))
        made.append(whole("actors", row))
    return made


@st.composite
def publishers(draw: st.DrawFn) -> list[Row]:
    """Outlets, some with an actor behind them."""
    return [
        whole(
            "publishers",
            {
                "id": publisher,
                "name": publisher.title(),
                "ownership": draw(st.sampled_from(("", "state", "government", "private"))),
                "country": draw(st.sampled_from(("", *COUNTRIES))),
                "reliability": draw(rarely("A", "B", "F")),
                "interest": draw(st.sampled_from(("", "", "", *ACTORS[:3]))),
            },
        )
        for publisher in PUBLISHERS
    ]


@st.composite
def pages(draw: st.DrawFn) -> list[Row]:
    """Pages, some carrying others, some of one origin, some withdrawn."""
    made = []
    for place, page in enumerate(PAGES):
        row = {
            "id": page,
            "publisher": draw(st.sampled_from(PUBLISHERS)),
            "originator": draw(rarely(*PUBLISHERS)),
            "kind": draw(st.sampled_from(("news", "government"))),
            "title": draw(rarely("Drones seen", "Tänks")),
            "reliability": draw(rarely("B", "E")),
            "published": draw(st.sampled_from(("", *DATES))),
            "derived_from": draw(rarely(*(PAGES[place + 1 :] or ("",)))),
            "origin": draw(rarely(*KEYS, "wire")),
            "state": draw(rarely("withdrawn", "dead")),
        }
        if draw(rarely("retracted")):
            row |= {"status": "retracted", "retraction_reason": "taken back"}
        made.append(whole("sources", row))
    return made


@st.composite
def claims(draw: st.DrawFn, kinds: tuple[str, ...], ends: tuple[str, ...] = ACTORS[:4]) -> Row:
    """A claim of any stance, told by anybody, at any time; without an id."""
    subject = draw(st.sampled_from(ends))
    stance = draw(st.sampled_from(("asserts", "asserts", "asserts", "denies", "denies", "disputes", "declines")))
    held = [draw(rarely(*DATES)), draw(rarely(*DATES))]
    if all(held) and first_day(held[0]) > last_day(held[1]):
        held.reverse()
    who = draw(st.sampled_from(("speakers",) * 4 + ("outlet",) * 4 + ("text", "relayed", "unnamed")))
    basis = draw(rarely("own_act", "official_record")) if draw(st.booleans()) else ""
    told: Row = {"basis": "unnamed_source" if who == "unnamed" else basis}
    if who in ("speakers", "relayed", "unnamed"):
        least = 0 if who == "unnamed" else 1
        speakers = st.lists(st.sampled_from((*ends, *ends, *ACTORS)), min_size=least, max_size=2, unique=True)
        told["speakers"] = "; ".join(draw(speakers))
    if who != "outlet":
        told["speaker_text"] = draw(st.sampled_from(TEXTS[1:] if who == "text" else TEXTS))
    if who == "relayed":
        told["relayed_by"] = draw(st.sampled_from(ACTORS))
    if draw(st.booleans()):
        told["origin"] = draw(rarely(*KEYS, "rumour", "wire"))
    return whole(
        "claims",
        {
            **told,
            "subject": subject,
            "kind": draw(st.sampled_from(kinds)),
            "object": draw(st.sampled_from([end for end in ends if end != subject])),
            "matter": draw(st.sampled_from(MATTERS)),
            "stance": stance,
            "disputes_what": draw(st.sampled_from(tuple(codes.DISPUTES))) if stance == "disputes" else "",
            "modality": draw(st.sampled_from(("", *codes.MODALITIES))),
            "statement": draw(st.sampled_from(("It is so.", "Drönes were SEEN.", "Somebody saw tanks."))),
            "quote": draw(rarely("We saw them.")),
            "credibility": draw(rarely("1", "2", "6")),
            "held_from": held[0],
            "held_to": held[1],
            "said_on": draw(rarely(*DATES)),
            "source": draw(st.sampled_from(PAGES)),
            "status": draw(
                st.sampled_from(("",) * 8 + ("published", "published", "draft", "draft", "retracted", "rejected"))
            ),
        },
    )


@st.composite
def lists(draw: st.DrawFn) -> Rows:
    """A list of at most fifty claims about two kinds, between so few actors that many speak of the same."""
    every = [kind["id"] for kind in KINDS]
    kinds = tuple(draw(st.lists(st.sampled_from(every), min_size=1, max_size=2, unique=True)))
    ends = ACTORS[: draw(st.sampled_from((2, 2, 3, 4)))]
    told = [draw(claims(kinds, ends)) for _ in range(draw(st.sampled_from((0, 2, 12, 25, 40, 50))))]
    return {
        "kinds": [whole("kinds", kind) for kind in KINDS],
        "actors": draw(actors()),
        "publishers": draw(publishers()),
        "sources": draw(pages()),
        "claims": [{**claim, "id": f"c{number}"} for number, claim in enumerate(told)],
    }


OF_SOURCES = {
    "bases": ("own_act", "official_record", "unnamed_source"),
    "publishers": PUBLISHERS,
    "countries": COUNTRIES,
    "ownerships": ("unknown", "state", "government", "private"),
    "source_kinds": ("news", "government"),
    "reliabilities": ("A", "B", "E", "F"),
    "credibilities": ("1", "2", "6"),
}
"""Filters by what an entry has from its page, and what there is to choose."""


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    """A filter: mostly not set, else one to three values, sorted."""
    few = st.lists(st.sampled_from((*values, MISSING)), min_size=1, max_size=3, unique=True)
    return st.one_of(st.just(()), st.just(()), st.just(()), few.map(lambda found: tuple(sorted(found))))


@st.composite
def views(draw: st.DrawFn, rows: Rows, *, count_shown: bool | None = None) -> View:
    """A view of a list, with any clock and any filter."""
    told = sorted({claim["kind"] for claim in rows["claims"]})
    when = [draw(rarely(*DATES)) if draw(st.booleans()) else "" for _ in range(2)]
    if all(when) and first_day(when[0]) > last_day(when[1]):
        when.reverse()
    given: dict[str, Any] = {
        "actors": draw(some(*ACTORS[:3])),
        "around": draw(st.booleans()),
        "expand": draw(st.sampled_from(((), (), ("norland",), (f"esland:{'+'.join(told[:1])}".rstrip(":"),)))),
        "hide": draw(some(*ACTORS[1:3])) if draw(st.booleans()) else (),
        "backings": draw(some(*codes.BACKINGS)) if draw(st.booleans()) else (),
        "answers": draw(some(*codes.ANSWERS, "none")) if draw(st.booleans()) else (),
        "text": draw(rarely(*SEARCHED)) if draw(st.booleans()) else "",
        **{name: draw(some(*values)) if draw(st.booleans()) else () for name, values in OF_SOURCES.items()},
        "kinds": draw(some(*told)),
        "matters": draw(some(*MATTERS[1:])),
        "polarities": draw(some(*codes.POLARITY_WORDS.values())),
        "stances": draw(some(*codes.STANCES)),
        "voices": draw(some(*ACTORS[:3], *PUBLISHERS, "publisher:norland", "unplaced:a-trader")),
    }
    return View(
        **given,
        held_from=when[0],
        held_to=when[1],
        reported=draw(rarely("2020", "2021-06-15", "2022-02")),
        count_shown=draw(st.booleans()) if count_shown is None else count_shown,
        unreviewed=draw(st.booleans()),
    )


@st.composite
def lists_and_views(draw: st.DrawFn, *, count_shown: bool | None = None) -> tuple[Rows, View]:
    """A list and a view of it."""
    rows = draw(lists())
    return rows, draw(views(rows, count_shown=count_shown))
