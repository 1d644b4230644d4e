"""What the list rests on: its pages and publishers as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.evidence.voices import OFFICIAL
from graph.model import codes
from graph.model.dates import in_words
from graph.scene.chains import NO_TITLE, Chains
from graph.scene.countries import country_name
from graph.scene.entries import publisher_name, state_words
from graph.scene.reader import Reader, Row
from graph.scene.words import count

FIELDS = {"published": "date", "title": "title", "archived_url": "archived copy", "url": "address"}
"""The columns of a page whose absence is told, and what each is called."""
PAGE_MARKS = {
    "relay": "repeats somebody else",
    "root": "repeated by other sources",
    "no-published": "without a date",
    "no-title": "without a title",
    "inferred": "title inferred from the address",
    "no-archived_url": "without an archived copy",
    "no-url": "without an address",
    "corrected": "corrected",
    "withdrawn": "withdrawn",
    "dead": "dead link",
    "off": "taken off this list",
}
"""What pages can be picked by."""
PUBLISHER_MARKS = {
    "official": "official voice of a party",
    "interest": "speaks for a party",
    "relays": "repeats others",
    "carried": "repeated by others",
    "judged": "reliability judged",
}
"""What publishers can be picked by."""


@dataclass(frozen=True)
class SourceRow:
    """A page as a row.

    `root` is the publisher that it goes back to, empty where it repeats nobody; `published_on` is the date as it
    sorts; `state` and `missing` are words, empty where nothing is known against it or missing; `marks` are the keys
    of `PAGE_MARKS` that are true of it.
    """

    id: str
    title: str
    title_inferred: bool
    publisher: str
    publisher_name: str
    originator: str
    root: str
    root_name: str
    kind: str
    kind_words: str
    published: str
    published_on: str
    url: str
    entries: int
    ties: int
    state: str
    missing: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class PublisherRow:
    """A publisher as a row: `relays` counts its pages that repeat somebody else, `carried` the pages of others that go
    back to it; `reliability` is empty where nobody judged it.
    """

    id: str
    name: str
    country: str
    ownership: str
    ownership_words: str
    interest: str
    interest_label: str
    pages: int
    entries: int
    ties: int
    relays: int
    carried: int
    reliability: str
    marks: tuple[str, ...]


def source_row(source: Row, reader: Reader, chains: Chains, entries: int, ties: int) -> SourceRow:
    """A page as a row; it carries so many entries, about so many ties."""
    id_ = source["id"]
    relay = chains.relays(id_)
    root = chains.root(id_) if relay else ""
    true = {
        "relay": relay,
        "root": bool(chains.under(id_)),
        **{f"no-{field}": not source[field] for field in FIELDS},
        "inferred": source["title_inferred"] == "true",
        **{state: source["state"] == state for state in ("corrected", "withdrawn", "dead")},
        "off": source["status"] == "retracted",
    }
    return SourceRow(
        id=id_,
        title=source["title"] or NO_TITLE,
        title_inferred=true["inferred"],
        publisher=source["publisher"],
        publisher_name=publisher_name(reader, source["publisher"]),
        originator=publisher_name(reader, source["originator"]),
        root=root,
        root_name=publisher_name(reader, root),
        kind=source["kind"],
        kind_words=codes.SOURCE_KINDS.get(source["kind"], source["kind"]),
        published=in_words(source["published"]),
        published_on=source["published"],
        url=source["url"],
        entries=entries,
        ties=ties,
        state=state_words(source),
        missing=", ".join(words for field, words in FIELDS.items() if not source[field]),
        marks=tuple(mark for mark in PAGE_MARKS if true[mark]),
    )


def publisher_row(row: Row, reader: Reader, pages: Sequence[SourceRow], ties: int, carried: int) -> PublisherRow:
    """A publisher as a row; its pages are about so many ties, and so many pages of others go back to it."""
    judged = codes.RELIABILITIES.get(row["reliability"], "")
    relays = sum("relay" in page.marks for page in pages)
    true = {
        "official": bool(row["interest"]) and row["ownership"] in OFFICIAL,
        "interest": bool(row["interest"]),
        "relays": relays > 0,
        "carried": carried > 0,
        "judged": bool(judged),
    }
    return PublisherRow(
        id=row["id"],
        name=row["name"],
        country=country_name(row["country"]) if row["country"] else "",
        ownership=row["ownership"] or "unknown",
        ownership_words=codes.OWNERSHIPS.get(row["ownership"] or "unknown", row["ownership"]),
        interest=row["interest"],
        interest_label=reader.label(row["interest"]) if row["interest"] else "",
        pages=len(pages),
        entries=sum(page.entries for page in pages),
        ties=ties,
        relays=relays,
        carried=carried,
        reliability=f"{judged} ({row['reliability']})" if judged else "",
        marks=tuple(mark for mark in PUBLISHER_MARKS if true[mark]),
    )


def shelf_sentence(pages: Sequence[SourceRow], publishers: Sequence[PublisherRow]) -> str:
    """The figures of everything the list rests on."""
    relays = sum("relay" in page.marks for page in pages)
    told = f"{count(len(pages), 'source')} of {count(len(publishers), 'publisher')}."
    if not relays:
        return told
    repeat = "One of the sources repeats" if relays == 1 else f"{relays:,} of the sources repeat"
    return f"{told} {repeat} somebody else: however many carry it, it is one voice."
