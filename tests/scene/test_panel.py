"""What is read beside the picture: the start, a line, a tie with its two columns, an actor's dossier, a citation."""

from __future__ import annotations

import pytest

from graph.model.errors import NotFound
from graph.model.view import View
from graph.network.placing import places
from graph.scene.build import scene
from graph.scene.citation import citation
from graph.scene.dossier import dossier
from graph.scene.panel import panel
from graph.scene.reader import Reader
from graph.scene.shapes import ActorPanel, LinePanel, Panel, StartPanel, TiePanel
from graph.scene.words import count, figures, listed
from tests.network.factory import evidence, tables

ARMS = "norland.arms.esland"
CLAIMS = (
    ("norland arms esland", "asserts", {"matter": "uav", "said_on": "2022-05-01", "held_from": "2022-05"}),
    ("norland arms esland", "asserts", {"matter": "uav", "speakers": "westmark", "said_on": "2022-06-01"}),
    ("norland arms esland", "asserts", {"matter": "uav", "speakers": "westmark", "said_on": "2022-08-01"}),
    ("norland arms esland", "denies", {"matter": "uav", "speakers": "norland", "said_on": "2022-09-01"}),
    ("norland arms esland", "denies", {"speakers": "norland", "said_on": "2022-10-01"}),
    ("norland arms esland", "disputes", {"matter": "uav", "speakers": "esland", "disputes_what": "meaning"}),
    ("norland sanctions esland", "declines", {"speakers": "norland", "said_on": "2022-11-01"}),
    (
        "westmark aid esland",
        "asserts",
        {
            "speakers": "westmark",
            "quote": "Wir helfen ihnen.",
            "locator": "par. 2",
            "qualifiers": '{"commodity": "grain", "quote_translation": "We help them."}',
        },
    ),
)


def opened(select: str, view: View | None = None) -> Panel:
    """The panel for what is selected."""
    view = view or View()
    made = tables(*CLAIMS)
    found = evidence(made, view)
    return panel(select, Reader(found, made), scene(found, made, view, places(found, made)))


def tie(view: View | None = None) -> TiePanel:
    """The arms, opened."""
    shown = opened(ARMS, view)
    assert isinstance(shown, TiePanel)
    return shown


def test_the_start_lists_where_they_disagree_and_what_is_new() -> None:
    start = opened("")
    assert isinstance(start, StartPanel)
    assert [row.id for row in start.disputed] == [ARMS]
    assert {remark.tie for remark in start.newest} == {ARMS, "westmark.aid.esland"}


def test_a_line_has_a_row_for_each_tie_with_its_figures() -> None:
    line = opened("esland--norland.positive")
    assert isinstance(line, LinePanel)
    assert [(row.id, row.figures, row.mark) for row in line.ties] == [
        (ARMS, "2 say so, 1 denies, 1 questions part of it", "full")
    ]
    assert line.ties[0].sentence == "Norland transfers arms to Esland"


def test_a_tie_has_a_matter_with_two_columns_grouped_by_voice_newest_first() -> None:
    matter = next(matter for matter in tie().matters if matter.id == f"{ARMS}.uav")
    assert [(group.voice, group.reports) for group in matter.says] == [("westmark", 2), ("paper-000", 1)]
    assert [entry.said_on for entry in matter.says[0].entries] == ["1 Aug 2022", "1 Jun 2022"]
    assert [(group.voice, group.list, group.words) for group in matter.answers] == [
        ("norland", "denied", "denies it"),
        ("esland", "questioned", "questions part of it"),
    ]
    assert [entry.in_general for entry in matter.answers[0].entries] == [True, False]
    assert "several independent voices" in matter.backing_words


def test_an_entry_has_its_particulars_and_the_translation_of_its_quote() -> None:
    shown = opened("westmark.aid.esland")
    assert isinstance(shown, TiePanel)
    (entry,) = shown.matters[0].says[0].entries
    assert (entry.quote, entry.translation) == ("Wir helfen ihnen.", "We help them.")
    assert entry.details == (("What", "grain"),)


