"""The same actor? Pairs that may be one, what merging two would change, and what was decided before.

Reads `one` and `other` from the address of Review. Session keys: `same_one`, `same_other` (the pickers; set from the
address where that changed by itself), `same_words`.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from graph.desk.merging import Foreseen, Judged
from graph.ui import inplaced
from graph.ui.opened import desk
from graph.ui.text import show, tag

_JUDGEMENTS = {"same": "are the same", "not_same": "are not the same", "split": "are no longer the same"}


def to_widgets(asked: Mapping[str, str]) -> None:
    """Set the pickers from the address."""
    for name in ("one", "other"):
        st.session_state[f"same_{name}"] = asked.get(name) or None


def page(asked: Mapping[str, str]) -> None:
    """Draw the pickers, what a merge would change, the suggestions and the decisions."""
    choices, names = desk().merging.choices(), desk().merging.aliases()

    def told(id_: str) -> str:
        label = choices.get(id_, id_)
        others = [name for name in names.get(id_, ()) if name != label][:6]
        return f"{label} ({', '.join(others)})" if others else label

    for name in ("one", "other"):
        if st.session_state.get(f"same_{name}") not in choices:
            st.session_state[f"same_{name}"] = None
    left, right = st.columns([58, 42], gap="large")
    with left:
        first, second = st.columns(2)
        with first:
            st.selectbox(
                "This actor",
                list(choices),
                index=None,
                format_func=told,
                key="same_one",
                placeholder="Find an actor by any name",
                on_change=_chosen,
            )
        with second:
            st.selectbox(
                "is the same as",
                list(choices),
                index=None,
                format_func=told,
                key="same_other",
                placeholder="Find an actor by any name",
                on_change=_chosen,
            )
        one, other = st.session_state.get("same_one"), st.session_state.get("same_other")
        if one and other:
            _foreseen(desk().merging.foresee(one, other), choices)
        else:
            show(
                tag(
                    "p",
                    text="Choose two actors, or one of the pairs beside. What merging would change is shown first, "
                    "and it can be undone at any time: nothing of either actor is thrown away.",
                ),
                css="rv",
            )
    with right:
        _suggested(choices)
        _judged(desk().merging.judged())


def _chosen() -> None:
    inplaced.ask(
        "review",
        {"show": "same"} | {name: st.session_state.get(f"same_{name}") or "" for name in ("one", "other")},
    )


def _foreseen(told: Foreseen, choices: Mapping[str, str]) -> None:
    if told.stops:
        show(tag("p", text=f"{told.stops[:1].upper()}{told.stops[1:]}.", css="notice bad"), css="rv")
    else:
        ties = [
            tag("li", tag("span", text=sentence), tag("span", text=" joins what is there", css="chip") if there else "")
            for sentence, there in told.ties[:20]
        ]
        more = [tag("li", text=f"and {len(told.ties) - 20} more")] if len(told.ties) > 20 else []
        twice = [tag("li", text=f"{mine} / {theirs}") for mine, theirs in told.twice[:10]]
        show(
            tag("h2", text=f"{choices[told.one]} is {choices[told.other]}?"),
            tag("ul", *[tag("li", text=sentence) for sentence in told.sentences], css="rv-list"),
            *(
                [tag("h3", text="Its ties, as they would be drawn"), tag("ul", *ties, *more, css="rv-list")]
                if ties
                else []
            ),
            *([tag("h3", text="Would look twice"), tag("ul", *twice, css="rv-list")] if twice else []),
            tag("h3", text=f"{choices[told.other]} would also be called"),
            tag("p", text=", ".join(told.names)),
            css="rv",
        )
    if told.one == told.other or told.one not in choices or told.other not in choices:
        return
    st.text_input("Why (is kept with the decision)", key="same_words", max_chars=500)
    with st.container(horizontal=True):
        st.button(
            "Merge", type="primary", key="same_merge", disabled=bool(told.stops), on_click=_merge, args=(told, choices)
        )
        st.button("Swap the two", key="same_swap", on_click=_swap, args=(told,))
        st.button("They are not the same", key="same_not", on_click=_not_same, args=(told.one, told.other))


def _suggested(choices: Mapping[str, str]) -> None:
    found = desk().merging.suggestions()
    rows = [
        tag(
            "li",
            inplaced.go(
                "review",
                f"{choices.get(one.one, one.one)} and {choices.get(one.other, one.other)}",
                {"show": "same", "one": one.one, "other": one.other},
                key=f"pair-{one.one}-{one.other}",
            ),
            tag("span", text=f" {one.why}", css="small"),
        )
        for one in found
    ]
    nothing = "No two actors on this list look like one."
    show(
        tag("h2", text="May be the same"),
        tag("ul", *rows, css="rv-list") if rows else tag("p", text=nothing, css="small"),
        css="rv",
    )


def _judged(judged: tuple[Judged, ...]) -> None:
    if not judged:
        return
    show(tag("h2", text="Decided"), css="rv")
    for place, one in enumerate(judged):
        words = f" “{one.words}”" if one.words else ""
        show(
            tag("p", text=f"{one.labels[0]} and {one.labels[1]} {_JUDGEMENTS[one.judgement]}."),
            tag("p", text=f"{one.who}, {one.when}.{words}", css="small"),
            css="rv",
        )
        if one.merged:
            st.button("Undo the merge", key=f"same_undo_{place}_{one.one}", on_click=_undo, args=(one,))


def _merge(told: Foreseen, choices: Mapping[str, str]) -> None:
    def merge() -> str:
        as_draft = desk().history.goes_back_as() == "draft"
        desk().merging.merge(told.one, told.other, str(st.session_state.get("same_words", "")))
        if as_draft:
            return "A draft is in the queue: somebody else has to approve the merge."
        return f"{choices[told.one]} is the same as {choices[told.other]} from now on."

    if inplaced.do("review", merge):
        _clear()


def _not_same(one: str, other: str) -> None:
    def remember() -> str:
        desk().merging.not_same(one, other, str(st.session_state.get("same_words", "")))
        return "Remembered: the two are not the same, and will not be suggested again."

    if inplaced.do("review", remember):
        _clear()


def _undo(one: Judged) -> None:
    def undo() -> str:
        as_draft = desk().history.goes_back_as() == "draft"
        desk().merging.undo(one.one)
        if as_draft:
            return "A draft is in the queue: somebody else has to approve that the two part again."
        return f"{one.labels[0]} and {one.labels[1]} are two actors again."

    inplaced.do("review", undo)


def _swap(told: Foreseen) -> None:
    st.session_state["same_one"], st.session_state["same_other"] = told.other, told.one
    _chosen()


def _clear() -> None:
    st.session_state["same_words"] = ""
    st.session_state["same_one"] = st.session_state["same_other"] = None
    inplaced.ask("review", {"show": "same"})
