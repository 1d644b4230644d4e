"""Snapshots: freeze what is on screen, keep it, give it other words, and tell what has changed since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

import graph
from graph.desk.exports import in_words
from graph.desk.kept import Kept as Answers
from graph.model.errors import AttestError, Conflict, NotAllowed, UsageError
from graph.model.person import Person
from graph.model.view import View, parse
from graph.scene.brief import brief, reworded
from graph.scene.briefing import Briefing, Made, Record, Words
from graph.scene.checks import unanswered
from graph.scene.endnotes import endnotes
from graph.scene.frozen import FORMAT, canonical, read, sealed
from graph.scene.reader import Reader, Tables
from graph.scene.shapes import Scene
from graph.scene.since import Since, since, withdrawn
from graph.scene.summary import cited_pages
from graph.store.chain import Head
from graph.store.snapshots import Snapshots as Kept

LONGEST = {"title": 300, "summary": 6000, "caveats": 3000, "handling": 120, "override": 500}
"""The longest of each of the briefer's words, in characters."""
LONGEST_SUMMARY = 20_000
"""The longest source summary, in characters."""
_OVERRIDERS = frozenset({"reviewer", "admin"})


@dataclass(frozen=True)
class Drawn:
    """A picture with all that a briefing is made of: see `graph.scene.brief.brief`."""

    scene: Scene
    reader: Reader
    whole: Reader
    tables: Tables
    change: Head


@dataclass(frozen=True)
class Listed:
    """A snapshot as a row of a list: the newest version of it, all of them, and what was withdrawn since.

    `trouble` says why it cannot be opened; empty where it can.
    """

    id: str
    title: str
    made_at: str
    made_by: str
    first: str
    frozen_at: str
    versions: tuple[str, ...]
    withdrawn: tuple[str, ...]
    trouble: str = ""


