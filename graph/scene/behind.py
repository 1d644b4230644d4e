"""The records behind a picture, complete in themselves: whatever one of them refers to is among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from graph.model.records import split_ids
from graph.model.tables import TABLES, texts
from graph.scene.briefing import Endnote, Record
from graph.scene.reader import Reader
from graph.scene.shapes import Scene

Rows = tuple[Record, ...]
KEPT = ("kinds", "actors", "aliases", "publishers", "sources", "claims")
"""The tables whose rows are kept, those that are referred to before those that refer."""


def records(scene: Scene, notes: Iterable[Endnote], reader: Reader, aliases: pd.DataFrame) -> Mapping[str, Rows]:
    """Table -> its rows behind the picture in the order of their keys: the entries that the endnotes cite, the actors
    that are drawn, and all that these refer to; of `aliases` those of these actors.
    """
    rows = {
        "kinds": reader.kinds,
        "actors": reader.actors,
        "publishers": reader.publishers,
        "sources": reader.sources,
        "claims": reader.claims,
    }
    wanted: dict[str, set[str]] = {name: set() for name in rows}
    waiting = [("actors", node.id) for node in scene.nodes]
    waiting += [
        ("claims", claim)
        for note in notes
        for tie in note.ties
        for citation in tie.citations
        for claim in citation.claims
    ]
    while waiting:
        table, id_ = waiting.pop()
        if id_ in wanted[table] or id_ not in rows[table]:
            continue
        wanted[table].add(id_)
        for column, target in TABLES[table].references.items():
            waiting += [(target, one) for one in split_ids(rows[table][id_][column])]
    found: dict[str, Rows] = {name: tuple(rows[name][id_] for id_ in sorted(wanted[name])) for name in rows}
    theirs = aliases[aliases["actor"].isin(wanted["actors"]) & (aliases["status"] != "retracted")]
    named = sorted(texts(theirs), key=lambda row: [row[column] for column in TABLES["aliases"].key])
    return {name: tuple(named) if name == "aliases" else found[name] for name in KEPT}
