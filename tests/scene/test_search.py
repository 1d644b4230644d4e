"""The search: the list of queries over the curated list, how texts are compared, and that it holds on any text."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from time import process_time
from timeit import repeat, timeit

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from graph.evidence.assess import assess
from graph.evidence.prepare import prepare
from graph.model.tables import TABLES
from graph.model.view import View
from graph.scene.found import Found
from graph.scene.index import Words, asked, near, words
from graph.scene.ranking import SILENT
from graph.scene.reader import Reader, Tables
from graph.scene.search import MOST_WORDS, Search
from graph.store.package import read_package
from tests.architecture.code import ROOT
from tests.benchmarks.invented import Size, write
from tests.network.factory import tables as small

GROUPS = ("actors", "ties", "entries", "sources")
QUERIES = list(csv.DictReader((ROOT / "tests/scene/queries.csv").read_text(encoding="utf-8").splitlines()))


def index(tables: Tables) -> Search:
    """The search over a list."""
    return Search(Reader(assess(prepare(tables), View()), tables), tables)


@cache
def curated() -> tuple[Tables, Search]:
    """The curated list."""
    tables = read_package(ROOT / "data").tables
    return tables, index(tables)


def shown(found: Found) -> dict[str, list[str]]:
    """The ids of every group."""
    return {name: [hit.id for hit in getattr(found, name).hits] for name in GROUPS}


@pytest.mark.parametrize("row", QUERIES, ids=[f"{row['query']} ({row['group']})" for row in QUERIES])
def test_the_first_hit_is_the_one_that_is_looked_for(row: Mapping[str, str]) -> None:
    found = getattr(curated()[1].search(row["query"], 8), row["group"])
    assert [hit.id for hit in found.hits[:1]] == [row["first"]] * bool(row["first"]), row["why"]


def test_the_list_of_queries_is_long_and_speaks_many_scripts() -> None:
    assert len(QUERIES) >= 60
    scripts = {
        "Latin": "a-z", "Cyrillic": "а-я", "Greek": "α-ω", "Arabic": "ا-ي", "Hebrew": "א-ת", "Han": "一-鿿",
        "Katakana": "ァ-ヶ", "Hangul": "가-힣", "Georgian": "ა-ჰ", "Armenian": "ա-և", "Devanagari": "ऀ-ॿ",
    }  # fmt: skip
    together = " ".join(row["query"].casefold() for row in QUERIES)
    assert [name for name, letters in scripts.items() if not re.search(f"[{letters}]", together)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TÜRKİYE", "turkiye"),
        ("ISIL", "ısıl"),
        ("Ukraine’s", "Ukraines"),
        ("l'État—c'est «moi»", "letat cest moi"),
        ("روسيا", "روسیا"),
        ("الـــصين", "الصين"),
        ("إيران أوكرانيا آمریکا", "ايران اوكرانيا امریکا"),
        ("كازاخستان", "کازاخستان"),
        ("Ёлка Київ", "елка киів"),
        ("ロシア", "ﾛｼｱ"),
        ("ＮＡＴＯ", "nato"),
        ("\u200fایران\u200e", "ایران"),
        ("Straße", "STRASSE"),
    ],
)
def test_texts_that_a_person_takes_for_the_same_are_the_same(one: str, other: str) -> None:
    assert words(one) == words(other) != []


def test_designations_are_found_with_and_without_their_hyphen_and_are_never_typos() -> None:
    texts = Words(["The S-400 arrived", "The S400 arrived", "The S-300 arrived", "400 ships"])
    assert [texts.levels(word).tolist() for word in asked("S-400")] == [[2, 2, 0, 0]]
    assert asked("s400") == asked("S-400") != asked("s 400")
    assert near("s500", ["s400", "s300"]) == []


def test_scripts_without_blanks_are_found_by_any_run_of_letters() -> None:
    texts = Words(["俄罗斯与中国签署协议", "中国与俄国", "斯俄罗", "ロシアと中国"])
    found = {
        run: np.flatnonzero(texts.levels(run)).tolist() for run in ("罗斯", "斯", "签署协议", "俄罗斯", "中国", "シア")
    }
    assert found == {"罗斯": [0], "斯": [0, 2], "签署协议": [0], "俄罗斯": [0], "中国": [0, 1, 3], "シア": [3]}


def test_nothing_asked_finds_nothing_and_nonsense_finds_nothing() -> None:
    search = curated()[1]
    for query in ("", "  \t", "…", "?!—", "\u200f", "xyzzyqq", "👍"):
        assert search.search(query, 8) == Found(), query


def test_what_was_read_for_a_typo_is_told() -> None:
    assert curated()[1].search("kremiln sanctions", 8).instead == (("kremiln", ("kremlin",)),)
    assert curated()[1].search("irab", 8).instead == (("irab", ("iran", "arab")),)
    assert curated()[1].search("kremlin", 8).instead == ()


def test_an_ambiguous_name_shows_all_who_bear_it() -> None:
    assert shown(curated()[1].search("Brussels", 8))["actors"] == ["nato", "european-union"]


def test_what_a_hit_selects_is_there_to_be_selected() -> None:
    tables, search = curated()
    reader = Reader(assess(prepare(tables), View()), tables)
    for query in ("iran", "drones", "reuters", "the", "s-400"):
        found = search.search(query, 500)
        assert {hit.select for hit in found.actors.hits} <= set(reader.actors)
        assert {hit.select for hit in found.ties.hits} <= set(reader.ties)
        assert {hit.select for hit in found.entries.hits} <= {*reader.strands, *reader.ties}
        assert {hit.select for hit in found.sources.hits} <= set(reader.sources)


def test_drafts_and_what_was_taken_back_are_not_found() -> None:
    tables = small(("norland arms esland", "asserts", {"statement": "Zeppelins went north."}))
    for name, gone in (("claims", "retracted"), ("sources", "retracted"), ("actors", "retracted")):
        tables[name].loc[0, "status"] = gone
    assert shown(index(tables).search("zeppelins", 8))["entries"] == []
    assert shown(index(tables).search("paper", 8))["sources"] == []
    assert shown(index(tables).search("esland", 8))["actors"] == []


def test_two_thousand_matches_are_counted_and_cut() -> None:
    search = index(small(*(("norland arms esland", "asserts", {"statement": f"Shipment {n}."}) for n in range(2001))))
    found = search.search("shipment", 8)
    assert (len(found.entries.hits), found.entries.total, found.ties.total) == (8, 2001, 1)
    assert [hit.id for hit in found.entries.hits] == sorted(hit.id for hit in found.entries.hits)


SOME = st.sampled_from([*(row["query"] for row in QUERIES), "drones", "nobody says", "2023", "ministry", "a", "и"])


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=60), SOME, st.tuples(SOME, SOME).map(" ".join)))
def test_any_text_has_an_answer_and_every_hit_has_every_word(query: str) -> None:
    found = curated()[1].search(query, 30)
    told = _every_text()
    wanted = asked(query)[:MOST_WORDS]
    wanted = [word for word in wanted if word not in SILENT] or wanted
    for name in GROUPS:
        group = getattr(found, name)
        assert len(group.hits) == min(group.total, 30)
        assert len({hit.id for hit in group.hits}) == len(group.hits)
        for hit in group.hits:
            missing = [word for word in wanted if not _stands(word, told[name][hit.id])]
            assert not missing or (name == "actors" and _is_named(query, told[name][hit.id])), (name, hit)


@cache
def _plain(text: str) -> tuple[str, frozenset[str]]:
    found = words(text)
    return " ".join(found), frozenset(found)


def _stands(word: str, text: str) -> bool:
    """The word begins a word of the text, or is written apart, or is a typo of one: judged without the index."""
    plain, each = _plain(text)
    if any(other.startswith(word) or (word in other and not word.isascii()) for other in each):
        return True
    typos = 0 if len(word) < 4 else 1 if len(word) < 7 else 2
    lengths = range(max(5, len(word) - 2), len(word) + 3)
    # A typo may also be one of a beginning, and of a plural whose text has the singular.
    near = (form for other in each for form in (other, f"{other}s", *(other[:length] for length in lengths)))
    if typos and any(OSA.distance(word, form) <= typos for form in near):
        return True
    parts = re.fullmatch(r"([^\W\d_]+)(\d\w*)", word)
    return bool(parts and parts[1] in each and parts[2] in plain)


def _is_named(query: str, text: str) -> bool:
    """The whole query, or all of it that counts, stands within a name, or is a name with a typo."""
    phrase = words(query)
    asked_for = {" ".join(phrase), " ".join(word for word in phrase if word not in SILENT)} - {""}
    names = [" ".join(words(name)) for name in text.split(" · ")]
    return any(one in name or OSA.distance(one, name) <= 2 for one in asked_for for name in names)


@cache
def _every_text() -> dict[str, dict[str, str]]:
    tables = {name: frame.to_dict("records") for name, frame in curated()[0].items()}
    aliases: dict[str, list[str]] = {}
    for row in tables["aliases"]:
        aliases.setdefault(row["actor"], []).append(row["alias"])
    names = {row["id"]: " · ".join([row["label"], *aliases.get(row["id"], [])]) for row in tables["actors"]}
    kinds = {row["id"]: f"{row['label']} · {row['inverse_label']}" for row in tables["kinds"]}
    outlets = {row["id"]: row["name"] for row in tables["publishers"]} | {"": ""}
    sources = {
        row["id"]: " · ".join([row["title"], row["authors"], outlets[row["publisher"]], outlets[row["originator"]]])
        for row in tables["sources"]
    }
    entries, ties = dict[str, str](), dict[str, str]()
    for row in tables["claims"]:
        told = " · ".join([row["statement"], row["quote"], row["speaker_text"]])
        ends = " · ".join([names[row["subject"]], names[row["object"]]])
        entries[row["id"]] = " · ".join([told, ends, sources[row["source"]]])
        for tie in (
            f"{row['subject']}.{row['kind']}.{row['object']}",
            f"{row['object']}.{row['kind']}.{row['subject']}",
        ):
            more = " · ".join([told, ends, kinds[row["kind"]], row["matter"]])
            ties[tie] = f"{ties.get(tie, '')} · {more}"
    return {"actors": names, "ties": ties, "entries": entries, "sources": sources}


def test_the_answer_does_not_depend_on_the_order_of_rows() -> None:
    tables, search = curated()
    turned = index({name: frame.iloc[::-1].reset_index(drop=True) for name, frame in tables.items()})
    for row in QUERIES:
        assert turned.search(row["query"], 8) == search.search(row["query"], 8), row["query"]


def test_a_hundred_thousand_claims_are_searched_in_the_time_of_reading_some_of_them(tmp_path: Path) -> None:
    """Held as a ratio, since machines differ, and of the time that the processor gave, since others may be at work on
    it: `contains` reads one of the columns once, and took 11 ms where this was written; the hundred that a search may
    take are nine of them.
    """
    folder = write(tmp_path / "big", Size(2_000, 50_000))
    tables = {name: _frame(folder / f"{name}.csv", table.columns) for name, table in TABLES.items()}
    search = index(tables)
    labels = tables["actors"]["label"].tolist()
    queries = [label[:letters] for label in labels[:10] for letters in (1, 3, 6)]
    queries += ["transfers arms", "transfres arms", "sanctoins", "what is known", "one page has it", "post", "zzzzzz"]
    queries += ["a", f"{labels[3]} trades with", "xqzwvk xqzwvk"]
    assert (len(queries), len(tables["claims"]) > 99_000) == (40, True)
    search.search(queries[0], 8)
    spent = sorted(timeit(partial(search.search, query, 8), timer=process_time, number=1) for query in queries)
    statements = tables["claims"]["statement"]
    read = partial(statements.str.contains, "one page|sanctions", case=False)
    reading = min(repeat(read, timer=process_time, number=1, repeat=3))
    p50, p95 = spent[20], spent[38]
    told = f"{len(statements):,} claims: p50 {p50 * 1e3:.1f} ms, p95 {p95 * 1e3:.1f} ms, most {spent[-1] * 1e3:.1f} ms"
    print(f"{told}; one `contains` over the statements {reading * 1e3:.1f} ms")  # noqa: T201 - a measurement to read
    assert p95 < 5 * reading


def _frame(file: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    if not file.exists():
        return pd.DataFrame({name: pd.Series(dtype=str) for name in columns})
    return pd.read_csv(file, dtype=str, keep_default_na=False)
