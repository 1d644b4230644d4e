"""Invented packages of any size, the same for the same seed; every tie joins a pair of its own, so all are drawn."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.model.tables import TABLES

Row = dict[str, str]
EVERYTHING, OPPOSING = "Everything", "Opposing only"
"""The two ready questions between which the benchmark goes to and fro."""

_KINDS = (
    ("arms_transfer", "transfers arms to", "gets arms from", "security", "directed", "+", "both", "act"),
    ("trades_with", "trades with", "trades with", "economic", "symmetric", "+", "both", "state"),
    ("backs", "backs", "is backed by", "diplomatic", "directed", "+", "subject", "act"),
    ("sanctions", "sanctions", "is sanctioned by", "economic", "directed", "-", "subject", "state"),
    ("uses_force_against", "uses force against", "suffers force from", "security", "directed", "-", "none", "act"),
    ("mediates", "mediates for", "accepts mediation of", "diplomatic", "directed", "0", "both", "act"),
)
_SYLLABLES = tuple(re.findall("[a-z]+", "bar cor den fal gor hal jin kel lom mar nor pel quin ros sul tav ver wen zor"))
_STANCES = ("asserts",) * 8 + ("denies", "disputes")


@dataclass(frozen=True)
class Size:
    """How much is in a package, and so in the picture."""

    actors: int
    ties: int

    def __str__(self) -> str:
        return f"{self.actors:,}/{self.ties:,}"

    @classmethod
    def read(cls, text: str) -> Size:
        """`200/1000`, with or without commas."""
        actors, ties = (int(part.replace(",", "")) for part in text.split("/"))
        return cls(actors, ties)


def write(folder: Path, size: Size, seed: int = 7) -> Path:
    """Write the package and return its folder."""
    folder.mkdir(parents=True)
    chance = random.Random(seed)
    publishers = [_publisher(number, chance) for number in range(40)]
    sources = [_source(number, publishers, chance) for number in range(max(60, size.ties // 4))]
    actors = [_actor(number, chance) for number in range(size.actors)]
    claims = list(_claims(actors, sources, size.ties, chance))
    _table(folder, "kinds", [_kind(*kind) for kind in _KINDS])
    _table(folder, "actors", actors)
    _table(folder, "publishers", publishers)
    _table(folder, "sources", sources)
    _table(folder, "claims", claims)
    _table(folder, "views", _questions())
    resources = [{"name": file.stem, "path": file.name} for file in sorted(folder.glob("*.csv"))]
    (folder / "datapackage.json").write_text(json.dumps({"name": "invented", "resources": resources}), encoding="utf-8")
    return folder


def _kind(*values: str) -> Row:
    columns = ("id", "label", "inverse_label", "group", "direction", "polarity", "settled_by", "aspect")
    return dict(zip(columns, values, strict=True)) | {"definition": "Invented for the benchmark."}


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()


def _actor(number: int, chance: random.Random) -> Row:
    kind = chance.choice(("state", "organ", "company", "armed_group", "igo"))
    return {"id": f"actor-{number:04}", "label": f"{_name(chance)} {number}", "kind": kind}


def _publisher(number: int, chance: random.Random) -> Row:
    return {"id": f"paper-{number:02}", "name": f"{_name(chance)} Post", "country": "ZZ", "ownership": "private"}


def _source(number: int, publishers: Sequence[Row], chance: random.Random) -> Row:
    return {
        "id": f"page-{number:05}",
        "publisher": chance.choice(publishers)["id"],
        "title": f"{_name(chance)} and {_name(chance)}: what is known",
        "kind": "news",
        "url": f"https://example.org/{number:05}",
        "published": f"202{chance.randint(0, 4)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "language": "en",
    }


def _claims(actors: Sequence[Row], sources: Sequence[Row], ties: int, chance: random.Random) -> Iterator[Row]:
    pairs = set[tuple[int, int]]()
    while len(pairs) < ties:
        # A few hubs and many small ones, as such lists are; never a pair twice.
        first, second = int(len(actors) * chance.random() ** 1.6), int(len(actors) * chance.random())
        if first != second:
            pairs.add((min(first, second), max(first, second)))
    for tie, (first, second) in enumerate(sorted(pairs)):
        kind = chance.choice(_KINDS)
        subject, object_ = actors[first], actors[second]
        for number in range(chance.randint(1, 3)):
            stance = "asserts" if number == 0 else chance.choice(_STANCES)
            source = chance.choice(sources)
            speaker = chance.choice((subject["id"], object_["id"], chance.choice(actors)["id"], ""))
            yield {
                "id": f"claim-{tie:05}-{number}",
                "subject": subject["id"],
                "kind": kind[0],
                "object": object_["id"],
                "stance": stance,
                "disputes_what": "extent" if stance == "disputes" else "",
                "modality": "stated" if stance == "asserts" else "",
                "speakers": speaker,
                "basis": "statement",
                "statement": f"{subject['label']} {kind[1]} {object_['label']}, as one page has it.",
                "held_from": source["published"][:7],
                "source": source["id"],
            }


def _questions() -> list[Row]:
    return [
        {"id": "all", "question": EVERYTHING, "query": "limit=5000"},
        {"id": "opposing", "question": OPPOSING, "query": "limit=5000&polarities=negative"},
    ]


def _table(folder: Path, name: str, rows: Sequence[Mapping[str, str]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, TABLES[name].columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: row["id"]))
