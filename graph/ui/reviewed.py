"""One draft, or all of one page, as markup to read, and the buttons that decide on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from graph.desk.drafts import Beside, DraftCard, Field, Said
from graph.desk.queue import STATES, Page
from graph.desk.review import LONGEST_WORDS
from graph.desk.wording import how_many
from graph.model.dates import in_words, is_partial_date
from graph.model.labels import NAMES
from graph.ui import inplaced
from graph.ui.deeds import PARAMETERS
from graph.ui.opened import desk
from graph.ui.text import link, own_link, show, tag

Key = tuple[str, str]
Way = Mapping[str, Key | None]
"""`before` and `after` in the queue."""
_VERDICTS = {"comment": "said", "sent_back": "sent it back", "approved": "approved it", "rejected": "rejected it"}
_BESIDE_THE_STATEMENT = ("statement", "quote", "locator", "source", "speakers", "speaker_text")
"""What stands at the head already where an entry is new."""


def one(card: DraftCard, way: Way, asked: Mapping[str, str]) -> None:
    """The head of a draft with the buttons that decide on it."""
    kept = {name: asked.get(name, "") for name in ("q", "state")}
    show(
        tag("div", tag("h2", text=card.heading), tag("span", *_ways(way, kept), css="rv-way"), css="rv-way"),
        tag("p", *_chips(card), tag("span", text=f"by {card.author}, {card.when}", css="small"), _change(card)),
        css="rv",
    )
    if st.session_state.get("review_to") != (card.table, card.id, card.revision):
        st.session_state["review_to"] = (card.table, card.id, card.revision)
        st.session_state["review_words"] = ""
    stopped = _stopped(card)
    st.text_input(
        "Words to the author",
        key="review_words",
        max_chars=LONGEST_WORDS,
        placeholder="Words to the author: needed to send back or reject",
        label_visibility="collapsed",
    )
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Approve",
            type="primary",
            key="review_approve",
            disabled=bool(stopped),
            on_click=_decide,
            args=(_approve, card, way.get("after") or way.get("before")),
            shortcut="Alt+A",
        )
        st.button("Send back", key="review_back", on_click=_decide, args=(_send_back, card, way.get("after")))
        st.button("Reject", key="review_reject", on_click=_decide, args=(_reject, card, way.get("after")))
        st.button("Only comment", key="review_comment", on_click=_decide, args=(_comment, card, None), type="tertiary")
    if stopped:
        show(tag("p", text=stopped, css="notice bad"), css="rv")


def _ways(way: Way, kept: Mapping[str, str]) -> list[str]:
    names = {"before": "‹ Previous", "after": "Next ›"}
    return [
        inplaced.go("review", words, {**kept, "draft": ":".join(key)}, key=f"way-{name}")
        for name, words in names.items()
        if (key := way.get(name)) is not None
    ]


def _change(card: DraftCard) -> str:
    """The way to the form of a draft, where it has one and whoever looks at it may write."""
    turns = card.change in ("to be taken back", "to be brought back")
    if turns or card.table not in PARAMETERS or not desk().forms.may_edit:
        return ""
    changed = own_link("Edit this draft", "edit", **{PARAMETERS[card.table]: card.id}, draft="yes")
    return tag("span", tag("span", text=" · "), changed, css="small")


def _chips(card: DraftCard) -> list[str]:
    made = [tag("span", text=f"draft, {card.change}" if card.state == "open" else "draft", css="chip draft")]
    if card.state != "open":
        made.append(tag("span", text=STATES[card.state], css="chip bad"))
    return made


def _stopped(card: DraftCard) -> str:
    """Why it cannot be approved, in words; empty where it can."""
    if card.state == "overtaken":
        return (
            "The record was saved by somebody else after this draft was begun. "
            "Compare the two below; write it anew from what is published now, or reject it."
        )
    if card.problems:
        first = card.problems[0]
        return f"It cannot be published as it is. {first.column}: {first.message}"
    return desk().review.may_not_approve(card.shown)


def said_of(card: DraftCard) -> None:
    """What an entry says and where it says it; above the pictures."""
    row = card.row
    if card.table != "claims":
        return
    parts = [tag("p", text=row["statement"], css="rv-statement")]
    who = {field.column: field.after for field in card.fields}
    speakers = ", ".join(filter(None, (row["speaker_text"], who.get("speakers", ""))))
    if speakers:
        parts.append(tag("p", tag("b", text=who.get("stance", "") or "says"), tag("span", text=f" {speakers}")))
    if row["quote"]:
        place = f" ({row['locator']})" if row["locator"] else ""
        parts.append(tag("p", text=f"“{row['quote']}”{place}", css="rv-quote"))
    if card.source:
        parts.append(_source(card.source))
    show(*parts, css="rv")


def _source(row: Mapping[str, str]) -> str:
    day = in_words(row["published"]) if is_partial_date(row["published"]) else "no date"
    title = row["title"] or row["url"] or row["id"]
    inferred = tag("span", text="title inferred from the address; ") if row["title_inferred"] == "true" else ""
    state = tag("span", text=f"; {row['became']}", css="bad") if row["became"] else ""
    return tag(
        "p",
        tag("span", text="On "),
        link(title, row["url"]) if row["url"] else tag("span", text=title),
        tag("span", text=" — "),
        inferred,
        tag("span", text=f"{row['name']}, {day}"),
        state,
    )


def read(card: DraftCard) -> None:
    """All else there is to read of a draft: what differs, what goes with it, what it is like, what was said of it."""
    parts = []
    for problem in card.warnings:
        parts.append(tag("p", text=f"Look twice: {problem.message}", css="notice"))
    if card.alike:
        parts += [
            tag("h3", text="It may be on file already"),
            tag("ul", *[_alike(one) for one in card.alike], css="rv-list"),
        ]
    fields = [
        field
        for field in card.fields
        if not (card.table == "claims" and card.change == "new" and field.column in _BESIDE_THE_STATEMENT)
    ]
    new = card.change == "new"
    parts += [tag("h3", text="What it says" if new else "What it changes"), changes(fields, new=new)]
    if card.stands_on:
        parts += [tag("h3", text=f"Goes with it: {_many(card.stands_on)}"), _stands_on(card.stands_on)]
    if card.thread:
        parts += [tag("h3", text="What was said of it"), *[_said(one) for one in card.thread]]
    history = inplaced.go("history", "History of this record", {"table": card.table, "id": card.id})
    parts.append(tag("p", history, tag("span", text=f" · drafted in: {card.comment}", css="small")))
    show(*parts, css="rv")


def changes(fields: list[Field], *, new: bool) -> str:
    """Fields as a table: what stands there, or what stood there before and what stands there now."""
    if not fields:
        return tag("p", text="Nothing else.", css="small")
    rows = []
    for field in fields:
        name = tag("th", text=field.name, scope="row")
        if new:
            rows.append(tag("tr", name, tag("td", text=field.after)))
        else:
            before = tag("del", text=field.before) if field.before else tag("span", text="nothing", css="small")
            after = tag("ins", text=field.after) if field.after else tag("span", text="nothing", css="small")
            rows.append(tag("tr", name, tag("td", before), tag("td", after)))
    head = (
        ""
        if new
        else tag("thead", tag("tr", *[tag("th", text=words, scope="col") for words in ("Field", "Before", "After")]))
    )
    return tag("table", head, tag("tbody", *rows), css="rv-fields")


def _many(several: tuple[Beside, ...]) -> str:
    number: dict[str, int] = {}
    for other in several:
        number[other.table] = number.get(other.table, 0) + 1
    return ", ".join(how_many(table, number[table]) for table in NAMES if table in number)


def _stands_on(several: tuple[Beside, ...]) -> str:
    rows = []
    for table in NAMES:
        found = [other.heading for other in several if other.table == table]
        if found:
            words = NAMES[table][len(found) > 1]
            rows.append(
                tag("li", tag("b", text=f"{words[:1].upper()}{words[1:]}: "), tag("span", text="; ".join(found)))
            )
    return tag("ul", *rows, css="rv-list")


def _alike(other: Beside) -> str:
    place = (
        inplaced.go("review", other.heading, {"draft": f"{other.table}:{other.id}"}, key=f"alike-{other.id}")
        if other.waits
        else inplaced.go("history", other.heading, {"table": other.table, "id": other.id})
    )
    return tag("li", place, tag("span", text=f" {other.why}{', a draft too' if other.waits else ''}", css="small"))


def _said(one: Said) -> str:
    words = tag("p", text=one.words) if one.words else ""
    return tag(
        "div", tag("span", text=f"{one.who} {_VERDICTS[one.verdict]}, {one.when}", css="small"), words, css="rv-said"
    )


# Several of one page


def together(page: Page, asked: Mapping[str, str]) -> None:
    """The drafts of one page, to be approved as one change, all or without some."""
    kept = {name: asked.get(name, "") for name in ("q", "state")}
    statements = {f"{one.table}:{one.id}": f"{one.heading}: {one.statement}" for one in page.drafts}
    show(
        tag("h2", text=page.title),
        tag("p", text=page.about),
        tag(
            "ol",
            *[
                tag(
                    "li",
                    inplaced.go("review", one.heading, {**kept, "draft": f"{one.table}:{one.id}"}, key=f"in-{one.id}"),
                    tag("span", text=f" {one.stance}", css="chip"),
                    tag("p", text=one.statement),
                )
                for one in page.drafts
            ],
        ),
        css="rv",
    )
    out = st.multiselect(
        "Leave out",
        list(statements),
        format_func=lambda key: statements.get(key, key),
        key="review_out",
        placeholder="Nothing is left out",
        select_all=False,
    )
    keys = [(one.table, one.id) for one in page.drafts if f"{one.table}:{one.id}" not in out and one.state == "open"]
    shown = desk().review.shown(keys) if keys else {}
    stopped = desk().review.may_not_approve(shown)
    besides = len(shown) - len(keys)
    st.button(
        f"Approve {len(keys)} together" if len(keys) > 1 else "Approve it",
        type="primary",
        key="review_together",
        disabled=bool(stopped) or not keys,
        on_click=_all,
        args=(shown, len(keys)),
    )
    words = stopped or (f"{besides} records that they stand on go with them." if besides else "")
    if words:
        show(tag("p", text=words, css="small"), css="rv")


def _all(shown: Mapping[Key, int], number: int) -> None:
    def approve() -> str:
        desk().review.approve(shown)
        return f"{number} entries are published, as one change." if number > 1 else "1 entry is published."

    if inplaced.do("review", approve):
        now = st.query_params.to_dict()
        inplaced.ask("review", {name: now.get(name, "") for name in ("q", "state")})


# Decisions


def _decide(deed: Callable[[DraftCard], str], card: DraftCard, onward: Key | None) -> None:
    """Decide on a draft; where that went well, go on to the next one."""
    published = deed is _approve and card.tie
    see = own_link("See it in the picture", "./", select=card.tie, v="1") if published else ""
    if inplaced.do("review", lambda: deed(card), see):
        st.session_state["review_words"] = ""
        now = st.query_params.to_dict()
        if deed is not _comment:
            now["draft"] = ":".join(onward) if onward else ""
        inplaced.ask("review", now)


def _words() -> str:
    return str(st.session_state.get("review_words", ""))


def _approve(card: DraftCard) -> str:
    desk().review.approve(card.shown, _words())
    besides = len(card.shown) - 1
    return f"Published: {card.heading}" + (f", and {besides} records that it stands on." if besides else ".")


def _send_back(card: DraftCard) -> str:
    desk().review.send_back(card.table, card.id, card.revision, _words())
    return f"Sent back to {card.author}: {card.heading}."


def _reject(card: DraftCard) -> str:
    desk().review.reject({(card.table, card.id): card.revision}, _words())
    return f"Rejected: {card.heading}. Its words stay in its history."


def _comment(card: DraftCard) -> str:
    desk().review.comment(card.table, card.id, card.revision, _words())
    return "Your words stand below the draft."
