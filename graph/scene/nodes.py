"""Actors as drawn: shape by kind, size by standing, and the words that hover over them."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping, Sequence

import networkx as nx
import pandas as pd

from graph.model import codes
from graph.scene import style
from graph.scene.geometry import Point
from graph.scene.lines import Obstacle
from graph.scene.shapes import Node

_WIDEST_NOTE = 64


def nodes(
    network: nx.MultiDiGraph[str],
    aliases: pd.DataFrame,
    places: Mapping[str, Point],
    counterparts: Mapping[str, Collection[str]],
) -> tuple[Node, ...]:
    """The actors of a network in the order of their ids.

    Args:
        network: actors and the ties that are drawn.
        aliases: the table; an actor's names, capitals, leaders and so on, for search.
        places: where each actor stands.
        counterparts: with whom an actor has ties on the whole list, drawn or not; see `style.is_satellite`.
    """
    names = _aliases(aliases, network)
    drawn = []
    for actor, data in sorted(network.nodes.items()):
        kind, others = data["kind"], counterparts.get(actor, ())
        stands_for = tuple(filter(None, data.get("stands_for", "").split("; ")))
        more = sum(other not in network for other in others)
        satellite = style.is_satellite(kind, data["part_of"] or data["based_in"], len(others))
        x, y = places[actor]
        drawn.append(
            Node(
                id=actor,
                label=data["label"],
                kind=kind,
                kind_words=codes.ACTOR_KINDS.get(kind, kind),
                x=float(x),
                y=float(y),
                size=style.size(kind, satellite),
                shape=style.shape(kind),
                satellite=satellite,
                caption=_caption(data, network.degree(actor), stands_for, more),
                aliases=names.get(actor, ()),
                more=more,
                stands_for=stands_for,
                home=_home(data, network),
            )
        )
    return tuple(drawn)


def obstacle(node: Node) -> Obstacle:
    """The box of the actor's shape and of the label beneath it."""
    wide, high = style.label_box(node.label, node.satellite)
    half = max(node.size + 4, wide / 2)
    return Obstacle(node.id, node.x - half, node.y - node.size - 4, node.x + half, node.y + node.size + high)


def _caption(data: Mapping[str, str], ties: int, stands_for: Sequence[str], more: int) -> str:
    count = (
        "no tie in this picture"
        if not ties
        else "1 tie in this picture"
        if ties == 1
        else f"{ties} ties in this picture"
    )
    lines = [data["label"], f"{codes.ACTOR_KINDS.get(data['kind'], data['kind'])}; {count}"]
    if stands_for:
        lines += textwrap.wrap(f"stands for {', '.join(stands_for)} too", _WIDEST_NOTE)
    if more:
        lines.append(f"ties with {more} more {'actor' if more == 1 else 'actors'} that are not in this picture")
    return "\n".join([*lines, *textwrap.wrap(data["naming_note"], _WIDEST_NOTE)])


def _home(data: Mapping[str, str], network: nx.MultiDiGraph[str]) -> str:
    home = data["part_of"] or data["based_in"]
    return home if home in network else ""


def _aliases(aliases: pd.DataFrame, network: nx.MultiDiGraph[str]) -> dict[str, tuple[str, ...]]:
    known = aliases[aliases["actor"].isin(set(network)) & (aliases["status"] != "retracted")]
    names: dict[str, set[str]] = {}
    for actor, alias in zip(known["actor"].tolist(), known["alias"].tolist(), strict=True):
        names.setdefault(actor, set()).add(alias)
    return {actor: tuple(sorted(found)) for actor, found in names.items()}
