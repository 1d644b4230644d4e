"""What has changed since a picture was frozen: the same question put to the list as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.scene.briefing import Briefing, CitedTie, Endnote, Record
from graph.scene.entries import state_words
from graph.scene.words import count


@dataclass(frozen=True)
class Difference:
    """A tie that is new, gone, or backed or answered otherwise; what it was and is, empty where there was none."""

    tie: str
    sentence: str
    was: str
    now: str


@dataclass(frozen=True)
class Since:
    """What has changed: in words how much (empty where nothing has), the ties, and the pages that were withdrawn.

    `fuller` counts the ties that stand as they did, on more or other entries.
    """

    words: str
    added: tuple[Difference, ...] = ()
    gone: tuple[Difference, ...] = ()
    changed: tuple[Difference, ...] = ()
    fuller: int = 0
    withdrawn: tuple[str, ...] = ()


def since(briefing: Briefing, notes: Iterable[Endnote]) -> Since:
    """Compare a briefing with the endnotes that its view would have now."""
    before, now = _ties(briefing.endnotes), _ties(notes)
    added = [Difference(id_, now[id_].sentence, "", _stands(now[id_])) for id_ in sorted(now.keys() - before.keys())]
    gone = [
        Difference(id_, before[id_].sentence, _stands(before[id_]), "") for id_ in sorted(before.keys() - now.keys())
    ]
    both = sorted(before.keys() & now.keys())
    changed = [
        Difference(id_, now[id_].sentence, _stands(before[id_]), _stands(now[id_]))
        for id_ in both
        if _stands(before[id_]) != _stands(now[id_])
    ]
    told = {difference.tie for difference in changed}
    fuller = sum(_entries(before[id_]) != _entries(now[id_]) for id_ in both if id_ not in told)
    parts = [
        f"{count(len(found), 'tie')} {words}"
        for found, words in ((added, "added"), (gone, "gone"), (changed, "backed or answered otherwise"))
        if found
    ]
    parts += [f"{count(fuller, 'tie')} as before on other entries"] if fuller else []
    parts += [f"{count(len(briefing.withdrawn), 'source')} withdrawn"] if briefing.withdrawn else []
    return Since(", ".join(parts), tuple(added), tuple(gone), tuple(changed), fuller, briefing.withdrawn)


def withdrawn(pages: Iterable[Record], now: Mapping[str, Record]) -> Iterator[str]:
    """The pages that were withdrawn, or taken off the list, after they were frozen, in words."""
    for page in pages:
        row = now.get(page["id"])
        if page["state"] == "withdrawn" or page["status"] == "retracted":
            continue
        if row is not None and (row["state"] == "withdrawn" or row["status"] == "retracted"):
            yield f"{page['title'] or page['url'] or page['id']}: {state_words(row)}"


def _stands(tie: CitedTie) -> str:
    return "; ".join(filter(None, (tie.backing_words, tie.answer_words)))


def _entries(tie: CitedTie) -> set[str]:
    return {claim for citation in tie.citations for claim in citation.claims}


def _ties(notes: Iterable[Endnote]) -> dict[str, CitedTie]:
    return {tie.id: tie for note in notes for tie in note.ties}
