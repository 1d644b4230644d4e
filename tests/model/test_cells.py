"""A cell of a spreadsheet: no formula, and the same text again for whoever reads it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.cells import as_cell, from_cell
from tests.export.hostile import TEXTS

RISKY = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""What OWASP names as the beginning of a formula, blanks before it passed over."""


@settings(max_examples=500)
@given(st.one_of(TEXTS, st.text(alphabet="'=+-@＝\t\n\r aé\u200b", max_size=6)))
def test_a_cell_comes_back_as_it_was_and_is_no_formula(text: str) -> None:
    assert from_cell(as_cell(text)) == text
    assert not RISKY.match(as_cell(text))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  @SUM(A1)", "'  @SUM(A1)"),
        ("＝1＋1", "'＝1＋1"),
        ("\n=1", "'\n=1"),
        ("'=1", "''=1"),
        ("-5", "'-5"),
        ("It's 5-1=4", "It's 5-1=4"),
        ("'tis", "'tis"),
        ("", ""),
    ],
)
def test_a_cell_by_example(text: str, cell: str) -> None:
    assert as_cell(text) == cell
