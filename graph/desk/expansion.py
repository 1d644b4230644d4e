"""What an expansion of an actor would bring into a picture, told before it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.evidence.assess import Evidence
from graph.scene.choosing import drawable
from graph.scene.shapes import Scene


def expansion(
    actor: str, after: Evidence, whole: Evidence, drawn: Scene, home: Mapping[str, str], kinds: Mapping[str, str]
) -> dict[str, Any]:
    """Numbers of ties and of actors that are not drawn yet, in all and for each kind of tie, most ties first.

    `hidden` counts the ties of the actor that the other filters would go on hiding.

    Args:
        after: what the view shows once the actor is expanded.
        whole: what the clocks leave, no filter set.
        drawn: the picture as it is.
        home: actors drawn into others, and into whom.
        kinds: kind -> its words.
    """
    here = {row.id for line in drawn.lines for row in line.ties}
    standing = {node.id for node in drawn.nodes}
    found: dict[str, list[set[str]]] = {}
    new = 0
    for tie, kind, ends in _around(actor, after, home):
        if tie not in here:
            found.setdefault(kind, []).append(ends - standing)
            new += 1
    order = sorted(found, key=lambda kind: (-len(found[kind]), kinds.get(kind, kind)))
    others = {tie for tie, _, _ in _around(actor, whole, home)} - here
    return {
        "ties": new,
        "actors": len(set[str]().union(*(ends for kind in found.values() for ends in kind))),
        "hidden": len(others) - new,
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


def _around(actor: str, evidence: Evidence, home: Mapping[str, str]) -> list[tuple[str, str, set[str]]]:
    """The ties of an actor that a line is drawn for: id, kind, and between whom the line is."""
    ties = drawable(evidence)
    ties = ties[(ties["subject"] == actor) | (ties["object"] == actor)]
    columns = (ties[name].tolist() for name in ("tie", "kind", "subject", "object"))
    made = [
        (tie, kind, {home.get(subject, subject), home.get(object_, object_)})
        for tie, kind, subject, object_ in zip(*columns, strict=True)
    ]
    return [row for row in made if len(row[2]) == 2]
