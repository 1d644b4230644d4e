"""English for sentences made of labels."""

from __future__ import annotations

import pytest

from graph.scene.grammar import in_sentence, is_plural, matter_words, verb


@pytest.mark.parametrize(
    ("label", "kind", "expected"),
    [
        ("Firms in Westmark", "collective", True),
        ("Unnamed suppliers (parts, 2022)", "unknown", True),
        ("Steel exporters' association", "collective", False),
        ("Unnamed think tank", "unknown", False),
        ("Philippines", "state", False),
    ],
)
def test_firms_supply_and_a_firm_supplies(label: str, kind: str, expected: bool) -> None:
    assert is_plural(label, kind) is expected


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("supplies energy to", "supply energy to"),
        ("meets or negotiates with", "meet or negotiate with"),
        ("is reported to run covert operations against", "are reported to run covert operations against"),
        ("has an agreement with", "have an agreement with"),
        ("criticizes", "criticize"),
    ],
)
def test_verbs_agree(one: str, several: str) -> None:
    assert verb(one, plural=False) == one
    assert verb(one, plural=True) == several


@pytest.mark.parametrize(
    ("label", "kind", "expected"),
    [
        ("United States", "state", "the United States"),
        ("European Union", "union", "the European Union"),
        ("Foreign Ministry of Norland", "organ", "the Foreign Ministry of Norland"),
        ("NATO SHAPE", "organ", "NATO SHAPE"),
        ("Turkey", "state", "Turkey"),
        ("Firms in the United States", "collective", "Firms in the United States"),
    ],
)
def test_labels_stand_with_their_article_within_a_sentence(label: str, kind: str, expected: str) -> None:
    assert in_sentence(label, kind) == expected


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("uav-prewar", "UAV prewar"),
        ("s-400", "S-400"),
        ("mig-29", "MiG-29"),
        ("naval-drills-2025", "naval drills 2025"),
        ("oil-price-cap", "oil price cap"),
        ("nuclear-deal", "nuclear deal"),
        ("", ""),
    ],
)
def test_matters_read_as_one_writes_them(matter: str, expected: str) -> None:
    assert matter_words(matter) == expected
