"""Checks what the rows of a package say: codes, dates, references, cycles, and what a claim must hold together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import urlsplit

from graph.model import codes, qualifiers
from graph.model.characters import hidden_in
from graph.model.dates import first_day, is_partial_date, last_day
from graph.model.errors import Problem
from graph.model.records import split_ids
from graph.model.roots import Roots
from graph.model.tables import TABLES, Table
from graph.store.reading import Read, Row, suggest

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KIND = re.compile(r"[a-z]+(_[a-z]+)*")
MOST_ID = 120
LENGTHS = {"label": 300, "name": 300, "alias": 300, "title": 1000, "statement": 5000, "question": 300}
MOST_TEXT = 10_000
_LONG = frozenset({"statement", "quote", "note", "definition", "naming_note", "descriptor", "credibility_basis"})
"""Columns in which a line may end."""
_CYCLES = {"actors": ("part_of", "based_in", "merged_into"), "sources": ("derived_from",)}
_PATTERNS = {
    "iso2": (re.compile(r"[A-Z]{2}"), "two capital letters, as in TR"),
    "iso3": (re.compile(r"[A-Z]{3}"), "three capital letters, as in TUR"),
    "country": (re.compile(r"[A-Z]{2}"), "two capital letters, as in TR"),
    "wikidata": (re.compile(r"Q[1-9][0-9]*"), "an item of Wikidata, as in Q43"),
    "content_sha256": (re.compile(r"[0-9a-f]{64}"), "64 hexadecimal digits"),
    "lang": (re.compile(r"[a-z]{2,3}"), "a language code, as in en"),
    "language": (re.compile(r"[a-z]{2,3}"), "a language code, as in en"),
    "matter": (SLUG, "small letters, digits and hyphens, as in uav-war"),
    "doi": (re.compile(r"10\.\d{4,9}/\S+"), "a DOI, as in 10.1000/182"),
}


def check(done: Read, known: Mapping[str, Mapping[str, Row]]) -> list[Problem]:
    """Every fault, warning and gap of what was read, in the order of files and rows.

    Args:
        done: the package as read.
        known: table -> id -> row of what may be referred to besides: the vocabulary of the store where the package
            brings none, the published list where the package holds drafts of it.
    """
    own = {
        name: {row["id"]: row for row in done.rows[name] if "id" in row}
        for name in ("kinds", "actors", "publishers", "sources", "claims")
    }
    every = {name: {**known.get(name, {}), **rows} for name, rows in own.items()}
    problems: list[Problem] = []
    for table in TABLES.values():
        if table.name in done.present:
            problems += _Checker(done, table, every).problems()
    return problems


class _Checker:
    """Checks one table; remembers where it is so that each fault is one line of code."""

    def __init__(self, done: Read, table: Table, every: Mapping[str, Mapping[str, Row]]) -> None:
        self._done, self._table, self._every = done, table, every
        self._found: list[Problem] = []
        self._number = 0
        self._suggested: dict[tuple[str, str], str] = {}

    def problems(self) -> list[Problem]:
        """All that is wrong with the table."""
        table = self._table
        places: dict[str, int] = {}
        for row in self._rows(table.name):
            self._texts(row)
            self._codes(row)
            self._references(row)
            identity = table.identity(row)
            if identity in places:
                self._say(
                    table.key[0], f"“{identity}” stands in row {places[identity]} already; one of the two must go"
                )
            places.setdefault(identity, self._number)
            if table.name == "claims":
                self._claim(row)
            elif table.name == "sources":
                self._order(row, "published", "accessed", "it was read before it was published", "warning")
        for column in _CYCLES.get(table.name, ()):
            self._cycles(column)
        if table.name == "claims":
            self._gaps()
            self._confirmed()
        return sorted(self._found, key=lambda problem: (problem.file, problem.row))

    def _rows(self, table: str) -> Iterator[Row]:
        """The rows of a table; what is said while one is out is said of it."""
        for number, row in zip(self._done.numbers[table], self._done.rows[table], strict=True):
            self._number = number
            yield row

    def _say(self, column: str, words: str, severity: str = "error") -> None:
        self._found.append(Problem(self._done.place(self._table.name), self._number, column, words, severity))

    def _texts(self, row: Row) -> None:
        table = self._table
        for column, text in row.items():
            if not text:
                if column in table.required:
                    self._say(column, "is empty; it is needed")
                continue
            hidden = hidden_in(text)
            if hidden:
                self._say(column, hidden)
            elif column not in _LONG and ("\n" in text or "\t" in text):
                self._say(column, "holds a line break or a tab; it must be one line")
            elif text != text.strip():
                self._say(column, "begins or ends with a space; take it away", "warning")
            most = MOST_ID if column == "id" else LENGTHS.get(column, MOST_TEXT)
            if len(text) > most:
                self._say(column, f"is {len(text):,} characters long; at most {most:,} are kept")
                continue
            if column == "id" and not (KIND if table.name == "kinds" else SLUG).fullmatch(text):
                form = (
                    "small letters and underscores, as in arms_transfer"
                    if table.name == "kinds"
                    else "small letters, digits and hyphens, as in us-treasury"
                )
                self._say(column, f"“{text}” is no id; write {form}")
            if column in table.dates and not is_partial_date(text):
                self._say(column, f"“{text}” is no date that exists; write YYYY, YYYY-MM or YYYY-MM-DD")
            if column in table.numbers and not re.fullmatch(r"-?\d{1,6}(\.\d{1,10})?", text):
                self._say(column, f"“{text}” is no number")
            if column in table.booleans and text not in ("true", "false"):
                self._say(column, f"“{text}” is neither true nor false; write true, or leave it empty")
            if column in table.urls:
                self._address(column, text)
            pattern = _PATTERNS.get(column)
            if pattern and not pattern[0].fullmatch(text):
                self._say(column, f"“{text[:80]}” does not have the form: {pattern[1]}")

    def _address(self, column: str, text: str) -> None:
        try:
            parts = urlsplit(text)
            sound = (
                parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"\\^`{|}]", text)
            )
        except ValueError:
            sound = False
        if not sound:
            self._say(column, f"“{text[:120]}” is no address that can be opened; only http and https are taken")

    def _codes(self, row: Row) -> None:
        choices = {**self._table.choices, "status": {"published": "", "retracted": ""}}
        for column, known in choices.items():
            cell = row.get(column, "")
            for code in split_ids(cell) if column in self._table.lists else [cell] * bool(cell):
                if code not in known:
                    self._say(column, f"“{code[:80]}” is unknown{suggest(code, known)}; known: {', '.join(known)}")

    def _references(self, row: Row) -> None:
        for column, target in self._table.references.items():
            if target in self._done.unread:
                # The file is named already; that every id of it is unknown would drown what else is wrong.
                continue
            cell = row.get(column, "")
            for id_ in split_ids(cell) if column in self._table.lists else [cell] * bool(cell):
                if id_ not in self._every[target]:
                    # A page that was forgotten may be cited in thousands of rows.
                    if (target, id_) not in self._suggested:
                        self._suggested[target, id_] = suggest(id_, self._every[target])
                    words = f"there is no {id_[:80]} among the {target}{self._suggested[target, id_]}"
                    self._say(column, f"{words}; add it to {target}.csv first")
                elif self._is_unfounded(row, column, self._every[target][id_]):
                    self._say(column, f"{id_} is retracted; retract this too, or name another")

    def _is_unfounded(self, row: Row, column: str, other: Row) -> bool:
        """Whether something on the list refers to what was taken off, where that must not be."""
        return other["status"] == "retracted" and row["status"] != "retracted" and column not in self._table.loose

    def _order(self, row: Row, first: str, last: str, words: str, severity: str) -> None:
        one, other = row[first], row[last]
        if is_partial_date(one) and is_partial_date(other) and first_day(one) > last_day(other):
            self._say(last, f"{other} comes before {first} ({one}): {words}", severity)

    def _claim(self, row: Row) -> None:
        if row["stance"] == "disputes" and not row["disputes_what"]:
            self._say("disputes_what", f"is empty; say what is disputed: {', '.join(codes.DISPUTES)}")
        if row["stance"] != "disputes" and row["disputes_what"]:
            self._say("disputes_what", "is for entries that dispute; leave it empty here")
        if row["subject"] and row["subject"] == row["object"]:
            self._say("object", "is the same actor as the subject; a tie has two ends")
        self._order(row, "held_from", "held_to", "the end lies before the beginning", "error")
        self._qualifiers(row["qualifiers"])
        self._ends(row)
        source = self._every["sources"].get(row["source"])
        if source:
            published, said = source["published"], row["said_on"]
            if is_partial_date(published) and is_partial_date(said) and first_day(said) > last_day(published):
                self._say("said_on", f"{said} comes after the source was published ({published})", "warning")
        if row["basis"] == "unnamed_source" and not (row["speaker_text"] or row["speakers"] or row["relayed_by"]):
            words = (
                "is empty; say what is told of the unnamed source (“a senior official”), else it counts as the outlet"
            )
            self._say("speaker_text", words, "warning")
        kind = self._every["kinds"].get(row["kind"])
        if kind and kind["settled_by"] == "none" and not row["note"]:
            self._say("note", f"is empty; {row['kind']} says little by itself, so say here what the tie is", "warning")

    def _qualifiers(self, text: str) -> None:
        if not text:
            return
        try:
            qualifiers.parsed(text)
        except ValueError as error:
            self._say("qualifiers", str(error))

    def _ends(self, row: Row) -> None:
        kind = self._every["kinds"].get(row["kind"])
        if kind is None:
            return
        # For a denial the ends only warn: what is denied may never have been possible.
        severity = "error" if row["stance"] == "asserts" else "warning"
        for column in ("subject", "object"):
            allowed = split_ids(kind[f"{column}_kinds"])
            actor = self._every["actors"].get(row[column])
            if actor and allowed and actor["kind"] in codes.ACTOR_KINDS and actor["kind"] not in allowed:
                words = (
                    f"{row[column]} is a {codes.ACTOR_KINDS[actor['kind']]}; {row['kind']} takes {', '.join(allowed)}"
                )
                self._say(column, words, severity)

    def _cycles(self, column: str) -> None:
        rows = {row["id"]: row[column] for row in self._every[self._table.name].values()}
        numbers = dict(
            zip(
                (row["id"] for row in self._done.rows[self._table.name]),
                self._done.numbers[self._table.name],
                strict=True,
            )
        )
        settled: set[str] = set()
        for start in rows:
            path: list[str] = []
            at = start
            while at in rows and at not in settled and at not in path:
                path.append(at)
                at = rows[at]
            if at in path:
                circle = path[path.index(at) :]
                for member in circle:
                    self._number = numbers.get(member, 0)
                    if self._number:
                        self._say(
                            column, f"goes in a circle: {' → '.join([*circle, circle[0]])}; break it at one place"
                        )
            settled.update(path)

    def _gaps(self) -> None:
        asserted = {
            self._tie(row)
            for row in self._every["claims"].values()
            if row["stance"] == "asserts" and row["status"] != "retracted"
        }
        for row in self._rows("claims"):
            if (
                row["stance"] in ("denies", "disputes")
                and row["status"] != "retracted"
                and self._tie(row) not in asserted
            ):
                words = "denied" if row["stance"] == "denies" else "questioned"
                self._say("stance", f"what is {words} here is said by no entry on this list", "gap")

    def _confirmed(self) -> None:
        """The highest credibility is for what somebody independent says too."""
        graded = [row for row in self._done.rows["claims"] if row["credibility"] == "1"]
        ties = {self._tie(row) for row in graded}
        alike: dict[tuple[str, ...], list[Row]] = {}
        for row in self._every["claims"].values() if ties else ():
            if row["status"] != "retracted" and self._tie(row) in ties:
                alike.setdefault((*self._tie(row), row["stance"]), []).append(row)
        for row in self._rows("claims"):
            if row["credibility"] != "1" or row["status"] == "retracted":
                continue
            others = alike.get((*self._tie(row), row["stance"]), [])
            if not any(self._is_independent(row, other) for other in others):
                words = "1 means that somebody independent says so too, and no entry on this list does"
                self._say("credibility", f"{words}; add that entry, or grade it 2", "warning")

    def _is_independent(self, one: Row, other: Row) -> bool:
        """Whether two entries of one tie are about one matter, of two roots, and not by one speaker."""
        matters = {one["matter"], other["matter"]} - {""}
        speakers = set(split_ids(one["speakers"])) & set(split_ids(other["speakers"]))
        named = one["speaker_text"] and one["speaker_text"] == other["speaker_text"]
        return len(matters) < 2 and not speakers and not named and self._root(one) != self._root(other)

    @cached_property
    def _roots(self) -> Roots:
        return Roots(self._every["sources"].values())

    def _root(self, claim: Row) -> str:
        """Where an entry comes from at last, as the rule has it for a voice that is nobody's by name."""
        origin = claim["origin"]
        if not origin or origin in self._every["publishers"]:
            return origin or self._roots.of_page(claim["source"])
        return self._roots.of_origin(origin) or f"={origin}"

    def _tie(self, row: Row) -> tuple[str, str, str]:
        ends = row["subject"], row["object"]
        kind = self._every["kinds"].get(row["kind"])
        if kind and kind["direction"] == "symmetric":
            ends = (min(ends), max(ends))
        return ends[0], row["kind"], ends[1]
