"""Ids for new records: slugs of what the record says, minted once when it is saved, never one that was used before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from graph.model.records import split_ids
from graph.store.checking import MOST_ID

_LETTERS = "абвгдезийклмнопрстуфхыэєіїґğışøłđðþəæœß"
_AS = "a b v g d e z i y k l m n o p r s t u f kh y e ye i yi g g i s o l d d th e ae oe ss"
_TRANSLITERATED = str.maketrans(
    dict(zip(_LETTERS, _AS.split(), strict=True))
    | {"ё": "yo", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
    | dict.fromkeys("ъь'’ʼʻ", "")
)
_STANCES = {"denies": "denied", "disputes": "disputed", "declines": "declined"}
_WORDS_OF_TITLE = 4
_SINGULAR = {"actors": "actor", "publishers": "publisher", "sources": "page", "claims": "entry"}


def slug(text: str) -> str:
    """The text in small letters, digits and hyphens, Cyrillic ones transliterated; empty where none can be made."""
    # Composed first: й is a letter of its own and no и with a mark.
    plain = unicodedata.normalize("NFC", text.lower()).translate(_TRANSLITERATED)
    bare = "".join(one for one in unicodedata.normalize("NFKD", plain).casefold() if not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def mint(table: str, row: Mapping[str, str], taken: Collection[str]) -> str:
    """An id for a new record: readable, free, and no longer than an id may be.

    The row names other records by their ids already, so they are minted first.
    """
    words = {"actors": _actor, "publishers": _publisher, "sources": _source, "claims": _claim}[table](row)
    stem = words[: MOST_ID - 6].strip("-") or _SINGULAR[table]
    number, free = 2, stem
    while free in taken:
        free, number = f"{stem}-{number}", number + 1
    return free


def _actor(row: Mapping[str, str]) -> str:
    return slug(row["label"])


def _publisher(row: Mapping[str, str]) -> str:
    return slug(row["name"])


def _source(row: Mapping[str, str]) -> str:
    if row["published"]:
        return f"{row['publisher']}-{row['published']}"
    words = slug(row["title"]).split("-")[:_WORDS_OF_TITLE]
    return "-".join([row["publisher"], "undated", *words])


def _claim(row: Mapping[str, str]) -> str:
    day = row["said_on"] or row["held_from"]
    speakers = split_ids(row["speakers"])
    parts = [row["subject"], row["kind"].replace("_", "-"), row["object"], _STANCES.get(row["stance"], ""), day]
    # A page's id says whose it is and of which day; where a speaker is named, both are of use.
    return slug("-".join(part for part in (*parts, speakers[0] if speakers else "", row["source"]) if part))
