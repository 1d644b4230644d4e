"""The fields of a form: a widget each, its faults beneath it, and the way between widgets and the form.

Session keys: one a widget, `<form>_<table>_<record>_<column>`, which begins with what stands in the form; `edit_slots`
(which widget stands for which field, so that `gathered` finds what was typed since), `edit_turns` (how often a field
was changed by a button, so that it got another widget).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from graph.model import qualifiers
from graph.model.dates import in_words, is_partial_date
from graph.model.form import NEW, Fault, Form
from graph.model.labels import label
from graph.model.records import SEPARATOR, split_ids
from graph.model.tables import TABLES
from graph.ui.address import deed
from graph.ui.text import show, tag

TURNED = "|<"
"""At the end of a kind that is read from its object."""
_DAY = "2022, 2022-07 or 2022-07-19"
_QUALIFIER = "qualifiers."
_PAUSE = 600


@dataclass(frozen=True)
class Slot:
    """Which field a widget stands for, and how its value is written: text, one, several or switch."""

    form: str
    table: str
    key: str
    column: str
    sort: str


def widget_name(form: Form, table: str, key: str, column: str) -> str:
    """The session key of a field's widget."""
    name = _base(form.id, table, key, column)
    turn = st.session_state.get("edit_turns", {}).get(name, 0)
    return f"{name}_t{turn}" if turn else name


def _base(form: str, table: str, key: str, column: str) -> str:
    return f"{form}_{table}_{key.replace(NEW, 'new')}_{column}"


def cells_of(form: Form, table: str, key: str) -> Mapping[str, str]:
    """The fields of a record in a form; the form's own record has no key."""
    return form.beside.get(table, {}).get(key, {}) if key else form.row


def put(form: Form, table: str, key: str, column: str, text: str) -> Form:
    """The form with another text in one field, which may be a qualifier."""
    cells = cells_of(form, table, key)
    if column.startswith(_QUALIFIER):
        before = cells.get("qualifiers", "")
        name, values = column.removeprefix(_QUALIFIER), qualifiers.read(before)
        if values.get(name, "") == text:
            return form
        values[name] = text
        column, text = "qualifiers", qualifiers.write(values, before)
    if cells.get(column, "") == text:
        return form
    return form.put_beside(table, key, {**cells, column: text}) if key else form.put(**{column: text})


def gathered(form: Form) -> Form:
    """The form with what stands in its widgets now."""
    slots: dict[str, Slot] = st.session_state.get("edit_slots", {})
    for widget, slot in slots.items():
        if slot.form == form.id and widget in st.session_state:
            if slot.key and slot.key not in form.beside.get(slot.table, {}):
                continue
            if st.session_state[widget] is None and slot.column in TABLES[slot.table].required:
                # Nobody can empty such a picker: what was chosen is called something else by now.
                continue
            form = put(form, slot.table, slot.key, slot.column, _text(st.session_state[widget], slot.sort))
    return form


def spread(form: Form) -> None:
    """Let the widgets on screen show the form, which a button changed.

    A field that changed gets another widget: what the browser sends still of the old one, from before it heard of the
    change, is nobody's word any more.
    """
    slots: dict[str, Slot] = st.session_state.get("edit_slots", {})
    turns: dict[str, int] = st.session_state.setdefault("edit_turns", {})
    for widget, slot in list(slots.items()):
        if slot.form == form.id and _text(st.session_state.get(widget), slot.sort) != _cell(form, slot):
            name = _base(slot.form, slot.table, slot.key, slot.column)
            turns[name] = turns.get(name, 0) + 1
            del slots[widget]


def _cell(form: Form, slot: Slot) -> str:
    cells = cells_of(form, slot.table, slot.key)
    if slot.column.startswith(_QUALIFIER):
        return qualifiers.read(cells.get("qualifiers", "")).get(slot.column.removeprefix(_QUALIFIER), "")
    return cells.get(slot.column, "")


def _text(value: Any, sort: str) -> str:  # noqa: ANN401  # whatever a widget holds
    if sort == "several":
        return SEPARATOR.join(dict.fromkeys(str(one).partition("|")[0] for one in value or ()))
    if sort == "switch":
        return "true" if value else ""
    return str(value or "").partition("|")[0] if sort == "one" else str(value or "")


def _value(text: str, sort: str) -> object:
    if sort == "several":
        return list(split_ids(text))
    if sort == "switch":
        return text == "true"
    return (text or None) if sort == "one" else text


