"""The dossier of an actor: its ties both ways, what it denies and declines, and what it says about others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.model import codes
from graph.model.dates import in_words
from graph.model.errors import NotFound
from graph.scene.grammar import matter_words
from graph.scene.reader import Reader, Stand, Tie
from graph.scene.shapes import ActorPanel, Remark, TieGroup
from graph.scene.words import count, tie_row


def dossier(actor: str, reader: Reader) -> ActorPanel:
    """All that the evidence says of an actor, and all that the actor says.

    Raises:
        NotFound: no such actor is on file.
    """
    if actor not in reader.actors:
        raise NotFound("actor", actor)
    row = reader.actors[actor]
    ties = [tie for tie in reader.ties.values() if actor in (tie.subject, tie.object) and tie.shown]
    drawn = [tie for tie in ties if tie.backing != "nobody" or tie.only_denied]
    own = [
        stand
        for stands in reader.stands_of_tie.values()
        for stand in stands
        if stand.voice == actor and not stand.general
    ]
    denied = len({stand.tie for stand in own if stand.list in ("denied", "doubted", "earlier")})
    others = len({tie.object if tie.subject == actor else tie.subject for tie in drawn})
    sentence = f"{count(len(drawn), 'reported tie')} with {count(others, 'actor')}"
    if denied:
        sentence += f"; it denies {denied}"
    return ActorPanel(
        id=actor,
        heading=row["label"],
        kind_words=_kind(reader, actor),
        sentence=sentence + ".",
        naming_note=row["naming_note"],
        ties=_groups(actor, drawn, reader),
        denies=_remarks(
            reader, (stand for stand in own if stand.list in ("denied", "doubted", "questioned", "earlier"))
        ),
        declines=_remarks(reader, (stand for stand in own if stand.list == "declined")),
        says_about_others=_remarks(
            reader,
            (
                stand
                for stand in own
                if stand.list in ("says", "planned", "implied")
                and not {reader.ties[stand.tie].subject, reader.ties[stand.tie].object} & {actor}
            ),
        ),
    )


def _kind(reader: Reader, actor: str) -> str:
    row = reader.actors[actor]
    words = codes.ACTOR_KINDS.get(row["kind"], row["kind"])
    if row["part_of"]:
        words += f", part of {reader.label(row['part_of'])}"
    if row["based_in"]:
        words += f", based in {reader.label(row['based_in'])}"
    return words[:1].upper() + words[1:]


def _groups(actor: str, ties: Iterable[Tie], reader: Reader) -> tuple[TieGroup, ...]:
    """Ties under `transfers arms to` and `receives arms from`, groups of the vocabulary together."""
    found: dict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        kind = reader.kinds[tie.kind]
        heading = kind["label"] if tie.subject == actor else kind["inverse_label"]
        found[kind["group"], tie.kind, heading].append(tie)
    order = list(codes.GROUPS)
    return tuple(
        TieGroup(
            heading=heading[:1].upper() + heading[1:],
            ties=tuple(
                tie_row(reader, tie)
                for tie in sorted(members, key=lambda tie: (list(codes.BACKINGS).index(tie.backing), tie.id))
            ),
        )
        for (_, _, heading), members in sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0]))
    )


def _remarks(reader: Reader, stands: Iterable[Stand]) -> tuple[Remark, ...]:
    """What an actor says of one strand, reports of it together: the newest words, and the days it was said."""
    found: dict[str, list[Stand]] = defaultdict(list)
    for stand in stands:
        found[stand.strand].append(stand)
    made = []
    for strand, members in found.items():
        claims = sorted({member.claim for member in members}, key=lambda claim: (_said(reader, claim), claim))
        days = [in_words(_said(reader, claim)) for claim in claims]
        tie = reader.strands[strand]
        matter = f" ({matter_words(tie.matter)})" if tie.matter else ""
        made.append(
            (
                _said(reader, claims[-1]),
                Remark(
                    tie=tie.tie,
                    sentence=f"{reader.sentence(tie)}{matter}",
                    dates=", ".join(dict.fromkeys(day for day in days if day)),
                    reports=len(claims),
                ),
            )
        )
    return tuple(remark for _, remark in sorted(made, key=lambda item: (item[0], item[1].sentence), reverse=True))


def _said(reader: Reader, claim: str) -> str:
    row = reader.claims[claim]
    return row["said_on"] or reader.sources[row["source"]]["published"]
