"""The one door: what it answers for a list, at which moment, and that a question asked twice is worked out once."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.desk.desk import Desk
from graph.desk.kept import Kept
from graph.model.errors import DataProblems, NotFound, StoreUnavailable
from graph.model.person import DESK
from graph.model.settings import Settings
from graph.model.tables import TABLES
from graph.model.view import View, parse
from graph.scene.found import Found
from graph.store.writes import Write
from tests.cli.terminal import SMALL, Row, change, contents, read
from tests.store.invented import on_file, save

ARMS = "norland.arms_transfer.esland"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A list of its own, with one draft to review."""
    data = Path(shutil.copytree(SMALL, tmp_path / "data"))
    review = Path(shutil.copytree(SMALL, data / "review"))
    for table in ("actors", "aliases", "publishers", "sources"):
        change(review, table, list[Row].clear)
    for table in ("kinds", "views", "layout"):
        (review / f"{table}.csv").unlink()

    def draft(rows: list[Row]) -> None:
        rows[:] = [next(row for row in rows if row["id"] == "c09") | {"id": "d01", "object": "southia"}]

    change(review, "claims", draft)
    return Settings(f"sqlite:///{tmp_path / 'var' / 'attest.sqlite'}", data, review)


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    """An open door to that list."""
    opened = Desk.open(settings, DESK)
    opened.start()
    yield opened
    opened._store.close()


def test_a_start_fills_the_store_and_a_second_one_changes_nothing(desk: Desk) -> None:
    head = desk.head()
    assert head.seq == 2
    desk.start()
    assert desk.head() == head
    assert desk.upkeep.verify() == head


def test_an_address_may_name_what_is_on_file(desk: Desk) -> None:
    known = desk.known(View())
    assert "norland" in known["actors"]
    assert "arms_transfer" in known["kinds"]
    assert "uav" in known["matters"]
    assert {"norland", "the-post"} & set(known["voices"])
    assert "" not in known["matters"]


def test_the_address_of_a_view_with_drafts_may_name_what_is_no_more_than_a_draft(desk: Desk) -> None:
    newcomer = desk.forms.save(desk.forms.blank("actors").put(label="Newman", kind="person"), as_draft=True).id
    asked = f"actors={newcomer}&unreviewed=yes"
    assert parse(asked, desk.known).view.actors == (newcomer,)
    assert parse(f"actors={newcomer}", desk.known).ignored == (f"actors={newcomer}",)
    assert desk.ties(asked)[1] == ()
    assert desk.around(View(unreviewed=True), newcomer)["label"] == "Newman"
    with pytest.raises(NotFound):
        desk.around(View(), newcomer)


def test_filters_offer_what_occurs_in_words(desk: Desk) -> None:
    offered = desk.choices()
    assert set(offered["actors"]) <= set(desk.actors())
    assert next(iter(offered["actors"])) in ("esland", "norland")
    assert "arms_transfer" in offered["kinds"]
    assert "mediates" not in offered["kinds"]
    assert list(offered["voices"].values()) == sorted(offered["voices"].values(), key=str.casefold)
    assert set(offered["bases"]) == {"own_act", "witness", "statement", "unnamed_source", "analysis"}
    assert offered["reliabilities"] == {"F": "not judged"}


def test_every_choice_says_how_many_ties_it_leaves(desk: Desk) -> None:
    view = View(kinds=("arms_transfer",))
    for field in ("stances", "actors", "publishers"):
        for choice, number in desk.leaves(view)[field].items():
            asked: dict[str, Any] = {field: (choice,)}
            ties = desk.scene(replace(view, **asked)).evidence.ties
            drawn = ties[(ties["shown"] == 1) & ((ties["backing"] != "nobody") | (ties["only_denied"] == 1))]
            assert number == len(drawn), (field, choice)


def test_ready_questions_know_when_they_are_open(desk: Desk) -> None:
    questions = {question.id: question for question in desk.questions()}
    assert set(questions) == {"arms", "denials"}
    opened = View(kinds=("arms_transfer",), select=ARMS, at=(("norland", 1, 2),))
    assert questions["arms"].is_open(opened)
    assert not questions["denials"].is_open(opened)


def test_a_selection_is_no_part_of_the_picture(desk: Desk) -> None:
    assert desk.scene(View(select=ARMS)) is desk.scene(View())
    assert desk.scene(View(kinds=("sanctions",))) is not desk.scene(View())


def test_the_panel_opens_what_is_selected_and_the_start_where_it_is_gone(desk: Desk) -> None:
    line = next(line.id for line in desk.scene(View()).scene.lines if ARMS in {row.id for row in line.ties})
    shown = {
        select: desk.panel(View(select=select))["panel"]["view"]
        for select in ("", line, ARMS, f"{ARMS}.uav", "norland", "nowhere", "a--b.positive")
    }
    assert list(shown.values()) == ["start", "line", "tie", "tie", "actor", "start", "start"]


