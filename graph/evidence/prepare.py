"""What is worked out once from the tables: who each voice is, what it has at stake, when each claim speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from graph.model import codes
from graph.model.dates import FAR_OFF, LONG_AGO, first_day, last_day
from graph.model.records import split_ids

Tables = Mapping[str, pd.DataFrame]
LISTS = ("says", "planned", "implied", "denied", "doubted", "questioned", "earlier", "declined")
"""Where a claim stands in a strand; frames hold the place in this tuple."""
NO_DAY = -1
"""Stands for a date that is not known."""


@dataclass(frozen=True)
class Prepared:
    """The frames that `assess` works on; every column is text or a whole number, flags are 0 and 1.

    Ids have numbers besides (`claim_no`, `strand_no`, `tie_no`, `voice_no`), in the order of the ids.

    Attributes:
        claims: a row a claim that is published or a draft: ids, kind's nature, stance, dates as ordinals; `list` is
            the number of a list in `LISTS`.
        vouchers: a row a claim and voice: `official`, `stake`, and whether it is the subject or the object that speaks.
        voices: a row a voice: id, label, actor, publisher, kind (actor, outlet, origin, unplaced).
        strands: a row a strand: its id, its tie's, ends, kind, matter, polarity, group, and whose word settles it.
        on_file: number of published claims.
    """

    claims: pd.DataFrame
    vouchers: pd.DataFrame
    voices: pd.DataFrame
    strands: pd.DataFrame
    on_file: int


class _Actors:
    """Who is whom: merges followed, wholes found, homes known."""

    def __init__(self, actors: pd.DataFrame) -> None:
        columns = ("id", "label", "kind", "part_of", "based_in", "merged_into")
        rows = zip(*(actors[name].tolist() for name in columns), strict=True)
        self._rows = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
        self._tops: dict[str, str] = {}
        self._stakes: dict[str, frozenset[str]] = {}

    def __contains__(self, actor: str) -> bool:
        return actor in self._rows

    def label(self, actor: str) -> str:
        return str(self._rows[actor]["label"]) if actor in self._rows else actor

    def is_unknown(self, actor: str) -> bool:
        return self._rows.get(actor, {}).get("kind") == "unknown"

    def now(self, actor: str) -> str:
        """The actor that this one was merged into, at last."""
        return self._walk(actor, "merged_into")[-1]

    def wholes(self, actor: str) -> list[str]:
        """The actor and what it is part of, up to the top; merges followed at every step."""
        return self._walk(self.now(actor), "part_of")

    def top(self, actor: str) -> str:
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


class _Roots:
    """Which publisher stands at the root of a page, and of a key of origin."""

    def __init__(self, sources: pd.DataFrame) -> None:
        columns = ("id", "publisher", "originator", "derived_from", "origin")
        rows = zip(*(sources[name].tolist() for name in columns), strict=True)
        self._rows = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
        groups: dict[str, list[dict[str, str]]] = {}
        for row in self._rows.values():
            if row["origin"]:
                groups.setdefault(row["origin"], []).append(row)
        self._groups = {
            origin: min(
                [row["originator"] for row in members if row["originator"]],
                default=min(members, key=lambda row: row["id"])["publisher"],
            )
            for origin, members in groups.items()
        }

    def of_origin(self, origin: str) -> str:
        """The publisher of a group of pages with this origin; empty where no page has it."""
        return self._groups.get(origin, "")

    def of_page(self, source: str) -> str:
        """The publisher that a page goes back to."""
        seen = [source]
        while (onward := self._rows.get(seen[-1], {}).get("derived_from", "")) and onward not in seen:
            seen.append(onward)
        row = self._rows.get(seen[-1])
        if row is None:
            return ""
        return self._groups.get(row["origin"], "") or row["originator"] or row["publisher"]


def slug(text: str) -> str:
    """A text as an id: small letters and digits of any script, hyphens between."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


class _Voices:
    """The voices of claims, and what there is to say of each voice."""

    def __init__(self, tables: Tables, actors: _Actors) -> None:
        self._actors = actors
        self._roots = _Roots(tables["sources"])
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
            return {self._unplaced(claim["speaker_text"] or claim["speakers"]): False}
        if speakers:
            voices: dict[str, bool] = {}
            for speaker in speakers:
                named = not self._actors.is_unknown(self._actors.now(speaker))
                voice = self._actor(self._actors.top(speaker) if named else self._actors.now(speaker))
                voices[voice] = voices.get(voice, False) or named
            return voices
        if claim["speaker_text"]:
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
            official = row["ownership"] in ("state", "government")
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
        rows = [(voice, *self.rows[voice]) for voice in sorted(self.rows)]
        return pd.DataFrame(rows, columns=["id", "label", "actor", "publisher", "kind"], dtype="str")


