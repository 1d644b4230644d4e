"""Short words for what the tests of the store save: records, people and moments, all invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from graph.model.person import Person
from graph.model.tables import TABLES
from graph.store.store import Store
from graph.store.writes import Saved, Write

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
ANNA = Person("anna", "Anna", frozenset({"editor"}))
Row = dict[str, str]


def row(table: str, id_: str, **more: str) -> Row:
    """A record with every column of its table; what is needed and not told is invented."""
    needed = {
        "kinds": {"label": "does to", "inverse_label": "gets from", "group": "other", "direction": "directed"}
        | {"polarity": "+", "settled_by": "either", "aspect": "act", "definition": "Invented."},
        "actors": {"label": id_.title(), "kind": "state"},
        "publishers": {"name": id_.title()},
        "sources": {"publisher": "daily", "kind": "news"},
        "claims": {"subject": "norland", "kind": "arms", "object": "esland", "stance": "asserts"}
        | {"statement": f"It says {id_}.", "source": "page"},
    }[table]
    return dict.fromkeys(TABLES[table].columns, "") | {"id": id_} | needed | more


def save(store: Store, now: datetime = NOON, submission: str = "", **writes: Sequence[Write]) -> Saved:
    """Save, as Anna, at noon, under a submission of its own unless told otherwise."""
    return store.save(writes, submission_id=submission or uuid4().hex, by=ANNA, comment="A test.", now=now)


def furnish(store: Store) -> None:
    """Two states, a kind of tie, an outlet and a page of it, as the first change."""
    save(
        store,
        actors=[Write(row("actors", "esland")), Write(row("actors", "norland"))],
        kinds=[Write(row("kinds", "arms"))],
        publishers=[Write(row("publishers", "daily"))],
        sources=[Write(row("sources", "page"))],
    )


def on_file(store: Store, table: str, id_: str, *, drafts: bool = False, at: int | None = None) -> Row:
    """A record as it stands; KeyError where there is none."""
    frame = store.tables(at, drafts)[table]
    found = frame[frame[TABLES[table].key[0]] == id_].to_dict("records")
    if not found:
        raise KeyError(id_)
    return {str(name): str(value) for name, value in found[0].items()}
