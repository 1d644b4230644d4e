"""Places: hand-tuned ones stand, the others follow from their neighbours, and everybody has room."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network.placing import ROOM, kept, place

HOMELESS = {"part_of": "", "based_in": ""}


def network(
    *ties: tuple[str, str], homes: dict[str, str] | None = None, alone: tuple[str, ...] = ()
) -> nx.MultiDiGraph[str]:
    """Actors and ties; `homes` says who is based in what."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for actor in sorted({end for tie in ties for end in tie} | set(homes or {}) | set(alone)):
        made.add_node(actor, **{**HOMELESS, "based_in": (homes or {}).get(actor, "")})
    for place_, (one, other) in enumerate(ties):
        made.add_edge(one, other, key=str(place_))
    return made


def crowded(places: dict[str, tuple[float, float]]) -> list[Any]:
    return [
        (one, other)
        for (one, p), (other, q) in combinations(places.items(), 2)
        if abs(p[0] - q[0]) < ROOM[0] and abs(p[1] - q[1]) < ROOM[1]
    ]


def test_who_has_a_place_keeps_it() -> None:
    placed = {"a": (0.0, 0.0), "b": (5.0, 5.0), "elsewhere": (-70.0, 3.5)}
    found = place(network(("a", "b"), ("a", "new"), ("new", "newer")), placed)
    assert {actor: found[actor] for actor in placed} == placed
    assert set(found) == {*placed, "new", "newer"}


def test_a_newcomer_stands_beside_its_only_neighbour_or_its_home() -> None:
    placed = {"west": (-400.0, 0.0), "east": (400.0, 0.0)}
    found = place(network(("west", "ally"), homes={"firm": "east", "west": "", "east": ""}), placed)
    assert found["ally"][0] < -400
    assert found["firm"][0] > 400


def test_a_newcomer_among_several_stands_between_them() -> None:
    placed = {"a": (-300.0, 0.0), "b": (300.0, 0.0), "c": (0.0, 400.0)}
    x, y = place(network(("new", "a"), ("new", "b"), ("c", "new")), placed)["new"]
    assert abs(x) < 100
    assert 0 < y < 260


def test_far_newcomers_do_not_depend_on_one_another() -> None:
    placed = {"west": (-900.0, 0.0), "east": (900.0, 0.0)}
    both = place(network(("west", "one"), ("east", "two")), placed)
    assert both["one"] == place(network(("west", "one")), placed)["one"]
    assert both["two"] == place(network(("east", "two")), placed)["two"]


def test_the_order_of_ties_and_actors_changes_nothing() -> None:
    chance = random.Random(5)
    ties = [(f"a{chance.randrange(40)}", f"b{chance.randrange(40)}") for _ in range(120)]
    shuffled = [tie if chance.random() < 0.5 else tie[::-1] for tie in chance.sample(ties, len(ties))]
    placed = {"a0": (10.0, 10.0), "b7": (-200.0, 40.0)}
    assert place(network(*ties), placed) == place(network(*shuffled), dict(reversed(placed.items())))


def test_the_seed_decides_and_nothing_else_does() -> None:
    made = network(("a", "b"), ("b", "c"))
    assert place(made, {}) == place(made, {})
    assert place(made, {}, "another") != place(made, {})


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 60), st.integers(0, 150), st.integers(0, 5), st.integers(0, 10**6))
def test_nobody_stands_on_anybody(actors: int, ties: int, placed: int, seed: int) -> None:
    chance = random.Random(seed)
    names = [f"n{place_}" for place_ in range(actors)]
    made = network(*((chance.choice(names), chance.choice(names)) for _ in range(ties)), alone=tuple(names))
    stands = {name: (200.0 * place_, -90.0 * place_) for place_, name in enumerate(names[:placed])}
    assert crowded(place(made, stands)) == []


def test_a_network_without_any_place_is_spread_round_the_origin() -> None:
    found = place(network(*((f"n{i}", f"n{(i * 7 + j) % 60}") for i in range(60) for j in (1, 2, 3))), {})
    assert abs(sum(x for x, _ in found.values()) / 60) < 150
    assert abs(sum(y for _, y in found.values()) / 60) < 150


def test_tied_actors_stand_nearer_than_others() -> None:
    camps = [(f"{camp}{i}", f"{camp}{j}") for camp in "ab" for i in range(15) for j in range(i)]
    found = place(network(*camps, ("a0", "b0")), {})
    middle = {camp: [sum(found[f"{camp}{i}"][axis] for i in range(15)) / 15 for axis in (0, 1)] for camp in "ab"}
    assert pd.Series(middle["a"]).sub(middle["b"]).abs().max() > 300


def test_a_layout_is_read_by_name_and_without_what_was_retracted() -> None:
    rows = [("opening", "a", "1.5", "-2", ""), ("other", "a", "9", "9", ""), ("opening", "b", "3", "4", "retracted")]
    layout = pd.DataFrame(rows, columns=["layout", "actor", "x", "y", "status"])
    assert kept(layout) == {"a": (1.5, -2.0)}
    assert kept(layout, "other") == {"a": (9.0, 9.0)}
    assert kept(layout.iloc[:0]) == {}


@pytest.mark.parametrize("count", [0, 1])
def test_next_to_nobody_is_no_trouble(count: int) -> None:
    assert len(place(network(alone=("only",)[:count]), {})) == count
