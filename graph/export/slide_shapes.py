"""The shapes of a slide as DrawingML: text boxes, actors, badges, and the connectors glued between them.

Written as text and parsed once a slide: adding hundreds of shapes one by one takes seconds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from graph.export.fonts import is_rtl, plain
from graph.export.marks import Mark, Path, Words
from graph.scene.geometry import Point

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
PRESETS = {
    "dot": "ellipse",
    "square": "rect",
    "diamond": "diamond",
    "triangle": "triangle",
    "triangleDown": "flowChartMerge",
    "hexagon": "hexagon",
}
"""Shape of an actor -> what DrawingML calls it."""
_DIAGONAL = math.sqrt(0.5)
_SITES: Mapping[str, tuple[Point, ...]] = {
    "ellipse": (
        (0.0, -1.0),
        (-_DIAGONAL, -_DIAGONAL),
        (-1.0, 0.0),
        (-_DIAGONAL, _DIAGONAL),
        (0.0, 1.0),
        (_DIAGONAL, _DIAGONAL),
        (1.0, 0.0),
        (_DIAGONAL, -_DIAGONAL),
    ),
    "rect": ((0.0, -1.0), (-1.0, 0.0), (0.0, 1.0), (1.0, 0.0)),
    "diamond": ((0.0, -1.0), (-1.0, 0.0), (0.0, 1.0), (1.0, 0.0)),
    "triangle": ((0.0, -1.0), (-0.5, 0.0), (-1.0, 1.0), (0.0, 1.0), (1.0, 1.0), (0.5, 0.0)),
    "flowChartMerge": ((0.0, -1.0), (-0.5, 0.0), (0.0, 1.0), (0.5, 0.0)),
    "hexagon": ((1.0, 0.0), (0.5, 1.0), (-0.5, 1.0), (-1.0, 0.0), (-0.5, -1.0), (0.5, -1.0)),
}
"""Where connectors may be glued, in the order of DrawingML's numbers, in halves of the shape's width and height."""


@dataclass(frozen=True)
class Box:
    """A rectangle on the slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(cls, middle: Point, wide: float, high: float) -> Box:
        """The rectangle of this size around a point."""
        return cls(middle[0] - wide / 2, middle[1] - high / 2, wide, high)


