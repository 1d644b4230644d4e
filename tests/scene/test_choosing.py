"""What is drawn when there is more than a picture holds, and what is never drawn."""

from __future__ import annotations

import pytest

from graph.model.view import View
from graph.scene.choosing import DEFAULT, OPENING, RAISED, bounds, choose
from tests.network.factory import evidence, tables, with_ties

BACKED = ("on_record", "several_voices", "one_voice", "one_side", "announced", "nobody")


@pytest.mark.parametrize(
    ("view", "most"),
    [
        (View(), OPENING),
        (View(at=(("iran", 1, 2),), select="iran"), OPENING),
        (View(kinds=("arms",)), DEFAULT),
        (View(limit=50), (100, 50)),
        (View(limit=400), (100, 400)),
        (View(limit=401), (500, 401)),
        (View(limit=5000), RAISED),
    ],
)
def test_bounds(view: View, most: tuple[int, int]) -> None:
    assert bounds(view) == most


def test_the_best_backed_lines_stay_and_the_rest_is_told() -> None:
    made = tables(("a arms b", "asserts"))
    ties = [
        {"tie": f"a.arms.b{place}", "object": f"b{place}", "backing": backing, "denied": int(backing == "one_side")}
        for place, backing in enumerate(reversed(BACKED))
    ]
    choice = choose(with_ties(evidence(made), ties), View(limit=3))
    assert choice.ties == {"a.arms.b5", "a.arms.b4", "a.arms.b3"}
    assert choice.omitted == (
        "3 of 6 lines are not drawn, nor are 3 actors: "
        "this picture holds 3 lines and 100 actors, the best-backed first. "
        "On 1 of those left out somebody denies or doubts what is reported. "
        "Choose actors, kinds or a time to see them, or raise the limit."
    )


def test_a_line_is_drawn_whole_or_not_at_all() -> None:
    made = tables(("a arms b", "asserts"), ("a aid b", "asserts", {"speakers": "a"}), ("a arms c", "asserts"))
    choice = choose(evidence(made), View(limit=1))
    assert choice.lines == {"a--b.positive"}
    assert choice.ties == {"a.arms.b", "a.aid.b"}


def test_no_more_actors_than_a_picture_holds() -> None:
    made = tables(("a arms b", "asserts"))
    ties = [{"tie": f"a{n:03}.arms.b{n:03}", "subject": f"a{n:03}", "object": f"b{n:03}"} for n in range(60)]
    choice = choose(with_ties(evidence(made), ties), View())
    assert len(choice.lines) == OPENING[0] / 2
    assert "40 of 60 lines are not drawn, nor are 80 actors" in choice.omitted


def test_within_the_bounds_nothing_is_omitted() -> None:
    assert choose(evidence(tables(("a arms b", "asserts"))), View()).omitted == ""


def test_what_a_filter_hides_is_not_drawn_and_not_called_omitted() -> None:
    made = tables(("a arms b", "asserts"), ("a sanctions c", "asserts"))
    view = View(kinds=("sanctions",))
    choice = choose(evidence(made, view), view)
    assert choice.ties == {"a.sanctions.c"}
    assert choice.omitted == ""


def test_what_is_only_declined_is_on_no_line() -> None:
    made = tables(("a arms b", "declines", {"speakers": "a"}), ("a sanctions b", "asserts"))
    assert choose(evidence(made), View()).ties == {"a.sanctions.b"}


def test_what_is_declined_by_one_and_read_out_by_another_is_drawn() -> None:
    made = tables(("a arms b", "declines", {"speakers": "a"}), ("a arms b", "asserts", {"modality": "implied"}))
    assert choose(evidence(made), View()).ties == {"a.arms.b"}


def test_entry_by_entry_each_claim_is_a_line() -> None:
    made = tables(("a arms b", "asserts"), ("a arms b", "denies"), ("b arms a", "declines"))
    choice = choose(evidence(made), View(lines="claim"))
    assert choice.lines == {"a--b.positive.c000", "a--b.positive.c001"}
    assert [entry.id for entry in choice.entries] == ["c000", "c001"]
