"""The page around the picture: title, what was asked, legend, and the small line that dates it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.export import marks
from graph.export.fonts import width, wrapped
from graph.export.marks import Group, Mark, Page, Path, Words
from graph.export.picture import Actor, Badge, Drawn, Frame, Picture, picture
from graph.scene import style
from graph.scene.briefing import Briefing
from graph.scene.coast import coastlines
from graph.scene.shapes import Scene

Size = tuple[float, float]
PAPERS: Mapping[str, Size] = {"16:9": (960.0, 540.0), "a4": (841.89, 595.28)}
"""Width and height in points: a slide, and A4 across."""
_SIDE = 720.0
"""The side of a square page; a page of other proportions has the same area."""
MARGIN = 30.0
EMPTY = "Nothing is drawn: no tie on this list fits what was asked."
NUMBERED = "number of the endnote that says who"
_TITLES = ((19.0, 2), (14.0, 3))
"""Size of the title and its most lines: a long one is set smaller, and ends in an ellipsis past that."""
_ASKED, _LEGEND, _STAMP = 9.0, 8.0, 6.8
_BETWEEN = 14.0
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


@dataclass(frozen=True)
class _Part:
    """An entry of the legend, placed: the left end of its sample and the base line of its words."""

    sample: str
    words: str
    x: float
    y: float


def proportioned(width_px: int, height_px: int) -> Size:
    """The page for a picture of so many dots: 16:9 gives the page of a slide."""
    ratio = math.sqrt(width_px / height_px)
    return _SIDE * ratio, _SIDE / ratio


def sheet(briefing: Briefing, size: Size, *, bare: bool = False) -> Sheet:
    """The page of a briefing that carries the picture.

    Args:
        briefing: what is shown.
        size: width and height of the page in points.
        bare: whether title and stamp stand elsewhere, and leave their room to the picture.
    """
    wide, high = size
    inner = wide - 2 * MARGIN
    letters, title, asked = _heading(briefing, inner)
    headed, top = _title(letters, () if bare else title, () if bare else asked)
    stamp, stamp_top = (_NOTHING, high - MARGIN) if bare else _stamp(briefing, inner, high)
    parts, legend_top = _legend(briefing.scene, inner, stamp_top)
    frame = Frame(MARGIN, top + 6, inner, legend_top - top - 14)
    drawn = picture(briefing.scene, briefing.numbers, frame)
    groups = (
        Group("ground", "", "", (Path(marks.box(0, 0, wide, high), fill="ground"),)),
        *_land(briefing.scene, drawn, frame),
        *(_line(line) for line in drawn.lines),
        *(_actor(actor) for actor in drawn.actors),
        *(_badge(line) for line in drawn.lines),
        *(_name(actor) for actor in drawn.actors),
        *_nothing(briefing.scene, frame),
        headed,
        _samples(parts),
        stamp,
    )
    return Sheet(Page(wide, high, briefing.title, in_words(briefing), groups), drawn, title, letters, asked)


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


def shapes_in_words(scene: Scene) -> list[tuple[str, str]]:
    """Shape -> the kinds of actor of the picture that it stands for: `dot`, `state`."""
    kinds: dict[str, list[str]] = {}
    for node in scene.nodes:
        known = kinds.setdefault("ring" if node.kind == "unknown" else node.shape, [])
        if node.kind_words not in known:
            known.append(node.kind_words)
    return [(shape, ", ".join(sorted(words))) for shape, words in sorted(kinds.items())]


def actor_path(shape: str, middle: tuple[float, float], size: float, *, fill: str, border: str, width: float) -> Path:
    """An actor's shape; a hollow ring is dashed."""
    dashes = tuple(dash * width / 1.4 for dash in style.RING_DASHES) if fill == "ground" else ()
    return Path(marks.outline(shape, middle, size), fill=fill, stroke=border, width=width, dashes=dashes)


def _heading(briefing: Briefing, inner: float) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """The size of the title, its lines, and those of what was asked and left out."""
    text = briefing.title or "Untitled"
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


