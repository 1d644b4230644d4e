"""Colours that everybody can tell apart, on screen and in grey print; labels that fit."""

from __future__ import annotations

from dataclasses import asdict, fields
from itertools import combinations

import numpy as np
import pytest

from graph.model import codes
from graph.scene import style
from graph.scene.style import PALETTES, Palette

# How the colour-blind see linear sRGB: Viénot, Brettel and Mollon 1999; for tritan Brettel 1997, one plane.
BLINDNESSES = {
    "protan": [[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]],
    "deutan": [[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]],
    "tritan": [[1.0, 0.14461, -0.14461], [0.0, 0.85924, 0.14076], [0.0, 0.85924, 0.14076]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    x, y, z = np.cbrt(TO_XYZ @ np.clip(light, 0, 1) / np.array([0.9505, 1.0, 1.089]))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def luminance(colour: str) -> float:
    return float(TO_XYZ[1] @ linear(colour))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def hues(palette: Palette) -> list[str]:
    return [palette.positive, palette.neutral, palette.negative]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES.keys())
class TestPalettes:
    def test_lines_keep_apart_in_grey_print(self, palette: Palette) -> None:
        for one, other in combinations(hues(palette), 2):
            assert abs(lab(linear(one))[0] - lab(linear(other))[0]) >= 11

    def test_lines_keep_apart_for_the_colour_blind(self, palette: Palette) -> None:
        for matrix in BLINDNESSES.values():
            for one, other in combinations(hues(palette), 2):
                seen = [lab(np.array(matrix) @ linear(colour)) for colour in (one, other)]
                assert np.linalg.norm(seen[0] - seen[1]) >= 20

    def test_everything_stands_out_from_the_ground(self, palette: Palette) -> None:
        for colour in (*hues(palette), palette.denied, palette.actor, palette.edge):
            assert contrast(colour, palette.ground) >= 3
        for text in (palette.ink, palette.quiet):
            assert contrast(text, palette.ground) >= 7

    def test_every_role_has_a_colour_of_its_own(self, palette: Palette) -> None:
        """So that a drawing in one palette can be recoloured to the other, colour by colour."""
        assert len(set(asdict(palette).values())) == len(fields(palette))


def test_every_kind_of_actor_has_a_shape() -> None:
    assert set(style.SHAPES) == set(codes.ACTOR_KINDS)
    assert style.shape("something new") == style.shape("unknown")


def test_satellites_have_a_home_a_homely_kind_or_few_ties() -> None:
    assert not style.is_satellite("state", "", 5)
    assert style.is_satellite("state", "", 1)
    assert style.is_satellite("armed_group", "a-state", 9)
    assert style.is_satellite("person", "", 9)
    assert style.is_satellite("unknown", "", 9)
    assert style.size("state", False) > 2 * style.size("state", True)


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("NATO", ["NATO"]),
        ("United States", ["United States"]),
        ("Unnamed suppliers (sanctioned goods, 2023)", ["Unnamed suppliers", "(sanctioned", "goods, 2023)"]),
        ("", [" "]),
        ("One Two Three Four Five Six Seven Eight Nine", ["One Two Three", "Four Five Six", "Seven Eight …"]),
    ],
)
def test_labels_break_between_words(label: str, lines: list[str]) -> None:
    assert style.label_lines(label, satellite="Unnamed" in label) == lines


def test_no_label_is_ever_wide_or_high() -> None:
    for label in ("x" * 10_000, "word " * 3_000, "Wladiwostokskaja Zaliw"):
        wide, high = style.label_box(label, satellite=False)
        assert wide < 200
        assert high < 60
