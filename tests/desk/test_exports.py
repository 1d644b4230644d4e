"""The way out: read back before it is handed over, whole or not at all, two at once, and nothing that is held back."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from graph.desk import exports
from graph.desk.desk import Desk
from graph.desk.exports import file_name
from graph.export.registry import Format, Options
from graph.model.errors import ExportFailed, NotAllowed, NotFound, UsageError
from graph.model.view import View
from graph.scene.brief import reworded
from graph.scene.briefing import Briefing, Words
from graph.scene.frozen import canonical
from tests.desk.briefs import opened

SVG = "svg"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over the invented list."""
    made = opened(tmp_path_factory.mktemp("exports"))
    yield made
    made._store.close()


@pytest.fixture(scope="module")
def frozen(desk: Desk) -> Briefing:
    """A snapshot."""
    return desk.snapshots.freeze(View(), Words(title="Öl & Macht: who arms whom?"))


def test_every_format_writes_a_snapshot_twice_the_same_at_once(desk: Desk, frozen: Briefing) -> None:
    small = Options(width_px=640, height_px=360)
    formats = desk.exports.formats()
    assert {SVG} <= {one.id for one in formats}
    with ThreadPoolExecutor(2) as pool:
        first = pool.map(lambda one: desk.exports.write(frozen, one.id, small).content, formats)
        second = pool.map(lambda one: desk.exports.write(desk.snapshots.get(frozen.id), one.id, small).content, formats)
        for one, a, b in zip(formats, first, second, strict=True):
            assert a == b != b"", one.id


def test_a_file_is_named_after_its_title_and_its_digest(desk: Desk, frozen: Briefing) -> None:
    made = desk.exports.write(frozen, SVG)
    assert made.name == f"ol-macht-who-arms-whom-{frozen.digest[:8]}.svg"
    assert file_name(replace(frozen, title="石油"), desk.exports.formats()[0]).startswith("picture-")


def test_what_a_check_blocks_is_not_written_unless_somebody_answered_for_it(desk: Desk, frozen: Briefing) -> None:
    gone = replace(frozen, withdrawn=("A page: withdrawn by its publisher",))
    with pytest.raises(NotAllowed, match="check 11: 1 source was withdrawn"):
        desk.exports.write(gone, SVG)
    assert desk.exports.stop(gone).startswith("No file is made: check 11")
    why = Words("T", override="That it was withdrawn is the news")
    answered = reworded(gone, why)
    assert desk.exports.write(answered, SVG).content
    for later in (replace(frozen, override="Why"), reworded(replace(gone, withdrawn=("Another: withdrawn",)), why)):
        with pytest.raises(NotAllowed, match="what is written was for something else"):
            desk.exports.write(replace(later, withdrawn=gone.withdrawn), SVG)
    assert desk.exports.picture(gone, Options()).startswith("<svg")


def test_a_picture_and_a_preview_are_made_once_however_often_the_page_is_drawn(
    desk: Desk, frozen: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Words("As it is being written", source_summary=frozen.source_summary)
    first = desk.snapshots.preview(frozen.id, words)
    assert desk.snapshots.preview(frozen.id, words) is first
    assert desk.snapshots.preview(frozen.id, replace(words, title="On")).title == "On"
    drawn = desk.exports.picture(first, Options())
    assert desk.exports.picture(first, Options(theme="dark")) != drawn
    monkeypatch.setattr(exports, "find", lambda _: pytest.fail("drawn anew"))
    assert desk.exports.picture(first, Options()) == drawn


def test_nothing_unreviewed_is_written(desk: Desk, frozen: Briefing) -> None:
    lines = tuple(replace(line, unreviewed=True) for line in frozen.scene.lines)
    with pytest.raises(NotAllowed, match="unreviewed"):
        desk.exports.write(replace(frozen, scene=replace(frozen.scene, lines=lines)), SVG)


def test_what_makes_no_sense_is_told(desk: Desk, frozen: Briefing) -> None:
    with pytest.raises(NotFound, match="no format “gif”"):
        desk.exports.write(frozen, "gif")
    with pytest.raises(UsageError, match=r"320 to 8,192"):
        desk.exports.write(frozen, SVG, Options(width_px=100_000))
    assert desk.exports.options({"page": "a4", "width_px": "640"}) == Options(width_px=640, page="a4")
    for wrong in ({"page": "a3"}, {"width_px": "wide"}, {"colour": "red"}):
        with pytest.raises(UsageError, match="no way to make a file"):
            desk.exports.options(wrong)


def test_a_file_that_does_not_hold_when_read_back_is_not_handed_over(
    desk: Desk, frozen: Briefing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(content: bytes, briefing: Briefing) -> None:
        raise ExportFailed(f"{len(content)} bytes of {briefing.id} do not hold")

    format_ = Format("x", "X", "x", "text/plain", "people", "", lambda *_: b"half", broken)
    monkeypatch.setattr(exports, "find", lambda _: format_)
    with pytest.raises(ExportFailed, match="4 bytes"):
        desk.exports.write_to(tmp_path / "x", frozen, "x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("call", ["fsync", "mkstemp", "write"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    desk: Desk, frozen: Briefing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, call: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    file = tmp_path / "picture.svg"
    file.write_text("yesterday’s")
    if call == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    elif call == "mkstemp":
        monkeypatch.setattr(tempfile, "mkstemp", full)
    else:
        monkeypatch.setattr(exports, "find", lambda _: Format("x", "X", "x", "text/plain", "people", "", full))  # type: ignore[arg-type]
    with pytest.raises(ExportFailed, match="the disk is full"):
        desk.exports.write_to(file, frozen, SVG)
    assert [path.name for path in tmp_path.iterdir()] == ["picture.svg"]
    assert file.read_text() == "yesterday’s"


def test_a_written_file_is_there_as_a_whole(desk: Desk, frozen: Briefing, tmp_path: Path) -> None:
    file = tmp_path / "picture.svg"
    desk.exports.write_to(file, frozen, SVG)
    assert file.read_bytes() == desk.exports.write(frozen, SVG).content
    assert [path.name for path in tmp_path.iterdir()] == ["picture.svg"]
    with pytest.raises(ExportFailed, match="could not be written"):
        desk.exports.write_to(tmp_path / "nowhere" / "picture.svg", frozen, SVG)
    assert canonical(desk.snapshots.get(frozen.id)) == canonical(frozen)