def test_a_dossier_of_nobody_is_not_found(desk: Desk) -> None:
    assert desk.dossier("norland").heading == "Norland"
    with pytest.raises(NotFound):
        desk.dossier("atlantis")


def test_drafts_are_seen_only_where_they_are_asked_for(desk: Desk) -> None:
    draft = "harbour-works.dual_use_supply.southia"
    assert draft not in str(desk.scene(View()).wire)
    line = next(line for line in desk.scene(View(unreviewed=True)).scene.lines if draft in {t.id for t in line.ties})
    assert line.unreviewed
    pairs = {
        query: {(tie["subject"], tie["object"]) for tie in desk.ties(query)[0]} for query in ("", "unreviewed=yes")
    }
    assert pairs["unreviewed=yes"] - pairs[""] == {("harbour-works", "southia")}


def test_the_list_of_an_earlier_day_is_still_there(desk: Desk) -> None:
    day = datetime.now(UTC).date().isoformat()
    assert desk.scene(View(recorded="2020")).scene.lines == ()
    assert desk.scene(View(recorded=day)).scene.lines == desk.scene(View()).scene.lines
    assert "What this list knew on" in desk.scene(View(recorded="2020")).scene.shown


def test_what_is_looked_for_is_found_and_drafts_never_are(desk: Desk) -> None:
    found = desk.find("norland esland arms")
    assert [hit.select for hit in found.ties.hits][:1] == [ARMS]
    assert desk.find(" ") == Found()
    assert "d01" not in {hit.id for hit in desk.find("harbour works", most=99).entries.hits}
    assert len(desk.find("norland", most=1).ties.hits) == 1 < desk.find("norland", most=1).ties.total


def test_news_of_a_merged_actor_names_the_tie_that_is_drawn(desk: Desk) -> None:
    before = desk.head().seq
    desk.forms.save(desk.forms.open("claims", "c09").put(note="Looked up."))
    (one,) = desk.news(before)["entries"]
    subject, kind, object_ = one["tie"].split(".")
    desk.merging.merge(subject, "southia")
    assert [entry["tie"] for entry in desk.news(before)["entries"]] == [f"southia.{kind}.{object_}"]


def test_a_query_is_answered_with_what_of_it_was_ignored(desk: Desk) -> None:
    ties, ignored = desk.ties("kinds=arms_transfer,telepathy&colour=red")
    assert {tie["kind"] for tie in ties} == {"arms_transfer"}
    assert ignored == ("kinds=telepathy", "colour=red")


def test_what_another_process_saved_is_seen_at_the_next_question(desk: Desk, settings: Settings) -> None:
    other = Desk.open(settings, DESK)
    before = desk.scene(View())

    def another(rows: list[Row]) -> None:
        rows.append(rows[-1] | {"id": "c99", "subject": "southia", "object": "esland", "modality": "stated"})

    change(settings.data_dir, "claims", another)
    other.start()
    other._store.close()
    after = desk.scene(View())
    assert len(after.evidence.claims) == len(before.evidence.claims) + 1


def test_publishing_what_was_taken_gives_the_same_bytes(desk: Desk, settings: Settings, tmp_path: Path) -> None:
    desk.publish(tmp_path / "published")
    shutil.rmtree(settings.review_dir)
    assert contents(tmp_path / "published") == contents(settings.data_dir)


def test_the_list_is_published_whole_and_as_itself_whatever_else_was_taken_in(
    desk: Desk, settings: Settings, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(SMALL, tmp_path / "other"))
    for table in ("aliases", "kinds", "views", "layout"):
        (other / f"{table}.csv").unlink()
    rename(other, "A colleague’s list", name="another")
    change(other, "claims", lambda rows: rows.append(rows[0] | {"id": "c99", "note": "From a colleague."}))
    desk.load(other)
    rename(settings.data_dir, "Our list, renamed")
    desk.publish(tmp_path / "published")
    shutil.rmtree(settings.review_dir)
    assert contents(tmp_path / "published").keys() == contents(settings.data_dir).keys()
    told = json.loads((tmp_path / "published" / "datapackage.json").read_text())
    assert told["title"] == "Our list, renamed"
    assert {one["name"] for one in told["resources"]} == set(TABLES)


def rename(folder: Path, title: str, **more: str) -> None:
    """Give a package another title."""
    file = folder / "datapackage.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"title": title, **more}))


def test_a_list_that_began_without_names_publishes_those_that_were_added(settings: Settings, tmp_path: Path) -> None:
    (settings.data_dir / "aliases.csv").unlink()
    made = Desk.open(settings, DESK)
    made.start()
    made.forms.save(replace(made.forms.open("actors", "esland"), names=({"alias": "Oestland", "alias_kind": "name"},)))
    made.publish(tmp_path / "published")
    made._store.close()
    assert [row["alias"] for row in read(tmp_path / "published", "aliases")] == ["Oestland"]


