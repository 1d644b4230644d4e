"""The tables and their records: what is named there exists, and codes are closed sets."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from graph.model import codes
from graph.model.records import Actor, Claim, split_ids
from graph.model.tables import TABLES, Table, texts
from tests.model.bounded import bounded

every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def test_the_tables_of_the_package() -> None:
    assert list(TABLES) == ["kinds", "actors", "aliases", "publishers", "sources", "claims", "views", "layout"]
    assert {name for name, table in TABLES.items() if table.optional} == {"kinds", "aliases", "views", "layout"}


@every_table
def test_what_a_table_says_of_its_columns_is_about_columns_it_has(table: Table) -> None:
    told = (
        *table.key,
        *table.references,
        *table.choices,
        *table.dates,
        *table.booleans,
        *table.numbers,
        *table.lists,
        *table.urls,
        *table.required,
    )
    assert set(told) <= set(table.columns)
    assert len(set(table.columns)) == len(table.columns)
    assert table.columns[-2:] == ("status", "retraction_reason")
    assert set(table.columns) == set(table.record.model_fields)


@every_table
def test_a_column_means_one_thing(table: Table) -> None:
    meanings = [*table.dates, *table.booleans, *table.numbers, *table.urls]
    assert len(set(meanings)) == len(meanings)
    assert not set(meanings) & (set(table.references) | set(table.choices) | set(table.lists))


@every_table
def test_a_table_refers_to_itself_or_to_one_before(table: Table) -> None:
    before = [*list(TABLES)[: list(TABLES).index(table.name)], table.name]
    assert set(table.references.values()) <= set(before)


@every_table
def test_a_key_is_required(table: Table) -> None:
    assert set(table.key) - {"lang"} <= set(table.required)


def test_a_row_is_named_by_its_key() -> None:
    assert TABLES["actors"].identity({"id": "norland", "label": "Norland"}) == "norland"
    alias = {"actor": "norland", "alias": "The North", "alias_kind": "name", "lang": "en"}
    assert TABLES["aliases"].identity(alias) == "norland|The North|name|en"


def test_every_code_has_words_for_a_layman_or_says_that_it_shows_nothing() -> None:
    silent = [
        f"{table.name}.{column}: {code}"
        for table in TABLES.values()
        for column, choices in table.choices.items()
        for code, words in choices.items()
        if not words.strip()
    ]
    assert sorted(silent) == ["claims.credibility: 6", "publishers.reliability: F", "sources.reliability: F"]


def test_codes_agree_with_each_other() -> None:
    assert set(codes.DOUBTS) < set(codes.DISPUTES)
    assert codes.POLARITY_WORDS.keys() == codes.POLARITIES.keys()
    assert list(codes.BACKINGS) == ["on_record", "several_voices", "one_voice", "one_side", "announced", "nobody"]


def test_a_record_refuses_columns_it_does_not_have_and_changes_nothing_afterwards() -> None:
    with pytest.raises(ValidationError, match="colour"):
        Actor.model_validate({"id": "norland", "label": "Norland", "kind": "state", "colour": "red"})
    with pytest.raises(ValidationError, match="statement"):
        Claim.model_validate(
            {"id": "c", "subject": "a", "kind": "k", "object": "b", "stance": "asserts", "source": "p"}
        )
    norland = Actor(id="norland", label="Norland", kind="state")
    with pytest.raises(ValidationError, match="frozen"):
        norland.label = "Southland"
    assert norland.part_of == norland.status == ""


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("", ()),
        ("norland", ("norland",)),
        ("norland; esland", ("norland", "esland")),
        ("norland;esland ;", ("norland", "esland")),
        (" ; ;", ()),
    ],
)
def test_several_ids_stand_in_one_cell(cell: str, ids: tuple[str, ...]) -> None:
    assert split_ids(cell) == ids


@bounded
@given(st.lists(st.dictionaries(st.sampled_from(("id", "label")), st.text(max_size=5)), max_size=4))
def test_rows_are_read_as_they_stand(rows: list[dict[str, str]]) -> None:
    whole = [{"id": row.get("id", ""), "label": row.get("label", "")} for row in rows]
    assert list(texts(pd.DataFrame(whole, columns=["id", "label"], dtype="str"))) == whole
