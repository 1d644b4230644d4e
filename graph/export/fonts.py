"""The fonts that pictures and pages are typeset with: files from pinned packages, never the system's.

A character is drawn with the first family that has it; one that none has is written as its number, `U+10D0`, so
that no export shows an empty box or fails for one name.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont

FAMILIES = (
    ("Noto Sans", "justmytype_western_core", "notosans/NotoSans[wdth,wght].ttf"),
    ("Noto Sans Arabic", "justmytype_intl_rtl", "notosansarabic/NotoSansArabic[wdth,wght].ttf"),
    ("Noto Sans Hebrew", "justmytype_intl_rtl", "notosanshebrew/NotoSansHebrew[wdth,wght].ttf"),
    ("Noto Sans SC", "justmytype_intl_cjk", "notosanssc/NotoSansSC[wght].ttf"),
    ("Noto Sans TC", "justmytype_intl_cjk", "notosanstc/NotoSansTC[wght].ttf"),
    ("Noto Sans JP", "justmytype_intl_cjk", "notosansjp/NotoSansJP[wght].ttf"),
    ("Noto Sans KR", "justmytype_intl_cjk", "notosanskr/NotoSansKR[wght].ttf"),
    ("Noto Sans Symbols 2", "justmytype_western_core", "notosanssymbols2/NotoSansSymbols2-Regular.ttf"),
)
"""Family, the package it comes in, its file there; in the order in which they are asked for a character."""

STACK = "'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
"""For formats that bring no fonts and are drawn with the reader's."""

_BOLDER = 1.07
"""How much wider bold text runs than regular."""
_JOINERS = frozenset("\u200c\u200d")
_KEPT = frozenset("\n\t")


@cache
def folders() -> tuple[Path, ...]:
    """The folders with the files of all families."""
    return tuple(sorted({_file(package, file).parent for _, package, file in FAMILIES}))


def legible(text: str) -> str:
    """The text as it can be typeset: composed, without control characters, and `U+10D0` for what no font has."""
    made: list[str] = []
    last: int | None = 0
    for sign in unicodedata.normalize("NFC", plain(text)):
        if sign in _KEPT or sign in _JOINERS:
            made.append(sign)
            continue
        family = _first(sign) if not unicodedata.combining(sign) else _beside(sign, last)
        if family is None:
            if made and made[-1].startswith("U+"):
                made.append(" ")
            made.append(f"U+{ord(sign):04X}")
            last = 0
        else:
            made.append(sign)
            last = family
    return "".join(made)


def plain(text: str) -> str:
    """The text without what XML cannot hold and what would steer a reader's eye: controls, bidi overrides."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(sign for sign in text if sign in _KEPT or sign in _JOINERS or _is_text(sign))


def is_visible(text: str) -> bool:
    """Whether a text leaves anything on paper."""
    return any(not sign.isspace() and sign not in _JOINERS for sign in plain(text))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how far the text runs at this size, in the unit of the size."""
    return sum(map(_advance, text)) * size * (_BOLDER if bold else 1.0)


def wrapped(text: str, size: float, most: float, *, bold: bool = False, lines: int = 0) -> list[str]:
    """The text broken to lines no wider than `most`, between words where it can be; an ellipsis ends the last one.

    Args:
        text: line breaks in it are kept.
        size: of its letters; `most` in the same unit.
        most: the widest line.
        bold: whether it is set bold.
        lines: the most lines; 0 for as many as there are.
    """
    found: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _pieces(paragraph, size, most, bold):
            if line and width(f"{line}{word}".rstrip(), size, bold=bold) > most:
                found.append(line.rstrip())
                line = ""
            line += word if line else word.lstrip()
        found.append(line.rstrip())
    if lines and len(found) > lines:
        last = found[lines - 1]
        while last and width(f"{last}…", size, bold=bold) > most:
            last = last[:-1]
        found = [*found[: lines - 1], f"{last.rstrip()}…"]
    return found


def is_rtl(text: str) -> bool:
    """Whether a text runs from right to left: by its first letter that has a direction."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _pieces(paragraph: str, size: float, most: float, bold: bool) -> list[str]:
    """Words with the blank before them; ideographs one by one, and words that fill a line letter by letter."""
    pieces: list[str] = []
    for number, word in enumerate(paragraph.split(" ")):
        blank = " " if number else ""
        if width(word, size, bold=bold) <= most and (word.isascii() or not any(map(_is_wide, word))):
            pieces.append(blank + word)
        else:
            pieces += [blank + word[:1], *word[1:]]
    return pieces


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in ("W", "F")


def _is_text(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs") and sign not in "\u2028\u2029\ufffe\uffff"


@cache
def _advance(sign: str) -> float:
    """How far a character moves on, in ems."""
    if unicodedata.combining(sign) or sign in _JOINERS:
        return 0.0
    family = _first(sign)
    if family is None:
        return 0.6
    glyphs, advances, units = _metrics(family)
    return advances[glyphs[ord(sign)]] / units


@cache
def _first(sign: str) -> int | None:
    """The first family that has the character, by its place in `FAMILIES`."""
    return next((place for place in range(len(FAMILIES)) if ord(sign) in _metrics(place)[0]), None)


def _beside(mark: str, family: int | None) -> int | None:
    """The family itself where it has the mark that stands on its character: a cluster comes from one font."""
    return family if family is not None and ord(mark) in _metrics(family)[0] else None


@cache
def _metrics(family: int) -> tuple[dict[int, str], dict[str, int], int]:
    """Character -> glyph, glyph -> advance, units to the em."""
    _, package, file = FAMILIES[family]
    with TTFont(_file(package, file), lazy=True) as font:
        advances = {glyph: advance for glyph, (advance, _) in font["hmtx"].metrics.items()}
        return dict(font.getBestCmap()), advances, int(font["head"].unitsPerEm)


def _file(package: str, file: str) -> Path:
    return Path(str(files(package).joinpath("fonts", "ofl", *file.split("/"))))
