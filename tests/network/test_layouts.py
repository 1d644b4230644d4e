"""Other arrangements: everybody has a place of its own, the same at every run, and the map is where the world is."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import networkx as nx
import pytest

from graph.model.view import LAYOUTS
from graph.network.build import build
from graph.network.layouts import arranged, blocs, on_map
from graph.scene.coast import coastlines
from tests.network.factory import evidence, tables

CLAIMS = (
    ("norland arms esland", "asserts"),
    ("norland aid esland", "asserts"),
    ("westmark pact southia", "asserts"),
    ("westmark sanctions norland", "asserts"),
    ("firm arms southia", "asserts"),
    ("loner sanctions norland", "asserts"),
)
ACTORS = {
    "norland": {"latitude": "60", "longitude": "10"},
    "esland": {"latitude": "60.1", "longitude": "10.1"},
    "westmark": {"latitude": "50", "longitude": "-100"},
    "southia": {"latitude": "-30", "longitude": "20"},
    "firm": {"based_in": "westmark", "kind": "company"},
    "loner": {"kind": "unknown"},
}


def network(*claims: tuple[str, str]) -> nx.MultiDiGraph[str]:
    """The invented network."""
    made = tables(*(claims or CLAIMS), **ACTORS)
    return build(evidence(made), made)


@pytest.mark.parametrize("layout", list(filter(None, LAYOUTS)))
def test_everybody_stands_apart_and_the_order_of_rows_changes_nothing(layout: str) -> None:
    found = arranged(network(), layout)
    assert set(found) == set(ACTORS)
    for one, other in combinations(found.values(), 2):
        assert abs(one[0] - other[0]) >= 40 or abs(one[1] - other[1]) >= 40
    shuffled = list(CLAIMS)
    random.Random(3).shuffle(shuffled)
    assert arranged(network(*shuffled), layout) == found


@pytest.mark.parametrize("layout", list(filter(None, LAYOUTS)))
def test_an_empty_picture_has_no_places(layout: str) -> None:
    assert arranged(nx.MultiDiGraph(), layout) == {}


def test_who_cooperates_stands_together_and_satellites_with_their_home() -> None:
    assert blocs(network()) == [["firm", "southia", "westmark"], ["esland", "norland"], ["loner"]]


def test_the_map_has_north_up_and_east_right_and_neighbours_are_not_on_one_another() -> None:
    found = arranged(network(), "map")
    assert found["westmark"] == on_map(50, -100)
    assert found["westmark"][0] < found["southia"][0]
    assert found["norland"][1] < found["southia"][1]
    assert abs(found["norland"][0] - found["esland"][0]) >= 50
    assert max(abs(found["firm"][axis] - found["westmark"][axis]) for axis in (0, 1)) < 200


def test_the_coastlines_are_the_worlds() -> None:
    rings = coastlines()
    assert len(rings) > 100
    points = [point for ring in rings for point in ring]
    west, east = on_map(0, -182)[0], on_map(0, 192)[0]
    assert all(west <= x <= east for x, _ in points)
    # No stroke crosses the whole picture where a ring passes the 180th meridian.
    widest = max(abs(one[0] - other[0]) for ring in rings for one, other in pairwise(ring))
    assert widest < on_map(0, 40)[0]

    def inside(latitude: float, longitude: float) -> bool:
        x, y = on_map(latitude, longitude)
        crossings = 0
        for ring in rings:
            for (a, b), (c, d) in zip(ring, (*ring[1:], ring[0]), strict=True):
                if (b > y) != (d > y) and x < a + (y - b) * (c - a) / (d - b):
                    crossings += 1
        return crossings % 2 == 1

    land = {"Kyiv": (50.4, 30.5), "Tehran": (35.7, 51.4), "Kansas": (38.5, -98.0), "Beijing": (39.9, 116.4)}
    sea = {"Atlantic": (30.0, -40.0), "Pacific": (0.0, -150.0), "Indian Ocean": (-20.0, 80.0)}
    assert all(inside(*place) for place in land.values())
    assert not any(inside(*place) for place in sea.values())
