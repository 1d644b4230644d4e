"""Import without a browser: what a session holds."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from graph.desk.desk import Desk


def _script() -> None:
    from graph.ui import importing

    importing.page()


def test_a_file_that_is_gone_stays_in_no_session(desk: Desk) -> None:
    assert desk.head().seq
    app = AppTest.from_function(_script, default_timeout=20)
    app.session_state["import_read"] = (("file", ""), "all its rows")
    app.session_state["import_checked"] = ("asked", "what becomes of them")
    app.run()
    assert not app.exception
    assert "import_read" not in app.session_state
    assert "import_checked" not in app.session_state
