"""What the list rests on: pages and publishers as rows, what goes back to what, and the card of each."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.evidence.assess import Evidence
from graph.evidence.voices import roots as roots_of
from graph.model.errors import NotFound
from graph.model.tables import TABLES
from graph.scene.cards import Shelf, shelf
from graph.scene.chains import NO_TITLE, Chains
from graph.scene.reader import Reader
from graph.scene.sources import FIELDS, PAGE_MARKS, PUBLISHER_MARKS, shelf_sentence
from graph.store.package import read_package
from tests.architecture.code import ROOT
from tests.network.factory import evidence, tables

ARMS = "norland arms esland"


def on_shelf(made: dict[str, pd.DataFrame]) -> Shelf:
    """Everything a list rests on."""
    return shelf(Reader(evidence(made), made), made)


@cache
def curated() -> Shelf:
    """The curated list's."""
    return on_shelf(read_package(ROOT / "data").tables)


def changed(made: dict[str, pd.DataFrame], **pages: dict[str, str]) -> Shelf:
    """The list with some fields of its pages (`page_000`) changed."""
    for page, fields in pages.items():
        rows = made["sources"]["id"] == page.replace("_", "-")
        for field, value in fields.items():
            made["sources"].loc[rows, field] = value
    return on_shelf(made)


def relayed() -> Shelf:
    """Page 0 is the root; 1 derives from it, 2 from 1; 3 names paper 0 as its wire; 4 has nothing to do with them."""
    return changed(
        tables(*[(ARMS, "asserts")] * 4, ("norland aid esland", "denies", {"speakers": "norland"})),
        page_000={"published": "2022-05-01", "title": "The first"},
        page_001={"derived_from": "page-000", "published": "2022-05-02"},
        page_002={"derived_from": "page-001", "published": "2022-05-03"},
        page_003={"originator": "paper-000", "published": "2022-05-04"},
        page_004={"state": "withdrawn", "title": "Alone", "url": "https://example.org/4", "archived_url": "x"},
    )


def test_a_chain_leads_from_the_root_to_the_page() -> None:
    held = relayed()
    steps = held.source("page-002").chain
    assert [(step.source, step.depth) for step in steps] == [("page-000", 0), ("page-001", 1), ("page-002", 2)]
    assert held.source("page-002").chain_words == ""
    wire = held.source("page-003").chain
    assert [(step.source, step.publisher, step.name) for step in wire] == [
        ("", "paper-000", "Paper 000"),
        ("page-003", "paper-003", "Paper 003"),
    ]
    assert held.source("page-004").chain_words == "It is the root: nothing shows that it repeats somebody else."


def test_relays_are_grouped_under_their_root() -> None:
    held = relayed()
    root = held.source("page-000")
    assert [(step.source, step.depth) for step in root.family] == [("page-000", 0), ("page-001", 1), ("page-002", 2)]
    assert root.family_words == "2 sources go back to this one: they are one voice."
    assert held.source("page-001").family == root.family
    assert held.source("page-002").family == (), "its chain is all there is"
    assert (
        held.source("page-002").family_words
        == "This source and 1 more go back to a source of Paper 000: they are one voice."
    )
    assert held.source("page-004").family == ()
    assert [page.id for page in held.publisher("paper-000").carried] == ["page-003", "page-002", "page-001"]


def test_pages_of_one_origin_are_one_family_also_where_the_root_is_not_on_file() -> None:
    made = tables(*[(ARMS, "asserts")] * 3)
    held = changed(
        made,
        page_000={"origin": "wire-note", "originator": "paper-002", "published": "2022-05-02"},
        page_001={"origin": "wire-note", "published": "2022-05-01"},
    )
    family = held.source("page-001").family
    assert [(step.source, step.publisher) for step in family] == [
        ("", "paper-002"),
        ("page-001", "paper-001"),
        ("page-000", "paper-000"),
    ]
    assert "one report of Paper 002" in held.source("page-000").family_words


def test_what_is_missing_and_what_became_of_a_page_is_told() -> None:
    held = relayed()
    first, alone = held.pages["page-000"], held.pages["page-004"]
    assert first.missing == "archived copy, address"
    assert {"no-archived_url", "no-url", "root"} <= set(first.marks)
    assert (alone.missing, alone.state) == ("", "withdrawn by its publisher")
    assert "withdrawn" in alone.marks
    assert held.pages["page-001"].title == NO_TITLE
    assert dict(held.source("page-004").facts)["State"] == alone.state


