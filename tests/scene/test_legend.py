"""The legend names what is in the picture, and nothing else."""

from __future__ import annotations

from itertools import product
from typing import Any

from graph.scene.legend import MOST_ENTRIES, legend
from graph.scene.shapes import Line


def line(**told: Any) -> Line:
    """A solid, cooperating, unanswered line, but for what is told."""
    plain: dict[str, Any] = {
        "id": "a--b.positive",
        "a": "a",
        "b": "b",
        "polarity": "positive",
        "only_denied": False,
        "unreviewed": False,
        "solid": True,
        "head_a": False,
        "head_b": True,
        "mark": "",
        "roundness": 0.0,
        "badge_x": 0.0,
        "badge_y": 0.0,
        "heading": "",
        "sentence": "",
        "caption": "",
        "ties": (),
    }
    return Line(**{**plain, **told})


def samples(*lines: Line) -> list[str]:
    return [entry.sample for entry in legend(lines)]


def test_an_empty_picture_needs_no_legend() -> None:
    assert legend([]) == ()


def test_each_entry_appears_with_what_it_explains() -> None:
    assert samples(line()) == ["positive"]
    assert samples(line(polarity="neutral"), line(polarity="negative")) == ["negative", "neutral"]
    assert samples(line(solid=False)) == ["positive", "dashed"]
    assert samples(line(mark="full")) == ["positive", "full"]
    assert samples(line(mark="small")) == ["positive", "small"]
    assert samples(line(mark="small"), line(mark="full")) == ["positive", "full"]


def test_what_is_only_denied_shows_no_colour_of_what_is_denied() -> None:
    assert samples(line(only_denied=True, solid=False)) == ["only_denied"]


def test_what_drafts_alone_say_is_told_beside_what_is_only_denied() -> None:
    draft, denied = line(unreviewed=True, solid=False), line(only_denied=True, solid=False)
    assert samples(draft) == ["positive", "unreviewed"]
    assert samples(draft, denied) == ["positive", "only_denied"]
    assert legend([draft, denied])[-1].words != legend([denied])[-1].words


def test_never_more_than_six_entries() -> None:
    everything = [
        line(polarity=polarity, only_denied=denied, unreviewed=draft, solid=solid, mark=mark)
        for polarity, denied, draft, solid, mark in product(
            ("positive", "negative", "neutral"), (True, False), (True, False), (True, False), ("", "small", "full")
        )
    ]
    assert len(legend(everything)) == MOST_ENTRIES
