"""The panel: what is open beside the picture, for an actor, a line, a tie, a strand, or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.evidence.track import track
from graph.model.dates import in_words
from graph.model.errors import NotFound
from graph.scene import entries
from graph.scene.dossier import dossier
from graph.scene.grammar import matter_words
from graph.scene.reader import Reader, Tie
from graph.scene.shapes import (
    Line,
    LinePanel,
    Matter,
    Panel,
    Remark,
    Scene,
    StartPanel,
    TiePanel,
    Track,
    Word,
)
from graph.scene.words import answer_words, backing_words, hidden_words, tie_row

_MOST_START = 8


def panel(select: str, reader: Reader, scene: Scene) -> Panel:
    """The panel for an id of an actor, a line, a tie or a strand; the start panel for an empty one.

    Raises:
        NotFound: nothing of that id is in this evidence.
    """
    if not select:
        return start_panel(reader, scene)
    line = next((line for line in scene.lines if line.id == select), None)
    if line is not None:
        return line_panel(line, reader)
    if select in reader.ties:
        return tie_panel(reader.ties[select], reader, scene)
    if select in reader.strands:
        return tie_panel(reader.ties[reader.strands[select].tie], reader, scene)
    if select in reader.actors:
        return dossier(select, reader)
    raise NotFound("actor, line or tie", select)


def away(select: str, scene: Scene) -> str:
    """What to say of something that is open in the panel and not in the picture; empty where it is."""
    if not select or any(node.id == select for node in scene.nodes):
        return ""
    if any(
        line.id == select or any(select == row.id or select.startswith(f"{row.id}.") for row in line.ties)
        for line in scene.lines
    ):
        return ""
    return "This is not in the picture as it is now."


def start_panel(reader: Reader, scene: Scene) -> StartPanel:
    """The lines with most disagreement and the newest entries."""
    # A tie is on several lines where each entry has its own.
    rows = list({row.id: row for line in scene.lines for row in line.ties}.values())
    disputed = sorted(
        (row for row in rows if row.deny and not row.only_denied),
        key=lambda row: (row.mark != "full", -(row.deny + row.question + row.earlier), -row.say, row.id),
    )
    drawn = {row.id for row in rows}
    claims = reader.evidence.claims
    newest = sorted(
        (
            (published, claim, tie)
            for published, claim, tie, shown in zip(
                *(claims[name].tolist() for name in ("published", "claim", "tie", "shown")), strict=True
            )
            if published and shown and tie in drawn
        ),
        reverse=True,
    )
    return StartPanel(
        heading="Where they disagree",
        sentence="Click a line or an actor to see who says so, and who denies it.",
        disputed=tuple(disputed[:_MOST_START]),
        newest=tuple(
            Remark(tie=tie, sentence=reader.claims[claim]["statement"], dates=in_words(published), reports=1)
            for published, claim, tie in newest[:_MOST_START]
        ),
    )


def line_panel(line: Line, reader: Reader) -> LinePanel:
    """One row a tie."""
    return LinePanel(
        id=line.id,
        heading=line.heading,
        sentence=line.sentence,
        ties=tuple(tie_row(reader, reader.ties[row.id]) for row in line.ties),
    )


def tie_panel(tie: Tie, reader: Reader, scene: Scene) -> TiePanel:
    """The matters of a tie, each with who says so and who answers, and the word of each party over time."""
    row = tie_row(reader, tie)
    line = next((line.id for line in scene.lines if any(row.id == tie.id for row in line.ties)), "")
    stands = reader.stands_of_tie[tie.id]
    answer = answer_words(reader, stands)
    words = f"{row.backing_words[:1].upper()}{row.backing_words[1:]}"
    return TiePanel(
        id=tie.id,
        line=line,
        heading=reader.sentence(tie),
        sentence="; ".join(filter(None, (words, answer))) + ".",
        matters=tuple(_matter(strand, reader) for strand in _in_order(reader, tie)),
        tracks=_tracks(tie, reader),
        definition=reader.kinds[tie.kind]["definition"],
    )


def _in_order(reader: Reader, tie: Tie) -> Sequence[Tie]:
    strands = reader.strands_of[tie.id]
    return sorted(strands, key=lambda strand: (strand.backing == "nobody", -len(reader.stands[strand.id]), strand.id))


def _matter(strand: Tie, reader: Reader) -> Matter:
    stands = reader.stands[strand.id]
    several = len(reader.strands_of[strand.tie]) > 1
    return Matter(
        id=strand.id,
        label=matter_words(strand.matter) or ("in general" if several else ""),
        backing=strand.backing,
        backing_words=backing_words(reader, strand, stands),
        answer_words=answer_words(reader, stands),
        says=entries.groups(reader, stands, entries.SAYS),
        answers=entries.groups(reader, stands, entries.ANSWERS),
        hidden=hidden_words(reader, stands),
    )


def _tracks(tie: Tie, reader: Reader) -> tuple[Track, ...]:
    """Each party's word over time; a party that spoke on one day only has no track."""
    found: dict[str, list[Word]] = defaultdict(list)
    for row in track(tie.id, reader.evidence, reader.claims):
        found[row.voice].append(Word(words=row.words, date=in_words(row.day), entries=row.claims))
    return tuple(
        Track(
            voice=voice,
            label=reader.voices[voice].label,
            sentence=f"{reader.voices[voice].label}: " + ", ".join(f"{word.words} {word.date}" for word in words),
            words=tuple(words),
        )
        for voice, words in sorted(found.items())
        if len(words) > 1
    )
