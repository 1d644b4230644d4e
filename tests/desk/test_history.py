"""The history of records, changes and the list, and going back by a new revision."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.desk.history import PER_PAGE, Past
from graph.desk.review import Review
from graph.model.errors import DataProblems, NotAllowed, NotFound, UsageError
from graph.model.person import DESK, Person
from graph.store.store import Store
from graph.store.writes import Write
from tests.store.invented import NOON, furnish, on_file, row, save

EVE = Person("eve", "Eve", frozenset({"editor"}))
CYN = Person("cyn", "Cyn", frozenset({"viewer"}))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list whose entry was added, changed and taken back."""
    made = tmp_path_factory.mktemp("store") / "attest.sqlite"
    opened = Store.open(f"sqlite:///{made}")
    furnish(opened)
    save(opened, claims=[Write(row("claims", "c", held_from="2022-11-05"))])
    save(opened, claims=[Write(row("claims", "c", held_from="2022-11"), base=1)])
    taken = Write(row("claims", "c", held_from="2022-11"), base=2, status="retracted", retraction_reason="Wrong page.")
    save(opened, claims=[taken])
    opened.close()
    return made


@pytest.fixture
def store(file: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    opened = Store.open(f"sqlite:///{shutil.copy(file, tmp_path / 'attest.sqlite')}")
    yield opened
    opened.close()


def test_a_record_is_told_who_when_why_and_field_by_field(store: Store) -> None:
    record = Past(store, DESK).of("claims", "c")
    assert (record.heading, record.now) == ("Norland does to Esland", "retracted")
    assert [(one.revision, one.words, one.is_now) for one in record.steps] == [
        (3, "taken back", True),
        (2, "changed", False),
        (1, "added", False),
    ]
    assert [(one.name, one.before, one.after) for one in record.steps[1].fields] == [
        ("True from", "5 Nov 2022", "Nov 2022")
    ]
    assert [(one.name, one.after) for one in record.steps[0].fields] == [("Why it was taken back", "Wrong page.")]
    assert ("Subject", "Norland") in [(one.name, one.after) for one in record.steps[2].fields]
    assert (record.steps[0].who, record.steps[0].when, record.steps[0].comment) == (
        "anna",
        "6 May 2024, 12:00",
        "A test.",
    )
    with pytest.raises(NotFound):
        Past(store, DESK).of("claims", "nowhere")
    with pytest.raises(NotFound):
        Past(store, DESK).of("tables", "c")


def test_going_back_makes_a_new_revision_and_deletes_nothing(store: Store) -> None:
    past = Past(store, DESK)
    saved = past.go_back("claims", "c", 1, "It was right.")
    assert (on_file(store, "claims", "c")["held_from"], on_file(store, "claims", "c")["status"]) == ("2022-11-05", "")
    found = store.history.of("claims", "c")
    assert [(one.revision, one.base, one.status) for one in found][2:] == [(3, 2, "retracted"), (4, 3, "published")]
    assert store.history.change(saved.seq)[0].comment == "It was right."
    with pytest.raises(UsageError, match="says now"):
        past.go_back("claims", "c", 1)
    past.go_back("claims", "c", 3)
    assert on_file(store, "claims", "c")["retraction_reason"] == "Wrong page."
    assert store.verify().seq == 6


def test_going_back_twice_by_a_double_click_is_once(store: Store) -> None:
    past = Past(store, DESK)
    past.go_back("claims", "c", 2)
    with pytest.raises(UsageError):
        past.go_back("claims", "c", 2)
    assert len(store.history.of("claims", "c")) == 4


def test_who_may_not_publish_goes_back_by_a_draft(store: Store) -> None:
    assert (Past(store, DESK).goes_back_as(), Past(store, EVE).goes_back_as()) == ("published", "draft")
    with pytest.raises(NotAllowed):
        Past(store, CYN).go_back("claims", "c", 1)
    Past(store, EVE).go_back("claims", "c", 1)
    assert on_file(store, "claims", "c")["status"] == "retracted"
    with pytest.raises(UsageError, match="a draft of c waits in Review"):
        Past(store, EVE).go_back("claims", "c", 2)
    review = Review(store, DESK)
    review.approve(review.shown([("claims", "c")]))
    assert on_file(store, "claims", "c")["status"] == ""
    review.turn_four_eyes(True)
    assert Past(store, DESK).goes_back_as() == "draft"
    assert [one.words for one in Past(store, DESK).of("claims", "c").steps][:2] == ["published as drafted", "draft"]


def test_going_back_to_what_is_not_sound_any_more_is_refused(store: Store) -> None:
    save(store, sources=[Write(row("sources", "page"), base=1, status="retracted", retraction_reason="Forged.")])
    with pytest.raises(DataProblems, match="retracted"):
        Past(store, DESK).go_back("claims", "c", 1)
    with pytest.raises(NotFound):
        Past(store, DESK).go_back("claims", "c", 9)


def test_a_record_says_what_shows_it_in_the_picture(store: Store) -> None:
    past = Past(store, DESK)
    assert past.of("claims", "c").opens == ""
    save(store, claims=[Write(row("claims", "d"))])
    assert past.of("claims", "d").opens == "norland.arms.esland"
    assert past.of("actors", "norland").opens == "norland"
    assert past.of("publishers", "daily").opens == ""


def test_the_feed_comes_newest_first_in_words_page_by_page(store: Store) -> None:
    for number in range(PER_PAGE):
        save(store, claims=[Write(row("claims", f"c{number:02d}"))])
    past = Past(store, DESK)
    first, second = past.feed(), past.feed(page=2)
    assert (first.number, first.pages) == (PER_PAGE + 4, 2)
    assert [one.seq for one in (*first.deeds, *second.deeds)] == list(range(PER_PAGE + 4, 0, -1))
    assert first.deeds[0].figures == "1 entry published"
    assert [one.heading for one in first.deeds[0].steps] == ["Norland does to Esland"]
    assert second.deeds[-1].figures == (
        "1 source published, 1 publisher published, 2 actors published, 1 kind of tie published"
    )
    assert second.deeds[-1].steps == ()
    assert [one.seq for one in past.feed(table="actors").deeds] == [1]
    assert past.feed(by="nobody").deeds == ()
    assert past.people() == ("anna",)


def test_a_change_is_opened_whole(store: Store) -> None:
    past = Past(store, DESK)
    opened = past.change(3)
    (step,) = opened.deed.steps
    assert [(one.before, one.after) for one in step.fields] == [("5 Nov 2022", "Nov 2022")]
    first = past.change(1)
    assert first.tables == ("sources", "publishers", "actors", "kinds")
    assert [one.id for one in past.change(1, table="actors").deed.steps] == ["esland", "norland"]
    with pytest.raises(NotFound):
        past.change(99)


def test_moments_are_told_in_utc(store: Store) -> None:
    save(store, now=datetime(2030, 1, 2, 3, 4, tzinfo=UTC), claims=[Write(row("claims", "z"))])
    assert NOON.tzinfo is UTC
    assert Past(store, DESK).feed().deeds[0].when == "2 Jan 2030, 03:04"
