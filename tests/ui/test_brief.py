"""Brief without a browser: a double click freezes once, and words that are not kept outlive page and session."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from graph.desk.desk import Desk
from graph.model.view import View
from graph.scene.briefing import Briefing
from graph.ui import brief
from graph.ui.network import components


def _script() -> None:
    import streamlit as st

    from graph.ui import brief

    if st.session_state.get("elsewhere"):
        st.text("Another page")
    else:
        brief.page()


def _explore() -> None:
    import streamlit as st

    from graph.model.view import View
    from graph.ui import brief

    if st.session_state.get("elsewhere"):
        brief.page()
    else:
        brief.button(View(), st.container())


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


def test_a_second_press_while_the_first_one_freezes_makes_no_second_snapshot(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(data: dict[str, str], *, key: str) -> None:
        went.append(data["to"])
        if len(went) == 1:
            # What a second press does to the run of the first: it goes no further than this.
            st.stop()

    went: list[str] = []
    monkeypatch.setattr(components, "leave", told)
    app = AppTest.from_function(_explore, default_timeout=20).run()
    app.button(key="snapshot").click().run()
    app.button(key="snapshot").click().run()
    (frozen,) = desk.snapshots.list()
    assert went == [f"brief?snapshot={frozen.id}"] * 2
    app.session_state["elsewhere"] = True
    app.run()
    app.session_state["elsewhere"] = False
    app.run()
    app.button(key="snapshot").click().run()
    assert len(desk.snapshots.list()) == 2


def test_what_was_frozen_is_noted_without_a_touch_of_the_session(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    touched: list[str] = []

    class Session(dict[str, object]):
        def __getitem__(self, key: str) -> object:
            touched.append(key)
            return super().__getitem__(key)

        def __setitem__(self, key: str, value: object) -> None:
            touched.append(key)
            super().__setitem__(key, value)

    def freeze(*_: object) -> Briefing:
        touched.clear()
        return desk.snapshots.brief(View())

    monkeypatch.setattr(st, "session_state", Session())
    monkeypatch.setattr(desk.snapshots, "freeze", freeze)
    brief._freeze(View())
    assert touched == []
