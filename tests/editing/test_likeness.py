"""Which entries a new one may repeat, and why."""

from __future__ import annotations

import pandas as pd
import pytest

from graph.editing.likeness import Alike, Likeness, mutual
from graph.model.tables import TABLES

Row = dict[str, str]
PAGES = pd.DataFrame(
    [
        dict.fromkeys(TABLES["sources"].columns, "") | row
        for row in (
            {"id": "wire", "publisher": "agency", "published": "2024-05-06"},
            {"id": "relay", "publisher": "daily", "derived_from": "wire", "published": "2024-05-07"},
            {"id": "other", "publisher": "post", "published": "2024-05-10"},
            {"id": "keyed", "publisher": "times", "origin": "interview", "published": "2023"},
            {"id": "wired", "publisher": "times", "origin": "talk", "derived_from": "wire", "published": "2023"},
            {"id": "talk", "publisher": "globe", "origin": "talk", "published": "2023"},
        )
    ],
    dtype="str",
)


def claim(id_: str, **more: str) -> Row:
    """An entry of one tie."""
    return (
        dict.fromkeys(TABLES["claims"].columns, "")
        | {"id": id_, "subject": "norland", "kind": "arms", "object": "esland", "stance": "asserts", "source": "wire"}
        | more
    )


def alike(mine: Row, others: list[Row], pages: pd.DataFrame) -> tuple[Alike, ...]:
    """What an entry may repeat, where only pacts are mutual."""
    kinds = [{"id": "pact", "direction": "symmetric"}, {"id": "arms", "direction": "directed"}]
    return Likeness(pages, mutual(kinds)).alike(mine, others)


@pytest.mark.parametrize(
    ("mine", "theirs", "why", "strong"),
    [
        ({}, {}, "from the same source", True),
        ({}, {"matter": "uav"}, "from the same source", False),
        ({"source": "relay"}, {}, "goes back to the same origin", True),
        ({"source": "other", "origin": "interview"}, {"source": "keyed"}, "goes back to the same origin", True),
        ({"source": "talk"}, {"source": "relay"}, "goes back to the same origin", True),
        ({"speakers": "iran"}, {"source": "other", "speakers": "iran; us"}, "the same voice", False),
        ({"speakers": "iran; us"}, {"speakers": "us"}, "from the same source", True),
        ({"speakers": "iran"}, {"speakers": "us"}, "from the same source", False),
        ({"speakers": "iran"}, {}, "from the same source", False),
        ({"origin": "interview"}, {}, "from the same source", False),
        ({"said_on": "2024-05-06"}, {"said_on": "2024-05"}, "from the same source", True),
        ({"said_on": "2024-05-06"}, {"said_on": "2024-05-07"}, "from the same source", False),
        ({"kind": "pact"}, {"kind": "pact", "subject": "esland", "object": "norland"}, "from the same source", True),
    ],
)
def test_what_may_be_the_same_says_why(mine: Row, theirs: Row, why: str, strong: bool) -> None:
    found = alike(claim("mine", **mine), [claim("theirs", **theirs)], PAGES)
    assert [(one.claim, one.why[0], one.strong) for one in found] == [("theirs", why, strong)]


@pytest.mark.parametrize(
    "theirs",
    [
        {"stance": "denies"},
        {"source": "other"},
        {"source": "other", "speakers": "iran", "said_on": "2024-01-01"},
        {"id": "mine"},
        {"kind": "pact"},
        {"subject": "esland", "object": "norland"},
    ],
)
def test_another_stance_origin_or_time_is_another_entry(theirs: Row) -> None:
    assert alike(claim("mine", speakers="iran"), [claim("theirs") | theirs], PAGES) == ()


def test_near_days_are_said_and_the_likeliest_comes_first() -> None:
    mine = claim("mine", said_on="2024-05-06", speakers="iran")
    others = [
        claim("near", source="other", said_on="2024-05-08", speakers="iran"),
        claim("same", said_on="2024-05", speakers="iran"),
        claim("day", said_on="2024-05-06", speakers="iran; us", matter="uav"),
    ]
    found = alike(mine, others, PAGES)
    assert [(one.claim, one.why) for one in found] == [
        ("same", ("from the same source", "perhaps the same day")),
        ("day", ("from the same source", "the same day")),
        ("near", ("the same voice", "2 days apart")),
    ]
