"""What is told before an expansion is what it brings, on any small list and any view; the slow reference agrees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.desk.expansion import expansion
from graph.evidence.assess import Evidence, assess, weigh, weighs_like
from graph.evidence.prepare import prepare
from graph.model.shaping import expanded
from graph.model.view import HIDING, View, without
from graph.network.grouping import homes
from graph.network.placing import places
from graph.scene.build import scene
from graph.scene.shapes import Scene
from tests.evidence.reference import Reference, Rows
from tests.evidence.strategies import frames, lists_and_views
from tests.network.factory import evidence, tables

ACTORS = st.sampled_from(("esland", "norland", "norland-mfa", "firm"))
INTO = st.sampled_from(((), (), ("norland",), ("esland",)))


class Desktop:
    """A list on somebody's desk, prepared once."""

    def __init__(self, rows: Rows) -> None:
        self.tables = frames(rows)
        self.prepared = prepare(self.tables)
        self.places = {actor: (100.0 * number, 0.0) for number, actor in enumerate(self.tables["actors"]["id"])}
        self.weighed = cache(partial(weigh, self.prepared))

    def evidence(self, view: View) -> Evidence:
        """What the list says in a view."""
        return assess(self.prepared, view, self.weighed(weighs_like(view)))

    def drawn(self, view: View) -> Scene:
        """The scene of a view."""
        return scene(self.evidence(view), self.tables, view, self.places)

    def told(self, view: View, actor: str) -> dict[str, Any]:
        """What would be said before expanding."""
        after, whole = map(self.evidence, (expanded(view, actor), without(view, *HIDING, "count_shown")))
        return expansion(actor, after, whole, self.drawn(view), homes(self.tables["actors"], view.rollup), {})


def around(found: Scene, ties: Iterable[str]) -> tuple[set[str], set[str]]:
    """Those of the ties that are drawn, and the ends of their lines."""
    wanted = set(ties)
    lines = [(row.id, line.a, line.b) for line in found.lines for row in line.ties if row.id in wanted]
    return {tie for tie, _, _ in lines}, {end for _, *ends in lines for end in ends}


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(lists_and_views(), ACTORS, INTO, st.data())
def test_what_is_told_before_is_what_is_drawn_afterwards(
    made: tuple[Rows, View], actor: str, into: tuple[str, ...], data: st.DataObject
) -> None:
    rows, view = made
    desktop = Desktop(rows)
    view = replace(view, rollup=into)
    judged = Reference(rows).judge(expanded(view, actor))
    on_lines = {stand.tie for stand in judged.stands if stand.list != "declined"}
    shown = {
        tie: row["kind"]
        for tie, row in judged.ties.items()
        if row["shown"] and tie in on_lines and actor in (row["subject"], row["object"])
    }
    before = desktop.drawn(view)
    here, standing = around(before, shown)[0], {node.id for node in before.nodes}
    answer = desktop.told(view, actor)
    for kind in ("", data.draw(st.sampled_from(sorted({*shown.values(), "none"})))):
        wanted = {tie for tie in shown if not kind or shown[tie] == kind} - here
        after = desktop.drawn(expanded(view, actor, [kind] if kind else []))
        ties, ends = around(after, wanted)
        numbers = {one["id"]: one for one in answer["kinds"]}.get(kind, {"ties": 0, "actors": 0}) if kind else answer
        assert (numbers["ties"], numbers["actors"]) == (len(ties), len(ends - standing)), kind
    assert answer["hidden"] >= 0


def test_what_other_filters_go_on_hiding_is_no_part_of_it_and_is_counted() -> None:
    made = tables(
        *((f"norland {kind} esland", "asserts") for kind in ("arms", "aid", "sanctions")),
        *((f"norland arms other-{number}", "asserts") for number in range(3)),
        ("norland sanctions westmark", "asserts"),
    )
    view = View(actors=("esland",), kinds=("arms",))
    after, whole = (evidence(made, one) for one in (expanded(view, "norland"), View()))
    shown = scene(evidence(made, view), made, view, places(evidence(made), made))
    answer = expansion("norland", after, whole, shown, {}, {"arms": "transfers arms to"})
    assert answer == {
        "ties": 3,
        "actors": 3,
        "hidden": 3,
        "kinds": [{"id": "arms", "label": "transfers arms to", "ties": 3, "actors": 3}],
    }
