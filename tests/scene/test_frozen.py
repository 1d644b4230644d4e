"""A briefing as canonical JSON: the same bytes, back as it was, older formats read, and nothing altered unseen."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from graph.model.errors import StoreDamaged, UsageError
from graph.scene import frozen
from graph.scene.frozen import FORMAT, canonical, read, sealed
from tests.scene.briefed import briefing


def test_it_comes_back_as_it_was_and_gives_the_same_bytes() -> None:
    made = briefing()
    text = canonical(made)
    assert read(text) == made
    assert canonical(read(text)) == text == canonical(briefing())


def test_the_digest_is_of_everything_else() -> None:
    made = briefing()
    assert sealed(made) == made
    assert sealed(replace(made, caveats="Beware.")).digest != made.digest
    assert canonical(replace(made, withdrawn=("A page: withdrawn",))) == canonical(made)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 1}', '{"format": 1, "digest": "", "title": 3}'])
def test_what_is_no_snapshot_is_refused(text: str) -> None:
    with pytest.raises(StoreDamaged):
        read(text)


def test_what_was_altered_is_refused() -> None:
    with pytest.raises(StoreDamaged, match="not what was frozen"):
        read(canonical(briefing()).replace("2024-05-06", "2024-05-07"))


def test_what_a_later_version_wrote_says_so() -> None:
    content = json.loads(canonical(briefing())) | {"format": FORMAT + 1}
    with pytest.raises(UsageError, match=f"reads up to {FORMAT}"):
        read(json.dumps(content))


def test_an_older_format_keeps_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    made = briefing()
    older = canonical(made)

    def renamed(content: dict[str, Any]) -> dict[str, Any]:
        return {**content, "title": content["title"].upper()}

    monkeypatch.setattr(frozen, "FORMAT", FORMAT + 1)
    assert read(older, {FORMAT: renamed}) == replace(made, title=made.title.upper())
    with pytest.raises(StoreDamaged):
        read(older, {})


def test_a_field_that_a_format_had_not_yet_has_its_default() -> None:
    content = json.loads(canonical(briefing()))
    del content["override"], content["version"]
    unsealed = json.dumps(content | {"digest": ""})
    assert read(unsealed) == replace(briefing(), digest="")
