"""The list at one moment, and what is worked out from it once however often it is asked for."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from graph.desk.kept import Kept
from graph.evidence.assess import Evidence, Weighed, assess, weigh, weighs_like
from graph.evidence.prepare import Prepared, prepare
from graph.model.dates import last_day
from graph.model.view import DRAWN, View, without
from graph.network.placing import places
from graph.scene.build import scene
from graph.scene.pyvis_network import drawing, to_pyvis
from graph.scene.reader import Reader
from graph.scene.shapes import Scene, as_wire
from graph.scene.style import PALETTES
from graph.store.package import Tables
from graph.store.store import Store

Key = tuple[int, str, bool, str]
"""Of a moment: change, its digest, whether with drafts, and the digest of the last change where with drafts."""


@dataclass(frozen=True)
class Moment:
    """The list at one moment: its tables, what was worked out from them once, and where its actors stand."""

    key: Hashable
    seq: int
    tables: Tables
    prepared: Prepared
    places: dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Picture:
    """What a view shows: the evidence, the scene drawn from it, and the scene as the browser takes it."""

    evidence: Evidence
    scene: Scene
    wire: dict[str, Any]


class Moments:
    """The moments of a store, with the evidence, readers and pictures of views at each."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._moments = Kept(4)
        self._tables = Kept(4)
        self._assessed = Kept(64)
        self._weighed = Kept(16)
        self._pictures = Kept(64)
        self._readers = Kept(16)

    def now(self) -> Moment:
        """The list as it is, without drafts."""
        return self.of(View())

    def tables(self) -> Tables:
        """The list as it is, without drafts, for whoever needs nothing that is worked out from it."""
        return self._tables_of(self._key(View()))

    def of(self, view: View) -> Moment:
        """The list as the view wants it: as recorded by a day, with drafts or without."""
        key = self._key(view)

        def work_out() -> Moment:
            tables = self._tables_of(key)
            prepared = prepare(tables)
            whole = assess(prepared, View(unreviewed=view.unreviewed))
            return Moment(key, key[0], tables, prepared, places(whole, tables))

        return self._moments.get(key, work_out)

    def _key(self, view: View) -> Key:
        head = self._store.head()
        at, digest = head.seq, head.digest
        if view.recorded:
            at = self._store.seq_at(date.fromordinal(last_day(view.recorded)))
            digest = self._store.head(at).digest
        # By its digest too: the store may have been put back from a backup, and gone on from there.
        return at, digest, view.unreviewed, head.digest if view.unreviewed else ""

    def _tables_of(self, key: Key) -> Tables:
        at, _, unreviewed, _ = key

        def read() -> Tables:
            tables = self._store.tables(at, unreviewed)
            if not len(tables["kinds"]):
                # Before the first change there was no vocabulary; without one nothing can be read.
                tables["kinds"] = self._store.tables()["kinds"]
            return tables

        return self._tables.get(key, read)

    def picture(self, moment: Moment, view: View) -> Picture:
        """The picture of a view that selects nothing."""

        def draw() -> Picture:
            evidence = self.evidence(moment, view)
            drawn = scene(evidence, moment.tables, view, moment.places)
            palettes = {name: asdict(palette) for name, palette in PALETTES.items()}
            wire = {"drawing": drawing(to_pyvis(drawn)), "scene": as_wire(drawn), "palettes": palettes}
            return Picture(evidence, drawn, wire)

        return self._pictures.get((moment.key, view), draw)

    def weighed(self, moment: Moment, view: View) -> Weighed:
        """All that the view's clocks decide, which views with other filters share."""
        like = weighs_like(view)
        return self._weighed.get((moment.key, like), lambda: weigh(moment.prepared, like))

    def evidence(self, moment: Moment, view: View) -> Evidence:
        """What a view shows of it."""
        asked = without(view, "recorded", *DRAWN)

        def work_out() -> Evidence:
            return assess(moment.prepared, asked, self.weighed(moment, asked))

        return self._assessed.get((moment.key, asked), work_out)

    def reader(self, moment: Moment, view: View) -> Reader:
        """What reads the evidence of a view out in words."""
        evidence = self.evidence(moment, view)
        return self._readers.get((moment.key, id(evidence)), lambda: Reader(evidence, moment.tables))