def test_a_card_tells_each_entry_with_its_tie_and_whose_voice_it_is() -> None:
    held = relayed()
    told = [(one.tie, one.sentence, one.voices, one.entry.list) for one in held.source("page-003").supports]
    assert told == [("norland.arms.esland", "Norland transfers arms to Esland", "Paper 000", "says")]
    denial = held.source("page-004").supports
    assert [(one.tie, one.voices, one.entry.stance_words) for one in denial] == [
        ("norland.aid.esland", "Norland", "denies")
    ]


def test_a_publisher_tells_what_its_pages_are_about_and_for_whom_it_speaks() -> None:
    made = tables((ARMS, "asserts"), (ARMS, "denies"), ("westmark aid esland", "asserts"), norland={"kind": "state"})
    made["sources"]["publisher"] = "paper-000"
    made["publishers"].loc[0, ["interest", "ownership"]] = ["norland", "state"]
    card = on_shelf(made).publisher("paper-000")
    assert [(one.id, one.words, one.says, one.entries) for one in card.ties] == [
        ("norland.arms.esland", "Norland transfers arms to Esland", "says, denies", 2),
        ("westmark.aid.esland", "Westmark aids Esland", "says", 1),
    ]
    assert [(one.id, one.entries) for one in card.actors] == [("esland", 3), ("norland", 2), ("westmark", 1)]
    assert card.voice_words.endswith("That counts as its official word (state-owned).")
    assert "official" in card.row.marks


def test_nobody_is_not_found() -> None:
    with pytest.raises(NotFound):
        curated().source("no-such-page")
    with pytest.raises(NotFound):
        curated().publisher("nobody")


def test_every_card_of_the_curated_list_can_be_read() -> None:
    held = curated()
    for id_, row in held.pages.items():
        card = held.source(id_)
        assert len(card.supports) == row.entries
        assert card.chain[-1].source == id_
        assert set(row.marks) <= PAGE_MARKS.keys()
        assert ("relay" in row.marks) == (len(card.chain) > 1 or bool(row.root))
        assert row.missing == ", ".join(words for field, words in FIELDS.items() if f"no-{field}" in row.marks)
    for id_, of in held.publishers.items():
        publisher = held.publisher(id_)
        assert (of.pages, of.carried) == (len(publisher.pages), len(publisher.carried))
        assert of.entries == sum(page.entries for page in publisher.pages)
        assert of.ties == len(publisher.ties)
        assert set(of.marks) <= PUBLISHER_MARKS.keys()
    relays = sum(len(card.chain) > 1 for card in map(held.source, held.pages))
    assert f"{relays} of the sources repeat somebody else" in shelf_sentence(
        tuple(held.pages.values()), tuple(held.publishers.values())
    )


@st.composite
def pages(draw: st.DrawFn) -> pd.DataFrame:
    """Five pages of three publishers that derive from one another in any way, circles included."""
    ids, outlets, origins = [f"page-{n}" for n in range(5)], ["paper-a", "paper-b", "paper-c"], ["", "", "one", "two"]
    rows = [
        {
            "id": id_,
            "publisher": draw(st.sampled_from(outlets)),
            "originator": draw(st.sampled_from(["", "", *outlets])),
            "derived_from": draw(st.sampled_from(["", "", *ids[:place]])),
            "origin": draw(st.sampled_from(origins)),
            "published": draw(st.sampled_from(["", "2022", "2022-05-01"])),
        }
        for place, id_ in enumerate(ids)
    ]
    columns = TABLES["sources"].columns
    return pd.DataFrame([{name: row.get(name, "") for name in columns} for row in rows], dtype="str")


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(pages())
def test_the_chain_begins_at_the_root_that_the_voice_is_taken_from(sources: pd.DataFrame) -> None:
    made = {**nothing(), "sources": sources}
    chains, roots = Chains(Reader(empty(), made), made), roots_of(sources)
    for page in sources["id"]:
        chain, family = chains.up(page), chains.family(page)
        assert chain[-1].source == page
        assert chain[0].publisher == roots.of_page(page)
        assert [step.depth for step in chain] == list(range(len(chain)))
        inside = [step.source for step in family]
        assert page in inside
        assert len(inside) == len(set(inside))
        assert {roots.of_page(step.source) for step in family if step.source} == {chain[0].publisher}
        assert family[0].depth == 0
        assert {step.source for step in chains.under(page)} <= set(inside)


@cache
def nothing() -> dict[str, pd.DataFrame]:
    """A list without an entry."""
    return tables()


@cache
def empty() -> Evidence:
    """What it says."""
    return evidence(nothing())
