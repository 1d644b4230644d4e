"""The tables of the data package: which record each holds, its columns, keys, references and codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from graph.model import codes
from graph.model.records import (
    Actor,
    Alias,
    Claim,
    Kind,
    Place,
    Publisher,
    ReadyView,
    Record,
    Source,
    split_ids,
)

_KEPT_LAST = ("status", "retraction_reason")


@dataclass(frozen=True)
class Table:
    """One table of the package.

    Attributes:
        name: also the file's name without `.csv`.
        record: the class of its rows.
        key: the columns that together are unique and give the order of rows.
        references: column -> table whose ids it must hold.
        loose: those of them that may go to what was taken off the list: a page is derived from another all the same.
        choices: column -> the codes it may hold (empty allowed where the column is optional).
        dates, booleans, numbers, lists, urls: columns that mean more than text.
        optional: the package is sound without this table; the store's then holds.
    """

    name: str
    record: type[Record]
    key: tuple[str, ...]
    references: Mapping[str, str] = field(default_factory=dict)
    loose: tuple[str, ...] = ()
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    booleans: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    optional: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns in the package's order; `status` and `retraction_reason` come last."""
        names = [name for name in self.record.model_fields if name not in _KEPT_LAST]
        return (*names, *_KEPT_LAST)

    def identity(self, row: Mapping[str, str]) -> str:
        """The one text that names a row: its id, or its key's values with a bar between them."""
        return "|".join(row[column] for column in self.key)

    def named(self, row: Mapping[str, str | None]) -> Iterator[tuple[str, str, str]]:
        """What a row refers to, each as column, table and id."""
        for column, target in self.references.items():
            for id_ in split_ids(row[column] or ""):
                yield column, target, id_

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that may not be empty."""
        return tuple(name for name, info in self.record.model_fields.items() if info.is_required())


TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            Table(
                "kinds",
                Kind,
                ("id",),
                choices={
                    "group": codes.GROUPS,
                    "direction": codes.DIRECTIONS,
                    "polarity": codes.POLARITIES,
                    "settled_by": codes.SETTLERS,
                    "aspect": codes.ASPECTS,
                    "subject_kinds": codes.ACTOR_KINDS,
                    "object_kinds": codes.ACTOR_KINDS,
                },
                booleans=("high_risk",),
                numbers=("stale_after_days",),
                lists=("subject_kinds", "object_kinds", "plover", "cameo"),
                optional=True,
            ),
            Table(
                "actors",
                Actor,
                ("id",),
                references={"part_of": "actors", "based_in": "actors", "merged_into": "actors"},
                choices={"kind": codes.ACTOR_KINDS},
                numbers=("latitude", "longitude"),
            ),
            Table(
                "aliases",
                Alias,
                ("actor", "alias", "alias_kind", "lang"),
                references={"actor": "actors"},
                choices={"alias_kind": codes.ALIAS_KINDS},
                booleans=("case_sensitive", "ambiguous"),
                optional=True,
            ),
            Table(
                "publishers",
                Publisher,
                ("id",),
                references={"interest": "actors"},
                choices={"ownership": codes.OWNERSHIPS, "reliability": codes.RELIABILITIES},
            ),
            Table(
                "sources",
                Source,
                ("id",),
                references={"publisher": "publishers", "originator": "publishers", "derived_from": "sources"},
                loose=("derived_from",),
                choices={
                    "kind": codes.SOURCE_KINDS,
                    "state": codes.SOURCE_STATES,
                    "reliability": codes.RELIABILITIES,
                },
                dates=("published", "accessed", "checked"),
                booleans=("title_inferred",),
                urls=("url", "archived_url"),
            ),
            Table(
                "claims",
                Claim,
                ("id",),
                references={
                    "subject": "actors",
                    "kind": "kinds",
                    "object": "actors",
                    "speakers": "actors",
                    "relayed_by": "actors",
                    "source": "sources",
                },
                choices={
                    "stance": codes.STANCES,
                    "disputes_what": codes.DISPUTES,
                    "modality": codes.MODALITIES,
                    "basis": codes.BASES,
                    "credibility": codes.CREDIBILITIES,
                },
                dates=("held_from", "held_to", "said_on"),
                lists=("speakers",),
            ),
            Table("views", ReadyView, ("id",), optional=True),
            Table(
                "layout",
                Place,
                ("layout", "actor"),
                references={"actor": "actors"},
                numbers=("x", "y"),
                optional=True,
            ),
        )
    }
)
"""The tables by name, those that are referred to before those that refer."""


def texts(frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    """The rows of one of the tables, as texts by column."""
    names = [str(name) for name in frame.columns]
    for values in zip(*(frame[name].tolist() for name in names), strict=True):
        yield dict(zip(names, values, strict=True))
