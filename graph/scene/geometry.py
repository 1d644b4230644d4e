"""Where lines run: vis-network's curve `curvedCW` in closed form, so that screen and exports agree.

A line is one quadratic Bezier curve from the middle of one actor to the middle of the other; its control point
follows from the ends and the roundness alone. Units are canvas units, x to the right and y downwards.
Read off vis-network 9.1.2 (`_getViaCoordinates`, `_getDistanceToBezierEdge`, `getEdgeAt`) and held by a test
against the bundled file.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
Floats = npt.NDArray[np.float64]

REACH = 10.0
"""How far from a line a click still picks it."""
_STEPS = 9
"""vis-network measures the distance to a curve at ten points, and leaves the last tenth out."""
_FINENESS = 512


@dataclass(frozen=True)
class Curve:
    """A quadratic Bezier curve from `a` to `b` with control point `via`."""

    a: Point
    via: Point
    b: Point

    def at(self, t: float) -> Point:
        """The point at `t`, from 0 (the end a) to 1 (the end b)."""
        s = 1 - t
        return (
            s * s * self.a[0] + 2 * s * t * self.via[0] + t * t * self.b[0],
            s * s * self.a[1] + 2 * s * t * self.via[1] + t * t * self.b[1],
        )

    @property
    def middle(self) -> Point:
        """The point at a half: where the badge sits."""
        return self.at(0.5)


def curve(a: Point, b: Point, roundness: float) -> Curve:
    """The curve vis-network draws from `a` to `b` as `curvedCW` with this roundness (any number; 0 is straight)."""
    across, up = b[0] - a[0], a[1] - b[1]
    share = 0.5 * roundness + 0.5
    reach = share * math.hypot(across, up)
    angle = math.atan2(up, across) + share * math.pi
    return Curve(a, (a[0] + reach * math.sin(angle), a[1] + reach * math.cos(angle)), b)


def roundness_for(bend: float) -> float:
    """The roundness that puts the control point beside the straight line by `bend` times its length.

    A positive bend goes to the left of whoever walks from a to b, a negative one to the right, as its exact mirror
    image; 0 is straight. Bends reach from -1 to 1 and are held to that.

    vis-network's own negative roundness makes a flat, lopsided curve that ends at a bend of -0.18, but its formula
    repeats itself mirrored around -1: roundness r and -2 - r bend alike, one to each side.
    """
    size = min(abs(bend), 1.0)
    if size < 1e-9:
        return 0.0
    bends = _bends()
    place = bisect_left(bends, size)
    low, high = bends[place - 1], bends[place]
    roundness = (place - 1 + (size - low) / (high - low)) / _FINENESS
    return round(roundness if bend > 0 else -2 - roundness, 4)


@cache
def _bends() -> list[float]:
    """The bend of roundness 0, 1/512, ... 1; it grows with the roundness."""
    shares = [0.5 + 0.5 * step / _FINENESS for step in range(_FINENESS + 1)]
    return [-share * math.cos(share * math.pi) for share in shares]


def spread(count: int, length: float, *, gap: float = 22.0, widest: float = 0.55) -> list[float]:
    """Bends of `count` parallel lines between two ends `length` apart: about `gap` units between their middles.

    Symmetric around the straight line, from the left to the right of whoever walks from a to b; closer together
    where they would leave the corridor that is `widest` times as wide to each side as the line is long. All differ.
    """
    step = min(2 * gap / max(length, 1.0), 2 * widest / max(count - 1, 1))
    return [step * ((count - 1) / 2 - place) for place in range(count)]


def sample(curves: Sequence[Curve], at: Sequence[float]) -> Floats:
    """Points of many curves at once: shape (curves, places on the curve, 2)."""
    ends = np.array([(one.a, one.via, one.b) for one in curves], dtype=np.float64).reshape(-1, 3, 2)
    t = np.asarray(at, dtype=np.float64)
    weights = np.stack([(1 - t) ** 2, 2 * t * (1 - t), t**2], axis=1)
    points: Floats = np.einsum("tk,nkd->ntd", weights, ends)
    return points


def distances(curves: Sequence[Curve], points: Floats) -> Floats:
    """How far vis-network finds each point from each curve: shape (points, curves)."""
    knots = sample(curves, [step / 10 for step in range(_STEPS + 1)])
    start, along = knots[:, :-1], np.diff(knots, axis=1)
    length = np.maximum((along**2).sum(axis=2), 1e-12)
    apart = points[:, None, None, :] - start[None]
    share = np.clip((apart * along[None]).sum(axis=3) / length[None], 0.0, 1.0)
    nearest: Floats = np.hypot(
        apart[..., 0] - share * along[None, ..., 0], apart[..., 1] - share * along[None, ..., 1]
    ).min(axis=2)
    return nearest


def clear_point(
    name: str, curves: Mapping[str, Curve], actors: Sequence[tuple[float, float, float]] = ()
) -> Point | None:
    """A point where a click picks exactly this line, or None where the others hide it.

    A click picks the actor whose square it hits, else the nearest line within `REACH`, the first of equals. The
    point lies on the line, is nearest to no other line, in no actor's square, and as clear of the rest as can be.

    Args:
        name: the line's id.
        curves: all lines of the picture, by id.
        actors: middle and half the side of the square around each actor.
    """
    own = list(curves).index(name)
    points = sample([curves[name]], [step / 80 for step in range(4, 73)])[0]
    apart = distances(list(curves.values()), points)
    others = np.delete(apart, own, axis=1).min(axis=1, initial=np.inf)
    room = others - apart[:, own]
    for x, y, half in actors:
        beside = np.maximum(np.abs(points[:, 0] - x), np.abs(points[:, 1] - y)) - half
        room = np.minimum(room, beside)
    best = int(np.argmax(room))
    if room[best] <= 0 or apart[best, own] >= REACH:
        return None
    return float(points[best, 0]), float(points[best, 1])
