"""The legend beneath the picture: every way a line is drawn, the numbers, and the shapes of actors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.export.fonts import width
from graph.export.marks import Group, Mark, Path, Words, straight
from graph.export.painted import actor_path, disc
from graph.export.picture import Badge
from graph.scene import style
from graph.scene.shapes import Scene

NUMBERED = "number of the endnote that says who"
_SIZE = 8.0
_BETWEEN = 14.0


@dataclass(frozen=True)
class _Part:
    """An entry of the legend, placed: the left end of its sample and the base line of its words."""

    sample: str
    words: str
    x: float
    y: float


def _shapes_in_words(scene: Scene) -> list[tuple[str, str]]:
    """Shape -> the kinds of actor of the picture that it stands for: `dot`, `state`."""
    kinds: dict[str, list[str]] = {}
    for node in scene.nodes:
        known = kinds.setdefault("ring" if node.kind == "unknown" else node.shape, [])
        if node.kind_words not in known:
            known.append(node.kind_words)
    return [(shape, ", ".join(sorted(words))) for shape, words in sorted(kinds.items())]


def legend(scene: Scene, left: float, inner: float, bottom: float) -> tuple[Group, float]:
    """The legend in rows from `left` on, `inner` wide, that end at `bottom`; and where the first row begins."""
    if not scene.lines and not scene.nodes:
        return _drawn(()), bottom
    entries = [(entry.sample, entry.words) for entry in scene.legend]
    if scene.lines:
        entries.append(("number", NUMBERED))
    rows: list[list[_Part]] = []
    for together in (entries, _shapes_in_words(scene)):
        rows += _rows(together, left, inner)
    step = _SIZE * 1.75
    top = bottom - step * len(rows) - 4
    placed = [
        _Part(part.sample, part.words, part.x, top + step * (number + 1) - 5)
        for number, row in enumerate(rows)
        for part in row
    ]
    return _drawn(placed), top


def _rows(entries: Sequence[tuple[str, str]], left: float, inner: float) -> list[list[_Part]]:
    rows: list[list[_Part]] = []
    x = inner + 1
    for sample, words in entries:
        wide = _wide(sample) + 5 + width(words, _SIZE) + _BETWEEN
        if x + wide - _BETWEEN > inner:
            rows.append([])
            x = 0.0
        rows[-1].append(_Part(sample, words, left + x, 0.0))
        x += wide
    return rows


def _wide(sample_: str) -> float:
    """How wide a sample is: a shape, a mark, or a piece of line."""
    return 12.0 if _is_shape(sample_) else 15.0 if sample_ in ("full", "small", "number") else 26.0


def _is_shape(sample_: str) -> bool:
    return sample_ == "ring" or sample_ in style.SHAPES.values()


def _drawn(parts: Sequence[_Part]) -> Group:
    found: list[Mark] = []
    for part in parts:
        shape, wide = _is_shape(part.sample), _wide(part.sample)
        found += _shape_sample(part) if shape else _sample(part.sample, part.x, part.y - _SIZE * 0.34, wide)
        found.append(Words(part.words, part.x + wide + 5, part.y, _SIZE, colour="quiet" if shape else "ink"))
    return Group("legend", "", "", tuple(found))


def _shape_sample(part: _Part) -> Iterator[Mark]:
    hollow = part.sample == "ring"
    size = 4.0 * style.SHAPE_SIZES.get(part.sample, 1.0)
    yield actor_path(
        "dot" if hollow else part.sample,
        (part.x + 6, part.y - _SIZE * 0.34),
        size,
        fill="ground" if hollow else "satellite",
        border="quiet" if hollow else "edge",
        width=0.7,
    )


def _sample(name: str, x: float, y: float, wide: float) -> Iterator[Mark]:
    """How an entry of the legend is drawn: a piece of line or a mark, `wide` from `x` on, around the height `y`."""
    across = straight((x, y), (x + wide, y))
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
