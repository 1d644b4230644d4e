"""What the analyst does to the picture, on any small list, against what a person would do with scissors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.evidence.assess import assess, weigh, weighs_like
from graph.evidence.prepare import prepare
from graph.model.view import View, without
from graph.network.placing import places
from graph.scene.build import scene
from graph.scene.shapes import Scene
from tests.evidence.reference import Rows
from tests.evidence.small import ACTORS
from tests.evidence.strategies import frames, lists_and_views
from tests.network.factory import evidence, tables

SOME = st.lists(st.sampled_from(("esland", "norland", "norland-mfa", "firm")), max_size=2, unique=True)
bounded = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def drawing(rows: Rows) -> Callable[[View], Scene]:
    """Makes the scenes of a list; as on the desk, what is weighed once serves all views that weigh alike."""
    made = frames(rows)
    prepared = prepare(made)
    weighed = cache(partial(weigh, prepared))
    standing = places(assess(prepared, View(), weighed(weighs_like(View()))), made)
    return lambda view: scene(assess(prepared, view, weighed(weighs_like(view))), made, view, standing)


def ties(found: Scene) -> dict[str, frozenset[str]]:
    """Each tie that is drawn, and the ends of its line."""
    return {row.id: frozenset((line.a, line.b)) for line in found.lines for row in line.ties}


def home_of(actor: str, rows: Rows, into: list[str]) -> str:
    """Whom an actor is drawn into: the nearest of `into` above it; itself where there is none."""
    above = {row["id"]: row["part_of"] or row["based_in"] for row in rows["actors"]}
    steps, now = [actor], actor
    if actor in into:
        return actor
    while (now := above.get(now, "")) and now not in steps:
        if now in into:
            return now
        steps.append(now)
    return actor


def plain(view: View) -> View:
    """The view without what the tests below ask of it."""
    return without(replace(view, lines="polarity"), "expand", "hide", "around", "actors")


@bounded
@given(lists_and_views(), SOME)
def test_groups_move_lines_and_lose_only_what_is_within(made: tuple[Rows, View], into: list[str]) -> None:
    rows, view = made
    drawn = drawing(rows)
    before = ties(drawn(plain(view)))
    after = drawn(replace(plain(view), rollup=tuple(sorted(into))))
    expected = {tie: frozenset(home_of(end, rows, into) for end in ends) for tie, ends in before.items()}
    assert ties(after) == {tie: ends for tie, ends in expected.items() if len(ends) == 2}
    assert all(node.stands_for == () or node.id in into for node in after.nodes)


@bounded
@given(lists_and_views(), SOME)
def test_collapsing_takes_only_those_who_hang_on_one_alone(made: tuple[Rows, View], folded: list[str]) -> None:
    rows, view = made
    drawn = drawing(rows)
    before = ties(drawn(plain(view)))
    after = ties(drawn(replace(plain(view), collapse=tuple(sorted(folded)))))
    for tie, ends in before.items():
        alone = False
        for end in ends:
            others = frozenset().union(*(pair - {end} for pair in before.values() if end in pair))
            alone = alone or (end not in folded and len(others) == 1 and others <= set(folded))
        assert (tie in after) != alone


@bounded
@given(lists_and_views(), SOME)
def test_what_is_hidden_takes_its_ties_along_and_nothing_else(made: tuple[Rows, View], gone: list[str]) -> None:
    rows, view = made
    # The what-if counts only what is shown, so there hiding one actor may change what is said of others' ties.
    view = replace(plain(view), count_shown=False)
    drawn = drawing(rows)
    before = ties(drawn(view))
    after = drawn(replace(view, hide=tuple(sorted(gone))))
    assert ties(after) == {tie: ends for tie, ends in before.items() if not ends & set(gone)}
    assert not {node.id for node in after.nodes} & set(gone)


@pytest.mark.parametrize("kinds", ["", ":sanctions"])
def test_what_is_expanded_is_drawn_before_what_is_better_backed(kinds: str) -> None:
    claims = [
        *((f"norland arms other-{number}", "asserts", {"speakers": "norland"}) for number in range(3)),
        ("firm sanctions esland", "asserts"),
        ("firm aid esland", "asserts"),
    ]
    made = tables(*claims, **{name: row for name, row in ACTORS.items() if name in ("norland", "esland")})  # type: ignore[arg-type]

    def shown(view: View) -> set[str]:
        found = scene(evidence(made, view), made, view, places(evidence(made), made))
        return {row.id for line in found.lines for row in line.ties}

    assert "firm.sanctions.esland" not in shown(View(limit=2))
    first = shown(View(limit=2, expand=(f"firm{kinds}",)))
    assert "firm.sanctions.esland" in first
    assert ("firm.aid.esland" in first) == (not kinds)
