"""The source summary and the twelve checks: figures that are true, conflicts that show, and what stops a file."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graph.model.view import View
from graph.scene.brief import reworded
from graph.scene.briefing import Briefing, Words
from graph.scene.chains import Chains
from graph.scene.checks import blocking, checks, standing
from graph.scene.reader import Reader
from graph.scene.summary import false_figures, source_summary
from tests.network.factory import evidence, tables
from tests.scene.briefed import briefing, list_, outcomes


def test_the_figures_are_those_of_the_picture() -> None:
    figures = dict(briefing().figures)
    wanted = {
        "lines": "3",
        "ties": "4",
        "entries": "7",
        "sources": "7",
        "voices that say so": "3",
        "ties on record": "1",
        "ties said by one side only": "1",
        "ties with several independent voices": "1",
        "ties only denied": "1",
        "ties denied or doubted": "2",
        "ties denied or doubted by Norland": "2",
        "entries without a quote": "6",
    }
    assert wanted.items() <= figures.items()


def test_the_figures_of_a_snapshot_of_before_make_the_text_of_today() -> None:
    made = briefing()
    before = tuple(
        (
            re.sub(r"^publishers", "outlets", re.sub(r"^sources", "pages", name)).replace(
                "of publishers", "of outlets"
            ),
            told,
        )
        for name, told in made.figures
    )
    assert before != made.figures
    assert source_summary(made.scene, before) == made.source_summary
    assert false_figures(made.source_summary, before, made.scene) == ()


def test_every_number_of_the_generated_text_was_counted() -> None:
    made = briefing()
    assert false_figures(made.source_summary, made.figures, made.scene) == ()
    whole = " ".join(made.source_summary)
    for words in ("4 ties on 3 lines", "denied or doubted, by Norland (2 ties)", "1 tie is only denied", "Gaps: "):
        assert words in whole


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("It rests on 7 pages.", ()),
        ("It rests on 8 pages.", ("8 pages",)),
        ("It rests on 1,007 reliable pages.", ("1,007 reliable pages",)),
        ("It rests on 9 of 7 pages.", ("9 of 7 pages",)),
        ("Seven sources, 7 sources, 11 sources.", ("11 sources",)),
        ("In 2022 sources fell silent; since 2023 ties are closer.", ()),
        ("On 5 May 2022 it changed; 3 ministers said 40 things.", ()),
    ],
)
def test_a_false_figure_is_found_and_a_year_is_none(text: str, wrong: tuple[str, ...]) -> None:
    made = briefing()
    found = false_figures((text,), made.figures, made.scene)
    assert found == wrong


def test_a_picture_without_fault_has_warnings_and_nothing_that_blocks() -> None:
    found = outcomes(briefing())
    assert "block" not in found.values()
    assert {number for number, outcome in found.items() if outcome == "warn"} == {2, 6, 9, 11, 12}
    assert list(found) == list(range(1, 13))


def test_a_line_without_a_citation_blocks() -> None:
    made = briefing()
    bare = replace(made, endnotes=made.endnotes[1:])
    assert outcomes(anew(bare))[1] == "block"


def test_a_page_that_was_withdrawn_blocks() -> None:
    made = briefing(made=list_(sources={"page-003": {"state": "withdrawn", "title": "Taken back"}}))
    (check,) = blocking(made)
    assert (check.number, check.examples) == (11, ("Taken back",))
    later = replace(briefing(), withdrawn=("Taken back later: withdrawn by its publisher",))
    assert [check.number for check in blocking(later)] == [11]
    assert later.checks != standing(later)


def test_a_denial_that_the_count_leaves_out_blocks_and_one_that_a_filter_hides_does_not() -> None:
    assert outcomes(briefing(View(stances=("asserts",))))[5] == "ok"
    each = briefing(View(stances=("asserts",), lines="claim"))
    assert [check.number for check in blocking(each)] == [5]
    what_if = briefing(View(stances=("asserts",), count_shown=True))
    (check,) = blocking(what_if)
    assert check.number == 5
    assert check.examples == ("Norland transfers arms to Esland: answered by Norland",)


def test_a_false_figure_in_the_summary_blocks_and_elsewhere_warns() -> None:
    made = briefing()
    false = reworded(made, Words(title="T", source_summary=("It rests on 70 pages.",)))
    assert [(check.number, check.examples) for check in blocking(false)] == [(10, ("70 pages",))]
    elsewhere = reworded(made, Words(title="T", summary="There are 70 ties."))
    assert outcomes(elsewhere)[10] == "warn"
    assert outcomes(reworded(false, Words(title="T"))) == outcomes(made)


@pytest.mark.parametrize(
    ("summary", "outcome"),
    [
        ("Norland arms Esland, it is reported.", "ok"),
        ("It is likely, with high confidence, that Norland arms Esland.", "warn"),
        ("It is likely. We have high confidence in the sources.", "ok"),
        ("Sources confirmed it.", "warn"),
        ("It is likely here and probable there.", "warn"),
    ],
)
def test_words_that_say_twice_how_sure_one_is_are_found(summary: str, outcome: str) -> None:
    assert outcomes(reworded(briefing(), Words(summary=summary)))[8] == outcome


def test_several_voices_that_are_not_several_block() -> None:
    made = briefing()
    ties = tuple(
        replace(note, ties=tuple(replace(tie, backing="several_voices") for tie in note.ties)) for note in made.endnotes
    )
    assert outcomes(anew(replace(made, endnotes=ties)))[4] == "block"


def test_an_empty_picture_has_a_briefing_that_says_so() -> None:
    made = briefing(View(actors=("norland",), kinds=("mediates",)))
    assert (made.endnotes, made.cards) == ((), ())
    assert made.source_summary == ("This picture shows no tie; there is nothing that it would rest on.",)
    assert "block" not in outcomes(made).values()
    assert outcomes(made)[1] == "warn"


def test_a_page_cited_in_place_of_the_one_it_repeats_is_told() -> None:
    made = list_(sources={"page-006": {"derived_from": "page-005"}})
    assert outcomes(briefing(made=made))[3] == "warn"


def test_what_was_asked_and_the_clocks_are_in_words() -> None:
    made = briefing(View(actors=("norland",), held_from="2021", held_to="2022", reported="2023"))
    assert made.asked == "Ties of Norland."
    assert (made.cutoff, made.picture_date) == ("Reported by 2023", "True 2021 to 2022")
    assert briefing().cutoff == "All that this list had by 5 May 2024"
    assert briefing().title == "Who is tied to whom, and who says so"


def test_what_is_left_out_counts_the_denials_of_what_is_not_drawn_alone() -> None:
    assert briefing().scene.shown == ""
    one = briefing(View(actors=("westmark",)))
    assert one.scene.shown == "1 of 4 ties shown. 2 denials of ties that are not drawn."
    assert one.source_summary[-1] == f"Left out: {one.scene.shown}"
    only = briefing(View(stances=("asserts",)))
    assert only.scene.shown == "3 of 4 ties shown. 1 denial of ties that are not drawn."


def test_the_records_hold_all_that_they_refer_to() -> None:
    made = briefing(View(actors=("westmark",)), made=list_(sources={"page-006": {"derived_from": "page-000"}}))
    ids = {name: {row.get("id") for row in rows} for name, rows in made.records.items()}
    assert ids["claims"] == {"c006"}
    assert ids["sources"] == {"page-000", "page-006"}
    assert ids["publishers"] == {"paper-000", "paper-006"}
    assert ids["actors"] == {"esland", "westmark"}


def test_a_list_without_anything_gives_an_empty_briefing() -> None:
    made = briefing(made=tables(norland={}))
    assert made.endnotes == ()
    assert made.records["claims"] == ()


def anew(bent: Briefing) -> Briefing:
    """The briefing with all its checks made again, by the evidence of the list."""
    made = list_()
    reader = Reader(evidence(made), made)
    return replace(bent, checks=checks(bent, reader, reader, Chains(reader, made)))