@dataclass(frozen=True)
class Run:
    """A piece of text in one look; `size` in points, `colour` as `#rrggbb`."""

    text: str
    size: float
    colour: str
    bold: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Runs in a line, with the room above it and the indent of its later lines, in points.

    `keeps` holds it together with the one after it.
    """

    runs: tuple[Run, ...]
    above: float = 0.0
    indent: float = 0.0
    align: str = "l"
    keeps: bool = False


@dataclass(frozen=True)
class Glue:
    """A place on a shape where a connector ends: the shape's number, the site's, and where that is."""

    shape: int
    site: int
    at: Point


def nearest(shape: int, preset: str, box: Box, towards: Point, *, named: bool = False) -> Glue:
    """The site of a shape that is nearest to a point; of a `named` one none in the middle below, where its name is."""
    middle = (box.left + box.width / 2, box.top + box.height / 2)
    places = [(middle[0] + x * box.width / 2, middle[1] + y * box.height / 2) for x, y in _SITES[preset]]
    open_ = [number for number, place in enumerate(_SITES[preset]) if not (named and place == (0.0, 1.0))]
    site = min(open_, key=lambda number: (math.dist(places[number], towards), number))
    return Glue(shape, site, places[site])


def shape(
    number: int,
    name: str,
    says: str,
    preset: str,
    box: Box,
    *,
    fill: str,
    border: str,
    width: float,
    dashed: bool = False,
    text: str = "",
) -> str:
    """A filled shape with a border, and a text body as `body` writes it."""
    adjusted = '<a:gd name="adj" fmla="val 28868"/><a:gd name="vf" fmla="val 115470"/>' if preset == "hexagon" else ""
    return (
        f"<p:sp><p:nvSpPr>{_about(number, name, says)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{_place(box)}<a:prstGeom prst="{preset}"><a:avLst>{adjusted}</a:avLst></a:prstGeom>'
        f"{_fill(fill)}{_outline(border, width, dashed=dashed)}</p:spPr>{text or _NO_TEXT}</p:sp>"
    )


def connector(
    number: int,
    name: str,
    says: str,
    begin: Glue,
    end: Glue,
    *,
    colour: str,
    width: float,
    dashed: bool,
    hollow: bool,
    head: bool,
) -> str:
    """A straight connector glued at both ends; `head` is an arrowhead at its end."""
    (x1, y1), (x2, y2) = begin.at, end.at
    flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
    box = Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    compound = ' cmpd="dbl"' if hollow else ""
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    tail = '<a:tailEnd type="stealth" w="med" len="lg"/>' if head else ""
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{_about(number, name, says)}<p:cNvCxnSpPr>"
        f'<a:stCxn id="{begin.shape}" idx="{begin.site}"/><a:endCxn id="{end.shape}" idx="{end.site}"/>'
        f"</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{_place(box, flips)}"
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{_emu(width)}"{compound}>{_fill(colour)}{dash}<a:round/>{tail}</a:ln></p:spPr></p:cxnSp>'
    )


def group(number: int, name: str, says: str, box: Box, shapes: Iterable[str]) -> str:
    """Shapes that move as one; they keep the places of the slide."""
    place = (
        f'<a:xfrm><a:off x="{_emu(box.left)}" y="{_emu(box.top)}"/>'
        f'<a:ext cx="{_emu(box.width)}" cy="{_emu(box.height)}"/>'
        f'<a:chOff x="{_emu(box.left)}" y="{_emu(box.top)}"/>'
        f'<a:chExt cx="{_emu(box.width)}" cy="{_emu(box.height)}"/></a:xfrm>'
    )
    return (
        f"<p:grpSp><p:nvGrpSpPr>{_about(number, name, says)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr>{place}</p:grpSpPr>{''.join(shapes)}</p:grpSp>"
    )


def text_box(number: int, name: str, box: Box, text: str, *, placeholder: str = "") -> str:
    """A text in a frame without border; `placeholder` (`title`) makes it the slide's own."""
    kind = f'<p:nvPr><p:ph type="{placeholder}"/></p:nvPr>' if placeholder else "<p:nvPr/>"
    marked = "<p:cNvSpPr/>" if placeholder else '<p:cNvSpPr txBox="1"/>'
    return (
        f"<p:sp><p:nvSpPr>{_about(number, name, '')}{marked}{kind}</p:nvSpPr>"
        f'<p:spPr>{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
        f"</p:spPr>{text}</p:sp>"
    )


def body(
    paragraphs: Sequence[Paragraph], *, wrap: bool = True, anchor: str = "t", top: float = 0.0, halo: str = ""
) -> str:
    """A text body without margins; `top` pushes it down, also past the shape's own edge."""
    inner = "".join(_paragraph(paragraph, halo) for paragraph in paragraphs) or "<a:p/>"
    return (
        f'<p:txBody><a:bodyPr wrap="{"square" if wrap else "none"}" lIns="0" tIns="{_emu(top)}" rIns="0" bIns="0" '
        f'anchor="{anchor}" vertOverflow="overflow" horzOverflow="overflow"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        f"{inner}</p:txBody>"
    )


def background(colour: str) -> str:
    """What a slide is painted with."""
    return f"<p:bg {NAMESPACES}><p:bgPr>{_fill(colour)}<a:effectLst/></p:bgPr></p:bg>"


def drawn(number: int, marks: Iterable[Mark], colours: Mapping[str, str]) -> tuple[list[str], int]:
    """Marks as free shapes and text boxes; and the next number."""
    found = []
    for mark in marks:
        found.append(_free(number, mark, colours) if isinstance(mark, Path) else _words(number, mark, colours))
        number += 1
    return found, number


_NO_TEXT = '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en"/></a:p></p:txBody>'


def _about(number: int, name: str, says: str) -> str:
    described = f" descr={quoteattr(plain(says))}" if says else ""
    return f'<p:cNvPr id="{number}" name={quoteattr(plain(name))}{described}/>'


