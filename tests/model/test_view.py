"""Views and their addresses: every view comes back, every address opens, and what was ignored is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import codes
from graph.model.dates import first_day, last_day
from graph.model.view import LAYOUTS, LONGEST_TEXT, MOST_LINES, View, parse, to_parameters, to_query
from tests.model.bounded import bounded

slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,2}", fullmatch=True)
dates = st.one_of(st.just(""), st.sampled_from(("2019", "2021-06", "2022-02-24", "2024-02-29", "9999", "0001")))
coordinates = st.integers(-100_000, 100_000)


def ids(values: st.SearchStrategy[str] = slugs) -> st.SearchStrategy[tuple[str, ...]]:
    """A filter: sorted, each id once."""
    return st.lists(values, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))


@st.composite
def expansions(draw: st.DrawFn) -> tuple[str, ...]:
    """Actors to expand, some of them by chosen kinds only."""
    kinds = st.lists(st.from_regex(r"[a-z]{1,4}(_[a-z]{1,4})?", fullmatch=True), max_size=2, unique=True)
    found = draw(st.dictionaries(slugs, kinds, max_size=3))
    return tuple(f"{actor}:{'+'.join(sorted(chosen))}" if chosen else actor for actor, chosen in sorted(found.items()))


@st.composite
def views(draw: st.DrawFn) -> View:
    """Any view that an address can tell."""
    window = [draw(dates), draw(dates)]
    if all(window) and first_day(window[0]) > last_day(window[1]):
        window.reverse()
    arranged = st.tuples(st.sampled_from(tuple(LAYOUTS)), slugs).map(lambda pair: "/".join(filter(None, pair)))
    places = draw(st.dictionaries(arranged, st.tuples(coordinates, coordinates), max_size=3))
    voices = st.one_of(
        slugs, slugs.map("publisher:{}".format), st.sampled_from(("unplaced:мид-россии", "origin:a&b=c"))
    )
    return View(
        actors=draw(ids()),
        around=draw(st.booleans()),
        expand=draw(expansions()),
        hide=draw(ids()),
        kinds=draw(ids()),
        matters=draw(ids()),
        polarities=draw(ids(st.sampled_from(tuple(codes.POLARITY_WORDS.values())))),
        backings=draw(ids(st.sampled_from(tuple(codes.BACKINGS)))),
        answers=draw(ids(st.sampled_from((*codes.ANSWERS, "none")))),
        stances=draw(ids(st.sampled_from(tuple(codes.STANCES)))),
        bases=draw(ids(st.sampled_from(tuple(codes.BASES)))),
        publishers=draw(ids()),
        countries=draw(ids(st.sampled_from(("RU", "US", "CN")))),
        ownerships=draw(ids(st.sampled_from(tuple(codes.OWNERSHIPS)))),
        source_kinds=draw(ids(st.sampled_from(tuple(codes.SOURCE_KINDS)))),
        reliabilities=draw(ids(st.sampled_from(tuple(codes.RELIABILITIES)))),
        credibilities=draw(ids(st.sampled_from(tuple(codes.CREDIBILITIES)))),
        text=" ".join(draw(st.text(st.characters(codec="utf-8"), max_size=LONGEST_TEXT // 4)).split()),
        voices=draw(ids(voices)),
        held_from=window[0],
        held_to=window[1],
        reported=draw(dates),
        recorded=draw(dates),
        count_shown=draw(st.booleans()),
        unreviewed=draw(st.booleans()),
        lines=draw(st.sampled_from(("polarity", "kind", "claim"))),
        rollup=draw(ids()),
        collapse=draw(ids()),
        layout=draw(st.sampled_from(tuple(LAYOUTS))),
        chart=draw(st.sampled_from(("", "chart-0a1b"))),
        limit=draw(st.integers(0, MOST_LINES)),
        at=tuple((actor, *places[actor]) for actor in sorted(places)),
        select=draw(st.text(st.characters(codec="utf-8"), max_size=20)),
    )


@bounded
@given(views())
def test_a_view_comes_back_from_its_address(view: View) -> None:
    read = parse(to_query(view))
    assert read.view == view
    assert read.ignored == ()
    assert parse("?" + to_query(view)) == read


@bounded
@given(views())
def test_an_address_is_sorted_and_says_no_more_than_it_must(view: View) -> None:
    names = [name for name, _ in parse_qsl(to_query(view), keep_blank_values=True)]
    assert names == sorted(set(names))
    assert list(to_parameters(view)) == names
    for name in names:
        if name != "v":
            shorter = {key: text for key, text in to_parameters(view).items() if key != name}
            assert parse("&".join(f"{key}={quote(text)}" for key, text in shorter.items())).view != view
    assert ("v" in names) == (view != View())


@bounded
@given(views(), views())
def test_two_views_have_two_addresses(one: View, other: View) -> None:
    assert (to_query(one) == to_query(other)) == (one == other)


def test_the_opening_view_has_no_address() -> None:
    assert to_query(View()) == ""
    assert parse("") == parse("?") == parse("v=1")
    assert parse("").view == View()


def test_an_address_as_a_person_reads_it() -> None:
    view = View(actors=("iran", "russia"), held_from="2022-02", count_shown=True, at=(("iran", 10, -20),), limit=50)
    assert to_query(view) == "actors=iran,russia&at=iran:10:-20&count=shown&from=2022-02&limit=50&v=1"


@pytest.mark.parametrize(
    ("query", "same_as"),
    [
        ("actors=russia,iran,iran,", "actors=iran,russia&v=1"),
        ("actors=", ""),
        ("lines=polarity", ""),
        ("at=b:1:2,a:3:4,b:5:6", "at=a:3:4,b:5:6&v=1"),
        ("limit=0050", "limit=50&v=1"),
        ("stances=denies%2Casserts", "stances=asserts,denies&v=1"),
        ("select=norland+and+esland", "select=norland%20and%20esland&v=1"),
    ],
)
def test_an_address_is_written_in_one_way(query: str, same_as: str) -> None:
    assert parse(query).ignored == ()
    assert to_query(parse(query).view) == same_as


@pytest.mark.parametrize(
    ("query", "kept", "ignored"),
    [
        ("colour=red&actors=iran", View(actors=("iran",)), ("colour=red",)),
        ("colour=", View(), ("colour",)),
        ("v=2", View(), ("version 2 (this is version 1)",)),
        ("stances=denies,shouts", View(stances=("denies",)), ("stances=shouts",)),
        ("polarities=%2B", View(), ("polarities=+",)),
        ("reported=2022-02-30", View(), ("reported=2022-02-30",)),
        ("reported=2022&reported=2023", View(reported="2022"), ("a second reported=2023",)),
        ("from=2023&to=2022", View(), ("from=2023 to=2022 (the end comes before the beginning)",)),
        ("from=2022-06&to=2022", View(held_from="2022-06", held_to="2022"), ()),
        ("lines=zigzag", View(), ("lines=zigzag",)),
        ("count=all", View(), ("count=all",)),
        ("unreviewed=no", View(), ("unreviewed=no",)),
        ("limit=0", View(), ("limit=0 (a whole number from 1 to 5,000)",)),
        ("limit=5001", View(), ("limit=5001 (a whole number from 1 to 5,000)",)),
        ("limit=٣", View(), ("limit=٣ (a whole number from 1 to 5,000)",)),
        ("at=iran:1:2,iran:1,russia:1:1000000", View(at=(("iran", 1, 2),)), ("at=iran:1", "at=russia:1:1000000")),
        ("at=iran:100001:0", View(), ("at=iran:100001:0",)),
    ],
)
def test_what_is_not_understood_is_named_and_dropped(query: str, kept: View, ignored: tuple[str, ...]) -> None:
    read = parse(query)
    assert read.view == kept
    assert read.ignored == ignored


def test_ids_that_are_not_on_file_are_named_and_dropped() -> None:
    read = parse("actors=iran,atlantis&kinds=arms", {"actors": ("iran",), "kinds": ()})
    assert read.view == View(actors=("iran",))
    assert read.ignored == ("actors=atlantis", "kinds=arms")


HOSTILE = (
    *("%", "%ff", "%00", "&&&&", "====", "a=b=c", "?", "??actors=iran", "actors", "actors=%2C%2C", "at=:::", "at=,,"),
    *("select=<script>alert(1)</script>", "actors='; drop table claims; --", "from=../../etc/passwd", "limit=-1"),
    *("limit=99999999999999999999", "limit=1e3", "limit=²", "at=a:²:1", "reported=９９９９", "v", "v=", "v=1&v=1"),
    *("actors=" + "a," * 2000, "&".join(["actors=a"] * 500), "at=" + ",".join(f"a{n}:1:1" for n in range(500))),
)


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: str(query)[:30])
def test_a_hostile_address_opens(query: str) -> None:
    read = parse(query)
    assert parse(to_query(read.view)).view == read.view


@bounded
@given(st.text(max_size=60))
def test_any_text_opens_and_what_it_gives_comes_back(text: str) -> None:
    read = parse(text)
    assert parse(to_query(read.view)) == replace(read, ignored=())


NAMES = ("actors", "at", "count", "from", "kinds", "limit", "lines", "matters", "polarities", "recorded", "reported")
pairs = st.tuples(
    st.sampled_from((*NAMES, "select", "stances", "to", "unreviewed", "v", "voices", "actor", "FROM")),
    st.one_of(st.text(max_size=12), dates, slugs, st.sampled_from(("shown", "yes", "kind", "1", "a:1:2", "denies"))),
)


@bounded
@given(st.lists(pairs, max_size=6))
def test_any_values_open_and_what_they_give_comes_back(given_: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={quote(text, errors='surrogatepass')}" for name, text in given_)
    read = parse(query)
    assert parse(to_query(read.view)) == replace(read, ignored=())


@pytest.mark.parametrize(
    ("told", "opening", "hides"),
    [
        ({}, True, False),
        ({"select": "iran", "at": (("iran", 1, 2),)}, True, False),
        ({"actors": ("iran",)}, False, True),
        ({"kinds": ("arms",)}, False, True),
        ({"matters": ("drones",)}, False, True),
        ({"polarities": ("positive",)}, False, True),
        ({"stances": ("denies",)}, False, True),
        ({"voices": ("iran",)}, False, True),
        ({"reported": "2022"}, False, False),
        ({"recorded": "2022"}, False, False),
        ({"held_from": "2022"}, False, False),
        ({"count_shown": True}, False, False),
        ({"unreviewed": True}, False, False),
        ({"lines": "kind"}, False, False),
        ({"limit": 5}, False, False),
    ],
)
def test_what_a_view_asks_for(told: dict[str, Any], opening: bool, hides: bool) -> None:
    view = View(**told)
    assert (view.is_opening, view.hides) == (opening, hides)
