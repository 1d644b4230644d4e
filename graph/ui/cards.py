"""The card of a page and of a publisher, as markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from graph.scene.cards import About, PublisherCard, SourceCard, Support
from graph.scene.sources import SourceRow
from graph.ui.deeds import PARAMETERS
from graph.ui.listed import Drawn, chain, facts, go, table, to_page, to_publisher, tree, words
from graph.ui.opened import desk
from graph.ui.text import link, own_link, show, tag

State = Mapping[str, str]


def source_card(card: SourceCard, state: State, at: str) -> None:
    """Draw a page in full: what it supports, what it goes back to, what is missing; `at` is its address."""
    row = card.row
    head = [
        _back(state, f"source-{row.id}"),
        tag("h1", text=row.title),
        tag("p", to_publisher(row.publisher, row.publisher_name, state), tag("span", text=_after(row)), css="lead"),
    ]
    if row.state:
        head.append(tag("p", text=f"This source is not as it was: {row.state}.", css="notice"))
    if row.url:
        head.append(tag("p", link(row.url, row.url)))
    if card.archived_url:
        head.append(tag("p", tag("span", text="Archived copy: "), link(card.archived_url, card.archived_url)))
    head.append(_changed("sources", row.id))
    goes = [tag("h2", text="What it goes back to")]
    goes.append(chain(card.chain, state) if len(card.chain) > 1 else tag("p", text=card.chain_words))
    if card.family_words:
        goes.append(tag("p", text=card.family_words))
    if card.family:
        goes.append(tree(card.family, row.id, state))
    goes.append(tag("p", text=card.voice_words, css="note"))
    about = [
        tag("h2", text="About this source"),
        facts(card.facts),
        tag("p", text=card.citation, css="citation"),
    ]
    _two(head, [_supports(card.supports)], [tag("section", *goes), tag("section", *about)], at)


def publisher_card(card: PublisherCard, state: State, at: str) -> None:
    """Draw a publisher in full: whose voice it is, its pages, what they are about, who repeats it."""
    row = card.row
    head = [_back(state, f"publisher-{row.id}"), tag("h1", text=row.name), tag("p", text=card.voice_words, css="lead")]
    if row.interest:
        head.append(tag("p", own_link(f"Open the dossier of {row.interest_label}", "actors", actor=row.interest)))
    head.append(_changed("publishers", row.id))
    root = Drawn[SourceRow]("root", "Goes back to", 20, lambda row: words(row.root_name))
    other = Drawn[SourceRow]("publisher", "Publisher", 20, lambda row: words(row.publisher_name))
    lead = "" if card.pages else "None on this list."
    left = [_rows(f"Its sources ({len(card.pages):,})", lead, card.pages, root, state)]
    if card.carried:
        heading = f"Sources of others that repeat it ({len(card.carried):,})"
        left.append(_rows(heading, card.carried_words, card.carried, other, state))
    right = [
        tag("section", tag("h2", text="About this publisher"), facts(card.facts)),
        _about("Ties its sources are about", card.ties, "./", "select"),
        _about("Actors its sources are about", card.actors, "actors", "actor"),
    ]
    _two(head, left, right, at)


def _two(head: Sequence[str], left: Sequence[str], right: Sequence[str], at: str) -> None:
    show(*head, tag("div", tag("div", *left), tag("div", *right), css="columns"), css="sources", data_at=at)


def _back(state: State, key: str) -> str:
    """The way back to the table as it was, where this card's row takes the focus."""
    name = "publishers" if state.get("show") == "publishers" else "sources"
    return tag("p", go(f"‹ All {name}", state, key="back", data_land=key), css="back")


def _changed(table: str, id_: str) -> str:
    """The ways to its form, where whoever looks at it may write, and to what became of it."""
    history = own_link("History", "history", table=table, id=id_)
    if not desk().forms.may_edit:
        return tag("p", history)
    add = own_link("Add an entry from this source", "edit", source=id_)
    ways = [own_link("Change", "edit", **{PARAMETERS[table]: id_}), *([add] if table == "sources" else []), history]
    return tag("p", tag("span", text=" · ").join(ways))


def _after(row: SourceRow) -> str:
    return "".join(f", {part}" for part in (row.published, row.kind_words) if part) + "."


def _supports(supports: Sequence[Support]) -> str:
    if not supports:
        return tag("section", tag("h2", text="What it supports"), tag("p", text="No entry on this list cites it."))
    made = [tag("h2", text=f"What it supports ({len(supports):,})")]
    for (tie, sentence), members in groupby(supports, key=lambda one: (one.tie, one.sentence)):
        entries = [tag("li", *_entry(one)) for one in members]
        made.append(tag("h3", own_link(sentence, "./", select=tie, v="1")) + tag("ul", *entries))
    return tag("section", *made)


def _entry(support: Support) -> list[str]:
    entry = support.entry
    parts = [
        tag("strong", text=support.voices) + tag("span", text=f" {entry.stance_words}"),
        tag("p", text=entry.statement),
    ]
    if entry.quote:
        parts.append(tag("blockquote", text=entry.quote))
    told = (
        ("true ", entry.held),
        ("said ", entry.said_on),
        ("", entry.locator),
        ("in general", "." if entry.in_general else ""),
        ("comes from ", support.origin),
    )
    small = " · ".join(f"{name}{text.strip('.')}" for name, text in told if text)
    return [*parts, tag("span", text=small, css="small")] if small else parts


def _rows(heading: str, lead: str, pages: Sequence[SourceRow], second: Drawn[SourceRow], state: State) -> str:
    parts = [tag("h2", text=heading)]
    if lead:
        parts.append(tag("p", text=lead))
    if not pages:
        return tag("section", *parts)
    columns = (
        Drawn[SourceRow]("title", "Title", 50, lambda row: to_page(row.id, row.title, state)),
        second,
        Drawn[SourceRow]("published", "Published", 17, lambda row: words(row.published)),
        Drawn[SourceRow]("entries", "Entries", 13, lambda row: words(f"{row.entries:,}" if row.entries else "")),
    )
    return tag("section", *parts, table(columns, pages, name=heading))


def _about(heading: str, found: Sequence[About], page: str, name: str) -> str:
    if not found:
        return ""
    version = {"v": "1"} if page == "./" else {}
    items = [
        tag(
            "li",
            own_link(one.words, page, **{name: one.id, **version}),
            tag("span", text=" · ".join(part for part in (one.says, _entries(one.entries)) if part), css="small"),
        )
        for one in found
    ]
    return tag("section", tag("h2", text=f"{heading} ({len(found):,})"), tag("ul", *items))


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"
