"""Brief without a browser: words that are not kept yet outlive the page and the session."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from graph.desk.desk import Desk
from graph.model.view import View


def _script() -> None:
    import streamlit as st

    from graph.ui import brief

    if st.session_state.get("elsewhere"):
        st.text("Another page")
    else:
        brief.page()


def _opened(snapshot: str) -> AppTest:
    """The page of a snapshot in a session of its own."""
    app = AppTest.from_function(_script, default_timeout=20)
    app.query_params["snapshot"] = snapshot
    return app.run()


def test_words_that_are_not_kept_outlive_another_page_and_a_reload(desk: Desk) -> None:
    id_ = desk.snapshots.freeze(View()).id
    app = _opened(id_)
    app.text_area(key="brief_summary").set_value("Long\n\nthought about.").run()
    app.session_state["elsewhere"] = True
    app.run()
    app.session_state["elsewhere"] = False
    app.run()
    assert app.text_area(key="brief_summary").value == "Long\n\nthought about."
    again = _opened(id_)
    assert again.text_area(key="brief_summary").value == "Long\n\nthought about."
    assert desk.forms.unfinished() == ()
    again.button(key="brief_back").click().run()
    assert again.text_area(key="brief_summary").value == ""
    assert _opened(id_).text_area(key="brief_summary").value == ""


def test_keep_can_be_pressed_at_any_time_and_makes_a_version_only_of_other_words(desk: Desk) -> None:
    id_ = desk.snapshots.freeze(View()).id
    app = _opened(id_)
    keep = app.button(key="brief_keep")
    assert not keep.disabled
    keep.click().run()
    assert desk.snapshots.versions(id_) == (id_,)
    app.text_area(key="brief_summary").set_value("Short.")
    app.button(key="brief_keep").click().run()
    assert desk.snapshots.get(f"{id_}.2").summary == "Short."
    assert desk.unkept.get(id_) is None
