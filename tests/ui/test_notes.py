"""Notes on a chart's canvas: what is written there is kept, or stays on screen with the reason why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from graph.desk.charts import Charts
from graph.model.chart import Chart, Note
from graph.model.errors import StoreReadOnly
from graph.model.person import DESK
from graph.model.view import View
from graph.store.store import Store
from graph.ui import charts


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Charts]:
    """The charts of an empty store, behind the page's desk."""
    store = Store.open(f"sqlite:///{tmp_path / 'attest.sqlite'}")
    opened = Charts(store.notebook, DESK)
    monkeypatch.setattr(charts, "desk", lambda: SimpleNamespace(charts=opened))
    yield opened
    store.close()


@pytest.fixture
def chart(kept: Charts, monkeypatch: pytest.MonkeyPatch) -> Chart:
    """A chart that is open in a session."""
    chart = kept.add("Oil", View())
    monkeypatch.setattr(st, "session_state", {"view": View(chart=chart.id)})
    return chart


def write(chart: Chart, *texts: str, version: int = 1) -> None:
    """What the browser tells, which knows this version of the chart."""
    charts.noted({"chart": chart.id, "version": version, "notes": [{"x": 1, "y": 2, "text": text} for text in texts]})


def lying(chart: Chart) -> list[str]:
    """The texts on the canvas."""
    notes: Any = charts.canvas(View(chart=chart.id))["notes"]
    return [note["text"] for note in notes]


def test_notes_that_cannot_be_saved_stay_until_they_are(
    kept: Charts, chart: Chart, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(kept, "note", _read_only)
        write(chart, "Ask Kyiv")
    assert lying(chart) == ["Ask Kyiv"]
    [told] = charts.told(View(chart=chart.id))
    assert told == (
        "Your notes are not saved. The database may only be read; nothing was saved. "
        "They stay here; change one to try again."
    )
    write(chart, "Ask Kyiv", "Then Ankara")
    assert kept.get(chart.id).notes == (Note(1, 2, "Ask Kyiv"), Note(1, 2, "Then Ankara"))
    assert charts.told(View(chart=chart.id)) == []


def _read_only(*_: object) -> Chart:
    raise StoreReadOnly("the database may only be read; nothing was saved")


def test_another_tabs_notes_are_not_overwritten_and_ones_own_stay_on_screen(kept: Charts, chart: Chart) -> None:
    kept.note(chart.id, [Note(0, 0, "Of another tab")], chart.version)
    for words in ("Mine", "Mine, once more"):
        write(chart, words)
        assert lying(chart) == [words]
        assert "changed or deleted elsewhere meanwhile" in charts.told(View(chart=chart.id))[0]
        assert kept.get(chart.id).notes == (Note(0, 0, "Of another tab"),)


def test_who_is_quicker_than_the_answers_does_not_meet_themselves(kept: Charts, chart: Chart) -> None:
    write(chart, "One")
    st.session_state["chart_shared"] = True
    charts._share(chart.id, View())
    write(chart, "One", "Two")
    assert [note.text for note in kept.get(chart.id).notes] == ["One", "Two"]


def test_notes_of_a_chart_that_was_deleted_elsewhere_stay_on_screen(kept: Charts, chart: Chart) -> None:
    kept.delete(chart.id)
    write(chart, "Ask Kyiv")
    assert lying(chart) == ["Ask Kyiv"]
    assert charts.canvas(View(chart=chart.id))["mine"] is False


def test_notes_are_those_of_the_chart_they_were_written_on(kept: Charts, chart: Chart) -> None:
    other = kept.add("Gas", View())
    st.session_state["view"] = View(chart=other.id)
    write(chart, "Of oil")
    assert kept.get(other.id).notes == ()
    assert lying(chart) == ["Of oil"]
