"""Which of many texts have a word, or one that begins so: in any script, in the time of a look-up."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.model.folding import fold

Levels = NDArray[np.uint8]
"""How well each text has a word: 2 as it is, 1 as a beginning, 0 not at all."""
_LAST = chr(0x10FFFF)
_RUN = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+)"
)
"""Scripts that put no blank between words, and Korean, which hangs its particles on them."""
_DESIGNATION = re.compile(r"([^\W\d_]+)(\d\w*)")
_HYPHENED = re.compile(r"(?<!\w)([^\W\d_]+)-(?=\d)")


class _Marks(dict[int, str]):
    """Blanks for what is no letter, mark of a letter or digit; nothing for what only steers the writing."""

    def __missing__(self, point: int) -> str:
        category = unicodedata.category(chr(point))
        self[point] = "" if category == "Cf" else " " if category[0] in "PSZC" else chr(point)
        return self[point]


_MARKS = _Marks()


def words(text: str) -> list[str]:
    """The words of a text, folded; a run of a script without blanks is one word."""
    found = fold(text).translate(_MARKS).split()
    return found if text.isascii() else [part for word in found for part in _RUN.split(word) if part]


def asked(query: str) -> list[str]:
    """The words of a query, each once; a designation is one word, `S-400` as `s400`."""
    return list(dict.fromkeys(words(_HYPHENED.sub(r"\1", query))))


def near(word: str, vocabulary: Sequence[str]) -> list[str]:
    """The words of the vocabulary at the smallest distance from a word with a typo; of short words none.

    A designation is never a typo: an S-500 is no S-400.
    """
    most = tolerance(word)
    if not most:
        return []
    found = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=most, limit=None)
    least = min((distance for _, distance, _ in found), default=0)
    return sorted(other for other, distance, _ in found if distance == least)


def tolerance(word: str) -> int:
    """How many letters of a word may be wrong, missing, too many, or have changed places."""
    if _RUN.search(word) or any(letter.isdigit() for letter in word):
        return 0
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


class Words:
    """The words of many texts, each text by its number."""

    def __init__(self, texts: Iterable[str]) -> None:
        postings: dict[str, array[int]] = defaultdict(lambda: array("i"))
        self._runs: dict[int, str] = {}
        self._size = 0
        for number, text in enumerate(texts):
            found = dict.fromkeys(words(text))
            runs = [] if text.isascii() else [word for word in found if _RUN.match(word)]
            if runs:
                self._runs[number] = " ".join(runs)
                found |= dict.fromkeys(pair for run in runs for pair in (*_pairs(run), run[-1]))
            for word in found:
                postings[word].append(number)
            self._size = number + 1
        self.vocabulary = sorted(postings)
        self._starts = np.cumsum([0, *(len(postings[word]) for word in self.vocabulary)])
        self._numbers = np.array([number for word in self.vocabulary for number in postings[word]], dtype=np.int32)

    def levels(self, word: str, whole: bool = False) -> Levels:
        """How well each text has the word; where it is wanted `whole`, a beginning is none."""
        if whole:
            levels: Levels = (self._word(word) == 2) * np.uint8(2)
            return levels
        if _RUN.match(word) and len(word) > 1:
            return self._run(word)
        levels = self._word(word)
        parts = _DESIGNATION.fullmatch(word)
        if parts:
            # Written apart, `S-400`: its letters as they are, its number or the beginning of it.
            apart = np.minimum((self._word(parts[1]) == 2) * np.uint8(2), self._word(parts[2]))
            levels = np.maximum(levels, apart)
        elif word.isascii() and len(word) > 3 and word.endswith("s"):
            levels = np.maximum(levels, np.minimum(self._word(word[:-1]) == 2, 1).astype(np.uint8))
        return levels

    def _word(self, word: str) -> Levels:
        levels = np.zeros(self._size, np.uint8)
        first, last = bisect_left(self.vocabulary, word), bisect_left(self.vocabulary, word + _LAST)
        levels[self._numbers[self._starts[first] : self._starts[last]]] = 1
        if first < last and self.vocabulary[first] == word:
            levels[self._numbers[self._starts[first] : self._starts[first + 1]]] = 2
        return levels

    def _run(self, run: str) -> Levels:
        levels: Levels = np.minimum.reduce([self._word(pair) for pair in _pairs(run)])
        if len(run) > 2:
            # Its pairs may stand apart from each other.
            for number in np.flatnonzero(levels).tolist():
                if run not in self._runs[number]:
                    levels[number] = 0
        return levels


def _pairs(run: str) -> list[str]:
    return ["".join(pair) for pair in pairwise(run)]
