"""What an expansion of an actor would bring into a picture, told before it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.evidence.assess import Evidence
from graph.scene.shapes import Scene


def expansion(actor: str, evidence: Evidence, drawn: Scene, kinds: Mapping[str, str]) -> dict[str, Any]:
    """Numbers of ties and of actors that are not drawn yet, in all and for each kind of tie, most ties first.

    Args:
        evidence: what the clocks leave, no filter set.
        drawn: the picture as it is.
        kinds: kind -> its words.
    """
    here = {row.id for line in drawn.lines for row in line.ties}
    standing = {node.id for node in drawn.nodes}
    ties = evidence.ties
    ends = (ties["subject"] == actor) | (ties["object"] == actor)
    ties = ties[ends & ((ties["backing"] != "nobody") | (ties["only_denied"] == 1)) & ~ties["tie"].isin(here)]
    columns = (ties[name].tolist() for name in ("kind", "subject", "object"))
    found: dict[str, list[set[str]]] = {}
    for kind, subject, object_ in zip(*columns, strict=True):
        found.setdefault(kind, []).append({subject, object_} - standing)
    order = sorted(found, key=lambda kind: (-len(found[kind]), kinds.get(kind, kind)))
    return {
        "ties": len(ties),
        "actors": len(set[str]().union(*(others for kind in found.values() for others in kind))),
        "kinds": [
            {
                "id": kind,
                "label": kinds.get(kind, kind),
                "ties": len(found[kind]),
                "actors": len(set[str]().union(*found[kind])),
            }
            for kind in order
        ],
    }
