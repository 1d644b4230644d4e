"""The track of a party: what it said of a tie, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from graph.evidence.assess import Evidence


class Said(NamedTuple):
    """A party's word of one day: `day` as on file, `claims` the entries that report it."""

    voice: str
    day: str
    words: str
    claims: tuple[str, ...]


def track(tie: str, evidence: Evidence, claims: Mapping[str, Mapping[str, str]]) -> list[Said]:
    """The dated words of every voice with a stake in a tie, and of every voice that both says and denies it.

    Words told by somebody else (relayed) are not the party's own and stand under the relayer's voice. Several
    entries of one day and stance are one word. `admitted` asserts what the party denied before; `admitted in part`
    asserts one matter of a tie of which it denied another before.

    Returns:
        Rows by voice, then by day.
    """
    rows = evidence.positions
    rows = rows[(rows["tie"] == tie) & (rows["general"] == 0)]
    columns = ("voice", "claim", "list", "matter", "stake", "official")
    stands = list(zip(*(rows[name].tolist() for name in columns), strict=True))
    sides: dict[str, set[str]] = defaultdict(set)
    denied: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for voice, claim, where, matter, _, _ in stands:
        side = "says" if where in ("says", "planned") else "denies" if where in ("denied", "earlier") else ""
        sides[voice].add(side)
        if side == "denies":
            denied[voice].append((matter, claims[claim]["said_on"]))
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for voice, claim, where, matter, stake, _ in stands:
        day = claims[claim]["said_on"]
        party = stake or {"says", "denies"} <= sides[voice]
        if not day or not party or claims[claim]["relayed_by"] or where == "implied":
            continue
        found[voice, day, _word(where, matter, day, denied[voice])].append(claim)
    return [Said(voice, day, words, tuple(sorted(found[voice, day, words]))) for voice, day, words in sorted(found)]


def _word(where: str, matter: str, day: str, denied: list[tuple[str, str]]) -> str:
    if where in ("denied", "earlier"):
        return "denied"
    if where in ("doubted", "questioned"):
        return "questioned"
    if where == "declined":
        return "declined"
    before = {other for other, said in denied if said and said < day}
    if before & {matter, ""}:
        return "admitted"
    if before:
        return "admitted in part"
    return "announced" if where == "planned" else "said so"
