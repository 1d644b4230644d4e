"""One scene, many files: each holds the same lines and the same page under each number, and nothing of its maker."""

from __future__ import annotations

import getpass
import io
import platform
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from graph.export.formats import formats
from graph.export.registry import Format, Options
from graph.model.errors import ExportFailed
from graph.scene.briefing import Briefing
from graph.scene.frozen import sealed
from graph.scene.shapes import Scene
from tests.cli.terminal import ROOT, SMALL
from tests.export.pictures import briefing, opening, small, tables
from tests.export.readers import READERS, of_scene

ALL = {format_.id: format_ for format_ in formats()}
READ = [ALL[id_] for id_ in READERS]
VIEWS = (
    "",
    "lines=kind",
    "lines=claim",
    "rollup=esland",
    "kinds=arms_transfer&reported=2022-10&stances=asserts",
    "hide=norland,esland,southia,harbour-works",
)
each = pytest.mark.parametrize("format_", READ, ids=lambda format_: str(format_.id))


def test_every_format_for_machines_has_a_reader_here() -> None:
    assert {format_.id for format_ in formats() if format_.family == "machines"} <= set(READERS) <= set(ALL)


@pytest.mark.parametrize("query", VIEWS)
@each
def test_it_holds_the_lines_and_sources_of_the_scene(format_: Format, query: str) -> None:
    _holds(format_, small(query))


@each
def test_it_holds_those_of_the_opening_view(format_: Format) -> None:
    _holds(format_, opening())


def _holds(format_: Format, made: Briefing) -> None:
    data = format_.write(made, Options())
    for reader in READERS[format_.id]:
        assert reader.read(data) == of_scene(made, ends=reader.ends)
    assert format_.check is not None
    format_.check(data, made)


@each
def test_the_same_briefing_gives_the_same_bytes(format_: Format) -> None:
    assert format_.write(_again(), Options()) == format_.write(small("lines=kind"), Options())


@cache
def _again() -> Briefing:
    return briefing(tables(SMALL), "lines=kind")


@each
def test_a_file_of_another_picture_is_refused(format_: Format) -> None:
    whole, part = small(), sealed(replace(small(), endnotes=small().endnotes[:-1], scene=_shorter(small())))
    assert format_.check is not None
    with pytest.raises(ExportFailed):
        format_.check(format_.write(part, Options()), whole)


@each
def test_half_a_file_is_refused(format_: Format) -> None:
    data = format_.write(small(), Options())
    assert format_.check is not None
    for part in (data[: len(data) // 2], data[: len(data) // 9], b""):
        with pytest.raises(ExportFailed):
            format_.check(part, small())


def _shorter(briefing: Briefing) -> Scene:
    dropped = briefing.endnotes[-1].line
    return replace(briefing.scene, lines=tuple(line for line in briefing.scene.lines if line.id != dropped))


@each
def test_what_is_lost_is_said_in_the_file(format_: Format) -> None:
    lost = format_.loses
    assert not lost or any(
        _same(lost) in _same(part.decode(errors="ignore")) for part in _parts(format_.write(small(), Options()))
    )


@each
def test_what_was_withdrawn_since_is_said_in_every_file_but_the_frozen_text_itself(format_: Format) -> None:
    gone = replace(small(), withdrawn=("A page of Norland: withdrawn by its publisher",), override="Why")
    data = format_.write(gone, Options())
    said = any(_same(gone.withdrawn[0]) in _same(part.decode(errors="ignore")) for part in _parts(data))
    assert said == (format_.id != "json")
    assert b"nothing out" not in data


def _same(text: str) -> str:
    """The text without what a format has to write for blanks, quotes and underscores."""
    return "".join(text.replace("\\", "").split())


@pytest.mark.parametrize("format_", formats(), ids=lambda format_: str(format_.id))
def test_no_file_says_who_made_it_or_where(format_: Format) -> None:
    found = [_traces(part) for part in _parts(format_.write(small(), Options()))]
    assert [traces for traces in found if traces] == []


def _traces(part: bytes) -> list[str]:
    """What of the maker stands in a part; in one that is no text, where any short word occurs, only paths count."""
    paths = [str(Path.home()), str(ROOT), tempfile.gettempdir()]
    names = [platform.node(), getpass.getuser(), "openpyxl", "NetworkX", "python", "python-docx", "python-pptx"]
    found = [path for path in paths if len(path) > 1 and path.encode() in part]
    if part.startswith(b"\x89PNG"):
        return found + [kind for kind in ("tEXt", "iTXt", "zTXt", "eXIf", "tIME") if kind.encode() in part]
    try:
        text = part.decode()
    except UnicodeDecodeError:
        return found
    # An administrator's name is an everyday word: `:root` in a style sheet.
    told = [name for name in names if name not in ("root", "") and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    return found + told


def _parts(data: bytes) -> Iterator[bytes]:
    """The file, or where it is an archive, the names and contents of what is in it."""
    if not data.startswith(b"PK"):
        yield data
        return
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert not archive.comment
    for entry in archive.infolist():
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert not entry.extra
        assert not entry.comment
        yield entry.filename.encode()
        yield archive.read(entry)
