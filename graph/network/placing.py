"""Where actors stand: hand-tuned places first, the rest by a pure function of their neighbours.

Nobody who has a place is ever moved. The rest are placed from their neighbours' places, their own ids and a seed,
so that two sessions, two replicas and a clean browser agree without talking to each other. Places are canvas
units, x to the right and y downwards.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from graph.evidence.assess import Evidence
from graph.network.build import build

Point = tuple[float, float]
Floats = npt.NDArray[np.float64]

OPENING = "opening"
SEED = "attest"
ROOM = (116.0, 64.0)
"""How far apart two actors stand at least, sideways or up and down: a shape with two lines of label."""
SPRING = 150.0
"""How long a tie wants to be."""
_FEW = 12
"""So many newcomers are set down one by one; more of them find their places together first."""
_ROUNDS = 60
WIDE = 1.7
"""How many times wider than high a picture of many newcomers becomes: about as wide as a screen."""


def places(evidence: Evidence, tables: Mapping[str, pd.DataFrame], layout: str = OPENING) -> dict[str, Point]:
    """The place of every actor that is an end of a tie in the evidence, and of every actor with a row in the layout.

    Hand in evidence without filters or clocks, once per change: then every view of that moment finds its actors.
    """
    return place(build(evidence, tables), kept(tables["layout"], layout))


def kept(layout: pd.DataFrame, name: str = OPENING) -> dict[str, Point]:
    """The hand-tuned places of one layout; retracted rows do not count."""
    rows = layout[(layout["layout"] == name) & (layout["status"] != "retracted")]
    return {
        actor: (float(x), float(y))
        for actor, x, y in zip(rows["actor"].tolist(), rows["x"].tolist(), rows["y"].tolist(), strict=True)
    }


def place(network: nx.MultiDiGraph[str], placed: Mapping[str, Point], seed: str = SEED) -> dict[str, Point]:
    """Places for all actors of a network: `placed` as they are, the others near their neighbours.

    Args:
        network: actors and ties; `part_of` and `based_in` of a node pull like a tie.
        placed: places that stand, also of actors that are not in the network.
        seed: the same seed gives the same places.

    Returns:
        `placed` unchanged, and a place for every other actor, `ROOM` apart from all others. A few newcomers do not
        depend on one another but for room. Nobody placed and no tie: around the origin.
    """
    newcomers = sorted(set(network) - set(placed))
    if not newcomers:
        return dict(placed)
    pulls = _pulls(network)
    wished = _near_neighbours(newcomers, pulls, placed, seed)
    if len(newcomers) > _FEW:
        wished = _relaxed(wished, pulls, placed)
    if not placed:
        x, y = _mean(wished[actor] for actor in newcomers)
        wished = {actor: (wished[actor][0] - x, wished[actor][1] - y) for actor in newcomers}
    weight = {actor: len(pulls[actor]) for actor in newcomers}
    return _apart(sorted(newcomers, key=lambda actor: (-weight[actor], actor)), wished, placed, seed)


def _pulls(network: nx.MultiDiGraph[str]) -> dict[str, set[str]]:
    """Who stands near whom: the other ends of an actor's ties, and its home."""
    pulls: dict[str, set[str]] = {actor: set() for actor in network}
    homes = [(actor, data["part_of"] or data["based_in"]) for actor, data in network.nodes(data=True)]
    for one, other in [*network.edges(), *((actor, home) for actor, home in homes if home in pulls)]:
        if one != other:
            pulls[one].add(other)
            pulls[other].add(one)
    return pulls


def _near_neighbours(
    newcomers: Iterable[str], pulls: Mapping[str, set[str]], placed: Mapping[str, Point], seed: str
) -> dict[str, Point]:
    """Each newcomer at the middle of its neighbours, outside where it has but one, round after round outward."""
    known = dict(placed)
    centre = _mean(placed[actor] for actor in sorted(placed)) if placed else (0.0, 0.0)
    waiting = list(newcomers)
    wished: dict[str, Point] = {}
    while waiting:
        reached = {actor: [known[one] for one in sorted(pulls[actor]) if one in known] for actor in waiting}
        ready = [actor for actor in waiting if reached[actor]]
        if not ready:
            # Nobody around has a place: the one with the most ties begins, beside what is there.
            first = min(waiting, key=lambda actor: (-len(pulls[actor]), actor))
            ready, reached[first] = [first], [centre]
        found = {}
        for actor in ready:
            x, y = _mean(reached[actor])
            turn = _turn(actor, seed)
            away = math.atan2(y - centre[1], x - centre[0]) if (x, y) != centre else turn
            far = SPRING if len(reached[actor]) == 1 and known else 0.3 * SPRING
            angle = away + (turn / math.pi - 1) * 0.6
            found[actor] = (x + far * math.cos(angle), y + far * math.sin(angle))
        wished |= found
        known |= found
        waiting = [actor for actor in waiting if actor not in found]
    return wished


