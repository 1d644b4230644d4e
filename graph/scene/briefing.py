"""The shape of what a briefer takes away: a scene frozen with its endnotes, words, figures and records.

Every export is made from a `Briefing` alone: nothing is looked up, no clock is read. `graph.scene.endnotes` and
`graph.scene.summary` fill it; a snapshot keeps it as canonical JSON. Texts are plain text; what is not known is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.scene.shapes import Scene

Record = Mapping[str, str]


@dataclass(frozen=True)
class Citation:
    """One page behind one tie of a line: `12b` is the second one of endnote 12.

    Attributes:
        letter: a, b, ... z, aa, ab ... within the endnote; the same page has one letter in it.
        source: the page's id.
        claims: ids of the entries taken from it.
        list: where the entry stands, as in `graph.scene.shapes.Entry.list`.
        stance: the same in words: `says so`, `denies it`.
        speaker: who says it, and `basis` on what.
        originator, publisher: whom the page comes from, and who carries it; the same text where they are one.
        title: empty where it is not known; `title_inferred` where it was read off the address.
        published, accessed: dates in words.
        place, quote: where in the page, and verbatim words of it.
        grade: the grades in words where somebody judged.
        descriptor: what is to be known of the page: ownership, interest, age.
        derived_from: what the page repeats, in words.
        state: what became of the page (`withdrawn by its publisher`), empty where nothing is known against it.
        words: the whole citation as one line of text.
    """

    letter: str
    source: str
    claims: tuple[str, ...]
    list: str
    stance: str
    speaker: str
    basis: str
    originator: str
    publisher: str
    title: str
    title_inferred: bool
    published: str
    accessed: str
    url: str
    archived_url: str
    doi: str
    place: str
    quote: str
    grade: str
    descriptor: str
    derived_from: str
    state: str
    words: str


@dataclass(frozen=True)
class CitedTie:
    """A tie of a line with its pages, those that say so first, then those that answer; newest first in each."""

    id: str
    sentence: str
    backing: str
    backing_words: str
    answer_words: str
    years: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Endnote:
    """What stands behind the line with this number on the picture; numbers run from 1 in the order of line ids."""

    number: int
    line: str
    heading: str
    sentence: str
    mark: str
    only_denied: bool
    ties: tuple[CitedTie, ...]


@dataclass(frozen=True)
class Card:
    """Who says so, for one line: what fits beside a picture.

    `says` and `answers` are one line of words a voice (`United States: says so on intelligence (2 reports)`); `key`
    are the citations worth reading first (best own word, best independent, best denial) as `12a`.
    """

    number: int
    line: str
    sentence: str
    says: tuple[str, ...]
    answers: tuple[str, ...]
    since: str
    holds: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """One of the twelve checks of a snapshot (TRADECRAFT 7): `outcome`: ok, warn or block; `words`: with counts."""

    number: int
    name: str
    outcome: str
    words: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """What a briefer writes.

    `source_summary` replaces the generated one, paragraph by paragraph; None keeps that. `override` says why files are
    made though a check blocks; it is printed in them.
    """

    title: str = ""
    summary: str = ""
    caveats: str = ""
    handling: str = ""
    source_summary: tuple[str, ...] | None = None
    override: str = ""


@dataclass(frozen=True)
class Made:
    """When and of what a briefing is made: the moment (UTC, ISO 8601), the list's last change and its day."""

    generated_at: str
    seq: int
    store_digest: str
    recorded_at: str
    app_version: str


@dataclass(frozen=True)
class Briefing:
    """A frozen scene with all that goes with it into every format.

    Attributes:
        id: the snapshot's id; empty where it was not kept.
        title, summary, caveats, handling: the briefer's own words.
        query: the view, as in an address; `asked` the same in words.
        cutoff: the information cut-off in words (`All that this list had by 25 Nov 2026`).
        picture_date: when the picture is true, in words (`Whenever true`, `True 2022 to 2023`).
        generated_at: moment in UTC, ISO 8601.
        seq, store_digest: the change of the list it was made from.
        app_version: of the application that froze it.
        digest: SHA-256 of the canonical JSON of everything here but this field; the first 12 digits go on pictures.
        scene: what is drawn; the places are final.
        endnotes: one a line, numbered; `numbers` says which line has which.
        source_summary: paragraphs on what the picture rests on, generated, or as the briefer changed them.
        figures: name and value of what the source summary counts.
        checks: the twelve checks.
        records: table of the data package -> its rows behind the picture, in canonical order: entries, pages (and what
            they derive from), publishers, actors, kinds, aliases.
        withdrawn: pages that were retracted or withdrawn since, in words; empty when it was frozen.
        of, version: the snapshot whose text this is another version of (empty for the first), and the number of it.
        override: why files are made of it though a check blocks, in the words of whoever decided that; else empty.
    """

    title: str
    query: str
    asked: str
    cutoff: str
    picture_date: str
    generated_at: str
    seq: int
    store_digest: str
    app_version: str
    scene: Scene
    endnotes: tuple[Endnote, ...]
    cards: tuple[Card, ...]
    source_summary: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    checks: tuple[Check, ...]
    records: Mapping[str, tuple[Record, ...]]
    id: str = ""
    summary: str = ""
    caveats: str = ""
    handling: str = ""
    digest: str = ""
    withdrawn: tuple[str, ...] = field(default=())
    of: str = ""
    version: int = 1
    override: str = ""

    @property
    def numbers(self) -> dict[str, int]:
        """Line id -> its number on the picture."""
        return {note.line: note.number for note in self.endnotes}

    @property
    def stamp(self) -> str:
        """The small line under every picture: cut-off, picture date, when it was made, digest, handling; and that a
        check stops it, where it was let out all the same.
        """
        made = f"made {self.generated_at[:16].replace('T', ' ')} UTC"
        let_out = "let out although a check stops it" if self.override else ""
        parts = [self.cutoff, self.picture_date, made, self.digest[:12], self.handling, let_out]
        return " · ".join(part for part in parts if part)
