"""Curves by themselves; that they are vis-network's is held in tests/browser/test_curves.py."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.scene.geometry import clear_point, curve, roundness_for, spread

coordinate = st.floats(-1000, 1000)
point = st.tuples(coordinate, coordinate)


def aside(a: tuple[float, float], b: tuple[float, float], p: tuple[float, float]) -> float:
    """How far p stands to the left of the way from a to b, as seen on a screen (y downwards)."""
    return ((b[1] - a[1]) * (p[0] - a[0]) - (b[0] - a[0]) * (p[1] - a[1])) / math.dist(a, b)


def test_a_straight_line_has_its_badge_halfway() -> None:
    assert curve((0, 0), (100, 40), 0).middle == pytest.approx((50, 20))


@given(point, point, st.floats(-1, 1))
def test_the_control_point_stands_aside_by_the_bend(
    a: tuple[float, float], b: tuple[float, float], bend: float
) -> None:
    if math.dist(a, b) < 1:
        return
    via = curve(a, b, roundness_for(bend)).via
    assert aside(a, b, via) == pytest.approx(bend * math.dist(a, b), abs=1e-3 * math.dist(a, b))


@given(point, point, st.floats(0.01, 1))
def test_opposite_bends_are_mirror_images(a: tuple[float, float], b: tuple[float, float], bend: float) -> None:
    if math.dist(a, b) < 1:
        return
    left = curve(a, b, roundness_for(bend)).middle
    right = curve(a, b, roundness_for(-bend)).middle
    assert math.dist(a, left) == pytest.approx(math.dist(a, right), rel=1e-3)
    assert aside(a, b, left) == pytest.approx(-aside(a, b, right), rel=1e-2, abs=1e-3)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 40])
@pytest.mark.parametrize("length", [0.0, 60.0, 300.0])
def test_parallel_lines_all_differ_and_stay_in_their_corridor(count: int, length: float) -> None:
    bends = spread(count, length)
    assert len({roundness_for(bend) for bend in bends}) == count
    assert max(map(abs, bends)) <= 0.55
    assert sum(bends) == pytest.approx(0)


def test_a_click_finds_each_of_two_crossing_lines() -> None:
    curves = {"one": curve((0, 0), (100, 100), 0), "two": curve((0, 100), (100, 0), 0)}
    for name, other in (("one", "two"), ("two", "one")):
        found = clear_point(name, curves)
        assert found is not None
        assert found != pytest.approx(curves[other].middle, abs=5)


def test_no_click_finds_a_line_that_lies_under_another_or_under_actors() -> None:
    same = curve((0, 0), (100, 0), 0)
    assert clear_point("below", {"above": same, "below": same}) is None
    assert clear_point("alone", {"alone": same}) is not None
    assert clear_point("alone", {"alone": same}, [(x, 0.0, 8.0) for x in range(0, 101, 15)]) is None
