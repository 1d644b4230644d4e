"""The hand-tuned places of the opening view: in canonical form, within the canvas, and apart."""

from __future__ import annotations

import csv
import math
from itertools import combinations
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "data" / "layout.csv"
CANVAS = (800, 520)
"""The canvas at a window of 1280x720, in canvas units at full size."""
PRINCIPALS = {"china", "iran", "nato", "russia", "turkey", "ukraine", "united-states"}


@pytest.fixture(scope="module")
def places() -> dict[str, tuple[float, float]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == sorted(rows, key=lambda row: (row["layout"], row["actor"]))
    return {row["actor"]: (float(row["x"]), float(row["y"])) for row in rows if row["layout"] == "opening"}


def test_the_seven_named_actors_have_places(places: dict[str, tuple[float, float]]) -> None:
    assert places.keys() >= PRINCIPALS


def test_everybody_fits_the_canvas_with_room_for_labels(places: dict[str, tuple[float, float]]) -> None:
    assert max(abs(x) for x, _ in places.values()) <= CANVAS[0] / 2 - 45
    assert max(abs(y) for _, y in places.values()) <= CANVAS[1] / 2 - 40


def test_everybody_stands_apart(places: dict[str, tuple[float, float]]) -> None:
    for (one, p), (other, q) in combinations(places.items(), 2):
        assert math.dist(p, q) >= (100 if {one, other} <= PRINCIPALS else 55), (one, other)
