"""What a briefer's own words may not do: promise more than the list holds, or say in two ways how sure one is."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LIKELIHOOD = re.compile(
    r"\b(almost no chance|(very |un)*likely|likelihood|remote|(highly )?(im)?probabl[ey]|probability|"
    r"(roughly )?even (chance|odds)|almost certain(ly)?|nearly certain(ly)?|realistic possibility)\b",
    re.IGNORECASE,
)
_CONFIDENCE = re.compile(
    r"\b(low|moderate|medium|high|with|analytic)\s+confidence\b|\bconfidence level\b", re.IGNORECASE
)
_CONFIRMED = re.compile(r"\b(confirm(s|ed)?|proven?|proves)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_ROWS = (
    re.compile(
        r"\b(almost no chance|(very |un)likely|likely|roughly even chance|almost certain(ly)?)\b", re.IGNORECASE
    ),
    re.compile(r"\b(remote|(highly )?(im)?probabl[ey]|roughly even odds|nearly certain(ly)?)\b", re.IGNORECASE),
)
"""The two rows of the likelihood table (ICD 203): a product uses the words of one."""


def mixed(texts: Iterable[str]) -> tuple[str, ...]:
    """The sentences that say how likely and how confident at once."""
    return tuple(
        sentence for sentence in _sentences(texts) if _LIKELIHOOD.search(sentence) and _CONFIDENCE.search(sentence)
    )


def confirming(texts: Iterable[str]) -> tuple[str, ...]:
    """The sentences that call something confirmed or proven."""
    return tuple(sentence for sentence in _sentences(texts) if _CONFIRMED.search(sentence))


def of_both_rows(texts: Iterable[str]) -> bool:
    """Whether words of both rows of the likelihood table are used."""
    whole = " ".join(texts)
    return all(row.search(whole) for row in _ROWS)


def _sentences(texts: Iterable[str]) -> list[str]:
    return [found.group().strip() for text in texts for found in _SENTENCE.finditer(text) if found.group().strip()]
