"""History: the changes of the list, one change, or all that became of one record; and going back.

The address is the state: `table` and `id` open a record, `change` a change (with `part`, a table of it), else the feed
is shown, narrowed by `table` and `by`; `page` counts on. Session keys: `history_table`, `history_by` (the filters; set
from the address where that changed by itself), `history_why_N` (why one goes back to revision N) and those of
`inplaced`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from graph.desk.history import Deed, Opened, RecordHistory, Step
from graph.model.errors import NotFound
from graph.model.labels import NAMES
from graph.ui import inplaced
from graph.ui.deeds import PARAMETERS
from graph.ui.opened import desk
from graph.ui.reviewed import changes
from graph.ui.text import own_link, show, tag

_STYLE = Path(__file__).parent / "network" / "review.css"
_CSS = {"published": "good", "draft": "draft", "rejected": "bad", "retracted": "bad"}


def page() -> None:
    """Draw the feed, the change or the record that the address asks for."""
    st.html(_STYLE)
    asked = inplaced.asked("history", _to_widgets)
    told = inplaced.said("history")
    try:
        if asked.get("id"):
            _record(desk().history.of(asked.get("table", ""), asked["id"]), told)
        elif asked.get("change"):
            _change(_opened(asked), asked)
        else:
            _feed(asked, told)
    except NotFound as error:
        _feed({}, tag("p", text=str(error), css="notice bad", role="alert"))
    inplaced.follow("history")


def _to_widgets(asked: Mapping[str, str]) -> None:
    st.session_state["history_table"] = asked.get("table", "") if asked.get("table", "") in NAMES else ""
    st.session_state["history_by"] = asked.get("by", "")


def _number(asked: Mapping[str, str]) -> int:
    page = asked.get("page", "")
    return int(page) if page.isdecimal() and len(page) < 8 else 1


# The feed


def _feed(asked: Mapping[str, str], told: str) -> None:
    show(
        tag("h1", text="History"),
        tag(
            "p",
            text="Every change of this list, the newest first: who, when, why. Nothing is ever deleted.",
            css="lead",
        ),
        told,
        css="rv",
    )
    people = desk().history.people()
    if st.session_state["history_by"] not in people:
        st.session_state["history_by"] = ""
    with st.container(horizontal=True):
        st.selectbox(
            "What was changed",
            ["", *NAMES],
            key="history_table",
            format_func=lambda table: NAMES[table][1] if table else "anything",
            on_change=_narrow,
            width=220,
        )
        st.selectbox(
            "By whom",
            ["", *people],
            key="history_by",
            format_func=lambda id_: id_ or "anybody",
            on_change=_narrow,
            width=220,
        )
    feed = desk().history.feed(
        table=st.session_state["history_table"], by=st.session_state["history_by"], page=_number(asked)
    )
    if not feed.deeds:
        show(tag("p", text="No change is like that. Ask for anything, by anybody."), css="rv")
    show(*[_deed(deed) for deed in feed.deeds], _pager(asked, feed.page, feed.pages), css="rv")


def _narrow() -> None:
    inplaced.ask("history", {"table": st.session_state["history_table"], "by": st.session_state["history_by"] or ""})


def _deed(deed: Deed) -> str:
    who = tag("div", tag("b", text=deed.who), tag("p", text=deed.when, css="small"))
    link = inplaced.go("history", f"change {deed.seq}", {"change": str(deed.seq)}, key=f"change-{deed.seq}")
    steps = [
        tag("li", _step_link(step), " ", tag("span", text=step.words, css=f"chip {_CSS[step.status]}"))
        for step in deed.steps
    ]
    return tag(
        "section",
        who,
        tag(
            "div",
            tag("p", text=deed.comment or "No reason given."),
            tag("ul", *steps, css="rv-list") if steps else "",
            tag("p", tag("span", text=f"{deed.figures} · "), link, css="small"),
        ),
        css="rv-deed",
    )


def _step_link(step: Step) -> str:
    return inplaced.go(
        "history", step.heading, {"table": step.table, "id": step.id}, key=f"record-{step.seq}-{step.table}-{step.id}"
    )


def _pager(asked: Mapping[str, str], page: int, pages: int) -> str:
    if pages < 2:
        return ""
    ways = []
    for words, other in (("‹ Newer", page - 1), ("Older ›", page + 1)):
        if 1 <= other <= pages:
            told = {**asked, "page": str(other) if other > 1 else ""}
            ways.append(inplaced.go("history", words, told, key=f"page-{words}"))
    return tag("p", tag("span", text=f"Page {page} of {pages}"), *ways, css="rv-way")


# One change


def _opened(asked: Mapping[str, str]) -> Opened:
    seq = asked["change"]
    if not seq.isdecimal() or len(seq) > 9:
        raise NotFound("change", seq)
    part = asked.get("part", "")
    return desk().history.change(int(seq), table=part if part in NAMES else "", page=_number(asked))


def _change(opened: Opened, asked: Mapping[str, str]) -> None:
    deed, part = opened.deed, asked.get("part", "")
    parts = [
        inplaced.go(
            "history",
            words,
            {"change": str(deed.seq), "part": table},
            key=f"part-{table}",
            **({"aria_current": "page"} if part == table else {}),
        )
        for table, words in {"": "All", **{table: NAMES[table][1].capitalize() for table in opened.tables}}.items()
    ]
    show(
        tag("p", inplaced.go("history", "‹ All changes", {}, key="all")),
        tag("h1", text=f"Change {deed.seq}"),
        tag("p", text=deed.comment or "No reason given.", css="lead"),
        tag("p", text=f"{deed.who}, {deed.when} · {deed.figures}"),
        tag("nav", *parts, css="rv-tabs", aria_label="Which records") if len(opened.tables) > 1 else "",
        *[_step(step, link=True) for step in deed.steps],
        _pager(asked, opened.page, opened.pages),
        css="rv",
    )


def _step(step: Step, *, link: bool) -> str:
    heading = _step_link(step) if link else tag("span", text=f"Revision {step.revision}")
    chip = tag("span", text=step.words, css=f"chip {_CSS[step.status]}")
    return tag(
        "section",
        tag(
            "h3",
            heading,
            tag("span", text=" "),
            chip,
            tag("span", text="as it stands now", css="chip") if step.is_now else "",
        ),
        changes(list(step.fields), new=all(not field.before for field in step.fields)) if step.fields else "",
    )


# One record


def _record(record: RecordHistory, told: str) -> None:
    kind = NAMES[record.table][0]
    now = {"published": "published", "retracted": "taken back"}.get(record.now, "not published")
    places = [inplaced.go("history", "‹ All changes", {}, key="all")]
    if record.now == "published" and record.table == "actors":
        places.append(own_link("Open its dossier", "actors", actor=record.id))
    if record.now == "published" and record.table in ("sources", "publishers"):
        places.append(own_link("Open its card", "sources", **{NAMES[record.table][0]: record.id}))
    if record.opens:
        places.append(own_link("See it in the picture", "./", select=record.opens, v="1"))
    if record.now and record.table in PARAMETERS and desk().forms.may_edit:
        places.append(own_link("Change it", "edit", **{PARAMETERS[record.table]: record.id}))
    if record.steps and record.steps[0].status == "draft":
        places.append(inplaced.go("review", "Review the draft", {"draft": f"{record.table}:{record.id}"}))
    show(
        tag("p", *[part for place in places for part in (tag("span", text=" · "), place)][1:]),
        tag("h1", text=record.heading),
        tag(
            "p",
            text=f"{kind.capitalize()} {record.id}: {now}. {_revisions(len(record.steps))}",
            css="lead",
        ),
        told,
        css="rv",
    )
    for step in record.steps:
        left, right = st.columns([76, 24])
        with left:
            who = tag("p", text=f"{step.who}, {step.when} · {step.comment}", css="small")
            seq = inplaced.go("history", f"change {step.seq}", {"change": str(step.seq)}, key=f"change-{step.seq}")
            show(_step(step, link=False), who, tag("p", seq, css="small"), css="rv")
        with right:
            if not step.says_now:
                _back(record, step)


def _revisions(number: int) -> str:
    return f"{number} revisions, the newest first." if number > 1 else "1 revision."


def _back(record: RecordHistory, step: Step) -> None:
    with st.popover(f"Go back to revision {step.revision}"):
        st.text_input("Why", key=f"history_why_{step.revision}", max_chars=500)
        as_draft = desk().history.goes_back_as() == "draft"
        st.button(
            "Make it a draft" if as_draft else "Say this again, as a new revision",
            key=f"history_back_{step.revision}",
            type="primary",
            on_click=_go_back,
            args=(record, step),
        )


def _go_back(record: RecordHistory, step: Step) -> None:
    def back() -> str:
        as_draft = desk().history.goes_back_as() == "draft"
        words = str(st.session_state.get(f"history_why_{step.revision}", ""))
        desk().history.go_back(record.table, record.id, step.revision, words)
        if as_draft:
            return "A draft is in the queue: somebody else has to approve it."
        return f"The record says again what it said in revision {step.revision}. Nothing was deleted."

    inplaced.do("history", back)
