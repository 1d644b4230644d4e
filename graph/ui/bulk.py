"""Correct: grades, dates and other small things of many records in one table, saved as one change.

Session keys: `bulk_table`, `bulk_words`, `bulk_empty_<table>`, `bulk_drafts`, `bulk_comment` (the widgets, which
outlive another page as what was written does), `bulk_edits` (table -> id -> what was written and is not saved yet; it
outlives a change of filter), `bulk_grid` (what the open table shows; made anew when the filter changes, since the
widget must be given the same data as long as it has the same key), `bulk_number` (part of that key), `bulk_said`,
`bulk_wrong` (what to say of the last deed).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from graph.desk.corrections import COLUMNS, MOST, Corrected, Edit, Overtaken
from graph.model.errors import AttestError, Conflict, Problem
from graph.model.labels import label
from graph.model.tables import TABLES
from graph.ui.listed import Drawn, table, words
from graph.ui.opened import desk
from graph.ui.text import plain, show, tag

_TABLES = {"claims": "Entries", "sources": "Sources", "publishers": "Publishers"}
_HEIGHT = 400
Edits = dict[str, Edit]


@dataclass(frozen=True)
class _Grid:
    """What the open table shows: for which question, its cells, and the records under them."""

    asked: tuple[object, ...]
    frame: pd.DataFrame
    rows: Mapping[str, dict[str, str]]
    bases: Mapping[str, int]
    found: int


def page() -> None:
    """Draw the page."""
    show(
        tag("h1", text="Correct in a table"),
        tag(
            "p",
            text="For small corrections to many records: grades, dates, places in a source. Nothing is saved until all "
            "of it is right; then it is one change.",
            css="lead",
        ),
        css="work",
    )
    said = st.session_state.pop("bulk_said", "")
    if said:
        st.success(plain(said))
    chosen = _choose()
    grid = _grid(chosen)
    _editor(chosen, grid)
    edits = _edits(chosen)
    corrected = desk().corrections.correct(chosen, edits, as_drafts=bool(st.session_state.get("bulk_drafts")))
    if not corrected.changes and not corrected.problems and not corrected.overtaken:
        show(
            tag("p", text="Nothing is changed yet. Press Enter on a cell, or click it twice, and write."),
            css="work",
        )
        return
    # A place of their own: what comes and goes here would push all below it to another place, where for a moment it
    # stands twice.
    with st.container():
        _overtaken(chosen, corrected)
        _problems(chosen, corrected)
    _changes(chosen, corrected)
    _save(chosen, corrected)


def _choose() -> str:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.segmented_control(
            "Table",
            list(_TABLES),
            default="claims",
            required=True,
            format_func=_label,
            key="bulk_table",
            persist_state="session",
        )
        st.text_input("Search", key="bulk_words", placeholder="Words in any order", width=280, persist_state="session")
        st.selectbox(
            "Only those without",
            COLUMNS[str(chosen)],
            index=None,
            format_func=lambda column: label(str(chosen), column),
            key=f"bulk_empty_{chosen}",
            placeholder="any",
            width=220,
            persist_state="session",
        )
        if desk().corrections.drafts_only:
            st.session_state["bulk_drafts"] = True
        st.toggle(
            "As drafts, to be reviewed",
            key="bulk_drafts",
            disabled=desk().corrections.drafts_only,
            persist_state="session",
        )
    return str(chosen)


def _label(name: str) -> str:
    number = len(st.session_state.get("bulk_edits", {}).get(name, {}))
    return f"{_TABLES[name]} · {number} changed" if number else _TABLES[name]


def _edits(chosen: str) -> Edits:
    every: dict[str, Edits] = st.session_state.setdefault("bulk_edits", {})
    return every.setdefault(chosen, {})


def _grid(chosen: str) -> _Grid:
    """The rows that are asked for, with what was written into them before; kept until something else is asked."""
    words_ = str(st.session_state.get("bulk_words", ""))
    empty = st.session_state.get(f"bulk_empty_{chosen}") or ""
    asked = (chosen, words_, empty, desk().head().seq)
    before: _Grid | None = st.session_state.get("bulk_grid")
    if before is not None and before.asked == asked:
        return before
    found = desk().corrections.page(chosen, words_, empty)
    edits, title = _edits(chosen), desk().corrections.title(chosen)
    columns = COLUMNS[chosen]
    cells = [
        {"id": id_, **({} if title in columns else {title: row[title]})}
        | {column: edits[id_].cells.get(column, row[column]) if id_ in edits else row[column] for column in columns}
        for id_, row in found.rows.items()
    ]
    first = ["id"] if title in columns else ["id", title]
    frame = pd.DataFrame(cells, columns=[*first, *columns], dtype="str")
    made = _Grid(asked, frame, found.rows, found.bases, found.found)
    st.session_state["bulk_grid"] = made
    st.session_state["bulk_number"] = st.session_state.get("bulk_number", 0) + 1
    return made


def _editor(chosen: str, grid: _Grid) -> None:
    told = f"{grid.found:,} found"
    if grid.found > len(grid.rows):
        told += f"; the first {MOST} are open. Search for words to narrow it down"
    show(tag("p", text=f"{told}.", css="small"), css="work")
    if not len(grid.frame):
        return
    fixed = [name for name in grid.frame.columns if name not in COLUMNS[chosen]]
    config = {name: st.column_config.TextColumn(label(chosen, name), disabled=True, width=260) for name in fixed}
    config["id"] = st.column_config.TextColumn("id", disabled=True, width=110, pinned=True)
    config |= {column: _config(chosen, column) for column in COLUMNS[chosen]}
    key = f"bulk_editor_{st.session_state['bulk_number']}"
    st.data_editor(
        grid.frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        height=_HEIGHT,
        placeholder="",
        column_config=config,
        on_change=_edited,
        args=(chosen, grid, key),
        alt=f"{_TABLES[chosen]} to correct, a row each",
    )


def _config(chosen: str, column: str) -> ColumnConfig:
    choices = TABLES[chosen].choices.get(column)
    if choices:
        offered = ["", *choices]
        return st.column_config.SelectboxColumn(
            label(chosen, column), options=offered, format_func=lambda code: _coded(str(code), choices), width=130
        )
    hint = "2022, 2022-07 or 2022-07-19" if column in TABLES[chosen].dates else None
    return st.column_config.TextColumn(label(chosen, column), help=hint, width=115 if hint else 170)


def _coded(code: str, choices: Mapping[str, str]) -> str:
    told = choices.get(code, "")
    if len(code) == 1:
        return f"{code} {told or 'not judged'}"
    return told or code


def _edited(chosen: str, grid: _Grid, key: str) -> None:
    """Take over what stands in the widget now; a text that is put back is no edit any more."""
    edits = _edits(chosen)
    ids = list(grid.rows)
    for place, cells in st.session_state[key]["edited_rows"].items():
        id_ = ids[int(place)]
        edit = edits.get(id_) or Edit(grid.bases[id_], grid.rows[id_], {})
        now = {**edit.cells, **{column: str(text or "") for column, text in cells.items()}}
        now = {column: text for column, text in now.items() if text.strip() != edit.began[column]}
        edits.pop(id_, None)
        if now:
            edits[id_] = Edit(edit.base, edit.began, now)


def _problems(chosen: str, corrected: Corrected) -> None:
    drawn = (
        Drawn[Problem]("id", "Record", 34, lambda problem: _record(chosen, problem.file)),
        Drawn[Problem]("column", "Field", 16, lambda problem: words(label(chosen, problem.column))),
        Drawn[Problem]("why", "What, and what to do", 50, lambda problem: words(problem.message)),
    )
    if corrected.problems:
        number = len(corrected.problems)
        st.error(f"{number:,} {'thing is' if number == 1 else 'things are'} wrong; nothing can be saved yet.")
        show(table(drawn, corrected.problems, name="What is wrong"), css="work")
    if corrected.remarks:
        show(tag("h2", text="To look at"), table(drawn, corrected.remarks, name="To look at"), css="work")


def _changes(chosen: str, corrected: Corrected) -> None:
    records = len({id_ for id_, *_ in corrected.changes})
    cells = f"{len(corrected.changes):,} {'cell' if len(corrected.changes) == 1 else 'cells'}"
    told = f"{cells} of {records:,} {'record' if records == 1 else 'records'} would change"
    drawn = (
        Drawn[tuple[str, str, str, str]]("id", "Record", 34, lambda change: _record(chosen, change[0])),
        Drawn[tuple[str, str, str, str]]("column", "Field", 16, lambda change: words(label(chosen, change[1]))),
        Drawn[tuple[str, str, str, str]]("before", "Before", 25, lambda it: words(_cell(chosen, it[1], it[2]))),
        Drawn[tuple[str, str, str, str]]("after", "After", 25, lambda it: words(_cell(chosen, it[1], it[3]))),
    )
    show(tag("h2", text=told), table(drawn, corrected.changes, name="What would change"), css="work")


def _record(chosen: str, id_: str) -> str:
    """What a record says, and its id."""
    edit = _edits(chosen).get(id_)
    told = edit.began[desk().corrections.title(chosen)] if edit else ""
    return (words(told) if told else "") + tag("span", text=id_, css="small")


def _cell(chosen: str, column: str, text: str) -> str:
    choices = TABLES[chosen].choices.get(column)
    return (_coded(text, choices) if choices and text else text) or "empty"


def _overtaken(chosen: str, corrected: Corrected) -> None:
    """Records that somebody saved meanwhile: what it was, theirs and yours, and what to do."""
    if not corrected.overtaken:
        return
    ids = sorted({cell.id for cell in corrected.overtaken})
    told = "record was" if len(ids) == 1 else "records were"
    st.warning(
        f"{len(ids):,} {told} saved by somebody else while you were writing. Nothing of theirs is overwritten unasked."
    )
    drawn = (
        Drawn[Overtaken]("id", "Record", 26, lambda cell: _record(chosen, cell.id)),
        Drawn[Overtaken]("column", "Field", 14, lambda cell: words(label(chosen, cell.column))),
        Drawn[Overtaken]("base", "It was", 20, lambda cell: words(_cell(chosen, cell.column, cell.base))),
        Drawn[Overtaken]("theirs", "Theirs", 20, lambda cell: words(_cell(chosen, cell.column, cell.theirs))),
        Drawn[Overtaken]("yours", "Yours", 20, lambda cell: words(_cell(chosen, cell.column, cell.yours))),
    )
    show(table(drawn, corrected.overtaken, name="Saved by somebody else"), css="work")
    with st.container(horizontal=True):
        st.button("Keep theirs, drop mine", key="bulk_theirs", on_click=_keep_theirs, args=(chosen, ids))
        st.button(
            "Put my cells over theirs",
            key="bulk_mine",
            on_click=_over_theirs,
            args=(chosen, ids),
            help="Only the cells you wrote; all else of theirs stays.",
        )


def _keep_theirs(chosen: str, ids: list[str]) -> None:
    for id_ in ids:
        _edits(chosen).pop(id_, None)
    _afresh()


def _over_theirs(chosen: str, ids: list[str]) -> None:
    mine = {id_: edit for id_, edit in _edits(chosen).items() if id_ in ids}
    _edits(chosen).update(desk().corrections.over_theirs(chosen, mine))
    _afresh()


def _save(chosen: str, corrected: Corrected) -> None:
    st.text_input(
        "Why (for the history)",
        key="bulk_comment",
        max_chars=300,
        placeholder="What these corrections are for",
        persist_state="session",
    )
    records = len({id_ for id_, *_ in corrected.changes})
    where = "as drafts" if st.session_state["bulk_drafts"] else "on the list"
    with st.container(horizontal=True):
        st.button(
            f"Save {records:,} {'record' if records == 1 else 'records'} as one change, {where}",
            type="primary",
            disabled=not corrected.writes,
            key="bulk_save",
            on_click=_saved,
            args=(chosen, corrected),
        )
        st.button("Drop all that is not saved", key="bulk_drop", on_click=_drop, args=(chosen,))
    wrong = st.session_state.pop("bulk_wrong", "")
    if wrong:
        st.error(plain(wrong))


def _saved(chosen: str, corrected: Corrected) -> None:
    # The same corrections on the same revisions are the same submission, however often the button is pressed.
    told = repr([(write.base, write.status, sorted(write.row.items())) for write in corrected.writes.get(chosen, ())])
    try:
        saved = desk().corrections.save(
            corrected, str(st.session_state.get("bulk_comment", "")), f"table:{uuid5(NAMESPACE_URL, told)}"
        )
    except Conflict:
        # The next run shows yours, theirs and what both began from.
        return
    except AttestError as error:
        st.session_state["bulk_wrong"] = f"{str(error)[:1].upper()}{str(error)[1:]}."
        return
    number = len({id_ for id_, *_ in corrected.changes})
    drafts = " as drafts" if st.session_state.get("bulk_drafts") else ""
    told = f"{number:,} {'record was' if number == 1 else 'records were'} saved{drafts} as change {saved.seq:,}."
    st.session_state["bulk_said"] = told
    _drop(chosen)


def _drop(chosen: str) -> None:
    _edits(chosen).clear()
    st.session_state["bulk_comment"] = ""
    _afresh()


def _afresh() -> None:
    """Open the table anew, with what is on file and not saved yet now."""
    st.session_state.pop("bulk_grid", None)
