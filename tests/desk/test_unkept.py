"""Words on a snapshot that are not kept yet: found again, replaced, forgotten, and nobody's unfinished form."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.desk.unkept import Unkept
from graph.model.errors import NotFound
from graph.model.person import DESK, Person
from graph.scene.briefing import Words
from tests.desk.briefs import opened

WORDS = Words("T", "S\n\nS", "C", "TLP:CLEAR", ("One.", "Two."), "Why")


def test_the_last_words_are_found_again_by_whoever_wrote_them_until_they_are_forgotten(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    assert desk.unkept.get("snap-1") is None
    desk.unkept.put("snap-1", Words("Before"))
    other = Unkept(desk._store.forms, DESK)
    other.put("snap-1", WORDS)
    assert (desk.unkept.get("snap-1"), desk.unkept.get("snap-2")) == (WORDS, None)
    assert Unkept(desk._store.forms, Person("vera", "Vera", frozenset())).get("snap-1") is None
    assert desk.forms.unfinished() == ()
    with pytest.raises(NotFound):
        desk.forms.restored("words-desk-snap-1")
    other.drop("snap-1")
    assert desk.unkept.get("snap-1") is None
    desk._store.close()
