"""Briefings of the small invented list, for tests of what is in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from graph.model.view import View, without
from graph.network.placing import places
from graph.scene.brief import brief
from graph.scene.briefing import Briefing, Made, Words
from graph.scene.build import scene
from graph.scene.reader import Reader
from tests.network.factory import evidence, tables

MADE = Made("2024-05-06T12:00:00+00:00", 7, "f" * 64, "2024-05-05T10:00:00+00:00", "0.0")
CLAIMS = (
    ("norland arms esland", "asserts", {"matter": "uav", "said_on": "2022-05-01", "held_from": "2022-05"}),
    ("norland arms esland", "asserts", {"matter": "uav", "speakers": "westmark", "basis": "intelligence"}),
    ("norland arms esland", "asserts", {"matter": "uav", "speakers": "westmark", "said_on": "2022-08-01"}),
    ("norland arms esland", "denies", {"matter": "uav", "speakers": "norland", "said_on": "2022-09-01"}),
    (
        "norland pact esland",
        "asserts",
        {"speakers": "norland", "basis": "own_act", "held_from": "2021", "held_to": "2022"},
    ),
    ("norland sanctions esland", "denies", {"speakers": "norland", "said_on": "2022-11-01"}),
    ("westmark aid esland", "asserts", {"speakers": "westmark", "quote": "We aid them.", "locator": "par. 2"}),
)
ARMED = "esland--norland.positive"
DENIED = "esland--norland.negative"


def list_(**changes: Mapping[str, Mapping[str, str]]) -> dict[str, pd.DataFrame]:
    """The list, with some cells of some rows changed: table -> id -> column -> text."""
    made = tables(*CLAIMS)
    for table, rows in changes.items():
        for id_, cells in rows.items():
            for column, text in cells.items():
                made[table].loc[made[table]["id"] == id_, column] = text
    return made


def briefing(
    view: View | None = None, words: Words | None = None, made: dict[str, pd.DataFrame] | None = None
) -> Briefing:
    """The briefing of a view of the list."""
    return _usual(view or View(), words or Words()) if made is None else _made(view or View(), words or Words(), made)


@cache
def _usual(view: View, words: Words) -> Briefing:
    return _made(view, words, list_())


def _made(view: View, words: Words, made: dict[str, pd.DataFrame]) -> Briefing:
    found = evidence(made, view)
    drawn = scene(found, made, view, places(found, made))
    whole = Reader(evidence(made, without(view, "count_shown")), made) if view.count_shown else None
    return brief(drawn, Reader(found, made), made, view, words, MADE, whole)


def outcomes(of: Briefing) -> dict[int, str]:
    """How each check ended."""
    return {check.number: check.outcome for check in of.checks}
