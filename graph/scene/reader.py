"""The evidence and its tables, indexed once so that any sentence is a few look-ups away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from graph.evidence.assess import Evidence
from graph.scene.grammar import in_sentence, is_plural, verb

Tables = Mapping[str, pd.DataFrame]
Row = Mapping[str, str]


class Stand(NamedTuple):
    """Where one claim stands in one strand, by one voice."""

    strand: str
    tie: str
    claim: str
    voice: str
    list: str
    stake: int
    general: int
    shown: int
    backs: int


class Voice(NamedTuple):
    """Who vouches; `kind` is actor, outlet, origin or unplaced."""

    id: str
    label: str
    actor: str
    publisher: str
    kind: str


class Tie(NamedTuple):
    """A strand or a tie with its figures; `id` is its own, `tie` that of its tie, `matter` empty on a tie."""

    id: str
    tie: str
    subject: str
    kind: str
    object: str
    matter: str
    backing: str
    settlers: str
    official_record: int
    mark: str
    only_denied: int
    unreviewed: int
    shown: int
    first: str
    last: str
    first_held: str
    last_held: str


class Reader:
    """Answers "which", "who" and "what is it called" for one evidence."""

    def __init__(self, evidence: Evidence, tables: Tables) -> None:
        self.evidence, self.tables = evidence, tables
        self.actors = records(tables["actors"])
        self.kinds = records(tables["kinds"])
        self.publishers = records(tables["publishers"])
        self.sources = records(tables["sources"])
        self.claims = records(tables["claims"])
        self.voices = {
            values[0]: Voice(*values)
            for values in zip(*(evidence.voices[name].tolist() for name in Voice._fields), strict=True)
        }
        self.strands_of: dict[str, list[Tie]] = defaultdict(list)
        for strand in _ties(evidence.strands, "strand"):
            self.strands_of[strand.tie].append(strand)
        self.strands = {strand.id: strand for strands in self.strands_of.values() for strand in strands}
        self.ties = {tie.id: tie for tie in _ties(evidence.ties, "tie")}
        self.stands: dict[str, list[Stand]] = defaultdict(list)
        self.stands_of_tie: dict[str, list[Stand]] = defaultdict(list)
        for stand in _stands(evidence.positions):
            self.stands[stand.strand].append(stand)
            self.stands_of_tie[stand.tie].append(stand)

    def label(self, actor: str) -> str:
        """What an actor is called; its id where it is not on file."""
        return self.actors[actor]["label"] if actor in self.actors else actor

    def sentence(self, tie: Tie) -> str:
        """`Iran transfers arms to Russia`."""
        subject, object_ = self.label(tie.subject), self.label(tie.object)
        words = verb(self.kinds[tie.kind]["label"], is_plural(subject, self._kind(tie.subject)))
        return f"{subject} {words} {in_sentence(object_, self._kind(tie.object))}"

    def _kind(self, actor: str) -> str:
        return self.actors[actor]["kind"] if actor in self.actors else ""

    def reports(self, stands: Iterable[Stand]) -> dict[str, int]:
        """Voice -> number of its claims among the stands, most first, then by name."""
        claims: dict[str, set[str]] = defaultdict(set)
        for stand in stands:
            claims[stand.voice].add(stand.claim)
        order = sorted(claims, key=lambda voice: (-len(claims[voice]), self.voices[voice].label))
        return {voice: len(claims[voice]) for voice in order}


def records(frame: pd.DataFrame) -> dict[str, Row]:
    """Rows by id, as text."""
    names = [str(name) for name in frame.columns]
    columns = [frame[name].tolist() for name in names]
    at = names.index("id")
    return {values[at]: dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)}


def _stands(frame: pd.DataFrame) -> list[Stand]:
    return [Stand(*values) for values in zip(*(frame[name].tolist() for name in Stand._fields), strict=True)]


def _ties(frame: pd.DataFrame, identity: str) -> list[Tie]:
    missing: dict[str, object] = {
        "matter": "",
        "settlers": "",
        "official_record": 0,
        "mark": "",
        "only_denied": 0,
        "unreviewed": 0,
    }
    columns = []
    for name in Tie._fields:
        column = identity if name == "id" else name
        columns.append(frame[column].tolist() if column in frame else [missing[name]] * len(frame))
    return [Tie(*values) for values in zip(*columns, strict=True)]
