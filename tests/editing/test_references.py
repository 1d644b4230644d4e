"""References as Zotero copies them, and addresses that mean the same page."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.editing.addresses import Pages, address_key, doi_in, page_keys
from graph.editing.references import LONGEST, read_reference
from graph.model.errors import UsageError

RIS = """TY  - NEWS
TI  - Iran sends drones, and
  denies it
AU  - Doe, Jane
AU  - Reuters
T2  - The Post
DA  - 2024/05/06/
Y2  - 2024/05/07/
UR  - https://post.example/a
LA  - en-GB
ER  -

TY  - BOOK
TI  - Another
ER  -
"""
BIBTEX = r"""@article{doe_iran_2024,
	title = {The {NATO} summit in K{\"o}ln \& {\c{S}}i{\c s}li: 100\% \textendash{} \'Elan},
	author = {Doe, Jane and M{\"u}ller, Karl},
	journal = "Foreign {Affairs}",
	month = may, year = {2024},
	url = {https://fa.example/a_b},
	doi = {10.1000/ABC.def},
	urldate = {2024-05-07},
	langid = {english},
}"""
CSL = [
    {
        "id": "x",
        "type": "article-newspaper",
        "title": "Paix",
        "container-title": "Le Monde",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "AFP"}],
        "issued": {"date-parts": [["2024", 5]]},
        "accessed": {"date-parts": [[2024, 5, 7]]},
        "URL": "https://monde.example/a",
        "language": "fr-FR",
    }
]


def test_ris_fills_a_source() -> None:
    found = read_reference(RIS)
    assert found.publisher == "The Post"
    assert found.fields == {
        "title": "Iran sends drones, and denies it",
        "authors": "Jane Doe; Reuters",
        "url": "https://post.example/a",
        "kind": "news",
        "published": "2024-05-06",
        "accessed": "2024-05-07",
        "language": "en",
    }


def test_bibtex_is_read_through_its_latex() -> None:
    found = read_reference(BIBTEX)
    assert found.publisher == "Foreign Affairs"
    assert found.fields == {
        "title": "The NATO summit in Köln & Şişli: 100% – Élan",
        "authors": "Jane Doe; Karl Müller",
        "url": "https://fa.example/a_b",
        "doi": "10.1000/abc.def",
        "kind": "academic",
        "published": "2024-05",
        "accessed": "2024-05-07",
        "language": "en",
    }


@pytest.mark.parametrize("text", [json.dumps(CSL), json.dumps(CSL[0]), json.dumps({"items": CSL})])
def test_csl_json_is_read_in_all_its_wrappings(text: str) -> None:
    found = read_reference(text)
    assert (found.publisher, found.fields["authors"], found.fields["published"]) == (
        "Le Monde",
        "Jane Doe; AFP",
        "2024-05",
    )
    assert (found.fields["accessed"], found.fields["language"]) == ("2024-05-07", "fr")


@pytest.mark.parametrize(
    "text", ["", "some words", "[]", "{}", '{"type": "book"}', "@article{x, year={2024}}", "TY  - NEWS\nER  - ", "{bad",
             "@misc", "x" * (LONGEST + 1)]
)  # fmt: skip
def test_what_is_no_reference_is_refused_in_words(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_reference(text)
    assert len(str(refused.value)) > 20


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([RIS, BIBTEX, json.dumps(CSL)]), st.integers(0, 300), st.text(max_size=30))
def test_a_reference_cut_or_spoilt_anywhere_is_read_or_refused(text: str, place: int, spoil: str) -> None:
    try:
        found = read_reference(text[:place] + spoil + text[place + 5 :])
    except UsageError:
        return
    assert found.fields.get("title") or found.fields.get("url")


PAGE = {"id": "a", "status": "", "doi": "10.1000/ABC", "archived_url": "https://archive.example/1"}
ROWS = [
    {"id": "gone", "status": "retracted", "doi": "", "url": "https://post.example/news/a?id=3", "archived_url": ""},
    {**PAGE, "url": "https://www.post.example/news/a/?id=3&utm_source=x"},
]


def test_odd_json_is_read_as_far_as_it_makes_sense() -> None:
    for authors in ("5", '"Ann"', "true", '{"family": "Ann"}'):
        assert read_reference(f'{{"title": "x", "author": {authors}}}').fields["title"] == "x"
    read = read_reference(r'{"title": "Post\u200b \ud800\u202eod", "publisher": "Po\ufeffst"}')
    assert (read.fields["title"], read.publisher) == ("Post od", "Post")
    with pytest.raises(UsageError, match="is no JSON"):
        read_reference(f'{{"title": "x", "volume": {"9" * 5_000}}}')


@pytest.mark.parametrize(
    "text",
    [
        "http://post.example/news/a?id=3",
        "https://www.post.example/news/a/?utm_medium=z&id=3#top",
        "https://m.post.example/news/a/amp?id=3",
        "10.1000/abc",
        "https://doi.org/10.1000/ABC.",
        "https://archive.example/1",
    ],
)
def test_a_page_is_known_by_any_of_its_addresses(text: str) -> None:
    assert Pages(ROWS).meant(text) == "a"
    assert Pages(ROWS).taken_back(text, doi_in(text)) == ""


@pytest.mark.parametrize(
    "text", ["https://post.example/news/a?id=4", "post.example", "ftp://x/a", "", "http://[", "10.1/x"]
)
def test_another_page_is_not_taken_for_it(text: str) -> None:
    assert Pages(ROWS).meant(text) == ""


def test_an_address_keeps_what_tells_pages_apart() -> None:
    assert address_key("https://x.example/?b=2&a=1&fbclid=9") == "x.example?a=1&b=2"
    assert doi_in("see https://doi.org/10.1000%2Fabc, page 3") == "10.1000/abc"
    assert doi_in("https://press.example/doi/10.1000/abc?download=1#part") == "10.1000/abc"
    assert doi_in("https://press.example/find?doi=10.1000/abc&page=2") == "10.1000/abc"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/?news1", "https://x.example/?news2"),
        ("https://x.example/%CF%F0", "https://x.example/%C2%E0"),
        ("https://x.example/app#/record/1", "https://x.example/app#/record/2"),
        ("https://x.example:8080/a", "https://x.example/a"),
        ("https://m.example/a", "https://example/a"),
    ],
)
def test_addresses_of_two_pages_stay_two(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)
    assert address_key(one)


def test_what_is_no_text_of_an_address_is_none() -> None:
    for text in ("https://x.example/\ud800", "https://x.example:port/", "https:///a"):
        assert address_key(text) == ""
        assert page_keys(text) == ()


def test_a_page_that_was_taken_back_is_known_as_such_only_where_none_stands() -> None:
    pages = Pages([ROWS[0]])
    assert (pages.meant(ROWS[0]["url"]), pages.taken_back(ROWS[0]["url"])) == ("", "gone")
