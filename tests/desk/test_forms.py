"""Forms at the desk: kept, looked at, saved once and whole, in conflict, taken back, and given back to git."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.desk.desk import Desk
from graph.desk.forms import Forms
from graph.model.errors import Conflict, DataProblems, NotAllowed, NotFound, UsageError
from graph.model.form import Form
from graph.model.person import DESK, Person
from graph.model.settings import Settings
from graph.model.view import View
from graph.store.writes import Write
from tests.cli.terminal import SMALL, Row, change

ENTRY = {
    "subject": "norland",
    "kind": "arms_transfer",
    "object": "esland",
    "matter": "uav",
    "stance": "asserts",
    "speakers": "southia",
    "statement": "Southia says that Norland sent drones.",
    "source": "post-2022-02",
}


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the invented list and a store that holds it, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    data = Path(shutil.copytree(SMALL, folder / "data"))

    def grave(rows: list[Row]) -> None:
        next(row for row in rows if row["id"] == "dual_use_supply")["high_risk"] = "true"

    change(data, "kinds", grave)
    made = Desk.open(Settings(f"sqlite:///{folder / 'attest.sqlite'}", data, data / "review"), DESK)
    made.start()
    made._store.close()
    return folder


@pytest.fixture
def settings(filled_once: Path, tmp_path: Path) -> Settings:
    """A list of its own that may be written."""
    folder = Path(shutil.copytree(filled_once, tmp_path / "own"))
    return Settings(f"sqlite:///{folder / 'attest.sqlite'}", folder / "data", folder / "data" / "review")


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    """An open door to that list."""
    opened = Desk.open(settings, DESK)
    yield opened
    opened._store.close()


@pytest.fixture
def forms(desk: Desk) -> Forms:
    """The forms of the desk's person."""
    return desk.forms


def filled(forms: Forms, **more: str) -> Form:
    """A form of a whole new entry."""
    return forms.blank("claims").put(**{**ENTRY, **more})


def claims(desk: Desk, status: str = "") -> set[str]:
    """The ids of the entries on file that have a status."""
    frame = desk._store.tables()["claims"]
    return set(frame[frame["status"] == status]["id"])


# Kept


def test_a_form_is_restored_as_it_was_left_and_gone_once_it_is_saved(desk: Desk, settings: Settings) -> None:
    form = desk.forms.keep(filled(desk.forms, statement="Half a sen"))
    form = desk.forms.keep(form.put(statement="Half a sentence"))
    again = Desk.open(settings, DESK)
    assert again.forms.restored(form.id) == form
    assert [(one.id, one.words) for one in again.forms.unfinished()] == [
        (form.id, "Norland transfers arms to Esland (UAV), says Southia")
    ]
    again.forms.save(again.forms.restored(form.id))
    assert again.forms.unfinished() == ()
    with pytest.raises(NotFound):
        desk.forms.restored(form.id)
    again._store.close()


def test_a_form_is_its_owners_alone(desk: Desk) -> None:
    form = desk.forms.keep(filled(desk.forms))
    other = Forms(
        desk._store,
        Person("berta", "Berta", DESK.roles),
        desk._on_file,
        lambda: desk._moments.reader(desk._moments.now(), View()),
    )
    assert other.unfinished() == ()
    with pytest.raises(NotFound):
        other.restored(form.id)
    other.throw_away(form)
    assert desk.forms.restored(form.id) == form


def test_a_form_that_is_typed_into_at_two_places_loses_no_word_of_either(forms: Forms) -> None:
    form = forms.keep(filled(forms))
    forms.keep(form.put(note="here"))
    there = forms.keep(form.put(note="there"))
    assert there.id != form.id
    assert {forms.restored(one.id).row["note"] for one in forms.unfinished()} == {"here", "there"}


# Looked at


def test_the_sentence_says_what_is_filled_in_and_who_answers(forms: Forms) -> None:
    assert forms.foresee(forms.blank("claims", subject="norland")).sentence == "Norland … …, says …"
    assert forms.foresee(filled(forms)).sentence == (
        "Norland transfers arms to Esland (UAV), says Southia; denied by Esland (3)."
    )
    denial = filled(forms, stance="denies", speakers="norland; esland")
    assert forms.foresee(denial).sentence == "Norland and Esland deny that Norland transfers arms to Esland (UAV)."


