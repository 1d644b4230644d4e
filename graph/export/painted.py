"""Lines, actors, badges and names as marks."""

from __future__ import annotations

from collections.abc import Iterator

from graph.export.marks import Group, Mark, Path, Words, bent, circle, outline, polygon, straight
from graph.export.picture import Actor, Badge, Drawn
from graph.scene import style
from graph.scene.geometry import Point


def actor_path(shape: str, middle: Point, size: float, *, fill: str, border: str, width: float) -> Path:
    """An actor's shape; a hollow ring is dashed."""
    dashes = tuple(dash * width / 1.4 for dash in style.RING_DASHES) if fill == "ground" else ()
    return Path(outline(shape, middle, size), fill=fill, stroke=border, width=width, dashes=dashes)


def line(drawn: Drawn) -> Group:
    """A line with its heads; a hollow one is a wide stroke with a core of the ground."""
    path = bent(drawn.run)
    found: list[Mark] = []
    if drawn.hollow:
        ratio = drawn.width / style.LINE_WIDTH
        found.append(Path(path, stroke=drawn.colour, width=style.HOLLOW_WIDTH * ratio))
        found.append(Path(path, stroke="ground", width=style.LINE_WIDTH * ratio))
        found += [Path(polygon(head), fill="ground", stroke=drawn.colour, width=1.3 * ratio) for head in drawn.heads]
    else:
        dashes = tuple(dash * drawn.width / style.LINE_WIDTH for dash in style.DASHES) if drawn.dashed else ()
        found.append(Path(path, stroke=drawn.colour, width=drawn.width, dashes=dashes))
        found += [Path(polygon(head), fill=drawn.colour) for head in drawn.heads]
    return Group("line", drawn.line.id, drawn.line.caption, tuple(found))


def badge(drawn: Drawn) -> Group:
    """The badge of a line."""
    found = tuple(disc(drawn.badge, drawn.colour, numbered=True))
    return Group("badge", drawn.line.id, drawn.line.caption, found)


def disc(of: Badge, colour: str, *, numbered: bool) -> Iterator[Mark]:
    """A badge: the number in a disc; filled and struck through for a denial, with a small ring for a lesser one."""
    (x, y), size, full = of.middle, of.radius, of.mark == "full"
    unit = size / (9.0 if full else 8.0)
    if full:
        for ink, wide in (("ground", 5 * unit), ("ink", 2.4 * unit)):
            for way in (-1, 1):
                bar = ((x + way * size * 0.8, y - way * size * 0.8), (x + way * size * 1.38, y - way * size * 1.38))
                yield Path(straight(*bar), stroke=ink, width=wide)
    yield Path(
        circle((x, y), size),
        fill="ink" if full else "ground",
        stroke="ground" if full else colour,
        width=max(1.6 * unit, 0.6),
    )
    if of.mark == "small" and numbered:
        ring = (x + size * 0.85, y - size * 0.85)
        yield Path(circle(ring, 3.2 * unit), fill="ground", stroke="ink", width=1.4 * unit)
    if numbered:
        yield Words(
            str(of.number),
            x,
            y + of.text_size * 0.36,
            of.text_size,
            colour="ground" if full else "ink",
            bold=True,
            anchor="middle",
        )


def actor(drawn: Actor) -> Group:
    """The shape of an drawn."""
    shape = actor_path(
        drawn.shape, drawn.middle, drawn.size, fill=drawn.fill, border=drawn.border, width=drawn.border_width
    )
    return Group("actor", drawn.id, drawn.says, (shape,))


def name(drawn: Actor) -> Group:
    """The name of an actor, beneath it, and how many stand in it."""
    label = drawn.label
    colour = "ink" if label.principal else "quiet"
    halo = label.size * 0.16
    found: list[Mark] = [
        Words(line, label.x, label.y + place * label.leading, label.size, colour=colour, anchor="middle", halo=halo)
        for place, line in enumerate(label.lines)
    ]
    if drawn.stands_for:
        x, y = drawn.middle[0] + drawn.size * 0.8, drawn.middle[1] - drawn.size * 0.8
        text = f"{drawn.stands_for + 1} in 1"
        found.append(Words(text, x + 3, y, label.size * 0.8, colour="quiet", bold=True, halo=halo))
    return Group("name", drawn.id, "", tuple(found))
