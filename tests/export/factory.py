"""Briefings to make files of: from the real desk over a package, and bent where a test asks for it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from graph.desk.desk import Desk
from graph.model.person import DESK
from graph.model.settings import Settings
from graph.model.view import View
from graph.scene.briefing import Briefing, Card, Citation, CitedTie, Endnote
from graph.scene.entries import ANSWERS, SAYS, groups
from graph.scene.legend import legend
from graph.scene.reader import Reader
from graph.scene.shapes import Line, Scene
from tests.architecture.code import ROOT

FOLDERS = {"small": ROOT / "tests" / "fixtures" / "small", "curated": ROOT / "data"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@cache
def briefing(package: str = "small") -> Briefing:
    """The opening view of a package, as a briefing."""
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
        scene = desk.scene(View()).scene
        moment = desk._now()
        reader = desk._reader(moment, View())
        return _briefing(scene, reader)


def _briefing(scene: Scene, reader: Reader) -> Briefing:
    notes = tuple(_note(number, line, reader) for number, line in enumerate(scene.lines, 1))
    return Briefing(
        title="Who is tied to whom, and who says so",
        query="",
        asked="The opening view of the list.",
        cutoff="All that this list had by 25 Nov 2026",
        picture_date="Whenever true",
        generated_at="2026-11-25T21:00:03Z",
        seq=1,
        store_digest="0" * 64,
        app_version="1",
        scene=scene,
        endnotes=notes,
        cards=tuple(_card(note) for note in notes),
        source_summary=(
            "The picture rests on the pages cited in its endnotes.",
            "What one side alone declares is dashed; what somebody denies is marked.",
        ),
        figures=(("lines", str(len(scene.lines))), ("pages", str(len({c.source for c in citations(notes)})))),
        checks=(),
        records={},
        handling="TLP:CLEAR",
        summary="Seven actors, and those around them.",
        caveats="Absence of a line is no evidence of absence.",
        digest="5f2c0d9e8b7a" + "0" * 52,
    )


def citations(notes: tuple[Endnote, ...]) -> list[Citation]:
    """All citations of endnotes, in order."""
    return [citation for note in notes for tie in note.ties for citation in tie.citations]


def _note(number: int, line: Line, reader: Reader) -> Endnote:
    letters: dict[str, str] = {}
    ties = tuple(_tie(row.id, reader, letters) for row in line.ties)
    sentence = f"{line.sentence}"
    return Endnote(number, line.id, line.heading, sentence, line.mark, line.only_denied, ties)


def _tie(tie: str, reader: Reader, letters: dict[str, str]) -> CitedTie:
    from graph.scene.words import tie_row

    row = tie_row(reader, reader.ties[tie])
    stands = reader.stands_of_tie[tie]
    found: dict[str, Citation] = {}
    for group in (*groups(reader, stands, SAYS), *groups(reader, stands, ANSWERS)):
        for entry in group.entries:
            source = reader.claims[entry.id]["source"]
            if f"{source} {group.list}" in found:
                continue
            letter = letters.setdefault(source, LETTERS[len(letters) % 26] * (1 + len(letters) // 26))
            found[f"{source} {group.list}"] = Citation(
                letter=letter,
                source=source,
                claims=(entry.id,),
                list=entry.list,
                stance=group.words,
                speaker=entry.speaker or group.label,
                basis=entry.basis,
                originator=entry.originator or entry.publisher,
                publisher=entry.publisher,
                title=entry.title,
                title_inferred=entry.title_inferred,
                published=entry.published,
                accessed=entry.accessed,
                url=entry.url,
                archived_url=entry.archived_url,
                doi="",
                place=entry.locator,
                quote=entry.quote,
                grade=entry.grade,
                descriptor="",
                derived_from=entry.derived_from,
                state=entry.source_state,
                words=entry.citation,
            )
    answers = "" if not row.deny and not row.question else row.figures
    return CitedTie(tie, row.sentence, row.backing, row.backing_words, answers, row.years, tuple(found.values()))


def _card(note: Endnote) -> Card:
    first = note.ties[0]
    says = tuple(f"{one.speaker}: {one.stance}" for one in first.citations if one.list in SAYS)
    answers = tuple(f"{one.speaker}: {one.stance}" for one in first.citations if one.list not in SAYS)
    key = tuple(f"{note.number}{one.letter}" for one in first.citations[:2])
    return Card(note.number, note.line, first.sentence, says[:4], answers[:4], first.years, "", key)


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
