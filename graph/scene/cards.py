"""A page and a publisher in full: what each supports, what it goes back to, and whose voice it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.evidence.voices import OFFICIAL, Actors
from graph.model import codes
from graph.model.dates import in_words
from graph.model.errors import NotFound
from graph.scene.chains import Chains, Step
from graph.scene.citation import citation
from graph.scene.entries import entry, publisher_name
from graph.scene.grammar import in_sentence, matter_words
from graph.scene.reader import Reader, Row, Stand, Tables
from graph.scene.shapes import Entry
from graph.scene.sources import PublisherRow, SourceRow, publisher_row, source_row
from graph.scene.words import count


@dataclass(frozen=True)
class Support:
    """An entry of a page: the tie it is about, whose voice it is, and the entry itself.

    `origin` names where this entry comes from, where that is not where its page comes from.
    """

    tie: str
    sentence: str
    voices: str
    origin: str
    entry: Entry


@dataclass(frozen=True)
class SourceCard:
    """A page: what it supports, what it goes back to, and what is missing. `supports` are its live entries."""

    row: SourceRow
    citation: str
    facts: tuple[tuple[str, str], ...]
    supports: tuple[Support, ...]
    chain: tuple[Step, ...]
    chain_words: str
    family: tuple[Step, ...]
    family_words: str
    voice_words: str
    archived_url: str


@dataclass(frozen=True)
class About:
    """A tie or actor that a publisher's pages are about: what they do with it, and in how many entries."""

    id: str
    words: str
    says: str
    entries: int


@dataclass(frozen=True)
class PublisherCard:
    """A publisher: its pages, what they are about, and the pages of others that go back to it."""

    row: PublisherRow
    facts: tuple[tuple[str, str], ...]
    voice_words: str
    pages: tuple[SourceRow, ...]
    carried: tuple[SourceRow, ...]
    carried_words: str
    ties: tuple[About, ...]
    actors: tuple[About, ...]


@dataclass(frozen=True)
class Shelf:
    """Everything the list rests on, worked out once; cards are made when somebody asks for them.

    `stands` are page -> entry -> where it stands.
    """

    pages: Mapping[str, SourceRow]
    publishers: Mapping[str, PublisherRow]
    reader: Reader
    chains: Chains
    wholes: Actors
    stands: Mapping[str, Mapping[str, Sequence[Stand]]]

    def source(self, id_: str) -> SourceCard:
        """The card of a page; NotFound where it is not on file."""
        if id_ not in self.pages:
            raise NotFound("source", id_)
        row, source = self.pages[id_], self.reader.sources[id_]
        chain, family = self.chains.up(id_), self.chains.family(id_)
        publisher, originator = (publisher_name(self.reader, source[name]) for name in ("publisher", "originator"))
        return SourceCard(
            row=row,
            citation=citation(source, publisher, originator, ""),
            facts=_facts(row, source, self.reader),
            supports=self._supports(id_),
            chain=chain,
            chain_words=_chain_words(chain, len(family)),
            family=family if len(family) > len(chain) else (),
            family_words=_family_words(chain, family, len(self.chains.under(id_))),
            voice_words=self._voice(self.chains.root(id_)),
            archived_url=source["archived_url"],
        )

    def publisher(self, id_: str) -> PublisherCard:
        """The card of a publisher; NotFound where it is not on file."""
        if id_ not in self.publishers:
            raise NotFound("publisher", id_)
        row, record = self.publishers[id_], self.reader.publishers[id_]
        pages = _newest(page for page in self.pages.values() if page.publisher == id_)
        carried = _newest(page for page in self.pages.values() if page.root == id_ and page.publisher != id_)
        told = (
            ("Country", row.country),
            ("Ownership", row.ownership_words),
            ("Reliability", row.reliability),
            ("Judged so because", record["reliability_basis"] if row.reliability else ""),
        )
        goes = count(len(carried), "source of another publisher goes", "sources of other publishers go")
        return PublisherCard(
            row=row,
            facts=tuple((name, words) for name, words in told if words),
            voice_words=self._voice(id_),
            pages=pages,
            carried=carried,
            carried_words=f"{goes} back to it: they are one voice with it." if carried else "",
            ties=self._ties(pages),
            actors=self._actors(pages),
        )

    def _supports(self, source: str) -> tuple[Support, ...]:
        found = []
        for claim, stands in self.stands[source].items():
            row = self.reader.claims[claim]
            stand = min(stands, key=lambda one: (one.general, one.strand))
            tie = self.reader.strands[stand.strand]
            matter = f" ({matter_words(tie.matter)})" if tie.matter and not stand.general else ""
            voices = sorted({self.reader.voices[one.voice].label for one in stands})
            origin = publisher_name(self.reader, row["origin"])
            sentence = f"{self.reader.sentence(tie)}{matter}"
            found.append(Support(stand.tie, sentence, ", ".join(voices), origin, entry(self.reader, stand)))
        return tuple(sorted(found, key=lambda one: (one.sentence, one.entry.id)))

    def _ties(self, pages: Sequence[SourceRow]) -> tuple[About, ...]:
        found: dict[str, list[str]] = defaultdict(list)
        for page in pages:
            for claim, stands in self.stands[page.id].items():
                found[stands[0].tie].append(self.reader.claims[claim]["stance"])
        made = [
            About(
                tie,
                self.reader.sentence(self.reader.ties[tie]),
                ", ".join(
                    words if stances.count(stance) == 1 else f"{words} ({stances.count(stance)})"
                    for stance, words in codes.STANCES.items()
                    if stance in stances
                ),
                len(stances),
            )
            for tie, stances in found.items()
        ]
        return tuple(sorted(made, key=lambda one: (-one.entries, one.words)))

    def _actors(self, pages: Sequence[SourceRow]) -> tuple[About, ...]:
        found: Counter[str] = Counter()
        for page in pages:
            for stands in self.stands[page.id].values():
                tie = self.reader.ties[stands[0].tie]
                found.update({tie.subject, tie.object})
        made = [About(actor, self.reader.label(actor), "", number) for actor, number in found.items()]
        return tuple(sorted(made, key=lambda one: (-one.entries, one.words)))

    def _voice(self, publisher: str) -> str:
        """Whose word it is where a page names no speaker (DESIGN 4, Voice)."""
        record = self.reader.publishers.get(publisher)
        name = publisher_name(self.reader, publisher)
        if record is None or not record["interest"]:
            return f"Where no speaker is named, it is the voice of {name}."
        top = self.wholes.top(record["interest"])
        actor = in_sentence(self.reader.label(top), self.reader.actors.get(top, {}).get("kind", ""))
        owned = codes.OWNERSHIPS[record["ownership"] or "unknown"]
        official = "counts" if record["ownership"] in OFFICIAL else "does not count"
        return (
            f"Where no speaker is named, it is the voice of {actor}, for which {name} speaks. That {official} as its "
            f"official word ({owned})."
        )


