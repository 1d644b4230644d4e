"""A small invented list, written as short as a test can read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from graph.evidence.assess import Evidence, assess
from graph.evidence.prepare import prepare
from graph.model.tables import TABLES
from graph.model.view import View

KINDS = {
    "arms": {"label": "transfers arms to", "inverse_label": "receives arms from", "settled_by": "either"},
    "aid": {"label": "aids", "inverse_label": "is aided by", "settled_by": "subject"},
    "pact": {"label": "has a pact with", "inverse_label": "has a pact with", "direction": "symmetric"},
    "sanctions": {"label": "sanctions", "inverse_label": "is sanctioned by", "polarity": "-", "settled_by": "subject"},
    "mediates": {"label": "mediates for", "inverse_label": "has as mediator", "polarity": "0"},
}
_KIND = {"group": "security", "direction": "directed", "polarity": "+", "settled_by": "both", "aspect": "state"}


def tables(
    *claims: tuple[str, str] | tuple[str, str, Mapping[str, str]], **actors: Mapping[str, str]
) -> dict[str, pd.DataFrame]:
    """The tables of a list: claims as (`norland arms esland`, stance, more); actors are states unless told otherwise.

    Every claim has a page and a publisher of its own, so that each is a voice of its own unless it names a speaker.
    """
    rows: dict[str, list[dict[str, str]]] = {name: [] for name in TABLES}
    rows["kinds"] = [{"id": kind, **_KIND, **more} for kind, more in KINDS.items()]
    named = dict[str, Mapping[str, str]](actors)
    for place, (tie, stance, *more) in enumerate(claims):
        subject, kind, object_ = tie.split()
        named = {subject: {}, object_: {}, **named}
        number = f"{place:03}"
        rows["publishers"].append({"id": f"paper-{number}", "name": f"Paper {number}"})
        rows["sources"].append(
            {"id": f"page-{number}", "publisher": f"paper-{number}", "kind": "news", "published": "2023"}
        )
        rows["claims"].append(
            {
                "id": f"c{number}",
                "subject": subject,
                "kind": kind,
                "object": object_,
                "stance": stance,
                "statement": f"{tie}, {stance}",
                "source": f"page-{number}",
                **(more[0] if more else {}),
            }
        )
    rows["actors"] = [
        {"id": name, "label": name.title(), "kind": "state", **more} for name, more in sorted(named.items())
    ]
    return {
        name: pd.DataFrame(
            [{column: row.get(column, "") for column in table.columns} for row in rows[name]],
            columns=list(table.columns),
            dtype="str",
        )
        for name, table in TABLES.items()
    }


def evidence(made: dict[str, pd.DataFrame], view: View | None = None) -> Evidence:
    """What the list says, as assessed for a view."""
    return assess(prepare(made), view or View())


def with_ties(found: Evidence, ties: list[dict[str, Any]]) -> Evidence:
    """The evidence with other ties: each given by what differs from the first one it has."""
    plain = found.ties.iloc[0].to_dict()
    return replace(found, ties=pd.DataFrame([{**plain, **tie} for tie in ties], columns=found.ties.columns))
