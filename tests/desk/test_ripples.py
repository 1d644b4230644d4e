"""What becomes of the ties where an actor, a page or a publisher changes, on the invented list."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.desk import ripples
from graph.desk.desk import Desk
from graph.desk.foreseen import NOTHING
from graph.desk.ripples import Ripple
from graph.model.person import DESK, Person
from graph.model.settings import Settings
from tests.cli.terminal import SMALL

BEN = Person("ben", "Ben", frozenset({"editor", "reviewer"}))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The door to the invented list."""
    folder = tmp_path_factory.mktemp("ripples")
    opened = Desk.open(Settings(f"sqlite:///{folder / 'attest.sqlite'}", SMALL, SMALL / "review"), DESK)
    opened.start()
    yield opened
    opened._store.close()


def ripple(desk: Desk, table: str, id_: str, **cells: str) -> Ripple | None:
    """What the form of a record says that a change of it comes to."""
    return desk.forms.ripple(desk.forms.open(table, id_).put(**cells))


def test_another_name_is_read_with_every_entry_and_changes_no_tie(desk: Desk) -> None:
    told = ripple(desk, "actors", "southia", label="Southern Isles")
    assert told is not None
    assert [(one.what, one.before, one.after) for one in told.fields] == [
        (f"Name, read with {told.entries} entries", "Southia", "Southern Isles")
    ]
    assert (told.gone, told.ties, told.pair) == ((), (), None)


def test_whom_an_actor_speaks_for_changes_who_backs(desk: Desk) -> None:
    told = ripple(desk, "actors", "norland-foreign-ministry", part_of="southia")
    assert told is not None
    changed = {one.what: (one.before, one.after) for one in told.ties}
    assert changed["Esland has a strategic partnership with Norland"] == (
        "on record (Esland and Norland)",
        "several independent voices (Esland, Southia)",
    )
    assert told.pair is not None
    assert (told.pair.before.tie is None, told.pair.after.tie is None) == (False, False)


def test_whose_voice_an_outlet_is_changes_who_answers(desk: Desk) -> None:
    told = ripple(desk, "publishers", "esland-agency", interest="")
    assert told is not None
    changed = {one.what: (one.before, one.after) for one in told.ties}
    before, after = changed["Norland transfers arms to Esland"]
    assert "denied by Esland" in before
    assert "Esland News Agency" in after


def test_what_a_page_repeats_changes_how_many_voices_there_are(desk: Desk) -> None:
    told = ripple(desk, "sources", "times-2022-07", derived_from="post-2022-06")
    assert told is not None
    changed = {one.what: (one.before, one.after) for one in told.ties}
    assert changed["Esland transfers arms to Southia"] == (
        "several independent voices (North Post, Southia Times); questioned in part by Southia",
        "one voice (North Post, 2 reports); questioned in part by Southia",
    )


def test_a_grade_is_read_with_the_entries_of_every_page(desk: Desk) -> None:
    told = ripple(desk, "publishers", "southia-times", reliability="B")
    assert told is not None
    (step,) = told.fields
    assert (step.before, told.entries > 4, told.ties) == ("nothing", True, ())


def test_what_bears_on_no_entry_is_not_weighed(desk: Desk) -> None:
    assert ripple(desk, "actors", "southia", naming_note="The name is new.") is None
    assert ripple(desk, "sources", "times-2022-07", published="yesterday") is None
    assert desk.forms.ripple(desk.forms.blank("actors", label="New")) is None


def test_too_many_entries_are_counted_and_not_weighed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ripples, "MOST", 3)
    told = ripple(desk, "actors", "southia", label="South Isles", kind="igo")
    assert told is not None
    assert (told.weighed, told.entries > 3, told.ties, len(told.fields)) == (False, True, (), 1)


def test_a_reviewer_sees_what_a_draft_of_a_page_comes_to(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "attest.sqlite"
    desk.upkeep.backup(file)
    own = Desk.open(Settings(f"sqlite:///{shutil.copy(file, tmp_path / 'own.sqlite')}", SMALL, SMALL), DESK)
    own.forms.save(own.forms.open("sources", "times-2022-07").put(derived_from="post-2022-06"), as_draft=True)
    other = Desk(own._store, own._settings, BEN)
    (step,) = other.review.ripple("sources", "times-2022-07").ties
    assert step.what == "Esland transfers arms to Southia"
    assert step.after != NOTHING
    assert other.review.pair("sources", "times-2022-07") is None
    own._store.close()
