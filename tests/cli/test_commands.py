"""What the commands do when all is well, and how they end when it is not."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import ROOT, SMALL, Terminal, change, contents, read

KEYS = [
    "subject",
    "kind",
    "object",
    "matter",
    "polarity",
    "backing",
    "voices",
    "reports",
    "denied_by",
    "doubted_by",
    "questioned_by",
    "earlier_denials_by",
    "claims",
    "first",
    "last",
]
COMMANDS = ("validate", "load", "ties", "publish", "backup", "restore", "export", "verify")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_how_it_is_called(cold: Terminal, command: str) -> None:
    out = cold.well(command, "--help").out
    assert "examples:" in out
    assert f"python -m graph {command}" in out


@pytest.mark.parametrize("wrong", [(), ("frobnicate",), ("load",), ("ties", "--jsn"), ("validate", "a", "b")])
def test_a_call_that_makes_no_sense_ends_with_2_and_the_usage(cold: Terminal, wrong: tuple[str, ...]) -> None:
    done = cold.run(*wrong)
    assert (done.code, done.out) == (2, "")
    assert "usage: python -m graph" in done.err


def test_a_sound_package_has_nothing_wrong(terminal: Terminal) -> None:
    done = terminal.well("validate", SMALL)
    assert done.out == ""
    assert "0 errors" in done.messages[-1]


def test_load_takes_exactly_what_the_folder_holds(cold: Terminal) -> None:
    assert cold.ties() == []
    cold.well("load", SMALL)
    strands = cold.ties()
    actors = {row["id"] for row in read(SMALL, "actors")}
    claims = {row["id"] for row in read(SMALL, "claims")}
    assert strands
    assert {strand["subject"] for strand in strands} | {strand["object"] for strand in strands} <= actors
    assert {claim for strand in strands for claim in strand["claims"]} <= claims


def test_ties_is_one_sorted_array_of_strands(terminal: Terminal) -> None:
    terminal.well("load", SMALL)
    strands = terminal.ties()
    assert all(list(strand) == KEYS for strand in strands)
    names = [(strand["subject"], strand["kind"], strand["object"], strand["matter"]) for strand in strands]
    assert names == sorted(set(names))
    for strand in strands:
        for ids in ("voices", "denied_by", "doubted_by", "questioned_by", "earlier_denials_by", "claims"):
            assert strand[ids] == sorted(set(strand[ids]))
        assert isinstance(strand["reports"], int)
        assert strand["first"] is None or strand["first"] <= strand["last"]
    found = {strand["backing"] for strand in strands}
    assert found == {"on_record", "several_voices", "one_voice", "one_side", "announced", "nobody"}
    for answer in ("denied_by", "doubted_by", "questioned_by", "earlier_denials_by"):
        assert any(strand[answer] for strand in strands), f"no strand of the invented package is {answer} anybody"


def test_a_query_is_read_as_in_the_address(terminal: Terminal) -> None:
    terminal.well("load", SMALL)
    first = terminal.ties()[0]
    actor = first["subject"]
    done = terminal.well("ties", f"actors={actor},atlantis&colour=red", "--json")
    assert [line for line in done.messages if "atlantis" in line]
    assert [line for line in done.messages if "colour=red" in line]
    assert all(actor in (strand["subject"], strand["object"]) for strand in terminal.ties(f"actors={actor}"))


def test_without_json_ties_is_a_table(terminal: Terminal) -> None:
    terminal.well("load", SMALL)
    lines = terminal.well("ties").out.splitlines()
    assert len(lines) == len(terminal.ties()) + 1
    assert lines[0].split() == ["tie", "backing", "voices", "reports", "answers"]


def test_publishing_what_was_just_loaded_gives_the_same_bytes(terminal: Terminal, cold: Terminal) -> None:
    """The last of them by a Python of its own, in which sets are in another order."""
    package = terminal.package()
    terminal.well("validate", "--format", package)
    canonical = contents(package)
    terminal.well("validate", "--format", package)
    assert contents(package) == canonical
    terminal.well("load", package)
    cold.well("publish", terminal.folder / "published")
    published = contents(terminal.folder / "published")
    assert {name: published.get(name) for name in canonical} == canonical
    terminal.well("validate", terminal.folder / "published")


def test_what_is_published_and_loaded_elsewhere_says_the_same(terminal: Terminal, tmp_path: Path) -> None:
    terminal.well("load", SMALL)
    terminal.well("publish", tmp_path / "published")
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Terminal(tmp_path / "elsewhere")
    elsewhere.well("load", tmp_path / "published")
    assert elsewhere.ties() == terminal.ties()


def test_loading_twice_is_loading_once(terminal: Terminal) -> None:
    terminal.well("load", SMALL)
    before = terminal.ties()
    terminal.well("load", SMALL)
    assert terminal.ties() == before
    assert len(changes(terminal)) == 1


def test_drafts_count_nowhere_and_are_not_published(terminal: Terminal) -> None:
    terminal.well("load", SMALL)
    terminal.well("publish", terminal.folder / "before")
    drafts = terminal.package("drafts")
    change(drafts, "claims", lambda rows: rows.append(rows[0] | {"id": "a-draft", "statement": "Not yet reviewed."}))
    strands = terminal.ties()
    terminal.well("load", "--as-drafts", drafts)
    assert terminal.ties() == strands
    terminal.well("publish", terminal.folder / "after")
    assert contents(terminal.folder / "after") == contents(terminal.folder / "before")


def test_a_backup_is_a_whole_store_and_comes_back(terminal: Terminal) -> None:
    terminal.well("load", SMALL)
    copy = terminal.folder / "copy.sqlite"
    head = json.loads(terminal.well("backup", copy).out)
    assert set(head) == {"seq", "digest", "recorded_at"}
    assert json.loads(terminal.well("verify", "--digest", head["digest"]).out) == head
    assert (
        terminal.run("ties", "--json", ATTEST_DATABASE_URL=f"sqlite:///{copy}").out
        == terminal.run("ties", "--json").out
    )
    wreck = b"a shopping list, and not a database" * 100
    (terminal.folder / "attest.sqlite").write_bytes(wreck)
    done = terminal.well("restore", copy)
    assert json.loads(done.out) == head
    (kept,) = terminal.folder.glob("attest.sqlite.2*")
    assert kept.read_bytes() == wreck
    assert kept.name in done.err
    assert json.loads(terminal.well("verify").out) == head


def test_what_cannot_be_restored_or_is_not_there_any_more_is_said(terminal: Terminal) -> None:
    terminal.well("load", SMALL)
    before = (terminal.folder / "attest.sqlite").read_bytes()
    assert terminal.run("verify", "--digest", "0" * 64).code == 3
    assert terminal.run("restore", terminal.folder / "nowhere").code == 2
    assert terminal.run("restore", SMALL / "claims.csv").code == 3
    assert terminal.run("backup", terminal.folder / "attest.sqlite").code == 2
    assert (terminal.folder / "attest.sqlite").read_bytes() == before


def test_the_store_is_a_file_under_var_unless_told_otherwise(terminal: Terminal, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "graph", tmp_path / "clone" / "graph", ignore=shutil.ignore_patterns("__pycache__"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ATTEST_")}
    subprocess.run(
        [sys.executable, "-m", "graph", "load", SMALL], cwd=tmp_path / "clone", env=environment, check=True, timeout=60
    )
    assert (tmp_path / "clone" / "var" / "attest.sqlite").is_file()


@pytest.mark.parametrize(
    "address", ["postgresql+psycopg://nobody@127.0.0.1:1/none", "nonsense", "sqlite:////proc/none/attest.sqlite"]
)
def test_a_store_that_cannot_be_reached_ends_with_3(terminal: Terminal, address: str) -> None:
    done = terminal.run("ties", "--json", ATTEST_DATABASE_URL=address)
    assert (done.code, done.out) == (3, "")
    assert done.err.strip()


def test_a_file_that_is_no_store_is_left_as_it_is(terminal: Terminal) -> None:
    file = terminal.folder / "attest.sqlite"
    file.write_bytes(b"a shopping list, and not a database\n" * 100)
    before = file.read_bytes()
    for command in (("load", SMALL), ("ties",), ("verify",)):
        assert terminal.run(*command).code == 3
    assert file.read_bytes() == before


def test_a_reader_who_leaves_early_is_no_error(terminal: Terminal) -> None:
    terminal.well("load", SMALL)
    with subprocess.Popen(
        [sys.executable, "-m", "graph", "ties", "--json"],
        cwd=ROOT,
        env=terminal.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 128 + signal.SIGPIPE


def test_control_c_ends_it_at_once_and_in_one_line(terminal: Terminal) -> None:
    """The store here takes the call and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        address = f"postgresql+psycopg://nobody@127.0.0.1:{silent.getsockname()[1]}/none"
        with subprocess.Popen(
            [sys.executable, "-m", "graph", "ties", "--json"],
            cwd=ROOT,
            env=terminal.environment | {"ATTEST_DATABASE_URL": address},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            # Whoever is started in the background of a script has the signal ignored, and hands that on.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ) as process:
            connection, _ = silent.accept()
            with connection:
                process.send_signal(signal.SIGINT)
                out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (128 + signal.SIGINT, "")
    assert len(err.splitlines()) == 1


def changes(terminal: Terminal) -> list[object]:
    """The changes on file, read past the application."""
    with sqlite3.connect(terminal.folder / "attest.sqlite") as connection:
        return list(connection.execute("select seq from changes"))
