"""A page is one page, however its address is written: in the form and in a spreadsheet alike."""

from __future__ import annotations

import random
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from graph.editing.addresses import Pages, page_keys
from graph.model.tables import TABLES
from tests.editing.importing.planted import article, on_file, planned

ENDS = ("Norland", "Esland", "transfers arms to")
WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=8)
LETTERS = st.text("abcxyz059-щйü", min_size=1, max_size=8)


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """An address, and the same page's address as somebody else copies it."""
    host = f"{draw(WORDS)}x.example"
    path = "/".join(["", *draw(st.lists(LETTERS, min_size=1, max_size=3))])
    query = draw(
        st.lists(st.tuples(WORDS.map(lambda word: f"k{word}"), WORDS), max_size=3, unique_by=lambda one: one[0])
    )
    followed = draw(
        st.lists(st.sampled_from(["utm_source=x", "fbclid=1", "ref=home", "at_medium=y", "amp"]), max_size=2)
    )

    def written(pairs: list[tuple[str, str]], more: list[str]) -> str:
        told = "&".join([*(f"{name}={text}" for name, text in pairs), *more])
        return f"?{told}" if told else ""

    shuffled = list(query)
    random.Random(draw(st.integers(0, 99))).shuffle(shuffled)
    first = f"https://{host}{path}{written(query, [])}"
    before = draw(
        st.sampled_from(["https://", "http://", "https://www.", "https://m.", "https://amp.", "HTTPS://WWW."])
    )
    port = (
        draw(st.sampled_from(["", ":443"]))
        if before.lower().startswith("https")
        else draw(st.sampled_from(["", ":80"]))
    )
    behind = draw(st.sampled_from(["", "/", "/amp", "/amp/"]))
    there = quote(path) if draw(st.booleans()) else path
    end = draw(st.sampled_from(["", "#top"]))
    return first, f"{before}{host}{port}{there}{behind}{written(shuffled, followed)}{end}"


@given(spellings())
def test_the_form_and_the_import_know_a_page_by_every_spelling(both: tuple[str, str]) -> None:
    first, other = both
    row = dict.fromkeys(TABLES["sources"].columns, "") | {"id": "page", "url": first}
    assert Pages([row]).meant(other) == "page"
    assert page_keys(first) == page_keys(other)
    done = planned([article(1, *ENDS) | {"Link": first}, article(1, *ENDS) | {"Link": other, "Statement": "Other."}])
    assert [len(done.writes[table]) for table in ("sources", "publishers")] == [1, 1]
    assert done.writes["sources"][0].row["url"] == first


def test_a_page_on_file_is_found_however_the_row_spells_it() -> None:
    page = next(row for row in on_file().known["sources"].values() if row["url"].startswith("https://"))
    spelt = page["url"].replace("https://", "http://www.") + "/amp?utm_source=x#top"
    done = planned([article(1, *ENDS) | {"Link": spelt, "Outlet": "", "Headline": "", "Date published": ""}])
    assert done.counts["new"] == 1
    assert "sources" not in done.writes
    assert done.writes["claims"][0].row["source"] == page["id"]


def test_a_row_with_the_id_of_a_new_page_and_one_with_its_address_bring_one_page() -> None:
    by_address, by_id = article(1, *ENDS), article(1, *ENDS) | {"Source": "my-own-id", "Statement": "Other."}
    for rows in ([by_address, by_id], [by_id, by_address]):
        done = planned([{"Source": "", **row} for row in rows])
        assert [write.row["id"] for write in done.writes["sources"]] == ["my-own-id"]
        assert {write.row["source"] for write in done.writes["claims"]} == {"my-own-id"}


def test_an_id_of_ones_own_for_a_page_on_the_list_is_pointed_out_and_kept() -> None:
    page = next(row for row in on_file().known["sources"].values() if row["url"])
    done = planned([article(1, *ENDS) | {"Source": "digest-item-2", "Link": page["url"]}])
    assert [write.row["id"] for write in done.writes["sources"]] == ["digest-item-2"]
    assert any(f"the address of {page['id']}" in words for words in done.outcomes[0].remarks)
