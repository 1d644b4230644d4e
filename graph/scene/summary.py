"""The source summary: what a picture rests on, what conflicts in it, who dominates, and which gaps it has."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from babel import Locale

from graph.evidence.voices import OFFICIAL
from graph.model import codes
from graph.scene.briefing import CitedTie, Endnote, Record
from graph.scene.entries import SAYS, publisher_name
from graph.scene.reader import Reader
from graph.scene.shapes import Scene
from graph.scene.words import count, listed

Figures = tuple[tuple[str, str], ...]
Records = Mapping[str, Sequence[Record]]

_BACKED = {
    "on_record": "on record",
    "several_voices": "with several independent voices",
    "one_voice": "with one voice",
    "one_side": "said by one side only",
    "announced": "only announced",
}
_ANSWERED = ("denied", "doubted")
_MOST_NAMED = 3
_IS, _HAS = ("tie is", "ties are"), ("tie has", "ties have")
_OFFICIAL_PAGES = "publishers owned by a state or government"
_OF_BEFORE = {"pages": "sources", "outlets": "publishers"}
_UNJUDGED = "entries whose credibility nobody judged"
_GAPS = (
    ("sources", "source", ("without a publication date", "without a title", "without an archived copy")),
    ("entries", "entry", ("without a quote", "without a named speaker")),
)
_NOUNS = {
    name: noun
    for noun, names in {
        "line": ("line", "lines"),
        "tie": ("tie", "ties"),
        "actor": ("actor", "actors"),
        "entry": ("entry", "entries"),
        "page": ("page", "pages", "source", "sources"),
        "outlet": ("outlet", "outlets", "publisher", "publishers"),
        "voice": ("voice", "voices"),
    }.items()
    for name in names
}
"""How each thing that is counted may be called -> what it is."""
_COUNT = re.compile(
    r"(?P<before>\b(?:in|since|until|by|from|to|of|during|before|after)\s+)?(?<![\d.,-])"
    r"(?:(?P<part>\d[\d,]*)\s+of\s+(?:the\s+)?)?(?P<whole>\d[\d,]*)\s+(?:[a-z]+\s+){0,2}?"
    rf"(?P<noun>{'|'.join(_NOUNS)})\b",
    re.IGNORECASE,
)


def figures(scene: Scene, notes: Iterable[Endnote], records: Records, reader: Reader) -> Figures:
    """What the source summary counts, as name and number; a name begins with what is counted.

    All are of the picture alone: its lines and ties, the entries and pages that its endnotes cite.
    """
    notes = tuple(notes)
    ties, cited = _ties(notes), cited_pages(notes)
    stands = [stand for tie in ties for stand in reader.stands_of_tie[tie]]
    pages = [page for page in records["sources"] if page["id"] in cited]
    claims = records["claims"]
    found: list[tuple[str, int]] = [
        ("lines", len(scene.lines)),
        ("ties", len(ties)),
        ("actors", len(scene.nodes)),
        ("entries", len(claims)),
        ("sources", len(pages)),
        ("publishers", len({page["publisher"] for page in pages})),
        ("voices that say so", len({stand.voice for stand in stands if stand.list in SAYS})),
        ("voices that deny or doubt", len({stand.voice for stand in stands if stand.list in _ANSWERED})),
    ]
    backings = Counter(tie.backing for tie in ties.values())
    found += [(f"ties {words}", backings[code]) for code, words in _BACKED.items()]
    contested = contested_ties(ties, reader)
    found += [
        ("ties only denied", sum(reader.ties[tie].only_denied for tie in ties)),
        ("ties denied or doubted", len(contested)),
        ("ties questioned in part", len({stand.tie for stand in stands if stand.list == "questioned"})),
    ]
    found += [(f"ties denied or doubted by {name}", number) for name, number in _deniers(contested, reader)]
    found += [(f"sources of {name}", number) for name, number in _busiest(pages, reader)]
    found += [
        (f"sources of {_OFFICIAL_PAGES}", sum(_is_official(page, reader) for page in pages)),
        *((f"sources in {name}", many) for name, many in _languages(pages)),
        ("sources without a publication date", sum(not page["published"] for page in pages)),
        ("sources without a title", sum(not page["title"] for page in pages)),
        ("sources with a title inferred from the address", sum(page["title_inferred"] == "true" for page in pages)),
        ("sources without an archived copy", sum(not page["archived_url"] for page in pages)),
        ("entries without a quote", sum(not claim["quote"] for claim in claims)),
        ("entries without a named speaker", sum(not (claim["speakers"] or claim["speaker_text"]) for claim in claims)),
        (_UNJUDGED, sum(not codes.CREDIBILITIES.get(claim["credibility"]) for claim in claims)),
    ]
    return tuple((name, str(number)) for name, number in found)


def _as_now(name: str) -> str:
    """A figure's name in the words of today: a snapshot of before calls sources pages, and publishers outlets."""
    first, *rest = name.split(" ", 1)
    told = " ".join([_OF_BEFORE.get(first, first), *rest])
    return told.replace("of outlets owned by", "of publishers owned by")


