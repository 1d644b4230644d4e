"""Review: the drafts that wait, one of them as it would change the picture, and the decision on it.

The address is the state: `q`, `state`, `draft` (`claims:ID`), `of` (a page whose drafts are decided on together) and
`show` (`same` for actors that may be one). Session keys: `review_q`, `review_state`, `review_words`, `review_out`,
`review_four_eyes` (the widgets; set from the address where that changed by itself), `review_to` (which draft the words
are for) and those of `inplaced`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graph.desk.drafts import DraftCard
from graph.desk.queue import STATES, Page, Queue, Waiting
from graph.model.errors import NotFound
from graph.ui import inplaced, reviewed, same
from graph.ui.network import components
from graph.ui.opened import desk
from graph.ui.rippled import becomes
from graph.ui.text import show, tag

_STYLE = Path(__file__).parent / "network" / "review.css"
_TABS = {"": "Drafts", "same": "The same actor?"}
_HEIGHT = 480
_MOST = 400
"""How many drafts are listed at once; the browser is slow with more."""


def page() -> None:
    """Draw the queue and the draft that the address asks for."""
    st.html(_STYLE)
    asked = inplaced.asked("review", _to_widgets)
    last: Callable[[], None] | None = None
    if asked.get("show") == "same":
        _head(asked, "Who is the same, and who is not.")
        same.page(asked)
    else:
        last = _drafts(asked)
    # The list moves to the draft that is open as soon as both are there, and does not wait for the pictures.
    inplaced.follow("review")
    if last:
        last()


def _to_widgets(asked: Mapping[str, str]) -> None:
    st.session_state["review_q"] = asked.get("q", "")
    st.session_state["review_state"] = asked.get("state", "") if asked.get("state", "") in STATES else ""
    same.to_widgets(asked)


def _head(asked: Mapping[str, str], lead: str) -> None:
    tabs = [
        inplaced.go(
            "review",
            words,
            {"show": name},
            key=f"tab-{name}",
            **({"aria_current": "page"} if asked.get("show", "") == name else {}),
        )
        for name, words in _TABS.items()
    ]
    left, right = st.columns([86, 14], vertical_alignment="center")
    with left:
        show(
            tag("h1", text="Review"),
            tag("nav", *tabs, css="rv-tabs", aria_label="What to review"),
            tag("p", text=lead, css="lead"),
            css="rv rv-head",
        )
    with right:
        st.session_state["review_four_eyes"] = desk().review.four_eyes
        st.toggle(
            "Four eyes",
            key="review_four_eyes",
            on_change=_turn,
            disabled=not desk().review.may_turn,
            help="Nobody may approve what they wrote: a second person has to.",
        )
    told = inplaced.said("review")
    if told:
        show(told, css="rv")


def _turn() -> None:
    def turn() -> str:
        on = bool(st.session_state["review_four_eyes"])
        desk().review.turn_four_eyes(on)
        return (
            "From now on, nobody approves what they wrote." if on else "From now on, one person is enough to approve."
        )

    inplaced.do("review", turn)


def _drafts(asked: dict[str, str]) -> Callable[[], None] | None:
    """Draw the queue and the head of a draft; the answer draws the rest of it, which takes longest."""
    queue = desk().review.queue(asked.get("q", ""), asked.get("state", ""))
    _head(asked, _lead(queue))
    if not queue.counts:
        show(tag("p", text="Nothing waits. Whatever is drafted from now on is found here."), css="rv")
        return None
    left, right = st.columns([36, 64], gap="medium")
    with left:
        _filters(queue)
        with st.container(height=_HEIGHT, key="review_list", border=False):
            opened = _opened(asked, queue)
            show(_list(queue, asked, opened), css="rv")
    with right:
        if asked.get("of"):
            whole = next((one for one in desk().review.queue().pages if one.source == asked["of"]), None)
            if whole is not None:
                reviewed.together(whole, asked)
                return None
        if opened is None:
            show(tag("p", text="No draft has these words. Take some of them away.", css="notice"), css="rv")
            return None
        try:
            card = desk().review.draft(*opened)
        except NotFound:
            show(
                tag("p", text="This draft waits no longer: it was decided on. Choose another one.", css="notice"),
                inplaced.go("history", "See what became of it", {"table": opened[0], "id": opened[1]}),
                css="rv",
            )
            return None
        reviewed.one(card, _neighbours(queue.order, opened), asked)
        body = st.container(height=_HEIGHT, key="review_draft", border=False)
        with body:
            reviewed.said_of(card)
    return partial(_weighed, card, body)


def _weighed(card: DraftCard, body: DeltaGenerator) -> None:
    """What becomes of the tie, worked out while the draft is being read already, and all else there is to read."""
    with body:
        pair = desk().review.pair(card.table, card.id)
        if pair is not None:
            components.pair(pair.wire(), key="review_pair")
            show(tag("p", text=pair.sentence, css="rv-becomes"), css="rv")
        else:
            _ripple((card.table, card.id))
        reviewed.read(card)


def _ripple(key: tuple[str, str]) -> None:
    """What becomes of the ties where the draft of another record than an entry is approved."""
    told = desk().review.ripple(*key)
    parts = becomes(told)
    if parts:
        show(tag("h3", text="What becomes of the ties"), *parts, css="outlook")
    if told.pair is not None:
        components.pair(told.pair.wire(), key="review_pair")


def _lead(queue: Queue) -> str:
    parts = [f"{number:,} {STATES[state]}" for state, number in queue.counts.items() if number]
    waits = ", ".join(parts) if parts else "nothing waits"
    return f"{waits[:1].upper()}{waits[1:]}. What is not approved is in no picture, file or export."


def _filters(queue: Queue) -> None:
    with st.container(horizontal=True, gap="small"):
        st.text_input(
            "Find a draft",
            key="review_q",
            placeholder="Find a draft: words, actor, source",
            label_visibility="collapsed",
            on_change=_narrow,
        )
        st.selectbox(
            "How it waits",
            ["", *STATES],
            key="review_state",
            format_func=lambda state: f"{STATES[state]} ({queue.counts.get(state, 0)})" if state else "all that waits",
            label_visibility="collapsed",
            on_change=_narrow,
            width=170,
        )


def _narrow() -> None:
    inplaced.ask("review", {"q": st.session_state["review_q"].strip(), "state": st.session_state["review_state"]})


def _opened(asked: Mapping[str, str], queue: Queue) -> tuple[str, str] | None:
    """The draft that the address names, else the first one."""
    table, _, id_ = asked.get("draft", "").partition(":")
    if id_:
        return table, id_
    return queue.order[0] if queue.order else None


def _neighbours(order: tuple[tuple[str, str], ...], key: tuple[str, str]) -> dict[str, tuple[str, str] | None]:
    at = order.index(key) if key in order else -1
    return {
        "before": order[at - 1] if at > 0 else None,
        "after": order[at + 1] if 0 <= at < len(order) - 1 else None,
    }


def _list(queue: Queue, asked: Mapping[str, str], opened: tuple[str, str] | None) -> str:
    kept = {name: asked.get(name, "") for name in ("q", "state")}
    shown, number = [], 0
    for page in queue.pages:
        if number >= _MOST:
            break
        shown.append(_page(page, kept, asked.get("of", ""), opened))
        number += len(page.drafts)
    left = len(queue.order) - number
    more = tag("p", text=f"and {left:,} more: find them by their words above.", css="small") if left > 0 else ""
    return tag("div", *shown, more)


def _page(page: Page, kept: Mapping[str, str], of: str, opened: tuple[str, str] | None) -> str:
    together = ""
    if page.source and len(page.drafts) > 1:
        together = inplaced.go(
            "review", f"All {len(page.drafts)} together", {**kept, "of": page.source}, key=f"of-{page.source}"
        )
    about = tag("div", tag("b", text=page.title), tag("span", text=page.about, css="small") if page.about else "")
    rows = [tag("li", _row(one, kept, not of and (one.table, one.id) == opened)) for one in page.drafts]
    return tag("section", tag("header", about, together), tag("ul", *rows), css="rv-page")


def _row(one: Waiting, kept: Mapping[str, str], here: bool) -> str:
    chips = [tag("span", text=one.stance, css="chip")] if one.stance else []
    if one.change != "new":
        chips.append(tag("span", text=one.change, css="chip draft"))
    if one.state != "open":
        chips.append(tag("span", text=STATES[one.state], css="chip bad"))
    return inplaced.go(
        "review",
        "",
        {**kept, "draft": f"{one.table}:{one.id}"},
        tag("span", text=one.heading, css="rv-heading"),
        tag("span", *chips, tag("span", text=one.statement) if one.statement else "", css="rv-words"),
        key=f"draft-{one.table}-{one.id}",
        css="rv-draft",
        **({"aria_current": "true"} if here else {}),
    )
