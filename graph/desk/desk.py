"""The one door: it opens the store, holds the frames, and answers what the pages and the terminal ask.

All answers are for one moment of the store; a change that another process saved is taken in at the next question.
Safe to share between threads.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph.desk.charts import Charts
from graph.desk.choices import Choices, Leaves, choices
from graph.desk.corrections import Corrections
from graph.desk.expansion import expansion
from graph.desk.exports import Exports
from graph.desk.forms import Forms
from graph.desk.giving import given_back
from graph.desk.history import Past
from graph.desk.imports import Imports
from graph.desk.kept import Kept
from graph.desk.listing import listing
from graph.desk.merging import Merging
from graph.desk.moments import Moment, Moments, Picture
from graph.desk.news import news
from graph.desk.onfile import OnFile
from graph.desk.retracting import Retracting
from graph.desk.review import Review
from graph.desk.snapshots import Drawn, Snapshots
from graph.desk.unkept import Unkept
from graph.desk.upkeep import Upkeep, make_room
from graph.evidence.facets import facets
from graph.model.errors import Conflict, DataProblems, NotAllowed, NotFound, Problem, UsageError
from graph.model.person import Person
from graph.model.settings import Settings
from graph.model.shaping import expanded
from graph.model.view import DRAWN, HIDING, View, parse, without
from graph.network.grouping import homes
from graph.scene.cards import PublisherCard, Shelf, SourceCard, shelf
from graph.scene.coast import coastlines
from graph.scene.dossier import dossier
from graph.scene.found import Found
from graph.scene.method import Method, method
from graph.scene.panel import away, panel
from graph.scene.search import Search
from graph.scene.shapes import ActorPanel, as_wire
from graph.scene.sources import PublisherRow, SourceRow
from graph.store.chain import Head
from graph.store.loading import Report, load
from graph.store.package import Tables, about_of, check_package, must_be_sound, read_package, write_package
from graph.store.store import Store

_PUBLISHED_FIRST = ("id", "question", "query")


@dataclass(frozen=True)
class Question:
    """A ready question of the first screen."""

    id: str
    question: str
    query: str

    def is_open(self, view: View) -> bool:
        """Whether `view` is the answer to it, whatever is selected or dragged."""
        return replace(view, at=(), select="") == parse(self.query).view


class Desk:
    """The one door to the rooms behind it."""

    def __init__(self, store: Store, settings: Settings, by: Person) -> None:
        self._store, self._settings, self._by = store, settings, by
        self._moments = Moments(store)
        self.charts = Charts(store.notebook, by)
        self.forms = Forms(store, by, self._on_file, lambda: self._moments.reader(self._moments.now(), View()))
        self.upkeep = Upkeep(store)
        self.snapshots = Snapshots(store.snapshots, by, self._drawn)
        self.unkept = Unkept(store.forms, by)
        self.exports = Exports()
        self.retracting = Retracting(store, by, self._on_file, self.snapshots.citing)
        self.review = Review(store, by)
        self.history = Past(store, by, self._moments.tables)
        self.merging = Merging(store, by, self._moments.tables)
        self.imports = Imports(store, by, self._moments.tables)
        self.corrections = Corrections(store, by, self._moments.tables)
        self._searches = Kept(2)
        self._lists = Kept(16)
        self._counts = Kept(64)

    @classmethod
    def open(cls, settings: Settings, by: Person) -> Desk:
        """Open the store that the settings name, creating or upgrading it; StoreUnavailable where that fails."""
        make_room(settings)
        return cls(Store.open(settings.database_url), settings, by)

    def start(self) -> None:
        """Look whether the store is what was saved, and take in what the curated package and its drafts bring anew.

        A long list is looked through while it is in use already. Where nothing can be saved, nothing is taken in; where
        the files have faults, the list opens as it is on file and says so.
        """
        self.upkeep.look_through()
        if self.upkeep.read_only and self.head().seq:
            return
        self._take_in(self._settings.data_dir)
        if (self._settings.review_dir / "datapackage.json").is_file():
            self._take_in(self._settings.review_dir, as_drafts=True)

    def _take_in(self, folder: Path, *, as_drafts: bool = False) -> None:
        """Load a folder; where that fails and something is on file, go on with that, and note why."""
        try:
            self.load(folder, as_drafts)
        except (DataProblems, Conflict) as error:
            if not self.head().seq:
                raise
            self.upkeep.note_taken(folder, error)

    # What is on file

    def head(self) -> Head:
        """The store's last change."""
        return self._store.head()

    def known(self, view: View) -> dict[str, Collection[str]]:
        """The ids that the address of a view may name, by field of the view: those of drafts where it shows them."""
        asked = View(unreviewed=view.unreviewed)
        moment = self._moments.of(asked)

        def ids() -> dict[str, Collection[str]]:
            evidence = self._moments.evidence(moment, asked)
            return {
                "actors": frozenset(moment.tables["actors"]["id"]),
                "kinds": frozenset(moment.tables["kinds"]["id"]),
                "matters": frozenset(evidence.strands["matter"]) - {""},
                "voices": frozenset(evidence.voices["id"]),
                "publishers": frozenset(moment.tables["publishers"]["id"]),
                "countries": frozenset(moment.tables["publishers"]["country"]) - {""},
            }

        return self._lists.get(("known", moment.key), ids)

    def choices(self) -> Choices:
        """What the filters offer."""
        moment = self._moments.now()
        return self._lists.get(
            ("choices", moment.key), lambda: choices(self._moments.evidence(moment, View()), moment.tables)
        )

    def leaves(self, view: View) -> Leaves:
        """Field of the view -> choice -> how many ties the view would show with that choice alone.

        Backing is that of the whole evidence within the clocks, also where the view asks for the what-if.
        """
        moment, asked = self._moments.of(view), without(view, "count_shown", "recorded", *DRAWN)

        def count() -> Leaves:
            return facets(moment.prepared, self._moments.weighed(moment, asked), asked)

        return self._counts.get((moment.key, asked), count)

    def around(self, view: View, actor: str) -> dict[str, Any]:
        """What an expansion of an actor would bring into the picture; NotFound where it is no actor of the list."""
        moment = self._moments.of(view)
        labels = _labels(moment.tables)
        if actor not in labels:
            raise NotFound("actor", actor)
        after = self._moments.evidence(moment, expanded(view, actor))
        whole = self._moments.evidence(moment, without(view, *HIDING, "count_shown"))
        home = homes(moment.tables["actors"], view.rollup)
        told = expansion(actor, after, whole, self.scene(view).scene, home, self.choices()["kinds"])
        return {"label": labels[actor], **told}

    def coastlines(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """The land under the map, as rings of points in canvas units."""
        return coastlines()

    def questions(self) -> tuple[Question, ...]:
        """The ready questions, in the order of their ids."""
        views = self._moments.now().tables["views"]
        views = views[views["status"] != "retracted"]
        return tuple(Question(*row) for row in zip(*(views[name].tolist() for name in _PUBLISHED_FIRST), strict=True))

    # What a view shows

    def scene(self, view: View) -> Picture:
        """The picture of a view; what is selected is no part of it."""
        view = replace(view, select="", chart="")
        return self._moments.picture(self._moments.of(view), view)

    def panel(self, view: View) -> dict[str, Any]:
        """The panel for what the view selects; the start panel where nothing is, or where it is not on file."""
        picture, reader = self.scene(view), self._moments.reader(self._moments.of(view), view)
        try:
            shown = panel(view.select, reader, picture.scene)
        except NotFound:
            shown = panel("", reader, picture.scene)
        return {"panel": as_wire(shown), "select": view.select, "away": away(view.select, picture.scene)}

    def news(self, before: int) -> dict[str, Any]:
        """What is new on the list since change `before`: in words how much, and the newest of it with their ties."""
        now = self._moments.now()
        told = self._lists.get(("news", now.key, before), lambda: news(self._store.tables(before), now.tables))
        return {"words": told.words, "entries": [asdict(remark) for remark in told.entries]}

    def dossier(self, actor: str) -> ActorPanel:
        """All that is on file about an actor; NotFound where it is no actor of the list."""
        return dossier(actor, self._moments.reader(self._moments.now(), View()))

    def actors(self) -> dict[str, str]:
        """Every actor on file: id -> label."""
        return _labels(self._moments.now().tables)

    def find(self, query: str, most: int = 8) -> Found:
        """The actors, ties, entries and sources that a query finds on the list as it is now; never drafts."""
        moment = self._moments.now()
        return self._searches.get(moment.key, lambda: self._search(moment)).search(query, most)

    def _search(self, moment: Moment) -> Search:
        return Search(self._moments.reader(moment, View()), moment.tables)

    def method(self) -> Method:
        """The rule, the vocabulary, the grades, and the quality of this list in figures with its gaps."""
        moment = self._moments.now()
        return self._lists.get(
            ("method", moment.key), lambda: method(self._moments.reader(moment, View()), moment.tables)
        )

    def sources(self) -> tuple[SourceRow, ...]:
        """Every page on file, in the order of ids."""
        return tuple(self._shelf().pages.values())

    def source(self, id_: str) -> SourceCard:
        """What a page supports and goes back to; NotFound where it is not on file."""
        return self._shelf().source(id_)

    def publishers(self) -> tuple[PublisherRow, ...]:
        """Every publisher on file, in the order of ids."""
        return tuple(self._shelf().publishers.values())

    def publisher(self, id_: str) -> PublisherCard:
        """A publisher's pages and what they are about; NotFound where it is not on file."""
        return self._shelf().publisher(id_)

    def _shelf(self) -> Shelf:
        moment = self._moments.now()
        return self._lists.get(
            ("shelf", moment.key), lambda: shelf(self._moments.reader(moment, View()), moment.tables)
        )

    # What the terminal does

    def ties(self, query: str) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
        """The strands that a query shows, as sorted dictionaries ready for JSON, and what of the query was ignored."""
        parsed = parse(query, self.known)
        return listing(self._moments.evidence(self._moments.of(parsed.view), parsed.view)), parsed.ignored

    def validate(self, folder: Path) -> list[Problem]:
        """Every error, warning and gap of a package; nothing is loaded."""
        return check_package(folder, self._against(folder))

    def format(self, folder: Path) -> None:
        """Write a package in its canonical form over itself; DataProblems, and nothing written, where it has errors."""
        package = read_package(folder, self._against(folder))
        write_package(folder, package.tables, package.about, package.present)

    def load(self, folder: Path, as_drafts: bool = False) -> Report:
        """Take a package into the store, three-way where it holds records already; DataProblems where it has errors."""
        package = read_package(folder, self._against(folder, as_drafts=as_drafts))
        if not as_drafts and self._store.head().seq == 0 and "kinds" not in package.present:
            # A package without a vocabulary lives by the one in `data/`, of which only that is taken.
            shared = read_package(self._settings.data_dir)
            tables = {name: shared.tables[name] if name == "kinds" else frame for name, frame in package.tables.items()}
            package = replace(package, tables=tables, present=package.present | {"kinds"})
        report = load(self._store, package, as_drafts=as_drafts, by=self._by, now=datetime.now(UTC))
        self.upkeep.note_taken(folder)
        return report

    def publish(self, folder: Path) -> None:
        """Write the current state, published and retracted records without drafts, as a package in canonical form.

        Whatever else was taken in, it stays the list that the first package was.

        Raises:
            DataProblems: as a package it would not be sound; nothing is written.
        """
        first, tables = self._store.taken()[1], self._store.tables()
        must_be_sound(tables)
        about, own = first.get("about", {}), about_of(self._settings.data_dir)
        # Its own folder may have another title by now.
        about = own if own.get("name") == about.get("name") else about
        write_package(folder, tables, about, frozenset(first.get("present", ())))

    def give_back(self) -> str:
        """Publish into the curated package itself, after taking in what is new there; in words what came of it.

        Raises:
            NotAllowed: only reviewers and admins may.
            DataProblems: what lies there has errors; nothing is written over it.
            UsageError: the folder cannot be written.
        """
        if not {"reviewer", "admin"} & self._by.roles:
            raise NotAllowed("only reviewers may publish the list into its folder")
        taken = self.load(self._settings.data_dir)
        try:
            self.publish(self._settings.data_dir)
        except OSError as error:
            raise UsageError(f"the folder of the list cannot be written: {error.strerror}") from error
        return given_back(taken, self._store.head().seq)

    def _against(self, folder: Path, *, as_drafts: bool = False) -> Tables | None:
        """What a package may refer to besides its own records: drafts to the published list, any to the vocabulary."""
        if self._store.head().seq:
            tables = self._store.tables()
            if as_drafts:
                # A draft may wait on what was taken off since; it is its approval that is refused then.
                return {name: frame.assign(status="") for name, frame in tables.items()}
        elif (
            self._settings.data_dir / "kinds.csv"
        ).is_file() and folder.resolve() != self._settings.data_dir.resolve():
            tables = read_package(self._settings.data_dir).tables
        else:
            return None
        if folder.resolve() == self._settings.review_dir.resolve():
            return read_package(self._settings.data_dir).tables
        return {"kinds": tables["kinds"]} if not (folder / "kinds.csv").is_file() else None

    # For the doors beside this one

    def _on_file(self) -> OnFile:
        now = self._moments.now()
        return self._lists.get(
            ("form", now.key), lambda: OnFile(now.key, now.tables, self._store.tables(now.seq, True))
        )

    def _drawn(self, view: View) -> Drawn:
        """The picture of a view with all that a briefing is made of, at one moment."""
        moment = self._moments.of(view)
        reader, whole = (self._moments.reader(moment, one) for one in (view, without(view, "count_shown")))
        drawn = self._moments.picture(moment, replace(view, select="", chart="")).scene
        return Drawn(drawn, reader, whole, moment.tables, self._store.change(moment.seq))


def _labels(tables: Tables) -> dict[str, str]:
    actors = tables["actors"]
    return dict(zip(actors["id"].tolist(), actors["label"].tolist(), strict=True))
