"""What the steps of an import share: their headings, the keys of a round, and how rows and faults are told."""

from __future__ import annotations

import streamlit as st

from graph.model.errors import AttestError, DataProblems
from graph.ui.text import show, tag


def heading(number: int, text: str) -> None:
    """The heading of a step."""
    show(tag("h2", text=f"{number} · {text}"), css="work step")


def key(name: str) -> str:
    """The key of a widget of this round."""
    return f"import_{name}_{st.session_state.get('import_round', 0)}"


def count(number: int) -> str:
    """So many rows, in words."""
    return f"{number:,} {'row' if number == 1 else 'rows'}"


def sentence(error: AttestError) -> str:
    """What went wrong, as a sentence."""
    text = str(error).strip()
    if isinstance(error, DataProblems) and len(error.problems) == 1:
        one = error.problems[0]
        text = f"{one.file}, row {one.row:,}: {one.message}" if one.row else f"{one.file} {one.message}"
    # The name of a file stays as it is written.
    begins = text if "." in text.split(" ", 1)[0] else f"{text[:1].upper()}{text[1:]}"
    return f"{begins}{'' if text.endswith('.') else '.'}"
