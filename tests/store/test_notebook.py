"""Charts and visits beside the chain, on both databases: nothing written over what somebody else wrote meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph.model.chart import Chart, Note
from graph.model.errors import Conflict, NotFound
from graph.store.store import Store

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
REST = timedelta(minutes=30)
CHART = Chart("chart-1", "anna", "Ärger & Öl", "kinds=sanctions&v=1", (Note(1, -2, "Why?\n“So”"),))


def test_a_chart_comes_back_as_it_was(store: Store) -> None:
    kept = store.notebook.add(CHART, NOON)
    assert store.notebook.charts() == (kept,)
    assert (kept.created_at, kept.changed_at) == ("2024-05-06T12:00:00+00:00",) * 2
    changed = store.notebook.change(replace(kept, name="Oil", shared=True, notes=()), NOON + REST)
    assert store.notebook.charts() == (changed,)
    assert (changed.version, changed.created_at < changed.changed_at) == (2, True)


def test_who_changes_a_chart_second_is_shown_both(store: Store) -> None:
    first = store.notebook.add(CHART, NOON)
    store.notebook.change(replace(first, name="Theirs"), NOON)
    with pytest.raises(Conflict) as caught:
        store.notebook.change(replace(first, name="Yours"), NOON)
    assert (caught.value.yours["name"], caught.value.theirs["name"]) == ("Yours", "Theirs")
    assert [chart.name for chart in store.notebook.charts()] == ["Theirs"]
    with pytest.raises(NotFound):
        store.notebook.change(replace(first, id="chart-2"), NOON)


def test_a_visit_tells_where_the_one_before_left_off(store: Store) -> None:
    notebook = store.notebook
    assert notebook.visit("anna", 3, "v=1", NOON, REST).before == 3
    later = notebook.visit("anna", 5, "actors=iran&v=1", NOON + timedelta(minutes=10), REST)
    assert (later.before, later.query) == (3, "v=1")
    assert notebook.visit("anna", 5, "layout=map&v=1", NOON + timedelta(minutes=30), REST).before == 3
    tomorrow = notebook.visit("anna", 9, "", NOON + timedelta(days=1), REST)
    assert (tomorrow.before, tomorrow.query, tomorrow.seen_at) == (5, "layout=map&v=1", "2024-05-06T12:30:00+00:00")
    assert notebook.visit("anna", 9, "", NOON + timedelta(days=1, minutes=1), REST).before == 5
    assert notebook.visit("berta", 9, "", NOON, REST).before == 9


def test_charts_and_visits_are_no_part_of_the_chain(store: Store) -> None:
    head = store.verify()
    store.notebook.add(CHART, NOON)
    store.notebook.visit("anna", 1, "", NOON, REST)
    assert store.verify() == head
