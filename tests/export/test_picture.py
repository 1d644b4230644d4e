"""The picture on paper: lines run from border to border, badges sit on them and hide nothing, all fits the page."""

from __future__ import annotations

import itertools
import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.export.colours import THEMES, colours
from graph.export.formats import find
from graph.export.marks import Path, Words, reach_of
from graph.export.picture import Picture
from graph.export.registry import Options
from graph.export.sheet import PAPERS, proportioned, sheet
from graph.export.typeset import typeset
from graph.model.errors import ExportFailed
from graph.scene.briefing import Briefing
from graph.scene.geometry import Curve, curve
from tests.export.briefings import briefing, crowded

SIZES = {**PAPERS, "upright": proportioned(1000, 1414), "square": proportioned(900, 900)}


def picture(of: Briefing, size: str = "16:9") -> Picture:
    return sheet(of, SIZES[size]).picture


def test_lines_start_and_end_at_the_outlines_of_their_actors() -> None:
    drawn = picture(briefing("curated"))
    actors = {actor.id: actor for actor in drawn.actors}
    for line in drawn.lines:
        for end, at, head in (
            (line.line.a, line.run.a, line.line.head_a),
            (line.line.b, line.run.b, line.line.head_b),
        ):
            actor = actors[end]
            beside = math.dist(at, actor.middle) - reach_of(actor.shape, actor.middle, actor.size, at)
            assert beside > 0, f"{line.line.id} runs into {end}"
            assert beside < 30 if head else beside < 6, f"{line.line.id} does not reach {end}"
    for line in drawn.lines:
        assert len(line.heads) == line.line.head_a + line.line.head_b


def test_badges_sit_on_their_own_lines_and_cover_neither_names_nor_each_other() -> None:
    of = briefing("curated")
    drawn = picture(of)
    places = {node.id: drawn.at((node.x, node.y)) for node in of.scene.nodes}
    for line in drawn.lines:
        whole = curve(places[line.line.a], places[line.line.b], line.line.roundness)
        assert _distance(whole, line.badge.middle) < 1.5
        assert line.badge.number == of.numbers[line.line.id]
    apart = [
        math.dist(one.badge.middle, other.badge.middle) - one.badge.radius - other.badge.radius
        for one, other in itertools.combinations(drawn.lines, 2)
    ]
    assert min(apart) > -2.0


def _distance(whole: Curve, point: tuple[float, float]) -> float:
    return min(math.dist(whole.at(step / 400), point) for step in range(401))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("of", [briefing, crowded], ids=["opening", "crowded"])
def test_all_that_is_drawn_lies_on_the_page(of: object, size: str) -> None:
    one = briefing("curated") if of is briefing else crowded()
    page = sheet(one, SIZES[size]).page
    for group in page.groups:
        for mark in group.marks:
            if isinstance(mark, Path):
                points = [numbers[-2:] for _, numbers in mark.steps if numbers]
                assert all(-1 <= x <= page.width + 1 and -1 <= y <= page.height + 1 for x, y in points), group.kind
            elif isinstance(mark, Words):
                assert 0 < mark.y < page.height, group.kind


def test_every_picture_carries_title_legend_and_stamp() -> None:
    of = briefing("curated")
    for size in PAPERS.values():
        texts = {
            kind: " ".join(mark.text for mark in group.marks if isinstance(mark, Words))
            for group in sheet(of, size).page.groups
            for kind in [group.kind]
        }
        assert texts["title"].startswith(of.title)
        assert texts["stamp"] == of.stamp
        assert all(entry.words in texts["legend"] for entry in of.scene.legend)
        for part in (of.cutoff, of.picture_date, "made 2026-11-25 21:00 UTC", of.digest[:12], of.handling):
            assert part in texts["stamp"]


def test_a_grey_print_keeps_lines_apart() -> None:
    """Without hue, lightness alone tells cooperating, opposing, neutral and denied lines apart, and from the paper."""
    greys = [_lightness(colours("grey")[name]) for name in ("negative", "positive", "neutral", "ground")]
    assert greys == sorted(greys)
    assert all(lighter - darker > 20 for darker, lighter in itertools.pairwise(greys))
    shades = {shade for name, shade in colours("grey").items() if name}
    assert all(shade[1:3] == shade[3:5] == shade[5:7] for shade in shades)
    assert set(THEMES) == {"light", "dark", "grey"}


def _lightness(colour: str) -> float:
    """L* of a colour (CIE 1976)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def test_two_exports_at_once_are_two_good_files() -> None:
    def write(format_: str) -> bytes:
        return find(format_).write(briefing(), Options())

    alone = [write(format_) for format_ in ("pdf", "png", "pptx")]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(write, ("pdf", "png", "pptx") * 2))
    assert together == alone * 2


def test_what_cannot_be_typeset_is_a_clear_error() -> None:
    with pytest.raises(ExportFailed, match="PNG could not be typeset"):
        typeset("png.typ", {}, {}, format="png", at="2026-11-25T21:00:03Z")