def test_the_word_of_a_party_over_time_stands_below() -> None:
    sentences = [track.sentence for track in tie().tracks]
    assert "Norland: denied 1 Sep 2022, denied 1 Oct 2022" in sentences


def test_what_a_filter_hides_is_told_and_stays_counted() -> None:
    filtered = tie(View(voices=("westmark",)))
    matter = next(matter for matter in filtered.matters if matter.id == f"{ARMS}.uav")
    assert [group.voice for group in matter.says] == ["westmark"]
    assert matter.answers == ()
    assert matter.hidden == "denial hidden by your filter (Norland); 1 of 4 voices shown"
    assert matter.backing == "several_voices"


def test_a_dossier_has_the_ties_both_ways_and_what_the_actor_says() -> None:
    norland, esland, westmark = (opened(actor) for actor in ("norland", "esland", "westmark"))
    assert isinstance(norland, ActorPanel)
    assert isinstance(esland, ActorPanel)
    assert isinstance(westmark, ActorPanel)
    assert [group.heading for group in norland.ties] == ["Transfers arms to"]
    assert {group.heading for group in esland.ties} == {"Receives arms from", "Is aided by"}
    assert {(remark.tie, remark.dates) for remark in norland.denies} == {
        (ARMS, "1 Sep 2022"),
        (ARMS, "1 Oct 2022"),
    }
    assert [remark.tie for remark in norland.declines] == ["norland.sanctions.esland"]
    assert [(remark.tie, remark.reports) for remark in westmark.says_about_others] == [(ARMS, 2)]
    assert "it denies 1" in norland.sentence


def test_what_is_not_on_file_is_not_found() -> None:
    made = tables(*CLAIMS)
    with pytest.raises(NotFound, match="atlantis"):
        opened("atlantis")
    with pytest.raises(NotFound):
        dossier("atlantis", Reader(evidence(made), made))


SOURCE = {
    "authors": "",
    "title": "",
    "title_inferred": "",
    "published": "",
    "url": "",
    "archived_url": "",
    "doi": "",
    "accessed": "",
}


@pytest.mark.parametrize(
    ("more", "publisher", "originator", "place", "text"),
    [
        ({}, "The Post", "", "", "The Post, no date of publication known."),
        (
            {"title": "Ships", "published": "2022-07", "url": "https://post.example/1", "accessed": "2023-01-02"},
            "The Post",
            "Agency",
            "par. 3",
            "“Ships”, The Post (from Agency), Jul 2022, par. 3, https://post.example/1, accessed 2 Jan 2023.",
        ),
        (
            {"authors": "A. Writer", "title": "Ships", "title_inferred": "true", "published": "2022", "doi": "10.1/x"},
            "The Post",
            "The Post",
            "",
            "A. Writer, “Ships” (title inferred from the address), The Post, 2022, DOI 10.1/x.",
        ),
        (
            {"archived_url": "https://a.example"},
            "P",
            "",
            "",
            "P, no date of publication known, archived at https://a.example.",
        ),
    ],
)
def test_a_citation_says_what_is_known_and_nothing_else(
    more: dict[str, str], publisher: str, originator: str, place: str, text: str
) -> None:
    assert citation(SOURCE | more, publisher, originator, place) == text


def test_figures_and_lists_read_as_one_says_them() -> None:
    assert figures(4, 2, 0, 0) == "4 say so, 2 deny"
    assert figures(1, 1, 1, 1) == "1 says so, 1 denies, 1 questions part of it, 1 denied earlier"
    assert figures(0, 0, 0, 0) == ""
    assert (count(1, "tie"), count(1204, "entry", "entries")) == ("1 tie", "1,204 entries")
    assert [listed(list("abcde")[:number]) for number in (1, 2, 3, 5)] == [
        "a",
        "a and b",
        "a, b and c",
        "a, b, c and 2 more",
    ]