def _stamp(briefing: Briefing, inner: float, high: float) -> tuple[Group, float]:
    """The stamp along the lower edge, and where it begins."""
    lines = wrapped(briefing.stamp, _STAMP, inner, lines=3)
    y = high - MARGIN + 8 - _STAMP * 1.3 * (len(lines) - 1)
    rule = Path(marks.straight((MARGIN, y - 10), (MARGIN + inner, y - 10)), stroke="quiet", width=0.4)
    words = tuple(
        Words(line, MARGIN, y + _STAMP * 1.3 * place, _STAMP, colour="quiet") for place, line in enumerate(lines)
    )
    return Group("stamp", "", "", (rule, *words)), y - 10


def _legend(scene: Scene, inner: float, bottom: float) -> tuple[list[_Part], float]:
    """The entries of the legend in rows that end at `bottom`, and where the first row begins."""
    if not scene.lines and not scene.nodes:
        return [], bottom
    entries = [(entry.sample, entry.words) for entry in scene.legend]
    if scene.lines:
        entries.append(("number", NUMBERED))
    rows: list[list[_Part]] = []
    for together in (entries, shapes_in_words(scene)):
        rows += _rows(together, inner)
    step = _LEGEND * 1.75
    top = bottom - step * len(rows) - 4
    placed = [
        _Part(part.sample, part.words, part.x, top + step * (number + 1) - 5)
        for number, row in enumerate(rows)
        for part in row
    ]
    return placed, top


def _rows(entries: Sequence[tuple[str, str]], inner: float) -> list[list[_Part]]:
    rows: list[list[_Part]] = []
    x = inner + 1
    for sample, words in entries:
        wide = _wide(sample) + 5 + width(words, _LEGEND) + _BETWEEN
        if x + wide - _BETWEEN > inner:
            rows.append([])
            x = 0.0
        rows[-1].append(_Part(sample, words, MARGIN + x, 0.0))
        x += wide
    return rows


def _wide(sample_: str) -> float:
    """How wide a sample is: a shape, a mark, or a piece of line."""
    return 12.0 if _is_shape(sample_) else 15.0 if sample_ in ("full", "small", "number") else 26.0


def _is_shape(sample_: str) -> bool:
    return sample_ == "ring" or sample_ in style.SHAPES.values()


def _samples(parts: Sequence[_Part]) -> Group:
    found: list[Mark] = []
    for part in parts:
        shape, wide = _is_shape(part.sample), _wide(part.sample)
        found += _shape_sample(part) if shape else sample(part.sample, part.x, part.y - _LEGEND * 0.34, wide)
        found.append(Words(part.words, part.x + wide + 5, part.y, _LEGEND, colour="quiet" if shape else "ink"))
    return Group("legend", "", "", tuple(found))


def _shape_sample(part: _Part) -> Iterator[Mark]:
    hollow = part.sample == "ring"
    size = 4.0 * style.SHAPE_SIZES.get(part.sample, 1.0)
    yield actor_path(
        "dot" if hollow else part.sample,
        (part.x + 6, part.y - _LEGEND * 0.34),
        size,
        fill="ground" if hollow else "satellite",
        border="quiet" if hollow else "edge",
        width=0.7,
    )


def sample(name: str, x: float, y: float, wide: float) -> Iterator[Mark]:
    """How an entry of the legend is drawn: a piece of line or a mark, `wide` from `x` on, around the height `y`."""
    across = marks.straight((x, y), (x + wide, y))
    middle = (x + wide / 2, y)
    if name in ("full", "small"):
        yield from disc(Badge(0, middle, 5.0 if name == "full" else 3.2, name, 0.0), "ink", numbered=False)
    elif name == "number":
        yield from disc(Badge(12, middle, 6.0, "", 6.6), "quiet", numbered=True)
    elif name in ("only_denied", "unreviewed"):
        colour = "denied" if name == "only_denied" else "positive"
        yield Path(across, stroke=colour, width=style.HOLLOW_WIDTH * 0.9)
        yield Path(across, stroke="ground", width=style.LINE_WIDTH * 0.9)
    else:
        dashes = (5.0, 3.5) if name == "dashed" else ()
        yield Path(across, stroke="quiet" if name == "dashed" else name, width=2.2, dashes=dashes)


def _land(scene: Scene, drawn: Picture, frame: Frame) -> Iterator[Group]:
    """The coastlines where actors stand on the map, as far as they lie within the frame."""
    if scene.layout != "map":
        return
    rings = []
    for ring in coastlines():
        points = [drawn.at(point) for point in ring]
        clipped = _clipped(points, frame)
        if len(clipped) > 2:
            rings.append(Path(marks.polygon(clipped), fill="land", stroke="shore", width=0.4))
    yield Group("land", "", "", tuple(rings))


