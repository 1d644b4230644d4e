"""Claims as entries to read, and entries grouped by voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.model import codes, qualifiers
from graph.model.dates import in_words
from graph.scene.citation import citation
from graph.scene.reader import Reader, Row, Stand
from graph.scene.shapes import Entry, VoiceGroup
from graph.scene.words import count

GROUP_WORDS = {
    "says": "says so",
    "planned": "announces it",
    "implied": "can be read so",
    "denied": "denies it",
    "doubted": "doubts it",
    "questioned": "questions part of it",
    "earlier": "denied it earlier",
    "declined": "declines",
}
SAYS = ("says", "planned", "implied")
ANSWERS = ("denied", "doubted", "questioned", "earlier", "declined")


def entry(reader: Reader, stand: Stand) -> Entry:
    """A claim in full, as it stands in one strand."""
    claim = reader.claims[stand.claim]
    source = reader.sources[claim["source"]]
    publisher = publisher_name(reader, source["publisher"])
    originator = publisher_name(reader, source["originator"])
    quoted = claim["locator"]
    told = qualifiers.read(claim["qualifiers"])
    return Entry(
        id=stand.claim,
        list=stand.list,
        source=claim["source"],
        stance_words=_stance(claim, stand),
        statement=claim["statement"],
        quote=claim["quote"],
        translation=told.pop(qualifiers.TRANSLATION, ""),
        locator=claim["locator"],
        speaker=speaker_words(reader, claim),
        relayed_by=reader.label(claim["relayed_by"]) if claim["relayed_by"] else "",
        basis=codes.BASES.get(claim["basis"], ""),
        details=tuple((qualifiers.words(name), value) for name, value in told.items()),
        publisher=publisher,
        originator=originator,
        title=source["title"],
        title_inferred=source["title_inferred"] == "true",
        url=source["url"],
        archived_url=source["archived_url"],
        published=in_words(source["published"]),
        said_on=in_words(claim["said_on"]),
        held=held_words(reader, claim),
        accessed=in_words(source["accessed"]),
        grade=grade_words(reader, claim, source),
        derived_from=derived_words(reader, source),
        origin=claim["origin"] or source["origin"],
        note=claim["note"],
        in_general=bool(stand.general),
        unreviewed=claim["status"] == "draft",
        source_state=state_words(source),
        citation=citation(source, publisher, originator, quoted),
    )


def held_words(reader: Reader, claim: Row) -> str:
    """When it was true by the claim: an act has its day, a state goes on until its end is known."""
    held_from, held_to = in_words(claim["held_from"]), in_words(claim["held_to"])
    if held_from and held_to:
        return held_from if held_from == held_to else f"{held_from} to {held_to}"
    if held_to:
        return f"up to {held_to}"
    if held_from and reader.kinds[claim["kind"]]["aspect"] == "state":
        return f"since {held_from}, not known to have ended"
    return held_from


def grade_words(reader: Reader, claim: Row, source: Row) -> str:
    """The grades in words where somebody judged; F and 6 mean not judged and are nothing."""
    letter = source["reliability"] or reader.publishers.get(source["publisher"], {}).get("reliability", "")
    parts = []
    if codes.RELIABILITIES.get(letter):
        parts.append(f"source {codes.RELIABILITIES[letter]} ({letter})")
    if codes.CREDIBILITIES.get(claim["credibility"]):
        parts.append(f"entry {codes.CREDIBILITIES[claim['credibility']]} ({claim['credibility']})")
    return "; ".join(parts)


def groups(reader: Reader, stands: Sequence[Stand], lists: Sequence[str]) -> tuple[VoiceGroup, ...]:
    """The shown entries of the given lists by voice: newest first in a group; in a column by list, then those
    without a stake, then by number of reports.
    """
    found: dict[tuple[str, str], list[Stand]] = defaultdict(list)
    for stand in stands:
        if stand.list in lists and stand.shown:
            found[stand.list, stand.voice].append(stand)
    made = []
    for (where, voice), members in found.items():
        members = sorted({member.claim: member for member in members}.values(), key=lambda member: member.claim)
        members.sort(key=lambda member: newest_day(reader, member.claim), reverse=True)
        entries = tuple(entry(reader, member) for member in members)
        speaker = reader.voices[voice]
        made.append(
            VoiceGroup(
                voice=voice,
                label=speaker.label,
                kind_words=_voice_words(members[0], speaker.kind),
                actor=speaker.actor if speaker.actor in reader.actors else "",
                list=where,
                words=GROUP_WORDS[where],
                reports=len(entries),
                newest=in_words(newest_day(reader, members[0].claim)),
                stake=bool(members[0].stake),
                entries=entries,
            )
        )
    made.sort(key=lambda group: (lists.index(group.list), group.stake, -group.reports, group.label))
    return tuple(made)


def newest_day(reader: Reader, claim: str) -> str:
    """The day a claim was said, else its page published, as on file: by it, the newest come first."""
    row = reader.claims[claim]
    return row["said_on"] or reader.sources[row["source"]]["published"]


def _voice_words(stand: Stand, kind: str) -> str:
    words = {"actor": "", "outlet": "publisher", "origin": "origin of the reports", "unplaced": "not named"}[kind]
    return ", ".join(filter(None, (words, "a party to this tie" if stand.stake else "")))


def _stance(claim: Row, stand: Stand) -> str:
    words = codes.STANCES[claim["stance"]]
    if claim["stance"] == "disputes":
        words = f"questions {codes.DISPUTES.get(claim['disputes_what'], 'it')}"
    if claim["modality"] in ("alleged", "planned", "implied"):
        words += f" ({codes.MODALITIES[claim['modality']]})"
    return f"{words}, in general" if stand.general else words


def speaker_words(reader: Reader, claim: Row) -> str:
    """Who is named as saying it: actors, a speaker as the page calls them, or both; empty where nobody is named."""
    names = [reader.label(speaker.strip()) for speaker in claim["speakers"].split(";") if speaker.strip()]
    if names and claim["speaker_text"]:
        return f"{', '.join(names)}: {claim['speaker_text']}"
    return claim["speaker_text"] or ", ".join(names)


def publisher_name(reader: Reader, publisher: str) -> str:
    """What a publisher is called; its id where it is not on file."""
    return reader.publishers[publisher]["name"] if publisher in reader.publishers else publisher


def derived_words(reader: Reader, source: Row) -> str:
    """The page that this one repeats, by title, publisher and date; empty where it repeats none by its own word."""
    if not source["derived_from"]:
        return ""
    root = reader.sources.get(source["derived_from"])
    if root is None:
        return source["derived_from"]
    parts = root["title"], publisher_name(reader, root["publisher"]), in_words(root["published"])
    return ", ".join(filter(None, parts))


def state_words(source: Row) -> str:
    """What became of a page, in words; empty where nothing is known against it."""
    words = {
        "withdrawn": "withdrawn by its publisher",
        "corrected": "corrected by its publisher",
        "dead": "address no longer answers",
    }
    state = words.get(source["state"], "")
    if source["status"] == "retracted":
        reason = f": {source['retraction_reason']}" if source["retraction_reason"] else ""
        state = "; ".join(filter(None, (state, f"taken off this list{reason}")))
    return state


def reports_words(number: int) -> str:
    """`1 report`, `5 reports`."""
    return count(number, "report")
