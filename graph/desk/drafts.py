"""One draft with all that a reviewer looks at before deciding on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from graph.desk.beforeafter import tie_of
from graph.desk.queue import change_of, state_of
from graph.desk.wording import Wording, moment_words
from graph.editing.history import differences
from graph.editing.likeness import Likeness, mutual
from graph.editing.merging import Suggestion, suggestions
from graph.editing.review import Draft, Drafts, Key, Web, approval, problems
from graph.model.errors import NotFound, Problem
from graph.model.labels import label
from graph.model.tables import TABLES, texts
from graph.scene.entries import state_words
from graph.store.package import Tables
from graph.store.remarks import Remark

Row = Mapping[str, str]
Shown = Mapping[Key, int]
"""Record -> the revision of its draft that was on screen."""


@dataclass(frozen=True)
class State:
    """The drafts at one moment, how they hang together, and the published list beside them.

    `moment` is the last change, its digest and the number of verdicts given: two states of one moment are the same.
    """

    moment: tuple[int, str, int]
    drafts: Drafts
    web: Web
    tables: Tables
    wording: Wording

    @cached_property
    def twins(self) -> Mapping[str, tuple[Suggestion, ...]]:
        """New actor -> the pairs in which it may be one with another, published or new."""
        new = [one.draft.row for (table, _), one in self.drafts.items() if table == "actors" and one.now is None]
        names = [one.draft.row for (table, _), one in self.drafts.items() if table == "aliases" and one.now is None]
        every = suggestions(
            [*texts(self.tables["actors"]), *({**row, "status": ""} for row in new)],
            [*texts(self.tables["aliases"]), *({**row, "status": ""} for row in names)],
            (),
        )
        return {row["id"]: tuple(pair for pair in every if row["id"] in (pair.one, pair.other)) for row in new}

    @cached_property
    def likeness(self) -> Likeness:
        """Which entries may repeat which, published or waiting."""
        new = [one.draft.row for (table, _), one in self.drafts.items() if table == "sources" and one.now is None]
        listed = self.tables["sources"]
        pages = pd.DataFrame(new, columns=list(listed.columns), dtype="str").fillna("")
        both = pd.concat([listed, pages], ignore_index=True) if new else listed
        return Likeness(both, mutual(texts(self.tables["kinds"])))

    def one(self, key: Key) -> Draft:
        """An open draft; NotFound where there is none."""
        if key[0] not in TABLES or key not in self.drafts:
            raise NotFound("open draft", key[1])
        return self.drafts[key]

    def shown(self, keys: Iterable[Key]) -> dict[Key, int]:
        """These drafts and all that they stand on, with their revisions: what approving them publishes."""
        every = self.web.with_all(self.one(key).key for key in keys)
        return {key: self.drafts[key].draft.revision for key in every}


@dataclass(frozen=True)
class Field:
    """A field that the draft fills or changes, in words; `before` is empty where nothing stood there."""

    column: str
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Beside:
    """Another record that matters here; `why` says how, and `waits` that it is a draft itself."""

    table: str
    id: str
    heading: str
    why: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Said:
    """A remark of the thread; `verdict` is comment, sent_back, approved or rejected."""

    who: str
    when: str
    verdict: str
    words: str
    revision: int


@dataclass(frozen=True)
class DraftCard:
    """A draft to decide on.

    Attributes:
        tie: what an entry is about, by its id; empty for other records.
        shown: what approving it publishes, with the revisions that are on screen.
        source: the page of an entry as texts by column, with its publisher's name under `name` and what became of it
            under `became`; empty for other records.
        stands_on: what is published with it.
        alike: entries that may be the same one, and actors that a new one here may be.
        problems: what stops it; `warnings` do not.
    """

    table: str
    id: str
    revision: int
    heading: str
    tie: str
    state: str
    change: str
    author: str
    when: str
    comment: str
    row: Row
    fields: tuple[Field, ...]
    shown: Shown
    source: Row
    stands_on: tuple[Beside, ...]
    alike: tuple[Beside, ...]
    thread: tuple[Said, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def card(state: State, key: Key, remarks: Iterable[Remark]) -> DraftCard:
    """The card of an open draft; NotFound where it is none."""
    one, wording = state.one(key), state.wording
    table, row = one.draft.table, one.draft.row
    shown = state.shown([key])
    found = problems(approval(state.drafts, shown), state.tables)
    return DraftCard(
        table=table,
        id=one.draft.id,
        revision=one.draft.revision,
        heading=wording.heading(table, row),
        tie=tie_of(state.tables, row) if table == "claims" else "",
        state=state_of(one),
        change=change_of(one),
        author=", ".join(sorted(one.authors)),
        when=moment_words(one.draft.change.recorded_at),
        comment=one.draft.change.comment,
        row=row,
        fields=tuple(fields(table, one.now.row if one.now else None, row, wording)),
        shown=shown,
        source=_source(one, state),
        stands_on=tuple(
            Beside(*other, wording.heading(other[0], state.drafts[other].draft.row), waits=True)
            for other in shown
            if other != key
        ),
        alike=(*_alike(one, state), *_twins(shown, state)),
        thread=tuple(
            Said(said.made_by, moment_words(said.made_at), said.verdict, said.words, said.revision) for said in remarks
        ),
        problems=tuple(problem for problem in found if problem.severity == "error"),
        warnings=tuple(problem for problem in found if problem.severity != "error"),
    )


def fields(table: str, before: Row | None, after: Row, wording: Wording) -> list[Field]:
    """The fields that differ between two states of a record, in words."""
    return [
        Field(
            one.column,
            label(table, one.column),
            wording.value(table, one.column, one.before),
            wording.value(table, one.column, one.after),
        )
        for one in differences(table, before, after)
    ]


def _alike(one: Draft, state: State) -> tuple[Beside, ...]:
    if one.draft.table != "claims":
        return ()
    row, tables = one.draft.row, state.tables
    claims = tables["claims"]
    every = {claim["id"]: claim for claim in texts(claims[(claims["kind"] == row["kind"]) & (claims["status"] == "")])}
    waiting = {key[1]: other.draft.row for key, other in state.drafts.items() if key[0] == "claims"}
    both = {**every, **waiting}
    return tuple(
        Beside("claims", found.claim, found.statement, found.reasons, found.claim in waiting)
        for found in state.likeness.alike(row, both.values())
    )


def _twins(shown: Shown, state: State) -> list[Beside]:
    """The actors that one of the new ones here may be."""
    found = []
    for table, id_ in shown:
        for pair in state.twins.get(id_, ()) if table == "actors" else ():
            other = pair.other if pair.one == id_ else pair.one
            names = (state.wording.name("actors", actor) for actor in (id_, other))
            found.append(
                Beside("actors", other, " may be the same as ".join(names), pair.why, ("actors", other) in shown)
            )
    return found


def _source(one: Draft, state: State) -> Row:
    if one.draft.table != "claims":
        return {}
    id_ = one.draft.row["source"]
    waiting = state.drafts.get(("sources", id_))
    row = waiting.draft.row if waiting else state.wording.row("sources", id_)
    if row is None:
        return {}
    return {**row, "name": state.wording.name("publishers", row["publisher"]), "became": state_words(row)}
