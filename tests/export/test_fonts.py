"""No name is too strange for a page: every character is drawn or written as its number."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pypdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.export import fonts
from graph.export.formats import find
from graph.export.registry import Options
from tests.export.briefings import briefing, empty, renamed

NAMES = {
    "Cyrillic": "Российская Федерация",
    "Ukrainian": "Україна, Київ",
    "Chinese": "中华人民共和国",
    "Chinese, traditional": "中華民國臺灣",
    "Japanese": "日本国 にほん",
    "Korean": "대한민국",
    "Arabic": "الجمهورية العربية السورية",
    "Persian": "جمهوری اسلامی ایران؛ می‌گوید",
    "Hebrew": "מדינת ישראל",
    "Turkish": "Türkiye Cumhuriyeti, İğdır",
    "Greek": "Ελληνική Δημοκρατία",
    "Vietnamese": "Việt Nam",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_script_of_the_list_is_drawn_as_it_is(name: str) -> None:
    assert fonts.legible(name) == name
    assert fonts.width(name, 10) > 0


def test_what_no_font_has_is_written_as_its_number() -> None:
    assert fonts.legible("ქართ") == "U+10E5 U+10D0 U+10E0 U+10D7"
    assert fonts.legible("a \U0001f600") == "a U+1F600"
    assert fonts.legible("e\u0301") == "é"
    assert fonts.legible("x\u064b") == "xU+064B"
    assert fonts.legible("a\x00b\u202ec\ud800") == "abc"


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_what_is_legible_has_a_glyph(text: str) -> None:
    have = _covered()
    assert all(ord(sign) in have or sign in "\n\t\u200c\u200d" for sign in fonts.legible(text))
    assert fonts.legible(fonts.legible(text)) == fonts.legible(text)


@cache
def _covered() -> set[int]:
    found: set[int] = set()
    for place in range(len(fonts.FAMILIES)):
        found |= set(fonts._metrics(place)[0])
    return found


def test_the_packages_bring_every_family_under_its_name() -> None:
    for name, package, file in fonts.FAMILIES:
        with TTFont(fonts._file(package, file), lazy=True) as font:
            assert font["name"].getBestFamilyName() in (name, f"{name} Thin")


@given(st.text(min_size=1, max_size=40))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_fails_an_accessible_pdf(text: str) -> None:
    of = replace(empty(), title=text, summary=text, handling=text)
    assert find("pdf").write(of, Options(page="a4")).startswith(b"%PDF")


@pytest.mark.parametrize("format_", ["svg", "pdf", "pptx", "docx", "html", "png"])
def test_names_of_all_scripts_and_a_title_of_300_signs_make_a_good_file(format_: str) -> None:
    nodes = briefing().scene.nodes
    names = dict(zip((node.id for node in nodes), (*NAMES.values(), "ქართული"), strict=False))
    title = ("Кто с кем связан и кто об этом говорит: " * 8)[:300]
    of = replace(renamed(briefing(), names), title=title)
    one = find(format_)
    data = one.write(of, Options(page="a4"))
    assert one.check is not None
    one.check(data, of)
    if format_ == "svg":
        assert all(name in data.decode() for name in names.values() if len(name) < 18 and " " not in name)
    if format_ == "pdf":
        assert pypdf.PdfReader(io.BytesIO(data)).metadata.title == title  # type: ignore[union-attr]


def test_lines_are_as_wide_as_they_may_be() -> None:
    text = "Who is tied to whom, and who says so; 中华人民共和国 and " * 6
    lines = fonts.wrapped(text, 12, 200)
    assert all(fonts.width(line, 12) <= 200 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert fonts.wrapped(text, 12, 200, lines=2)[1].endswith("…")
    assert all(fonts.width(line, 12) <= 200 for line in fonts.wrapped("x" * 300, 12, 200))
