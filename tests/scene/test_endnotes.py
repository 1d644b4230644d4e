"""Endnotes and cards: a number for every line, a letter for every page, and no denial left behind."""

from __future__ import annotations

import pytest

from graph.model.view import View
from graph.scene.briefing import Card, Endnote
from graph.scene.endnotes import letter_of
from tests.network.factory import tables
from tests.scene.briefed import ARMED, DENIED, briefing, list_


def note(line: str, view: View | None = None) -> Endnote:
    """The endnote of a line."""
    return next(one for one in briefing(view).endnotes if one.line == line)


def card(line: str) -> Card:
    """The card of a line."""
    return next(one for one in briefing().cards if one.line == line)


def test_every_line_has_a_number_and_every_endnote_a_line() -> None:
    made = briefing()
    assert [line.id for line in made.scene.lines] == [DENIED, ARMED, "esland--westmark.positive"]
    assert made.numbers == {DENIED: 1, ARMED: 2, "esland--westmark.positive": 3}
    assert all(tie.citations for one in made.endnotes for tie in one.ties)


def test_a_tie_cites_who_says_so_first_then_who_answers_the_newest_first() -> None:
    ties = {tie.id: tie for tie in note(ARMED).ties}
    arms = ties["norland.arms.esland"]
    assert [(one.letter, one.source, one.list) for one in arms.citations] == [
        ("a", "page-001", "says"),
        ("b", "page-002", "says"),
        ("c", "page-000", "says"),
        ("d", "page-003", "denied"),
    ]
    assert arms.answer_words == "denied by Norland"
    denial = arms.citations[-1]
    assert (denial.speaker, denial.stance, denial.claims) == ("Norland", "denies it", ("c003",))
    assert denial.words.startswith("Norland: denies it. Paper 003, 2023")


def test_what_is_only_denied_is_named_with_who_denies_it() -> None:
    only = note(DENIED)
    assert only.only_denied
    assert [(one.speaker, one.list) for one in only.ties[0].citations] == [("Norland", "denied")]


def test_a_page_has_one_letter_in_an_endnote_however_often_it_is_cited() -> None:
    made = list_(claims={"c003": {"source": "page-002"}, "c004": {"source": "page-002"}})
    ties = next(one for one in briefing(made=made).endnotes if one.line == ARMED).ties
    letters = {one.letter for tie in ties for one in tie.citations if one.source == "page-002"}
    assert len(letters) == 1
    arms = next(tie for tie in ties if tie.id == "norland.arms.esland")
    assert [one.list for one in arms.citations if one.source == "page-002"] == ["says", "denied"]


def test_a_filter_chooses_ties_and_never_what_they_rest_on() -> None:
    shown = note(ARMED, View(stances=("asserts",)))
    lists = [one.list for tie in shown.ties for one in tie.citations if tie.id == "norland.arms.esland"]
    assert lists == ["says", "says", "says", "denied"]


def test_a_line_for_each_entry_cites_that_entry_alone() -> None:
    made = briefing(View(lines="claim"))
    assert len(made.endnotes) == len(made.scene.lines) == 7
    cited = {one.line: [c.claims for tie in one.ties for c in tie.citations] for one in made.endnotes}
    assert cited[f"{ARMED}.c003"] == [("c003",)]
    assert all(len(claims) == 1 for claims in cited.values())


def test_a_denial_in_general_stands_once_in_the_tie_where_it_says_most() -> None:
    made = tables(
        ("norland arms esland", "asserts", {"matter": "uav", "held_from": "2021", "held_to": "2021"}),
        ("norland arms esland", "asserts", {"matter": "tanks", "held_from": "2023"}),
        ("norland arms esland", "denies", {"speakers": "norland", "said_on": "2022-09-01"}),
    )
    (one,) = briefing(made=made).endnotes
    assert [(c.list, c.claims) for c in one.ties[0].citations if "c002" in c.claims] == [("denied", ("c002",))]


@pytest.mark.parametrize(("place", "letter"), [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (51, "az"), (52, "ba")])
def test_letters_go_on_past_z(place: int, letter: str) -> None:
    assert letter_of(place) == letter


def test_a_citation_tells_what_is_to_be_known_of_its_page() -> None:
    made = list_(
        publishers={"paper-003": {"ownership": "state", "interest": "norland"}},
        sources={"page-003": {"descriptor": "A transcript.", "state": "corrected", "published": "2023-06-01"}},
    )
    notes = briefing(made=made).endnotes
    (denial,) = (c for one in notes for tie in one.ties for c in tie.citations if c.source == "page-003")
    assert (
        denial.descriptor == "A transcript; state-owned publisher; speaks for Norland; said 9 months before publication"
    )
    assert denial.state == "corrected by its publisher"


def test_a_card_says_who_on_what_basis_since_when_and_whether_it_holds() -> None:
    armed = card(ARMED)
    assert armed.says == (
        "Westmark: says so of 1 of 2 ties on intelligence (2 reports)",
        "Paper 000: says so of 1 of 2 ties (1 report)",
        "Norland: says so of 1 of 2 ties of its own act (1 report)",
    )
    assert armed.answers == ("Norland: denies it (Norland transfers arms to Esland) (1 report)",)
    assert armed.since == "since 2021"
    assert armed.holds == "1 of 2 not known to have ended; 1 of 2 known to have held up to 2022"
    assert card(DENIED).holds == "nobody on this list says that it holds"


def test_a_card_names_the_best_own_word_the_best_independent_one_and_the_best_denial() -> None:
    ties = note(ARMED).ties
    pages = {f"2{one.letter}": one.source for tie in ties for one in tie.citations}
    assert [pages[key] for key in card(ARMED).key] == ["page-004", "page-001", "page-003"]
