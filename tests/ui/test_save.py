"""The save of a form, without a browser: whatever refuses it, something is said."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from graph.desk.forms import Foreseen
from graph.model.errors import DataProblems, Problem
from graph.model.form import Fault, Form
from graph.ui import edit

WORDS = "newland is not published: it waits in Review; save this as a draft, and approve them together"
FORM = Form("form-1", "claims", submission="sent", row={"object": "newland"})


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        pytest.param((), ("wrong", f"Not saved: {WORDS}.", "", ""), id="something it stands on is"),
        pytest.param((Fault("claims", "", "object", "is empty"),), None, id="a field is, and says so itself"),
    ],
)
def test_a_save_that_is_refused_says_why(
    monkeypatch: pytest.MonkeyPatch, faults: tuple[Fault, ...], said: tuple[str, ...] | None
) -> None:
    session: dict[str, Any] = {"edit_form": FORM}

    def save(*_: object, **__: object) -> None:
        raise DataProblems([Problem("claims/new", 0, "object", WORDS)])

    forms = SimpleNamespace(save=save, foresee=lambda _: Foreseen("", faults))
    monkeypatch.setattr(st, "session_state", session)
    monkeypatch.setattr(edit, "desk", lambda: SimpleNamespace(forms=forms))
    edit._save("sent", "save")
    assert session.get("edit_said") == said
    assert session["edit_tried"] == FORM.id
