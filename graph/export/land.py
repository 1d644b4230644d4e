"""The land under the map, cut to the frame of the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.export.marks import Group, Path, polygon
from graph.export.picture import Frame, Picture
from graph.scene.coast import coastlines
from graph.scene.geometry import Point
from graph.scene.shapes import Scene


def land(scene: Scene, drawn: Picture, frame: Frame) -> Iterator[Group]:
    """The coastlines where actors stand on the map, as far as they lie within the frame."""
    if scene.layout != "map":
        return
    rings = []
    for ring in coastlines():
        points = [drawn.at(point) for point in ring]
        clipped = _clipped(points, frame)
        if len(clipped) > 2:
            rings.append(Path(polygon(clipped), fill="land", stroke="shore", width=0.4))
    yield Group("land", "", "", tuple(rings))


def _clipped(points: Sequence[Point], frame: Frame) -> list[Point]:
    """A ring cut to the frame, edge by edge (Sutherland and Hodgman, 1974)."""
    edges = (
        (0, frame.left, 1),
        (0, frame.left + frame.width, -1),
        (1, frame.top, 1),
        (1, frame.top + frame.height, -1),
    )
    ring = list(points)
    for axis, bound, way in edges:
        kept: list[Point] = []
        for one, other in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            inside, other_inside = (one[axis] - bound) * way >= 0, (other[axis] - bound) * way >= 0
            if inside:
                kept.append(one)
            if inside != other_inside:
                share = (bound - one[axis]) / (other[axis] - one[axis])
                kept.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
        ring = kept
    return ring
