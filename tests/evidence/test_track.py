"""The track of a party: what it said of a tie, day by day."""

from __future__ import annotations

import pytest

from graph.evidence.assess import assess
from graph.evidence.prepare import prepare
from graph.evidence.track import Said, track
from graph.model.tables import texts
from graph.model.view import View
from tests.evidence.reference import Row
from tests.evidence.small import claim, tables

ARMS = "norland.arms.esland"


def tracked(*claims: Row, view: View | None = None) -> list[Said]:
    """The words of all parties on the tie."""
    made = tables(*claims)
    by_id = {row["id"]: row for row in texts(made["claims"])}
    return track(ARMS, assess(prepare(made), view or View()), by_id)


def word(day: str, stance: str = "asserts", matter: str = "", who: str = "norland", **more: str) -> Row:
    """A party's word of one day."""
    words = f"norland arms esland: {matter}" if matter else "norland arms esland"
    return claim(words, said_on=day, stance=stance, speakers=who, **more)


def told(said: list[Said]) -> list[str]:
    """The words as `voice: word day`."""
    return [f"{word.voice}: {word.words} {word.day}" for word in said]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([word("2022-01")], ["norland: said so 2022-01"], id="a party says so"),
        pytest.param([word("2022-01", "denies")], ["norland: denied 2022-01"], id="it denies"),
        pytest.param([word("2022-01", modality="planned")], ["norland: announced 2022-01"], id="it announces"),
        pytest.param([word("2022-01", "declines")], ["norland: declined 2022-01"], id="it declines"),
        pytest.param(
            [word("2022-01", "disputes", disputes_what="extent"), word("2022-02", "disputes", disputes_what="reason")],
            ["norland: questioned 2022-01", "norland: questioned 2022-02"],
            id="it doubts and questions",
        ),
        pytest.param(
            [word("2022-01", "denies"), word("2022-02"), word("2022-03", "denies")],
            ["norland: denied 2022-01", "norland: admitted 2022-02", "norland: denied 2022-03"],
            id="it admits what it denied, and denies again",
        ),
        pytest.param(
            [word("2022-01"), word("2022-02", "denies")],
            ["norland: said so 2022-01", "norland: denied 2022-02"],
            id="what it said before it denied is no admission",
        ),
        pytest.param(
            [word("2022-01", "denies", "tanks"), word("2022-02", matter="drones")],
            ["norland: denied 2022-01", "norland: admitted in part 2022-02"],
            id="it admits one matter and denies another",
        ),
        pytest.param(
            [word("2022-01", matter="drones"), word("2022-02", "denies", "tanks")],
            ["norland: said so 2022-01", "norland: denied 2022-02"],
            id="one matter said before another was denied is no admission",
        ),
        pytest.param(
            [word("2022-01", "denies"), word("2022-02", matter="drones")],
            ["norland: denied 2022-01", "norland: admitted 2022-02"],
            id="it admits a matter of what it denied altogether",
        ),
        pytest.param(
            [word("2022-01", "denies", held_to="2019"), word("2022-02", held_from="2021")],
            ["norland: denied 2022-01", "norland: admitted 2022-02"],
            id="an earlier denial is a denial",
        ),
        pytest.param([word("", "denies"), word("2022-02")], ["norland: said so 2022-02"], id="undated words stay out"),
        pytest.param([word("2022-02", modality="implied")], [], id="our reading is nobody's word"),
        pytest.param([word("2022-02", relayed_by="westmark")], [], id="told by another, without a stake"),
        pytest.param([word("2022-01", who="westmark")], [], id="an onlooker has no track"),
        pytest.param(
            [word("2022-01", who="westmark"), word("2022-02", "denies", who="westmark")],
            ["westmark: said so 2022-01", "westmark: denied 2022-02"],
            id="an onlooker that turns has one",
        ),
        pytest.param(
            [word("2022-02", who="esland-mfa"), word("2022-01", who="norland-un")],
            ["esland: said so 2022-02", "norland: said so 2022-01"],
            id="by voice, then by day",
        ),
    ],
)
def test_the_words_of_parties(claims: list[Row], expected: list[str]) -> None:
    assert told(tracked(*claims)) == expected


def test_several_entries_of_one_day_are_one_word() -> None:
    said = tracked(
        word("2022-01", "denies", "drones"), word("2022-01", "denies", "tanks", source="weekly"), word("2022-01")
    )
    assert said == [Said("norland", "2022-01", "denied", ("c0", "c1")), Said("norland", "2022-01", "said so", ("c2",))]


def test_a_denial_of_no_matter_is_told_once() -> None:
    said = tracked(word("2022-01", "denies"), claim("norland arms esland: drones"), claim("norland arms esland: tanks"))
    assert said == [Said("norland", "2022-01", "denied", ("c0",))]


def test_a_clock_cuts_the_track() -> None:
    claims = [word("2022-05", "denies"), word("2022-06", source="daily-undated")]
    assert told(tracked(*claims, view=View(reported="2022-06"))) == ["norland: denied 2022-05"]


def test_a_tie_that_is_not_there_has_no_track() -> None:
    made = tables(word("2022-01"))
    assert track("norland.arms.westmark", assess(prepare(made), View()), {}) == []