def shelf(reader: Reader, tables: Tables) -> Shelf:
    """The pages and publishers of a list, each as a row."""
    chains = Chains(reader, tables)
    stands: dict[str, dict[str, list[Stand]]] = {id_: {} for id_ in reader.sources}
    for members in reader.stands.values():
        for stand in members:
            stands[reader.claims[stand.claim]["source"]].setdefault(stand.claim, []).append(stand)
    ties = {id_: {members[0].tie for members in claims.values()} for id_, claims in stands.items()}
    pages = {
        id_: source_row(source, reader, chains, len(stands[id_]), len(ties[id_]))
        for id_, source in reader.sources.items()
    }
    own: dict[str, list[SourceRow]] = defaultdict(list)
    carried: Counter[str] = Counter()
    for page in pages.values():
        own[page.publisher].append(page)
        carried[page.root] += bool(page.root) and page.root != page.publisher
    publishers = {
        id_: publisher_row(row, reader, own[id_], len(set().union(*(ties[page.id] for page in own[id_]))), carried[id_])
        for id_, row in reader.publishers.items()
    }
    return Shelf(pages, publishers, reader, chains, Actors(tables["actors"]), stands)


def _facts(row: SourceRow, source: Row, reader: Reader) -> tuple[tuple[str, str], ...]:
    """What is known of a page, as name and words; F means not judged and is nothing."""
    letter = source["reliability"] or reader.publishers.get(source["publisher"], {}).get("reliability", "")
    judged = codes.RELIABILITIES.get(letter, "")
    told = (
        ("Kind", row.kind_words),
        ("Published", row.published),
        ("Read by us", in_words(source["accessed"])),
        ("Language", source["language"]),
        ("State", row.state or (codes.SOURCE_STATES[source["state"]] if source["state"] else "not checked")),
        ("Checked", in_words(source["checked"])),
        ("Missing", row.missing),
        ("Title", "inferred from the address" if row.title_inferred else ""),
        ("What it is", source["descriptor"]),
        ("Handling", source["handling"]),
        ("Reliability", f"{judged} ({letter})" if judged else ""),
    )
    return tuple((name, words) for name, words in told if words)


def _chain_words(chain: tuple[Step, ...], kin: int) -> str:
    if len(chain) > 1:
        return ""
    return "It is the root: " + ("others repeat it." if kin > 1 else "nothing shows that it repeats somebody else.")


def _family_words(chain: tuple[Step, ...], family: tuple[Step, ...], below: int) -> str:
    """How many pages are one voice; empty where the page has no kin."""
    root, others = family[0], len(family) - 2
    if below:
        return f"{count(below, 'source goes', 'sources go')} back to this one: they are one voice."
    if len(chain) == 1:
        return ""
    what = f"a source of {root.name}" if root.source else f"one report of {root.name}"
    if others:
        return f"This source and {others} more go back to {what}: they are one voice."
    return f"It goes back to {what if root.source else root.name}: they are one voice."


def _newest(pages: Iterable[SourceRow]) -> tuple[SourceRow, ...]:
    return tuple(sorted(pages, key=lambda page: (page.published_on, page.id), reverse=True))