def test_what_would_be_no_sound_package_is_not_published(desk: Desk, settings: Settings) -> None:
    before = contents(settings.data_dir / "review"), (settings.data_dir / "claims.csv").read_bytes()
    written = on_file(desk._store, "claims", "c01") | {"statement": "It says\u200b so."}
    save(desk._store, claims=[Write(written, 1)])
    with pytest.raises(DataProblems, match=r"^claims/c01: statement holds the invisible character U\+200B"):
        desk.give_back()
    assert (contents(settings.data_dir / "review"), (settings.data_dir / "claims.csv").read_bytes()) == before


def test_a_bad_package_is_told_and_nothing_is_taken(desk: Desk, tmp_path: Path) -> None:
    bad = Path(shutil.copytree(SMALL, tmp_path / "bad"))

    def spoil(rows: list[Row]) -> None:
        rows[0]["kind"] = "telepathy"

    change(bad, "claims", spoil)
    head = desk.head()
    assert any("telepathy" in str(problem) for problem in desk.validate(bad))
    with pytest.raises(DataProblems):
        desk.load(bad)
    assert desk.head() == head


def test_a_start_on_files_with_faults_opens_the_list_and_says_so(desk: Desk, settings: Settings) -> None:
    def spoil(rows: list[Row]) -> None:
        rows[0]["kind"] = "telepathy"

    sound = read(settings.data_dir, "claims")
    change(settings.data_dir, "claims", spoil)
    again, head = Desk.open(settings, DESK), desk.head()
    again.start()
    (told,) = again.upkeep.notices
    assert told.startswith("What is new in data/ was not taken in: claims.csv:2:kind: there is no telepathy")
    assert again.head() == head
    change(settings.data_dir, "claims", lambda rows: rows.__setitem__(slice(None), sound))
    again.give_back()
    assert again.upkeep.notices == ()
    again._store.close()
    empty = Desk.open(replace(settings, database_url=f"sqlite:///{settings.data_dir / 'other.sqlite'}"), DESK)
    change(settings.data_dir, "claims", spoil)
    with pytest.raises(DataProblems):
        empty.start()
    empty._store.close()


def test_a_draft_in_the_files_waits_though_its_page_was_taken_off(desk: Desk, settings: Settings) -> None:
    page = read(settings.review_dir, "claims")[0]["source"]
    desk.retracting.retract("sources", page, "It was made up.")
    change(settings.review_dir, "claims", lambda rows: rows[0].update(note="Seen anew."))
    desk.start()
    assert desk.upkeep.notices == ()
    assert desk.review.draft("claims", "d01")


def test_a_folder_that_cannot_be_made_is_said(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreUnavailable, match="cannot be made"):
        Desk.open(replace(settings, database_url=f"sqlite:///{tmp_path / 'file' / 'attest.sqlite'}"), DESK)


def test_the_method_tells_the_gaps_and_counts_the_list(desk: Desk) -> None:
    told = desk.method()
    assert dict(told.quality)["Entries"] == "17"
    assert [tie for _, _, tie in told.gaps] == ["southia.arms_transfer.norland"]
    assert {row[0] for row in told.vocabulary} == {row["label"] for row in read(SMALL, "kinds")}


def test_an_answer_is_worked_out_once_and_the_oldest_is_forgotten() -> None:
    kept, asked = Kept(2), list[str]()

    def answer(word: str) -> str:
        asked.append(word)
        return word.upper()

    assert [kept.get(word, partial(answer, word)) for word in "aabacab"] == list("AABACAB")
    assert asked == ["a", "b", "c", "b"]


def test_of_several_who_ask_at_once_one_does_the_work() -> None:
    kept, asked = Kept(4), list[int]()
    ready = threading.Barrier(6)

    def ask() -> None:
        ready.wait()
        kept.get("question", partial(asked.append, 1))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asked == [1]


def test_who_asks_something_else_does_not_wait_and_a_failure_is_no_answer() -> None:
    kept, at_work, done = Kept(4), threading.Event(), threading.Event()

    def long() -> str:
        at_work.set()
        assert done.wait(10)
        return "long"

    thread = threading.Thread(target=lambda: kept.get("long", long))
    thread.start()
    assert at_work.wait(10)
    assert kept.get("short", lambda: "short") == "short"
    assert thread.is_alive()
    done.set()
    thread.join()
    assert kept.get("long", str) == "long"
    with pytest.raises(ZeroDivisionError):
        kept.get("wrong", lambda: 1 // 0)
    assert kept.get("wrong", lambda: "right") == "right"


def test_history_and_the_tables_of_corrections_read_the_list_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.corrections.page("claims")
    monkeypatch.setattr(desk._store, "tables", None)
    assert desk.history.feed().number == 2
    assert desk.merging.choices()
    assert desk.corrections.page("claims").found
    assert desk.imports.template()
