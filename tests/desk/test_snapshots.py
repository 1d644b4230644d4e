"""Snapshots at the desk: frozen for ever, reworded as versions, marked where a source is gone, compared with now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.desk.desk import Desk
from graph.desk.snapshots import LONGEST
from graph.model.errors import Conflict, NotAllowed, NotFound, UsageError
from graph.model.person import Person
from graph.model.view import View, parse
from graph.scene.briefing import Words
from graph.scene.checks import blocking
from graph.scene.frozen import canonical
from graph.scene.legend import legend
from graph.scene.summary import false_figures
from tests.cli.terminal import ROOT
from tests.desk.briefs import ARMS, opened, save

VIEWER = Person("vera", "Vera", frozenset({"viewer"}))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk over the invented list."""
    made = opened(tmp_path)
    yield made
    made._store.close()


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over the curated list."""
    made = opened(tmp_path_factory.mktemp("curated"), ROOT / "data")
    yield made
    made._store.close()


def test_a_snapshot_stays_as_it_was_though_the_list_moves_on(desk: Desk) -> None:
    view = parse("actors=norland&at=norland:12:34&select=esland&v=1").view
    frozen = desk.snapshots.freeze(view, Words(title="  Norland  "))
    save(desk, "claims", "c01", {"statement": "Otherwise."})
    save(desk, "claims", "c01", {"id": "c99", "object": "southia"}, new=True)
    again = desk.snapshots.get(frozen.id)
    assert canonical(again) == canonical(frozen)
    assert (frozen.title, frozen.query) == ("Norland", "actors=norland&at=norland:12:34&v=1")
    node = next(node for node in frozen.scene.nodes if node.id == "norland")
    assert (node.x, node.y) == (12, 34)
    assert frozen.seq == 1
    assert frozen.store_digest == desk._store.change(1).digest != desk.head().digest


def test_the_list_shows_the_newest_version_of_each_the_last_one_made_first(desk: Desk) -> None:
    one, other = desk.snapshots.freeze(View(), Words(title="One")), desk.snapshots.freeze(View(actors=("norland",)))
    second = desk.snapshots.reword(one.id, Words(title="One again", handling="TLP:CLEAR"))
    found = desk.snapshots.list()
    assert [(row.id, row.title, len(row.versions)) for row in found] == [
        (second.id, "One again", 2),
        (other.id, "Ties of Norland", 1),
    ]
    assert found[0].first == one.id


def test_other_words_are_another_version_and_the_scene_is_the_same(desk: Desk) -> None:
    first = desk.snapshots.freeze(View())
    second = desk.snapshots.reword(first.id, Words(title="T", summary="S\n\nS", source_summary=("Three pages.", " ")))
    assert (second.id, second.of, second.version) == (f"{first.id}.2", first.id, 2)
    assert (second.scene, second.endnotes, second.generated_at) == (first.scene, first.endnotes, first.generated_at)
    assert second.source_summary == ("Three pages.",)
    assert second.digest != first.digest
    assert desk.snapshots.get(first.id) == first
    assert desk.snapshots.versions(second.id) == (first.id, second.id)
    same = Words(second.title, second.summary, second.caveats, second.handling, second.source_summary)
    assert desk.snapshots.reword(second.id, same) == second
    with pytest.raises(Conflict):
        desk.snapshots.reword(first.id, Words(title="Somebody else’s third thought"))
    again = Words("T", "S\n\nS", source_summary=("Three pages.",))
    assert desk.snapshots.reword(first.id, again) == second
    third = desk.snapshots.reword(second.id, Words(title="T"))
    assert (third.id, third.source_summary) == (f"{first.id}.3", first.source_summary)


def test_one_that_cannot_be_read_is_listed_with_the_reason_and_hides_no_other(desk: Desk) -> None:
    sound = desk.snapshots.freeze(View())
    later = canonical(sound).replace('"format":1', '"format":2')
    now = datetime.now(UTC)
    desk._store.snapshots.add(
        "snap-later", format_=2, title="Of tomorrow", content=later, digest="", by="desk", now=now
    )
    first, second = desk.snapshots.list()
    assert (first.id, second.id, second.trouble) == ("snap-later", sound.id, "")
    assert "upgrade it" in first.trouble
    with pytest.raises(UsageError, match="reads up to 1"):
        desk.snapshots.get("snap-later")


def test_words_that_are_too_long_are_refused(desk: Desk) -> None:
    desk.snapshots.brief(View(), Words(title="x" * LONGEST["title"]))
    with pytest.raises(UsageError, match="title is longer than 300"):
        desk.snapshots.brief(View(), Words(title="x" * (LONGEST["title"] + 1)))
    with pytest.raises(UsageError, match="source summary"):
        desk.snapshots.brief(View(), Words(source_summary=("x" * 20_001,)))


def test_nothing_unreviewed_is_frozen_and_what_is_not_there_is_told(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="unreviewed"):
        desk.snapshots.freeze(View(unreviewed=True))
    with pytest.raises(NotFound):
        desk.snapshots.get("snap-nowhere")


def test_a_source_that_is_withdrawn_later_marks_every_snapshot_that_used_it(desk: Desk) -> None:
    with_it, without_it = desk.snapshots.freeze(View()), desk.snapshots.freeze(View(actors=("southia",)))
    page = next(
        iter({row["id"] for row in with_it.records["sources"]} - {r["id"] for r in without_it.records["sources"]})
    )
    save(desk, "sources", page, {"state": "withdrawn"})
    marked = desk.snapshots.get(with_it.id)
    assert len(marked.withdrawn) == 1
    assert marked.withdrawn[0].endswith("withdrawn by its publisher")
    assert [check.number for check in blocking(marked)] == [11]
    assert canonical(marked) == canonical(with_it)
    assert desk.snapshots.get(without_it.id).withdrawn == ()
    assert [bool(row.withdrawn) for row in desk.snapshots.list()] == [False, True]
    assert "1 source withdrawn" in desk.snapshots.changed_since(with_it.id).words


def test_who_overrides_a_check_is_a_reviewer(desk: Desk, tmp_path: Path) -> None:
    frozen = desk.snapshots.freeze(View())
    viewer = opened(tmp_path, by=VIEWER)
    with pytest.raises(NotAllowed, match="reviewer"):
        viewer.snapshots.reword(frozen.id, Words(title="T", override="I say so"))
    for make in (viewer.snapshots.brief, viewer.snapshots.freeze):
        with pytest.raises(NotAllowed, match="reviewer"):
            make(View(), Words(override="I say so"))
    done = desk.snapshots.reword(frozen.id, Words(title="T", override="The withdrawal itself is the news"))
    assert done.override == "The withdrawal itself is the news"
    assert viewer.snapshots.reword(done.id, Words(title="U", override=done.override)).title == "U"


def test_a_reason_answers_for_no_later_fault_and_no_other_words_carry_it_along(desk: Desk) -> None:
    false = Words("T", source_summary=("It rests on 4,711 pages.",), override="The figure is the ministry’s own")
    may = desk.snapshots.reword(desk.snapshots.freeze(View()).id, false)
    assert desk.exports.stop(may) == ""
    save(desk, "sources", may.records["sources"][0]["id"], {"state": "withdrawn"})
    july = desk.snapshots.get(may.id)
    assert desk.exports.stop(july).startswith("No file is made: check 11: 1 source was withdrawn.")
    with pytest.raises(NotAllowed, match="write the reason anew"):
        desk.snapshots.reword(may.id, replace(false, title="A typo mended"))
    both = desk.snapshots.reword(may.id, replace(false, override="The ministry’s own; the withdrawal is the news"))
    assert desk.exports.stop(desk.snapshots.get(both.id)) == ""
    assert desk.exports.stop(july) != ""


def test_what_has_changed_since_is_told_tie_by_tie(desk: Desk) -> None:
    frozen = desk.snapshots.freeze(View())
    assert desk.snapshots.changed_since(frozen.id).words == ""
    ties = {tie.id for note in frozen.endnotes for tie in note.ties}
    arms = next(tie for note in frozen.endnotes for tie in note.ties if tie.id == ARMS)
    save(desk, "claims", "c01", {"id": "c98", "object": "southia", "stance": "asserts"}, new=True)
    for claim in sorted({claim for one in arms.citations for claim in one.claims}):
        if desk._store.revisions()["claims"][claim]["stance"] == "denies":
            save(desk, "claims", claim, {}, retract="Taken back")
    told = desk.snapshots.changed_since(frozen.id)
    assert [one.tie for one in told.added] == ["norland.arms_transfer.southia"]
    assert "norland.arms_transfer.southia" not in ties
    changed = next(one for one in told.changed if one.tie == ARMS)
    assert "denied by" in changed.was
    assert "denied by" not in changed.now
    assert told.words.startswith("1 tie added, 1 tie backed or answered otherwise")


def test_a_snapshot_with_a_cut_off_is_as_the_list_was_known_then(desk: Desk) -> None:
    frozen = desk.snapshots.freeze(View(recorded="2020"))
    assert frozen.endnotes == ()
    assert frozen.cutoff == "What this list knew on 2020"


def test_the_opening_view_of_the_curated_list_passes_without_an_override(curated: Desk) -> None:
    made = curated.snapshots.brief(View())
    assert {check.outcome for check in made.checks} == {"ok", "warn"}
    assert made.override == ""
    assert {note.line for note in made.endnotes} == {line.id for line in made.scene.lines}
    assert [note.number for note in made.endnotes] == list(range(1, len(made.scene.lines) + 1))
    assert all(tie.citations for note in made.endnotes for tie in note.ties)
    assert false_figures(made.source_summary, made.figures, made.scene) == ()
    plain = next(check for check in made.checks if check.number == 8)
    assert plain.outcome == "ok"


def test_denials_of_the_curated_list_are_drawn_and_named(curated: Desk) -> None:
    made = curated.snapshots.brief(View())
    lines = {line.id: line for line in made.scene.lines}
    denied = [
        (note, tie) for note in made.endnotes for tie in note.ties if any(one.list == "denied" for one in tie.citations)
    ]
    assert len(denied) > 10
    for note, tie in denied:
        assert lines[note.line].mark or lines[note.line].only_denied
        assert "denied by" in tie.answer_words
    assert made.scene.legend == legend(made.scene.lines)


@pytest.mark.parametrize("lines", ["kind", "claim"])
def test_a_picture_of_hundreds_of_lines_is_cited_line_by_line(curated: Desk, lines: str) -> None:
    made = curated.snapshots.brief(View(lines=lines))
    assert len(made.endnotes) == len(made.scene.lines) > 90
    assert blocking(made) == ()
