"""The picture as a graph for other programs: GraphML, GEXF and node-link JSON, one edge a tie of a line.

networkx's writers lose or spoil some values without a word, so none of those reaches them: every attribute is text or a
number, what is not known is left out, and none has a name that a format keeps for itself. Gephi and others number
parallel edges as they like; ours go by `tie_id`, `line_id` and `endnote`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import networkx as nx

from graph.export.characters import sound
from graph.export.cited import Cited, DrawnTie, direction, joined, left_out, said_of
from graph.export.holding import Found, reading, refuse
from graph.export.registry import Format, Options
from graph.scene.briefing import Briefing, Citation
from graph.scene.shapes import Node
from graph.scene.style import PALETTES

Value = str | int | float
Attributes = dict[str, Value]

RESERVED = frozenset({"id", "source", "target", "key", "start", "end", "weight", "type", "name", "pid", "viz", "for"})
"""Names that one of the formats keeps for itself, and overwrites or drops where an attribute has one."""
_DENIED = "Only denied: "
_ONE_EDGE = "One edge is one tie of a line. A tie that is only denied is an edge too, marked only_denied. "
_BOTH_WAYS = "a tie that works both ways, marked symmetric, has a direction here that means nothing"
FLAT = (
    "the legend, the cards, the source summary, the entries, and citations field by field, which are one text an edge; "
    f"{_BOTH_WAYS}"
)
NESTED = f"the legend, the cards, the source summary and the entries; {_BOTH_WAYS}"


def network(briefing: Briefing) -> nx.MultiDiGraph[str]:
    """The picture as a networkx graph with flat attributes."""
    cited = Cited(briefing)
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.graph.update(_flat(_about(briefing, FLAT)))
    for node in briefing.scene.nodes:
        made.add_node(node.id, **_flat(_actor(node)))
    for tie in cited.ties:
        made.add_edge(tie.source, tie.target, key=tie.key, **_flat(_tie(cited, tie) | _sources(tie)))
    return made


def _about(briefing: Briefing, loses: str) -> dict[str, Value]:
    return {
        "title": briefing.title,
        "description": joined(said_of(briefing), "\n"),
        "handling": briefing.handling,
        "query": briefing.query,
        "digest": briefing.digest,
        "left_out": _ONE_EDGE + left_out(loses),
    }


def _actor(node: Node) -> dict[str, Value]:
    return {
        "label": node.label,
        "actor_kind": node.kind,
        "kind_words": node.kind_words,
        "aliases": "; ".join(node.aliases),
        "stands_for": "; ".join(node.stands_for),
        "home": node.home,
        "x": float(node.x),
        "y": float(node.y),
    }


def _tie(cited: Cited, drawn: DrawnTie) -> dict[str, Value]:
    tie, row = drawn.tie, drawn.row
    return {
        "label": f"{_DENIED if row.only_denied else ''}{tie.sentence}",
        "tie_id": tie.id,
        "line_id": drawn.line.id,
        "endnote": drawn.note.number,
        "kind": drawn.kind,
        "kind_words": cited.record("kinds", drawn.kind).get("label", ""),
        "subject": drawn.subject,
        "object": drawn.object,
        "polarity": drawn.line.polarity,
        "symmetric": "yes" if direction(cited, drawn.kind) == "symmetric" else "no",
        "only_denied": "yes" if row.only_denied else "no",
        "backing": tie.backing,
        "backing_words": tie.backing_words,
        "answer_words": tie.answer_words,
        "mark": row.mark,
        "years": tie.years,
        "voices": row.say,
        "deny": row.deny,
        "question": row.question,
        "denied_earlier": row.earlier,
        "reports": row.reports,
        "figures": row.figures,
    }


def _sources(drawn: DrawnTie) -> dict[str, Value]:
    """The citations of a tie as text: `12a=page; 12b=page`, and in words."""
    number, citations = drawn.note.number, drawn.tie.citations
    return {
        "pages": joined(f"{number}{citation.letter}={citation.source}" for citation in citations),
        "entries": joined(claim for citation in citations for claim in citation.claims),
        "citations": "\n".join(f"{number}{citation.letter} {citation.words}" for citation in citations),
    }


def _flat(attributes: Mapping[str, Value]) -> Attributes:
    """What a writer keeps: text without forbidden characters, whole and broken numbers; nothing that is not known."""
    return {
        name: sound(value) if isinstance(value, str) else value for name, value in attributes.items() if value != ""
    }


# GraphML


def to_graphml(briefing: Briefing, options: Options) -> bytes:
    """GraphML, as networkx writes it."""
    del options
    out = io.BytesIO()
    nx.write_graphml_xml(network(briefing), out)
    return out.getvalue() + b"\n"


@reading("GraphML")
def check_graphml(data: bytes, briefing: Briefing) -> None:
    """Refuse a file that networkx does not read as the lines and sources of the picture."""
    refuse(_found(nx.read_graphml(io.BytesIO(data), force_multigraph=True)), briefing, "GraphML")


# GEXF

_GEXF, _VIZ = "http://www.gexf.net/1.2draft", "http://www.gexf.net/1.2draft/viz"


def to_gexf(briefing: Briefing, options: Options) -> bytes:
    """GEXF 1.2, with places, sizes and colours as on the picture; its date is the briefing's, not the clock's."""
    graph = network(briefing)
    palette = PALETTES[options.theme if options.theme in PALETTES else "light"]
    for node in briefing.scene.nodes:
        fill = palette.satellite if node.satellite else palette.actor
        place = {"x": float(node.x), "y": -float(node.y), "z": 0.0}
        graph.nodes[node.id]["viz"] = {"position": place, "size": float(node.size), "color": _colour(fill)}
    lines = {line.id: line for line in briefing.scene.lines}
    for *_, data in graph.edges(data=True):
        line = lines[str(data["line_id"])]
        data["viz"] = {"color": _colour(palette.line(line.polarity, data["only_denied"] == "yes"))}
    graph.graph = {"name": sound(briefing.title)}
    written = ElementTree.fromstring("".join(nx.generate_gexf(graph)))  # noqa: S314 (it was written a moment ago)
    meta = written.find(f"{{{_GEXF}}}meta")
    if meta is not None:
        meta.clear()
        meta.set("lastmodifieddate", briefing.generated_at[:10])
        about = _flat(_about(briefing, FLAT))
        ElementTree.SubElement(meta, f"{{{_GEXF}}}creator").text = f"Attest {briefing.app_version}".strip()
        ElementTree.SubElement(meta, f"{{{_GEXF}}}keywords").text = joined(
            str(about.get(name, "")) for name in ("handling", "digest", "query")
        )
        ElementTree.SubElement(meta, f"{{{_GEXF}}}description").text = joined(
            (str(about.get(name, "")) for name in ("description", "left_out")), " "
        )
    ElementTree.register_namespace("", _GEXF)
    ElementTree.register_namespace("viz", _VIZ)
    ElementTree.indent(written)
    out = io.BytesIO()
    ElementTree.ElementTree(written).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue() + b"\n"


@reading("GEXF")
def check_gexf(data: bytes, briefing: Briefing) -> None:
    """Refuse a file that networkx does not read as the lines and sources of the picture."""
    refuse(_found(nx.read_gexf(io.BytesIO(data))), briefing, "GEXF")


def _colour(hexadecimal: str) -> dict[str, int]:
    red, green, blue = bytes.fromhex(hexadecimal.removeprefix("#"))
    return {"r": red, "g": green, "b": blue}


# Node-link JSON


def to_node_link(briefing: Briefing, options: Options) -> bytes:
    """JSON with `nodes` and `edges`, each edge with its citations field by field."""
    del options
    cited = Cited(briefing)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(_about(briefing, NESTED))
    for node in briefing.scene.nodes:
        graph.add_node(node.id, **_actor(node) | {"aliases": node.aliases, "stands_for": node.stands_for})
    for tie in cited.ties:
        citations = [_citation(tie.note.number, citation) for citation in tie.tie.citations]
        graph.add_edge(tie.source, tie.target, key=tie.key, **_tie(cited, tie), citations=citations)
    written = nx.node_link_data(
        graph, edges="edges", nodes="nodes", name="id", source="source", target="target", key="key"
    )
    return json.dumps(written, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True).encode() + b"\n"


def _citation(number: int, citation: Citation) -> dict[str, Any]:
    told = {
        "endnote": f"{number}{citation.letter}",
        "page": citation.source,
        "entries": list(citation.claims),
        "list": citation.list,
        "stance": citation.stance,
        "speaker": citation.speaker,
        "basis": citation.basis,
        "originator": citation.originator,
        "publisher": citation.publisher,
        "title": citation.title,
        "title_inferred": citation.title_inferred,
        "published": citation.published,
        "accessed": citation.accessed,
        "url": citation.url,
        "archived_url": citation.archived_url,
        "doi": citation.doi,
        "place": citation.place,
        "quote": citation.quote,
        "grade": citation.grade,
        "descriptor": citation.descriptor,
        "repeats": citation.derived_from,
        "page_state": citation.state,
    }
    return {name: value for name, value in told.items() if value not in ("", False)}


@reading("node-link")
def check_node_link(data: bytes, briefing: Briefing) -> None:
    """Refuse a file that networkx does not read as the lines and sources of the picture."""
    graph = nx.node_link_graph(json.loads(data), edges="edges")
    for *_, attributes in graph.edges(data=True):
        attributes["pages"] = "; ".join(f"{one['endnote']}={one['page']}" for one in attributes["citations"])
    refuse(_found(graph), briefing, "node-link")


def _found(graph: nx.Graph[str]) -> Found:
    """The lines and sources of a graph that was read back."""
    edges: set[tuple[str, str, str]] = set()
    pages: dict[str, str] = {}
    for one, other, data in graph.edges(data=True):
        a, b = sorted((one, other))
        edges.add((str(data["line_id"]), a, b))
        for pair in filter(None, str(data.get("pages", "")).split("; ")):
            number, _, page = pair.partition("=")
            pages[number] = page
    return Found(edges, pages)


FORMATS = (
    Format("graphml", "GraphML", "graphml", "application/xml", "machines", FLAT, to_graphml, check_graphml),
    Format("gexf", "GEXF (Gephi)", "gexf", "application/xml", "machines", FLAT, to_gexf, check_gexf),
    Format(
        "node-link",
        "Node-link JSON",
        "node-link.json",
        "application/json",
        "machines",
        NESTED,
        to_node_link,
        check_node_link,
    ),
)
"""The graphs."""
