"""The dry run: what becomes of every row."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.editing.importing.mapping import guess
from graph.editing.importing.outcome import Plan
from graph.editing.importing.plan import plan
from graph.editing.importing.reading import read_sheet
from graph.editing.importing.refused import refused_rows
from graph.editing.importing.sheet import REASONS
from graph.model.errors import AttestError, UsageError
from tests.editing.importing.planted import FAULTS, HEADER, article, as_csv, entry, on_file, planned, planted

ENDS = ("Norland", "Esland", "transfers arms to")


def reasons(plan_: Plan, number: int = 2) -> dict[str, str]:
    """Column -> why a row is refused."""
    return dict(next(outcome for outcome in plan_.outcomes if outcome.number == number).reasons)


def outcomes(plan_: Plan) -> list[str]:
    return [outcome.outcome for outcome in plan_.outcomes]


def test_a_spreadsheet_of_fresh_articles_is_enough() -> None:
    done = planned([article(number, *ENDS) for number in range(3)])
    assert done.counts == {"new": 3, "changed": 0, "same": 0, "duplicate": 0, "refused": 0}
    assert {table: len(writes) for table, writes in done.writes.items()} == {"publishers": 1, "sources": 3, "claims": 3}
    page, claim = done.writes["sources"][0].row, done.writes["claims"][0].row
    assert done.writes["publishers"][0].row["name"] == "The Invented Daily"
    assert (page["id"], page["publisher"], page["url"], page["kind"]) == (
        "the-invented-daily-2024-01-01",
        "the-invented-daily",
        "https://example.org/news/0",
        "news",
    )
    assert (claim["subject"], claim["kind"], claim["object"], claim["stance"], claim["source"]) == (
        "norland",
        "arms_transfer",
        "esland",
        "asserts",
        page["id"],
    )
    assert claim["id"] == "norland-arms-transfer-esland-2024-01-01-the-invented-daily"
    assert all(
        write.base is None and write.status == "published" for several in done.writes.values() for write in several
    )


def test_exactly_the_planted_faults_are_found_and_the_counts_add_up() -> None:
    rows, expected = planted(100, len(FAULTS), *ENDS)
    done = planned(rows)
    refused = {outcome.number: outcome.reasons for outcome in done.outcomes if outcome.outcome == "refused"}
    assert refused.keys() == expected.keys()
    for number, (column, words) in expected.items():
        assert [(column, words in why) for column, why in refused[number]] == [(column, True)], refused[number]
    assert sum(done.counts.values()) == len(rows) == len(done.outcomes)
    assert len(done.writes["claims"]) == len(rows) - len(FAULTS)


def test_the_report_of_refused_rows_is_mended_and_fed_back() -> None:
    rows, expected = planted(60, len(FAULTS), *ENDS)
    done = planned(rows)
    report = refused_rows(done)
    assert report.startswith("\ufeff")
    sheet = read_sheet("refused.csv", report.encode())
    assert sheet.header == (*HEADER, REASONS)
    assert len(sheet.rows) == len(expected)
    again = plan(sheet, guess(sheet), on_file())
    assert [outcome.outcome for outcome in again.outcomes] == ["refused"] * len(expected)
    number = {place + 2 for place in range(60)}
    assert {int(row.cells[-1].split(":")[0].removeprefix("row ")) for row in sheet.rows} <= number
    sound = [article(place, *ENDS) for place in range(60)]
    mended = [
        dict(zip(sheet.header, row.cells, strict=True))
        | sound[int(row.cells[-1].split(":")[0].removeprefix("row ")) - 2]
        for row in sheet.rows
    ]
    assert planned(mended).counts["new"] == len(expected)


def test_cells_of_the_report_are_no_formulas_and_come_back_as_they_were() -> None:
    row = article(3, *ENDS) | {"Outlet": "", "Quote": "=1+1", "Note": "''+x"}
    report = refused_rows(planned([row]))
    assert '"\'=1+1"' in report
    cells = dict(zip(HEADER, read_sheet("r.csv", report.encode()).rows[0].cells, strict=False))
    assert (cells["Quote"], cells["Note"]) == ("=1+1", "'+x")


def test_the_packages_own_columns_are_taken_as_they_are_and_change_nothing() -> None:
    known = on_file().known["claims"]
    done = planned(list(known.values()))
    assert done.counts["same"] == len(known) == len(done.outcomes)
    assert done.writes == {}


def test_a_row_with_the_id_of_an_entry_changes_what_it_tells_and_nothing_else() -> None:
    before = on_file().known["claims"]["c01"]
    done = planned(
        [
            {name: before[name] for name in ("id", "subject", "kind", "object", "stance", "statement", "source")}
            | {"credibility": "2"}
        ]
    )
    assert done.outcomes[0].changes == (("credibility", "", "2"),)
    assert done.writes["claims"][0].row == before | {"credibility": "2"}
    assert done.writes["claims"][0].base == 1


def test_a_row_that_says_what_is_on_file_is_the_same_and_one_that_says_it_otherwise_a_duplicate() -> None:
    before = on_file().known["claims"]["c01"]
    without = {name: text for name, text in before.items() if name != "id"}
    assert outcomes(planned([without])) == ["same"]
    other = without | {"statement": "The same in other words."}
    done = planned([other])
    assert outcomes(done) == ["duplicate"]
    assert done.outcomes[0].record == "c01"
    assert "is on the list already as c01" in done.outcomes[0].reasons[0][1]
    kept = planned([other], keep_duplicates=True)
    assert outcomes(kept) == ["new"]
    assert "is on the list already as c01" in kept.outcomes[0].remarks[-1]


def test_rows_that_repeat_each_other_are_named_and_other_dates_are_another_report() -> None:
    done = planned([entry(said_on="2022-03-01"), entry(said_on="2022-03-01"), entry(said_on="2022-03-02")])
    assert outcomes(done) == ["new", "duplicate", "new"]
    assert "repeats row 2" in done.outcomes[1].reasons[0][1]


def test_a_second_report_of_one_origin_is_imported_and_pointed_out() -> None:
    relay = {"url": "https://example.org/relay", "publisher": "post", "page_kind": "news", "title": "Told again."}
    rows = [
        entry(said_on="2022-03-01", speakers="norland", origin="interview"),
        entry(speakers="norland", origin="interview", source="") | relay,
        entry(said_on="2022-03-09", speakers="norland", origin="interview"),
        entry(speakers="esland", origin="interview", said_on="2022-03-01"),
    ]
    done = planned([{**dict.fromkeys(relay, ""), **row} for row in rows])
    assert outcomes(done) == ["new"] * 4
    told = [" ".join(outcome.remarks) for outcome in done.outcomes]
    assert "the same report as row 2" in told[1]
    assert ["the same report" in words for words in told] == [False, True, True, False]
    listed = on_file().known["claims"]["c01"]
    (outcome,) = planned([listed | {"id": "", "held_from": "2020", "said_on": ""}]).outcomes
    assert (outcome.outcome, outcome.record != "c01") == ("new", True)
    assert any("the same report as c01" in words for words in outcome.remarks)


def test_a_mutual_tie_is_the_same_from_both_ends() -> None:
    pact = entry(kind="strategic_partnership")
    done = planned([pact, pact | {"subject": "esland", "object": "norland"}])
    assert outcomes(done) == ["new", "duplicate"]


def test_names_aliases_words_and_codes_do_as_well_as_ids() -> None:
    row = entry(subject="NORLANDER", object="Эсланд", kind="Transfers arms to", stance="Questions part of it")
    done = planned([row | {"subject": "Norland", "disputes_what": "how far it goes", "basis": "Official record"}])
    claim = done.writes["claims"][0].row
    assert (claim["subject"], claim["object"], claim["kind"]) == ("norland", "esland", "arms_transfer")
    assert (claim["stance"], claim["disputes_what"], claim["basis"]) == ("disputes", "extent", "official_record")
    assert "NORLANDER" in reasons(planned([row]))["subject"], "a demonym is no name of an actor here"


def test_several_speakers_are_found_each() -> None:
    done = planned([entry(speakers="Norland; Foreign Ministry of Norland")])
    assert done.writes["claims"][0].row["speakers"] == "norland; norland-foreign-ministry"
    assert "“Nobody”" in reasons(planned([entry(speakers="Norland; Nobody")]))["speakers"]


def test_a_new_actor_comes_along_where_its_kind_is_told_once() -> None:
    first = entry(subject="Acme Дроны Ltd", subject_kind="company")
    done = planned([first, entry(subject="acme дроны ltd", subject_kind="", statement="More.", said_on="2022")])
    assert outcomes(done) == ["new", "new"]
    assert [write.row["id"] for write in done.writes["actors"]] == ["acme-drony-ltd"]
    assert {write.row["subject"] for write in done.writes["claims"]} == {"acme-drony-ltd"}
    assert "say in subject_kind what it is" in reasons(planned([entry(subject="Acme Ltd")]))["subject"]


def test_rows_that_tell_different_things_of_one_page_are_named() -> None:
    one = article(1, *ENDS)
    done = planned([one, one | {"Headline": "Another headline", "Statement": "More.", "Said on": "2023"}])
    assert outcomes(done) == ["new", "refused"]
    assert "“Another headline” differs from row 2" in reasons(done, 3)["Headline"]


def test_a_page_on_file_is_known_by_its_address_and_stays_as_it_is() -> None:
    row = article(1, *ENDS) | {"Link": "http://www.example.org/post-2022-02/?utm_source=x#top", "Outlet": "Else"}
    done = planned([row])
    assert done.writes.keys() == {"claims"}
    assert done.writes["claims"][0].row["source"] == "post-2022-02"
    assert "stays as it is there; this row differs in" in done.outcomes[0].remarks[0]


def test_a_row_that_leans_on_what_a_refused_row_brings_is_refused_with_it() -> None:
    brings = {"source": "my-page", "url": "https://example.org/x", "publisher": "north-post", "page_kind": "news"}
    empty = dict.fromkeys(brings, "")
    bad = entry(stance="maybe") | brings
    leans = entry(statement="Another.", said_on="2022") | empty | {"source": "my-page"}
    done = planned([bad, leans])
    assert outcomes(done) == ["refused", "refused"]
    assert "“my-page” is no source on the list" in reasons(done, 3)["source"]
    assert outcomes(planned([bad | {"stance": "says"}, leans])) == ["new", "new"]


def test_a_chain_of_leaning_rows_ends_in_refusal_and_not_without_end() -> None:
    rows = [
        entry(subject=f"New {place}", object=f"New {place + 1}", object_kind="state", subject_kind="")
        for place in range(40)
    ]
    rows[0] |= {"subject": "Norland", "stance": "maybe"}
    done = planned(rows)
    assert done.counts["refused"] == 40
    assert done.writes == {}


def test_nothing_is_brought_along_for_rows_that_are_not_kept() -> None:
    done = planned([article(1, *ENDS), article(2, *ENDS) | {"Statement": ""}, article(3, *ENDS) | {"Outlet": ""}])
    assert [write.row["url"] for write in done.writes["sources"]] == ["https://example.org/news/1"]


def test_a_new_outlet_that_is_nearly_one_on_file_is_pointed_out() -> None:
    done = planned([article(1, *ENDS) | {"Outlet": "North Posts"}])
    assert done.outcomes[0].remarks == ("“North Posts” is a new publisher (did you mean “north-post”?)",)
    assert planned([article(1, *ENDS) | {"Outlet": "NORTH POST"}]).writes.keys() == {"sources", "claims"}


def test_an_id_that_a_draft_or_a_rejection_had_is_never_given_again() -> None:
    drafted = on_file()
    taken = {name: {**ids, "the-invented-daily-2024-02-02": 1} for name, ids in drafted.last.items()}
    sheet = read_sheet("a.csv", as_csv([article(1, *ENDS)]))
    done = plan(sheet, guess(sheet), type(drafted)(drafted.known, drafted.aliases, drafted.bases, taken))
    assert done.writes["sources"][0].row["id"] == "the-invented-daily-2024-02-02-2"


def test_drafts_are_drafts_all_through_and_take_nothing_back() -> None:
    done = planned([article(1, *ENDS)], as_drafts=True)
    assert {write.status for several in done.writes.values() for write in several} == {"draft"}
    before = on_file().known["claims"]["c01"] | {"status": "retracted", "retraction_reason": "wrong"}
    assert "a draft cannot take an entry back" in reasons(planned([before], as_drafts=True))["status"]
    assert planned([before]).writes["claims"][0].status == "retracted"


def test_columns_that_are_needed_and_missing_are_named() -> None:
    with pytest.raises(
        UsageError, match=r"no column gives stance, statement, the source \(source, url, doi or title\)"
    ):
        planned(b"subject,kind,object\nnorland,arms_transfer,esland\n")


def test_progress_is_told_and_never_runs_back() -> None:
    told: list[float] = []
    sheet = read_sheet("a.csv", as_csv([article(1, *ENDS)]))
    plan(sheet, guess(sheet), on_file(), tell=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_ten_thousand_rows_would_take_far_less_than_half_a_minute() -> None:
    """A row in the time there is for it, also where each has a fault; and no more time a row where there are more."""

    def seconds(number: int, words: str) -> float:
        rows, _ = planted(number, number // 10, *ENDS)
        data = as_csv([row | {"Object": row["Object"] if place % 3 else words} for place, row in enumerate(rows)])
        began = time.process_time()
        planned(data)
        return time.process_time() - began

    seconds(30, "Esland")
    few = seconds(300, "Esland")
    assert few < 0.9
    assert seconds(900, "Esland") < 4.5 * few + 0.3
    assert seconds(300, "Nobody on the list") < 0.9


def accounted(data: bytes | list[dict[str, str]]) -> Plan | None:
    """The dry run; None where the file is refused as a whole, in words. Anything else that happens is a failure."""
    try:
        return planned(data)
    except AttestError:
        return None


CELL = st.one_of(
    st.sampled_from(
        ["", "Norland", "esland", "arms_transfer", "asserts", "2022-07", "Jul-22", "post-2022-02", "{}", "c01"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
NAMES = ("id", "subject", "kind", "object", "stance", "statement", "source", "url", "publisher", "title", "held_from")
MORE = ("qualifiers", "speakers", "subject_kind", "page_kind", "credibility", "status", "doi", "originator")


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.lists(CELL, min_size=19, max_size=19), min_size=1, max_size=6))
def test_whatever_stands_in_the_cells_every_row_is_accounted_for(rows: list[list[str]]) -> None:
    made = [dict(zip((*NAMES, *MORE), row, strict=True)) for row in rows]
    done = accounted(made)
    if done is None:
        return
    assert sum(done.counts.values()) == len(done.sheet.rows)
    assert all(outcome.reasons for outcome in done.outcomes if outcome.outcome == "refused")
    assert {write.row["source"] for write in done.writes.get("claims", ())} <= {
        *on_file().known["sources"],
        *(write.row["id"] for write in done.writes.get("sources", ())),
    }


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_a_damaged_file_is_accounted_for_or_refused_as_a_whole(data: st.DataObject) -> None:
    damaged = bytearray(as_csv(planted(6, 2, *ENDS)[0]))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged)))
        damaged[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.sampled_from(
                [b'"', b"\n", b"\r", b"\0", b",", b";", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"=", b"'", b"\t"]
            )
        )
    done = accounted(bytes(damaged))
    if done is None:
        return
    assert sum(done.counts.values()) == len(done.sheet.rows)
