"""What a spreadsheet program makes of dates, ids and quotation marks, recognised, with the way to mend it.

Nothing is mended silently: 1 July 2022 may have been the month before the program made a day of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta

from graph.model.dates import in_words, is_partial_date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
REMEDY = "set the format of the column to Text (the template has it so) and write"
"""Where it is no spreadsheet that the text stands in, `write` alone is the remedy."""
_DAY_0 = date(1899, 12, 30)
"""Where Excel's count of days begins."""
_SERIAL = re.compile(r"(1[5-9]|[2-5]\d)\d{3}(\.0+)?")
"""A count of days from 1941 to 2064."""
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?")
_WITH_DOTS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?")
_TWO_PARTS = re.compile(
    r"(?:(?P<first>[a-z]{3,9})\.?[-/ .](?P<then>\d{2,4})|(?P<count>\d{1,4})\.?[-/ ](?P<last>[a-z]{3,9})\.?)", re.I
)
_IN_WORDS = re.compile(r"(?:(\d{1,2})\.?[-/ ])?([a-z]{3,9})\.?(?:[-/ ](\d{1,2}),?)?[-/ ,]+(\d{2,4})", re.I)
_POWER = re.compile(r"\d([.,]\d+)?E\+?\d+", re.I)
_TRAILING = re.compile(r"(\d+)[.,]0+")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_QUOTES = "“”„‟«»‘’‚"


def mangled_date(text: str) -> str:
    """What became of a date, and how to mend it; empty where it is a date as it should be, or nothing of this kind."""
    if not text or is_partial_date(text):
        return ""
    if text.startswith("1905-"):
        return _year(text)
    if moment := _MOMENT.fullmatch(text):
        day = moment[1]
        if day.endswith("-01") and is_partial_date(day):
            month = day[:7]
            meant = f"{month} ({in_words(month)}), or {day} if that day is meant"
            return f"“{text}” is what a spreadsheet program makes of a month: {REMEDY} {meant}"
        return f"“{text}” has a time of day: {REMEDY} {day}"
    if _SERIAL.fullmatch(text):
        day = (_DAY_0 + timedelta(days=int(float(text)))).isoformat()
        other = f" or {day[:7]}" if day.endswith("-01") else ""
        return f"“{text}” is how a spreadsheet program counts days ({in_words(day)}): {REMEDY} {day}{other}"
    if trailing := _TRAILING.fullmatch(text):
        return f"“{text}” is a year that a spreadsheet program took for a number: {REMEDY} {trailing[1]}"
    if dotted := _WITH_DOTS.fullmatch(text):
        return _turned_round(text, *dotted.group(1, 3, 4))
    if year_first := _YEAR_FIRST.fullmatch(text):
        meant = "-".join(part.zfill(2) for part in year_first.groups() if part)
        return f"“{text}” is no date as we write it: {REMEDY} {meant}" if is_partial_date(meant) else ""
    if re.fullmatch(r"\d{8}", text):
        meant = f"{text[:4]}-{text[4:6]}-{text[6:]}"
        return f"“{text}” lacks its hyphens; write {meant}" if is_partial_date(meant) else ""
    return _from_words(text)


def mangled_id(text: str) -> str:
    """What became of an id; empty where nothing of this kind did."""
    if _POWER.fullmatch(text):
        words = "is what a spreadsheet program makes of a long number or of an id with an e in it"
        return f"“{text}” {words}: {REMEDY} the id again; its digits are lost here"
    if trailing := _TRAILING.fullmatch(text):
        words = f"{trailing[1]}, with the zeros it may have begun with"
        return f"“{text}” is an id that a spreadsheet program took for a number: {REMEDY} {words}"
    if _MOMENT.fullmatch(text) or (_TWO_PARTS.fullmatch(text) and _month_in(text)):
        return f"“{text}” is what a spreadsheet program makes of an id that looks like a date: {REMEDY} the id again"
    dash = next((letter for letter in text if letter in _DASHES), "")
    if dash:
        return f"“{text[:80]}” has the dash U+{ord(dash):04X} that a program put for a hyphen; write -"
    if any(letter in _QUOTES for letter in text):
        return f"“{text[:80]}” has typographic quotation marks around or in the id; take them out"
    return ""


def lost_zeros(text: str, known: Collection[str]) -> str:
    """The id on file that `text` is without its leading zeros; empty where there is none."""
    if not text.isdecimal() or text in known:
        return ""
    return next((f"{text:0>{width}}" for width in range(len(text) + 1, 13) if f"{text:0>{width}}" in known), "")


def mangled_json(text: str) -> str:
    """What became of the qualifiers' quotation marks; empty where they are straight."""
    if any(letter in _QUOTES for letter in text) and '"' not in text:
        words = "has typographic quotation marks, which a program put for straight ones"
        return f'{words}; write them as in {{"commodity": "uav"}}'
    return ""


def mangled_number(text: str) -> str:
    """What became of a grade or another short number; empty where nothing did."""
    trailing = _TRAILING.fullmatch(text)
    return (
        f"“{text}” is {trailing[1]} that a spreadsheet program took for a number: {REMEDY} {trailing[1]}"
        if trailing
        else ""
    )


def _year(text: str) -> str:
    """A year counted as days: 2022 shown as a date is 14 July 1905."""
    day = text[:10]
    if not is_partial_date(day) or len(day) < 10:
        return ""
    year = (date.fromisoformat(day) - _DAY_0).days
    return f"“{text}” is what a spreadsheet program makes of the year {year}: {REMEDY} {year}"


def _turned_round(text: str, one: str, other: str, year: str) -> str:
    year = year if len(year) == 4 else f"20{year}"
    meant = [
        f"{year}-{month.zfill(2)}-{day.zfill(2)}"
        for day, month in ((one, other), (other, one))
        if is_partial_date(f"{year}-{month.zfill(2)}-{day.zfill(2)}")
    ]
    if not meant:
        return ""
    meant = list(dict.fromkeys(meant))
    which = meant[0] if len(meant) == 1 else f"{meant[0]} ({in_words(meant[0])}) or {meant[1]} ({in_words(meant[1])})"
    words = "can be read in two ways" if len(meant) > 1 else "is no date as we write it"
    return f"“{text}” {words}: {REMEDY} {which}"


def _from_words(text: str) -> str:
    """“Jul-22”, “22-Jul”, “July 2022”, “5 Nov 2022”, “Nov 5, 2022”."""
    whole = _IN_WORDS.fullmatch(text)
    if whole and (whole[1] or whole[3]) and whole[2].lower() in _MONTHS:
        year = whole[4] if len(whole[4]) == 4 else f"20{whole[4]:0>2}"
        meant = f"{year}-{_MONTHS[whole[2].lower()]:02}-{(whole[1] or whole[3]):0>2}"
        return f"“{text}” is no date as we write it: {REMEDY} {meant}" if is_partial_date(meant) else ""
    parts = _TWO_PARTS.fullmatch(text)
    month = _month_in(text)
    if not parts or not month:
        return ""
    number = parts["then"] or parts["count"]
    year = number if len(number) == 4 else f"20{number:0>2}"
    meant = f"{year}-{month:02}"
    if not is_partial_date(meant):
        return ""
    return f"“{text}” is what a spreadsheet program makes of a month: {REMEDY} {meant} ({in_words(meant)})"


def _month_in(text: str) -> int:
    parts = _TWO_PARTS.fullmatch(text)
    return _MONTHS.get((parts["first"] or parts["last"]).lower(), 0) if parts else 0
