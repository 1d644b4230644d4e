"""The text of slides: what it rests on, who says so, the endnotes; and how much of it stands on a slide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.export import endnotes
from graph.export.fonts import wrapped
from graph.export.slide_shapes import Paragraph, Run
from graph.scene.briefing import Briefing

_SIZE, _SMALL = 9.0, 8.5
_LEADING = 1.2
_NARROWER = 0.94
"""How much narrower the fonts of office programs run than ours; they keep some room all the same."""
Column = list[Paragraph]


def told(briefing: Briefing, colours: Mapping[str, str], cards: str) -> tuple[tuple[str, tuple[Paragraph, ...]], ...]:
    """The chapters behind the picture: title and paragraphs."""
    return (
        (endnotes.RESTS, tuple(_rests(briefing, colours))),
        (endnotes.CARDS, tuple(_cards(briefing, colours, cards))),
        (endnotes.HEADING, tuple(_endnotes(briefing, colours))),
    )


def noted(briefing: Briefing) -> Iterator[str]:
    """The notes of the first slide: what it rests on, and the endnotes in full."""
    yield from (text for text in (briefing.stamp, briefing.summary, briefing.caveats, *briefing.source_summary) if text)
    for note in briefing.endnotes:
        yield ""
        yield from endnotes.flat(note)


def _rests(briefing: Briefing, colours: Mapping[str, str]) -> Iterator[Paragraph]:
    ink, quiet = colours["ink"], colours["quiet"]
    for heading, texts in (
        (endnotes.WITHDRAWN, briefing.withdrawn),
        (endnotes.SUMMARY, briefing.summary.splitlines()),
        (endnotes.CAVEATS, briefing.caveats.splitlines()),
        ("", briefing.source_summary),
    ):
        if heading and texts:
            yield Paragraph((Run(heading, 12.0, ink, bold=True),), above=10.0)
        for text in texts:
            yield Paragraph((Run(text, 11.0, ink),), above=5.0)
    if briefing.figures:
        counted = " · ".join(f"{value} {name}" for name, value in briefing.figures)
        yield Paragraph((Run(counted, 8.5, quiet),), above=6.0)
    yield Paragraph((Run(endnotes.ABOUT, 12.0, ink, bold=True),), above=12.0)
    for name, value in endnotes.about(briefing):
        yield Paragraph((Run(f"{name}: ", 8.5, quiet, bold=True), Run(value, 8.5, quiet)), above=2.0)


def _cards(briefing: Briefing, colours: Mapping[str, str], which: str) -> Iterator[Paragraph]:
    for card in briefing.cards:
        number = Run(f"{card.number}  ", _SIZE, colours["ink"], bold=True)
        runs = (number, Run(card.sentence, _SIZE, colours["ink"], bold=True))
        yield Paragraph(runs, above=8.0, indent=20.0, keeps=True)
        for line in endnotes.card_lines(card, briefing, which):
            yield Paragraph(
                (Run(line.text, _SMALL, colours["quiet" if line.quiet else "ink"]),), above=1.5, indent=20.0
            )


def _endnotes(briefing: Briefing, colours: Mapping[str, str]) -> Iterator[Paragraph]:
    ink, quiet = colours["ink"], colours["quiet"]
    for note in briefing.endnotes:
        heading = Run(f"{note.number}  {note.heading}. ", 10.0, ink, bold=True)
        yield Paragraph((heading, Run(note.sentence, _SMALL, quiet)), above=9.0, keeps=True)
        for tie in endnotes.told(note):
            sentence = Run(f"{tie.sentence}: ", _SIZE, ink, bold=True)
            yield Paragraph((sentence, Run(f"{tie.backing}.", _SMALL, quiet)), above=4.0, keeps=True)
            for one in tie.citations:
                letter = Run(f"{note.number}{one.letter}  ", _SMALL, ink, bold=True)
                runs = (letter, Run(f"{one.who} ", _SMALL, ink), Run(one.words, _SMALL, quiet))
                yield Paragraph(tuple(run for run in runs if run.text.strip()), above=2.5, indent=14.0)


def paginated(paragraphs: Sequence[Paragraph], wide: float, high: float, columns: int) -> list[list[Column]]:
    """The paragraphs by slide and column, as many as stand in each; a heading goes where the first of its text is."""
    found: list[Column] = []
    left = 0.0
    waiting: list[tuple[Paragraph, float]] = []
    for place, paragraph in enumerate(paragraphs, 1):
        waiting += _measured(paragraph, wide, high)
        if paragraph.keeps and place < len(paragraphs):
            continue
        fits = sum(size for _, size in waiting) <= high
        for block in [waiting] if fits else [[one] for one in waiting]:
            size = sum(size for _, size in block)
            if size > left or not found:
                found.append([])
                left = high
            found[-1] += [piece for piece, _ in block]
            left -= size
        waiting = []
    return [found[start : start + columns] for start in range(0, len(found), columns)]


def _measured(paragraph: Paragraph, wide: float, most: float) -> Iterator[tuple[Paragraph, float]]:
    """The paragraph and its height; one that no column holds in pieces that fit."""
    size = max(run.size for run in paragraph.runs)
    text = "".join(run.text for run in paragraph.runs)
    bold = all(run.bold for run in paragraph.runs)
    lines = wrapped(text, size * _NARROWER, wide - paragraph.indent, bold=bold)
    high = paragraph.above + len(lines) * size * _LEADING
    if high <= most:
        yield paragraph, high
        return
    last = paragraph.runs[-1]
    step = max(int(most / (size * _LEADING)) - 2, 1)
    for start in range(0, len(lines), step):
        part = lines[start : start + step]
        run = Run(" ".join(part), last.size, last.colour)
        piece = Paragraph((run,), above=paragraph.above, indent=paragraph.indent)
        yield piece, paragraph.above + len(part) * size * _LEADING
