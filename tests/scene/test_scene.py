"""The scene as a whole: who and what is in it, where it stands, and that it never wavers."""

from __future__ import annotations

import random
from itertools import combinations

import pandas as pd

from graph.model.view import View
from graph.network.placing import places
from graph.scene.build import scene
from graph.scene.geometry import curve
from graph.scene.shapes import Scene
from tests.network.factory import evidence, tables

CLAIMS = (
    ("norland arms esland", "asserts"),
    ("norland arms esland", "denies", {"speakers": "norland"}),
    ("norland aid esland", "asserts", {"speakers": "norland"}),
    ("esland pact norland", "asserts", {"speakers": "esland; norland"}),
    ("westmark sanctions norland", "asserts", {"speakers": "westmark"}),
    ("westmark arms southia", "denies", {"speakers": "westmark"}),
    ("firms-in-westmark arms southia", "asserts"),
)
FIRMS = {"firms-in-westmark": {"kind": "collective", "based_in": "westmark", "label": "Firms in Westmark"}}


def made() -> dict[str, pd.DataFrame]:
    return tables(*CLAIMS, **FIRMS)


def drawn(view: View | None = None, frames: dict[str, pd.DataFrame] | None = None) -> Scene:
    view, frames = view or View(), frames or made()
    return scene(evidence(frames, view), frames, view, places(evidence(frames), frames))


def test_every_line_runs_between_two_actors_of_the_scene_and_says_what_it_is() -> None:
    found = drawn()
    at = {node.id: (node.x, node.y) for node in found.nodes}
    assert [line.id for line in found.lines] == [
        "esland--norland.positive",
        "firms-in-westmark--southia.positive",
        "norland--westmark.negative",
        "southia--westmark.positive",
    ]
    for line in found.lines:
        middle = curve(at[line.a], at[line.b], line.roundness).middle
        assert abs(middle[0] - line.badge_x) + abs(middle[1] - line.badge_y) < 0.02
        assert line.heading
        assert line.sentence
        assert line.caption
        assert line.ties
    assert found.sentence
    assert found.omitted == ""


def test_lines_show_backing_answers_and_direction() -> None:
    lines = {line.id: line for line in drawn().lines}
    friends, foes = lines["esland--norland.positive"], lines["norland--westmark.negative"]
    assert (friends.mark, friends.solid, friends.head_a, friends.head_b) == ("full", True, True, False)
    assert (foes.mark, foes.solid, foes.head_a, foes.head_b) == ("", True, True, False)
    assert lines["southia--westmark.positive"].only_denied
    assert not lines["firms-in-westmark--southia.positive"].solid


def test_actors_have_shape_size_and_names() -> None:
    frames = made()
    frames["aliases"].loc[0] = ["westmark", "Westmarkian", "demonym", "en", "", "", "", ""]
    nodes = {node.id: node for node in drawn(frames=frames).nodes}
    assert (nodes["westmark"].shape, nodes["firms-in-westmark"].shape) == ("dot", "square")
    assert nodes["firms-in-westmark"].satellite
    assert nodes["firms-in-westmark"].kind_words == "group of actors"
    assert nodes["westmark"].aliases == ("Westmarkian",)
    assert nodes["norland"].caption.startswith("Norland\nstate; 4 ties")


def test_a_drag_moves_one_actor_and_nobody_else() -> None:
    before = {node.id: (node.x, node.y) for node in drawn().nodes}
    after = {node.id: (node.x, node.y) for node in drawn(View(at=(("norland", 70, -90),))).nodes}
    assert after == {**before, "norland": (70.0, -90.0)}


def test_a_filter_moves_nobody() -> None:
    before = {node.id: (node.x, node.y) for node in drawn().nodes}
    after = {node.id: (node.x, node.y) for node in drawn(View(kinds=("sanctions",))).nodes}
    assert after.items() < before.items()


def test_an_actor_without_a_place_gets_one_and_moves_nobody() -> None:
    frames = made()
    known = {"norland": (0.0, 0.0), "esland": (300.0, 0.0)}
    found = scene(evidence(frames), frames, View(), known)
    at = {node.id: (node.x, node.y) for node in found.nodes}
    assert at.items() > known.items()
    assert len(set(at.values())) == 5


def test_an_actor_that_was_asked_for_is_there_even_without_a_tie() -> None:
    frames = tables(*CLAIMS, **FIRMS, loner={})
    found = drawn(View(actors=("loner",)), frames)
    assert ([node.id for node in found.nodes], found.lines) == (["loner"], ())
    assert found.nodes[0].caption.endswith("no tie in this picture")


def test_lines_by_kind_and_by_claim() -> None:
    assert "esland--norland.positive.pact" in {line.id for line in drawn(View(lines="kind")).lines}
    by_claim = {line.id: line for line in drawn(View(lines="claim")).lines}
    assert by_claim["esland--norland.positive.c001"].only_denied
    assert not by_claim["esland--norland.positive.c000"].only_denied
    pair = [line.roundness for line in by_claim.values() if (line.a, line.b) == ("esland", "norland")]
    assert len(pair) == len(set(pair)) == 4


def test_the_order_of_the_rows_changes_nothing() -> None:
    frames = made()
    shuffled = {name: frame.sample(frac=1, random_state=3) for name, frame in frames.items()}
    assert drawn(frames=shuffled) == drawn(frames=frames)


def test_nothing_on_file_is_an_empty_scene() -> None:
    found = drawn(frames=tables())
    assert (found.nodes, found.lines, found.legend, found.omitted) == ((), (), (), "")


def test_many_actors_all_stand_apart() -> None:
    chance = random.Random(11)
    pairs = {tuple(sorted(chance.sample(range(30), 2))) for _ in range(70)}
    found = drawn(View(limit=400), tables(*((f"n{a:02} arms n{b:02}", "asserts") for a, b in sorted(pairs))))
    assert len(found.lines) == len(pairs)
    assert all(abs(p.x - q.x) + abs(p.y - q.y) > 60 for p, q in combinations(found.nodes, 2))
