"""Which actors are suggested as one and which never, and what merging two would change."""

from __future__ import annotations

import pytest

from graph.editing.merging import check_pair, decided, effect, loop_words, suggestions
from graph.model.errors import UsageError
from graph.model.settings import Settings
from graph.model.tables import TABLES, texts
from graph.store.package import read_package
from tests.architecture.code import ROOT
from tests.store.invented import Row
from tests.store.invented import row as invented


def actor(id_: str, label: str, **more: str) -> Row:
    return invented("actors", id_, label=label, **more)


def alias(actor_: str, name: str, kind: str = "name", **more: str) -> Row:
    empty = dict.fromkeys(TABLES["aliases"].columns, "")
    return empty | {"actor": actor_, "alias": name, "alias_kind": kind} | more


def pairs(actors: list[Row], aliases: list[Row] | None = None) -> list[tuple[str, str]]:
    return [(one.one, one.other) for one in suggestions(actors, aliases or [], ())]


def test_the_curated_list_has_no_two_that_look_like_one() -> None:
    folders = Settings.from_environment({}, ROOT)
    tables = read_package(folders.data_dir).tables
    drafts = read_package(folders.review_dir, tables).tables
    actors = [*texts(tables["actors"]), *texts(drafts["actors"])]
    aliases = [*texts(tables["aliases"]), *texts(drafts["aliases"])]
    assert suggestions(actors, aliases, ()) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (actor("a", "Hezbollah"), actor("b", "Hizbollah")),
        (actor("a", "Wagner Group"), actor("b", "Group Wagner.")),
        (actor("a", "Foreign Ministry of Kazakhstan"), actor("b", "Foreign Ministry of Kazakstan")),
        (actor("a", "Shahed Aviation", wikidata="Q1"), actor("b", "SAIC", wikidata="Q1")),
        (actor("a", "Türkiye"), actor("b", "Turkiye")),
    ],
)
def test_what_may_be_one_is_suggested_with_a_reason(one: Row, other: Row) -> None:
    (found,) = suggestions([one, other], [], ())
    assert {found.one, found.other} == {"a", "b"}
    assert found.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (actor("a", "Iran"), actor("b", "Iraq")),
        (actor("a", "North Korea"), actor("b", "South Korea")),
        (actor("a", "Foreign Ministry of Iran"), actor("b", "Foreign Ministry of Iraq")),
        (actor("a", "Project 636"), actor("b", "Project 6363")),
        (actor("a", "Austria", iso2="AT"), actor("b", "Australia", iso2="AU")),
        (actor("a", "Navy", part_of="x"), actor("b", "Navy", part_of="y")),
        (actor("a", "Rostec"), actor("b", "Rostec", part_of="a")),
        (actor("a", "unnamed suppliers", kind="unknown"), actor("b", "Unnamed suppliers", kind="unknown")),
        (actor("a", "Wagner"), actor("b", "Wagner", merged_into="a")),
        (actor("a", "Wagner"), actor("b", "Wagner", status="retracted")),
    ],
)
def test_what_is_told_apart_is_never_suggested(one: Row, other: Row) -> None:
    assert pairs([one, other]) == []


def test_only_names_of_the_actor_itself_count() -> None:
    actors = [actor("a", "Russia"), actor("b", "Kremlin")]
    assert pairs(actors, [alias("a", "Moscow", "capital"), alias("b", "Moscow", "seat")]) == []
    assert pairs(actors, [alias("a", "RF", ambiguous="true"), alias("b", "RF")]) == []
    assert pairs(actors, [alias("a", "R. F.", "acronym"), alias("b", "RF")]) == []
    assert pairs(actors, [alias("a", "RF", "acronym"), alias("b", "rf")]) == [("a", "b")]


def test_names_of_two_actors_within_longer_names_tell_them_apart() -> None:
    ministries = [actor(f"m{name}", f"Foreign Ministry of {name}", kind="organ") for name in ("Slovania", "Slovenia")]
    assert len(pairs(ministries)) == 1
    assert pairs([*ministries, actor("s1", "Slovania", iso2="S1"), actor("s2", "Slovenia", iso2="S2")]) == []


def test_a_pair_that_was_decided_on_is_not_suggested_again() -> None:
    actors = [actor("a", "Hezbollah"), actor("b", "Hizbollah")]
    assert suggestions(actors, [], {frozenset({"b", "a"})}) == ()


def test_two_thousand_actors_are_looked_through_at_once() -> None:
    actors = [
        actor(f"a{number}", f"Company {chr(97 + number % 26)}{number // 26:03d} Holding") for number in range(2000)
    ]
    assert pairs([*actors, actor("z", "Hezbollah"), actor("y", "Hizbollah")]) == [("y", "z")]


CLAIMS = [
    invented("claims", "c1", subject="norland", object="esland"),
    invented("claims", "c2", subject="nordland", object="esland"),
    invented("claims", "c3", subject="sudland", object="esland", speakers="nordland"),
    invented("claims", "c4", subject="nordland", object="sudland", status="retracted"),
]
ACTORS = {id_: actor(id_, id_.title()) for id_ in ("norland", "nordland", "esland", "sudland")}


def test_the_effect_names_ties_entries_and_what_would_look_twice() -> None:
    told = effect("nordland", "norland", actors=ACTORS, aliases=[alias("nordland", "ND")], claims=CLAIMS)
    assert told.claims == ("c2", "c3")
    assert told.ties == told.joined == (("norland", "arms", "esland"),)
    assert told.twice == (("c2", "c1"),)
    assert (told.loops, told.names) == ((), ("Nordland", "ND"))
    assert loop_words(told) == ""


def test_two_with_a_tie_between_them_are_not_merged() -> None:
    told = effect("norland", "esland", actors=ACTORS, aliases=[], claims=CLAIMS)
    assert told.loops == ("c1",)
    assert "1 entry" in loop_words(told)


@pytest.mark.parametrize(
    ("one", "other", "changes", "words"),
    [
        ("norland", "norland", {}, "different"),
        ("norland", "nowhere", {}, "nowhere"),
        ("nordland", "norland", {"nordland": {"merged_into": "esland"}}, "merged already"),
        ("nordland", "norland", {"norland": {"merged_into": "esland"}}, "choose that one"),
        ("nordland", "norland", {"nordland": {"part_of": "norland"}}, "part of"),
        ("nordland", "norland", {"norland": {"part_of": "sudland"}, "sudland": {"part_of": "nordland"}}, "part of"),
        ("nordland", "norland", {"norland": {"status": "retracted"}}, "no published actor"),
    ],
)
def test_what_cannot_be_one_is_refused_in_words(
    one: str, other: str, changes: dict[str, dict[str, str]], words: str
) -> None:
    actors = {id_: row | changes.get(id_, {}) for id_, row in ACTORS.items()}
    with pytest.raises(UsageError, match=words):
        check_pair(one, other, actors)


def test_saving_an_actor_decides_on_the_pairs_that_it_makes_and_parts() -> None:
    apart, one, other = (actor("a", "A", merged_into=into) for into in ("", "b", "c"))
    assert decided(apart, apart) == decided(None, apart) == []
    assert decided(apart, one) == decided(None, one) == [("a", "b", "same")]
    assert decided(one, apart) == [("a", "b", "split")]
    assert decided(one, other) == [("a", "b", "split"), ("a", "c", "same")]
