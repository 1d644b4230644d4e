"""A briefing as rows for machines: one a citation, one a drawn tie, one a page, each with its numbers.

Whatever reads `Briefing` for a table or a graph reads it through here, so that all files agree on what stands where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.model.records import split_ids
from graph.scene.briefing import Briefing, Citation, CitedTie, Endnote, Record
from graph.scene.shapes import Line, TieRow

_NOTHING: Record = {}


@dataclass(frozen=True)
class DrawnTie:
    """One tie of one line of the picture.

    Attributes:
        key: `12.1`, the first tie of endnote 12.
        subject, kind, object: as on file.
        source, target: the actors of the picture it is drawn between: the ends, or those they are drawn into.
        row: its figures on screen.
    """

    key: str
    note: Endnote
    line: Line
    tie: CitedTie
    row: TieRow
    subject: str
    kind: str
    object: str
    source: str
    target: str


@dataclass(frozen=True)
class Page:
    """One cited page: its record, every number under which it stands with the line, and its citations as they come."""

    id: str
    record: Record
    places: tuple[tuple[str, str], ...]
    citations: tuple[Citation, ...]


class Cited:
    """The rows of one briefing."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self.lines = {line.id: line for line in briefing.scene.lines}

    def record(self, table: str, id_: str) -> Record:
        """A record behind the picture; empty where it is not among them."""
        return self._records.get(table, {}).get(id_, _NOTHING)

    def label(self, actor: str) -> str:
        """What an actor is called; its id where it is not among the records."""
        return self.record("actors", actor).get("label", "") or actor

    @cached_property
    def ties(self) -> tuple[DrawnTie, ...]:
        """Every tie of every line, by number."""
        return tuple(self._ties())

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every cited page, in the order of ids."""
        found: dict[str, list[tuple[tuple[str, str], Citation]]] = {}
        for note, _, citation in self.citations():
            found.setdefault(citation.source, []).append(((number_of(note, citation), note.line), citation))
        return tuple(
            Page(
                id=page,
                record=self.record("sources", page),
                places=tuple(dict.fromkeys(place for place, _ in cited)),
                citations=tuple(citation for _, citation in cited),
            )
            for page, cited in sorted(found.items())
        )

    def citations(self) -> Iterator[tuple[Endnote, CitedTie, Citation]]:
        """Every citation with its tie and endnote, by number and letter as they come."""
        for note in self.briefing.endnotes:
            for tie in note.ties:
                for citation in tie.citations:
                    yield note, tie, citation

    @cached_property
    def numbers(self) -> dict[str, str]:
        """`12a` -> the page's id."""
        return {number_of(note, citation): citation.source for note, _, citation in self.citations()}

    @cached_property
    def edges(self) -> frozenset[tuple[str, str, str]]:
        """Line, and its two ends, of everything drawn."""
        return frozenset((line.id, line.a, line.b) for line in self.briefing.scene.lines)

    def claims(self, citation: Citation) -> Sequence[Record]:
        """The entries of a citation."""
        return [self.record("claims", claim) for claim in citation.claims]

    @cached_property
    def _records(self) -> Mapping[str, Mapping[str, Record]]:
        tables = ("actors", "kinds", "publishers", "sources", "claims")
        return {name: {row["id"]: row for row in self.briefing.records.get(name, ())} for name in tables}

    def _ties(self) -> Iterator[DrawnTie]:
        for note in self.briefing.endnotes:
            line = self.lines[note.line]
            rows = {row.id: row for row in line.ties}
            for place, tie in enumerate(note.ties, start=1):
                subject, kind, object_ = tie.id.split(".")
                source, target = self._ends(line, subject, object_)
                key = f"{note.number}.{place}"
                yield DrawnTie(key, note, line, tie, rows[tie.id], subject, kind, object_, source, target)

    def _ends(self, line: Line, subject: str, object_: str) -> tuple[str, str]:
        """Between which of its ends a tie runs, and which way: an end may be drawn into its home."""
        if line.a in self._upwards(subject) and line.b in self._upwards(object_):
            return line.a, line.b
        if line.b in self._upwards(subject) and line.a in self._upwards(object_):
            return line.b, line.a
        return line.a, line.b

    def _upwards(self, actor: str) -> list[str]:
        """The actor, what it is part of or at home in, and so on."""
        seen: list[str] = []
        while actor and actor not in seen:
            seen.append(actor)
            record = self.record("actors", actor)
            actor = record.get("part_of", "") or record.get("based_in", "")
        return seen


def number_of(note: Endnote, citation: Citation) -> str:
    """`12a`: the number of an endnote, and the letter of a page in it."""
    return f"{note.number}{citation.letter}"


def direction(cited: Cited, kind: str) -> str:
    """`directed` or `symmetric`."""
    return cited.record("kinds", kind).get("direction", "") or "directed"


def joined(texts: Iterable[str], between: str = "; ") -> str:
    """The texts that say anything, each once."""
    return between.join(dict.fromkeys(text for text in texts if text))


def said_of(briefing: Briefing) -> tuple[str, ...]:
    """What whoever has only the file must know of the picture, paragraph by paragraph; empty ones say nothing."""
    override = f"Sent out although a check blocks: {briefing.override}" if briefing.override else ""
    return (briefing.stamp, briefing.summary, briefing.caveats, override, *withdrawn_since(briefing))


def withdrawn_since(briefing: Briefing) -> tuple[str, ...]:
    """The cited pages that were withdrawn after the picture was frozen, a line each."""
    return tuple(f"Withdrawn since this was made: {words}" for words in briefing.withdrawn)


def left_out(loses: str) -> str:
    """What a format loses, as the sentence that stands in its files."""
    return f"Left out of this file: {loses}. The JSON file holds all that was frozen."


def said_by(cited: Cited, citation: Citation) -> tuple[str, ...]:
    """The actors named as speakers of a citation, as ids."""
    return tuple(dict.fromkeys(one for claim in cited.claims(citation) for one in split_ids(claim.get("speakers", ""))))
