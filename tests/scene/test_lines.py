"""Lines: which ties run together, what they show, and how they keep apart."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import pytest

from graph.scene.geometry import curve
from graph.scene.lines import Bundle, Entry, Obstacle, bundles, line_id, runs

TIE = {
    "polarity": "+",
    "backing": "one_voice",
    "voices": 1,
    "reports": 1,
    "said": True,
    "only_denied": False,
    "unreviewed": False,
    "mark": "",
    "directed": True,
}
DENIED = {"backing": "nobody", "voices": 0, "reports": 0, "said": False, "only_denied": True}


def network(*ties: tuple[str, dict[str, Any]]) -> nx.MultiDiGraph[str]:
    """Ties by id, `subject.kind.object`; what is not given is an unanswered tie of one voice."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for tie, told in ties:
        subject, kind, object_ = tie.split(".")
        made.add_edge(subject, object_, key=tie, **{**TIE, "kind": kind, **told})
    return made


def only(made: nx.MultiDiGraph[str]) -> Bundle:
    """The one line of a network."""
    (line,) = bundles(made, "polarity")
    return line


def test_ties_of_a_pair_run_together_by_polarity_whichever_way_they_point() -> None:
    made = network(
        ("norland.arms_transfer.esland", {}),
        ("esland.energy_supply.norland", {"backing": "on_record"}),
        ("norland.sanctions.esland", {"polarity": "-"}),
        ("norland.mediates.esland", {"polarity": "0"}),
    )
    assert [(line.id, line.a, line.b, line.ties) for line in bundles(made, "polarity")] == [
        ("esland--norland.negative", "esland", "norland", ("norland.sanctions.esland",)),
        ("esland--norland.neutral", "esland", "norland", ("norland.mediates.esland",)),
        (
            "esland--norland.positive",
            "esland",
            "norland",
            ("esland.energy_supply.norland", "norland.arms_transfer.esland"),
        ),
    ]


def test_kinds_and_entries_split_lines() -> None:
    made = network(("n.arms_transfer.e", {}), ("e.arms_transfer.n", {}), ("e.hosts.n", {}))
    assert [line.id for line in bundles(made, "kind")] == ["e--n.positive.arms_transfer", "e--n.positive.hosts"]
    entries = [
        Entry("c2", "e.hosts.n", "denies"),
        Entry("c1", "e.hosts.n", "asserts"),
        Entry("c3", "e.hosts.n", "declines"),
        Entry("c4", "not.drawn.here", "asserts"),
    ]
    lines = bundles(made, "claim", entries)
    assert [(line.id, line.only_denied) for line in lines] == [("e--n.positive.c1", False), ("e--n.positive.c2", True)]


def test_a_head_stands_at_each_end_that_a_directed_tie_points_to() -> None:
    one_way = only(network(("n.hosts.e", {})))
    assert (one_way.head_a, one_way.head_b) == (True, False)
    both_ways = only(network(("n.hosts.e", {}), ("e.arms_transfer.n", {})))
    assert (both_ways.head_a, both_ways.head_b) == (True, True)
    mutual = only(network(("e.defence_pact.n", {"directed": False})))
    assert (mutual.head_a, mutual.head_b) == (False, False)


def test_a_line_is_unreviewed_where_all_its_ties_are() -> None:
    draft = {"unreviewed": True}
    assert only(network(("e.hosts.n", draft), ("n.arms.e", draft))).unreviewed
    assert not only(network(("e.hosts.n", draft), ("n.arms.e", {}))).unreviewed


def test_what_is_only_denied_gives_no_head_and_no_colour_to_what_is_said() -> None:
    line = only(network(("n.hosts.e", {}), ("e.arms_transfer.n", DENIED)))
    assert (line.head_a, line.head_b) == (True, False)
    assert (line.only_denied, line.mark) == (False, "small")


def test_a_line_of_refusals_alone_is_hollow_and_still_points() -> None:
    line = only(network(("e.arms_transfer.n", DENIED)))
    assert (line.only_denied, line.solid, line.mark, line.head_b) == (True, False, "", True)


@pytest.mark.parametrize(
    ("backings", "solid"),
    [
        (["one_voice", "one_side", "announced", "nobody"], False),
        (["nobody", "several_voices"], True),
        (["on_record"], True),
    ],
)
def test_one_well_backed_tie_makes_the_line_solid(backings: list[str], solid: bool) -> None:
    ties = [(f"e.kind{place}.n", {"backing": backing}) for place, backing in enumerate(backings)]
    assert only(network(*ties)).solid is solid


@pytest.mark.parametrize(("marks", "mark"), [(["", ""], ""), (["", "small"], "small"), (["small", "full"], "full")])
def test_the_strongest_mark_of_the_ties_marks_the_line(marks: list[str], mark: str) -> None:
    assert only(network(*((f"e.kind{place}.n", {"mark": each}) for place, each in enumerate(marks)))).mark == mark


def test_the_order_of_the_ties_changes_nothing() -> None:
    ties = [
        (f"{a}.{kind}.{b}", {"polarity": p})
        for a in "abc"
        for b in "bcd"
        for kind, p in (("x", "+"), ("y", "-"))
        if a != b
    ]
    shuffled = random.Random(7).sample(ties, len(ties))
    assert bundles(network(*ties), "polarity") == bundles(network(*shuffled), "polarity")


def test_ids_hold_the_ends_in_alphabetical_order() -> None:
    assert line_id("russia", "iran", "+") == line_id("iran", "russia", "positive") == "iran--russia.positive"
    assert line_id("b", "a", "-", "sanctions") == "a--b.negative.sanctions"


def test_lines_of_a_pair_never_lie_on_one_another() -> None:
    made = network(*((f"e.kind{place}.n", {"polarity": "+-0"[place % 3]}) for place in range(9)))
    places = {"e": (0.0, 0.0), "n": (200.0, 100.0)}
    lines = bundles(made, "kind")
    roundness = runs(lines, places)
    assert len(set(roundness.values())) == 9
    middles = [curve(places["e"], places["n"], roundness[line.id]).middle for line in lines]
    assert all(abs(p[0] - q[0]) + abs(p[1] - q[1]) > 3 for i, p in enumerate(middles) for q in middles[:i])


def test_a_line_bends_round_an_actor_in_its_way_and_no_further_than_that() -> None:
    lines = bundles(network(("e.hosts.n", {})), "polarity")
    places = {"e": (0.0, 0.0), "n": (300.0, 0.0)}
    aside, between = Obstacle("x", 130, 60, 170, 90), Obstacle("y", 130, -12, 170, 25)
    assert runs(lines, places, [aside, Obstacle("e", -20, -20, 20, 40)])["e--n.positive"] == 0
    assert runs(lines, places, [aside, between])["e--n.positive"] != 0
    x, y = curve(places["e"], places["n"], runs(lines, places, [aside, between])["e--n.positive"]).middle
    assert not (between.left < x < between.right and between.top < y < between.bottom)


def test_two_actors_in_one_place_still_get_lines() -> None:
    lines = bundles(network(("e.hosts.n", {}), ("n.sanctions.e", {"polarity": "-"})), "polarity")
    assert set(runs(lines, {"e": (5.0, 5.0), "n": (5.0, 5.0)})) == {"e--n.negative", "e--n.positive"}
