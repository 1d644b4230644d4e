"""The grid of a page: it tells what one would find by looking at everything, to the last digit."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.export.crowd import Box, Crowd
from graph.scene.geometry import Point

WIDEST = 9.0
# Whole numbers among them, so that much lies at the very edge of a cell or just in reach.
PLACES = st.integers(-60, 60).map(float) | st.floats(-60, 60)
POINTS = st.tuples(PLACES, PLACES)
RADII = st.sampled_from((4.056, 8.0, WIDEST))
BOXES = st.tuples(PLACES, PLACES, st.floats(0, 80), st.floats(0, 30)).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)


def everywhere(point: Point, radius: float, discs: list[tuple[Point, float]], boxes: list[Box]) -> float:
    """The depth of a disc, found without any grid."""
    deep = 0.0
    for other, size in discs:
        deep += max(0.0, radius + size + 1.0 - math.dist(point, other)) / radius
    for left, top, right, bottom in boxes:
        beside = max(left - point[0], point[0] - right, top - point[1], point[1] - bottom)
        deep += 0.8 * max(0.0, radius - beside) / radius
    return deep


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(POINTS, RADII), max_size=25), st.lists(BOXES, max_size=8))
def test_neighbours_alone_tell_the_same_as_the_whole_page(placed: list[tuple[Point, float]], boxes: list[Box]) -> None:
    crowd = Crowd(boxes, WIDEST)
    for number, (point, radius) in enumerate(placed):
        assert crowd.depth(point, radius) == everywhere(point, radius, placed[:number], boxes)
        crowd.put(point, radius)


def test_on_a_full_page_only_neighbours_are_looked_at() -> None:
    crowd = Crowd((), WIDEST)
    for number in range(5_000):
        crowd.put((number % 100 * 10.0, number // 100 * 10.0), WIDEST)
    assert len(list(crowd._near((500.0, 250.0)))) <= 64
