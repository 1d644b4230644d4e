"""What a drawn page is made of: paths and words, in groups that say what they stand for.

Units are points, x to the right and y downwards. Colours are names of a `graph.scene.style.Palette`; whoever writes
a format looks them up. SVG, PNG and PDF are written from these marks alone, so that they agree.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from graph.scene.geometry import Curve, Point

Step = tuple[str, tuple[float, ...]]
"""One step of a path, as in SVG: `M`, `L`, `Q` and `C` with absolute numbers, `Z` with none."""

_ROUND = 0.5522847498307936
"""Where the control points of a quarter of a circle lie, in radii."""


@dataclass(frozen=True)
class Path:
    """A filled, stroked, or filled and stroked path; `fill` and `stroke` are colours of the palette, or empty."""

    steps: tuple[Step, ...]
    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True)
class Words:
    """One line of text; `y` is its base line, `x` its start, or its middle or end by `anchor`.

    A halo in the colour of the ground, `halo` wide on each side, lies beneath it.
    """

    text: str
    x: float
    y: float
    size: float
    colour: str = "ink"
    bold: bool = False
    anchor: str = "start"
    halo: float = 0.0


Mark = Path | Words


@dataclass(frozen=True)
class Group:
    """Marks that stand for one thing.

    Attributes:
        kind: line, actor, badge, title, legend, stamp or ground.
        id: of the line or actor; empty for what is neither.
        says: in words, for whoever does not see it.
        marks: in the order in which they are painted.
    """

    kind: str
    id: str
    says: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Page:
    """A page with everything drawn on it, painted in this order; `says` is the whole of it in words."""

    width: float
    height: float
    title: str
    says: str
    groups: tuple[Group, ...]


def polygon(points: Iterable[Point]) -> tuple[Step, ...]:
    """A closed path through points."""
    first, *rest = points
    return (("M", first), *(("L", point) for point in rest), ("Z", ()))


def straight(a: Point, b: Point) -> tuple[Step, ...]:
    """A straight path."""
    return (("M", a), ("L", b))


def bent(curve: Curve) -> tuple[Step, ...]:
    """A path along a curve; a straight one where it hardly bends, since a stroke cannot turn on the spot."""
    return (("M", curve.a), ("Q", (*curve.via, *curve.b)))


def circle(middle: Point, radius: float) -> tuple[Step, ...]:
    """A closed path around a circle."""
    x, y = middle
    reach = radius * _ROUND
    return (
        ("M", (x + radius, y)),
        ("C", (x + radius, y + reach, x + reach, y + radius, x, y + radius)),
        ("C", (x - reach, y + radius, x - radius, y + reach, x - radius, y)),
        ("C", (x - radius, y - reach, x - reach, y - radius, x, y - radius)),
        ("C", (x + reach, y - radius, x + radius, y - reach, x + radius, y)),
        ("Z", ()),
    )


def box(left: float, top: float, wide: float, high: float) -> tuple[Step, ...]:
    """A closed path around a rectangle."""
    return polygon(((left, top), (left + wide, top), (left + wide, top + high), (left, top + high)))


def outline(shape: str, middle: Point, size: float) -> tuple[Step, ...]:
    """The outline of an actor: vis-network's shape of this name, in its proportions."""
    corners = corners_of(shape, middle, size)
    return polygon(corners) if corners else circle(middle, size)


def corners_of(shape: str, middle: Point, size: float) -> tuple[Point, ...]:
    """The corners of a shape around its middle; none for a dot."""
    x, y = middle
    inner, high = math.sqrt(3) / 6 * 2 * size, math.sqrt(3) * size
    match shape:
        case "square":
            return ((x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size))
        case "diamond":
            return ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
        case "triangle":
            y += 0.275 * size
            return ((x, y - high + inner), (x + size, y + inner), (x - size, y + inner))
        case "triangleDown":
            y -= 0.275 * size
            return ((x, y + high - inner), (x - size, y - inner), (x + size, y - inner))
        case "hexagon":
            turns = [math.pi / 3 * step for step in range(6)]
            return tuple((x + size * math.cos(turn), y + size * math.sin(turn)) for turn in turns)
        case _:
            return ()


def reach_of(shape: str, middle: Point, size: float, towards: Point) -> float:
    """How far the outline of a shape is from its middle, in the direction of a point."""
    corners = corners_of(shape, middle, size)
    across, down = towards[0] - middle[0], towards[1] - middle[1]
    far = math.hypot(across, down)
    if not corners or far == 0:
        return size
    found = [size * 3]
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        ax, ay, bx, by = ax - middle[0], ay - middle[1], bx - middle[0], by - middle[1]
        turn = across * (by - ay) - down * (bx - ax)
        if abs(turn) < 1e-12:
            continue
        along = (ax * (by - ay) - ay * (bx - ax)) / turn
        beside = (ax * down - ay * across) / turn
        if along > 0 and -1e-9 <= beside <= 1 + 1e-9:
            found.append(along * far)
    return min(found)
