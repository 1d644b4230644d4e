"""Other ways to arrange the actors of a picture: in a circle, by kind, by who cooperates, on a map. Pure functions.

Places are canvas units, x to the right and y downwards; the same network gives the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import networkx as nx

from graph.network.placing import ROOM, Point, place

DEGREE = 7.2
"""Canvas units to a degree of longitude on the map."""
_MOST_NORTH = 84.0


def arranged(network: nx.MultiDiGraph[str], layout: str) -> dict[str, Point]:
    """A place for every actor of the network.

    Args:
        network: actors and the ties that are drawn.
        layout: `circle`, `kind`, `bloc` or `map`.
    """
    if layout == "circle":
        return _circle(_by_ties(network, network))
    if layout == "kind":
        kinds: dict[str, list[str]] = {}
        for actor in _by_ties(network, network):
            kinds.setdefault(network.nodes[actor]["kind"], []).append(actor)
        return _blocks(sorted(kinds.values(), key=lambda members: (-len(members), members)))
    if layout == "bloc":
        return _blocks([_by_ties(network, bloc) for bloc in blocs(network)])
    return _map(network)


def blocs(network: nx.MultiDiGraph[str]) -> list[list[str]]:
    """Actors that cooperate with one another more than with the rest, largest first; those without a bloc last, alone.

    Communities of greedy modularity (Clauset, Newman, Moore 2004) over the cooperating ties that somebody says; two
    actors weigh by their number of such ties, and an actor pulls towards its home.
    """
    weights: dict[tuple[str, str], float] = {}
    for subject, object_, data in network.edges(data=True):
        if data["polarity"] == "+" and data["said"]:
            pair = (min(subject, object_), max(subject, object_))
            weights[pair] = weights.get(pair, 0.0) + 1.0
    for actor, data in network.nodes(data=True):
        home = data["part_of"] or data["based_in"]
        if home in network and home != actor:
            pair = (min(actor, home), max(actor, home))
            weights[pair] = weights.get(pair, 0.0) + 2.0
    friends: nx.Graph[str] = nx.Graph()
    friends.add_nodes_from(sorted(network))
    friends.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(weights.items()))
    if not weights:
        return [sorted(network)] if len(network) else []
    found = [sorted(bloc) for bloc in nx.community.greedy_modularity_communities(friends, weight="weight")]
    alone = sorted(bloc[0] for bloc in found if len(bloc) == 1)
    together = sorted((bloc for bloc in found if len(bloc) > 1), key=lambda bloc: (-len(bloc), bloc))
    return [*together, alone] if alone else together


def on_map(latitude: float, longitude: float) -> Point:
    """Where a point of the earth lies on the map: longitudes evenly, latitudes as Miller (1942) has them."""
    latitude = max(-_MOST_NORTH, min(_MOST_NORTH, latitude))
    north = 1.25 * math.log(math.tan(math.pi / 4 + 0.4 * math.radians(latitude)))
    return longitude * DEGREE, -math.degrees(north) * DEGREE


def _map(network: nx.MultiDiGraph[str]) -> dict[str, Point]:
    """Those with a latitude and longitude stand there, the others near those they are tied to."""
    known = {
        actor: on_map(float(data["latitude"]), float(data["longitude"]))
        for actor, data in network.nodes(data=True)
        if data["latitude"] and data["longitude"]
    }
    known = _steps_aside(known)
    return place(network, known | _beside_home(network, known))


def _beside_home(network: nx.MultiDiGraph[str], known: Mapping[str, Point]) -> dict[str, Point]:
    """Those at home in somebody who is on the map stand around it, clear of one another and of everybody there."""
    made: dict[str, Point] = {}
    for actor in sorted(network):
        home = network.nodes[actor]["part_of"] or network.nodes[actor]["based_in"]
        if actor in known or home not in known:
            continue
        x, y = known[home]
        taken = [*known.values(), *made.values()]
        spots = (
            (round(x + ring * ROOM[0] * math.cos(turn)), round(y + ring * ROOM[1] * 1.2 * math.sin(turn)))
            for ring in range(1, len(network) + 2)
            for turn in (math.pi / 2, math.pi, 0.0, -math.pi / 2, 0.8 * math.pi, 0.2 * math.pi)
        )
        made[actor] = next(
            spot
            for spot in spots
            if all(abs(spot[0] - u) >= 0.9 * ROOM[0] or abs(spot[1] - v) >= ROOM[1] for u, v in taken)
        )
    return made


def _steps_aside(known: Mapping[str, Point]) -> dict[str, Point]:
    """Capitals that lie so near to one another that their shapes would touch step apart along the map's parallels."""
    made = dict(known)
    for actor in sorted(known):
        for other in sorted(known):
            if other >= actor:
                break
            (x, y), (u, v) = made[actor], made[other]
            if abs(x - u) < ROOM[0] / 2 and abs(y - v) < ROOM[1]:
                made[actor] = (u + math.copysign(ROOM[0] / 2, x - u), y)
    return made


def _circle(actors: list[str]) -> dict[str, Point]:
    """Evenly on an ellipse as wide as a screen, the first at the top, room between neighbours."""
    radius = max(260.0, len(actors) * ROOM[0] / (2 * math.pi))
    turn = 2 * math.pi / max(1, len(actors))
    return {
        actor: (round(1.45 * radius * math.sin(step * turn)), round(-radius * math.cos(step * turn)))
        for step, actor in enumerate(actors)
    }


def _blocks(groups: Iterable[list[str]]) -> dict[str, Point]:
    """Each group a ring of its own, the rings in rows; wide enough apart to be told from one another."""
    rings = [(members, 0.0 if len(members) == 1 else max(80.0, len(members) * ROOM[0] / 5.4)) for members in groups]
    if not rings:
        return {}
    across = max(1, math.ceil(math.sqrt(len(rings) * 1.5)))
    made: dict[str, Point] = {}
    top = 0.0
    for row in (rings[begin : begin + across] for begin in range(0, len(rings), across)):
        tall = max(radius for _, radius in row)
        left = 0.0
        for members, radius in row:
            left += 1.3 * radius + ROOM[0]
            for step, actor in enumerate(members):
                angle = 2 * math.pi * step / len(members)
                made[actor] = (
                    round(left + 1.3 * radius * math.sin(angle)),
                    round(top + tall - radius * math.cos(angle)),
                )
            left += 1.3 * radius + ROOM[0]
        top += 2 * tall + 3 * ROOM[1]
    return made


def _by_ties(network: nx.MultiDiGraph[str], actors: Iterable[str]) -> list[str]:
    """Most ties first, but each beside those of its home."""
    rank = {actor: (-network.degree(actor), actor) for actor in network}

    def key(actor: str) -> tuple[tuple[int, str], bool, tuple[int, str]]:
        home = network.nodes[actor]["part_of"] or network.nodes[actor]["based_in"]
        return rank.get(home, rank[actor]), home in rank, rank[actor]

    return sorted(actors, key=key)