def test_the_sentence_follows_stance_and_speaker(forms: Forms) -> None:
    for other, words in (
        ({"stance": "disputes", "disputes_what": "meaning"}, "Southia questions what it means: Norland transfers"),
        ({"stance": "declines", "speakers": "esland"}, "Esland declines: Norland transfers"),
        ({"modality": "planned"}, "It is planned that Norland transfers"),
        ({"speakers": "", "speaker_text": "a guard"}, "says a guard"),
        ({"speakers": ""}, "(UAV), says North Post"),
        ({"relayed_by": "norland"}, "says Southia, as told by Norland"),
    ):
        assert words in forms.foresee(filled(forms, **other)).sentence


def test_what_saving_changes_is_said_and_drawn(forms: Forms) -> None:
    form = filled(forms, subject="southia", object="esland", speakers="norland", source="post-2022-06", matter="")
    comes = forms.outcome(form)
    assert [(step.what, step.before, step.after) for step in comes.steps] == [
        ("The tie", "nothing on this list", "one voice (Norland)")
    ]
    assert comes.pair is not None
    assert comes.pair.before.tie is None
    assert comes.pair.after.tie is not None
    before, after = (
        {(line.id, line.head_a, line.head_b) for line in one.scene.lines}
        for one in (comes.pair.before, comes.pair.after)
    )
    assert before != after


def test_a_denial_says_whom_it_contradicts_and_when_it_is_an_earlier_one(forms: Forms) -> None:
    late = forms.outcome(filled(forms, stance="denies", speakers="norland", said_on="2023"))
    assert late.answers[0].startswith("Contradicts ")
    early = forms.outcome(filled(forms, stance="denies", speakers="norland", said_on="2019"))
    assert "earlier denial" in early.answers[1]
    alone = forms.outcome(filled(forms, stance="denies", subject="southia", object="esland"))
    assert alone.answers == ("Nobody on this list says what it denies or questions.",)
    assert forms.outcome(filled(forms, stance="declines")).answers[0].startswith("A refusal")


def test_nothing_is_weighed_before_there_is_something_to_weigh(forms: Forms) -> None:
    for missing in ("subject", "kind", "object", "source", "stance"):
        assert forms.outcome(filled(forms, **{missing: ""})).steps == ()
    assert forms.outcome(filled(forms, held_from="20")).steps
    assert forms.outcome(filled(forms, object="norland")).steps == ()


def test_an_entry_that_may_be_on_the_list_is_named(forms: Forms) -> None:
    found = forms.foresee(filled(forms, speakers="")).alike
    assert [(one.claim, one.strong) for one in found][:1] == [("c01", True)]
    assert forms.foresee(filled(forms, matter="guns", source="times-2022-07", speakers="")).alike == ()


# Saved


def test_an_entry_with_all_that_is_new_is_one_change(desk: Desk) -> None:
    head = desk.head().seq
    form = filled(desk.forms, source="+1", speakers="+3; southia")
    form = form.put_beside(
        "sources", "+1", {"publisher": "+2", "kind": "news", "title": "A page", "published": "2024-05-06"}
    )
    form = form.put_beside("publishers", "+2", {"name": "Fresh Paper"})
    form = form.put_beside("actors", "+3", {"label": "Ministry of Ports", "kind": "organ", "part_of": "southia"})
    done = desk.forms.save(form)
    assert desk.head().seq == done.seq == head + 1
    assert {table: set(rows) for table, rows in desk._store.written(done.seq).items()} == {
        "actors": {"ministry-of-ports"},
        "publishers": {"fresh-paper"},
        "sources": {"fresh-paper-2024-05-06"},
        "claims": {done.id},
    }
    row = desk.forms.record("claims", done.id)
    assert (row["source"], row["speakers"]) == ("fresh-paper-2024-05-06", "ministry-of-ports; southia")
    assert done.opens == "norland.arms_transfer.esland"
    assert desk.scene(View(select=done.opens)).evidence.counts.on_file == len(claims(desk))
    desk.upkeep.verify()


def test_a_save_that_fails_writes_nothing_and_keeps_the_form(desk: Desk) -> None:
    head = desk.head()
    form = desk.forms.keep(
        filled(desk.forms, held_from="2024-02-30").put_beside("actors", "+1", {"label": "New", "kind": "state"})
    )
    with pytest.raises(DataProblems) as refused:
        desk.forms.save(form)
    assert [problem.column for problem in refused.value.problems] == ["held_from"]
    assert desk.head() == head
    assert desk.forms.restored(form.id) == form


def test_a_form_that_is_sent_twice_is_saved_once(desk: Desk) -> None:
    form = desk.forms.keep(filled(desk.forms))
    first, second = desk.forms.save(form), desk.forms.save(form)
    assert (first.repeated, second.repeated) == (False, True)
    assert (first.id, first.seq) == (second.id, second.seq)
    assert desk.head().seq == first.seq