def prepare(tables: Tables) -> Prepared:
    """Work out once what every view needs.

    Args:
        tables: the eight tables at one moment, all text. Retracted claims and rejected drafts are left out here.

    Returns:
        Frames for `assess`, rows in the order of claim ids.
    """
    actors = _Actors(tables["actors"])
    voices = _Voices(tables, actors)
    kinds = tables["kinds"].set_index("id")
    nature = {
        kind: dict(zip(kinds.columns, values, strict=True))
        for kind, values in zip(kinds.index, kinds.values, strict=True)
    }
    sources = tables["sources"]
    published = dict(zip(sources["id"].tolist(), sources["published"].tolist(), strict=True))
    claims = tables["claims"]
    claims = claims[~claims["status"].isin(["retracted", "rejected"])].sort_values("id")
    columns = claims.columns.tolist()
    rows, vouchers = [], []
    on_file = 0
    for values in zip(*(claims[name].tolist() for name in columns), strict=True):
        claim = dict(zip(columns, values, strict=True))
        kind = nature[claim["kind"]]
        subject, object_ = actors.now(claim["subject"]), actors.now(claim["object"])
        if kind["direction"] == "symmetric" and object_ < subject:
            subject, object_ = object_, subject
        tie = f"{subject}.{claim['kind']}.{object_}"
        on_file += claim["status"] != "draft"
        start, end = _period(claim, kind["aspect"], published.get(claim["source"], ""))
        rows.append(
            (
                claim["id"],
                tie,
                f"{tie}.{claim['matter']}" if claim["matter"] else tie,
                subject,
                claim["kind"],
                object_,
                claim["matter"],
                kind["polarity"],
                kind["group"],
                kind["settled_by"],
                claim["stance"],
                _list(claim),
                claim["source"],
                published.get(claim["source"], ""),
                claim["said_on"],
                claim["held_from"],
                claim["held_to"],
                _last(published.get(claim["source"], "")),
                start,
                end,
                *_held(claim, kind["aspect"]),
                int(claim["basis"] == "official_record"),
                int(claim["stance"] == "denies" and not claim["matter"]),
                int(claim["status"] == "draft"),
            )
        )
        stakes = actors.stakes(subject) | actors.stakes(object_)
        tops = actors.top(subject), actors.top(object_)
        vouchers += [
            (
                claim["id"],
                voice,
                int(official),
                int(voice in stakes),
                int(official and voice == tops[0]),
                int(official and voice == tops[1]),
            )
            for voice, official in sorted(voices.of(claim).items())
        ]
    return _numbered(
        _frame(rows, _CLAIM_COLUMNS),
        _frame(vouchers, ("claim", "voice", "official", "stake", "as_subject", "as_object")),
        voices.frame(),
        on_file,
    )


def _numbered(claims: pd.DataFrame, vouchers: pd.DataFrame, voices: pd.DataFrame, on_file: int) -> Prepared:
    """Give every id a whole number, in the order of the ids: groups and joins over numbers are many times faster."""
    columns = ["strand", "tie", "subject", "kind", "object", "matter", "polarity", "group", "settled_by"]
    strands = claims[columns].drop_duplicates("strand").sort_values("strand", ignore_index=True)
    strands["strand_no"] = range(len(strands))
    ties = strands["tie"].drop_duplicates().sort_values(ignore_index=True)
    strands["tie_no"] = strands["tie"].map(_numbers(ties)).astype("int64")
    claims["claim_no"] = range(len(claims))
    claims["strand_no"] = claims["strand"].map(_numbers(strands["strand"])).astype("int64")
    claims["tie_no"] = claims["tie"].map(_numbers(ties)).astype("int64")
    voices["voice_no"] = range(len(voices))
    vouchers["claim_no"] = vouchers["claim"].map(_numbers(claims["claim"])).astype("int64")
    vouchers["voice_no"] = vouchers["voice"].map(_numbers(voices["id"])).astype("int64")
    return Prepared(claims, vouchers.drop(columns=["claim", "voice"]), voices, strands, on_file)


def _numbers(ids: pd.Series[str]) -> dict[str, int]:
    return {id_: number for number, id_ in enumerate(ids.tolist())}


_CLAIM_COLUMNS = (
    "claim",
    "tie",
    "strand",
    "subject",
    "kind",
    "object",
    "matter",
    "polarity",
    "group",
    "settled_by",
    "stance",
    "list",
    "source",
    "published",
    "said_on",
    "held_from",
    "held_to",
    "published_day",
    "start",
    "end",
    "held_start",
    "held_end",
    "undated",
    "official_record",
    "in_general",
    "draft",
)
_NUMBERS = frozenset(
    (
        *(
            "list",
            "published_day",
            "start",
            "end",
            "held_start",
            "held_end",
            "undated",
            "official_record",
            "in_general",
        ),
        *("draft", "official", "stake", "as_subject", "as_object"),
    )
)


def _frame(rows: Iterable[tuple[object, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(columns))
    return frame.astype({name: "int64" if name in _NUMBERS else "str" for name in columns})


def _list(claim: Mapping[str, str]) -> int:
    """Where a claim stands before times are compared, as a place in `LISTS`."""
    stance = claim["stance"]
    if stance == "asserts":
        where = claim["modality"] if claim["modality"] in ("planned", "implied") else "says"
    elif stance == "disputes":
        where = "doubted" if claim["disputes_what"] in codes.DOUBTS else "questioned"
    else:
        where = {"denies": "denied", "declines": "declined"}[stance]
    return LISTS.index(where)


def _last(text: str) -> int:
    return last_day(text) if text else NO_DAY


def _held(claim: Mapping[str, str], aspect: str) -> tuple[int, int, int]:
    """First and last day on which a claim says it held, and whether it says nothing of that."""
    held_from, held_to = claim["held_from"], claim["held_to"]
    if not held_from and not held_to:
        return LONG_AGO, FAR_OFF, 1
    start = first_day(held_from) if held_from else LONG_AGO
    end = last_day(held_to or held_from) if held_to or aspect == "act" else FAR_OFF
    return start, end, 0


def _period(claim: Mapping[str, str], aspect: str, published: str) -> tuple[int, int]:
    """The days a claim speaks of; a denial speaks of the time up to the day it was said (DESIGN 4, Answer)."""
    if claim["stance"] != "denies":
        return _held(claim, aspect)[:2]
    start = first_day(claim["held_from"]) if claim["held_from"] else LONG_AGO
    said = claim["held_to"] or claim["said_on"] or published
    return start, last_day(said) if said else FAR_OFF
