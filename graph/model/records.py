"""The records: one class a table of the data package, its columns in the package's order.

Every value is text as it stands in the package (a partial date keeps its precision); what is not known is
the empty text. `BOOLEANS`, `NUMBERS` and `LISTS` say which columns mean more than text.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A row of a table; unknown columns are refused, never swallowed.

    `status` is empty (published) or `retracted` in a package.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: str = ""
    retraction_reason: str = ""


class Kind(Record):
    """An entry of the tie vocabulary: what may be said of two actors, and whose word settles it."""

    id: str
    label: str
    inverse_label: str
    group: str
    direction: str
    polarity: str
    settled_by: str
    aspect: str
    subject_kinds: str = ""
    object_kinds: str = ""
    stale_after_days: str = ""
    high_risk: str = ""
    plover: str = ""
    cameo: str = ""
    definition: str


class Actor(Record):
    """A state, organisation, organ, armed group, company, person, collective or unknown party.

    `part_of` speaks for the whole; `based_in` is a home only and never a voice.
    """

    id: str
    label: str
    kind: str
    part_of: str = ""
    based_in: str = ""
    iso2: str = ""
    iso3: str = ""
    wikidata: str = ""
    latitude: str = ""
    longitude: str = ""
    merged_into: str = ""
    naming_note: str = ""


class Alias(Record):
    """Another name of an actor."""

    actor: str
    alias: str
    alias_kind: str
    lang: str = ""
    case_sensitive: str = ""
    ambiguous: str = ""


class Publisher(Record):
    """An outlet, stored once; `interest` is the actor whose voice it is where no speaker is named."""

    id: str
    name: str
    country: str = ""
    ownership: str = ""
    interest: str = ""
    reliability: str = ""
    reliability_basis: str = ""


class Source(Record):
    """One published document of a publisher, stored once; it may derive from another."""

    id: str
    publisher: str
    originator: str = ""
    title: str = ""
    title_inferred: str = ""
    authors: str = ""
    kind: str
    url: str = ""
    archived_url: str = ""
    doi: str = ""
    published: str = ""
    accessed: str = ""
    language: str = ""
    derived_from: str = ""
    origin: str = ""
    state: str = ""
    checked: str = ""
    content_sha256: str = ""
    handling: str = ""
    descriptor: str = ""
    reliability: str = ""


class Claim(Record):
    """One source reporting one thing about one tie ("entry" on screen): a row of the curated edge list."""

    id: str
    subject: str
    kind: str
    object: str
    matter: str = ""
    stance: str
    disputes_what: str = ""
    modality: str = ""
    speakers: str = ""
    speaker_text: str = ""
    relayed_by: str = ""
    origin: str = ""
    basis: str = ""
    statement: str
    quote: str = ""
    locator: str = ""
    held_from: str = ""
    held_to: str = ""
    said_on: str = ""
    qualifiers: str = ""
    source: str
    credibility: str = ""
    credibility_basis: str = ""
    note: str = ""


class ReadyView(Record):
    """A ready question of the first screen: its words and the query that answers it."""

    id: str
    question: str
    query: str


class Place(Record):
    """Where an actor stands in a layout; x to the right, y downwards, in canvas units."""

    layout: str
    actor: str
    x: str
    y: str


SEPARATOR = "; "
"""Between several ids in one cell."""


def split_ids(cell: str) -> tuple[str, ...]:
    """The ids of a cell, in their order."""
    return tuple(part for part in (piece.strip() for piece in cell.split(";")) if part)
