"""The page around the picture: title, what was asked, legend, and the small line that dates it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.export import marks, painted
from graph.export.fonts import is_visible, wrapped
from graph.export.land import land
from graph.export.legend import legend
from graph.export.marks import Group, Mark, Page, Path, Words
from graph.export.picture import Frame, Picture, picture
from graph.scene.briefing import Briefing
from graph.scene.shapes import Scene

Size = tuple[float, float]
PAPERS: Mapping[str, Size] = {"16:9": (960.0, 540.0), "a4": (841.89, 595.28)}
"""Width and height in points: a slide, and A4 across."""
_SIDE = 720.0
"""The side of a square page; a page of other proportions has the same area."""
MARGIN = 30.0
UNTITLED = "Untitled"
EMPTY = "Nothing is drawn: no tie on this list fits what was asked."
_TITLES = ((19.0, 2), (14.0, 3))
"""Size of the title and its most lines: a long one is set smaller, and ends in an ellipsis past that."""
_ASKED, _STAMP = 9.0, 6.8
_NOTHING = Group("", "", "", ())


@dataclass(frozen=True)
class Sheet:
    """A page of a size with the picture placed on it.

    Attributes:
        page: all that is drawn.
        picture: what stands in the frame, for formats that make shapes of it.
        title, title_size: the lines of the title and the size they are set in.
        asked: the lines beneath it.
    """

    page: Page
    picture: Picture
    title: tuple[str, ...]
    title_size: float
    asked: tuple[str, ...]


def proportioned(width_px: int, height_px: int) -> Size:
    """The page for a picture of so many dots: 16:9 gives the page of a slide."""
    ratio = math.sqrt(width_px / height_px)
    return _SIDE * ratio, _SIDE / ratio


def sheet(briefing: Briefing, size: Size, *, bare: bool = False, aside: str = "") -> Sheet:
    """The page of a briefing that carries the picture.

    Args:
        briefing: what is shown.
        size: width and height of the page in points.
        bare: whether title and stamp stand elsewhere, and leave their room to the picture.
        aside: what the stamp says besides, of a picture that goes without its endnotes.
    """
    wide, high = size
    inner = wide - 2 * MARGIN
    letters, title, asked = _heading(briefing, inner)
    headed, top = _title(letters, () if bare else title, () if bare else asked)
    stamp, stamp_top = (_NOTHING, high - MARGIN) if bare else _stamp(briefing, aside, inner, high)
    key, legend_top = legend(briefing.scene, MARGIN, inner, stamp_top)
    frame = Frame(MARGIN, top + 6, inner, legend_top - top - 14)
    drawn = picture(briefing.scene, briefing.numbers, frame)
    groups = (
        Group("ground", "", "", (Path(marks.box(0, 0, wide, high), fill="ground"),)),
        *land(briefing.scene, drawn, frame),
        *map(painted.line, drawn.lines),
        *map(painted.actor, drawn.actors),
        *map(painted.badge, drawn.lines),
        *map(painted.name, drawn.actors),
        *_nothing(briefing.scene, frame),
        headed,
        key,
        stamp,
    )
    page = Page(wide, high, _titled(briefing), in_words(briefing), groups)
    return Sheet(page, drawn, title, letters, asked)


def in_words(briefing: Briefing) -> str:
    """The picture for those who do not see it."""
    scene = briefing.scene
    if not scene.lines:
        return f"{briefing.title}. {EMPTY}"
    disputed = [str(note.number) for note in briefing.endnotes if note.mark == "full"]
    words = (
        f"{briefing.title}. A network of {len(scene.nodes)} actors and {len(scene.lines)} "
        f"{'line' if len(scene.lines) == 1 else 'lines'} between them, each with the number of its endnote."
    )
    if disputed:
        many = len(disputed) > 1
        words += f" Somebody denies or doubts what others say on {'lines' if many else 'line'} {', '.join(disputed)}."
    return words


def _titled(briefing: Briefing) -> str:
    return briefing.title if is_visible(briefing.title) else UNTITLED


def _heading(briefing: Briefing, inner: float) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """The size of the title, its lines, and those of what was asked and left out."""
    text = _titled(briefing)
    size, most = next(
        ((size, most) for size, most in _TITLES if len(wrapped(text, size, inner, bold=True)) <= most), _TITLES[-1]
    )
    asked = " ".join(filter(None, (briefing.asked, briefing.scene.shown, briefing.scene.omitted)))
    return (
        size,
        tuple(wrapped(text, size, inner, bold=True, lines=most)),
        tuple(wrapped(asked, _ASKED, inner, lines=3)) if asked else (),
    )


def _title(size: float, title: Sequence[str], asked: Sequence[str]) -> tuple[Group, float]:
    """The title and what was asked, and where they end."""
    y = MARGIN - 6.0
    found: list[Mark] = []
    for line in title:
        y += size * 1.18
        found.append(Words(line, MARGIN, y, size, bold=True))
    y += 4 if asked else 0
    for line in asked:
        y += _ASKED * 1.3
        found.append(Words(line, MARGIN, y, _ASKED, colour="quiet"))
    return Group("title", "", "", tuple(found)), y


def _stamp(briefing: Briefing, aside: str, inner: float, high: float) -> tuple[Group, float]:
    """The stamp along the lower edge, and where it begins."""
    lines = wrapped(" · ".join(filter(None, (briefing.stamp, aside))), _STAMP, inner, lines=4)
    y = high - MARGIN + 8 - _STAMP * 1.3 * (len(lines) - 1)
    rule = Path(marks.straight((MARGIN, y - 10), (MARGIN + inner, y - 10)), stroke="quiet", width=0.4)
    words = tuple(
        Words(line, MARGIN, y + _STAMP * 1.3 * place, _STAMP, colour="quiet") for place, line in enumerate(lines)
    )
    return Group("stamp", "", "", (rule, *words)), y - 10


def _nothing(scene: Scene, frame: Frame) -> Iterator[Group]:
    """What stands where a picture would, where there is none."""
    if scene.lines:
        return
    y = frame.top + (frame.height / 2 if not scene.nodes else frame.height - 8)
    lines = wrapped(EMPTY, 13.0, frame.width * 0.8)
    words = tuple(
        Words(line, frame.left + frame.width / 2, y + place * 17, 13.0, colour="quiet", anchor="middle")
        for place, line in enumerate(lines)
    )
    yield Group("empty", "", "", words)
