"""The twelve checks of a snapshot: what a reviewer of sourcing would look for, with counts and examples.

Only four faults block: a line without a citation, a page that was withdrawn, a denial that is hidden, a figure that is
false. All else warns; a warning is no fault of the briefer but something the reader should know.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.scene.briefing import Briefing, Check, Citation, CitedTie, Record
from graph.scene.chains import Chains
from graph.scene.endnotes import age_words
from graph.scene.entries import publisher_name
from graph.scene.language import confirming, mixed, of_both_rows
from graph.scene.legend import legend
from graph.scene.reader import Reader
from graph.scene.summary import cited_pages, false_figures
from graph.scene.words import count, listed

OK, WARN, BLOCK = "ok", "warn", "block"
_MOST = 8
_ANSWERS = ("denied", "doubted", "questioned", "earlier")
_CONTESTED = frozenset({"one_voice", "one_side"})


def checks(briefing: Briefing, reader: Reader, whole: Reader, chains: Chains) -> tuple[Check, ...]:
    """All twelve.

    Args:
        briefing: with its endnotes, figures and words; its own checks are not looked at.
        reader: the evidence the picture was drawn from.
        whole: the same with nothing hidden: all entries within the clocks, each counted.
        chains: which page goes back to which.
    """
    made = (
        _cited(briefing),
        _complete(briefing),
        _most_original(briefing, chains, reader),
        _independent(briefing, reader),
        _conflict_shown(briefing, whole),
        _dated(briefing),
        _told_apart(briefing),
        _language(briefing),
        _described(briefing),
        _summarised(briefing),
        _preserved(briefing),
        _reproducible(briefing),
    )
    return tuple(replace(check, number=number) for number, check in enumerate(made, start=1))


def rechecked(briefing: Briefing) -> tuple[Check, ...]:
    """The checks of a briefing whose words were changed, or a page of which was withdrawn: the evidence stays."""
    anew = {8: _language(briefing), 10: _summarised(briefing), 11: _preserved(briefing), 12: _reproducible(briefing)}
    return tuple(replace(anew.get(check.number, check), number=check.number) for check in briefing.checks)


def standing(briefing: Briefing) -> tuple[Check, ...]:
    """The checks as they stand now: those of when it was frozen, and what was withdrawn since."""
    return rechecked(briefing) if briefing.withdrawn else briefing.checks


def blocking(briefing: Briefing) -> tuple[Check, ...]:
    """The checks that hold a briefing back."""
    return tuple(check for check in standing(briefing) if check.outcome == BLOCK)


def unanswered(briefing: Briefing, before: Briefing | None = None) -> tuple[Check, ...]:
    """The checks that hold a briefing back and that nobody answered for, in it or in the version `before` it.

    A version keeps what its words were checked to; the reason in it answers for just that, in number and in examples.
    """
    answer = before or briefing
    answered = [check for check in answer.checks if check.outcome == BLOCK] if answer.override else []
    return tuple(check for check in blocking(briefing) if check not in answered)


def _check(name: str, outcome: str, words: str, examples: Iterable[str] = ()) -> Check:
    return Check(0, name, outcome, words, tuple(examples)[:_MOST])


def _cited(briefing: Briefing) -> Check:
    name = "Every line is cited"
    drawn = {line.id for line in briefing.scene.lines}
    noted = {note.line for note in briefing.endnotes if all(tie.citations for tie in note.ties) and note.ties}
    bare = [line.heading for line in briefing.scene.lines if line.id not in noted]
    unused = [note.heading for note in briefing.endnotes if note.line not in drawn]
    if bare or unused:
        words = [f"{count(len(bare), 'line stands', 'lines stand')} without a citation"] if bare else []
        words += [f"{count(len(unused), 'endnote belongs', 'endnotes belong')} to no line"] if unused else []
        return _check(name, BLOCK, f"{'; '.join(words)}.", bare + unused)
    if not drawn:
        return _check(name, WARN, "The picture shows no line.")
    pages = len(cited_pages(briefing.endnotes))
    return _check(name, OK, f"{count(len(drawn), 'line')}, each with its number; {count(pages, 'source')} cited.")


def _complete(briefing: Briefing) -> Check:
    pages = _pages(briefing)
    claims = briefing.records["claims"]
    gaps = (
        (pages, "published", "source", "sources", "without a date of publication"),
        (pages, "title", "source", "sources", "without a title"),
        (pages, "accessed", "source", "sources", "without a date of access"),
        (pages, "url", "source", "sources", "without an address"),
        (claims, "quote", "entry", "entries", "without a quote"),
        (claims, "locator", "entry", "entries", "without a place in the source"),
    )
    found = [
        f"{count(missing, one, many)} {words}"
        for rows, column, one, many, words in gaps
        if (missing := sum(not row[column] for row in rows))
    ]
    inferred = sum(page["title_inferred"] == "true" for page in pages)
    found += [f"{count(inferred, 'title')} inferred from the address"] if inferred else []
    name = "Citations are complete"
    if found:
        return _check(name, WARN, f"{'; '.join(found)}, of {count(len(pages), 'source')}.", _titles(pages, "published"))
    return _check(name, OK, "Each names originator, title, dates, address and place.")


def _most_original(briefing: Briefing, chains: Chains, reader: Reader) -> Check:
    """Whether a page is cited that repeats another one on this list, and that other is not cited beside it."""
    found = []
    for note in briefing.endnotes:
        cited = {citation.source for tie in note.ties for citation in tie.citations}
        for page in sorted(cited):
            roots = {step.source for step in chains.up(page)[:-1] if step.source}
            if roots and not roots & cited:
                names = (publisher_name(reader, reader.sources[one]["publisher"]) for one in (page, min(roots)))
                found.append("endnote {}: {} repeats {}".format(note.number, *names))
    name = "The most original source is cited"
    if found:
        return _check(
            name, WARN, f"{count(len(found), 'citation')} of a source that repeats another on this list.", found
        )
    return _check(name, OK, "No source is cited in place of one that it repeats.")


def _independent(briefing: Briefing, reader: Reader) -> Check:
    """Count again what is said to have several independent voices."""
    name = "Several voices are several"
    counted, false = 0, []
    for tie in _ties(briefing):
        if tie.backing != "several_voices":
            continue
        counted += 1
        if not any(_several(strand.id, reader) for strand in reader.strands_of[tie.id]):
            false.append(tie.sentence)
    if false:
        return _check(name, BLOCK, f"{count(len(false), 'tie has', 'ties have')} fewer voices than it says.", false)
    told = count(counted, "tie is", "ties are")
    return _check(name, OK, f"{told} said by two voices or more that do not go back to one another.")


def _several(strand: str, reader: Reader) -> bool:
    backing = [stand for stand in reader.stands[strand] if stand.backs]
    return len({stand.voice for stand in backing}) > 1 and any(not stand.stake for stand in backing)


def _conflict_shown(briefing: Briefing, whole: Reader) -> Check:
    """Whether every denial and dispute of what is drawn is in the endnotes and marked, whatever the filters hide."""
    name = "Nothing that is denied is hidden"
    cited = {(tie.id, claim) for tie in _ties(briefing) for one in tie.citations for claim in one.claims}
    hidden: dict[str, set[str]] = {}
    told = set()
    for row in (row for line in briefing.scene.lines for row in line.ties):
        for stand in whole.stands_of_tie.get(row.id, ()):
            if stand.list not in _ANSWERS:
                continue
            if (row.id, stand.claim) in cited:
                told.add(row.id)
            else:
                hidden.setdefault(row.sentence, set()).add(whole.voices[stand.voice].label)
    unmarked = [
        line.heading
        for line in briefing.scene.lines
        if not line.mark
        and not line.only_denied
        and any(row.deny and row.say for row in line.ties)
        and len(line.ties) > 1
    ]
    if hidden or unmarked:
        examples = [f"{sentence}: answered by {listed(sorted(names))}" for sentence, names in sorted(hidden.items())]
        what = count(len(hidden) + len(unmarked), "tie is", "ties are")
        return _check(
            name, BLOCK, f"{what} denied or questioned, and this picture does not show it.", examples + unmarked
        )
    left = briefing.scene.omitted
    words = f"{count(len(told), 'tie is', 'ties are')} answered, and each endnote names who answers."
    if "somebody denies" in left:
        return _check(name, WARN, f"{words} {left}")
    return _check(name, OK, words)


def _dated(briefing: Briefing) -> Check:
    sources = {page["id"]: page for page in _pages(briefing)}
    old = [
        f"{claim['statement']} ({words})"
        for claim in briefing.records["claims"]
        if claim["source"] in sources and (words := age_words(claim, sources[claim["source"]]))
    ]
    printed = f"{briefing.cutoff}; {briefing.picture_date[:1].lower()}{briefing.picture_date[1:]}"
    if old:
        more = f"{count(len(old), 'entry reports', 'entries report')} what was said half a year or more before"
        return _check("Dates are printed", WARN, f"{printed}. {more}; each says so.", old)
    return _check("Dates are printed", OK, f"{printed}.")


def _told_apart(briefing: Briefing) -> Check:
    name = "Reports are told from findings"
    wanted = {entry.sample for entry in legend(briefing.scene.lines)}
    missing = wanted - {entry.sample for entry in briefing.scene.legend}
    if missing:
        return _check(name, WARN, f"The legend leaves out: {listed(sorted(missing))}.")
    return _check(name, OK, "The legend explains every way a line is drawn; lines are reports, not findings.")


def _language(briefing: Briefing) -> Check:
    texts = _texts(briefing)
    sentences = [*mixed(texts)]
    words = [f"{count(len(sentences), 'sentence')} saying how likely and how confident at once"] if sentences else []
    if of_both_rows(texts):
        words.append("words of both rows of the likelihood table; use those of one")
    confirming_ = confirming(texts)
    if confirming_ and not any(claim["credibility"] == "1" for claim in briefing.records["claims"]):
        sentences += confirming_
        words.append("something is called confirmed, which nothing here was judged to be")
    if words:
        return _check("Plain words", WARN, f"{'; '.join(words)}.", sentences)
    return _check("Plain words", OK, "No sentence mixes how likely with how confident, none says confirmed.")


def _described(briefing: Briefing) -> Check:
    """Whether the pages that carry weight alone, or are contradicted, say what is to be known of them."""
    bearing: dict[str, Citation] = {}
    for tie in _ties(briefing):
        if tie.backing in _CONTESTED or any(one.list in ("denied", "doubted") for one in tie.citations):
            bearing |= {one.source: one for one in tie.citations}
    bare = [one for one in bearing.values() if not one.descriptor]
    words = (
        f"{len(bearing) - len(bare)} of {count(len(bearing), 'source')} that carry a tie alone, or one that is denied, "
    )
    words += "say what is to be known of them."
    examples = (f"{one.publisher}: {one.title or one.url}" for one in bare)
    return _check("Sources are described", WARN if bare else OK, words, examples)


def _summarised(briefing: Briefing) -> Check:
    name = "The source summary is true"
    if not any(text.strip() for text in briefing.source_summary):
        return _check(name, WARN, "There is no source summary.")
    wrong = false_figures(briefing.source_summary, briefing.figures, briefing.scene)
    if wrong:
        what = count(len(wrong), "figure in it is", "figures in it are")
        return _check(name, BLOCK, f"{what} not what was counted; correct it, or take the generated text.", wrong)
    doubtful = false_figures((briefing.title, briefing.summary, briefing.caveats), briefing.figures, briefing.scene)
    if doubtful:
        return _check(name, WARN, "A figure elsewhere in the text was not counted here; look at it again.", doubtful)
    return _check(name, OK, "Every figure in it is what was counted.")


def _preserved(briefing: Briefing) -> Check:
    name = "Sources are kept and still stand"
    pages = _pages(briefing)
    gone = [page for page in pages if page["state"] == "withdrawn" or page["status"] == "retracted"]
    if gone or briefing.withdrawn:
        many = max(len(gone), len(briefing.withdrawn))
        examples = [*briefing.withdrawn, *(page["title"] or page["url"] for page in gone)]
        return _check(name, BLOCK, f"{count(many, 'source was', 'sources were')} withdrawn.", examples)
    lost = sum(not (page["archived_url"] or page["content_sha256"]) for page in pages)
    unchecked = sum(not page["checked"] for page in pages)
    marked = sum(page["state"] in ("corrected", "dead") for page in pages)
    parts = [f"{count(lost, 'source')} without an archived copy"] if lost else []
    parts += [f"{count(unchecked, 'source')} never looked at again"] if unchecked else []
    parts += [f"{count(marked, 'source')} corrected or gone, so marked"] if marked else []
    if parts:
        return _check(name, WARN, f"{'; '.join(parts)}, of {count(len(pages), 'source')}.")
    return _check(name, OK, "Each has an archived copy and was looked at again.")


def _reproducible(briefing: Briefing) -> Check:
    made = f"Made from change {briefing.seq} of the list by version {briefing.app_version}; {briefing.asked}"
    if not briefing.handling.strip():
        return _check("It can be made again", WARN, f"{made} There is no handling line.")
    return _check("It can be made again", OK, made)


def _texts(briefing: Briefing) -> tuple[str, ...]:
    return (briefing.title, briefing.summary, briefing.caveats, *briefing.source_summary)


def _ties(briefing: Briefing) -> Sequence[CitedTie]:
    return [tie for note in briefing.endnotes for tie in note.ties]


def _pages(briefing: Briefing) -> Sequence[Record]:
    cited = cited_pages(briefing.endnotes)
    return [page for page in briefing.records["sources"] if page["id"] in cited]


def _titles(pages: Sequence[Record], column: str) -> list[str]:
    return [page["title"] or page["url"] for page in pages if not page[column]]
