"""Lines: the ties of an unordered pair of actors, bundled by polarity, by kind, or entry by entry.

What a line shows follows from its ties alone (DESIGN: who backs, who answers); how it runs, from the places of
its ends, from the other lines of the pair, and from the actors that stand in its way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graph.model import codes
from graph.scene.geometry import Curve, Point, curve, roundness_for, spread

BEST_FIRST = {backing: place for place, backing in enumerate(codes.BACKINGS)}
SOLID = frozenset({"on_record", "several_voices"})
MOST_DETOURS = 150
"""Past so many lines no line goes round the actors in its way: there, all of them are."""
_DETOURS = (0.0, 0.14, -0.14, 0.26, -0.26, 0.4, -0.4)
_STOPS = tuple(step / 24 for step in range(1, 24))


@dataclass(frozen=True)
class Entry:
    """One live claim that a line of its own may be drawn for."""

    id: str
    tie: str
    stance: str
    unreviewed: bool = False


@dataclass(frozen=True)
class Bundle:
    """What a line stands for, before it is placed; the fields are those of `shapes.Line`."""

    id: str
    a: str
    b: str
    polarity: str
    ties: tuple[str, ...]
    only_denied: bool
    unreviewed: bool
    solid: bool
    head_a: bool
    head_b: bool
    mark: str


def line_id(one: str, other: str, polarity: str, part: str = "") -> str:
    """`a--b.positive`: the ends in alphabetical order; `part` is the kind or the entry where lines are split.

    `polarity` is the code (`+`) or the word (`positive`).
    """
    a, b = sorted((one, other))
    word = codes.POLARITY_WORDS.get(polarity, polarity)
    return f"{a}--{b}.{word}.{part}" if part else f"{a}--{b}.{word}"


def bundles(network: nx.MultiDiGraph[str], lines: str, entries: Iterable[Entry] = ()) -> list[Bundle]:
    """The lines of a network, in the order of their ids.

    Args:
        network: actors and ties, as `graph.network.build` makes it; all its ties are drawn.
        lines: `polarity`, `kind`, or `claim`.
        entries: the claims to draw for `claim`; those of other ties, and those that decline, are passed over.
    """
    ties = {tie: (subject, object_, data) for subject, object_, tie, data in network.edges(keys=True, data=True)}
    if lines == "claim":
        made = [
            _of_entry(entry, *ties[entry.tie]) for entry in entries if entry.tie in ties and entry.stance != "declines"
        ]
        return sorted(made, key=lambda bundle: bundle.id)
    together: dict[str, list[str]] = {}
    for tie, (subject, object_, data) in ties.items():
        part = data["kind"] if lines == "kind" else ""
        together.setdefault(line_id(subject, object_, data["polarity"], part), []).append(tie)
    return [_of_ties(line, [(tie, *ties[tie]) for tie in members]) for line, members in sorted(together.items())]


def rank(data: Mapping[str, object], tie: str) -> tuple[int, int, int, str]:
    """Sorts ties best backed first: backing, voices, reports, id."""
    return BEST_FIRST[str(data["backing"])], -int(str(data["voices"])), -int(str(data["reports"])), tie


def _of_ties(line: str, members: list[tuple[str, str, str, dict[str, object]]]) -> Bundle:
    members.sort(key=lambda member: rank(member[3], member[0]))
    a, b = sorted(members[0][1:3])
    told = [member for member in members if not member[3]["only_denied"]]
    marks = {member[3]["mark"] for member in members}
    if "full" in marks:
        mark = "full"
    elif "small" in marks or (any(member[3]["said"] for member in told) and len(told) < len(members)):
        mark = "small"
    else:
        mark = ""
    # What is only denied points nowhere while something else is told: no head on the strength of a refusal.
    heads = {member[2] for member in told or members if member[3]["directed"]}
    return Bundle(
        id=line,
        a=a,
        b=b,
        polarity=codes.POLARITY_WORDS[str(members[0][3]["polarity"])],
        ties=tuple(member[0] for member in members),
        only_denied=not told,
        unreviewed=all(member[3]["unreviewed"] for member in members),
        solid=any(member[3]["backing"] in SOLID for member in told),
        head_a=a in heads,
        head_b=b in heads,
        mark=mark,
    )


def _of_entry(entry: Entry, subject: str, object_: str, data: Mapping[str, object]) -> Bundle:
    a, b = sorted((subject, object_))
    says = entry.stance == "asserts"
    return Bundle(
        id=line_id(a, b, str(data["polarity"]), entry.id),
        a=a,
        b=b,
        polarity=codes.POLARITY_WORDS[str(data["polarity"])],
        ties=(entry.tie,),
        only_denied=not says,
        unreviewed=entry.unreviewed,
        solid=says and data["backing"] in SOLID,
        head_a=bool(data["directed"]) and object_ == a,
        head_b=bool(data["directed"]) and object_ == b,
        mark="",
    )


@dataclass(frozen=True)
class Obstacle:
    """What lines go round: an actor's shape and the label beneath it, as a box."""

    actor: str
    left: float
    top: float
    right: float
    bottom: float


def runs(
    bundles_: Sequence[Bundle], places: Mapping[str, Point], obstacles: Sequence[Obstacle] = ()
) -> dict[str, float]:
    """The roundness of every line, by id; lines of one pair all differ.

    The lines of a pair run side by side, cooperating ones to the left of the way from a to b and opposing ones to
    the right, and bend together, as little as will do, where somebody stands in between. Ends in the same place
    give straight lines.
    """
    pairs: dict[tuple[str, str], list[Bundle]] = {}
    for bundle in bundles_:
        pairs.setdefault((bundle.a, bundle.b), []).append(bundle)
    order = {"positive": 0, "neutral": 1, "negative": 2}
    found: dict[str, float] = {}
    for (a, b), together in pairs.items():
        together.sort(key=lambda bundle: (order[bundle.polarity], bundle.id))
        length = ((places[b][0] - places[a][0]) ** 2 + (places[b][1] - places[a][1]) ** 2) ** 0.5
        bends = spread(len(together), length)
        if len(bundles_) <= MOST_DETOURS:
            others = [one for one in obstacles if one.actor not in (a, b)]
            detour = _detour(places[a], places[b], bends, others)
            bends = [bend + detour for bend in bends]
        for bundle, bend in zip(together, bends, strict=True):
            found[bundle.id] = roundness_for(bend)
    return found


def _detour(a: Point, b: Point, bends: Sequence[float], obstacles: Sequence[Obstacle]) -> float:
    """The smallest further bend with which the lines of a pair meet the fewest obstacles."""
    if not _in_the_way(curve(a, b, 0.0), obstacles) and len(bends) == 1:
        return 0.0
    best, fewest = 0.0, float("inf")
    for detour in _DETOURS:
        met: float = sum(_in_the_way(curve(a, b, roundness_for(bend + detour)), obstacles) for bend in bends)
        met += abs(detour) * 0.5
        if met < fewest:
            best, fewest = detour, met
        if fewest < 0.5:
            break
    return best


def _in_the_way(one: Curve, obstacles: Sequence[Obstacle]) -> int:
    """How many obstacles the curve runs through."""
    xs, ys = zip(one.a, one.via, one.b, strict=True)
    near = [
        box
        for box in obstacles
        if box.right > min(xs) and box.left < max(xs) and box.bottom > min(ys) and box.top < max(ys)
    ]
    if not near:
        return 0
    points = [one.at(stop) for stop in _STOPS]
    return sum(any(box.left < x < box.right and box.top < y < box.bottom for x, y in points) for box in near)
