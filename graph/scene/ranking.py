"""Numbers in the order of how well they fit: points first, then what was settled before any query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from graph.scene.index import words

Numbers = NDArray[np.int64]
Scores = NDArray[np.int64]
SILENT = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "by",
        "did",
        "does",
        "for",
        "from",
        "in",
        "is",
        "of",
        "on",
        "or",
        "the",
        "to",
        "who",
        "with",
    )
)
"""Words that count only where a query has no others."""
_INSIDE = 3
"""Shorter queries are not looked for inside of words, except in scripts that say more with a letter."""


def numbers(ids: Iterable[str], number_of: Mapping[str, int]) -> Numbers:
    """The numbers of ids; an id that has none gets the one after the last."""
    found: Numbers = np.array([number_of.get(id_, len(number_of)) for id_ in ids], dtype=np.int64)
    return found


def order(values: Sequence[int | str]) -> Numbers:
    """The place of each number where the greatest value comes first; of equals, the smaller number."""
    places = np.empty(len(values), dtype=np.int64)
    places[sorted(range(len(values)), key=values.__getitem__, reverse=True)] = np.arange(len(values))
    return places


def best(total: Scores, order: Numbers, most: int) -> list[int]:
    """The numbers with most points, of equals the first in order."""
    found = np.flatnonzero(total)
    keys = order[found] - total[found] * len(order)
    if len(found) > most:
        kept = np.argpartition(keys, most)[:most]
        found, keys = found[kept], keys[kept]
    chosen: list[int] = found[np.argsort(keys)].tolist()
    return chosen


def in_order(found: Sequence[int], texts: Sequence[Sequence[str]], phrase: str) -> list[int]:
    """Those first that are the phrase word by word, then those that have it so."""
    if " " not in phrase:
        return list(found)

    def having(text: str) -> int:
        plain = " ".join(words(text))
        return 0 if plain == phrase else 1 if f" {phrase}" in f" {plain}" else 2

    ranks = [min(map(having, fields)) for fields in texts]
    return [found[place] for place in sorted(range(len(found)), key=ranks.__getitem__)]


def rank(name: str, phrase: str, parts: Sequence[str]) -> int | None:
    """How a name fits a phrase: 0 as it is, 1 as a beginning, 2 word by word, 3 inside of it; None not at all."""
    if name.startswith(phrase):
        return int(name != phrase)
    if all(f" {part}" in f" {name}" for part in parts):
        return 2
    inside = len(parts) == 1 and (len(phrase) >= _INSIDE or not phrase.isascii())
    return 3 if inside and phrase in name else None
