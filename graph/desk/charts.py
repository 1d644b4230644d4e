"""Charts: who may see and change which, under which names; and where a person left off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from graph.model.characters import HIDDEN
from graph.model.chart import LONGEST_NAME, LONGEST_NOTE, MOST_NOTES, Chart, Note
from graph.model.errors import NotAllowed, NotFound, StoreUnavailable, UsageError
from graph.model.person import Person
from graph.model.view import View, parse, to_query, without
from graph.store.notebook import Notebook, Visit

REST = timedelta(minutes=30)
"""After so long without a sign of life, a visit is over."""


class Charts:
    """The charts of one person, and those that others share."""

    def __init__(self, notebook: Notebook, by: Person) -> None:
        self._notebook, self._by = notebook, by

    def all(self) -> tuple[Chart, ...]:
        """Mine and the shared ones, by name; the deleted ones of mine too."""
        return tuple(
            chart
            for chart in self._notebook.charts()
            if chart.owner == self._by.id or (chart.shared and not chart.deleted)
        )

    def get(self, id_: str) -> Chart:
        """A chart that this person may see; NotFound else."""
        found = next((chart for chart in self.all() if chart.id == id_ and not chart.deleted), None)
        if found is None:
            raise NotFound("chart", id_)
        return found

    def is_mine(self, chart: Chart) -> bool:
        """Whether this person may change a chart."""
        return chart.owner == self._by.id

    def add(self, name: str, view: View, notes: Iterable[Note] = ()) -> Chart:
        """Save a view under a name."""
        chart = Chart(f"chart-{uuid4().hex[:12]}", self._by.id, self._free(name), _query(view), _notes(notes))
        return self._notebook.add(chart, datetime.now(UTC))

    def copy(self, id_: str) -> Chart:
        """A copy of a chart, as one's own."""
        chart = self.get(id_)
        return self.add(self._free(chart.name, f"{chart.name} (copy)"), parse(chart.query).view, chart.notes)

    def rename(self, id_: str, name: str) -> Chart:
        """Give a chart another name."""
        chart = self._mine(id_)
        return chart if chart.name == name.strip() else self._change(replace(chart, name=self._free(name)))

    def save(self, id_: str, view: View) -> Chart:
        """Keep another view under the chart's name."""
        return self._change(replace(self._mine(id_), query=_query(view)))

    def note(self, id_: str, notes: Iterable[Note], version: int) -> Chart:
        """Keep other notes on the chart's canvas.

        Raises:
            Conflict: somebody changed the chart since the version on which the notes were written.
        """
        return self._change(replace(self._mine(id_), notes=_notes(notes), version=version))

    def share(self, id_: str, shared: bool) -> Chart:
        """Let others see a chart, or no longer."""
        return self._change(replace(self._mine(id_), shared=shared))

    def delete(self, id_: str) -> Chart:
        """Put a chart into the bin."""
        return self._change(replace(self._mine(id_), deleted=True))

    def restore(self, id_: str) -> Chart:
        """Take a chart out of the bin; where its name is taken meanwhile, under a name beside it."""
        found = next((chart for chart in self.all() if chart.id == id_ and chart.owner == self._by.id), None)
        if found is None:
            raise NotFound("chart", id_)
        taken = {chart.name for chart in self.all() if not chart.deleted and chart.owner == self._by.id}
        name = found.name if found.name not in taken else self._free(found.name, f"{found.name} (restored)")
        return self._change(replace(found, deleted=False, name=name))

    def visit(self, seq: int, view: View) -> Visit:
        """Note that the person is here, and tell where they left off; where nothing can be noted, nothing is told."""
        query = to_query(without(view, "select"))
        try:
            return self._notebook.visit(self._by.id, seq, query, datetime.now(UTC), REST)
        except StoreUnavailable:
            # Read-only, full, or busy for long: no reason to keep anybody from the picture.
            return Visit(seq, "", "")

    def _mine(self, id_: str) -> Chart:
        chart = self.get(id_)
        if chart.owner != self._by.id:
            raise NotAllowed("this chart is somebody else's; copy it, and change the copy")
        return chart

    def _change(self, chart: Chart) -> Chart:
        return self._notebook.change(chart, datetime.now(UTC))

    def _free(self, name: str, instead: str = "") -> str:
        """The name, tidied; `instead`, with a number where need be, if it is taken and another will do."""
        name = " ".join((instead or name).split())
        if not name:
            raise UsageError("give the chart a name")
        if len(name) > LONGEST_NAME:
            raise UsageError(f"the name is longer than {LONGEST_NAME} characters")
        taken = {chart.name for chart in self.all() if chart.owner == self._by.id and not chart.deleted}
        if name in taken and not instead:
            raise UsageError(f"there is a chart “{name}” already; choose another name")
        number, free = 2, name
        while free in taken:
            free, number = f"{name} {number}", number + 1
        return free


def _query(view: View) -> str:
    return to_query(without(view, "select", "chart"))


def _notes(notes: Iterable[Note]) -> tuple[Note, ...]:
    seen = (replace(note, text=HIDDEN.sub("", note.text)) for note in notes)
    kept = tuple(note for note in seen if note.text.strip())
    if len(kept) > MOST_NOTES:
        raise UsageError(f"a canvas holds {MOST_NOTES} notes at most")
    if any(len(note.text) > LONGEST_NOTE for note in kept):
        raise UsageError(f"a note holds {LONGEST_NOTE:,} characters at most")
    return kept
