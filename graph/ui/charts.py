"""Charts: save the picture under a name, open, rename, copy, share, delete and restore it; notes on its canvas.

Session keys: `chart_name`, `chart_new`, `chart_pick`, `chart_bin`, `chart_shared` (the widgets), `chart_named` (the
chart whose name the widget was given), `chart_said` (what went wrong, said beside the widgets), `chart_told` (what to
say over the picture, and over which), `chart_unsaved` (the chart with the notes that could not be saved),
`chart_onward` (chart and version -> the version that this session made of it); all set here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

import streamlit as st

from graph.model.chart import LONGEST_NAME, Chart, Note
from graph.model.errors import AttestError, Conflict, NotFound
from graph.model.shaping import shape_of
from graph.model.view import View, parse
from graph.ui import filters
from graph.ui.address import deed
from graph.ui.opened import desk
from graph.ui.text import plain


def row(view: View) -> View:
    """Draw the popover of charts beside the filters; the view without a chart that is gone."""
    every = desk().charts.all()
    kept = {chart.id: chart for chart in every if not chart.deleted}
    open_ = kept.get(view.chart)
    if view.chart and open_ is None:
        view = replace(view, chart="")
        _tell("The chart of this link is not here: deleted, or somebody else’s.", view)
    with st.popover(f"Charts · {plain(_short(open_.name))}" if open_ else "Charts", key="charts"):
        said = st.session_state.pop("chart_said", "")
        if said:
            st.info(plain(said))
        if open_:
            _opened(open_, view)
        st.text_input("Save this picture as", key="chart_new", max_chars=LONGEST_NAME, placeholder="A name")
        st.button("Save", key="chart_add", on_click=_do, args=(_add, ""))
        if kept:
            st.selectbox(
                "Open a chart",
                list(kept),
                index=None,
                format_func=lambda id_: kept[id_].name if id_ in kept else id_,
                key="chart_pick",
                placeholder="Choose a chart",
                on_change=_do,
                args=(_open, ""),
            )
        gone = {chart.id: chart.name for chart in every if chart.deleted}
        if gone:
            st.selectbox(
                "Restore a deleted chart",
                list(gone),
                index=None,
                format_func=lambda id_: gone.get(id_, id_),
                key="chart_bin",
                placeholder="Choose a chart",
                on_change=_do,
                args=(_restore, ""),
            )
    return view


def canvas(view: View) -> dict[str, object]:
    """What of a chart lies on the canvas: its id, its notes, the version they are of, and whether they may be changed.

    Notes that could not be saved lie there as they were written, on the version they were written on.
    """
    unsaved: Chart | None = st.session_state.get("chart_unsaved")
    if unsaved is None or unsaved.id != view.chart:
        unsaved = None
    try:
        chart = desk().charts.get(view.chart)
    except NotFound:
        chart = unsaved or Chart("", "", "", "", version=0)
    if unsaved:
        chart = replace(chart, notes=unsaved.notes, version=unsaved.version)
    notes = [asdict(note) for note in chart.notes]
    return {"id": chart.id, "notes": notes, "version": chart.version, "mine": desk().charts.is_mine(chart)}


def told(view: View) -> list[str]:
    """What is to be said over this picture of what was last done with charts."""
    words, shape = st.session_state.get("chart_told", ("", None))
    return [words] if words and shape == shape_of(view) else []


def _tell(words: str, view: View) -> None:
    """Say something over the picture of a view: a popover closes when the name on its button changes."""
    st.session_state["chart_told"] = (words, shape_of(view))


def noted(told: Mapping[str, Any]) -> None:
    """Keep the notes of a chart as they are on the canvas now: `{"chart", "version", "notes": [{"x", "y", "text"}]}`.
    What cannot be saved stays on the canvas, and it is said why.
    """
    deed()
    id_, version = str(told["chart"]), _onward(str(told["chart"]), int(told["version"]))
    notes = tuple(Note(round(one["x"]), round(one["y"]), str(one["text"])) for one in told["notes"])
    try:
        kept = desk().charts.note(id_, notes, version)
    except AttestError as error:
        st.session_state["chart_unsaved"] = Chart(id_, "", "", "", notes, version=version)
        _tell(_not_saved(error), st.session_state["view"])
        return
    _made(kept)
    if st.session_state.pop("chart_unsaved", None):
        st.session_state.pop("chart_told", None)


def _made(chart: Chart) -> None:
    """Remember that this session made a version of a chart of the one before."""
    st.session_state.setdefault("chart_onward", {})[chart.id, chart.version - 1] = chart.version


def _onward(id_: str, version: int) -> int:
    """What this session has made meanwhile of the version that the browser knows: whoever is quick does not meet
    themselves.
    """
    made: dict[tuple[str, int], int] = st.session_state.get("chart_onward", {})
    while (id_, version) in made:
        version = made[id_, version]
    return version


def _not_saved(error: AttestError) -> str:
    if isinstance(error, Conflict | NotFound):
        return (
            "Your notes are not saved: this chart was changed or deleted elsewhere meanwhile. "
            "Copy what you need of them, then reload the page."
        )
    return f"Your notes are not saved. {_sentence(error)} They stay here; change one to try again."


def _opened(chart: Chart, view: View) -> None:
    mine = desk().charts.is_mine(chart)
    if st.session_state.get("chart_named") != (chart.id, chart.name):
        st.session_state["chart_named"] = (chart.id, chart.name)
        st.session_state["chart_name"] = chart.name
    if mine:
        st.text_input(
            "Name", key="chart_name", max_chars=LONGEST_NAME, on_change=_do, args=(_rename, chart.id), width="stretch"
        )
        with st.container(horizontal=True):
            if shape_of(parse(chart.query).view) != shape_of(view):
                st.button("Save changes", key="chart_save", on_click=_do, args=(_save, chart.id), type="primary")
            st.button("Copy", key="chart_copy", on_click=_do, args=(_copy, chart.id))
            st.button("Delete", key="chart_delete", on_click=_do, args=(_delete, chart.id))
            st.button("Close", key="chart_close", on_click=_do, args=(_close, ""))
        st.session_state["chart_shared"] = chart.shared
        st.toggle("Others may see it", key="chart_shared", on_change=_do, args=(_share, chart.id))
    else:
        st.text(f"{chart.name} (shared by {chart.owner})")
        st.button("Copy, and change the copy", key="chart_copy", on_click=_do, args=(_copy, chart.id))
        st.button("Close", key="chart_close", on_click=_do, args=(_close, ""))
    st.divider()


def _do(what: Callable[[str, View], View], id_: str) -> None:
    """Do something with charts; what goes wrong is said, and nothing is lost."""
    deed()
    view: View = st.session_state["view"]
    try:
        view = what(id_, view)
    except AttestError as error:
        st.session_state["chart_said"] = _sentence(error)
        return
    filters.to_widgets(view)
    st.session_state["view"] = view


def _add(_id: str, view: View) -> View:
    chart = desk().charts.add(st.session_state.get("chart_new", ""), view)
    st.session_state["chart_new"] = ""
    return replace(view, chart=chart.id)


def _open(_id: str, view: View) -> View:
    id_ = st.session_state.get("chart_pick")
    if not id_:
        return view
    st.session_state["chart_pick"] = None
    parsed = parse(desk().charts.get(id_).query, desk().known)
    if parsed.ignored:
        words = "; ".join(parsed.ignored)
        _tell(f"Parts of this chart mean nothing here any more and were left out: {words}.", parsed.view)
    return replace(parsed.view, chart=id_)


def _rename(id_: str, view: View) -> View:
    before, now = desk().charts.get(id_), desk().charts.rename(id_, st.session_state["chart_name"])
    if now.name != before.name:
        _made(now)
    return view


def _save(id_: str, view: View) -> View:
    _made(desk().charts.save(id_, view))
    return view


def _copy(id_: str, view: View) -> View:
    return replace(view, chart=desk().charts.copy(id_).id)


def _share(id_: str, view: View) -> View:
    _made(desk().charts.share(id_, bool(st.session_state["chart_shared"])))
    return view


def _delete(id_: str, view: View) -> View:
    name = desk().charts.delete(id_).name
    _tell(f"“{name}” is deleted. It can be restored under Charts.", view)
    return replace(view, chart="")


def _restore(_id: str, view: View) -> View:
    id_ = st.session_state.get("chart_bin")
    if not id_:
        return view
    st.session_state["chart_bin"] = None
    chart = desk().charts.restore(id_)
    st.session_state.pop("chart_told", None)
    return replace(parse(chart.query, desk().known).view, chart=chart.id)


def _close(_id: str, view: View) -> View:
    return replace(view, chart="")


def _sentence(error: AttestError) -> str:
    words = str(error).rstrip(".")
    return f"{words[:1].upper()}{words[1:]}."


def _short(name: str) -> str:
    return name if len(name) <= 14 else f"{name[:13].rstrip()}…"
