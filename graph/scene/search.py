"""The search: actors under all their names, ties, entries and sources by their words, each group best first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.model import codes
from graph.model.dates import in_words
from graph.scene.found import Found, Group, Hit, line
from graph.scene.grammar import matter_words
from graph.scene.index import Levels, Words, asked, near, words
from graph.scene.names import Names, is_live
from graph.scene.ranking import SILENT, Scores, best, in_order, numbers, order
from graph.scene.reader import Reader, Row, Tables
from graph.scene.words import tie_row

MOST_WORDS = 12
"""Words of a query that are looked at."""
_RANKED = 200
"""How many of the best are looked at once more, for the words in their order."""
_MEANT = 3
_WHOLE = 5
_QUOTED = 90


class Search:
    """The index over one moment of the list; it never changes, so threads share it."""

    def __init__(self, reader: Reader, tables: Tables) -> None:
        self._reader = reader
        self._names = Names(reader, tables)
        self._named = Words(self._names.texts)

        self._kinds = sorted(reader.kinds)
        kind_of = {id_: number for number, id_ in enumerate(self._kinds)}
        self._kind_words = Words(
            f"{reader.kinds[id_]['label']} · {reader.kinds[id_]['inverse_label']}" for id_ in self._kinds
        )
        self._ties = sorted(reader.ties)
        tie_of = {id_: number for number, id_ in enumerate(self._ties)}
        ties = [reader.ties[id_] for id_ in self._ties]
        self._subject = numbers((tie.subject for tie in ties), self._names.number_of)
        self._object = numbers((tie.object for tie in ties), self._names.number_of)
        self._kind = numbers((tie.kind for tie in ties), kind_of)
        self._matters = Words(
            " · ".join(matter_words(strand.matter) for strand in reader.strands_of[id_]) for id_ in self._ties
        )

        publishers = sorted(reader.publishers)
        publisher_of = {id_: number for number, id_ in enumerate(publishers)}
        self._publishers = Words(reader.publishers[id_]["name"] for id_ in publishers)
        self._sources = sorted(id_ for id_, row in reader.sources.items() if is_live(row))
        source_of = {id_: number for number, id_ in enumerate(self._sources)}
        sources = [reader.sources[id_] for id_ in self._sources]
        self._titles = Words(row["title"] for row in sources)
        self._authors = Words(row["authors"] for row in sources)
        self._publisher = numbers((row["publisher"] for row in sources), publisher_of)
        self._originator = numbers((row["originator"] for row in sources), publisher_of)

        claims = reader.evidence.claims
        rows = sorted(zip(*(claims[name].tolist() for name in ("claim", "tie", "strand")), strict=True))
        self._entries = [claim for claim, _, _ in rows]
        self._opens = [strand if strand in reader.strands else tie for _, tie, strand in rows]
        entries = [reader.claims[claim] for claim in self._entries]
        self._statements = Words(row["statement"] for row in entries)
        self._quotes = Words(f"{row['quote']} · {row['speaker_text']}" for row in entries)
        self._tie = numbers((tie for _, tie, _ in rows), tie_of)
        self._source = numbers((row["source"] for row in entries), source_of)
        # The entries of a tie stand together in this order, each tie from its start on.
        self._by_tie = np.argsort(self._tie, kind="stable")
        self._starts = np.searchsorted(self._tie[self._by_tie], np.arange(len(self._ties)))

        reports = np.bincount(self._tie, minlength=len(self._ties))[: len(self._ties)]
        self._has_entries = reports > 0
        self._tie_order = order(reports.tolist())
        weight = np.bincount(self._subject, reports, len(self._names.actors) + 1)
        weight += np.bincount(self._object, reports, len(self._names.actors) + 1)
        self._weight = weight.tolist()
        self._source_order = order([row["published"] for row in sources])
        self._entry_order = order([reader.sources[row["source"]]["published"] for row in entries])
        self._of_names = frozenset(self._named.vocabulary)
        every = [self._named, self._kind_words, self._matters, self._statements, self._quotes]
        every += [self._publishers, self._titles, self._authors]
        self._vocabulary = sorted({word for one in every for word in one.vocabulary})

    def search(self, query: str, most: int) -> Found:
        """The best `most` of each group; nothing for a query without a letter or digit."""
        wanted = asked(query)[:MOST_WORDS]
        if not wanted:
            return Found()
        wanted = [word for word in wanted if word not in SILENT] or wanted
        phrase = " ".join(words(query))
        found, instead = [], []
        for word in wanted:
            levels = _Levels(self, [word])
            others = [] if levels.any else self._meant(word)
            instead += [(word, tuple(others))] if others else []
            found.append(_Levels(self, others, typo=True) if others else levels)
        return Found(
            actors=self._names.find(phrase, self._weight, most),
            ties=self._find_ties(found, most),
            entries=self._find_entries(found, phrase, wanted, most),
            sources=self._find_sources(found, phrase, most),
            instead=tuple(instead),
        )

    def _meant(self, word: str) -> list[str]:
        """The words that one which stands nowhere may be a typo of, words of names before others."""
        return sorted(near(word, self._vocabulary), key=lambda other: other not in self._of_names)[:_MEANT]

    def _find_ties(self, found: Sequence[_Levels], most: int) -> Group:
        scores = [word.ties for word in found]
        total = np.sum(scores, axis=0) * 4 * np.minimum.reduce(scores).astype(bool)
        # `China sanctions` is first what China does, `sanctions China` what is done to it.
        total += (total > 0) * ((found[0].named[self._subject] > 0) + 1 * (found[-1].named[self._object] > 0))
        chosen = best(total, self._tie_order, most)
        return Group(tuple(self._tie_hit(self._ties[number]) for number in chosen), int((total > 0).sum()))

    def _tie_hit(self, id_: str) -> Hit:
        row = tie_row(self._reader, self._reader.ties[id_])
        return Hit(id_, row.sentence, line(row.figures or row.backing_words, row.years), id_)

    def _find_entries(self, found: Sequence[_Levels], phrase: str, wanted: Sequence[str], most: int) -> Group:
        scores = [word.entries for word in found]
        total = np.sum(scores, axis=0) * np.minimum.reduce(scores).astype(bool)
        chosen = best(total, self._entry_order, _RANKED)
        texts = [self._reader.claims[self._entries[number]] for number in chosen]
        chosen = in_order(chosen, [(row["statement"], row["quote"]) for row in texts], phrase)
        hits = tuple(self._entry(number, wanted) for number in chosen[:most])
        return Group(hits, int((total > 0).sum()))

    def _entry(self, number: int, wanted: Sequence[str]) -> Hit:
        row = self._reader.claims[self._entries[number]]
        source = self._reader.sources[row["source"]]
        stance = codes.STANCES[row["stance"]] if row["stance"] != "asserts" else ""
        stated, quoted = (words(row[name]) for name in ("statement", "quote"))
        quote = ""
        if any(_begun(word, quoted) and not _begun(word, stated) for word in wanted):
            quote = f"“{row['quote'][:_QUOTED]}{'…' if len(row['quote']) > _QUOTED else ''}”"
        detail = line(stance, self._publisher_name(source), in_words(source["published"]), quote)
        return Hit(row["id"], row["statement"], detail, self._opens[number])

    def _find_sources(self, found: Sequence[_Levels], phrase: str, most: int) -> Group:
        scores = [word.sources for word in found]
        total = np.sum(scores, axis=0) * np.minimum.reduce(scores).astype(bool)
        chosen = best(total, self._source_order, _RANKED)
        titles = [(self._reader.sources[self._sources[number]]["title"],) for number in chosen]
        chosen = in_order(chosen, titles, phrase)
        return Group(tuple(self._source_hit(self._sources[number]) for number in chosen[:most]), int((total > 0).sum()))

    def _source_hit(self, id_: str) -> Hit:
        row = self._reader.sources[id_]
        title = row["title"] or row["url"] or "source without title or address"
        published = in_words(row["published"]) or "no publication date"
        return Hit(id_, title, line(self._publisher_name(row), published), id_)

    def _publisher_name(self, source: Row) -> str:
        publisher = self._reader.publishers.get(source["publisher"])
        return publisher["name"] if publisher else source["publisher"]


class _Levels:
    """How well everything has one word of a query, or one of those it may be a typo of, in points."""

    def __init__(self, index: Search, others: Sequence[str], typo: bool = False) -> None:
        def levels(of: Words) -> Levels:
            # What a short word with a typo may have meant is a word as it stands, not all that begins so.
            whole = [typo and len(word) < _WHOLE for word in others]
            found: Levels = np.maximum.reduce([of.levels(*pair) for pair in zip(others, whole, strict=True)])
            return found

        # One place more, empty, for those that have no number.
        self.named = np.append(levels(index._named), np.uint8(0))
        for word in others:
            self.named[sorted(index._names.whole.get(word, ()))] = 3
        statements, quotes = levels(index._statements), levels(index._quotes)
        stated = np.maximum(_points(statements, 0, 3, 4), _points(quotes, 0, 2, 3))

        ends = np.maximum(self.named[index._subject], self.named[index._object])
        kinds = _points(np.append(levels(index._kind_words), np.uint8(0))[index._kind], 0, 3, 4)
        reported = np.maximum.reduceat(np.append(stated[index._by_tie], 0), index._starts) * index._has_entries
        self.ties = np.maximum.reduce(
            [_points(ends, 0, 3, 4, 6), kinds, _points(levels(index._matters), 0, 2, 3), np.maximum(reported - 1, 0)]
        )
        publishers = np.append(levels(index._publishers), np.uint8(0))
        carried = _points(publishers[index._publisher], 0, 3, 4)
        carried = np.maximum(carried, _points(publishers[index._originator], 0, 1, 2))
        titles, authors = _points(levels(index._titles), 0, 3, 4), _points(levels(index._authors), 0, 1, 2)
        self.sources = np.maximum.reduce([carried, titles, authors])
        self.any = bool(self.named.any() or self.ties.any() or stated.any() or self.sources.any())
        told = np.append(self.sources, 0)[index._source] > 0
        self.entries = np.maximum.reduce([stated, 1 * told, _points(ends, 0, 1, 1, 2)[index._tie]])


def _points(levels: Levels, *points: int) -> Scores:
    found: Scores = np.array(points, dtype=np.int64)[levels]
    return found


def _begun(word: str, texts: Sequence[str]) -> bool:
    return any(text.startswith(word) for text in texts)
