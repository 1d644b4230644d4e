"""The picture of a pair of actors before and after some records are published, small enough to stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from graph.evidence.assess import Evidence, assess
from graph.evidence.prepare import prepare
from graph.evidence.voices import Actors
from graph.model.tables import TABLES
from graph.model.view import View
from graph.scene.build import scene
from graph.scene.shapes import Scene, TieRow, as_wire
from graph.scene.style import PALETTES
from graph.store.package import Tables

Row = Mapping[str, str]
APART = 230.0
"""How far the two actors stand from each other, in canvas units."""


@dataclass(frozen=True)
class Side:
    """The pair at one moment: its scene, and the tie in question as it stands in it, None where there is none."""

    scene: Scene
    tie: TieRow | None


@dataclass(frozen=True)
class Pair:
    """The pair before and after; `tie` is the id of the tie in question, `subject` and `object` its ends."""

    tie: str
    subject: str
    object: str
    before: Side
    after: Side

    @property
    def sentence(self) -> str:
        """What becomes of the tie, in words: who backs it, who answers it, by how many voices and reports."""
        before, after = self.before.tie, self.after.tie
        if before is None or after is None:
            if before is None and after is None:
                return "The tie is drawn neither now nor then: nobody says or denies it."
            return "The tie is not on the list yet." if before is None else "The tie is drawn no longer."
        told = []
        if before.backing_words != after.backing_words:
            told.append(f"Backed by: {before.backing_words} → {after.backing_words}.")
        if before.figures != after.figures:
            told.append(f"Voices: {before.figures or 'none'} → {after.figures or 'none'}.")
        if before.reports != after.reports and not told:
            told.append(f"No new voice, {after.reports} reports instead of {before.reports}.")
        return " ".join(told) or "Who backs it and who answers it stay as they are: this voice is heard already."

    def wire(self) -> dict[str, Any]:
        """Both scenes as the browser takes them."""
        return {
            "tie": self.tie,
            "before": as_wire(self.before.scene),
            "after": as_wire(self.after.scene),
            "palettes": {name: asdict(palette) for name, palette in PALETTES.items()},
        }


def pair(tables: Tables, rows: Iterable[tuple[str, Row]], claim: Row) -> Pair:
    """The ends of an entry before and after `rows` (table, row) are published.

    Only the entries between the two are looked at: nothing else bears on their ties.
    """
    after = over(tables, rows)
    actors = Actors(after["actors"])
    subject, object_ = actors.now(claim["subject"]), actors.now(claim["object"])
    tie = tie_of(after, claim)
    sides = []
    for state in (tables, after):
        claims = state["claims"]
        ends = {subject, object_}
        between = [
            {actors.now(one), actors.now(other)} == ends
            for one, other in zip(claims["subject"].tolist(), claims["object"].tolist(), strict=True)
        ]
        told = {**state, "claims": claims.loc[np.array(between, dtype=bool)]}
        sides.append(side(assess(prepare(told), View()), told, subject, object_, tie))
    return Pair(tie, subject, object_, *sides)


def over(tables: Tables, rows: Iterable[tuple[str, Row]]) -> dict[str, pd.DataFrame]:
    """The tables after `rows` (table, row) are published; a row with a reason for retraction is retracted."""
    several = list(rows)
    return {
        name: _over(frame, [row for table, row in several if table == name], name) for name, frame in tables.items()
    }


def tie_of(tables: Tables, claim: Row) -> str:
    """The id of the tie that an entry is about, merges followed."""
    actors, kinds = Actors(tables["actors"]), tables["kinds"]
    ends = [actors.now(claim["subject"]), actors.now(claim["object"])]
    if (kinds.loc[kinds["id"] == claim["kind"], "direction"] == "symmetric").any():
        ends.sort()
    return f"{ends[0]}.{claim['kind']}.{ends[1]}"


def side(evidence: Evidence, tables: Tables, subject: str, object_: str, tie: str) -> Side:
    """What is drawn of two actors, with the tie in question."""
    # One line a kind where the pair has more than one; what is drawn is decided as anywhere else.
    view = View(actors=(subject, object_), lines="kind")
    drawn = scene(evidence, tables, view, {subject: (0.0, 0.0), object_: (APART, 0.0)})
    rows = [row for line in drawn.lines for row in line.ties if row.id == tie]
    return Side(drawn, rows[0] if rows else None)


def _over(frame: pd.DataFrame, rows: list[Row], name: str) -> pd.DataFrame:
    """The rows of a table with others in the place of their records, as if published."""
    if not rows:
        return frame
    table = TABLES[name]
    new = {table.identity(row): {**row, "status": "retracted" if row["retraction_reason"] else ""} for row in rows}
    ids = ["|".join(values) for values in zip(*(frame[column].tolist() for column in table.key), strict=True)]
    kept = frame.loc[np.array([id_ not in new for id_ in ids], dtype=bool)]
    added = pd.DataFrame(list(new.values()), columns=list(table.columns), dtype="str")
    return pd.concat([kept, added], ignore_index=True).sort_values(list(table.key), kind="stable", ignore_index=True)
