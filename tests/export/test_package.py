"""The data package: sound for its standard and for us; whoever loads it finds the same ties with the same voices."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pytest

from graph.__main__ import main
from graph.desk.desk import Desk
from graph.desk.listing import listing
from graph.evidence.assess import assess
from graph.evidence.prepare import prepare
from graph.export import package as made
from graph.export.archive import packed
from graph.export.registry import Options
from graph.model.errors import ExportFailed
from graph.model.person import DESK
from graph.model.settings import Settings
from graph.model.view import View
from graph.scene.briefing import Briefing
from graph.store.package import check_package, read_package, write_package
from tests.cli.terminal import ROOT, SMALL, contents
from tests.export.pictures import DATA, opening, small, tables


def unpacked(briefing: Briefing, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(made.to_package(briefing, Options()))) as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.parametrize("query", ["", "lines=claim", "kinds=arms_transfer"])
def test_it_has_no_fault_and_is_in_canonical_form(query: str, tmp_path: Path) -> None:
    folder = unpacked(small(query), tmp_path / "package")
    assert [problem for problem in check_package(folder) if problem.severity == "error"] == []
    before = contents(folder)
    read = read_package(folder)
    write_package(folder, read.tables, read.about, read.present)
    after = contents(folder)
    assert {name: after[name] for name in after if name.endswith(".csv")} == {
        name: before[name] for name in before if name.endswith(".csv")
    }


def test_the_terminal_finds_it_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = unpacked(small(), tmp_path / "package")
    monkeypatch.setenv("ATTEST_DATABASE_URL", f"sqlite:///{tmp_path / 'attest.sqlite'}")
    assert main(["validate", str(folder)]) == 0
    assert "0 errors" in capsys.readouterr().err


def test_its_standard_finds_it_sound(tmp_path: Path) -> None:
    folder = unpacked(small(), tmp_path / "package")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.flatten(["rowNumber", "fieldName", "type", "note"]) == []
    assert report.valid


def test_an_empty_store_that_loads_it_has_the_same_strands(tmp_path: Path) -> None:
    folder = unpacked(small(), tmp_path / "package")
    settings = Settings.from_environment({"ATTEST_DATABASE_URL": f"sqlite:///{tmp_path / 'attest.sqlite'}"}, ROOT)
    desk = Desk.open(settings, by=DESK)
    desk.load(folder)
    assert desk.ties("")[0] == _strands(tables(SMALL), small())


def test_the_opening_view_carries_all_that_its_ties_rest_on(tmp_path: Path) -> None:
    folder = unpacked(opening(), tmp_path / "package")
    assert [problem for problem in check_package(folder) if problem.severity == "error"] == []
    assert listing(assess(prepare(read_package(folder).tables), View())) == _strands(tables(DATA), opening())


def _strands(rows: Mapping[str, pd.DataFrame], briefing: Briefing) -> list[dict[str, Any]]:
    """What the whole list says of the ties that are drawn, strand by strand: who backs it, who answers."""
    drawn = {row.id for line in briefing.scene.lines for row in line.ties}
    every = listing(assess(prepare(rows), View()))
    found = [one for one in every if f"{one['subject']}.{one['kind']}.{one['object']}" in drawn]
    assert found
    return found


def test_a_draft_is_never_in_it() -> None:
    first, *others = small().records["claims"]
    drafts = replace(small(), records={**small().records, "claims": ({**first, "status": "draft"}, *others)})
    with pytest.raises(ExportFailed, match="drafts are not exported"):
        made.to_package(drafts, Options())


def test_a_package_that_points_at_what_it_lacks_is_refused() -> None:
    lacking = replace(small(), records={**small().records, "publishers": small().records["publishers"][1:]})
    with pytest.raises(ExportFailed, match="publishers"):
        made.check_package(made.to_package(lacking, Options()), small())


def test_a_file_that_it_does_not_describe_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(made.to_package(small(), Options()))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with pytest.raises(ExportFailed, match=r"extra\.csv"):
        made.check_package(packed({**files, "extra.csv": b"a\n"}), small())


def test_it_says_what_picture_it_is_of() -> None:
    descriptor, rows = made.read_package(made.to_package(small("kinds=arms_transfer"), Options()))
    assert descriptor["name"] == "who-arms-whom"
    assert descriptor["created"] == small().generated_at
    assert descriptor["picture"]["query"] == small("kinds=arms_transfer").query
    assert {row["kind"] for row in rows["claims"]} == {"arms_transfer"}
