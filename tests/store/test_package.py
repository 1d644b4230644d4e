"""The data package: its canonical form, its rules, and what a stranger's tool says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from frictionless import Package as Frictionless
from frictionless import system

from graph.model import qualifiers
from graph.model.errors import DataProblems
from graph.store import checking
from graph.store.package import check_package, read_package, write_package
from tests.cli.terminal import SMALL, Row, change, contents, read

ROOT = Path(__file__).resolve().parents[2]


def errors(folder: Path) -> list[str]:
    """The errors of a package, without the folder's name."""
    return [
        str(problem).removeprefix(f"{folder}/")
        for problem in check_package(folder, None)
        if problem.severity == "error"
    ]


@pytest.mark.parametrize("package", [SMALL, ROOT / "data"])
def test_a_stranger_s_tool_finds_it_valid(package: Path) -> None:
    with system.use_context(trusted=True):
        report = Frictionless(str(package / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]


def test_canonical_form_is_a_fixed_point(folder: Path) -> None:
    package = read_package(folder)
    write_package(folder, package.tables, package.about, package.present)
    assert contents(folder) == contents(SMALL)


def test_any_order_of_rows_spaces_and_line_ends_give_the_same_form(folder: Path) -> None:
    change(folder, "claims", lambda rows: rows.reverse())
    change(folder, "claims", lambda rows: rows[0].update(speakers=rows[0]["speakers"].replace("; ", " ;")))
    file = folder / "actors.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    package = read_package(folder)
    write_package(folder, package.tables, package.about, package.present)
    assert contents(folder) == contents(SMALL)


def test_the_digest_is_of_the_content_and_not_of_the_form(folder: Path) -> None:
    before = read_package(folder).digest
    change(folder, "claims", lambda rows: rows.reverse())
    assert read_package(folder).digest == before
    change(folder, "claims", lambda rows: rows[0].update(note="A note."))
    assert read_package(folder).digest != before


def test_missing_optional_columns_read_as_empty(folder: Path) -> None:
    lines = [",".join(row.values()) for row in ({"id": "x", "label": "X", "kind": "state"},)]
    (folder / "actors.csv").write_text("id,label,kind\n" + "\n".join(lines) + "\n", encoding="utf-8")
    for table in ("claims", "aliases", "layout", "publishers", "sources"):
        change(folder, table, lambda rows: rows.__delitem__(slice(1, None)))
    assert not [error for error in errors(folder) if error.startswith("actors.csv")]


def test_every_fault_is_named_at_once(folder: Path) -> None:
    change(folder, "claims", lambda rows: rows[0].update(stance="asertss", held_from="2023-02-30"))
    change(folder, "actors", lambda rows: rows[0].update(kind="compny"))
    found = errors(folder)
    assert len(found) == 3
    assert found[0].startswith("actors.csv:2:kind: ")
    assert {error.split(": ")[0] for error in found[1:]} == {"claims.csv:2:stance", "claims.csv:2:held_from"}
    with pytest.raises(DataProblems) as caught:
        read_package(folder)
    assert len(caught.value.problems) == 3


def test_a_broken_file_is_named_once_and_not_for_every_id_it_held(folder: Path) -> None:
    (folder / "actors.csv").write_bytes(b"\xff\xfe\x00")
    assert len(errors(folder)) == 1


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"stance": "disputes", "modality": ""}, "disputes_what"),
        ({"disputes_what": "existence"}, "disputes_what"),
        ({"object": "norland"}, "object"),
        ({"held_from": "2023", "held_to": "2022"}, "held_to"),
        ({"qualifiers": "{not json"}, "qualifiers"),
        ({"credibility": "7"}, "credibility"),
        ({"speakers": "norland; atlantis"}, "speakers"),
        ({"matter": "Not A Slug"}, "matter"),
    ],
)
def test_a_claim_must_hold_together(folder: Path, fields: dict[str, str], column: str) -> None:
    change(folder, "claims", lambda rows: rows[0].update({"subject": "norland"} | fields))
    found = errors(folder)
    assert [error for error in found if error.startswith(f"claims.csv:2:{column}: ")], found


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (r'{"commodity": "\u202egnp.exe\u202c"}', "U+202E"),
        (r'{"made \u200bby": "x"}', "U+200B"),
        (r'{"route": ["a", {"b": "\ud800"}]}', "U+D800"),
        (r'{"commodity": "\u0000"}', "U+0000"),
        (f'{{"quantity": {"9" * 5_000}}}', "is not JSON"),
        ('{"quantity": NaN}', "is not JSON"),
        ('{"quantity": -1e999}', "is not JSON"),
        ("[" * 9_000, "is not JSON"),
    ],
)
def test_details_hold_nothing_that_json_writes_as_an_escape_or_cannot_write(
    folder: Path, cell: str, words: str
) -> None:
    change(folder, "claims", lambda rows: rows[0].update(qualifiers=cell))
    (found,) = errors(folder)
    assert found.startswith("claims.csv:2:qualifiers: ")
    assert words in found
    assert isinstance(qualifiers.read(cell), dict)


