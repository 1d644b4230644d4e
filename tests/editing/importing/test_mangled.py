"""What spreadsheet programs make of dates and ids, named with the remedy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.editing.importing.mangled import lost_zeros, mangled_date, mangled_id, mangled_json, mangled_number
from graph.model.dates import is_partial_date


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Jul-22", "write 2022-07 (Jul 2022)"),
        ("22-Jul", "write 2022-07"),
        ("July 2022", "write 2022-07"),
        ("Jul 22", "write 2022-07"),
        ("Sept-2022", "write 2022-09"),
        ("44743", "write 2022-07-01 or 2022-07"),
        ("44744", "counts days (2 Jul 2022)"),
        ("44743.0", "write 2022-07-01"),
        ("2022-07-01 00:00:00", "write 2022-07 (Jul 2022), or 2022-07-01"),
        ("2022-07-01T00:00:00Z", "write 2022-07"),
        ("2022-07-19 00:00:00", "write 2022-07-19"),
        ("5.11.2022", "write 2022-11-05 (5 Nov 2022) or 2022-05-11 (11 May 2022)"),
        ("11/5/22", "2022-05-11"),
        ("19.7.2022", "write 2022-07-19"),
        ("2022.0", "write 2022"),
        ("2022/07/19", "write 2022-07-19"),
        ("2022-7", "write 2022-07"),
        ("20220719", "write 2022-07-19"),
        ("5 Nov 2022", "write 2022-11-05"),
        ("Nov 5, 2022", "write 2022-11-05"),
        ("5-Nov-22", "write 2022-11-05"),
        ("1905-07-14 00:00:00", "the year 2022"),
    ],
)
def test_a_date_that_a_program_turned_is_named_with_the_remedy(text: str, remedy: str) -> None:
    words = mangled_date(text)
    assert remedy in words
    assert f"“{text}”" in words


@pytest.mark.parametrize(
    "text",
    [
        *("", "2022", "2022-07", "2022-07-19", "soon", "2022-13", "Foo-22", "99.99.2022"),
        *("123-May", "Jul-220", "0000 May", "May 000"),
    ],
)
def test_what_is_sound_or_of_another_kind_is_left_to_the_validator(text: str) -> None:
    assert mangled_date(text) == ""


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    st.text(st.sampled_from("0123456789-./ :JulayNov,TZ+"), max_size=20)
    | st.lists(st.from_regex(r"[0-9]{1,4}|May|Jul[.]?|[-/ .]", fullmatch=True), max_size=5).map("".join)
)
def test_no_text_stumbles_and_no_date_that_exists_is_suspected(text: str) -> None:
    assert not (mangled_date(text) and is_partial_date(text))
    mangled_id(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1E+05", "digits are lost"),
        ("1,00E+05", "digits are lost"),
        ("42.0", "write 42"),
        ("Jul-22", "looks like a date"),
        ("3-Feb", "looks like a date"),
        ("2022-03-02 00:00:00", "looks like a date"),
        ("s\u2011400", "U+2011"),
        ("“iran”", "typographic"),
    ],
)
def test_an_id_that_a_program_turned_is_named(text: str, words: str) -> None:
    assert words in mangled_id(text)


@pytest.mark.parametrize("text", ["iran", "s-400", "1e05x", "may-be", "reuters-2022-07-19", "2-2"])
def test_a_sound_id_is_not_suspected(text: str) -> None:
    assert mangled_id(text) == ""


def test_leading_zeros_are_found_again() -> None:
    assert lost_zeros("7", {"007", "x"}) == "007"
    assert lost_zeros("007", {"007"}) == ""
    assert lost_zeros("seven", {"007"}) == ""


def test_quotation_marks_and_grades() -> None:
    assert "straight ones" in mangled_json("{“commodity”: “uav”}")
    assert mangled_json('{"said": "“so”"}') == ""
    assert "write 2" in mangled_number("2.0")
    assert mangled_number("2") == ""
