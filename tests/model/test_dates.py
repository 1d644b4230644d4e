"""Partial dates: periods of days, and what is none."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.dates import FAR_OFF, LONG_AGO, PATTERN, first_day, in_words, is_partial_date, last_day
from tests.model.bounded import bounded


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2022-07-19", date(2022, 7, 19), date(2022, 7, 19), "19 Jul 2022"),
        ("2022-07", date(2022, 7, 1), date(2022, 7, 31), "Jul 2022"),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "2022"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "Feb 2023"),
        ("2000-02-29", date(2000, 2, 29), date(2000, 2, 29), "29 Feb 2000"),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28), "Feb 1900"),
        ("0987", date(987, 1, 1), date(987, 12, 31), "0987"),
        ("0001-01-01", date.min, date.min, "1 Jan 0001"),
        ("9999", date(9999, 1, 1), date.max, "9999"),
    ],
)
def test_a_partial_date_is_a_period(text: str, first: date, last: date, words: str) -> None:
    assert (first_day(text), last_day(text)) == (first.toordinal(), last.toordinal())
    assert in_words(text) == words
    assert is_partial_date(text)


BAD = (
    *("", " ", "22", "202", "20222", "2022-", "2022-7", "2022-00", "2022-13", "2022-07-00", "2022-07-32"),
    *("2022-02-30", "2023-02-29", "2022-04-31", "0000", "0000-01", "2022-07-1", "2022/07", "2022-07-19T00:00"),
    *(" 2022", "2022 ", "-2022", "+2022", "2022-07-19\n", "２０２２", "٢٠٢٢", "twenty", "2022-07-19-01", "1e3"),
)


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not is_partial_date(text)
    for read in (first_day, last_day):
        with pytest.raises(ValueError, match=r"."):
            read(text)


@pytest.mark.parametrize("text", BAD[1:])
def test_it_is_said_what_was_wrong(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|day is out of range|day .* must be in range"):
        in_words(text)


def test_no_date_has_no_words() -> None:
    assert in_words("") == ""


def test_every_day_lies_between_the_ends_of_time() -> None:
    assert first_day("0001-01-01") > LONG_AGO
    assert last_day("9999-12-31") < FAR_OFF


@bounded
@given(st.dates())
def test_a_day_lies_in_its_month_and_its_month_in_its_year(day: date) -> None:
    texts = [f"{day:%Y}".zfill(4), f"{day:%Y}".zfill(4) + f"-{day:%m}", day.isoformat()]
    first, last = [first_day(text) for text in texts], [last_day(text) for text in texts]
    assert first == sorted(first)
    assert last == sorted(last, reverse=True)
    assert first[2] == last[2] == day.toordinal()
    assert all(re.search(PATTERN, text) for text in texts)


@bounded
@given(st.text(max_size=12))
def test_a_text_is_a_date_or_it_is_not(text: str) -> None:
    if is_partial_date(text):
        assert first_day(text) <= last_day(text)
        assert in_words(text)
