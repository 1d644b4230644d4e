"""A form as a value: kept as text and back, rows with minted ids, what is wrong field by field."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.editing.checks import ITSELF, faults
from graph.editing.importing import names
from graph.editing.minting import mint, slug
from graph.editing.rows import Row, make
from graph.model.form import Fault, Form, from_json, to_json
from graph.model.qualifiers import fitting, read, write
from graph.model.tables import TABLES, texts
from graph.store.checking import MOST_ID, SLUG
from graph.store.package import read_package
from tests.cli.terminal import SMALL

TODAY = date(2024, 5, 6)
WHOLE = {
    "subject": "norland",
    "kind": "arms_transfer",
    "object": "esland",
    "stance": "asserts",
    "statement": "It says so.",
    "source": "post-2022-02",
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Row]]:
    """The invented list, with a kind of high risk."""
    folder = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("form") / "package"))
    tables = read_package(folder).tables
    found = {name: {TABLES[name].identity(row): row for row in texts(frame)} for name, frame in tables.items()}
    found["kinds"]["plots"] = found["kinds"]["arms_transfer"] | {"id": "plots", "high_risk": "true"}
    return found


def wrong(form: Form, known: Mapping[str, Mapping[str, Row]]) -> list[Fault]:
    """The faults of a form, gaps left out."""
    found = faults(form, make(form, {name: set(rows) for name, rows in known.items()}), known, TODAY)
    return [fault for fault in found if fault.severity != "gap"]


def test_a_form_comes_back_from_text_as_it_was() -> None:
    form = Form("form-1", "claims", submission="s", row={"subject": "+1"}, names=({"alias": "Ж\n"},), confirmed=("x",))
    form = form.put_beside("actors", "+1", {"label": "Ünlü"})
    assert from_json(to_json(form), 7) == form
    assert from_json(to_json(form), 7).version == 7


def test_a_record_made_in_place_can_be_taken_out_again() -> None:
    form = Form("f", "claims", row={"speakers": "iran; +1", "subject": "+1", "statement": "+1 is no reference here"})
    form = form.put_beside("actors", "+1", {}).put_beside("actors", "+2", {"part_of": "+1"})
    assert form.next_key() == "+3"
    form = form.without("actors", "+1")
    assert (form.row["speakers"], form.row["subject"]) == ("iran", "")
    assert form.beside == {"actors": {"+2": {"part_of": ""}}}


def test_rows_name_one_another_by_the_ids_they_were_given() -> None:
    form = Form("f", "claims", row={**WHOLE, "subject": "+1", "speakers": "+4; norland", "source": "+2"})
    form = form.put_beside("actors", "+1", {"label": "Öst Works", "based_in": "+4"})
    form = form.put_beside("actors", "+4", {"label": "Öst Works", "kind": "state"})
    form = form.put_beside("sources", "+2", {"publisher": "+3", "kind": "news", "published": "2024-05"})
    form = form.put_beside("publishers", "+3", {"name": "新闻"})
    made = make(form, {"actors": {"ost-works"}})
    assert made.ids == {"+1": "ost-works-2", "+4": "ost-works-3", "+3": "publisher", "+2": "publisher-2024-05"}
    assert made.rows["actors"][0]["based_in"] == "ost-works-3"
    claim = made.rows["claims"][0]
    assert (claim["subject"], claim["speakers"], claim["source"]) == (
        "ost-works-2",
        "ost-works-3; norland",
        "publisher-2024-05",
    )
    assert made.key_of("publisher") == "+3"
    assert made.key_of(made.id) == ""


def test_changed_names_of_an_actor_are_told_apart() -> None:
    before = ({"alias": "A", "alias_kind": "name", "lang": "en"}, {"alias": "B", "alias_kind": "name", "lang": "en"})
    after = (before[0] | {"ambiguous": "true"}, {"alias": "C", "alias_kind": "seat", "lang": ""}, {"alias": " "})
    rows = make(Form("f", "actors", target="norland", row={}, names=after, named=before), {}).rows["aliases"]
    assert [(row["alias"], row["status"]) for row in rows] == [("A", ""), ("C", ""), ("B", "retracted")]
    assert "aliases" not in make(Form("f", "actors", target="norland", names=before, named=before), {}).rows


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_minted_id_is_one_and_free(label: str, other: str) -> None:
    row = dict.fromkeys(TABLES["actors"].columns, "") | {"label": label}
    first = mint("actors", row, set())
    second = mint("actors", row, {first})
    for id_ in (first, second):
        assert SLUG.fullmatch(id_)
        assert len(id_) <= MOST_ID
    assert first != second
    assert slug(other) == "" or SLUG.fullmatch(slug(other))


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Öst Works", "ost-works"),
        ("İstanbul Ağaç", "istanbul-agac"),
        ("Xi’s Łódź", "xis-lodz"),
        ("Й Щёголь", "y-shchyogol"),
        ("Міністерство оборони", "ministerstvo-oboroni"),
        ("新闻", ""),
    ],
)
def test_the_form_and_the_import_make_one_id_of_one_name(text: str, id_: str) -> None:
    assert slug(text) == id_
    assert names.slug(text, "publisher").startswith(id_ or "publisher-")


def test_a_whole_entry_has_no_fault(known: dict[str, dict[str, Row]]) -> None:
    assert wrong(Form("f", "claims", row=WHOLE), known) == []


def test_each_thing_that_is_missing_stands_at_its_field(known: dict[str, dict[str, Row]]) -> None:
    found = wrong(Form("f", "claims"), known)
    assert {fault.column for fault in found} == {*WHOLE}
    assert all(fault.missing and fault.severity == "error" for fault in found)


@pytest.mark.parametrize(
    ("change", "column", "severity", "words"),
    [
        ({"held_from": "2022-13"}, "held_from", "error", "no date that exists"),
        ({"held_from": "2022", "held_to": "2021"}, "held_to", "error", "before the beginning"),
        ({"held_from": "2023"}, "held_from", "warning", "after the source was published"),
        ({"said_on": "2024-06"}, "said_on", "warning", "lies in the future"),
        ({"object": "norland"}, "object", "error", "same actor"),
        ({"stance": "disputes"}, "disputes_what", "error", "is empty"),
        ({"matter": "UAV war"}, "matter", "error", "small letters"),
        ({"statement": "a\u202eb"}, "statement", "error", "invisible"),
        ({"credibility": "2"}, "credibility_basis", "warning", "why"),
        ({"subject": "harbour-works", "kind": "dual_use_supply"}, "quote", "warning", "person or a company"),
        ({"kind": "plots"}, "quote", "asked", "grave"),
        ({"kind": "plots"}, "speakers", "asked", "who says it"),
        ({"subject": "nowhere"}, "subject", "error", "no nowhere"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    known: dict[str, dict[str, Row]], change: dict[str, str], column: str, severity: str, words: str
) -> None:
    found = [fault for fault in wrong(Form("f", "claims", row={**WHOLE, **change}), known) if fault.column == column]
    assert {fault.severity for fault in found} == {severity}
    assert any(words in fault.words for fault in found)
    assert not any(".csv" in fault.words for fault in found)


def test_what_a_grave_entry_is_asked_can_be_given(known: dict[str, dict[str, Row]]) -> None:
    row = {**WHOLE, "kind": "plots", "quote": "Word for word."}
    assert [fault.column for fault in wrong(Form("f", "claims", row=row), known)] == ["speakers"]
    for answered in (
        Form("f", "claims", row=row, confirmed=(ITSELF,)),
        Form("f", "claims", row={**row, "speakers": "norland"}),
        Form("f", "claims", row={**row, "speaker_text": "an officer"}),
        Form("f", "claims", row={**row, "stance": "denies"}),
    ):
        assert wrong(answered, known) == []
    # An entry that stands already is not refused for what it was never asked.
    old = wrong(Form("f", "claims", target="c01", row={**row, "quote": ""}), known)
    assert {fault.severity for fault in old} == {"warning"}


def test_who_gives_the_highest_credibility_now_is_asked_for_what_it_means(known: dict[str, dict[str, Row]]) -> None:
    graded = WHOLE | {"matter": "rockets", "credibility": "1", "credibility_basis": "So it is."}

    def said(form: Form) -> list[tuple[str, str]]:
        return [(one.column, one.severity) for one in wrong(form, known)]

    assert said(Form("f", "claims", row=graded)) == [("credibility", "asked")]
    assert said(Form("f", "claims", target="c99", base=1, row=graded, began=graded)) == [("credibility", "warning")]
    assert said(Form("f", "claims", row=graded | {"matter": "uav", "source": "times-2022-07"})) == []


def test_faults_of_what_was_made_in_place_name_it(known: dict[str, dict[str, Row]]) -> None:
    form = Form("f", "claims", row={**WHOLE, "source": "+1"})
    form = form.put_beside("sources", "+1", {"publisher": "+2", "url": "javascript:alert(1)", "accessed": "2025"})
    form = form.put_beside("publishers", "+2", {"name": "", "country": "Turkey"})
    found = {(fault.table, fault.key, fault.column) for fault in wrong(form, known)}
    assert found == {
        ("sources", "+1", "kind"),
        ("sources", "+1", "url"),
        ("sources", "+1", "accessed"),
        ("publishers", "+2", "name"),
        ("publishers", "+2", "country"),
    }


def test_an_actor_is_no_part_of_itself(known: dict[str, dict[str, Row]]) -> None:
    form = Form(
        "f", "actors", target="norland", row={**known["actors"]["norland"], "part_of": "norland-foreign-ministry"}
    )
    assert [fault.column for fault in wrong(form, known)] == ["part_of"]


def test_qualifiers_keep_what_they_are_and_what_they_do_not_know() -> None:
    cell = '{"commodity": "uav", "count": 3, "route": ["a", "b"], "x": {"y": 1}}'
    assert write(read(cell), cell) == cell
    assert (
        write({**read(cell), "route": "a; c", "commodity": ""}, cell)
        == '{"count": 3, "route": ["a", "c"], "x": {"y": 1}}'
    )
    assert write({"route": "a"}) == '{"route": ["a"]}'
    assert write({"commodity": " "}) == ""
    assert read("[1]") == read("{") == {}
    assert fitting("sanctions", cell) == (
        "measure",
        "target",
        "instrument",
        "status",
        "commodity",
        "count",
        "route",
        "x",
    )
