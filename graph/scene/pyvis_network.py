"""The scene as a pyvis Network, and what the browser takes from it.

Always `directed=True` (undirected, pyvis drops parallel edges without a word), every edge with an id of its own,
attributes mapped one by one. Its `generate_html` is never served: it loads from other hosts and writes titles raw.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from pyvis.network import Network

from graph.scene import style
from graph.scene.shapes import Line, Node, Scene
from graph.scene.style import LIGHT, Palette

NEAR = 0.7
"""The scale from which labels are drawn with the picture; below it `labels.js` draws names that keep their size."""
FONT = "'Source Sans', 'Source Sans Pro', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"


def to_pyvis(scene: Scene, palette: Palette = LIGHT) -> Network:
    """The scene as a network of pyvis: its nodes and edges in the scene's order, physics off, placed as it says."""
    network = Network(directed=True, bgcolor=palette.ground, font_color=False)
    for node in scene.nodes:
        network.add_node(node.id, **_node(node, palette))
    for line in scene.lines:
        network.add_edge(line.a, line.b, **_edge(line, palette))
    network.options = _options(palette)
    return network


def drawing(network: Network) -> dict[str, Any]:
    """What vis-network needs: `{"nodes": [...], "edges": [...], "options": {...}}`, ready for JSON."""
    return {"nodes": network.nodes, "edges": network.edges, "options": network.options}


def _node(node: Node, palette: Palette) -> dict[str, Any]:
    hollow = node.kind == "unknown"
    fill = palette.ground if hollow else palette.satellite if node.satellite else palette.actor
    border = palette.quiet if hollow else palette.edge
    font = style.SATELLITE_FONT if node.satellite else style.PRINCIPAL_FONT
    attributes: dict[str, Any] = {
        "label": "\n".join(style.label_lines(node.label, node.satellite)),
        "shape": node.shape,
        "size": node.size,
        "x": node.x,
        "y": node.y,
        "title": node.caption,
        "color": {
            "background": fill,
            "border": border,
            "highlight": {"background": fill, "border": palette.ink},
            "hover": {"background": fill, "border": palette.ink},
        },
        "borderWidth": 1.4 if hollow else 1,
        "scaling": {"label": {"drawThreshold": round(NEAR * font + 1, 2)}},
    }
    if hollow:
        attributes["shapeProperties"] = {"borderDashes": list(style.RING_DASHES)}
    if not node.satellite:
        attributes["font"] = {"size": style.PRINCIPAL_FONT, "color": palette.ink, "vadjust": -4}
    return attributes


def _edge(line: Line, palette: Palette) -> dict[str, Any]:
    colour = palette.line(line.polarity, line.only_denied)
    hollow = line.only_denied or line.unreviewed
    core = palette.ground if hollow else colour
    ends = [end for end, pointed in (("from", line.head_a), ("to", line.head_b)) if pointed]
    attributes: dict[str, Any] = {
        "id": line.id,
        "color": {"color": core, "highlight": core, "hover": core},
        "dashes": False if line.solid or hollow else list(style.DASHES),
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": line.roundness},
        "title": line.caption,
        "arrows": ", ".join(ends),
    }
    if hollow:
        attributes["background"] = {"enabled": True, "color": colour, "size": style.HOLLOW_WIDTH}
        attributes["arrows"] = {end: _hollow_head(colour, palette.ground) for end in ends}
    return attributes


def _hollow_head(colour: str, ground: str) -> dict[str, Any]:
    """An arrowhead in outline; vis-network fills its own heads with the line's colour, here that of the ground."""
    picture = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='28' viewBox='0 0 10 14'>"
        f"<path d='M5 1 9 12.6 5 11 1 12.6Z' fill='{ground}' stroke='{colour}' stroke-width='1.3' "
        "stroke-linejoin='round'/></svg>"
    )
    return {
        "enabled": True,
        "type": "image",
        "src": f"data:image/svg+xml,{quote(picture)}",
        "imageWidth": 11.5,
        "imageHeight": 16.1,
    }


def _options(palette: Palette) -> dict[str, Any]:
    return {
        "physics": {"enabled": False},
        "autoResize": False,
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "hoverConnectedEdges": False,
            "selectConnectedEdges": False,
            "multiselect": False,
            "tooltipDelay": 150,
        },
        "nodes": {
            "font": {
                "face": FONT,
                "size": style.SATELLITE_FONT,
                "color": palette.quiet,
                "strokeWidth": 4,
                "strokeColor": palette.ground,
                "vadjust": -2,
            },
            "borderWidthSelected": 3,
            "labelHighlightBold": False,
        },
        "edges": {
            "width": style.LINE_WIDTH,
            "selectionWidth": 2,
            "hoverWidth": 1,
            "arrowStrikethrough": True,
            "arrows": {end: {"enabled": False, "type": "arrow", "scaleFactor": 0.72} for end in ("to", "from")},
            "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0},
        },
    }
