"""Two actors that are one: suggested, looked at, merged, taken apart again, or remembered as not the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from graph.desk.rights import need, publishes
from graph.desk.saving import must_be_free
from graph.desk.wording import Wording, moment_words
from graph.editing.merging import Effect, Suggestion, cautions, check_pair, decided, effect, loop_words, suggestions
from graph.model.errors import NotFound, UsageError
from graph.model.labels import label
from graph.model.person import Person
from graph.model.tables import texts
from graph.store.decisions import Decision
from graph.store.package import Tables
from graph.store.store import Store
from graph.store.writes import Saved, Write


@dataclass(frozen=True)
class Foreseen:
    """What merging one actor into another would change, in words.

    Attributes:
        stops: why it may not be done; empty where it may.
        sentences: what becomes of ties, entries and names.
        ties: the ties that would be the other's, `(sentence, whether it has that tie already)`.
        twice: statements of entries that would look like the same one twice, in pairs.
    """

    one: str
    other: str
    stops: str
    sentences: tuple[str, ...]
    ties: tuple[tuple[str, bool], ...]
    twice: tuple[tuple[str, str], ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A pair that was decided on, in words; `merged` says whether it is merged now, so that it can be undone."""

    one: str
    other: str
    labels: tuple[str, str]
    judgement: str
    words: str
    who: str
    when: str
    merged: bool


class Merging:
    """Which actors are the same, as one person may see and decide."""

    def __init__(self, store: Store, by: Person, tables: Callable[[], Tables] | None = None) -> None:
        """Take what gives the list as it stands, where somebody keeps it; else it is read from the store each time."""
        self._store, self._by, self._tables = store, by, tables or store.tables

    def choices(self) -> dict[str, str]:
        """The actors that can be chosen: id -> label, by label; merged ones are not among them."""
        actors = self._tables()["actors"]
        rows = [row for row in texts(actors) if not row["merged_into"] and row["status"] == ""]
        rows.sort(key=lambda row: (row["label"].casefold(), row["id"]))
        return {row["id"]: row["label"] for row in rows}

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Actor -> its other names, so that a picker finds it by any."""
        found: dict[str, list[str]] = {}
        for row in texts(self._tables()["aliases"]):
            if row["status"] == "":
                found.setdefault(row["actor"], []).append(row["alias"])
        return {actor: tuple(names) for actor, names in found.items()}

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Pairs that may be one, the surest first; none that was decided on."""
        tables = self._tables()
        standing = {
            pair for pair, one in self._store.decisions.standing().items() if one.judgement in ("not_same", "split")
        }
        return suggestions(texts(tables["actors"]), texts(tables["aliases"]), standing)

    def foresee(self, one: str, other: str) -> Foreseen:
        """What merging `one` into `other` would change; nothing is changed by asking."""
        tables = self._tables()
        wording = Wording(tables)
        try:
            told = _effect(one, other, tables)
        except UsageError as error:
            return Foreseen(one, other, str(error), (), (), (), ())
        labels = wording.name("actors", one), wording.name("actors", other)
        statements = dict(zip(tables["claims"]["id"].tolist(), tables["claims"]["statement"].tolist(), strict=True))
        empty = dict.fromkeys(tables["claims"].columns, "")
        return Foreseen(
            one,
            other,
            loop_words(told),
            (*_cautions(one, other, tables, wording), *_sentences(told, *labels)),
            tuple(
                (
                    wording.heading("claims", {**empty, "subject": subject, "kind": kind, "object": object_}),
                    (subject, kind, object_) in told.joined,
                )
                for subject, kind, object_ in told.ties
            ),
            tuple((statements[mine], statements[theirs]) for mine, theirs in told.twice),
            told.names,
        )

    def merge(self, one: str, other: str, words: str = "") -> Saved:
        """Let `one` be the same as `other` from now on, and remember that it was decided, in one change.

        Where the person may not publish, or four eyes are asked for, it becomes a draft; the decision is made with
        its approval.

        Raises:
            NotAllowed: the person is no editor.
            UsageError: the two cannot be merged; the words say why.
            Conflict: the actor was saved in this very moment.
        """
        tables = self._tables()
        stops = loop_words(_effect(one, other, tables))
        if stops:
            raise UsageError(stops)
        return self._point(one, other, words or f"The same as {Wording(tables).name('actors', other)}")

    def undo(self, one: str, words: str = "") -> Saved:
        """Take an actor apart again from the one it was merged into; both have all that was theirs.

        Raises:
            NotAllowed: the person is no editor.
            UsageError: it is not merged.
        """
        return self._point(one, "", words or "Not the same after all")

    def not_same(self, one: str, other: str, words: str = "") -> None:
        """Remember that two actors are not the same, so that they are not suggested again."""
        need(self._by, "editor", "decide which actors are the same")
        actors = {row["id"]: row for row in texts(self._tables()["actors"])}
        for id_ in (one, other):
            if id_ not in actors:
                raise NotFound("actor", id_)
        if one == other:
            raise UsageError("choose two different actors")
        self._store.decisions.add(self._decision(one, other, "not_same", words))

    def judged(self) -> tuple[Judged, ...]:
        """The pairs that were decided on, the last first."""
        tables = self._tables()
        wording = Wording(tables)
        into = dict(zip(tables["actors"]["id"].tolist(), tables["actors"]["merged_into"].tolist(), strict=True))
        return tuple(
            Judged(
                one.one,
                one.other,
                (wording.name("actors", one.one), wording.name("actors", one.other)),
                one.judgement,
                one.words,
                one.made_by,
                moment_words(one.made_at),
                into.get(one.one) == one.other,
            )
            for one in sorted(self._store.decisions.standing().values(), key=lambda one: one.made_at, reverse=True)
        )

    def _point(self, one: str, other: str, words: str) -> Saved:
        need(self._by, "editor", "decide which actors are the same")
        revisions = self._store.history.of("actors", one)
        now = next(
            (revision for revision in reversed(revisions) if revision.status in ("published", "retracted")), None
        )
        if now is None:
            raise NotFound("actor", one)
        if now.row["merged_into"] == other:
            raise UsageError("that is so already" if other else "this actor is not merged into another one")
        row = {**now.row, "merged_into": other}
        direct = publishes(self._store, self._by)
        if not direct:
            must_be_free(self._store, [("actors", one)])
        made = [self._decision(*told, words) for told in decided(now.row, row)] if direct else []
        told = hashlib.sha256(repr((one, other, revisions[-1].revision)).encode()).hexdigest()
        write = Write(
            row,
            base=now.revision,
            status="published" if direct else "draft",
            after=revisions[-1].revision,
        )
        return self._store.save(
            {"actors": [write]},
            submission_id=f"same:{told}",
            by=self._by,
            comment=words.strip(),
            now=datetime.now(UTC),
            beside=made,
        )

    def _decision(self, one: str, other: str, judgement: str, words: str) -> Decision:
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        return Decision(f"decision-{uuid4().hex[:16]}", one, other, judgement, words.strip(), self._by.id, moment)


