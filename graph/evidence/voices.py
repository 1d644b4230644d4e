"""Who vouches: speakers raised to the state or body they speak for, outlets, and what outlets relay."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import pandas as pd

from graph.model.records import split_ids
from graph.model.roots import Roots

Tables = Mapping[str, pd.DataFrame]
OFFICIAL = ("state", "government")
"""Owners for whom an outlet without a speaker speaks officially, where it has an interest."""


class Actors:
    """Who is whom: merges followed, wholes found, homes known."""

    def __init__(self, actors: pd.DataFrame) -> None:
        columns = ("id", "label", "kind", "part_of", "based_in", "merged_into")
        rows = zip(*(actors[name].tolist() for name in columns), strict=True)
        self._rows = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
        self._tops: dict[str, str] = {}
        self._stakes: dict[str, frozenset[str]] = {}

    def __contains__(self, actor: str) -> bool:
        """Whether such an actor is on file."""
        return actor in self._rows

    def label(self, actor: str) -> str:
        """Its name; its id where it is not on file."""
        return str(self._rows[actor]["label"]) if actor in self._rows else actor

    def is_unknown(self, actor: str) -> bool:
        """Whether it stands for a party that nobody knows."""
        return self._rows.get(actor, {}).get("kind") == "unknown"

    def now(self, actor: str) -> str:
        """The actor that this one was merged into, at last."""
        return self._walk(actor, "merged_into")[-1]

    def wholes(self, actor: str) -> list[str]:
        """The actor and what it is part of, up to the top; merges followed at every step."""
        return self._walk(self.now(actor), "part_of")

    def top(self, actor: str) -> str:
        """The state or body that it speaks for."""
        if actor not in self._tops:
            self._tops[actor] = self.wholes(actor)[-1]
        return self._tops[actor]

    def stakes(self, end: str) -> frozenset[str]:
        """The voices with a stake where this actor is an end: it, its wholes, and the homes of all of them."""
        if end not in self._stakes:
            found = set()
            for actor in self.wholes(end):
                found.add(actor)
                home = self._rows.get(actor, {}).get("based_in", "")
                if home:
                    found |= {self.now(home), self.top(home)}
            self._stakes[end] = frozenset(found)
        return self._stakes[end]

    def _walk(self, actor: str, column: str) -> list[str]:
        steps = [actor]
        while True:
            onward = self._rows.get(steps[-1], {}).get(column, "")
            if column == "part_of" and onward:
                onward = self.now(onward)
            # Validation refuses cycles; a store of an older day must not hang us all the same.
            if not onward or onward in steps:
                return steps
            steps.append(onward)


class Voices:
    """The voices of claims, and what there is to say of each voice."""

    def __init__(self, tables: Tables, actors: Actors) -> None:
        self._actors = actors
        self._roots = roots(tables["sources"])
        publishers = tables["publishers"]
        columns = ("id", "name", "ownership", "interest")
        rows = zip(*(publishers[name].tolist() for name in columns), strict=True)
        self._publishers = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
        self.rows: dict[str, tuple[str, str, str, str]] = {}

    def of(self, claim: Mapping[str, str]) -> dict[str, bool]:
        """The voices of a claim, and whether each speaks officially (DESIGN 4, Voice)."""
        speakers = split_ids(claim["speakers"])
        if claim["relayed_by"]:
            return {self._actor(self._actors.top(claim["relayed_by"])): False}
        if claim["basis"] == "unnamed_source":
            told = claim["speaker_text"] or claim["speakers"]
            # Of whom nothing is told at all, the outlet answers for, and nobody can tell two of them apart.
            return {self._unplaced(told): False} if slug(told) else dict.fromkeys(self._root(claim), False)
        if speakers:
            voices: dict[str, bool] = {}
            for speaker in speakers:
                named = not self._actors.is_unknown(self._actors.now(speaker))
                voice = self._actor(self._actors.top(speaker) if named else self._actors.now(speaker))
                voices[voice] = voices.get(voice, False) or named
            return voices
        if slug(claim["speaker_text"]):
            return {self._unplaced(claim["speaker_text"]): False}
        return self._root(claim)

    def _root(self, claim: Mapping[str, str]) -> dict[str, bool]:
        origin = claim["origin"]
        if origin:
            publisher = origin if origin in self._publishers else self._roots.of_origin(origin)
            if not publisher:
                voice = f"origin:{origin}"
                self.rows.setdefault(voice, (origin, "", "", "origin"))
                return {voice: False}
        else:
            publisher = self._roots.of_page(claim["source"])
        row = self._publishers.get(publisher, {"name": publisher, "ownership": "", "interest": ""})
        if row["interest"]:
            official = row["ownership"] in OFFICIAL
            return {self._actor(self._actors.top(row["interest"])): official}
        voice = f"publisher:{publisher}" if publisher in self._actors else publisher
        self.rows.setdefault(voice, (row["name"], "", publisher, "outlet"))
        return {voice: False}

    def _actor(self, actor: str) -> str:
        self.rows.setdefault(actor, (self._actors.label(actor), actor, "", "actor"))
        return actor

    def _unplaced(self, text: str) -> str:
        voice = f"unplaced:{slug(text)}"
        self.rows.setdefault(voice, (text, "", "", "unplaced"))
        return voice

    def frame(self) -> pd.DataFrame:
        """A row a voice: id, label, actor, publisher, kind (actor, outlet, origin, unplaced)."""
        rows = [(voice, *self.rows[voice]) for voice in sorted(self.rows)]
        return pd.DataFrame(rows, columns=["id", "label", "actor", "publisher", "kind"], dtype="str")


def roots(sources: pd.DataFrame) -> Roots:
    """Where the pages of a table come from."""
    columns = ("id", "publisher", "originator", "derived_from", "origin", "status")
    rows = zip(*(sources[name].tolist() for name in columns), strict=True)
    return Roots(dict(zip(columns, row, strict=True)) for row in rows)


def slug(text: str) -> str:
    """A text as the id of a voice: small letters and digits of any script, hyphens between.

    No id of a record: those are Latin (`graph.editing.minting`) and may be given a number, while a voice without a
    record must be the same for the same words, in whatever script they are, and another one for others.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")