class Fields:
    """The widgets of one record of a form."""

    def __init__(self, form: Form, faults: Sequence[Fault], *, tried: bool, table: str = "", key: str = "") -> None:
        self._form, self._table, self._key = form, table or form.table, key
        self._faults = [one for one in faults if (one.table, one.key) == (self._table, key)]
        self._tried = tried

    def text(self, column: str, words: str = "", placeholder: str = "") -> None:
        """A line of text, taken while it is typed."""
        widget, first = self._widget(column, "text")
        st.text_input(
            self._label(column, words),
            "" if first is None else str(first),
            key=widget,
            placeholder=placeholder,
            live=f"{_PAUSE}ms",
            on_change=_touched,
        )
        self._wrong(column)

    def area(self, column: str, words: str = "", placeholder: str = "", height: int = 90) -> None:
        """Several lines of text."""
        widget, first = self._widget(column, "text")
        st.text_area(
            self._label(column, words),
            "" if first is None else str(first),
            key=widget,
            placeholder=placeholder,
            height=height,
            on_change=_touched,
        )
        self._wrong(column)

    def date(self, column: str, words: str = "") -> None:
        """A partial date, said in words beneath where it is one of a month or a year."""
        self.text(column, words, _DAY)
        text = self._now(column)
        if is_partial_date(text) and len(text) < 10:
            show(tag("p", text=f"Some time in {in_words(text)}."), css="hint")

    def pick(
        self,
        column: str,
        offered: Mapping[str, str],
        words: str = "",
        placeholder: str = "Type to search",
        *,
        on_change: Callable[[str], None] | None = None,
    ) -> None:
        """One of many, found by typing any of its names."""
        widget, first = self._widget(column, "one")
        if st.session_state.get(widget) not in (None, *offered):
            st.session_state[widget] = None
        st.selectbox(
            self._label(column, words),
            list(offered),
            index=list(offered).index(str(first)) if first in offered else None,
            format_func=lambda code: offered.get(code, code),
            key=widget,
            placeholder=placeholder,
            on_change=on_change or _picked,
            args=(widget,),
            # What is needed can be changed, not emptied: no button stands between it and the next field.
            required=column in TABLES[self._table].required,
        )
        self._wrong(column)

    def several(self, column: str, offered: Mapping[str, str], words: str = "", placeholder: str = "") -> None:
        """Several of many, found by typing any of their names."""
        widget, first = self._widget(column, "several")
        if any(code not in offered for code in st.session_state.get(widget) or ()):
            st.session_state[widget] = [code for code in st.session_state[widget] if code in offered]
        st.multiselect(
            self._label(column, words),
            list(offered),
            [code for code in first if code in offered] if isinstance(first, list) else None,
            format_func=lambda code: offered.get(code, code),
            key=widget,
            placeholder=placeholder or "Type to search",
            select_all=False,
            on_change=_picked,
            args=(widget,),
        )
        self._wrong(column)

    def choose(self, column: str, offered: Mapping[str, str], words: str = "", *, line: bool = False) -> None:
        """One of few: side by side with `line`, else from a list that may stay empty."""
        widget, first = self._widget(column, "one")
        if st.session_state.get(widget) not in (None, *offered):
            st.session_state[widget] = None
        named: dict[str, Any] = {"format_func": lambda code: offered.get(code, code), "key": widget}
        named["on_change"] = _touched
        place = list(offered).index(str(first)) if first in offered else None
        if line:
            st.radio(self._label(column, words), list(offered), index=place, horizontal=True, **named)
        else:
            st.selectbox(self._label(column, words), list(offered), index=place, placeholder="", **named)
        self._wrong(column)

    def switch(self, column: str, words: str = "") -> None:
        """Yes or no."""
        widget, first = self._widget(column, "switch")
        st.checkbox(self._label(column, words), value=bool(first), key=widget, on_change=_touched)
        self._wrong(column)

    def qualifier(self, name: str, *, long: bool = False) -> None:
        """One qualifier of an entry."""
        several = " (several with ; between)" if name in qualifiers.LISTS else ""
        # Labels are markdown to Streamlit, and a name that the list does not know comes from a record.
        plain = re.sub(r"[^\w ]+", " ", qualifiers.words(name))
        column, words = f"{_QUALIFIER}{name}", f"{plain}{several}"
        if long:
            self.area(column, words, height=68)
        else:
            self.text(column, words)

    def wrong(self, column: str = "") -> None:
        """What is wrong with a field that has no widget, or with the record as a whole."""
        self._wrong(column)

    def _label(self, column: str, words: str) -> str:
        return words or label(self._table, column)

    def _now(self, column: str) -> str:
        return str(st.session_state.get(self._name(column)) or "").strip()

    def _name(self, column: str) -> str:
        return widget_name(self._form, self._table, self._key, column)

    def _widget(self, column: str, sort: str) -> tuple[str, object]:
        """The key of a field's widget, and what it begins with; None where it has a value already.

        It is handed over as a beginning and not put into the session: what a browser brings along that lost its
        connection, and with it what was typed in the meantime, goes before it.
        """
        name, slot = self._name(column), Slot(self._form.id, self._table, self._key, column, sort)
        st.session_state.setdefault("edit_slots", {})[name] = slot
        value = _value(_cell(self._form, slot), sort)
        if name not in st.session_state:
            return name, value
        if st.session_state[name] is None and value is not None:
            st.session_state[name] = value
        return name, None

    def _wrong(self, column: str) -> None:
        for fault in self._faults:
            if fault.column != column or fault.severity == "gap" or (fault.missing and not self._tried):
                continue
            grave = fault.severity in ("error", "asked")
            show(tag("p", text=sentence(fault)), css="wrong" if grave else "doubt")


def sentence(fault: Fault) -> str:
    """A fault in words, beginning with its field where its words do not say what they are about."""
    words = f"{label(fault.table, fault.column)} {fault.words}" if fault.words[:1].islower() else fault.words
    return f"{words}{'' if words.endswith(('?', '.')) else '.'}"


def _picked(widget: str) -> None:
    """Another name of an actor stands for the actor."""
    value = st.session_state[widget]
    if isinstance(value, list):
        st.session_state[widget] = list(dict.fromkeys(str(one).partition("|")[0] for one in value))
    elif value:
        st.session_state[widget] = str(value).partition("|")[0]
    _touched()


def _touched() -> None:
    """Something was typed: what was said of the last deed is old."""
    deed()
    st.session_state.pop("edit_said", None)
