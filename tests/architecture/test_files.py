"""What lies in the checkout: locks that hold, licences that let us, and nothing of anybody's machine."""

from __future__ import annotations

import importlib.metadata
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.code import ROOT

LOCKS = ("requirements.txt", "tests/requirements.txt")
LINE = re.compile(
    r"""(
        [A-Za-z0-9._-]+(\[[a-z0-9,._-]+\])?==[A-Za-z0-9.!+_-]+(\ ;\ [^\\]+)?\ \\   # a pin, its hashes follow
      | \ {4}--hash=sha256:[0-9a-f]{64}(\ \\)?
      | \ {4}\#.*                                                                  # who asked for it
    )""",
    re.VERBOSE,
)
MACHINE = re.compile(r"(?<![\w.:])(?:/(?:root|home|work|opt|tmp|Users)/\w|[A-Z]:\\\w)")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_with_hashes_and_nothing_else(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    for line, following in itertools.pairwise(lines):
        if "==" in line and not line.startswith(" "):
            assert following.startswith("    --hash="), f"{line} has no hash"


def test_the_tests_run_on_what_attest_runs_on() -> None:
    ours, tests = (_pins(lock) for lock in LOCKS)
    assert ours.items() <= tests.items()


def test_what_is_asked_for_is_locked() -> None:
    asked = re.findall(r"^[A-Za-z0-9_.-]+", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE)
    assert {_canonical(name) for name in asked} <= _pins("requirements.txt").keys()


def test_licences_let_anybody_use_it() -> None:
    refused = {name: licence for name in _pins("requirements.txt") if not _is_free(licence := _licence(name))}
    assert refused == {}


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in _own_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if MACHINE.search(re.sub(r"https?://\S+", "", line))
    ]
    assert found == []


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ]+)", text, re.MULTILINE)
    return {_canonical(name): version for name, version in found}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(name: str) -> str:
    about = importlib.metadata.metadata(name).json
    classifiers = "; ".join(line for line in about.get("classifier", []) if line.startswith("License ::"))
    stated = str(about.get("license_expression") or classifiers or about.get("license") or "")
    return stated.partition("\n")[0]


def _is_free(licence: str) -> bool:
    known = r"\b(0BSD|3-Clause BSD|Apache|BSD|CC0|ISC|LGPL|MIT|MPL|Mozilla|PSF|Python Software Foundation|Zlib)"
    bound = re.search(r"(?<!L)GPL|Affero|(?<!Lesser )General Public", licence)
    return bool(re.search(known, licence)) and not bound


def _own_files() -> Iterator[Path]:
    """What is written here: code, settings, pages; not what was installed, built or stored, and not the data."""
    for top in sorted(ROOT.iterdir()):
        if top.name in {".git", ".venv", "var", "data"} or top.name.endswith("_cache") or top.name == ".hypothesis":
            continue
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix not in {".pyc", ".png", ".sqlite"} and "fixtures" not in path.parts:
                yield path
