"""The records behind a picture, complete in themselves: whatever one of them refers to is among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.model.records import split_ids
from graph.model.tables import TABLES, texts
from graph.scene.briefing import Endnote, Record
from graph.scene.reader import Tables
from graph.scene.shapes import Scene

KEPT = ("kinds", "actors", "aliases", "publishers", "sources", "claims")
"""The tables whose rows are kept, those that are referred to before those that refer."""


def records(scene: Scene, notes: Iterable[Endnote], tables: Tables) -> Mapping[str, tuple[Record, ...]]:
    """Table -> its rows behind the picture in the order of their keys: the entries that the endnotes cite, the actors
    that are drawn, and all that these refer to.
    """
    rows = {name: {TABLES[name].identity(row): row for row in texts(tables[name])} for name in KEPT}
    wanted: dict[str, set[str]] = {name: set() for name in KEPT}
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
        row = rows[table][id_]
        for column, target in TABLES[table].references.items():
            waiting += [(target, one) for one in split_ids(row[column])]
    for identity, row in rows["aliases"].items():
        if row["actor"] in wanted["actors"] and row["status"] != "retracted":
            wanted["aliases"].add(identity)
    return {name: tuple(row for identity, row in rows[name].items() if identity in wanted[name]) for name in KEPT}
