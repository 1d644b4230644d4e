"""Partial dates: `2022`, `2022-07`, `2022-07-19`, kept with the precision the source gave.

A partial date is a period: 2022-07 is 1 to 31 July. Days are counted as proleptic Gregorian ordinals
(`datetime.date.toordinal`), so that frames can compare them as whole numbers.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

PATTERN = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
_SHAPE = re.compile(PATTERN, re.ASCII)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

LONG_AGO = 0
"""The day before every day: a period without a known beginning starts here."""
FAR_OFF = date.max.toordinal() + 1
"""The day after every day: a period not known to have ended ends here."""


def first_day(text: str) -> int:
    """Ordinal of the first day of a partial date; ValueError where it is none (`2022-02-30`, `2022-7`)."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1).toordinal()


def last_day(text: str) -> int:
    """Ordinal of the last day of a partial date; ValueError where it is none."""
    year, month, day = _parts(text)
    last_month = month or 12
    return date(year, last_month, day or monthrange(year, last_month)[1]).toordinal()


def is_partial_date(text: str) -> bool:
    """Whether the text is a day, month or year that exists."""
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def in_words(text: str) -> str:
    """`5 Nov 2022`, `Nov 2022`, `2022`; an empty text stays empty."""
    if not text:
        return ""
    year, month, day = _parts(text)
    words = [str(day)] if day else []
    if month:
        words.append(_MONTHS[month - 1])
    return " ".join([*words, f"{year:04d}"])


def _parts(text: str) -> tuple[int, int, int]:
    if not _SHAPE.fullmatch(text) or text.startswith("0000"):
        raise ValueError(f"“{text}” is not a date as YYYY, YYYY-MM or YYYY-MM-DD")
    numbers = [int(part) for part in text.split("-")] + [0, 0]
    year, month, day = numbers[:3]
    if day:
        date(year, month, day)
    return year, month, day
