"""The scene of a view: what is drawn, as what lines, between whom, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import networkx as nx
import pandas as pd

from graph.evidence.assess import Evidence
from graph.model.view import View
from graph.network.build import build
from graph.network.grouping import grouped, homes
from graph.network.layouts import arranged
from graph.network.placing import place
from graph.scene.choosing import choose
from graph.scene.geometry import Point, curve
from graph.scene.legend import legend
from graph.scene.lines import bundles, runs
from graph.scene.nodes import nodes, obstacle
from graph.scene.shapes import Line, Scene
from graph.scene.words import line_words, opening_sentence, shown_sentence, tie_rows


def scene(evidence: Evidence, tables: Mapping[str, pd.DataFrame], view: View, places: Mapping[str, Point]) -> Scene:
    """What is drawn for a view.

    Args:
        evidence: what was assessed for this view; ties with `shown` are drawn, as far as the bounds allow.
        tables: the tables the evidence was made from.
        view: bundling, bounds, and the places the user dragged actors to, which win over `places`.
        places: where actors stand (`graph.network.placing.places`); one that has none here is placed by its
            neighbours alone, and no other moves for it.

    Returns:
        Nodes in the order of their ids and lines in the order of theirs; the same arguments give the same scene.
        Actors that the view names are there even without a tie.
    """
    home = homes(tables["actors"], view.rollup) if view.rollup else {}
    choice = choose(evidence, view, home)
    drawn = _only(evidence, choice.ties)
    asked = {*view.actors, *view.expanded, *view.rollup} - set(view.hide)
    network = grouped(build(drawn, tables, actors=asked & set(tables["actors"]["id"])), home)
    standing = _standing(network, view, places)
    actors = nodes(network, tables["aliases"], standing, _counterparts(evidence.ties, home, view))
    chosen = [bundle for bundle in bundles(network, view.lines, choice.entries) if bundle.id in choice.lines]
    roundness = runs(chosen, standing, [obstacle(node) for node in actors])
    rows = tie_rows(drawn, _without_claims(tables))
    labels = {node.id: node.label for node in actors}
    lines = []
    for bundle in chosen:
        x, y = curve(standing[bundle.a], standing[bundle.b], roundness[bundle.id]).middle
        heading, sentence, caption = line_words(
            bundle.ties, rows, drawn, tables, bundle.a, bundle.b, bundle.polarity, labels
        )
        lines.append(
            Line(
                id=bundle.id,
                a=bundle.a,
                b=bundle.b,
                polarity=bundle.polarity,
                only_denied=bundle.only_denied,
                unreviewed=bundle.unreviewed,
                solid=bundle.solid,
                head_a=bundle.head_a,
                head_b=bundle.head_b,
                mark=bundle.mark,
                roundness=roundness[bundle.id],
                badge_x=round(x, 2),
                badge_y=round(y, 2),
                heading=heading,
                sentence=sentence,
                caption=caption,
                ties=tuple(rows[tie] for tie in bundle.ties),
            )
        )
    return Scene(
        nodes=actors,
        lines=tuple(lines),
        legend=legend(lines),
        sentence=opening_sentence(evidence, tables),
        shown=shown_sentence(evidence, view),
        omitted=choice.omitted,
        layout=view.layout,
    )


def _only(evidence: Evidence, ties: frozenset[str]) -> Evidence:
    """The evidence of these ties, so that nobody after this reads more than is drawn; the counts stay."""
    frames = {name: getattr(evidence, name) for name in ("ties", "strands", "positions")}
    return replace(evidence, **{name: frame[frame["tie"].isin(ties)] for name, frame in frames.items()})


def _without_claims(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables without their longest ones: what a line says of a tie is in the evidence already."""
    return {**tables, **{name: tables[name].iloc[:0] for name in ("claims", "sources", "publishers")}}


def _standing(network: nx.MultiDiGraph[str], view: View, places: Mapping[str, Point]) -> dict[str, Point]:
    """Where each actor of the network stands; what the user dragged moves nobody else."""
    if view.layout:
        known: Mapping[str, Point] = arranged(network, view.layout)
    else:
        known = places if all(actor in places for actor in network) else place(network, places)
    before = f"{view.layout}/" if view.layout else ""
    dragged = {actor: (float(x), float(y)) for actor, x, y in view.at}
    return {actor: dragged.get(f"{before}{actor}", known[actor]) for actor in network}


def _counterparts(ties: pd.DataFrame, home: Mapping[str, str], view: View) -> dict[str, set[str]]:
    """With whom each actor has a tie that a line could be drawn for, whatever the filters hide."""
    drawable = ties[(ties["backing"] != "nobody") | (ties["only_denied"] == 1)]
    others: dict[str, set[str]] = {}
    for one, other in set(zip(drawable["subject"].tolist(), drawable["object"].tolist(), strict=True)):
        subject, object_ = home.get(one, one), home.get(other, other)
        if subject != object_ and not {subject, object_} & set(view.hide):
            others.setdefault(subject, set()).add(object_)
            others.setdefault(object_, set()).add(subject)
    return others
