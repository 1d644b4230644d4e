"""PPTX: one slide of real shapes, then what it rests on and the endnotes; the endnotes stand in its notes too.

A line is two straight connectors, glued from actor to badge and from badge to actor: whoever moves one keeps both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from graph.export.archive import office
from graph.export.fonts import plain
from graph.export.marks import corners_of
from graph.export.painted import disc
from graph.export.picture import Actor, Drawn
from graph.export.sheet import MARGIN, Sheet
from graph.export.slide_shapes import (
    NAMESPACES,
    PRESETS,
    Box,
    Paragraph,
    Run,
    background,
    body,
    connector,
    drawn,
    group,
    nearest,
    shape,
    text_box,
)
from graph.export.slide_text import noted, paginated, told
from graph.scene.briefing import Briefing

_TITLE_ONLY = 5
_COLUMN, _GUTTER = 300.0, 22.0
_TOP, _BOTTOM = 66.0, 46.0
_FIRST_NUMBER = 2
"""Number 1 is the slide's own."""
_BY_SHAPES = ("ground", "title", "line", "actor", "name", "badge")
"""Groups of the sheet that are made of shapes of their own; the others are drawn as they are."""


def slides(briefing: Briefing, sheet: Sheet, colours: Mapping[str, str], *, cards: str) -> bytes:
    """The briefing as a presentation on the paper of the sheet."""
    deck = Presentation()
    _resize(deck, sheet.page.width, sheet.page.height)
    first = _slide(deck, _picture(briefing, sheet, colours), colours)
    notes = first.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = plain("\n".join(noted(briefing)))
    room = _room(sheet)
    for title, paragraphs in told(briefing, colours, cards):
        pages = paginated(paragraphs, room.width, room.height, room.columns)
        for number, columns in enumerate(pages, 1):
            named = title if len(pages) == 1 else f"{title} ({number} of {len(pages)})"
            _slide(deck, _text_slide(named, columns, sheet, colours), colours)
    out = BytesIO()
    deck.save(out)
    return office(out.getvalue(), title=briefing.title, at=briefing.generated_at)


def _resize(deck: Deck, wide: float, high: float) -> None:
    """Give the deck its size, and its layouts with it, so that slides added later look right too."""
    across, down = Pt(wide) / int(deck.slide_width or 1), Pt(high) / int(deck.slide_height or 1)
    deck.slide_width, deck.slide_height = Pt(wide), Pt(high)
    for holder in (deck.slide_master, *deck.slide_layouts):
        for found in holder.placeholders:
            if found._element.spPr.xfrm is not None:
                found.left, found.width = round(found.left * across), round(found.width * across)
                found.top, found.height = round(found.top * down), round(found.height * down)


def _slide(deck: Deck, shapes: Iterable[str], colours: Mapping[str, str]) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    tree = slide.shapes._spTree
    for found in list(slide.placeholders):
        tree.remove(found._element)
    tree.addprevious(parse_xml(background(colours["ground"])))
    for element in list(parse_xml(f"<p:spTree {NAMESPACES}>{''.join(shapes)}</p:spTree>")):
        tree.append(element)
    return slide


def _picture(briefing: Briefing, sheet: Sheet, colours: Mapping[str, str]) -> Iterator[str]:
    """The shapes of the first slide; lines lie under actors, actors under badges."""
    actors = {actor.id: number for number, actor in enumerate(sheet.picture.actors, _FIRST_NUMBER + 1)}
    number = _FIRST_NUMBER + 1 + len(actors)
    badges = {line.line.id: number + place for place, line in enumerate(sheet.picture.lines)}
    number += len(badges)
    yield _title(sheet.title, sheet.title_size, sheet, colours)
    standing = {actor.id: actor for actor in sheet.picture.actors}
    for drawn_group in sheet.page.groups:
        if drawn_group.kind == "land":
            shapes, number = drawn(number, drawn_group.marks, colours)
            yield from shapes
    for line in sheet.picture.lines:
        for end, head in ((line.line.a, line.line.head_a), (line.line.b, line.line.head_b)):
            yield _half(number, line, standing[end], head, actors[end], badges[line.line.id], colours)
            number += 1
    for actor in sheet.picture.actors:
        yield _actor(actors[actor.id], actor, colours)
    for line in sheet.picture.lines:
        text, number = _badge(badges[line.line.id], number, line, colours)
        yield text
    for drawn_group in sheet.page.groups:
        if drawn_group.kind not in (*_BY_SHAPES, "land"):
            shapes, number = drawn(number, drawn_group.marks, colours)
            yield from shapes
    asked = [Paragraph((Run(" ".join(sheet.asked), 9.0, colours["quiet"]),))] if sheet.asked else []
    if asked:
        top = MARGIN - 8 + sheet.title_size * 1.2 * len(sheet.title)
        yield text_box(number, "What was asked", Box(MARGIN, top, sheet.page.width - 2 * MARGIN, 26), body(asked))


