"""The colours of files: those of the screen, and a set of greys for print without colour."""

from __future__ import annotations

from dataclasses import asdict
from types import MappingProxyType

from graph.scene.style import DARK, LIGHT, Palette

GREY = Palette(
    ground="#ffffff",
    ink="#111111",
    quiet="#3f3f3f",
    actor="#4a4a4a",
    satellite="#b4b4b4",
    edge="#222222",
    positive="#6f6f6f",
    negative="#000000",
    neutral="#b0b0b0",
    denied="#7a7a7a",
)
"""Lines far apart in lightness: opposing black, cooperating mid, neutral light."""

THEMES = MappingProxyType({"light": LIGHT, "dark": DARK, "grey": GREY})
_LAND = {"light": ("#eef1f4", "#d5dbe2"), "dark": ("#1a1f29", "#2c3442"), "grey": ("#f0f0f0", "#d8d8d8")}


def colours(theme: str) -> dict[str, str]:
    """Name of a colour -> `#rrggbb` in a theme of `THEMES`; the land and its shore besides those of the palette."""
    land, shore = _LAND[theme]
    return {**asdict(THEMES[theme]), "land": land, "shore": shore}
