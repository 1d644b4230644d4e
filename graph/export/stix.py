"""The picture as a STIX 2.1 bundle.

Actors and publishers are identities. What a page says of a tie is a relationship, one an entry, made by the publisher;
what denies or questions it is an opinion of whoever denies, on those relationships. What is only announced, read into a
text, declined or denied of an earlier time, and a denial of what nobody says, is a note: it relates nothing. Ids follow
from ours, so that the next bundle revises the same objects. No confidence is stated: nobody stated one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from graph.export.characters import sound
from graph.export.cited import Cited, joined, left_out, number_of, said_by, said_of
from graph.export.holding import Found, reading, refuse
from graph.export.registry import Format, Options
from graph.model.dates import first_day, last_day
from graph.model.errors import ExportFailed
from graph.scene.briefing import Briefing, Citation, CitedTie, Record

LOSES = (
    "backing, the number of voices, where actors stand, the legend and the cards; a tie that works both ways has a "
    "direction here that means nothing; what is only announced, read into a text, declined or denied of an earlier "
    "time is a note; a month or year is widened to its days, and stands as it is in the extension"
)
NAMESPACE = UUID("6c2f6b1e-5d0a-5b0e-9a53-0b7f3f1a7c52")
"""All ids are UUIDv5 in this namespace."""
_OURS = "attest"
_CLASSES = {"person": "individual", "armed_group": "group", "collective": "group", "unknown": "unknown"}
_OPINIONS = {"denied": "strongly-disagree", "doubted": "disagree", "questioned": "neutral"}
_EXTENSION_WORDS = (
    "Of which line and tie of the picture an object is, under which endnotes it stands (12a: page a of line 12), and "
    "its dates as the page gives them (YYYY, YYYY-MM or YYYY-MM-DD)."
)
Thing = dict[str, Any]


@dataclass(frozen=True)
class _Entry:
    """One entry with all places where the picture cites it."""

    claim: Record
    tie: CitedTie
    citation: Citation
    places: tuple[tuple[str, str], ...]


def to_stix(briefing: Briefing, options: Options) -> bytes:
    """The bundle as JSON."""
    del options
    id_ = _id("bundle", briefing.digest or briefing.generated_at)
    bundle = {"type": "bundle", "id": id_, "objects": _Bundle(briefing).objects()}
    return json.dumps(bundle, ensure_ascii=False, allow_nan=False, indent=1).encode() + b"\n"


class _Bundle:
    """Makes the objects of one bundle."""

    def __init__(self, briefing: Briefing) -> None:
        self._briefing, self._cited = briefing, Cited(briefing)
        made = datetime.fromisoformat(briefing.generated_at).astimezone(UTC)
        self._made = f"{made:%Y-%m-%dT%H:%M:%S}.{made.microsecond // 1000:03d}Z"
        self._marking = _id("marking-definition", briefing.handling) if briefing.handling else ""
        self._extension = _id("extension-definition", "citation")

    def objects(self) -> list[Thing]:
        """All objects; whatever is referred to comes first."""
        entries = self._entries()
        says = [entry for entry in entries if entry.citation.list == "says"]
        told = [self._relationship(entry) for entry in says]
        told += [self._answer(entry, says) for entry in entries if entry.citation.list != "says"]
        around = [self._identity(actor) for actor in self._actors(entries)]
        around += [self._publisher(publisher) for publisher in self._publishers(entries)]
        return [*self._frame(), *around, *told, self._report([*around, *told])]

    def _entries(self) -> list[_Entry]:
        found: dict[str, _Entry] = {}
        for note, tie, citation in self._cited.citations():
            place = (number_of(note, citation), note.line)
            for claim in citation.claims:
                record, before = self._cited.record("claims", claim), found.get(claim)
                places = (*before.places, place) if before else (place,)
                tie_, citation_ = (before.tie, before.citation) if before else (tie, citation)
                found[claim] = _Entry({"id": claim, **record}, tie_, citation_, tuple(dict.fromkeys(places)))
        return [found[claim] for claim in sorted(found)]

    def _actors(self, entries: Sequence[_Entry]) -> list[str]:
        named = {node.id for node in self._briefing.scene.nodes}
        for entry in entries:
            subject, _, object_ = entry.tie.id.split(".")
            named |= {subject, object_, *said_by(self._cited, entry.citation)}
        return sorted(named)

    def _publishers(self, entries: Sequence[_Entry]) -> list[str]:
        return sorted({self._page(entry).get("publisher", "") for entry in entries} - {""})

    def _page(self, entry: _Entry) -> Record:
        return self._cited.record("sources", entry.citation.source)

    # Objects

    def _thing(self, kind: str, key: str, by: str = "", **more: object) -> Thing:
        made: Thing = {
            "type": kind,
            "spec_version": "2.1",
            "id": _id(kind, key),
            "created_by_ref": by or _id("identity", _OURS),
            "created": self._made,
            "modified": self._made,
            **{name: sound(value) if isinstance(value, str) else value for name, value in more.items()},
            "object_marking_refs": [self._marking] if self._marking else [],
        }
        return {name: value for name, value in made.items() if value not in ("", [])}

    def _frame(self) -> Iterator[Thing]:
        ours = self._thing("identity", _OURS, name="Attest", identity_class="system")
        del ours["created_by_ref"]
        ours.pop("object_marking_refs", None)
        yield ours
        if self._marking:
            yield {
                "type": "marking-definition",
                "spec_version": "2.1",
                "id": self._marking,
                "created": self._made,
                "definition_type": "statement",
                "definition": {"statement": sound(self._briefing.handling)},
            }
        yield self._thing(
            "extension-definition",
            "citation",
            name="Attest citation",
            description=_EXTENSION_WORDS,
            schema=_EXTENSION_WORDS,
            version="1.0.0",
            extension_types=["property-extension"],
        )

    def _identity(self, actor: str) -> Thing:
        record = self._cited.record("actors", actor)
        kind = record.get("kind", "")
        return self._thing(
            "identity",
            f"actor/{actor}",
            name=sound(self._cited.label(actor)) or actor,
            identity_class=_CLASSES.get(kind, "organization"),
            sectors=["government-national"] if kind in ("state", "organ") else [],
            external_references=[
                {"source_name": name, "external_id": text}
                for name, text in ((_OURS, actor), ("wikidata", record.get("wikidata", "")))
                if text
            ],
        )

    def _publisher(self, publisher: str) -> Thing:
        record = self._cited.record("publishers", publisher)
        return self._thing(
            "identity",
            f"publisher/{publisher}",
            name=sound(record.get("name", "")) or publisher,
            identity_class="organization",
            external_references=[{"source_name": _OURS, "external_id": publisher}],
        )

    def _relationship(self, entry: _Entry) -> Thing:
        subject, kind, object_ = entry.tie.id.split(".")
        return self._thing(
            "relationship",
            f"entry/{entry.claim['id']}",
            self._publisher_id(entry),
            relationship_type=kind.replace("_", "-"),
            description=joined((f"{entry.citation.speaker}: {entry.citation.stance}.", _statement(entry)), " "),
            source_ref=_id("identity", f"actor/{subject}"),
            target_ref=_id("identity", f"actor/{object_}"),
            **self._period(entry),
            **self._sources(entry),
        )

    def _answer(self, entry: _Entry, says: Sequence[_Entry]) -> Thing:
        answered = [other for other in says if other.tie.id == entry.tie.id and _same_matter(entry.claim, other.claim)]
        speakers = said_by(self._cited, entry.citation)
        by = _id("identity", f"actor/{speakers[0]}") if speakers else self._publisher_id(entry)
        opinion = _OPINIONS.get(entry.citation.list)
        if opinion and answered:
            return self._thing(
                "opinion",
                f"entry/{entry.claim['id']}",
                by,
                opinion=opinion,
                explanation=joined((entry.citation.stance, _statement(entry), entry.citation.quote), ": "),
                authors=[sound(entry.citation.speaker)] if entry.citation.speaker else [],
                object_refs=[_id("relationship", f"entry/{other.claim['id']}") for other in answered],
                **self._sources(entry),
            )
        ends = entry.tie.id.split(".")[::2]
        return self._thing(
            "note",
            f"entry/{entry.claim['id']}",
            by,
            abstract=f"{entry.citation.stance}: {entry.tie.sentence}",
            content=sound(joined((_statement(entry), entry.citation.quote), "\n")) or entry.tie.id,
            authors=[sound(entry.citation.speaker)] if entry.citation.speaker else [],
            object_refs=[_id("identity", f"actor/{actor}") for actor in dict.fromkeys(ends)],
            **self._sources(entry),
        )

    def _report(self, told: Sequence[Thing]) -> Thing:
        briefing, lines = self._briefing, self._cited.lines
        words = (*said_of(briefing), *briefing.source_summary, left_out(LOSES))
        drawn = [
            {"number": note.number, "line": note.line, "from": lines[note.line].a, "to": lines[note.line].b}
            for note in briefing.endnotes
        ]
        return self._thing(
            "report",
            f"picture/{briefing.digest or briefing.generated_at}",
            name=sound(briefing.title) or "A picture made with Attest",
            description=joined(words, "\n\n"),
            published=self._made,
            object_refs=[_id("identity", _OURS), *(one["id"] for one in told)],
            extensions={self._extension: {"extension_type": "property-extension", "lines": drawn}},
        )

    # Parts of objects

    def _publisher_id(self, entry: _Entry) -> str:
        publisher = self._page(entry).get("publisher", "")
        return _id("identity", f"publisher/{publisher}") if publisher else ""

    def _sources(self, entry: _Entry) -> Thing:
        page, citation = self._page(entry), entry.citation
        numbers = ", ".join(number for number, _ in entry.places)
        reference = {
            "source_name": sound(citation.publisher) or citation.source,
            "description": sound(f"Endnote {numbers}. {citation.words}"),
            "url": citation.url or citation.archived_url,
            "hashes": {"SHA-256": page["content_sha256"]} if citation.url and page.get("content_sha256") else "",
            "external_id": citation.source,
        }
        dates = {name: entry.claim.get(name, "") for name in ("held_from", "held_to", "said_on")}
        told = {
            "extension_type": "property-extension",
            "entry": entry.claim["id"],
            "tie": entry.tie.id,
            "matter": entry.claim.get("matter", ""),
            "list": citation.list,
            "page": citation.source,
            "endnotes": [{"endnote": number, "line": line} for number, line in entry.places],
            "basis": citation.basis,
            "grade": citation.grade,
            **dates,
        }
        return {
            "external_references": [{name: value for name, value in reference.items() if value}],
            "extensions": {self._extension: {name: value for name, value in told.items() if value}},
        }

    def _period(self, entry: _Entry) -> Thing:
        """First and last moment of the time it was true; an act without an end was over when it was done."""
        kind = self._cited.record("kinds", entry.tie.id.split(".")[1])
        begins, ends = entry.claim.get("held_from", ""), entry.claim.get("held_to", "")
        if not ends and kind.get("aspect") == "act":
            ends = begins
        return {
            "start_time": f"{date.fromordinal(first_day(begins))}T00:00:00Z" if begins else "",
            "stop_time": f"{date.fromordinal(last_day(ends))}T23:59:59Z" if ends else "",
        }


def _id(kind: str, key: str) -> str:
    return f"{kind}--{uuid5(NAMESPACE, f'{kind}/{key}')}"


def _statement(entry: _Entry) -> str:
    return entry.claim.get("statement", "")


def _same_matter(denial: Record, told: Record) -> bool:
    """A denial without a matter answers every matter of its tie."""
    return not denial.get("matter") or denial.get("matter") == told.get("matter")


@reading("STIX")
def check_stix(data: bytes, briefing: Briefing) -> None:
    """Refuse a bundle that does not hold the lines and sources of the picture, or refers to what is not in it."""
    objects = json.loads(data)["objects"]
    ids = [one["id"] for one in objects]
    dangling = sorted({reference for one in objects for reference in _references(one)} - set(ids))
    if dangling or len(ids) != len(set(ids)):
        raise ExportFailed(f"The STIX bundle does not hold together ({', '.join(dangling[:3])}); it was not kept.")
    edges: list[tuple[str, str, str]] = []
    pages: dict[str, str] = {}
    for told in (one for thing in objects for one in thing.get("extensions", {}).values()):
        edges += [(line["line"], line["from"], line["to"]) for line in told.get("lines", ())]
        pages.update((one["endnote"], told["page"]) for one in told.get("endnotes", ()))
    refuse(Found(edges, pages), briefing, "STIX")


def _references(one: Mapping[str, Any]) -> Iterator[str]:
    for name, value in one.items():
        if name.endswith("_ref"):
            yield value
        elif name.endswith("_refs"):
            yield from value


FORMATS = (
    Format(
        "stix",
        "STIX 2.1",
        "stix.json",
        "application/stix+json;version=2.1",
        "machines",
        LOSES,
        to_stix,
        check_stix,
    ),
)
"""The bundle."""
