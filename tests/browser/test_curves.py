"""Our closed form of the curves is vis-network's own, as bundled with pyvis: where they run, and what a click picks."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import pyvis
from playwright.sync_api import Browser

from graph.scene.geometry import clear_point, curve, distances, roundness_for, sample

BUNDLED = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
ROUNDNESSES = [0.0, 0.2, 0.85, -0.3, -2.2, roundness_for(0.3), roundness_for(-0.3)]
DRAW = """
([nodes, edges]) => {
  document.body.innerHTML = '<div id="here" style="width: 800px; height: 520px"></div>';
  window.net = new vis.Network(document.getElementById("here"), { nodes, edges },
    { physics: false, autoResize: false, edges: { arrows: "to" }, nodes: { shape: "dot", size: 6 } });
  net.redraw();
  return edges.map(({ id }) => [0, 0.25, 0.5, 0.9].map((at) => net.body.edges[id].edgeType.getPoint(at)));
}
"""
PICK = """
(points) => points.map(([x, y]) => {
  const { x: left, y: top } = net.canvasToDOM({ x, y });
  return net.getNodeAt({ x: left, y: top }) ?? net.getEdgeAt({ x: left, y: top }) ?? null;
})
"""
APART = """
(points) => points.map(([x, y]) => Object.values(net.body.edges).map((edge) =>
  edge.edgeType.getDistanceToEdge(edge.from.x, edge.from.y, edge.to.x, edge.to.y, x, y)))
"""


def test_curves_and_clicks_are_those_of_vis_network(browser: Browser) -> None:
    chance = random.Random(20221105)
    places = {f"n{i}": (chance.randint(-380, 380), chance.randint(-240, 240)) for i in range(9)}
    lines = {}
    for i in range(40):
        a, b = chance.sample(sorted(places), 2)
        lines[f"e{i}"] = (a, b, chance.choice(ROUNDNESSES))
    nodes = [{"id": name, "x": x, "y": y} for name, (x, y) in places.items()]
    edges = [
        {"id": name, "from": a, "to": b, "smooth": {"enabled": True, "type": "curvedCW", "roundness": roundness}}
        for name, (a, b, roundness) in lines.items()
    ]
    page = browser.new_page()
    page.add_script_tag(path=BUNDLED)
    theirs = page.evaluate(DRAW, [nodes, edges])
    curves = {name: curve(places[a], places[b], roundness) for name, (a, b, roundness) in lines.items()}
    for name, points in zip(lines, theirs, strict=True):
        for at, point in zip((0, 0.25, 0.5, 0.9), points, strict=True):
            assert curves[name].at(at) == pytest.approx((point["x"], point["y"]), abs=1e-6)

    spots = sample(list(curves.values()), [0.3, 0.72]).reshape(-1, 2)[::3]
    np.testing.assert_allclose(distances(list(curves.values()), spots), page.evaluate(APART, spots.tolist()), atol=1e-6)

    squares = [(x, y, 6.0) for x, y in places.values()]
    clear = {name: clear_point(name, curves, squares) for name in curves}
    found = [name for name, point in clear.items() if point]
    assert len(found) > len(lines) / 2
    assert page.evaluate(PICK, [clear[name] for name in found]) == found
    page.close()


def test_a_bend_is_how_far_the_control_point_stands_aside(browser: Browser) -> None:
    page = browser.new_page()
    page.add_script_tag(path=BUNDLED)
    nodes = [{"id": "a", "x": 0, "y": 0}, {"id": "b", "x": 200, "y": 0}]
    bends = [0.9, 0.3, 0.05, 0.0, -0.05, -0.3, -0.9]
    edges = [
        {"id": str(bend), "from": "a", "to": "b", "smooth": {"type": "curvedCW", "roundness": roundness_for(bend)}}
        for bend in bends
    ]
    middles = [points[2]["y"] for points in page.evaluate(DRAW, [nodes, edges])]
    assert middles == pytest.approx([-100 * bend for bend in bends], abs=0.1)
    page.close()