def test_history_tells_what_a_form_did_in_words(desk: Desk) -> None:
    done = desk.forms.save(filled(desk.forms))
    added = desk.history.feed().deeds[0].comment
    assert added.startswith("Entry added: Norland ")
    assert done.id not in added
    desk.retracting.retract("claims", done.id, "Entered twice.")
    desk.retracting.bring_back("claims", done.id)
    assert desk.history.feed().deeds[0].comment == added.replace("Entry added", "Brought back")
    desk.forms.save(desk.forms.open("publishers", "esland-agency").put(name="The Evening Post"))
    assert desk.history.feed().deeds[0].comment == "Publisher changed: The Evening Post"


def test_a_form_that_is_sent_again_with_something_else_in_it_is_told_so(desk: Desk) -> None:
    form = filled(desk.forms)
    first = desk.forms.save(form)
    with pytest.raises(Conflict) as clash:
        desk.forms.save(form.put(statement="Something else."))
    assert clash.value.id == first.id
    assert (clash.value.yours["statement"], clash.value.theirs["statement"]) == ("Something else.", ENTRY["statement"])


def test_two_who_mint_the_same_id_get_two_records(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = desk._on_file()
    first = desk.forms.save(filled(desk.forms))
    monkeypatch.setattr(desk.forms, "_on_file", lambda: stale)
    monkeypatch.setattr(desk._store, "ids", lambda _: set())
    second = desk.forms.save(filled(desk.forms, statement="By somebody else."))
    assert second.id == f"{first.id}-2"
    assert {first.id, second.id} <= claims(desk)


def test_who_comes_second_is_told_and_goes_on_from_what_stands(desk: Desk, settings: Settings) -> None:
    other = Desk.open(settings, DESK)
    mine, theirs = desk.forms.open("claims", "c01"), other.forms.open("claims", "c01")
    other.forms.save(theirs.put(statement="Theirs.", note="Their note."))
    with pytest.raises(Conflict) as clash:
        desk.forms.save(mine.put(statement="Mine.", quote="My quote."))
    conflict = clash.value
    assert conflict.base is not None
    assert (conflict.yours["statement"], conflict.theirs["statement"]) == ("Mine.", "Theirs.")
    assert conflict.base["statement"].startswith("The paper saw")
    merged = desk.forms.rebased(mine, "c01", {"statement": "Mine.", "quote": "My quote."})
    desk.forms.save(merged)
    row = desk.forms.record("claims", "c01")
    assert (row["statement"], row["quote"], row["note"]) == ("Mine.", "My quote.", "Their note.")
    other._store.close()


def test_a_draft_stands_beside_the_list_and_can_be_taken_up(desk: Desk) -> None:
    before = claims(desk)
    done = desk.forms.save(filled(desk.forms), as_draft=True)
    assert claims(desk) == before
    form = desk.forms.open("claims", done.id)
    assert (form.base, form.row["statement"]) == (None, ENTRY["statement"])
    assert desk.forms.standing(form) == "draft"
    desk.forms.save(form.put(statement="Better."))
    assert done.id in claims(desk)
    changed = desk.forms.save(desk.forms.open("claims", "c01").put(note="A draft."), as_draft=True)
    assert desk.forms.record("claims", "c01")["note"] == ""
    assert desk.forms.open("claims", changed.id, draft=True).row["note"] == "A draft."
    assert desk.forms.open("claims", changed.id).row["note"] == ""


def test_who_writes_second_at_a_draft_is_shown_both_and_what_they_began_from(desk: Desk) -> None:
    done = desk.forms.save(filled(desk.forms), as_draft=True)
    mine, theirs = desk.forms.open("claims", done.id, draft=True), desk.forms.open("claims", done.id, draft=True)
    desk.forms.save(theirs.put(statement="Theirs."), as_draft=True)
    with pytest.raises(Conflict) as clash:
        desk.forms.save(mine.put(note="My note."), as_draft=True)
    yours, base, them = clash.value.yours, clash.value.base, clash.value.theirs
    assert base is not None
    assert (yours["note"], base["statement"], them["statement"]) == ("My note.", ENTRY["statement"], "Theirs.")
    desk.forms.save(desk.forms.rebased(mine, done.id, {"statement": "Theirs.", "note": "My note."}), as_draft=True)
    row = desk.forms.open("claims", done.id, draft=True).row
    assert (row["statement"], row["note"]) == ("Theirs.", "My note.")


def test_a_draft_that_is_not_on_screen_is_not_written_over_unseen_and_one_that_was_rejected_may_be(desk: Desk) -> None:
    desk.forms.save(desk.forms.open("claims", "c01").put(note="The first draft."), as_draft=True)
    with pytest.raises(Conflict) as clash:
        desk.forms.save(desk.forms.open("claims", "c01").put(quote="A quote."), as_draft=True)
    assert (clash.value.theirs["note"], (clash.value.base or {})["note"]) == ("The first draft.", "")
    form = desk.forms.open("claims", "c01", draft=True).put(quote="A quote.")
    desk.review.reject(desk.review.shown([("claims", "c01")]), "No.")
    desk.forms.save(form, as_draft=True)
    assert desk.forms.open("claims", "c01", draft=True).row["quote"] == "A quote."


@pytest.mark.parametrize("as_draft", [False, True])
def test_two_who_mint_the_id_of_a_draft_get_two_records(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, as_draft: bool
) -> None:
    stale = desk._on_file()
    first = desk.forms.save(filled(desk.forms), as_draft=True)
    monkeypatch.setattr(desk.forms, "_on_file", lambda: stale)
    monkeypatch.setattr(desk._store, "ids", lambda _: set())
    second = desk.forms.save(filled(desk.forms, statement="By somebody else."), as_draft=as_draft)
    assert second.id == f"{first.id}-2"
    assert desk._store.newest("claims", [first.id], ("draft",))[first.id][0] == 1


def test_a_list_that_was_saved_to_while_it_was_read_is_read_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    now = desk._moments.now()
    monkeypatch.setattr(desk._moments, "now", lambda: now)
    store = desk._store
    row = {**desk.forms.record("claims", "c01"), "note": "Theirs."}
    store.save(
        {"claims": [Write(row, store.revisions()["claims"]["c01"]["revision"])]},
        submission_id="theirs",
        by=DESK,
        comment="",
        now=datetime.now(UTC),
    )
    assert desk.forms.record("claims", "c01")["note"] == ""
    monkeypatch.undo()
    assert desk.forms.record("claims", "c01")["note"] == "Theirs."


def test_a_draft_is_weighed_with_the_drafts_it_rests_on(desk: Desk) -> None:
    navy = desk.forms.blank("actors").put(label="Navy of Southia", kind="organ", part_of="southia")
    speaker = desk.forms.save(navy, as_draft=True).id
    done = desk.forms.save(filled(desk.forms, speakers=speaker, stance="denies"), as_draft=True)
    form = desk.forms.open("claims", done.id)
    after = " ".join(step.after for step in desk.forms.outcome(form).steps)
    assert "Southia" in after
    assert speaker not in after
    with pytest.raises(UsageError, match="approved in Review"):
        desk.forms.save(form)


def test_what_stands_on_drafts_is_saved_as_a_draft_and_published_with_them(desk: Desk) -> None:
    paper = desk.forms.save(desk.forms.blank("publishers").put(name="Fresh Paper"), as_draft=True).id
    page = desk.forms.blank("sources").put(publisher=paper, kind="news", title="A page", published="2024-05-06")
    source = desk.forms.save(page, as_draft=True).id
    entry = desk.forms.save(filled(desk.forms, source=source), as_draft=True)
    form = desk.forms.open("claims", entry.id).put(note="Mended.")
    words = "the page “A page”, which waits in Review: save it as a draft. Approving it there publishes both."
    assert desk.forms.foresee(form).waits == f"It stands on {words}"
    assert "Fresh Paper" in desk.forms.foresee(desk.forms.open("sources", source)).waits
    assert desk.forms.foresee(filled(desk.forms)).waits == ""
    with pytest.raises(DataProblems, match="save it as a draft"):
        desk.forms.save(form)
    assert desk.forms.save(form, as_draft=True).id == entry.id
    desk.review.approve(desk.review.shown([("claims", entry.id)]))
    assert desk.forms.record("claims", entry.id)["note"] == "Mended."
    assert desk.forms.record("publishers", paper)["status"] == ""


def test_a_form_is_told_of_what_was_taken_off(desk: Desk) -> None:
    done = desk.forms.save(filled(desk.forms, subject="southia", object="harbour-works"), as_draft=True)
    for claim in ("c09", "c10"):
        desk.retracting.retract("claims", claim, "No.")
    desk.retracting.retract("actors", "harbour-works", "There is no such firm.")
    with pytest.raises(DataProblems, match="harbour-works is retracted"):
        desk.review.approve(desk.review.shown([("claims", done.id)]))
    found = desk.forms.foresee(desk.forms.open("claims", done.id)).faults
    assert [one.column for one in found if one.severity == "error"] == ["object"]


def test_a_grave_kind_stops_a_publication_and_no_draft(desk: Desk) -> None:
    form = filled(desk.forms, kind="dual_use_supply", subject="harbour-works")
    with pytest.raises(DataProblems) as refused:
        desk.forms.save(form)
    assert [problem.column for problem in refused.value.problems] == ["quote"]
    assert desk.forms.save(form, as_draft=True).draft


def test_names_of_an_actor_are_added_changed_and_taken_off(desk: Desk) -> None:
    form = desk.forms.open("actors", "esland")
    names = [name for name in form.names if name["alias"] != "Eastland"]
    form = replace(form, names=(*names, {"alias": "Oestland", "alias_kind": "name", "lang": "da"}))
    desk.forms.save(form.put(label="Esland Proper"))
    assert {name["alias"] for name in desk.forms.open("actors", "esland").names} == {"Эсланд", "Oestland"}
    assert desk.find("oestland").actors.hits[0].id == "esland"
    assert desk.forms.offers("actors", desk.forms.blank("claims"))["esland|Oestland"] == "Oestland → Esland Proper"


def test_nothing_changed_is_nothing_to_save(forms: Forms) -> None:
    with pytest.raises(UsageError):
        forms.save(forms.open("claims", "c01"))


def test_a_viewer_changes_nothing(desk: Desk) -> None:
    viewer = Person("vera", "Vera", frozenset({"viewer"}))
    forms = Forms(desk._store, viewer, desk._on_file, lambda: desk._moments.reader(desk._moments.now(), View()))
    assert not forms.may_edit
    for as_draft in (False, True):
        with pytest.raises(NotAllowed):
            forms.save(filled(forms), as_draft=as_draft)
    with pytest.raises(NotAllowed):
        Desk(desk._store, desk._settings, viewer).give_back()


def test_where_four_eyes_are_asked_for_nothing_is_published_by_its_writer(desk: Desk) -> None:
    desk.review.turn_four_eyes(True)
    assert not desk.forms.may_publish
    with pytest.raises(NotAllowed):
        desk.forms.save(filled(desk.forms))
    assert desk.forms.save(filled(desk.forms), as_draft=True).draft


# Known again, and given back


def test_pages_and_publishers_on_file_are_known_again(forms: Forms) -> None:
    address = forms.record("sources", "post-2022-02")["url"]
    assert address
    assert forms.known_page(f"{address}?utm_source=x#top") == "post-2022-02"
    assert forms.read_reference("TY  - NEWS\nTI  - New\nT2  - southia  TIMES\nER  - ").publisher == "southia-times"
    assert forms.read_reference("TY  - NEWS\nTI  - New\nT2  - Fresh\nER  - ").publisher == "Fresh"
    assert forms.is_doi("https://doi.org/10.1000/ABC") == "10.1000/abc"
    assert forms.is_doi("see 10.1000/abc") == ""


def test_one_added_entry_is_one_added_line_in_each_file_it_touches(desk: Desk, settings: Settings) -> None:
    desk.give_back()
    before = {file.name: file.read_text().splitlines() for file in settings.data_dir.iterdir() if file.is_file()}
    form = filled(desk.forms, source="+1").put_beside(
        "sources", "+1", {"publisher": "southia-times", "kind": "news", "title": "A, page", "published": "2024"}
    )
    desk.forms.save(form)
    assert "change" in desk.give_back()
    after = {file.name: file.read_text().splitlines() for file in settings.data_dir.iterdir() if file.is_file()}
    grown = {name for name in after if after[name] != before[name]}
    assert grown == {"claims.csv", "sources.csv"}
    for name in grown:
        added = [line for line in after[name] if line not in before[name]]
        assert (len(added), [line for line in after[name] if line not in added]) == (1, before[name])
    head = desk.head()
    desk.start()
    assert desk.head() == head


def test_what_changed_in_the_files_is_taken_in_before_they_are_written(desk: Desk, settings: Settings) -> None:
    file = settings.data_dir / "actors.csv"
    file.write_text(file.read_text() + "zedland,Zedland,state,,,,,,,,,\n")
    assert "1 record that had changed there was taken in first" in desk.give_back()
    assert "zedland,Zedland" in file.read_text()
    assert "zedland" in desk.actors()