def _relaxed(
    wished: Mapping[str, Point], pulls: Mapping[str, set[str]], placed: Mapping[str, Point]
) -> dict[str, Point]:
    """The newcomers after a spring layout (Fruchterman and Reingold 1991) among those that stand still.

    Written out rather than taken from networkx, whose version wants SciPy from 500 actors on and scales by the
    places it is given.
    """
    movers = sorted(wished)
    fixed = sorted(actor for actor in placed if actor in pulls)
    index = {actor: row for row, actor in enumerate([*movers, *fixed])}
    at = np.array([*(wished[actor] for actor in movers), *(placed[actor] for actor in fixed)], dtype=np.float64)
    # What is round in a space stretched upwards is wide in ours.
    at[:, 1] *= WIDE
    ties = np.zeros((len(movers), len(index)))
    for actor in movers:
        for other in pulls[actor]:
            if other in index:
                ties[index[actor], index[other]] = 1.0
    # The more ties an actor has, the less each one pulls: hubs do not swallow their neighbours.
    ties /= np.sqrt(np.maximum(ties.sum(axis=1, keepdims=True), 1.0))
    count = len(movers)
    heat = SPRING * max(2.0, math.sqrt(count) / 2)
    for round_ in range(_ROUNDS):
        across = at[:count, None, :] - at[None, :, :]
        squares = np.maximum(np.einsum("ijk,ijk->ij", across, across), 100.0)
        force = SPRING**2 / squares - ties * np.sqrt(squares) / SPRING
        step = np.einsum("ijk,ij->ik", across, force)
        step -= 0.02 * at[:count]
        length = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)
        limit = heat * (1 - round_ / _ROUNDS) + 1.0
        at[:count] += step * np.minimum(limit / length, 1.0)[:, None]
    return {actor: (float(at[row, 0]), float(at[row, 1]) / WIDE) for row, actor in enumerate(movers)}


def _apart(
    order: Iterable[str], wished: Mapping[str, Point], placed: Mapping[str, Point], seed: str
) -> dict[str, Point]:
    """Every newcomer on the free spot nearest to where it wishes to stand, whole units."""
    found = dict(placed)
    order = list(order)
    taken = np.empty((len(found) + len(order), 2))
    taken[: len(found)] = list(found.values()) if found else np.empty((0, 2))
    used = len(found)
    for actor in order:
        x, y = wished[actor]
        turn = _turn(actor, seed)
        for ring in range(2 * (used + 2)):
            spots = np.round(_ring(x, y, ring, turn))
            beside = np.abs(spots[:, None, :] - taken[None, :used, :])
            free = ~((beside[..., 0] < ROOM[0]) & (beside[..., 1] < ROOM[1])).any(axis=1)
            if free.any():
                spot = spots[int(np.argmax(free))]
                break
        found[actor] = (float(spot[0]), float(spot[1]))
        taken[used] = spot
        used += 1
    return found


def _ring(x: float, y: float, ring: int, turn: float) -> Floats:
    """Spots to try around a point: itself, then rings of more and more spots, begun at a turn of its own."""
    count = max(1, 8 * ring)
    angles = turn + np.arange(count) * (2 * math.pi / count)
    return np.stack([x + 0.45 * ROOM[0] * ring * np.cos(angles), y + 0.45 * ROOM[1] * ring * np.sin(angles)], axis=1)


def _mean(points: Iterable[Point]) -> Point:
    found = list(points)
    return sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)


def _turn(actor: str, seed: str) -> float:
    """An angle of the actor's own, from 0 to a full turn."""
    digest = hashlib.sha256(f"{seed} {actor}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 * 2 * math.pi
