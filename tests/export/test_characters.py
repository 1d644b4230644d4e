"""What no XML may hold is taken out; all that people write in stays as it is."""

from __future__ import annotations

import sys
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.export.characters import in_one_line, sound


@given(st.text())
def test_sound_text_is_the_same_after_a_parser(text: str) -> None:
    assert ElementTree.fromstring(f"<a>{escape(sound(text))}</a>").text in (sound(text), None)
    assert sound(sound(text)) == sound(text)


def test_every_character_but_the_forbidden_passes() -> None:
    every = "".join(map(chr, (*range(0x10000), 0x1F600, sys.maxunicode)))
    lost = set(every) - set(sound(every)) - set("\r\x85\u2028\u2029")
    assert len(lost) == 29 + 32 + 2048 + 32 + 2
    assert all(not sign.isprintable() for sign in lost)


@pytest.mark.parametrize("text", ["Эсланд", "中华人民共和国", "إيران می‌شود", "👩‍👩‍👧", "e\u0301", "a\tb\nc"])
def test_writing_stays(text: str) -> None:
    assert sound(text) == text


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(in_one_line(text).splitlines()) <= 1