def _place(box: Box, flips: str = "") -> str:
    return (
        f'<a:xfrm{flips}><a:off x="{_emu(box.left)}" y="{_emu(box.top)}"/>'
        f'<a:ext cx="{_emu(box.width)}" cy="{_emu(box.height)}"/></a:xfrm>'
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>' if colour else "<a:noFill/>"


def _outline(colour: str, width: float, *, dashed: bool = False) -> str:
    if not colour:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="sysDash"/>' if dashed else ""
    return f'<a:ln w="{_emu(width)}">{_fill(colour)}{dash}</a:ln>'


def _paragraph(paragraph: Paragraph, halo: str) -> str:
    rtl = is_rtl("".join(run.text for run in paragraph.runs))
    align = {"l": "r", "r": "l"}.get(paragraph.align, paragraph.align) if rtl else paragraph.align
    indent = f' marL="{_emu(paragraph.indent)}" indent="-{_emu(paragraph.indent)}"' if paragraph.indent else ""
    way = ' rtl="1"' if rtl else ""
    above = f'<a:spcBef><a:spcPts val="{round(paragraph.above * 100)}"/></a:spcBef>'
    return (
        f'<a:p><a:pPr algn="{align}"{indent}{way}>{above}<a:buNone/></a:pPr>'
        + "".join(_run(run, halo) for run in paragraph.runs)
        + "</a:p>"
    )


def _run(run: Run, halo: str) -> str:
    glow = (
        f'<a:effectLst><a:glow rad="{_emu(run.size * 0.2)}"><a:srgbClr val="{halo[1:]}"/></a:glow></a:effectLst>'
        if halo
        else ""
    )
    return (
        f'<a:r><a:rPr lang="en" sz="{max(round(run.size * 100), 100)}" b="{int(run.bold)}">{_fill(run.colour)}{glow}'
        f"</a:rPr><a:t>{escape(plain(run.text))}</a:t></a:r>"
    )


def _free(number: int, path: Path, colours: Mapping[str, str]) -> str:
    """A path as a shape of its own geometry."""
    xs = [x for _, numbers in path.steps for x in numbers[::2]]
    ys = [y for _, numbers in path.steps for y in numbers[1::2]]
    left, top = min(xs), min(ys)
    box = Box(left, top, max(max(xs) - left, 0.01), max(max(ys) - top, 0.01))
    names = {"M": "moveTo", "L": "lnTo", "Q": "quadBezTo", "C": "cubicBezTo"}
    steps = ""
    for name, numbers in path.steps:
        points = "".join(
            f'<a:pt x="{_emu(x - left)}" y="{_emu(y - top)}"/>'
            for x, y in zip(numbers[::2], numbers[1::2], strict=True)
        )
        steps += f"<a:{names[name]}>{points}</a:{names[name]}>" if numbers else "<a:close/>"
    return (
        f"<p:sp><p:nvSpPr>{_about(number, 'Drawing', '')}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_place(box)}"
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{_emu(box.width)}" h="{_emu(box.height)}">{steps}</a:path></a:pathLst></a:custGeom>'
        f"{_fill(colours[path.fill] if path.fill else '')}"
        f"{_outline(colours[path.stroke] if path.stroke else '', path.width, dashed=bool(path.dashes))}"
        f"</p:spPr>{_NO_TEXT}</p:sp>"
    )


def _words(number: int, words: Words, colours: Mapping[str, str]) -> str:
    wide = 400.0
    left = {"start": words.x, "middle": words.x - wide / 2, "end": words.x - wide}[words.anchor]
    align = {"start": "l", "middle": "ctr", "end": "r"}[words.anchor]
    run = Run(words.text, words.size, colours[words.colour], words.bold)
    return text_box(
        number,
        "Words",
        Box(left, words.y - words.size * 0.97, wide, words.size * 1.25),
        body([Paragraph((run,), align=align)], wrap=False),
    )


def _emu(points: float) -> int:
    return round(points * 12700)
