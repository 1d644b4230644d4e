"""Satellites drawn into the actor they belong to: who stands for whom, and the network that comes of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import networkx as nx
import pandas as pd


def homes(actors: pd.DataFrame, into: Collection[str]) -> dict[str, str]:
    """Actor -> the actor of `into` that it is drawn into: what it is part of or at home in, step by step upwards.

    The nearest of them counts; those of `into` stand for themselves and are not in the answer.
    """
    columns = (actors[name].tolist() for name in ("id", "part_of", "based_in"))
    above = {actor: part_of or based_in for actor, part_of, based_in in zip(*columns, strict=True)}
    found = {}
    for actor in above:
        if actor in into:
            continue
        seen, onward = {actor}, above[actor]
        while onward and onward not in seen:
            if onward in into:
                found[actor] = onward
                break
            seen.add(onward)
            onward = above.get(onward, "")
    return found


def grouped(network: nx.MultiDiGraph[str], home: Mapping[str, str]) -> nx.MultiDiGraph[str]:
    """The network with actors drawn into their homes; ties keep their ids, and those within one home are on no line.

    A home carries `stands_for`, the labels of those drawn into it, with `; ` between them.
    """
    if not home:
        return network
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    inside: dict[str, list[str]] = {}
    for actor, data in network.nodes(data=True):
        if actor in home:
            inside.setdefault(home[actor], []).append(data["label"])
        else:
            made.add_node(actor, **data)
    for subject, object_, tie, data in network.edges(keys=True, data=True):
        ends = home.get(subject, subject), home.get(object_, object_)
        if ends[0] != ends[1]:
            made.add_edge(*ends, key=tie, **data)
    for actor, labels in inside.items():
        made.nodes[actor]["stands_for"] = "; ".join(sorted(labels))
    return made