@pytest.mark.parametrize("title", [r'"A\u202etitle"', r'"\ud800"', "9" * 5_000])
def test_a_title_that_cannot_be_kept_is_named(folder: Path, title: str) -> None:
    file = folder / "datapackage.json"
    file.write_text(file.read_text().replace('"title": ', f'"title": {title}, "was": ', 1))
    (found,) = errors(folder)
    assert found.startswith("datapackage.json: ")


def test_a_denial_of_what_nobody_says_is_a_gap_and_no_error() -> None:
    (gap,) = check_package(SMALL, None)
    number = next(place for place, row in enumerate(read(SMALL, "claims"), start=2) if row["id"] == "c14")
    assert (gap.severity, gap.row, gap.column) == ("gap", number, "stance")


@pytest.mark.parametrize(
    ("claim", "fields", "stands"),
    [
        pytest.param("c01", {}, True, id="the gazette says so too"),
        pytest.param("c16", {}, False, id="nobody else says so"),
        pytest.param("c03", {}, False, id="what repeats it is no other source"),
        pytest.param("c06", {}, True, id="another paper says so"),
        pytest.param("c06", {"origin": "wire-7"}, True, id="by a wire that the other does not carry"),
        pytest.param("c01", {"matter": "tanks"}, False, id="the other is about something else"),
        pytest.param("c11", {}, False, id="the other says the opposite"),
        pytest.param("c01", {"speakers": "norland-foreign-ministry"}, False, id="it is the same speaker"),
    ],
)
def test_the_highest_credibility_needs_somebody_independent(
    folder: Path, claim: str, fields: dict[str, str], stands: bool
) -> None:
    def grade(rows: list[dict[str, str]]) -> None:
        next(row for row in rows if row["id"] == claim).update(fields, credibility="1", credibility_basis="So it is.")

    change(folder, "claims", grade)
    found = [one for one in check_package(folder, None) if one.column == "credibility"]
    assert [one.severity for one in found] == ([] if stands else ["warning"])


def test_an_unnamed_source_of_whom_nothing_is_told_is_pointed_out(folder: Path) -> None:
    def unname(rows: list[Row]) -> None:
        rows[0].update(basis="unnamed_source", speakers="", speaker_text="", relayed_by="")
        rows[1].update(basis="unnamed_source", speakers="", speaker_text="A senior official", relayed_by="")

    change(folder, "claims", unname)
    found = [one for one in check_package(folder, None) if one.column == "speaker_text"]
    assert [(one.row, one.severity) for one in found] == [(2, "warning")]


def test_a_page_that_was_forgotten_is_looked_for_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def suggest(word: str, _: object) -> str:
        asked.append(word)
        return " (did you mean it?)"

    def forget(rows: list[Row]) -> None:
        for row in rows[:3]:
            row["source"] = "forgotten"

    monkeypatch.setattr(checking, "suggest", suggest)
    change(folder, "claims", forget)
    found = [error for error in errors(folder) if "there is no forgotten among the sources (did you mean it?)" in error]
    assert (len(found), asked) == (3, ["forgotten"])


def test_nothing_else_in_the_folder_is_touched(folder: Path) -> None:
    (folder / "MAINTENANCE.md").write_text("How to add a row.", encoding="utf-8")
    package = read_package(folder)
    write_package(folder, package.tables, package.about, package.present)
    assert (folder / "MAINTENANCE.md").read_text(encoding="utf-8") == "How to add a row."


def test_what_a_package_says_of_itself_is_kept(folder: Path) -> None:
    file = folder / "datapackage.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"title": "Another title", "version": "2.1"}))
    package = read_package(folder)
    write_package(folder, package.tables, package.about, package.present)
    told = json.loads(file.read_text())
    assert (told["title"], told["version"]) == ("Another title", "2.1")