class Snapshots:
    """The snapshots of a store. They are for everybody who may see it; nobody can change or delete one.

    A snapshot's id is `snap-` and twelve digits; other words on the same frozen scene make a version of it, whose id
    is the first one's with `.2`, `.3` behind it, so that two people cannot both write the third.
    """

    def __init__(self, kept: Kept, by: Person, draw: Callable[[View], Drawn]) -> None:
        self._kept, self._by, self._draw = kept, by, draw
        self._pages: dict[str, tuple[Record, ...]] = {}
        self._read = Answers(16)
        self._previews = Answers(8)
        self._compared = Answers(32)

    def brief(self, view: View, words: Words | None = None) -> Briefing:
        """A briefing of a view as the list is now, kept nowhere.

        Raises:
            NotAllowed: it shows what nobody reviewed, or who overrides a check is no reviewer.
        """
        if view.unreviewed:
            raise NotAllowed("This picture shows unreviewed entries; switch “show unreviewed” off to take it away.")
        words = _tidy(words or Words())
        self._may_override(words.override)
        drawn = self._draw(view)
        change = drawn.change
        made = Made(
            _now().isoformat(timespec="seconds"), change.seq, change.digest, change.recorded_at, graph.__version__
        )
        return brief(drawn.scene, drawn.reader, drawn.tables, view, words, made, drawn.whole)

    def freeze(self, view: View, words: Words | None = None) -> Briefing:
        """Keep a briefing of a view for ever."""
        return self._add(replace(self.brief(view, words), id=f"snap-{uuid4().hex[:12]}"))

    def preview(self, id_: str, words: Words) -> Briefing:
        """What `reword` would keep, kept nowhere."""
        before, words = self.get(id_), _tidy(words)
        return self._previews.get((id_, words, before.withdrawn), lambda: reworded(before, words))

    def reword(self, id_: str, words: Words) -> Briefing:
        """Keep the same frozen scene with other words, as the next version; that one where it has them already, and
        the one at hand where they are the same.

        Raises:
            Conflict: somebody else wrote the next version meanwhile.
            NotAllowed: who overrides a check must be a reviewer, and a reason holds only for what it was given for.
        """
        before, words = self.get(id_), _tidy(words)
        changed = reworded(before, words)
        if _words(changed) == _words(before):
            return before
        self._may_override(changed.override, before.override)
        if changed.override and changed.override == before.override and (blocks := unanswered(changed, before)):
            told = f"The reason why files are made was given before there was this: {in_words(blocks)}"
            raise NotAllowed(f"{told}. Mend it, write the reason anew, or empty it.")
        first = before.of or before.id
        made = replace(changed, id=f"{first}.{before.version + 1}", of=first, version=before.version + 1)
        try:
            return self._add(made)
        except Conflict:
            theirs = self.get(made.id)
            if _words(theirs) == _words(made):
                return theirs
            raise

    def get(self, id_: str) -> Briefing:
        """What was frozen, with what was withdrawn since; NotFound where it is not on file."""
        briefing: Briefing = self._read.get(id_, lambda: read(self._kept.content(id_)))
        return replace(briefing, withdrawn=tuple(withdrawn(_pages(briefing), self._sources())))

    def versions(self, id_: str) -> tuple[str, ...]:
        """The ids of all versions of a snapshot, the first one first."""
        first = id_.partition(".")[0]
        found = [row.id for row in self._kept.all() if row.id.partition(".")[0] == first]
        return tuple(sorted(found, key=_version))

    def list(self) -> tuple[Listed, ...]:
        """Every snapshot in its newest version, the last one made first."""
        together: dict[str, list[str]] = {}
        rows = {row.id: row for row in self._kept.all()}
        for id_ in rows:
            together.setdefault(id_.partition(".")[0], []).append(id_)
        sources, made = self._sources(), []
        for first, ids in together.items():
            newest, gone, trouble = rows[max(ids, key=_version)], tuple[str, ...](), ""
            try:
                gone = tuple(withdrawn(self._cited(newest.id), sources))
            except AttestError as error:
                # One that cannot be read must not hide the others.
                trouble = str(error)
            made.append(
                Listed(
                    id=newest.id,
                    title=newest.title,
                    made_at=newest.made_at,
                    made_by=newest.made_by,
                    first=first,
                    frozen_at=rows[first].made_at if first in rows else newest.made_at,
                    versions=tuple(sorted(ids, key=_version)),
                    withdrawn=gone,
                    trouble=trouble,
                )
            )
        return tuple(made)

    def citing(self, pages: Collection[str]) -> tuple[str, ...]:
        """The titles of the snapshots that cite one of these pages, the last one made first."""
        return tuple(
            one.title
            for one in self.list()
            if not one.trouble and any(page["id"] in pages for page in self._cited(one.id))
        )

    def changed_since(self, id_: str) -> Since:
        """What the same view shows otherwise now."""
        briefing = self.get(id_)
        view = parse(briefing.query).view
        drawn, marks = self._draw(view), briefing.withdrawn

        def compare() -> Since:
            return since(briefing, endnotes(drawn.scene, drawn.reader, by_entry=view.lines == "claim"))

        return self._compared.get((id_, drawn.change.seq, marks), compare)

    def _may_override(self, why: str, before: str = "") -> None:
        if why and why != before and not self._by.roles & _OVERRIDERS:
            raise NotAllowed("only a reviewer can let files be made though a check blocks")

    def _add(self, briefing: Briefing) -> Briefing:
        done = sealed(briefing)
        self._kept.add(
            done.id,
            format_=FORMAT,
            title=done.title,
            content=canonical(done),
            digest=done.digest,
            by=self._by.id,
            now=_now(),
        )
        return done

    def _cited(self, id_: str) -> tuple[Record, ...]:
        """The pages that a snapshot cites; they never change, so they are read once."""
        if id_ not in self._pages:
            self._pages[id_] = _pages(read(self._kept.content(id_)))
        return self._pages[id_]

    def _sources(self) -> Mapping[str, Record]:
        return self._draw(View()).reader.sources


def is_id(text: str) -> bool:
    """Whether a text names a snapshot rather than a view."""
    return text.startswith("snap-")


def _pages(briefing: Briefing) -> tuple[Record, ...]:
    cited = cited_pages(briefing.endnotes)
    return tuple(row for row in briefing.records["sources"] if row["id"] in cited)


def _version(id_: str) -> int:
    number = id_.partition(".")[2]
    return int(number) if number.isdecimal() else 1


def _words(briefing: Briefing) -> tuple[object, ...]:
    return (
        briefing.title,
        briefing.summary,
        briefing.caveats,
        briefing.handling,
        briefing.source_summary,
        briefing.override,
    )


def _tidy(words: Words) -> Words:
    """The words within their lengths, paragraphs without blank ones between them; UsageError where one is too long."""
    for name, most in LONGEST.items():
        if len(getattr(words, name)) > most:
            raise UsageError(f"the {name} is longer than {most:,} characters")
    if words.source_summary is None:
        return words
    paragraphs = tuple(text for part in words.source_summary if (text := " ".join(part.split())))
    if sum(map(len, paragraphs)) > LONGEST_SUMMARY:
        raise UsageError(f"the source summary is longer than {LONGEST_SUMMARY:,} characters")
    return replace(words, source_summary=paragraphs or None)


def _now() -> datetime:
    return datetime.now(UTC)
