"""How actors and lines look: shapes, sizes, colours, and how long a label may be.

Hue belongs to the lines alone: it says whether a tie cooperates, opposes or is neutral. The three differ in
lightness by steps that a grey print keeps, and in hue along the axis that the colour-blind keep (blue to ochre);
actors are grey. Appearance is derived, never stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

SHAPES = MappingProxyType(
    {
        "state": "dot",
        "union": "hexagon",
        "igo": "hexagon",
        "de_facto": "diamond",
        "armed_group": "triangleDown",
        "organ": "square",
        "company": "square",
        "collective": "square",
        "person": "triangle",
        "unknown": "dot",
    }
)
"""Kind of actor -> vis-network's shape, its name beneath it; an unknown party is a hollow, dashed ring."""

PRINCIPAL_SIZE = 20.0
SATELLITE_SIZE = 7.5
"""Half the height of a shape: of those the picture is about, and of those around them. It measures nothing."""
SHAPE_SIZES = MappingProxyType(
    {"square": 0.86, "hexagon": 1.06, "triangle": 1.12, "triangleDown": 1.12, "diamond": 1.18}
)
"""What makes shapes of one size look equally large."""

HOMELY = frozenset({"organ", "company", "person", "collective", "unknown"})
"""Kinds that are satellites wherever they stand."""
FEW = 2
"""An actor with so few counterparts or fewer is a satellite."""

PRINCIPAL_FONT = 15
SATELLITE_FONT = 11.5
LINE_WIDTH = 2.2
HOLLOW_WIDTH = 5.0
"""A hollow line is this wide, with a core of `LINE_WIDTH` in the colour of the ground."""
DASHES = (7, 5)
RING_DASHES = (3, 3)
MOST_LABEL_LINES = 3


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as `#rrggbb`.

    Attributes:
        ground: behind everything; also the halo of labels and the core of hollow lines.
        ink: labels of principals; `quiet` labels of satellites.
        actor, satellite: fill of shapes; `edge` their border.
        positive, negative, neutral: lines; `denied` the hull of a hollow line.
    """

    ground: str
    ink: str
    quiet: str
    actor: str
    satellite: str
    edge: str
    positive: str
    negative: str
    neutral: str
    denied: str

    def line(self, polarity: str, only_denied: bool) -> str:
        """The colour of a line: its polarity's, or grey where it is only denied."""
        if only_denied:
            return self.denied
        return {"positive": self.positive, "negative": self.negative}.get(polarity, self.neutral)


LIGHT = Palette(
    ground="#ffffff",
    ink="#1a2230",
    quiet="#3f4a5a",
    actor="#3d4a5c",
    satellite="#a3adba",
    edge="#1f2937",
    positive="#1a6fb0",
    negative="#8f2106",
    neutral="#b3882c",
    denied="#6b7280",
)
DARK = Palette(
    ground="#0e1117",
    ink="#f3f5f8",
    quiet="#c3cad4",
    actor="#c7cfda",
    satellite="#6f7a89",
    edge="#eef1f5",
    positive="#5ab0ea",
    negative="#e2603f",
    neutral="#e3cd8c",
    denied="#9ca3af",
)
PALETTES = MappingProxyType({"light": LIGHT, "dark": DARK})


def shape(kind: str) -> str:
    """The shape of an actor of this kind; kinds the list does not know look like an unknown party."""
    return SHAPES.get(kind, SHAPES["unknown"])


def is_satellite(kind: str, home: str, counterparts: int) -> bool:
    """Whether an actor stands around the principals: it has a home, is of a homely kind, or has few counterparts."""
    return bool(home) or kind in HOMELY or kind not in SHAPES or counterparts <= FEW


def size(kind: str, satellite: bool) -> float:
    """Half the height of the actor's shape, in canvas units."""
    return round((SATELLITE_SIZE if satellite else PRINCIPAL_SIZE) * SHAPE_SIZES.get(shape(kind), 1.0), 2)


def label_lines(label: str, satellite: bool) -> list[str]:
    """The label broken between words for drawing beneath a shape; past the third line it ends in an ellipsis."""
    width = 17 if satellite else 14
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word if len(word) <= width + 6 else word[: width + 4] + "…")
    if len(lines) > MOST_LABEL_LINES:
        lines = [*lines[: MOST_LABEL_LINES - 1], lines[MOST_LABEL_LINES - 1] + " …"]
    return lines or [" "]


def label_box(label: str, satellite: bool) -> tuple[float, float]:
    """About how wide and high the broken label is, in canvas units; 0.56 of its size is a letter wide on average."""
    lines = label_lines(label, satellite)
    font = SATELLITE_FONT if satellite else PRINCIPAL_FONT
    return max(map(len, lines)) * font * (0.52 if satellite else 0.58), len(lines) * font * 1.15
