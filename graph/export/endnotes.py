"""Endnotes as text, the same in every format: who says it on what, which page, which words of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph.scene.briefing import Briefing, Card, Citation, CitedTie, Endnote

HEADING = "Endnotes"
SUMMARY = "In short"
CAVEATS = "Caveats"
RESTS = "What this rests on"
CARDS = "Who says so"
WITHDRAWN = "Withdrawn since this was made"
ABOUT = "About this file"
ANSWERED = "But"
"""Before who denies or doubts it. A word: the sign ≠ has its glyph from =, and in a PDF one cannot be told from the
other, so that addresses copied out of it would be false."""


@dataclass(frozen=True)
class Cited:
    """A citation to print.

    Attributes:
        letter: within its endnote.
        who: who says or denies it, on what basis.
        words: the page, where in it, its words, its grade; of one that stands in the endnote already only what is new.
        address: where it can be opened, http or https; empty where it has none.
    """

    letter: str
    who: str
    words: str
    address: str


@dataclass(frozen=True)
class Told:
    """A tie of an endnote to print: the sentence, and who backs and answers it."""

    sentence: str
    backing: str
    citations: tuple[Cited, ...]


@dataclass(frozen=True)
class CardLine:
    """A line of a card; a quiet one is about the others."""

    text: str
    quiet: bool = False


def told(note: Endnote) -> tuple[Told, ...]:
    """The ties of an endnote; a page that several of them rest on is given in full once."""
    seen: set[str] = set()
    return tuple(
        Told(tie.sentence, backing(tie), tuple(_cited(citation, seen) for citation in tie.citations))
        for tie in note.ties
    )


def backing(tie: CitedTie) -> str:
    """Who backs a tie, who answers it, and for which years it is reported."""
    return "; ".join(part for part in (tie.backing_words, tie.answer_words, tie.years) if part)


def flat(note: Endnote) -> Iterator[str]:
    """An endnote as lines of plain text, its heading first."""
    yield f"{note.number}  {note.heading}. {note.sentence}"
    for tie in told(note):
        yield f"{tie.sentence}: {tie.backing}."
        for one in tie.citations:
            yield f"{note.number}{one.letter}  {in_line(one)}"


def in_line(cited: Cited) -> str:
    """A citation in one line."""
    return " ".join(part for part in (cited.who, cited.words) if part)


def card_lines(card: Card, briefing: Briefing, which: str) -> tuple[CardLine, ...]:
    """What a card says beneath its sentence; `which` sources it names: `key`, or `all`."""
    times = "; ".join(part for part in (card.since, card.holds) if part)
    named, sources = ("Read first", card.key) if which == "key" else ("Sources", _letters(card, briefing))
    key = f"{named}: {', '.join(sources)}" if sources else ""
    return (
        *(CardLine(line) for line in card.says),
        *(CardLine(f"{ANSWERED} {line}") for line in card.answers),
        *(CardLine(line, quiet=True) for line in (times, key) if line),
    )


def _letters(card: Card, briefing: Briefing) -> tuple[str, ...]:
    """All sources of the card's line, as `12a`."""
    note = briefing.endnotes[card.number - 1]
    found = dict.fromkeys(citation.letter for tie in note.ties for citation in tie.citations)
    return tuple(f"{card.number}{letter}" for letter in found)


def about(briefing: Briefing) -> tuple[tuple[str, str], ...]:
    """What a file says of itself: name and value."""
    facts = (
        ("What was asked", briefing.asked),
        ("Information cut-off", briefing.cutoff),
        ("Picture date", briefing.picture_date),
        ("Made", f"{briefing.generated_at[:19].replace('T', ' ')} UTC"),
        ("Handling", briefing.handling),
        ("Let out although a check stops it", briefing.override),
        ("Snapshot", briefing.id),
        ("View", briefing.query),
        ("Change of the list", str(briefing.seq)),
        ("Digest of the list", briefing.store_digest),
        ("Digest of this briefing", briefing.digest),
        ("Attest", briefing.app_version),
        *(
            (f"Check {check.number}: {check.name}", f"{check.outcome}: {check.words}" if check.words else check.outcome)
            for check in briefing.checks
        ),
    )
    return tuple((name, value) for name, value in facts if value)


def address(citation: Citation) -> str:
    """Where the page can be opened: its own address, else the archive's; only http and https."""
    return next((url for url in (citation.url, citation.archived_url) if _is_web(url)), "")


def _cited(citation: Citation, seen: set[str]) -> Cited:
    who = f"{citation.speaker}: {citation.stance}{f' ({citation.basis})' if citation.basis else ''}."
    if not citation.words.startswith(who):
        who = ""
    words = citation.words.removeprefix(who).strip()
    again = citation.letter in seen
    seen.add(citation.letter)
    if again:
        new = (
            f"Same source as {citation.letter} above.",
            citation.place,
            f"“{citation.quote}”" if citation.quote else "",
        )
        words = " ".join(part for part in new if part)
    return Cited(citation.letter, who, words, "" if again else address(citation))


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
