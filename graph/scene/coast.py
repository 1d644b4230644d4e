"""The coastlines under the map, as closed lines in canvas units."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from graph.network.layouts import on_map
from graph.scene.geometry import Point


@cache
def coastlines() -> tuple[tuple[Point, ...], ...]:
    """Every piece of land as a ring of points, the one with most points first; the file beside this one says whose."""
    found = json.loads(Path(__file__).with_name("coastlines.json").read_text(encoding="utf-8"))
    return tuple(
        tuple(_rounded(on_map(latitude, longitude)) for longitude, latitude in ring) for ring in found["rings"]
    )


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)