def _effect(one: str, other: str, tables: Tables) -> Effect:
    actors = {row["id"]: row for row in texts(tables["actors"])}
    check_pair(one, other, actors)
    return effect(one, other, actors=actors, aliases=texts(tables["aliases"]), claims=texts(tables["claims"]))


def _cautions(one: str, other: str, tables: Tables, wording: Wording) -> list[str]:
    rows = {row["id"]: row for row in texts(tables["actors"])}
    made = []
    for column in cautions(rows[one], rows[other]):
        values = [wording.value("actors", column, rows[id_][column]) for id_ in (one, other)]
        made.append(f"Look twice, they differ. {label('actors', column)}: {values[0]}, and {values[1]}.")
    return made


def _sentences(told: Effect, one: str, other: str) -> list[str]:
    def many(number: int, single: str, several: str) -> str:
        return single if number == 1 else several.format(number)

    if not told.claims:
        made = [f"No entry names {one}; only its names go over to {other}."]
    else:
        entries = many(len(told.claims), "1 entry that names", "{} entries that name")
        made = [f"{entries} {one} will count as {other}’s."]
    if told.ties:
        joined = len(told.joined)
        ties = many(len(told.ties), "1 tie is", "{} ties are")
        made.append(f"{ties} drawn at {other} from then on, {joined} of them together with a tie it has already.")
    if told.twice:
        pairs = many(len(told.twice), "1 pair of entries looks", "{} pairs of entries look")
        made.append(f"{pairs} like the same entry twice then (same tie, same source); nothing is thrown away.")
    return made
