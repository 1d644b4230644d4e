"""The picture of a scene on paper: where everything stands, how lines run from border to border, and the badges.

One description for all formats: those that draw take it apart into marks, slides make shapes and connectors of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.export.crowd import Box, Crowd
from graph.export.marks import reach_of
from graph.scene import style
from graph.scene.geometry import Curve, Point, curve
from graph.scene.shapes import Line, Node, Scene

LARGEST = 1.5
"""How much larger than on screen a small scene may be drawn."""
SMALLEST_TEXT = 5.2
"""Letters never get smaller than this, in points; past that they cover each other rather than vanish."""
BADGE, FULL_BADGE = 8.0, 9.0
_HEAD, _HEAD_HALF, _NOTCH = 17.0, 5.2, 0.88
"""The length of an arrowhead, half its width, and how deep its back is cut, as vis-network draws it."""
_GAP = 1.5
_STOPS = tuple(step / 64 for step in range(65))
_BADGE_STOPS = (0.5, 0.46, 0.54, 0.42, 0.58, 0.38, 0.62, 0.34, 0.66, 0.3, 0.7, 0.26, 0.74)
_LEADING = 1.12


@dataclass(frozen=True)
class Frame:
    """A place on the page, in points."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Label:
    """A name, broken to lines: the middle of the first base line, the size of its letters."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    leading: float
    principal: bool


@dataclass(frozen=True)
class Actor:
    """An actor as drawn: `fill` and `border` are colours of the palette."""

    id: str
    name: str
    says: str
    shape: str
    middle: Point
    size: float
    fill: str
    border: str
    border_width: float
    hollow: bool
    label: Label
    stands_for: int


@dataclass(frozen=True)
class Badge:
    """The disc on a line with the number of its endnote and the mark of denial."""

    number: int
    middle: Point
    radius: float
    mark: str
    text_size: float


@dataclass(frozen=True)
class Drawn:
    """A line as drawn: its visible run without the heads, the heads as closed corners, its badge."""

    line: Line
    run: Curve
    colour: str
    hollow: bool
    dashed: bool
    width: float
    heads: tuple[tuple[Point, ...], ...]
    badge: Badge


@dataclass(frozen=True)
class Picture:
    """A scene placed in a frame; `scale` is points to a canvas unit."""

    scale: float
    actors: tuple[Actor, ...]
    lines: tuple[Drawn, ...]
    origin: Point

    def at(self, point: Point) -> Point:
        """A point of the canvas on the page."""
        return self.origin[0] + point[0] * self.scale, self.origin[1] + point[1] * self.scale


def picture(scene: Scene, numbers: Mapping[str, int], frame: Frame) -> Picture:
    """The scene as large as the frame allows, in its middle; `numbers` is line id -> number of its endnote."""
    scale, origin = _fit(scene, frame)
    empty = Picture(scale, (), (), origin)
    actors = {node.id: _actor(node, empty) for node in scene.nodes}
    ends = {node.id: (node, (node.x, node.y)) for node in scene.nodes}
    curves = {line.id: curve(ends[line.a][1], ends[line.b][1], line.roundness) for line in scene.lines}
    on_page = {line: Curve(empty.at(one.a), empty.at(one.via), empty.at(one.b)) for line, one in curves.items()}
    badges = _badges(scene.lines, on_page, numbers, tuple(actors.values()), scale)
    lines = tuple(
        _drawn(line, on_page[line.id], actors[line.a], actors[line.b], badges[line.id], scale) for line in scene.lines
    )
    return Picture(scale, tuple(actors.values()), lines, origin)


def _fit(scene: Scene, frame: Frame) -> tuple[float, Point]:
    """Points to a canvas unit, and where on the page the canvas begins, so that all that is drawn fits the frame."""
    if not scene.nodes:
        return 1.0, (frame.left + frame.width / 2, frame.top + frame.height / 2)
    boxes = []
    places = {node.id: (node.x, node.y) for node in scene.nodes}
    for line in scene.lines:
        bent = curve(places[line.a], places[line.b], line.roundness)
        xs, ys = zip(*(bent.at(stop) for stop in _STOPS), strict=True)
        boxes.append((min(xs) - FULL_BADGE, min(ys) - FULL_BADGE, max(xs) + FULL_BADGE, max(ys) + FULL_BADGE))
    for node in scene.nodes:
        wide, high = style.label_box(node.label, node.satellite)
        half = max(node.size + 6, wide / 2 + 4)
        boxes.append((node.x - half, node.y - node.size - 6, node.x + half, node.y + node.size + high + 6))
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    scale = min(frame.width / (right - left), frame.height / (bottom - top), LARGEST)
    return scale, (
        frame.left + frame.width / 2 - (left + right) / 2 * scale,
        frame.top + frame.height / 2 - (top + bottom) / 2 * scale,
    )


def _actor(node: Node, place: Picture) -> Actor:
    hollow = node.kind == "unknown"
    x, y = place.at((node.x, node.y))
    size = node.size * place.scale
    font = style.SATELLITE_FONT if node.satellite else style.PRINCIPAL_FONT
    letters = max(font * place.scale, SMALLEST_TEXT if node.satellite else SMALLEST_TEXT + 1)
    return Actor(
        id=node.id,
        name=node.label,
        says=node.caption,
        shape=node.shape,
        middle=(x, y),
        size=size,
        fill="ground" if hollow else "satellite" if node.satellite else "actor",
        border="quiet" if hollow else "edge",
        border_width=(1.4 if hollow else 1.0) * place.scale,
        hollow=hollow,
        label=Label(
            lines=tuple(style.label_lines(node.label, node.satellite)),
            x=x,
            y=y + size + letters * 1.08,
            size=letters,
            leading=letters * _LEADING,
            principal=not node.satellite,
        ),
        stands_for=len(node.stands_for),
    )


def _drawn(line: Line, whole: Curve, a: Actor, b: Actor, badge: Badge, scale: float) -> Drawn:
    hollow = line.only_denied or line.unreviewed
    head = _HEAD * scale * 0.85 if hollow else _HEAD * scale
    first, last = _leaves(whole, a, _GAP * scale), 1 - _leaves(Curve(whole.b, whole.via, whole.a), b, _GAP * scale)
    if first >= last:
        # Two actors that cover each other leave nothing between them; the line is drawn from middle to middle.
        first, last = 0.0, 1.0
    heads = []
    start, end = first, last
    if line.head_a:
        start = _away(whole, first, head * _NOTCH)
        heads.append(_head(whole.at(first), whole.at(_away(whole, first, head)), head, scale))
    if line.head_b:
        back = Curve(whole.b, whole.via, whole.a)
        end = 1 - _away(back, 1 - last, head * _NOTCH)
        heads.append(_head(whole.at(last), back.at(_away(back, 1 - last, head)), head, scale))
    return Drawn(
        line=line,
        run=_part(whole, min(start, end), max(start, end)),
        colour="denied" if line.only_denied else line.polarity,
        hollow=hollow,
        dashed=not line.solid and not hollow,
        width=style.LINE_WIDTH * max(scale, 0.4),
        heads=tuple(heads),
        badge=badge,
    )


def _head(tip: Point, tail: Point, length: float, scale: float) -> tuple[Point, ...]:
    """An arrowhead: tip, one barb, the notch, the other barb."""
    far = math.hypot(tip[0] - tail[0], tip[1] - tail[1]) or 1.0
    along = ((tip[0] - tail[0]) / far, (tip[1] - tail[1]) / far)
    half = max(_HEAD_HALF * scale, length * 0.28)
    base = (tip[0] - along[0] * length, tip[1] - along[1] * length)
    notch = (tip[0] - along[0] * length * _NOTCH, tip[1] - along[1] * length * _NOTCH)
    return (
        tip,
        (base[0] - along[1] * half, base[1] + along[0] * half),
        notch,
        (base[0] + along[1] * half, base[1] - along[0] * half),
    )


def _leaves(one: Curve, actor: Actor, gap: float) -> float:
    """Where a curve that starts in the middle of an actor leaves its outline."""
    for stop in _STOPS:
        point = one.at(stop)
        far = math.hypot(point[0] - actor.middle[0], point[1] - actor.middle[1])
        if far >= reach_of(actor.shape, actor.middle, actor.size, point) + actor.border_width / 2 + gap:
            return _refined(one, actor, gap, stop)
    return 1.0


def _refined(one: Curve, actor: Actor, gap: float, stop: float) -> float:
    low, high = max(stop - 1 / 64, 0.0), stop
    for _ in range(8):
        middle = (low + high) / 2
        point = one.at(middle)
        far = math.hypot(point[0] - actor.middle[0], point[1] - actor.middle[1])
        if far >= reach_of(actor.shape, actor.middle, actor.size, point) + actor.border_width / 2 + gap:
            high = middle
        else:
            low = middle
    return high


def _away(one: Curve, start: float, length: float) -> float:
    """Where on the curve one has gone `length` from the point at `start`; the end where it is shorter."""
    here = one.at(start)
    low, high = start, 1.0
    if math.dist(here, one.at(high)) < length:
        return high
    for _ in range(14):
        middle = (low + high) / 2
        if math.dist(here, one.at(middle)) < length:
            low = middle
        else:
            high = middle
    return high


def _part(whole: Curve, start: float, end: float) -> Curve:
    """The piece of a curve between two places on it, as a curve."""

    def blend(one: float, other: float) -> Point:
        weights = ((1 - one) * (1 - other), (1 - one) * other + one * (1 - other), one * other)
        return (
            sum(weight * point[0] for weight, point in zip(weights, (whole.a, whole.via, whole.b), strict=True)),
            sum(weight * point[1] for weight, point in zip(weights, (whole.a, whole.via, whole.b), strict=True)),
        )

    return Curve(blend(start, start), blend(start, end), blend(end, end))


def _badges(
    lines: Sequence[Line],
    curves: Mapping[str, Curve],
    numbers: Mapping[str, int],
    actors: Sequence[Actor],
    scale: float,
) -> dict[str, Badge]:
    """A badge a line, at the middle of its curve, or beside it along the line where another or a name is there."""
    crowd = Crowd(map(_wall, actors), _radius(FULL_BADGE, scale))
    found: dict[str, Badge] = {}
    # Marks of denial choose first: nothing may hide them.
    order = sorted(lines, key=lambda line: ({"full": 0, "small": 1}.get(line.mark, 2), line.id))
    for line in order:
        radius = _radius(FULL_BADGE if line.mark == "full" else BADGE, scale)
        best, least = curves[line.id].middle, math.inf
        for place, stop in enumerate(_BADGE_STOPS):
            point = curves[line.id].at(stop)
            worse = crowd.depth(point, radius) + place * 0.01
            if worse < least:
                best, least = point, worse
            if worse < 0.2:
                break
        crowd.put(best, radius)
        number = numbers[line.id]
        size = radius * (1.22 if number < 100 else 0.95)
        found[line.id] = Badge(number, best, radius, line.mark, size)
    return found


def _radius(size: float, scale: float) -> float:
    return max(size * scale, SMALLEST_TEXT * 0.78)


def _wall(actor: Actor) -> Box:
    """The box around an actor and its name."""
    half = max(actor.size, max(map(len, actor.label.lines)) * actor.label.size * 0.28)
    bottom = actor.label.y + actor.label.leading * (len(actor.label.lines) - 1) + actor.label.size * 0.25
    return actor.middle[0] - half, actor.middle[1] - actor.size, actor.middle[0] + half, bottom
