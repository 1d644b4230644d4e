"""The first two steps of an import: the file, and what its columns mean. Session keys: see `importing`."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from graph.desk.imports import CONSTANTS, ENCODINGS, TARGETS, Matching, Sheet
from graph.model.errors import AttestError
from graph.ui.opened import desk
from graph.ui.rounds import count, heading, key, sentence
from graph.ui.text import plain

_SAMPLES = 3
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file() -> Sheet | None:
    """Step 1: the sheet that was read; None while there is none."""
    heading(1, "The file")
    left, right = st.columns([2, 1], gap="large")
    with left:
        uploaded = st.file_uploader(
            # Whatever is handed over is looked at: what it is instead, and what to do, is better told than its type.
            "A workbook (.xlsx) or a CSV file, at most 20 MB and 20,000 rows; split what is larger",
            key=key("file"),
        )
    with right:
        st.markdown("No file yet? The template has lists to choose from and a sheet that explains every column.")
        st.download_button(
            "Download the template",
            desk().imports.template,
            file_name="attest-entries.xlsx",
            mime=_WORKBOOK,
            on_click="ignore",
        )
    if uploaded is None:
        # The file was taken away, or the page was left: nothing asks for its rows again.
        for name in ("import_read", "import_checked"):
            st.session_state.pop(name, None)
        return None
    with left:
        try:
            return _read(uploaded)
        except AttestError as error:
            if "is not UTF-8" not in str(error):
                st.error(plain(sentence(error)))
                return None
            st.warning(
                plain(f"{uploaded.name} is not UTF-8. Choose how its letters are written, and look at the words.")
            )
        others = [code for code in ENCODINGS if code != "utf-8"]
        chosen = st.selectbox(
            "Its letters are written as",
            others,
            index=None,
            format_func=ENCODINGS.__getitem__,
            key=key("letters"),
            placeholder="Choose",
        )
        if chosen is None:
            return None
        try:
            return _read(uploaded, chosen)
        except AttestError as error:
            st.error(plain(sentence(error)))
            return None


def _read(uploaded: UploadedFile, letters: str = "") -> Sheet:
    """What stands in the file; read once, however often the page is drawn."""
    asked = (uploaded.file_id, letters)
    before, sheet = st.session_state.get("import_read", (None, None))
    if before != asked or sheet is None:
        sheet = desk().imports.read(uploaded.name, uploaded.getvalue(), letters)
        st.session_state["import_read"] = (asked, sheet)
    read: Sheet = sheet
    return read


def columns(sheet: Sheet) -> Matching:
    """Step 2: what each column means."""
    heading(2, "What the columns mean")
    guessed = desk().imports.guess(sheet)
    places = {place: target for target, place in guessed.columns.items()}
    chosen: dict[str, int] = {}
    twice = []
    used = _used(sheet)
    told = f"{count(len(sheet.rows))}; {len(places)} of {len(used)} columns recognised."
    st.markdown(plain(" ".join((told, *sheet.notes))))
    # Open or not by what was guessed alone: it must not shut under the hands of who chooses.
    with st.expander("Columns", expanded=bool(guessed.missing()) or len(places) < len(used)):
        grid = st.columns(4)
        for number, place in enumerate(used):
            with grid[number % 4]:
                target = st.selectbox(
                    plain(sheet.header[place]),
                    ["", *TARGETS],
                    index=["", *TARGETS].index(places.get(place, "")),
                    format_func=_meaning,
                    key=key(f"column_{place}"),
                    help=plain(_samples(sheet, place)),
                )
            if target in chosen:
                twice.append(target)
            elif target:
                chosen[target] = place
        constants = _same(chosen)
    if twice:
        st.error(plain(f"Two columns mean {', '.join(twice)}; let one of them be not used."))
    return Matching(chosen, constants)


def _used(sheet: Sheet) -> list[int]:
    """The columns that can mean something: those with a heading, the reasons of our own report left aside."""
    return [place for place, title in enumerate(sheet.header) if title and not desk().imports.is_passed_over(title)]


def _meaning(target: str) -> str:
    return f"{target}: {TARGETS[target].meaning}" if target else "not used"


def _samples(sheet: Sheet, place: int) -> str:
    texts = list(dict.fromkeys(row.cells[place] for row in sheet.rows if row.cells[place].strip()))[:_SAMPLES]
    return "; ".join(text[:60] for text in texts) or "empty in every row"


def _same(chosen: dict[str, int]) -> dict[str, str]:
    """What holds in every row, for columns that the sheet does not have."""
    offered = {name: choices for name, choices in CONSTANTS.items() if name not in chosen}
    constants: dict[str, str] = {}
    if not offered:
        return constants
    st.markdown("The same in every row, where the file has no column for it:")
    grid = st.columns(4)
    for number, (name, choices) in enumerate(offered.items()):
        choices = desk().choices()["kinds"] if name == "kind" else choices
        with grid[number % 4]:
            if choices:
                text = st.selectbox(
                    name,
                    list(choices),
                    index=None,
                    format_func=choices.__getitem__,
                    key=key(f"same_{name}"),
                    placeholder="not set",
                )
            else:
                text = st.text_input(name, key=key(f"same_{name}"), placeholder=TARGETS[name].example)
        if text and text.strip():
            constants[name] = text.strip()
    return constants
