"""Small corrections to many records: what they change, what is wrong, and whom they would overwrite."""

from __future__ import annotations

import pytest

from graph.editing.correcting import COLUMNS, Corrected, Edit, correct
from graph.model.tables import TABLES
from tests.editing.importing.planted import on_file

LIST = on_file()


Edits = dict[str, dict[str, str]]


def corrected(edits: Edits, table: str = "claims", as_drafts: bool = False, base: int = 1) -> Corrected:
    made = {id_: Edit(base, LIST.known[table][id_], cells) for id_, cells in edits.items()}
    return correct(table, made, LIST.known, LIST.bases[table], as_drafts=as_drafts)


def test_only_columns_of_the_table_that_no_reference_hangs_on_are_offered() -> None:
    for table, columns in COLUMNS.items():
        assert set(columns) <= set(TABLES[table].columns) - set(TABLES[table].references) - {"id", "status"}


def test_what_changes_is_told_and_written_on_the_revision_it_was_made_on() -> None:
    done = corrected(
        {
            "c01": {"credibility": "2", "held_from": " 2022-03 "},
            "c02": {"note": LIST.known["claims"]["c02"]["note"]},
        }
    )
    assert done.changes == (("c01", "held_from", "2022-02", "2022-03"), ("c01", "credibility", "", "2"))
    assert done.writes["claims"][0].row == LIST.known["claims"]["c01"] | {"credibility": "2", "held_from": "2022-03"}
    assert [(write.base, write.status) for write in done.writes["claims"]] == [(1, "published")]
    assert corrected({"c01": {"credibility": "2"}}, as_drafts=True).writes["claims"][0].status == "draft"


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"held_from": "Jul-22"}, "held_from", "what a spreadsheet program makes of a month"),
        ({"held_from": "2022-02-30"}, "held_from", "no date that exists"),
        ({"credibility": "9"}, "credibility", "unknown"),
        ({"matter": "Two Words"}, "matter", "small letters"),
        ({"held_to": "2001"}, "held_to", "the end lies before the beginning"),
        ({"locator": "a\u202eb"}, "locator", "invisible character"),
        ({"note": "x" * 10_001}, "note", "at most 10,000"),
    ],
)
def test_what_is_wrong_is_named_by_record_and_column_once_and_nothing_can_be_saved(
    cells: dict[str, str], column: str, words: str
) -> None:
    done = corrected({"c01": cells, "c02": {"credibility": "2"}})
    assert [(problem.file, problem.column) for problem in done.problems] == [("c01", column)]
    assert words in done.problems[0].message
    assert done.writes == {}
    assert len(done.changes) == 2


def test_pages_and_outlets_are_held_to_their_rules_too() -> None:
    done = corrected({"post-2022-02": {"published": "19.7.2022"}}, "sources")
    assert done.problems[0].message == "“19.7.2022” is no date as we write it: write 2022-07-19"
    done = corrected({"north-post": {"name": "", "reliability": "B"}}, "publishers")
    assert [(problem.file, problem.column, problem.message) for problem in done.problems] == [
        ("north-post", "name", "is empty; it is needed")
    ]
    assert corrected({"north-post": {"reliability": "B"}}, "publishers").writes["publishers"]


def test_a_record_that_was_saved_meanwhile_is_shown_three_ways_and_not_written() -> None:
    began = LIST.known["claims"]["c01"] | {"note": "As it was.", "credibility": "3"}
    edit = Edit(0, began, {"credibility": "2"})
    done = correct("claims", {"c01": edit}, LIST.known, LIST.bases["claims"])
    assert {(cell.column, cell.base, cell.theirs, cell.yours) for cell in done.overtaken} == {
        ("credibility", "3", "", "2"),
        ("note", "As it was.", "", ""),
    }
    assert done.writes == {}


def test_a_correction_that_somebody_else_made_too_is_none_any_more() -> None:
    done = corrected({"c01": {"held_from": "2022-02"}}, base=0)
    assert (done.changes, done.overtaken, done.writes) == ((), (), {})
