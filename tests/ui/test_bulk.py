"""Correct without a browser: what was chosen outlives another page, as what was written does."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from graph.desk.corrections import Edit
from graph.desk.desk import Desk


def _script() -> None:
    import streamlit as st

    from graph.ui import bulk

    if st.session_state.get("elsewhere"):
        st.text("Another page")
    else:
        bulk.page()


def test_drafts_stay_drafts_after_another_page_and_the_button_says_so(desk: Desk) -> None:
    page = desk.corrections.page("sources", "", "")
    id_, row = next(iter(page.rows.items()))
    app = AppTest.from_function(_script, default_timeout=20)
    app.session_state["bulk_edits"] = {"sources": {id_: Edit(page.bases[id_], row, {"title": "Another title"})}}
    app.session_state["bulk_table"] = "sources"
    app.run()
    assert app.button(key="bulk_save").label == "Save 1 record as one change, on the list"
    app.toggle(key="bulk_drafts").set_value(True)
    app.text_input(key="bulk_comment").set_value("A slip").run()
    app.session_state["elsewhere"] = True
    app.run()
    app.session_state["elsewhere"] = False
    app.run()
    assert app.text_input(key="bulk_comment").value == "A slip"
    assert app.button(key="bulk_save").label == "Save 1 record as one change, as drafts"
    app.button(key="bulk_save").click().run()
    assert [one.value for one in app.success] == ["1 record was saved as drafts as change 2\\."]
    assert app.text_input(key="bulk_words").value == ""
