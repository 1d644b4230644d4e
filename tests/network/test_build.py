"""The network: one edge a tie, and nothing in it that a file format cannot carry."""

from __future__ import annotations

import io

import networkx as nx

from graph.model.view import View
from graph.network.build import build
from graph.network.placing import places
from tests.network.factory import evidence, tables

SMALL = (
    ("norland arms esland", "asserts"),
    ("norland arms esland", "denies", {"speakers": "norland"}),
    ("esland pact norland", "asserts", {"speakers": "esland; norland"}),
    ("westmark sanctions norland", "asserts", {"speakers": "westmark"}),
)


def test_every_tie_is_an_edge_keyed_by_its_id() -> None:
    made = tables(*SMALL)
    network = build(evidence(made), made)
    assert list(network.edges(keys=True)) == [
        ("esland", "norland", "esland.pact.norland"),
        ("norland", "esland", "norland.arms.esland"),
        ("westmark", "norland", "westmark.sanctions.norland"),
    ]


def test_attributes_say_what_the_evidence_says() -> None:
    made = tables(*SMALL, norland={"label": "Norland", "wikidata": "Q1", "naming_note": "A made-up land."})
    network = build(evidence(made), made)
    arms = network.edges["norland", "esland", "norland.arms.esland"]
    assert (arms["kind"], arms["polarity"], arms["backing"], arms["mark"]) == ("arms", "+", "one_voice", "full")
    assert (arms["voices"], arms["denied"], arms["said"], arms["directed"]) == (1, 1, True, True)
    assert (arms["words"], arms["inverse_words"]) == ("transfers arms to", "receives arms from")
    assert network.edges["esland", "norland", "esland.pact.norland"]["directed"] is False
    assert (network.nodes["norland"]["wikidata"], network.nodes["norland"]["naming_note"]) == ("Q1", "A made-up land.")


def test_the_order_of_the_rows_changes_nothing() -> None:
    one, other = tables(*SMALL), tables(*SMALL)
    other = {name: frame.iloc[::-1] for name, frame in other.items()}
    first, second = build(evidence(one), one), build(evidence(other), other)
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))


def test_only_the_ties_and_actors_asked_for() -> None:
    made = tables(*SMALL, loner={})
    network = build(evidence(made), made, ties=["westmark.sanctions.norland"], actors=["loner", "stranger"])
    assert set(network) == {"westmark", "norland", "loner", "stranger"}
    assert network.number_of_edges() == 1
    assert (network.nodes["stranger"]["label"], network.nodes["stranger"]["kind"]) == ("stranger", "unknown")


def test_hidden_ties_are_in_the_network_too() -> None:
    made = tables(*SMALL)
    assert build(evidence(made, View(kinds=("arms",))), made).number_of_edges() == 3


def test_an_empty_list_is_an_empty_network() -> None:
    made = tables()
    assert len(build(evidence(made), made)) == 0
    assert places(evidence(made), made) == {}


def test_graphml_and_gexf_carry_it_all() -> None:
    made = tables(*SMALL)
    network = build(evidence(made), made)
    for write, read in ((nx.write_graphml, nx.read_graphml), (nx.write_gexf, nx.read_gexf)):
        file = io.BytesIO()
        write(network, file)
        file.seek(0)
        back = read(file)
        assert set(back) == set(network)
        assert back.number_of_edges() == network.number_of_edges()


def test_every_end_of_a_tie_has_a_place_and_the_layout_decides_first() -> None:
    made = tables(*SMALL)
    made["layout"].loc[0] = ["opening", "norland", "12", "-7", "", ""]
    found = places(evidence(made, View(actors=("westmark",))), made)
    assert found["norland"] == (12.0, -7.0)
    assert set(found) == {"esland", "norland", "westmark"}
