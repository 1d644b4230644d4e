"""STIX 2.1: a bundle that the library takes with nothing custom, in which a denial is nobody's relationship."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import stix2
from hypothesis import given, settings

from graph.export import stix
from graph.export.registry import Options
from graph.model.errors import ExportFailed
from graph.scene.briefing import Briefing
from tests.evidence.small import claim, tables
from tests.export.hostile import TEXTS
from tests.export.pictures import briefing, opening, small

Thing = dict[str, Any]


def things(made: Briefing) -> list[Thing]:
    """The objects, after the library has read them."""
    data = stix.to_stix(made, Options()).decode()
    read = stix2.parse(data, allow_custom=False)
    assert [one["id"] for one in read.objects] == [one["id"] for one in json.loads(data)["objects"]]
    found: list[Thing] = json.loads(data)["objects"]
    return found


def told(thing: Thing) -> Thing:
    """What our extension says of an object."""
    (extension,) = thing["extensions"].values()
    return dict(extension)


def entry(made: Briefing, id_: str) -> Thing:
    (found,) = (one for one in things(made) if "extensions" in one and told(one).get("entry") == id_)
    return found


def test_the_library_reads_the_opening_view() -> None:
    kinds = Counter(one["type"] for one in things(opening()))
    claims = {
        claim for note in opening().endnotes for tie in note.ties for one in tie.citations for claim in one.claims
    }
    assert kinds["relationship"] + kinds["opinion"] + kinds["note"] == len(claims)
    assert kinds["report"] == kinds["marking-definition"] == kinds["extension-definition"] == 1


def test_an_entry_that_says_so_is_a_relationship_made_by_its_publisher() -> None:
    found, every = entry(small(), "c01"), {one["id"]: one for one in things(small())}
    assert found["type"] == "relationship"
    assert found["relationship_type"] == "arms-transfer"
    assert every[found["source_ref"]]["name"] == "Norland"
    assert every[found["target_ref"]]["name"] == "Esland"
    assert every[found["created_by_ref"]]["name"] == "North Post"
    # A month is widened, and kept as it is beside.
    assert (found["start_time"], found["stop_time"]) == ("2022-02-01T00:00:00Z", "2022-02-28T23:59:59Z")
    assert told(found)["held_from"] == "2022-02"
    (reference,) = found["external_references"]
    assert reference["url"] == "https://example.org/post-2022-02"
    assert reference["description"].startswith("Endnote 1b. ")


def test_a_denial_is_the_opinion_of_whoever_denies() -> None:
    found, every = entry(small(), "c03"), {one["id"]: one for one in things(small())}
    assert (found["type"], found["opinion"]) == ("opinion", "strongly-disagree")
    assert {told(every[one])["entry"] for one in found["object_refs"]} == {"c01", "c02"}
    assert entry(small(), "c10")["opinion"] == "disagree"
    assert entry(small(), "c08")["opinion"] == "neutral"
    assert every[entry(small(), "c08")["created_by_ref"]]["name"] == "Southia"


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"modality": "planned"}, "note"),
        ({"modality": "implied"}, "note"),
        ({"stance": "denies", "speakers": "esland"}, "note"),
        ({"stance": "denies", "speakers": "esland", "said_on": "2020"}, "note"),
    ],
)
def test_what_relates_nothing_is_a_note(more: dict[str, str], kind: str) -> None:
    rows = tables(claim("norland arms esland", held_from="2022"), claim("norland aid esland", **more))
    assert entry(briefing(rows), "c1")["type"] == kind


def test_a_denial_answers_only_its_own_matter() -> None:
    rows = tables(
        claim("norland arms esland: drones"),
        claim("norland arms esland: rifles"),
        claim("norland arms esland: rifles", stance="denies", speakers="norland"),
        claim("norland arms esland", stance="denies", speakers="esland"),
    )
    made = briefing(rows)
    every = {one["id"]: one for one in things(made)}
    answered = {id_: {told(every[one])["entry"] for one in entry(made, id_)["object_refs"]} for id_ in ("c2", "c3")}
    assert answered == {"c2": {"c1"}, "c3": {"c0", "c1"}}


def test_ids_follow_from_ours_and_stay() -> None:
    ids = {one["id"] for one in things(small())}
    assert all(UUID(id_.partition("--")[2]).version == 5 for id_ in ids)
    later = replace(small(), generated_at="2027-01-01T00:00:00+00:00", digest="0" * 64)
    changed = {id_.partition("--")[0] for id_ in ids ^ {one["id"] for one in things(later)}}
    assert changed == {"report"}


def test_nobody_is_made_confident_and_no_clock_is_read() -> None:
    for one in things(small()):
        assert "confidence" not in one
        assert one["created"] == one.get("modified", one["created"]) == "2026-11-25T20:15:30.000Z"


def test_handling_marks_every_object_but_what_all_bundles_share() -> None:
    bare = {one["type"] for one in things(small()) if "object_marking_refs" not in one}
    assert bare == {"identity", "marking-definition"}
    assert sum("object_marking_refs" not in one for one in things(small())) == 2
    assert all("object_marking_refs" not in one for one in things(replace(small(), handling="")))


def test_a_bundle_that_refers_to_what_is_not_in_it_is_refused() -> None:
    bundle = json.loads(stix.to_stix(small(), Options()))
    bundle["objects"] = [one for one in bundle["objects"] if one.get("name") != "North Post"]
    with pytest.raises(ExportFailed, match="does not hold together"):
        stix.check_stix(json.dumps(bundle).encode(), small())


@settings(max_examples=10, deadline=None)
@given(statement=TEXTS, quote=TEXTS, title=TEXTS, words=TEXTS)
def test_any_text_is_text(statement: str, quote: str, title: str, words: str) -> None:
    claims = tuple({**row, "statement": statement, "quote": quote} for row in small().records["claims"])
    actors = tuple({**row, "label": words} for row in small().records["actors"])
    made = replace(small(), title=title, summary=words, records={**small().records, "claims": claims, "actors": actors})
    assert things(made)
    stix.check_stix(stix.to_stix(made, Options()), made)
