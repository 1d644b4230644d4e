"""A briefing as markup: the picture on its sheet, the text as it comes out, the checks, and the list of snapshots."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence

from graph.desk.snapshots import Listed
from graph.model.dates import in_words
from graph.scene.briefing import Briefing, Card, Check, Citation, CitedTie, Endnote
from graph.scene.since import Difference, Since
from graph.scene.words import count
from graph.ui.text import link, own_link, tag

_OUTCOMES = {"ok": "holds", "warn": "look", "block": "stops"}


def words_of(briefing: Briefing) -> tuple[object, ...]:
    """What of a briefing its writer can change."""
    written = (briefing.title, briefing.summary, briefing.caveats, briefing.handling, briefing.override)
    return (*written, briefing.source_summary)


def listed(snapshots: Sequence[Listed], notice: str) -> list[str]:
    """All snapshots as a table, the last one made first."""
    parts = [tag("h1", text="Snapshots")]
    parts += [tag("p", text=notice, css="notice")] if notice else []
    lead = "A snapshot is a picture frozen with its sources. It shows the same for ever, whatever the list says later."
    parts.append(tag("p", text=lead, css="lead"))
    if not snapshots:
        return [*parts, tag("p", own_link("Explore, and press Snapshot", "./"))]
    rows = []
    for one in snapshots:
        title = [own_link(one.title, "brief", snapshot=one.id)]
        title += [tag("p", text=f"Withdrawn since: {words}", css="bad") for words in one.withdrawn]
        title += [tag("p", text=one.trouble, css="bad")] if one.trouble else []
        versions = count(len(one.versions), "version")
        cells = [tag("td", text=text) for text in (_moment(one.frozen_at), versions, one.made_by)]
        rows.append(tag("tr", tag("th", *title, scope="row"), *cells))
    names = ("Title", "Frozen", "Words", "By")
    head = tag("thead", tag("tr", *[tag("th", text=name, scope="col") for name in names]))
    return [*parts, tag("table", head, tag("tbody", *rows))]


def head(briefing: Briefing, versions: Sequence[str]) -> list[str]:
    """The title, when it was frozen, its versions, and the ways to the view and to the other snapshots."""
    facts = [tag("span", text=f"Frozen {_moment(briefing.generated_at)}")]
    if len(versions) > 1:
        links = [
            tag("strong", text=f"version {number}")
            if id_ == briefing.id
            else own_link(f"version {number}", "brief", snapshot=id_)
            for number, id_ in enumerate(versions, start=1)
        ]
        facts.append(tag("span", *[f"{one} " for one in links]))
    query = f"./?{briefing.query}" if briefing.query else "./"
    facts.append(tag("a", text="Open this view as it is now", href=query, target="_self"))
    facts.append(own_link("All snapshots", "brief"))
    facts.append(tag("a", text="Take it away", href="#files", target="_self", css="narrow"))
    return [tag("h1", text=briefing.title), tag("p", *facts, css="facts")]


def sheet(briefing: Briefing, picture: str) -> str:
    """The picture as an image on its sheet; its words for those who do not see it are in the text beneath."""
    drawn = base64.b64encode(picture.encode()).decode()
    lines, actors = count(len(briefing.scene.lines), "line"), count(len(briefing.scene.nodes), "actor")
    says = f"The picture “{briefing.title}”: {lines} between {actors}, each with the number of its endnote below."
    return tag("figure", f"{tag('img', src=f'data:image/svg+xml;base64,{drawn}', alt=says)}", css="sheet")


def since(told: Since, briefing: Briefing) -> str:
    """What has changed since, folded where it is much; a line that says so where nothing has."""
    withdrawn = [tag("p", text=f"Withdrawn since it was frozen: {words}", css="notice bad") for words in told.withdrawn]
    if not told.words:
        same = "Nothing that this picture shows has changed on the list since it was frozen."
        return tag("section", tag("p", text=same, css="note"), css="since")
    rows = [
        tag("li", tag("strong", text=words), " ", _where(one), tag("span", text=f": {_became(one)}"))
        for words, found in (("New:", told.added), ("Gone:", told.gone), ("Changed:", told.changed))
        for one in found
    ]
    what = f"Since it was frozen: {told.words}."
    if not rows:
        return tag("section", *withdrawn, tag("p", text=what, css="note"), css="since")
    folded = tag("details", tag("summary", text=what), tag("ul", *rows))
    return tag("section", *withdrawn, folded, css="since")


def text(briefing: Briefing, *, all_sources: bool) -> list[str]:
    """Everything beneath the picture, in the order in which it comes out."""
    parts = []
    for heading, body in (("Summary", briefing.summary), ("Caveats", briefing.caveats)):
        if body:
            parts.append(tag("section", tag("h2", text=heading), *_paragraphs(body.split("\n"))))
    parts.append(tag("section", tag("h2", text="What this rests on"), *_paragraphs(briefing.source_summary)))
    if briefing.override:
        why = f"Files are made although a check stops them: {briefing.override}"
        parts.append(tag("p", text=why, css="notice bad"))
    if not briefing.endnotes:
        return parts
    notes = {note.number: note for note in briefing.endnotes}
    cards = [_card(card, notes[card.number], all_sources) for card in briefing.cards]
    parts.append(tag("section", tag("h2", text="Who says so, line by line"), tag("div", *cards, css="cards")))
    told = tag("ol", *[_note(note) for note in briefing.endnotes], css="endnotes")
    return [*parts, tag("section", tag("h2", text="Endnotes"), told)]


def checks(found: Sequence[Check]) -> str:
    """The twelve checks: how many hold, and each with its words and examples; those that do not hold come first."""
    numbers = {outcome: sum(check.outcome == outcome for check in found) for outcome in _OUTCOMES}
    stops = f"{numbers['block']} {'stops' if numbers['block'] == 1 else 'stop'} the files" if numbers["block"] else ""
    summary = ", ".join(
        filter(None, (stops, f"{numbers['warn']} to look at" if numbers["warn"] else "", f"{numbers['ok']} hold"))
    )
    order = {"block": 0, "warn": 1, "ok": 2}
    rows = [_check(check) for check in sorted(found, key=lambda check: (order[check.outcome], check.number))]
    folded = tag("details", tag("summary", text=f"{len(found)} checks: {summary}"), tag("ol", *rows, css="checks"))
    return tag("section", tag("h2", text="Checks"), folded)


def _check(check: Check) -> str:
    head = [
        tag("span", text=_OUTCOMES[check.outcome], css=f"outcome {check.outcome}"),
        tag("strong", text=f"{check.number}. {check.name}"),
    ]
    parts = [tag("div", *head), tag("p", text=check.words)]
    if check.examples:
        examples = tag("ul", *[tag("li", text=example) for example in check.examples])
        parts.append(tag("details", tag("summary", text="Examples"), examples))
    return tag("li", *parts)


def _card(card: Card, note: Endnote, all_sources: bool) -> str:
    head = tag("h3", tag("span", text=str(card.number), css="number"), tag("span", text=card.sentence))
    rows = [
        _facts("Who says so", card.says),
        _facts("Who answers", card.answers),
        _facts("When", [words for words in (card.since, card.holds) if words]),
    ]
    letters = {f"{card.number}{one.letter}": one for tie in note.ties for one in tie.citations}
    keys = list(letters) if all_sources else [key for key in card.key if key in letters]
    sources = [tag("li", tag("b", text=key), tag("span", text=f" {_short(letters[key])}")) for key in keys]
    rows.append(tag("dt", text="All sources" if all_sources else "Key sources") + tag("dd", tag("ul", *sources)))
    return tag("article", head, tag("dl", *rows), css="card denied" if note.only_denied else "card")


def _facts(name: str, words: Sequence[str]) -> str:
    inside = [tag("li", text=one) for one in words] or [tag("li", text="nobody on this list")]
    return tag("dt", text=name) + tag("dd", tag("ul", *inside))


def _short(citation: Citation) -> str:
    title = f"“{citation.title}”, " if citation.title else ""
    return f"{title}{citation.originator}, {citation.published or 'no date'}"


def _note(note: Endnote) -> str:
    head = tag("h3", tag("span", text=str(note.number), css="number"), tag("span", text=note.heading))
    return tag("li", head, *[_tie(tie) for tie in note.ties], id=f"note-{note.number}")


def _tie(tie: CitedTie) -> str:
    stands = "; ".join(filter(None, (tie.backing_words, tie.answer_words)))
    years = f" ({tie.years})" if tie.years else ""
    rows = [_citation(one) for one in tie.citations]
    return tag(
        "div", tag("p", tag("strong", text=tie.sentence), tag("span", text=f"{years}: {stands}.")), tag("ul", *rows)
    )


def _citation(one: Citation) -> str:
    before, address, after = one.words.partition(one.url) if one.url else (one.words, "", "")
    parts = [tag("b", text=one.letter), tag("span", text=f" {before}")]
    parts += [link(address, address)] if address else []
    parts += [tag("span", text=after)] if after else []
    return tag("li", *parts, css=f"{one.list} bad" if one.state else one.list)


def _where(one: Difference) -> str:
    """A tie, with the way to it where the list still has it."""
    return own_link(one.sentence, "./", select=one.tie, v="1") if one.now else tag("span", text=one.sentence)


def _became(one: Difference) -> str:
    if one.was and one.now:
        return f"was {one.was}; is {one.now}"
    return one.now or one.was


def _paragraphs(texts: Iterable[str]) -> list[str]:
    return [tag("p", text=text) for text in texts if text.strip()]


def _moment(moment: str) -> str:
    return f"{in_words(moment[:10])}, {moment[11:16]} UTC"
