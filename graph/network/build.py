"""Ties as a networkx MultiDiGraph: actors are nodes, ties are edges keyed by tie id.

Attributes are mapped one by one and hold only text, whole numbers and booleans, so that every format networkx
writes can carry them. None is called `source`, `target`, `id`, `key` or `label` of an edge: those mean something
to one reader or another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import networkx as nx
import pandas as pd

from graph.evidence.assess import Evidence

ACTOR_COLUMNS = (
    "label",
    "kind",
    "part_of",
    "based_in",
    "iso2",
    "iso3",
    "wikidata",
    "latitude",
    "longitude",
    "naming_note",
)
"""Columns of the actors' table that a node carries, as text."""

TIE_TEXTS = ("kind", "polarity", "group", "backing", "mark", "first", "last", "first_held", "last_held")
TIE_NUMBERS = ("voices", "reports", "denied", "doubted", "questioned", "earlier", "declined", "strands")
TIE_FLAGS = ("said", "only_denied", "unreviewed")
"""Columns of the ties' frame that an edge carries, as text, as whole numbers, and as booleans."""


def build(
    evidence: Evidence,
    tables: Mapping[str, pd.DataFrame],
    *,
    ties: Collection[str] | None = None,
    actors: Iterable[str] = (),
) -> nx.MultiDiGraph[str]:
    """The network of what is on file.

    Args:
        evidence: what was assessed; every tie in it becomes an edge, from its subject to its object.
        tables: the eight tables; labels, homes and the direction of kinds come from here.
        ties: only these ties, by id; None for all of them, hidden ones included.
        actors: actors to have as nodes even without a tie.

    Returns:
        Nodes carry `ACTOR_COLUMNS`; edges are keyed by tie id and carry `TIE_TEXTS`, `TIE_NUMBERS`, `TIE_FLAGS`,
        `directed`, and the words of the kind both ways (`words`, `inverse_words`). A symmetric tie is one edge, from
        the end that comes first in the alphabet, with `directed` False. Nodes and edges are in the order of their ids,
        whatever the order of the frames. An end that is not in the actors' table is a node labelled by its id, of
        kind `unknown`.
    """
    frame = evidence.ties if ties is None else evidence.ties[evidence.ties["tie"].isin(set(ties))]
    subjects, objects = frame["subject"].tolist(), frame["object"].tolist()
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_nodes_from(_nodes({*subjects, *objects, *actors}, tables["actors"]))

    kinds = {
        kind: (direction != "symmetric", label, inverse)
        for kind, direction, label, inverse in zip(
            *(tables["kinds"][name].tolist() for name in ("id", "direction", "label", "inverse_label")), strict=True
        )
    }
    names = (*TIE_TEXTS, *TIE_NUMBERS, *TIE_FLAGS)
    columns: list[list[Any]] = [
        *(frame[name].astype(str).tolist() for name in TIE_TEXTS),
        *(frame[name].astype(int).tolist() for name in TIE_NUMBERS),
        *(frame[name].astype(bool).tolist() for name in TIE_FLAGS),
    ]
    for tie, subject, object_, *values in sorted(zip(frame["tie"].tolist(), subjects, objects, *columns, strict=True)):
        attributes: dict[str, Any] = dict(zip(names, values, strict=True))
        directed, words, inverse = kinds.get(attributes["kind"], (True, attributes["kind"], attributes["kind"]))
        network.add_edge(subject, object_, key=tie, **attributes, directed=directed, words=words, inverse_words=inverse)
    return network


def _nodes(wanted: set[str], actors: pd.DataFrame) -> list[tuple[str, dict[str, str]]]:
    known = actors[actors["id"].isin(wanted)]
    columns = (known[name].tolist() for name in ACTOR_COLUMNS)
    found = {
        actor: dict(zip(ACTOR_COLUMNS, values, strict=True))
        for actor, *values in zip(known["id"].tolist(), *columns, strict=True)
    }
    nameless = dict.fromkeys(ACTOR_COLUMNS, "")
    return [(actor, found.get(actor) or {**nameless, "label": actor, "kind": "unknown"}) for actor in sorted(wanted)]
