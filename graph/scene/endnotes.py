"""Endnotes: what stands behind each line of a picture, numbered; the same in every file that is made of it.

A filter chooses which ties are drawn, never what a tie rests on: an endnote cites every live entry of its ties, those
that the filter hides on screen too, so that the figures beside it add up and no denial is left behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.model import codes
from graph.model.dates import first_day, in_words, last_day
from graph.scene.briefing import Citation, CitedTie, Endnote
from graph.scene.citation import citation
from graph.scene.entries import (
    ANSWERS,
    GROUP_WORDS,
    SAYS,
    derived_words,
    grade_words,
    newest_day,
    publisher_name,
    speaker_words,
    state_words,
)
from graph.scene.reader import Reader, Row, Stand
from graph.scene.shapes import Line, Scene, TieRow
from graph.scene.words import answer_words

_OWNED = {
    "state": "state-owned publisher",
    "public": "public broadcaster or body",
    "party": "party-owned publisher",
    "private": "privately owned publisher",
    "igo": "an international organisation’s own",
    "government": "a government’s own",
}
MUCH_EARLIER = 180
"""Days between saying and publishing past which a reader is told."""
ORDER = (*SAYS, *ANSWERS)
"""Where an entry can stand, those that say so first, each side strongest first."""


def endnotes(scene: Scene, reader: Reader, by_entry: bool = False) -> tuple[Endnote, ...]:
    """One endnote a line, numbered from 1 in the order of the lines' ids.

    Args:
        scene: what is drawn.
        reader: the evidence it was drawn from.
        by_entry: whether each line stands for one entry, named by the last part of its id.
    """
    lines = sorted(scene.lines, key=lambda line: line.id)
    return tuple(_endnote(number, line, reader, by_entry) for number, line in enumerate(lines, start=1))


def _endnote(number: int, line: Line, reader: Reader, by_entry: bool) -> Endnote:
    letters: dict[str, str] = {}
    only = line.id.rpartition(".")[2] if by_entry else ""
    return Endnote(
        number=number,
        line=line.id,
        heading=line.heading,
        sentence=line.sentence,
        mark=line.mark,
        only_denied=line.only_denied,
        ties=tuple(_cited(row, reader, letters, only) for row in line.ties),
    )


def _cited(row: TieRow, reader: Reader, letters: dict[str, str], only: str) -> CitedTie:
    stands = reader.stands_of_tie[row.id]
    together: dict[tuple[str, str, str], list[Stand]] = defaultdict(list)
    for stand in strongest(stands):
        if not only or stand.claim == only:
            source = reader.claims[stand.claim]["source"]
            together[stand.list, source, _speaker(reader, stand)].append(stand)
    groups = sorted(together.items(), key=lambda item: item[0][1:])
    groups.sort(key=lambda item: max(newest_day(reader, stand.claim) for stand in item[1]), reverse=True)
    groups.sort(key=lambda item: ORDER.index(item[0][0]) if item[0][0] in ANSWERS else -1)
    citations = []
    for (where, source, speaker), members in groups:
        letter = letters.setdefault(source, letter_of(len(letters)))
        citations.append(_citation(letter, where, source, speaker, members, reader))
    return CitedTie(
        id=row.id,
        sentence=row.sentence,
        backing=row.backing,
        backing_words=row.backing_words,
        answer_words=answer_words(reader, stands),
        years=row.years,
        citations=tuple(citations),
    )


def strongest(stands: Iterable[Stand]) -> list[Stand]:
    """Each claim once, where it says most: a denial in general may answer one matter now and another one earlier."""
    found: dict[str, Stand] = {}
    for stand in stands:
        other = found.get(stand.claim)
        if other is None or ORDER.index(stand.list) < ORDER.index(other.list):
            found[stand.claim] = stand
    return [found[claim] for claim in sorted(found)]


def letter_of(place: int) -> str:
    """a, b, ... z, aa, ab ...: the letter of the first, second ... page of an endnote, counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _speaker(reader: Reader, stand: Stand) -> str:
    claim = reader.claims[stand.claim]
    words = speaker_words(reader, claim) or reader.voices[stand.voice].label
    return f"{words}; relayed by {reader.label(claim['relayed_by'])}" if claim["relayed_by"] else words


def _citation(letter: str, where: str, id_: str, speaker: str, members: Sequence[Stand], reader: Reader) -> Citation:
    source = reader.sources[id_]
    claims = [reader.claims[stand.claim] for stand in members]
    publisher = publisher_name(reader, source["publisher"])
    originator = publisher_name(reader, source["originator"]) or publisher
    place = _joined(claim["locator"] for claim in claims)
    quote = _joined((claim["quote"] for claim in claims), " […] ")
    basis = _joined((codes.BASES.get(claim["basis"], "") for claim in claims), ", ")
    grade, derived, state = (
        _joined(grade_words(reader, claim, source) for claim in claims),
        derived_words(reader, source),
        state_words(source),
    )
    descriptor = _descriptor(source, claims, reader)
    stance = GROUP_WORDS[where]
    told = [f"{speaker}: {stance}{f' ({basis})' if basis else ''}."]
    told.append(citation(source, publisher, originator, place))
    told += [f"“{quote}”"] if quote else []
    told += [f"Repeats {derived}."] if derived else []
    told += [f"Graded: {grade}."] if grade else []
    told += [_sentence(descriptor)] if descriptor else []
    told += [_sentence(state)] if state else []
    return Citation(
        letter=letter,
        source=id_,
        claims=tuple(stand.claim for stand in members),
        list=where,
        stance=stance,
        speaker=speaker,
        basis=basis,
        originator=originator,
        publisher=publisher,
        title=source["title"],
        title_inferred=source["title_inferred"] == "true",
        published=in_words(source["published"]),
        accessed=in_words(source["accessed"]),
        url=source["url"],
        archived_url=source["archived_url"],
        doi=source["doi"],
        place=place,
        quote=quote,
        grade=grade,
        descriptor=descriptor,
        derived_from=derived,
        state=state,
        words=" ".join(told),
    )


def _descriptor(source: Row, claims: Sequence[Row], reader: Reader) -> str:
    """What is to be known of a page: what an editor noted, who owns its outlet, for whom that speaks, and its age."""
    publisher = reader.publishers.get(source["publisher"], {})
    parts = [
        source["descriptor"].rstrip("."),
        _OWNED.get(publisher.get("ownership", ""), ""),
        f"speaks for {reader.label(publisher['interest'])}" if publisher.get("interest") else "",
        next((words for words in (age_words(claim, source) for claim in claims) if words), ""),
    ]
    return _joined(parts)


def age_words(claim: Row, source: Row) -> str:
    """Where what a page reports was said much earlier than it was published: `said 14 months before publication`."""
    if not (claim["said_on"] and source["published"]):
        return ""
    days = first_day(source["published"]) - last_day(claim["said_on"])
    return f"said {days // 30} months before publication" if days > MUCH_EARLIER else ""


def _joined(texts: Iterable[str], between: str = "; ") -> str:
    return between.join(dict.fromkeys(text for text in texts if text))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
