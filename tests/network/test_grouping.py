"""Satellites drawn into their homes: every tie stays itself, only its line is another."""

from __future__ import annotations

from graph.network.build import build
from graph.network.grouping import grouped, homes
from tests.network.factory import evidence, tables

CLAIMS = (
    ("firm arms esland", "asserts"),
    ("norland arms firm", "asserts"),
    ("bureau aid esland", "asserts"),
    ("esland aid westmark", "asserts"),
)
ACTORS = {
    "firm": {"based_in": "norland", "kind": "company", "label": "A Firm"},
    "ministry": {"part_of": "norland", "kind": "organ"},
    "bureau": {"part_of": "ministry", "kind": "organ", "label": "The Bureau"},
    "norland": {"label": "Norland"},
}


def test_each_goes_into_the_nearest_that_was_asked_for() -> None:
    actors = tables(*CLAIMS, **ACTORS)["actors"]
    assert homes(actors, ("norland",)) == {"firm": "norland", "ministry": "norland", "bureau": "norland"}
    assert homes(actors, ("norland", "ministry"))["bureau"] == "ministry"
    assert homes(actors, ("nowhere",)) == {}


def test_a_circle_of_homes_ends() -> None:
    circle = {"one": {"part_of": "other"}, "other": {"part_of": "one"}}
    assert homes(tables(*CLAIMS, **circle)["actors"], ("norland",)) == {}


def test_ties_keep_their_ids_and_those_within_are_on_no_line() -> None:
    made = tables(*CLAIMS, **ACTORS)
    network = build(evidence(made), made)
    drawn = grouped(network, homes(made["actors"], ("norland",)))
    assert sorted(drawn.edges(keys=True)) == [
        ("esland", "westmark", "esland.aid.westmark"),
        ("norland", "esland", "bureau.aid.esland"),
        ("norland", "esland", "firm.arms.esland"),
    ]
    assert drawn.nodes["norland"]["stands_for"] == "A Firm; The Bureau"
    assert drawn.nodes["norland"]["label"] == "Norland"
    assert grouped(network, {}) is network
