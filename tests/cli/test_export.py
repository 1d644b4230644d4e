"""`export`: a view or a snapshot as a file, whole or not at all, the same bytes every time."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.__main__ import main
from graph.desk.desk import Desk
from graph.model.view import View
from graph.scene.briefing import Words
from tests.cli.terminal import ROOT, Terminal
from tests.desk.briefs import opened, save


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A shell over the invented list."""
    terminal = Terminal(tmp_path_factory.mktemp("export"))
    opened(terminal.folder)._store.close()
    return terminal


@pytest.fixture
def desk(shell: Terminal) -> Iterator[Desk]:
    """The same store from within."""
    made = opened(shell.folder)
    yield made
    made._store.close()


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(shell: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls the command in this process: its exit code, what it wrote, and what it told."""
    monkeypatch.setenv("ATTEST_DATABASE_URL", shell.environment["ATTEST_DATABASE_URL"])

    def called(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            code = main(["export", *map(str, arguments)])
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return called


def test_it_lists_the_formats_and_the_snapshots(call: Call, desk: Desk) -> None:
    frozen = desk.snapshots.freeze(View(), Words(title="Listed\x1b[31m"))
    code, out, _ = call("--list")
    lines = out.splitlines()
    assert code == 0
    assert any(line.startswith("svg ") for line in lines)
    assert f"{frozen.id}  {frozen.generated_at[:16]}  Listed\\x1b[31m" in lines


def test_a_snapshot_gives_the_bytes_that_the_page_gives(call: Call, shell: Terminal, desk: Desk) -> None:
    frozen = desk.snapshots.freeze(View())
    file = shell.folder / "picture.svg"
    code, out, told = call(frozen.id, "--format", "svg", "-o", file)
    assert (code, out) == (0, "")
    assert "endnotes" in told.splitlines()[-1]
    assert "check 12 warns" in told
    assert file.read_bytes() == desk.exports.write(frozen, "svg").content
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_a_view_is_drawn_as_the_list_is_now_and_goes_to_standard_output(shell: Terminal) -> None:
    done = shell.well("export", "actors=norland,atlantis&v=1", "--format", "svg", "--title", "Nørland", "-o", "-")
    assert done.out.startswith("<svg")
    assert "Nørland" in done.out
    assert done.messages[0] == "ignored: actors=atlantis"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("actors=norland",), "say in which --format"),
        (("", "--format", "gif", "-o", "x.gif"), "There is no format “gif” on file."),
        (("snap-nowhere", "--format", "svg", "-o", "x.svg"), "There is no snapshot “snap-nowhere” on file."),
        (("", "--format", "svg", "-o", "x.svg", "--size", "wide"), "write it as 1920x1080"),
        (("", "--format", "svg", "-o", "x.svg", "--size", "9x9"), "320 to 8,192 dots"),
        (("", "--format", "svg", "-o", "x.svg", "--page", "a3"), "invalid choice: 'a3'"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(call: Call, arguments: tuple[str, ...], words: str) -> None:
    code, out, told = call(*arguments)
    assert (code, out) == (2, "")
    assert words in told


def test_what_a_check_blocks_or_nobody_reviewed_is_a_finding(call: Call, shell: Terminal, desk: Desk) -> None:
    frozen = desk.snapshots.freeze(View())
    save(desk, "sources", "agency-2022-03", {"state": "withdrawn"})
    file = shell.folder / "blocked.svg"
    for what, words in ((frozen.id, "No file is made: check 11"), ("unreviewed=yes&v=1", "shows unreviewed entries")):
        code, out, told = call(what, "--format", "svg", "-o", file)
        assert (code, out) == (1, "")
        assert words in told
    assert not file.exists()
    save(desk, "sources", "agency-2022-03", {"state": "live"})


def test_a_place_that_cannot_be_written_is_named(call: Call, shell: Terminal) -> None:
    code, out, told = call("", "--format", "svg", "-o", shell.folder / "nowhere" / "x.svg")
    assert (code, out) == (1, "")
    assert "could not be written" in told
    assert "nothing was left there" in told


def test_two_at_once_both_get_the_whole_file(shell: Terminal, desk: Desk) -> None:
    frozen = desk.snapshots.freeze(View())
    file = shell.folder / "both.svg"
    command = [sys.executable, "-m", "graph", "export", frozen.id, "--format", "svg", "-o", str(file)]
    running = [subprocess.Popen(command, cwd=ROOT, env=shell.environment, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait(60) for one in running] == [0, 0]
    assert file.read_bytes() == desk.exports.write(frozen, "svg").content
    assert [path.name for path in shell.folder.glob(".both*")] == []
