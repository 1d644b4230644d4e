"""The address and the session's view: which of the two a run follows."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _on_explore() -> None:
    import streamlit as st

    from graph.ui import address

    address.arrive("")
    st.text(address.read(lambda _: {"actors": ["iran", "china"]}, lambda _: None).select)


def _after_a_deed(page: str) -> AppTest:
    """A run of Explore for `?select=iran`, after a deed on a page whose own run did not come to draw it."""
    app = AppTest.from_function(_on_explore)
    app.session_state["page"], app.session_state["deed"] = page, True
    app.query_params["select"] = "iran"
    return app


def test_a_deed_on_another_page_leaves_this_ones_address_its_say() -> None:
    app = _after_a_deed("edit").run()
    assert [*app.exception] == []
    assert [text.value for text in app.text] == ["iran"]


def test_a_deed_on_this_page_wins_over_the_address_of_before() -> None:
    app = AppTest.from_function(_on_explore)
    app.query_params["select"] = "china"
    app.run()
    app.session_state["deed"] = True
    app.query_params["select"] = "iran"
    app.run()
    assert [text.value for text in app.text] == ["china"]