def source_summary(scene: Scene, found: Figures) -> tuple[str, ...]:
    """Paragraphs made of the figures: the extent, who backs, what conflicts, who dominates, the gaps."""
    number = {_as_now(name): int(value) for name, value in found}
    if not number["lines"]:
        return ("This picture shows no tie; there is nothing that it would rest on.",)

    def some(prefix: str) -> list[tuple[str, int]]:
        return [(name.removeprefix(prefix), value) for name, value in number.items() if name.startswith(prefix)]

    extent = (
        f"This picture shows {count(number['ties'], 'tie')} on {count(number['lines'], 'line')} between "
        f"{count(number['actors'], 'actor')}. It rests on {count(number['entries'], 'entry', 'entries')} from "
        f"{count(number['sources'], 'source')} of {count(number['publishers'], 'publisher')}; "
        f"{count(number['voices that say so'], 'voice says', 'voices say')} what is drawn, each counted once however "
        "many sources carry it."
    )
    backed = [
        f"{count(number[f'ties {words}'], *_HAS if words.startswith('with ') else _IS)} {words.removeprefix('with ')}"
        for words in _BACKED.values()
        if number[f"ties {words}"]
    ]
    backing = f"{_upper('; '.join(backed))}." if backed else "Nobody on this list says any of it."
    only = number["ties only denied"]
    if only:
        backing += f" {count(only, *_IS)} only denied: nobody on this list says {'it' if only == 1 else 'them'}."
    conflict = _conflict(number, some("ties denied or doubted by "))
    dominance = _dominance(number, some("sources of "), some("sources in "))
    return (extent, backing, conflict, dominance, *_gaps(number, scene))


def _conflict(number: Mapping[str, int], deniers: Sequence[tuple[str, int]]) -> str:
    denied, questioned = number["ties denied or doubted"], number["ties questioned in part"]
    if not denied and not questioned:
        return "Nobody on this list denies or questions any of it."
    parts = []
    if denied:
        voices = number["voices that deny or doubt"]
        more = f", of {count(voices, 'voice')} in all" if voices > len(deniers) else ""
        named = listed([f"{name} ({count(many, 'tie')})" for name, many in deniers])
        parts.append(f"{count(denied, *_IS)} denied or doubted, by {named}{more}")
    if questioned:
        parts.append(f"{count(questioned, *_IS)} questioned in part")
    return f"{'; '.join(parts)}. Each is marked on its line, and the endnote says who."


def _dominance(
    number: Mapping[str, int], busiest: Sequence[tuple[str, int]], languages: Sequence[tuple[str, int]]
) -> str:
    whole = count(number["sources"], "source")
    named = [(name, many) for name, many in busiest if name != _OFFICIAL_PAGES]
    told = listed([f"{name} ({many} of {whole})" for name, many in named])
    parts = [f"Most sources come from {told}" if named else "No publisher has more than one source"]
    parts.append(f"{number[f'sources of {_OFFICIAL_PAGES}']} of {whole} are of {_OFFICIAL_PAGES}")
    if languages:
        parts.append(listed([f"{many} of {whole} in {name}" for name, many in languages]))
    return f"{'; '.join(parts)}."