def _title(lines: Sequence[str], size: float, sheet: Sheet, colours: Mapping[str, str]) -> str:
    box = Box(MARGIN, MARGIN - 8, sheet.page.width - 2 * MARGIN, size * 1.2 * len(lines))
    run = Run(" ".join(lines), size, colours["ink"], bold=True)
    return text_box(_FIRST_NUMBER, "Title", box, body([Paragraph((run,))], anchor="ctr"), placeholder="title")


def _half(
    number: int, line: Drawn, actor: Actor, head: bool, actor_number: int, badge: int, colours: Mapping[str, str]
) -> str:
    """The connector from a line's badge to one of its ends."""
    badge_box = _badge_box(line)
    preset = PRESETS[actor.shape]
    end = nearest(actor_number, preset, _actor_box(actor), line.badge.middle, named=True)
    begin = nearest(badge, "ellipse", badge_box, end.at)
    return connector(
        number,
        f"Line {line.badge.number} to {actor.name}",
        line.line.caption,
        begin,
        end,
        colour=colours[line.colour],
        width=line.width * (2.2 if line.hollow else 1.0),
        dashed=line.dashed,
        hollow=line.hollow,
        head=head,
    )


def _actor_box(actor: Actor) -> Box:
    corners = corners_of(actor.shape, actor.middle, actor.size)
    if not corners:
        return Box.around(actor.middle, actor.size * 2, actor.size * 2)
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _actor(number: int, actor: Actor, colours: Mapping[str, str]) -> str:
    """The actor's shape; its name is the shape's own text, pushed out beneath it, so that both move together."""
    label, box = actor.label, _actor_box(actor)
    colour = colours["ink" if label.principal else "quiet"]
    paragraphs = [Paragraph((Run(line, label.size, colour),), align="ctr") for line in label.lines]
    if actor.stands_for:
        paragraphs.append(
            Paragraph((Run(f"{actor.stands_for + 1} in 1", label.size * 0.8, colour, bold=True),), align="ctr")
        )
    return shape(
        number,
        actor.name,
        actor.says,
        PRESETS[actor.shape],
        box,
        fill=colours[actor.fill],
        border=colours[actor.border],
        width=actor.border_width,
        dashed=actor.hollow,
        text=body(paragraphs, wrap=False, top=actor.middle[1] + actor.size - box.top + 1, halo=colours["ground"]),
    )


def _badge_box(line: Drawn) -> Box:
    return Box.around(line.badge.middle, line.badge.radius * 2, line.badge.radius * 2)


def _badge(number: int, free: int, line: Drawn, colours: Mapping[str, str]) -> tuple[str, int]:
    """The badge with its number; what marks a denial is grouped with it. And the next free number."""
    badge, box = line.badge, _badge_box(line)
    full = badge.mark == "full"
    run = Run(str(badge.number), badge.text_size, colours["ground" if full else "ink"], bold=True)
    name = f"Line {badge.number}: {line.line.heading}"
    plate = shape(
        number,
        name,
        line.line.caption,
        "ellipse",
        box,
        fill=colours["ink" if full else "ground"],
        border=colours["ground" if full else line.colour],
        width=max(badge.radius * 0.2, 0.6),
        text=body([Paragraph((run,), align="ctr")], wrap=False, anchor="ctr"),
    )
    if not badge.mark:
        return plate, free
    # Bars lie beneath the disc, the small ring above it: the disc itself is the second shape or the first.
    marks = list(disc(badge, line.colour, numbered=True))[: 4 if full else 2]
    extra, following = drawn(free + 1, marks if full else marks[1:], colours)
    wide = badge.radius * 3.2
    around = Box.around(badge.middle, wide, wide)
    shapes = [*extra, plate] if full else [plate, *extra]
    return group(free, name, line.line.caption, around, shapes), following


@dataclass(frozen=True)
class _Room:
    """The columns of a slide of text: how many, how wide and how high each."""

    columns: int
    width: float
    height: float


def _room(sheet: Sheet) -> _Room:
    columns = max(1, round(sheet.page.width / _COLUMN))
    wide = (sheet.page.width - 2 * MARGIN - _GUTTER * (columns - 1)) / columns
    return _Room(columns, wide, sheet.page.height - _TOP - _BOTTOM)


def _text_slide(
    title: str, columns: Sequence[Sequence[Paragraph]], sheet: Sheet, colours: Mapping[str, str]
) -> Iterator[str]:
    yield _title((title,), 19.0, sheet, colours)
    room = _room(sheet)
    number = _FIRST_NUMBER + 1
    for place, column in enumerate(columns):
        box = Box(MARGIN + place * (room.width + _GUTTER), _TOP, room.width, room.height)
        yield text_box(number, f"Column {place + 1}", box, body(column))
        number += 1
    for found in sheet.page.groups:
        if found.kind == "stamp":
            shapes, number = drawn(number, found.marks, colours)
            yield from shapes