def _clipped(points: Sequence[marks.Point], frame: Frame) -> list[marks.Point]:
    """A ring cut to the frame, edge by edge (Sutherland and Hodgman, 1974)."""
    edges = (
        (0, frame.left, 1),
        (0, frame.left + frame.width, -1),
        (1, frame.top, 1),
        (1, frame.top + frame.height, -1),
    )
    ring = list(points)
    for axis, bound, way in edges:
        kept: list[marks.Point] = []
        for one, other in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            inside, other_inside = (one[axis] - bound) * way >= 0, (other[axis] - bound) * way >= 0
            if inside:
                kept.append(one)
            if inside != other_inside:
                share = (bound - one[axis]) / (other[axis] - one[axis])
                kept.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
        ring = kept
    return ring


def _line(drawn: Drawn) -> Group:
    path = marks.bent(drawn.run)
    found: list[Mark] = []
    if drawn.hollow:
        ratio = drawn.width / style.LINE_WIDTH
        found.append(Path(path, stroke=drawn.colour, width=style.HOLLOW_WIDTH * ratio))
        found.append(Path(path, stroke="ground", width=style.LINE_WIDTH * ratio))
        found += [
            Path(marks.polygon(head), fill="ground", stroke=drawn.colour, width=1.3 * ratio) for head in drawn.heads
        ]
    else:
        dashes = tuple(dash * drawn.width / style.LINE_WIDTH for dash in style.DASHES) if drawn.dashed else ()
        found.append(Path(path, stroke=drawn.colour, width=drawn.width, dashes=dashes))
        found += [Path(marks.polygon(head), fill=drawn.colour) for head in drawn.heads]
    return Group("line", drawn.line.id, drawn.line.caption, tuple(found))


def _badge(drawn: Drawn) -> Group:
    found = tuple(disc(drawn.badge, drawn.colour, numbered=True))
    return Group("badge", drawn.line.id, drawn.line.heading, found)


def disc(badge: Badge, colour: str, *, numbered: bool) -> Iterator[Mark]:
    """A badge: the number in a disc; filled and struck through for a denial, with a small ring for a lesser one."""
    (x, y), size, full = badge.middle, badge.radius, badge.mark == "full"
    unit = size / (9.0 if full else 8.0)
    if full:
        for ink, wide in (("ground", 5 * unit), ("ink", 2.4 * unit)):
            for way in (-1, 1):
                bar = ((x + way * size * 0.8, y - way * size * 0.8), (x + way * size * 1.38, y - way * size * 1.38))
                yield Path(marks.straight(*bar), stroke=ink, width=wide)
    yield Path(
        marks.circle((x, y), size),
        fill="ink" if full else "ground",
        stroke="ground" if full else colour,
        width=max(1.6 * unit, 0.6),
    )
    if badge.mark == "small" and numbered:
        ring = (x + size * 0.85, y - size * 0.85)
        yield Path(marks.circle(ring, 3.2 * unit), fill="ground", stroke="ink", width=1.4 * unit)
    if numbered:
        yield Words(
            str(badge.number),
            x,
            y + badge.text_size * 0.36,
            badge.text_size,
            colour="ground" if full else "ink",
            bold=True,
            anchor="middle",
        )


def _actor(actor: Actor) -> Group:
    shape = actor_path(
        actor.shape, actor.middle, actor.size, fill=actor.fill, border=actor.border, width=actor.border_width
    )
    return Group("actor", actor.id, actor.says, (shape,))


def _name(actor: Actor) -> Group:
    label = actor.label
    colour = "ink" if label.principal else "quiet"
    halo = label.size * 0.16
    found: list[Mark] = [
        Words(line, label.x, label.y + place * label.leading, label.size, colour=colour, anchor="middle", halo=halo)
        for place, line in enumerate(label.lines)
    ]
    if actor.stands_for:
        x, y = actor.middle[0] + actor.size * 0.8, actor.middle[1] - actor.size * 0.8
        text = f"{actor.stands_for + 1} in 1"
        found.append(Words(text, x + 3, y, label.size * 0.8, colour="quiet", bold=True, halo=halo))
    return Group("name", actor.id, "", tuple(found))


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
