"""The dossier's picker and the address name the same actor."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from graph.scene.shapes import ActorPanel
from graph.ui import actors

NAMES = {"norland": "Norland", "esland": "Esland"}


def _page() -> None:
    from graph.ui import actors

    actors.page()


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page over two invented actors."""

    def dossier(id_: str) -> ActorPanel:
        return ActorPanel(
            id=id_,
            heading=NAMES[id_],
            kind_words="state",
            sentence="",
            naming_note="",
            ties=(),
            denies=(),
            declines=(),
            says_about_others=(),
        )

    desk = SimpleNamespace(
        actors=lambda: NAMES,
        choices=lambda: {"actors": NAMES},
        dossier=dossier,
        forms=SimpleNamespace(may_edit=True),
    )
    monkeypatch.setattr(actors, "desk", lambda: desk)
    return AppTest.from_function(_page)


@pytest.mark.parametrize("asked", ["", "atlantis", "norland"])
def test_whoever_is_picked_is_in_the_address_and_nothing_else_is_said(app: AppTest, asked: str) -> None:
    if asked:
        app.query_params["actor"] = asked
    app.run()
    assert ("There is no actor “atlantis”" in said(app)) is (asked == "atlantis")
    app.selectbox[0].select("esland").run()
    assert app.query_params["actor"] == "esland"
    assert "There is no actor" not in said(app)
    assert "Esland" in said(app)


def said(app: AppTest) -> str:
    """What the page says."""
    return " ".join(element.proto.body for element in app.get("html"))