def _gaps(number: Mapping[str, int], scene: Scene) -> Iterator[str]:
    missing = []
    for of, singular, gaps in _GAPS:
        whole = count(number[of], singular, of)
        found = {what: number[f"{of} {what}"] for what in gaps}
        missing += [f"{many} of {whole} {'is' if many == 1 else 'are'} {what}" for what, many in found.items() if many]
    unjudged = number[_UNJUDGED]
    if unjudged:
        missing.append(f"nobody judged the credibility of {unjudged} of {count(number['entries'], 'entry', 'entries')}")
    if missing:
        yield f"Gaps: {'; '.join(missing)}."
    if left_out(scene):
        yield f"Left out: {left_out(scene)}"


def left_out(scene: Scene) -> str:
    """What a clock, a filter or the limit left out of a picture, in words, without what to do about it."""
    return " ".join(filter(None, (scene.shown, scene.omitted.partition(" Choose actors")[0])))


def false_figures(texts: Iterable[str], found: Figures, scene: Scene) -> tuple[str, ...]:
    """What in these texts gives another number of lines, ties, entries ... than was counted: `14 pages`.

    A number counts as right where anything that is counted under that noun has it, or where the picture's own words of
    what was left out say so. A year behind `in`, `since` and the like is no number of anything.
    """
    right: dict[str, set[str]] = defaultdict(set)
    for name, value in found:
        right[_NOUNS[name.partition(" ")[0]]].add(value)
    for number, noun, _ in _counted(" ".join((scene.sentence, left_out(scene)))):
        right[noun].add(number)
    wrong = [words for text in texts for number, noun, words in _counted(text) if number not in right[noun]]
    return tuple(dict.fromkeys(wrong))


def _counted(text: str) -> Iterator[tuple[str, str, str]]:
    """Number, noun and the words themselves, of all that a text counts: `2 of 14 pages` counts pages twice."""
    for match in _COUNT.finditer(text):
        if match["before"] and re.fullmatch(r"(19|20)\d\d", match["whole"]):
            continue
        noun = _NOUNS[match["noun"].casefold()]
        for number in filter(None, (match["part"], match["whole"])):
            yield number.replace(",", ""), noun, match.group().strip()


def contested_ties(ties: Iterable[str], reader: Reader) -> dict[str, set[str]]:
    """Tie -> the voices that deny or doubt it, of those that anybody does."""
    found = {
        tie: {stand.voice for stand in reader.stands_of_tie[tie] if stand.list in _ANSWERED}
        for tie in sorted(set(ties))
    }
    return {tie: voices for tie, voices in found.items() if voices}


def _ties(notes: Iterable[Endnote]) -> dict[str, CitedTie]:
    return {tie.id: tie for note in notes for tie in note.ties}


def cited_pages(notes: Iterable[Endnote]) -> frozenset[str]:
    """The ids of the pages that endnotes cite."""
    return frozenset(citation.source for note in notes for tie in note.ties for citation in tie.citations)


def _deniers(contested: Mapping[str, set[str]], reader: Reader) -> list[tuple[str, int]]:
    found = Counter(reader.voices[voice].label for voices in contested.values() for voice in voices)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MOST_NAMED]


def _busiest(pages: Sequence[Record], reader: Reader) -> list[tuple[str, int]]:
    found = Counter(publisher_name(reader, page["publisher"]) for page in pages)
    several = [(name, number) for name, number in found.items() if number > 1]
    return sorted(several, key=lambda item: (-item[1], item[0]))[:_MOST_NAMED]


def _languages(pages: Sequence[Record]) -> list[tuple[str, int]]:
    names = Locale("en").languages
    found = Counter(str(names.get(page["language"], page["language"])) for page in pages if page["language"])
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MOST_NAMED]


def _is_official(page: Record, reader: Reader) -> bool:
    return reader.publishers.get(page["publisher"], {}).get("ownership", "") in OFFICIAL


def _upper(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
