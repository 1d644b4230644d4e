"""GraphML, GEXF and node-link JSON: other programs read the picture, and nothing that a writer loses is lost."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings

from graph.export import graphs
from graph.export.characters import sound
from graph.export.registry import Options
from graph.scene.briefing import Briefing
from tests.export.hostile import EXAMPLES, TEXTS
from tests.export.pictures import opening, small
from tests.export.readers import READERS, of_scene

Graph: TypeAlias = "nx.MultiDiGraph[str]"
Read = Callable[[Briefing], Graph]


def by_graphml(briefing: Briefing) -> Graph:
    graph = nx.read_graphml(io.BytesIO(graphs.to_graphml(briefing, Options())), force_multigraph=True)
    assert isinstance(graph, nx.MultiDiGraph)
    return graph


def by_gexf(briefing: Briefing) -> Graph:
    graph = nx.read_gexf(io.BytesIO(graphs.to_gexf(briefing, Options())))
    assert isinstance(graph, nx.MultiDiGraph)
    return graph


def by_node_link(briefing: Briefing) -> Graph:
    graph = nx.node_link_graph(json.loads(graphs.to_node_link(briefing, Options())), edges="edges")
    assert isinstance(graph, nx.MultiDiGraph)
    return graph


each = pytest.mark.parametrize("read", [by_graphml, by_gexf, by_node_link])


def edge(graph: Graph, tie: str) -> tuple[str, str, dict[str, object]]:
    (found,) = ((one, other, data) for one, other, data in graph.edges(data=True) if data["tie_id"] == tie)
    return found


@each
def test_an_edge_is_a_tie_from_its_subject_to_its_object(read: Read) -> None:
    graph = read(small())
    assert graph.number_of_edges() == sum(len(line.ties) for line in small().scene.lines)
    one, other, data = edge(graph, "norland.arms_transfer.esland")
    assert (one, other) == ("norland", "esland")
    assert data["label"] == "Norland transfers arms to Esland"
    assert data["line_id"] == "esland--norland.positive"
    assert data["endnote"] == small().numbers["esland--norland.positive"]
    assert (data["kind"], data["polarity"], data["symmetric"]) == ("arms_transfer", "positive", "no")
    assert data["answer_words"] == "denied by Esland (3)"
    assert edge(graph, "esland.strategic_partnership.norland")[2]["symmetric"] == "yes"


@each
def test_a_tie_that_is_only_denied_cannot_be_taken_for_one(read: Read) -> None:
    rows = {row.id: row for line in small().scene.lines for row in line.ties}
    for *_, data in read(small()).edges(data=True):
        only = rows[data["tie_id"]].only_denied
        assert (data["only_denied"] == "yes") == only == str(data["label"]).startswith("Only denied: ")
    assert any(row.only_denied for row in rows.values())


@each
def test_actors_have_their_names_and_places(read: Read) -> None:
    graph, nodes = read(small()), {node.id: node for node in small().scene.nodes}
    assert set(graph) == set(nodes)
    for actor, data in graph.nodes(data=True):
        assert (data["label"], data["actor_kind"]) == (nodes[actor].label, nodes[actor].kind)
        assert (data["x"], data["y"]) == (nodes[actor].x, nodes[actor].y)


@each
def test_a_tie_of_a_satellite_runs_to_the_actor_that_it_is_drawn_into(read: Read) -> None:
    one, other, data = edge(read(small("rollup=esland")), "harbour-works.dual_use_supply.norland")
    assert (one, other, data["subject"]) == ("esland", "norland", "harbour-works")


@each
def test_parallel_ties_stay_apart(read: Read) -> None:
    graph = read(small())
    between = graph.get_edge_data("esland", "norland") or {}
    assert len({data["tie_id"] for data in between.values()}) == len(between)
    keys = [key for *_, key in graph.edges(keys=True)]
    assert len(keys) == len(set(keys))


@each
def test_what_is_known_is_written_and_what_is_not_is_left_out(read: Read) -> None:
    values = [value for *_, data in read(small()).edges(data=True) for value in data.values()]
    assert "None" not in values
    assert not any(value is None or value == "nan" for value in values)


@pytest.mark.parametrize("made", [graphs.network(small()), graphs.network(opening())])
def test_no_attribute_has_a_name_that_a_format_keeps_for_itself(made: Graph) -> None:
    names = {name for _, data in made.nodes(data=True) for name in data}
    names |= {name for *_, data in made.edges(data=True) for name in data}
    assert names & graphs.RESERVED == set()
    kinds = {type(value) for *_, data in made.edges(data=True) for value in data.values()}
    assert kinds <= {str, int, float}


def test_gexf_has_the_places_the_colours_and_the_day_of_the_briefing() -> None:
    xml = ElementTree.fromstring(graphs.to_gexf(small(), Options()))
    space = {"g": "http://www.gexf.net/1.2draft", "viz": "http://www.gexf.net/1.2draft/viz"}
    meta = xml.find("g:meta", space)
    assert meta is not None
    assert meta.get("lastmodifieddate") == "2026-11-25"
    assert meta.findtext("g:creator", namespaces=space) == "Attest 0.0.1"
    nodes = {node.id: node for node in small().scene.nodes}
    for node in xml.iterfind(".//g:node", space):
        place = node.find("viz:position", space)
        assert place is not None
        # Upwards is upwards there.
        assert (float(place.get("x", "")), -float(place.get("y", ""))) == (
            nodes[node.get("id", "")].x,
            nodes[node.get("id", "")].y,
        )
    assert all(one.find("viz:color", space) is not None for one in xml.iterfind(".//g:edge", space))


def test_node_link_has_its_citations_field_by_field() -> None:
    citations = edge(by_node_link(small()), "norland.arms_transfer.esland")[2]["citations"]
    assert isinstance(citations, list)
    assert citations[0]["endnote"] == "1a"
    assert citations[0]["page"] == "gazette-2022-05"
    assert {one["list"] for one in citations} == {"says", "denied"}


def test_graphml_says_what_picture_it_is() -> None:
    about = by_graphml(small()).graph
    assert about["title"] == "Who arms whom"
    assert about["handling"] == "TLP:GREEN"
    assert graphs.FLAT in about["left_out"]
    assert small().digest[:12] in about["description"]


@settings(max_examples=25, deadline=None)
@given(name=TEXTS, sentence=TEXTS, words=TEXTS, title=TEXTS)
def test_any_text_is_read_back_by_both_libraries(name: str, sentence: str, words: str, title: str) -> None:
    _is_read_back(_called(small(), name, sentence, words, title))


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_hostile_text_is_read_back_as_text(text: str) -> None:
    hostile = _called(small(), text, text, text, text)
    _is_read_back(hostile)
    labels = {data.get("label", "") for _, data in by_graphml(hostile).nodes(data=True)}
    assert labels == {sound(text)}


def _is_read_back(briefing: Briefing) -> None:
    for id_, write in (
        ("graphml", graphs.to_graphml),
        ("gexf", graphs.to_gexf),
        ("node-link", graphs.to_node_link),
    ):
        data = write(briefing, Options())
        for reader in READERS[id_]:
            assert reader.read(data) == of_scene(briefing, ends=reader.ends)


def _called(briefing: Briefing, name: str, sentence: str, words: str, title: str) -> Briefing:
    """The same picture with other texts everywhere a record's text can come to stand."""
    nodes = tuple(replace(node, label=name, aliases=(name, title), stands_for=(name,)) for node in briefing.scene.nodes)
    notes = []
    for note in briefing.endnotes:
        ties = []
        for tie in note.ties:
            citations = tuple(replace(one, words=words, quote=words, title=title) for one in tie.citations)
            ties.append(replace(tie, sentence=sentence, answer_words=words, citations=citations))
        notes.append(replace(note, ties=tuple(ties)))
    scene = replace(briefing.scene, nodes=nodes)
    return replace(briefing, scene=scene, endnotes=tuple(notes), title=title, caveats=words)
