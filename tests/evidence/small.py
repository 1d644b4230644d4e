"""A list as short as an example can say it: `norland arms esland`, a stance, and what is not usual about it."""

from __future__ import annotations

import pandas as pd

from graph.evidence.assess import Evidence, assess
from graph.evidence.prepare import prepare
from graph.model.view import View
from tests.evidence.reference import Row
from tests.evidence.strategies import frames, whole

KIND: Row = {
    "label": "does to",
    "inverse_label": "gets from",
    "group": "security",
    "direction": "directed",
    "polarity": "+",
    "aspect": "act",
    "definition": "Invented.",
}
KINDS: dict[str, Row] = {
    "arms": {"settled_by": "either"},
    "aid": {"settled_by": "object"},
    "hosts": {"settled_by": "either", "aspect": "state"},
    "sanctions": {"settled_by": "subject", "polarity": "-", "aspect": "state"},
    "pact": {"settled_by": "both", "direction": "symmetric", "aspect": "state"},
    "linked": {"settled_by": "none", "direction": "symmetric", "polarity": "0"},
}
ACTORS: dict[str, Row] = {
    "norland": {},
    "norland-mfa": {"kind": "organ", "part_of": "norland"},
    "norland-un": {"kind": "organ", "part_of": "norland-mfa"},
    "norland-works": {"kind": "company", "based_in": "norland"},
    "norland-arsenal": {"kind": "company", "part_of": "norland-mod"},
    "norland-mod": {"kind": "organ", "based_in": "norland"},
    "esland": {},
    "esland-mfa": {"kind": "organ", "part_of": "esland"},
    "westmark": {},
    "westmark-intelligence": {"kind": "organ", "part_of": "westmark"},
    "norland-yard": {"kind": "company", "based_in": "norland-un"},
    "northland": {"merged_into": "norland"},
    "northland-mfa": {"kind": "organ", "part_of": "northland"},
    "northland-works": {"kind": "company", "based_in": "northland"},
    "a-norland-official": {"kind": "unknown", "part_of": "norland"},
}
PUBLISHERS: dict[str, Row] = {
    "daily": {},
    "weekly": {},
    "wire": {},
    "xpress": {},
    "norland-tv": {"interest": "norland-mfa", "ownership": "state"},
    "norland-gazette": {"interest": "norland-mfa", "ownership": "government"},
    "norland-party-paper": {"interest": "norland-mfa", "ownership": "party"},
    "westmark": {},
}
PAGES: dict[str, Row] = {
    "daily": {"publisher": "daily"},
    "weekly": {"publisher": "weekly"},
    "wire": {"publisher": "wire"},
    "norland-tv": {"publisher": "norland-tv"},
    "norland-gazette": {"publisher": "norland-gazette"},
    "norland-party-paper": {"publisher": "norland-party-paper"},
    "westmark": {"publisher": "westmark"},
    "daily-undated": {"publisher": "daily", "published": ""},
    "daily-carries-wire": {"publisher": "daily", "derived_from": "wire"},
    "weekly-carries-that": {"publisher": "weekly", "derived_from": "daily-carries-wire"},
    "daily-by-wire": {"publisher": "daily", "originator": "wire"},
    "daily-of-leak": {"publisher": "daily", "origin": "leak"},
    "weekly-of-leak": {"publisher": "weekly", "origin": "leak"},
    "weekly-of-talk": {"publisher": "weekly", "origin": "talk", "originator": "wire"},
    "daily-of-talk": {"publisher": "daily", "origin": "talk", "originator": "xpress"},
    "daily-called-weekly": {"publisher": "daily", "origin": "weekly"},
}


def claim(words: str, **more: str) -> Row:
    """A claim from `norland arms esland` or `norland arms esland: drones`; it asserts, in the Daily, unless told."""
    tie, _, matter = words.partition(": ")
    subject, kind, object_ = tie.split(" ")
    return {
        "subject": subject,
        "kind": kind,
        "object": object_,
        "matter": matter,
        "stance": "asserts",
        "statement": words,
        "source": "daily",
        **more,
    }


def tables(*claims: Row, pages: dict[str, Row] | None = None) -> dict[str, pd.DataFrame]:
    """The tables of these claims, numbered c0, c1, ... in the order given; pages are of June 2022 unless told."""
    return frames(
        {
            "kinds": [{**KIND, "id": kind, **row} for kind, row in KINDS.items()],
            "actors": [{"id": actor, "label": actor.title(), "kind": "state", **row} for actor, row in ACTORS.items()],
            "publishers": [
                {"id": publisher, "name": publisher.title(), **row} for publisher, row in PUBLISHERS.items()
            ],
            "sources": [
                {"id": page, "kind": "news", "published": "2022-06", **row}
                for page, row in (PAGES | (pages or {})).items()
            ],
            "claims": [whole("claims", {"id": f"c{number}", **row}) for number, row in enumerate(claims)],
        }
    )


def judged(*claims: Row, view: View | None = None, pages: dict[str, Row] | None = None) -> Evidence:
    """What is said of these claims."""
    return assess(prepare(tables(*claims, pages=pages)), view or View())


def strand(evidence: Evidence, identity: str) -> Row:
    """The figures of one strand, as text."""
    (row,) = evidence.strands[evidence.strands["strand"] == identity].to_dict("records")
    return {str(name): str(value) for name, value in row.items()}


def tie(evidence: Evidence, identity: str) -> Row:
    """The figures of one tie, as text."""
    (row,) = evidence.ties[evidence.ties["tie"] == identity].to_dict("records")
    return {str(name): str(value) for name, value in row.items()}


def lists(evidence: Evidence, identity: str) -> dict[str, list[str]]:
    """List -> voices in it, of one strand."""
    found: dict[str, set[str]] = {}
    rows = evidence.positions[evidence.positions["strand"] == identity]
    for where, voice in zip(rows["list"].tolist(), rows["voice"].tolist(), strict=True):
        found.setdefault(where, set()).add(voice)
    return {where: sorted(voices) for where, voices in sorted(found.items())}


def official(evidence: Evidence) -> dict[str, bool]:
    """Voice -> whether it speaks officially, over all positions."""
    rows = evidence.positions
    return {voice: bool(flag) for voice, flag in zip(rows["voice"].tolist(), rows["official"].tolist(), strict=True)}
