"""How deep a disc would lie in what stands on the page already: boxes around names, and other discs.

What stands there is sorted into the cells of a grid, so that one looks at the neighbours alone, however full the page.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from graph.scene.geometry import Point

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_BETWEEN = 1.0
"""So far apart two discs should be."""
_SLACK = 1.001
"""What is just within reach stays so whatever a division rounds."""


class Crowd:
    """The boxes of a page and the discs that were put on it so far; `widest` is the radius of the largest disc."""

    def __init__(self, boxes: Iterable[Box], widest: float) -> None:
        self._cell = (2 * widest + _BETWEEN) * _SLACK
        self._discs: dict[tuple[int, int], list[tuple[int, Point, float]]] = {}
        self._boxes: dict[tuple[int, int], list[Box]] = {}
        self._count = 0
        reach = widest * _SLACK
        for box in boxes:
            left, top = self._at((box[0] - reach, box[1] - reach))
            right, bottom = self._at((box[2] + reach, box[3] + reach))
            for column in range(left, right + 1):
                for row in range(top, bottom + 1):
                    self._boxes.setdefault((column, row), []).append(box)

    def put(self, point: Point, radius: float) -> None:
        """Put a disc there."""
        self._discs.setdefault(self._at(point), []).append((self._count, point, radius))
        self._count += 1

    def depth(self, point: Point, radius: float) -> float:
        """How deep a disc there would lie in other discs and in boxes, in radii."""
        deep = 0.0
        # In the order in which they came, so that a sum is the same to its last digit on a page of any cells.
        for _, other, size in sorted(self._near(point)):
            deep += max(0.0, radius + size + _BETWEEN - math.dist(point, other)) / radius
        for left, top, right, bottom in self._boxes.get(self._at(point), ()):
            beside = max(left - point[0], point[0] - right, top - point[1], point[1] - bottom)
            deep += 0.8 * max(0.0, radius - beside) / radius
        return deep

    def _near(self, point: Point) -> Iterator[tuple[int, Point, float]]:
        column, row = self._at(point)
        for beside in (-1, 0, 1):
            for below in (-1, 0, 1):
                yield from self._discs.get((column + beside, row + below), ())

    def _at(self, point: Point) -> tuple[int, int]:
        return math.floor(point[0] / self._cell), math.floor(point[1] / self._cell)
