"""What people keep for themselves beside the list: charts, and where they left off. These rows change in place."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from graph.model.chart import Chart, Note
from graph.model.errors import Conflict, NotFound
from graph.store.engine import lock
from graph.store.schema import CHARTS, VISITS
from graph.store.transactions import reading, writing

_PATIENCE = 1.0
"""So many seconds a page waits to note where somebody is; more it is not worth."""


@dataclass(frozen=True)
class Visit:
    """Where a person left off: the last change they had seen by their visit before this one, when, and the view."""

    before: int
    seen_at: str
    query: str


class Notebook:
    """Charts and visits over the engine of a store; each call a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def charts(self) -> tuple[Chart, ...]:
        """All charts of everybody, deleted ones included, by name and id."""
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(CHARTS)).mappings()
            found = [
                Chart(**{**row, "notes": tuple(Note(**note) for note in json.loads(row["notes"]))}) for row in rows
            ]
        return tuple(sorted(found, key=lambda chart: (chart.name.casefold(), chart.id)))

    def add(self, chart: Chart, now: datetime) -> Chart:
        """Keep a new chart."""
        moment = _text(now)
        kept = replace(chart, version=1, created_at=moment, changed_at=moment)
        with writing(self._engine) as connection:
            connection.execute(CHARTS.insert(), _row(kept))
        return kept

    def change(self, chart: Chart, now: datetime) -> Chart:
        """Keep a chart as it is now.

        Raises:
            Conflict: somebody changed it since the version that it was made on.
            NotFound: no such chart is on file.
        """
        kept = replace(chart, version=chart.version + 1, changed_at=_text(now))
        with writing(self._engine) as connection:
            lock(connection)
            same = (CHARTS.c.id == chart.id) & (CHARTS.c.version == chart.version)
            if connection.execute(CHARTS.update().where(same), _row(kept)).rowcount:
                return kept
            theirs = connection.execute(sa.select(CHARTS).where(CHARTS.c.id == chart.id)).mappings().first()
        if theirs is None:
            raise NotFound("chart", chart.id)
        raise Conflict("charts", chart.id, yours=_row(chart), theirs=dict(theirs), base=None)

    def visit(self, person: str, seq: int, query: str, now: datetime, rest: timedelta) -> Visit:
        """Note that a person is here, at change `seq`, looking at `query`; and tell where they left off.

        A visit ends where nothing was noted for `rest`; until then, what was new at its beginning stays new.
        """
        with writing(self._engine, patience=_PATIENCE) as connection:
            lock(connection)
            mine = VISITS.c.person == person
            last = connection.execute(sa.select(VISITS).where(mine)).mappings().first()
            if last is None:
                row = {"person": person, "seq": seq, "before": seq, "seen_at": _text(now), "query": query}
                connection.execute(VISITS.insert(), row)
                return Visit(seq, "", "")
            anew = now - datetime.fromisoformat(last["seen_at"]) > rest
            before = last["seq"] if anew else last["before"]
            told = Visit(before, last["seen_at"], last["query"])
            noted = {"seq": max(seq, last["seq"]), "before": before, "seen_at": _text(now), "query": query}
            connection.execute(VISITS.update().where(mine), noted)
            return told


def _row(chart: Chart) -> dict[str, object]:
    return asdict(chart) | {"notes": json.dumps([asdict(note) for note in chart.notes], ensure_ascii=False)}


def _text(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")
