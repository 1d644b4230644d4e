"""Briefings to make files of: from the real desk over a package, and bent where a test asks for it."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from graph.desk.desk import Desk
from graph.model.person import DESK
from graph.model.settings import Settings
from graph.model.view import parse
from graph.scene.brief import brief
from graph.scene.briefing import Briefing, Citation, Endnote, Made, Words
from graph.scene.legend import legend
from graph.scene.shapes import Scene
from tests.architecture.code import ROOT

FOLDERS = {"small": ROOT / "tests" / "fixtures" / "small", "curated": ROOT / "data"}
WORDS = Words(
    "Who is tied to whom, and who says so", "The opening view.", "No line is no evidence of absence.", "TLP:CLEAR"
)
MADE = Made("2026-11-25T21:00:03Z", 1, "0" * 64, "2026-11-25", "1.0")


@cache
def briefing(package: str = "small", query: str = "") -> Briefing:
    """A view of a package, the opening one by default, as a briefing."""
    view = parse(query).view
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.open(
            Settings.from_environment({"ATTEST_DATABASE_URL": f"sqlite:///{folder}/attest.sqlite"}, ROOT), DESK
        )
        desk.load(FOLDERS["curated"])
        if package != "curated":
            desk = Desk.open(
                Settings.from_environment({"ATTEST_DATABASE_URL": f"sqlite:///{folder}/other.sqlite"}, ROOT), DESK
            )
            desk.load(FOLDERS[package])
        moment = desk._moments.now()
        return brief(desk.scene(view).scene, desk._moments.reader(moment, view), moment.tables, view, WORDS, MADE)


def citations(notes: tuple[Endnote, ...]) -> list[Citation]:
    """All citations of endnotes, in order."""
    return [citation for note in notes for tie in note.ties for citation in tie.citations]


def renamed(one: Briefing, names: Mapping[str, str]) -> Briefing:
    """The briefing with other names for actors, by id."""
    nodes = tuple(
        replace(node, label=names.get(node.id, node.label), caption=names.get(node.id, node.label))
        for node in one.scene.nodes
    )
    return replace(one, scene=replace(one.scene, nodes=nodes))


def empty() -> Briefing:
    """A briefing of a view that nothing fits."""
    one = briefing()
    scene = Scene(nodes=(), lines=(), legend=legend(()), sentence=one.scene.sentence, shown="0 of 9 ties shown.")
    return replace(one, scene=scene, endnotes=(), cards=(), title="Nothing at all")


def crowded(lines: int = 400) -> Briefing:
    """A briefing with this many lines between invented actors in a ring; each rests on the first line's sources."""
    one = briefing()
    node, line, note = one.scene.nodes[0], one.scene.lines[0], one.endnotes[0]
    note = replace(note, ties=(replace(note.ties[0], citations=note.ties[0].citations[:2]),))
    count = 60
    nodes = tuple(
        replace(
            node,
            id=f"actor-{place:02}",
            label=f"Actor number {place}",
            x=round(900 * math.cos(math.tau * place / count), 1),
            y=round(620 * math.sin(math.tau * place / count), 1),
        )
        for place in range(count)
    )
    steps = (7, 11, 13, 17, 19, 23, 25, 28, 22, 16)
    pairs = [tuple(sorted((a, (a + step) % count))) for step in steps for a in range(count)][:lines]
    drawn = tuple(
        sorted(
            (
                replace(line, id=f"{nodes[a].id}--{nodes[b].id}.positive", a=nodes[a].id, b=nodes[b].id, roundness=0.1)
                for a, b in pairs
            ),
            key=lambda made: made.id,
        )
    )
    notes = tuple(replace(note, number=number, line=made.id) for number, made in enumerate(drawn, 1))
    cards = tuple(replace(one.cards[0], number=made.number, line=made.line) for made in notes)
    return replace(
        one, scene=replace(one.scene, nodes=nodes, lines=drawn), endnotes=notes, cards=cards, title="Four hundred lines"
    )
