"""The curated list itself: sound, in its canonical form, and true to the customer's three articles, word for word."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest

from graph.store.package import check_package, read_package, write_package
from tests.cli.terminal import ROOT, Row, contents, read

HERE = Path(__file__).parent
DATA = ROOT / "data"
ARTICLES = (HERE / "articles.txt").read_text(encoding="utf-8")
PARTS = ARTICLES.split("RELATED: ")
"""The three articles, in the order of the page."""


def words(text: str) -> str:
    """The text with one blank between words: lines are broken in the file, not in the sentences."""
    return " ".join(text.split())


def ties() -> list[Row]:
    """Every tie of the articles, with the claim that carries it."""
    with (HERE / "ties_of_the_articles.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_has_no_fault_and_its_gaps_are_only_gaps() -> None:
    found = Counter(problem.severity for problem in check_package(DATA, None))
    assert found["error"] == 0
    assert set(found) <= {"gap", "warning"}


def test_the_drafts_have_no_fault_beside_the_list() -> None:
    published = read_package(DATA).tables
    assert [p for p in check_package(DATA / "review", published) if p.severity == "error"] == []


def test_the_list_is_in_its_canonical_form(tmp_path: Path) -> None:
    package = Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("review", "*.md")))
    before = contents(package)
    made = read_package(package)
    write_package(package, made.tables, made.about, made.present)
    assert contents(package) == before


def test_the_three_articles_are_the_customers() -> None:
    assert len(PARTS) == 3
    assert [words(part).split(" Published December ")[1][:8] for part in PARTS] == ["13, 2023", "12, 2023", "11, 2023"]


@pytest.mark.parametrize("row", ties(), ids=[row["claim"] for row in ties()])
def test_a_tie_of_the_articles_is_on_the_list_as_the_article_has_it(row: Row) -> None:
    claim = next(one for one in read(DATA, "claims") if one["id"] == row["claim"])
    assert words(row["phrase"]) in words(PARTS[int(row["article"]) - 1])
    assert {name: claim[name] for name in ("subject", "kind", "object", "stance", "speakers")} == {
        name: row[name] for name in ("subject", "kind", "object", "stance", "speakers")
    }
    assert words(claim["quote"]) == words(row["phrase"])
    assert claim["locator"].startswith(f"item {row['article']}, ")
    source = next(one for one in read(DATA, "sources") if one["id"] == claim["source"])
    assert words(source["title"]) in words(PARTS[int(row["article"]) - 1])
    assert source["published"] == f"2023-12-{14 - int(row['article'])}"


def test_no_tie_of_the_articles_is_left_out() -> None:
    told = {(row["subject"], row["kind"], row["object"]) for row in ties()}
    # Each in the words of the article, so that a person can hold this list against the page.
    assert {
        ("china", "export_restriction", "russia"),  # Chinese restrictions on the export of drones
        ("unnamed-intermediaries-drones-2023", "facilitates_evasion", "russia"),  # an alternative supply route
        ("unnamed-suppliers-sanctioned-goods-2023", "facilitates_evasion", "russia"),  # continuing to import
        ("russia", "uses_force_against", "ukraine"),  # the war between Ukraine and Russia
        ("iran", "arms_transfer", "russia"),  # large drones used by Russia
        ("turkey", "arms_transfer", "ukraine"),  # and Ukraine
        ("firms-in-china", "dual_use_supply", "russia"),  # cheap consumer drones come from China
        ("firms-in-china", "dual_use_supply", "ukraine"),
        ("china", "supports_politically", "russia"),  # preventing China from supporting Russia
        ("czechia", "criticizes", "china"),  # a challenge to the international order
        ("china", "strategic_partnership", "russia"),  # a no-limits partnership
        ("china", "defence_pact", "russia"),  # denied: any intention of a military alliance
        ("china", "military_cooperation", "russia"),  # announce closer military ties
    } == told


def test_putins_denial_is_a_denial() -> None:
    (denial,) = [row for row in ties() if "Putin" in row["phrase"]]
    assert (denial["stance"], denial["speakers"], denial["kind"]) == ("denies", "kremlin", "defence_pact")


def test_every_quote_of_those_pages_stands_in_the_articles() -> None:
    pages = {"newscats-2023-12-13", "newscats-2023-12-12", "newscats-2023-12-11"}
    quoted = [claim for claim in read(DATA, "claims") if claim["source"] in pages]
    assert {claim["id"] for claim in quoted} == {row["claim"] for row in ties()}
    assert all(words(claim["quote"]) in words(ARTICLES) for claim in quoted)


def test_nothing_is_graded_without_a_reason() -> None:
    for table, grade, basis in (
        ("claims", "credibility", "credibility_basis"),
        ("publishers", "reliability", "reliability_basis"),
    ):
        assert [row["id"] for row in read(DATA, table) if row[grade] not in ("", "F", "6") and not row[basis]] == []
