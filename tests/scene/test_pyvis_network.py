"""The pyvis network: each actor and line once, mapped one by one, nothing lost and nothing loaded from elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace

from graph.model.view import View
from graph.network.placing import places
from graph.scene.build import scene
from graph.scene.pyvis_network import drawing, to_pyvis
from graph.scene.shapes import Scene
from graph.scene.style import DARK, LIGHT
from tests.network.factory import evidence, tables

CLAIMS = (
    ("norland arms esland", "asserts"),
    ("esland arms norland", "asserts", {"speakers": "esland"}),
    ("norland sanctions esland", "asserts"),
    ("westmark arms esland", "denies", {"speakers": "westmark"}),
)


def small() -> Scene:
    made = tables(*CLAIMS, nobody={"kind": "unknown"}, norland={"label": "</script><img src=x onerror=alert(1)>"})
    view = View(actors=("esland", "nobody", "norland", "westmark"))
    return scene(evidence(made, view), made, view, places(evidence(made), made))


def test_parallel_lines_all_arrive_each_with_its_own_id() -> None:
    found = small()
    network = to_pyvis(found)
    assert network.directed
    assert [edge["id"] for edge in network.edges] == [line.id for line in found.lines]
    assert [node["id"] for node in network.nodes] == [node.id for node in found.nodes]
    assert len({edge["smooth"]["roundness"] for edge in network.edges if edge["to"] == "norland"}) == 2


def test_places_heads_dashes_and_colours_are_those_of_the_scene() -> None:
    found = small()
    sent = drawing(to_pyvis(found))
    nodes, edges = ({item["id"]: item for item in sent[name]} for name in ("nodes", "edges"))
    for node in found.nodes:
        assert (nodes[node.id]["x"], nodes[node.id]["y"], nodes[node.id]["shape"]) == (node.x, node.y, node.shape)
    friends, foes = edges["esland--norland.positive"], edges["esland--norland.negative"]
    assert (friends["arrows"], friends["dashes"], friends["color"]["color"]) == ("from, to", False, LIGHT.positive)
    assert (foes["arrows"], foes["dashes"], foes["color"]["color"]) == ("from", [7, 5], LIGHT.negative)
    assert nodes["nobody"]["color"]["background"] == LIGHT.ground


def test_what_is_only_denied_is_hollow_in_both_themes() -> None:
    for palette in (LIGHT, DARK):
        denied = {edge["id"]: edge for edge in to_pyvis(small(), palette).edges}["esland--westmark.positive"]
        assert denied["color"]["color"] == palette.ground
        assert denied["background"]["color"] == palette.denied
        assert denied["dashes"] is False
        assert set(denied["arrows"]) == {"from"}


def test_what_is_not_reviewed_is_hollow_in_its_own_colour() -> None:
    found = small()
    drafts = replace(found, lines=tuple(replace(line, unreviewed=True) for line in found.lines))
    edges = {edge["id"]: edge for edge in to_pyvis(drafts).edges}
    assert edges["esland--norland.negative"]["background"]["color"] == LIGHT.negative
    assert {edge["color"]["color"] for edge in edges.values()} == {LIGHT.ground}


def test_the_browser_gets_plain_json_and_physics_stays_off() -> None:
    sent = drawing(to_pyvis(small()))
    assert json.loads(json.dumps(sent)) == sent
    assert sent["options"]["physics"] == {"enabled": False}
    assert sent["options"]["autoResize"] is False
    assert "http" not in json.dumps(sent["options"])


def test_the_same_scene_gives_the_same_bytes() -> None:
    assert json.dumps(drawing(to_pyvis(small()))) == json.dumps(drawing(to_pyvis(small())))


def test_record_text_stays_text() -> None:
    found = small()
    label = next(node["label"] for node in to_pyvis(found).nodes if node["id"] == "norland")
    assert label == "</script><img\nsrc=x\nonerror=alert(1)>"


def test_an_empty_scene_is_an_empty_network() -> None:
    found = small()
    sent = drawing(to_pyvis(replace(found, nodes=(), lines=())))
    assert (sent["nodes"], sent["edges"]) == ([], [])
