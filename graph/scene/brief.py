"""A briefing made of a scene: endnotes, cards, figures, source summary, checks and the records behind the picture."""

from __future__ import annotations

from dataclasses import replace

from graph.model.view import View, to_query, without
from graph.scene.asked import asked, cutoff, picture_date
from graph.scene.behind import records
from graph.scene.briefing import Briefing, Made, Words
from graph.scene.chains import Chains
from graph.scene.checks import checks, rechecked
from graph.scene.endnotes import endnotes
from graph.scene.frozen import sealed
from graph.scene.reader import Reader, Tables
from graph.scene.says_who import cards
from graph.scene.shapes import Scene
from graph.scene.summary import figures, source_summary
from graph.scene.words import count, shown_sentence


def brief(
    scene: Scene, reader: Reader, tables: Tables, view: View, words: Words, made: Made, whole: Reader | None = None
) -> Briefing:
    """The briefing of a scene, sealed with its digest.

    Args:
        scene: what is drawn.
        reader: the evidence that it was drawn from.
        tables: the tables that was made from.
        view: what was asked for.
        words: the briefer's own.
        made: when, and from which change of the list.
        whole: the evidence with nothing left out of the count; needed only where the view counts what it shows alone.
    """
    view = without(view, "select", "chart")
    scene = replace(scene, shown=_shown(scene, whole or reader, view))
    notes = endnotes(scene, reader, by_entry=view.lines == "claim")
    behind = records(scene, notes, reader, tables["aliases"])
    counted = figures(scene, notes, behind, reader)
    briefing = Briefing(
        title=_title(words.title, view, reader),
        query=to_query(view),
        asked=asked(view, reader),
        cutoff=cutoff(view, made.recorded_at),
        picture_date=picture_date(view),
        generated_at=made.generated_at,
        seq=made.seq,
        store_digest=made.store_digest,
        app_version=made.app_version,
        scene=scene,
        endnotes=notes,
        cards=cards(notes, reader),
        source_summary=words.source_summary or source_summary(scene, counted),
        figures=counted,
        checks=(),
        records=behind,
        summary=words.summary.strip(),
        caveats=words.caveats.strip(),
        handling=" ".join(words.handling.split()),
        override=" ".join(words.override.split()),
    )
    found = checks(briefing, reader, whole or reader, Chains(reader, tables))
    return sealed(replace(briefing, checks=found))


def reworded(briefing: Briefing, words: Words) -> Briefing:
    """The same picture and evidence with other words, checked anew and sealed."""
    changed = replace(
        briefing,
        title=" ".join(words.title.split()) or briefing.title,
        summary=words.summary.strip(),
        caveats=words.caveats.strip(),
        handling=" ".join(words.handling.split()),
        source_summary=words.source_summary or source_summary(briefing.scene, briefing.figures),
        override=" ".join(words.override.split()),
    )
    return sealed(replace(changed, checks=rechecked(changed)))


def _shown(scene: Scene, whole: Reader, view: View) -> str:
    """What is shown of how much. Endnotes give every denial of what is drawn, so only those of other ties are away."""
    evidence = whole.evidence
    told = shown_sentence(replace(evidence, counts=replace(evidence.counts, denials_hidden=0)), view)
    drawn = {row.id for line in scene.lines for row in line.ties}
    away = {
        stand.claim
        for tie, stands in whole.stands_of_tie.items()
        if tie not in drawn
        for stand in stands
        if stand.list in ("denied", "doubted") and not stand.shown
    }
    return f"{told} {count(len(away), 'denial')} of ties that are not drawn.".strip() if away else told


def _title(title: str, view: View, reader: Reader) -> str:
    """The title as given; without one, what was asked for."""
    if view.is_opening:
        return " ".join(title.split()) or "Who is tied to whom, and who says so"
    return " ".join(title.split()) or asked(view, reader).partition(";")[0].rstrip(".")
