"""Ids for new records: slugs of what the record says, minted once when it is saved, never one that was used before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from graph.model.records import split_ids
from graph.store.checking import MOST_ID

_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e"}
)
_STANCES = {"denies": "denied", "disputes": "disputed", "declines": "declined"}
_WORDS_OF_TITLE = 4
_SINGULAR = {"actors": "actor", "publishers": "publisher", "sources": "page", "claims": "entry"}


def slug(text: str) -> str:
    """The text in small letters, digits and hyphens; empty where it has no Latin letter and no digit."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’ʼʻ\u0300-\u036f]", "", plain)).strip("-")


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
