"""What a reviewer can do at the one door, and what no one can: each decision, who may make it, and what it leaves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.desk.desk import Desk
from graph.desk.merging import Merging
from graph.desk.review import Review
from graph.model.errors import Conflict, DataProblems, NotAllowed, NotFound, UsageError
from graph.model.person import DESK, Person
from graph.model.settings import Settings
from graph.model.view import View
from graph.store.package import write_package
from graph.store.store import Store
from graph.store.writes import Write
from tests.architecture.code import ROOT
from tests.store.invented import furnish, on_file, row, save

BEN = Person("ben", "Ben", frozenset({"editor", "reviewer"}))
CYN = Person("cyn", "Cyn", frozenset({"viewer"}))
ADA = Person("ada", "Ada", frozenset({"admin"}))
ANNA_TOO = Person("anna", "Anna", frozenset({"editor", "reviewer"}))
KEY = ("claims", "c")
NOW = datetime(2024, 5, 7, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two actors, a page, and drafts of two entries by Anna on a page, an outlet and an actor that are drafts too."""
    made = tmp_path_factory.mktemp("store") / "attest.sqlite"
    opened = Store.open(f"sqlite:///{made}")
    furnish(opened)
    save(
        opened,
        actors=[Write(row("actors", "sudland"), status="draft")],
        publishers=[Write(row("publishers", "post"), status="draft")],
        sources=[Write(row("sources", "new-page", publisher="post", title="A page"), status="draft")],
        claims=[
            Write(row("claims", "c", object="sudland", source="new-page"), status="draft"),
            Write(row("claims", "d", source="new-page"), status="draft"),
        ],
    )
    opened.close()
    return made


@pytest.fixture
def store(file: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    opened = Store.open(f"sqlite:///{shutil.copy(file, tmp_path / 'attest.sqlite')}")
    yield opened
    opened.close()


def draft(store: Store, id_: str = "c", base: int | None = None, **more: str) -> None:
    save(store, claims=[Write(row("claims", id_, object="sudland", source="new-page", **more), base, "draft")])


def approve(store: Store, by: Person = BEN, *keys: tuple[str, str]) -> None:
    review = Review(store, by)
    review.approve(review.shown(keys or [KEY]))


def statuses(store: Store) -> dict[str, str]:
    claims = store.tables()["claims"]
    return dict(zip(claims["id"], claims["status"], strict=True))


def beside(store: Store, table: str, id_: str) -> str:
    return store.newest(table, [id_], ("draft", "rejected"))[id_][2]["status"]


def test_the_queue_is_by_page_and_what_goes_with_an_entry_is_not_in_it_twice(store: Store) -> None:
    queue = Review(store, BEN).queue()
    (page,) = queue.pages
    assert (page.source, page.title, page.about) == ("new-page", "A page", "Post, no date")
    assert [(one.id, one.change, one.state) for one in page.drafts] == [("c", "new", "open"), ("d", "new", "open")]
    assert page.drafts[0].heading == "Norland does to Sudland"
    assert (dict(queue.counts), queue.carried) == ({"open": 2}, 3)
    assert Review(store, BEN).queue("SUDLAND says").order == (KEY,)
    assert Review(store, BEN).queue("", "sent_back").pages == ()


def test_a_draft_is_shown_in_words_with_all_that_it_stands_on(store: Store) -> None:
    card = Review(store, BEN).draft(*KEY)
    assert {(one.table, one.heading) for one in card.stands_on} == {
        ("actors", "Sudland"),
        ("publishers", "Post"),
        ("sources", "A page"),
    }
    told = {one.column: one.after for one in card.fields}
    assert (told["subject"], told["object"], told["stance"], told["source"]) == ("Norland", "Sudland", "says", "A page")
    assert card.source["name"] == "Post"
    assert (card.problems, card.author) == ((), "anna")
    with pytest.raises(NotFound):
        Review(store, BEN).draft("claims", "nowhere")


def test_a_new_actor_that_may_be_on_file_is_named(store: Store) -> None:
    save(
        store,
        actors=[Write(row("actors", "eslandia", label="Essland"), status="draft")],
        claims=[Write(row("claims", "e", subject="eslandia", object="norland"), status="draft")],
    )
    (twin,) = Review(store, BEN).draft("claims", "e").alike
    assert (twin.table, twin.id, twin.heading) == ("actors", "esland", "Essland may be the same as Esland")
    assert Review(store, BEN).draft(*KEY).alike == ()


def test_an_entry_like_another_is_named(store: Store) -> None:
    save(store, claims=[Write(row("claims", "own"))])
    save(store, claims=[Write(row("claims", "again"), status="draft"), Write(row("claims", "twice"), status="draft")])
    found = Review(store, BEN).draft("claims", "again").alike
    assert [(one.id, one.waits, one.why) for one in found] == [
        ("own", False, "from the same source"),
        ("twice", True, "from the same source"),
    ]


def test_what_becomes_of_the_tie_is_told_in_words(store: Store) -> None:
    review = Review(store, BEN)
    told = review.pair(*KEY)
    assert told is not None
    assert told.sentence == "The tie is not on the list yet."
    approve(store)
    draft(store, "e", speakers="esland")
    told = review.pair("claims", "e")
    assert told is not None
    assert told.sentence.startswith("Backed by: ")
    draft(store, "f", note="The same voice once more.")
    told = review.pair("claims", "f")
    assert told is not None
    assert "reports" in told.sentence


def test_the_pair_is_drawn_before_and_after(store: Store) -> None:
    pair = Review(store, BEN).pair(*KEY)
    assert pair is not None
    assert (pair.tie, pair.before.tie) == ("norland.arms.sudland", None)
    assert pair.after.tie is not None
    assert pair.after.tie.say == 1
    assert [line.id for line in pair.after.scene.lines] == ["norland--sudland.positive.arms"]
    assert store.tables()["claims"].empty
    assert Review(store, BEN).pair("sources", "new-page") is None


def test_approving_publishes_an_entry_with_what_it_stands_on_as_one_change(store: Store) -> None:
    review = Review(store, BEN)
    shown = review.shown([KEY])
    saved = review.approve(shown, "Read the page.")
    assert statuses(store) == {"c": ""}
    assert [on_file(store, table, id_)["status"] for table, id_ in shown] == [""] * 4
    change, rows = store.history.change(saved.seq)
    assert (change.comment, change.recorded_by, len(rows)) == ("Read the page.", "ben", 4)
    assert [one.verdict for one in store.remarks.of(*KEY)] == ["approved"]
    assert review.queue().order == (("claims", "d"),)
    assert review.approve(shown, "Read the page.") == type(saved)(saved.seq, True)
    assert store.verify().seq == saved.seq


def test_several_of_one_page_are_one_change(store: Store) -> None:
    review = Review(store, BEN)
    saved = review.approve(review.shown([KEY, ("claims", "d")]))
    assert statuses(store) == {"c": "", "d": ""}
    assert len(store.history.change(saved.seq)[1]) == 5
    assert review.queue().pages == ()


def test_what_was_not_on_screen_is_not_approved(store: Store) -> None:
    review = Review(store, BEN)
    shown = review.shown([KEY])
    draft(store, statement="Anew.")
    with pytest.raises(UsageError, match="anew"):
        review.approve(shown)
    with pytest.raises(UsageError, match="stands on"):
        review.approve({KEY: 2})
    assert statuses(store) == {}


def test_of_two_reviewers_the_second_is_told(store: Store) -> None:
    review, other = Review(store, BEN), Review(store, DESK)
    shown = review.shown([KEY])
    review.reject({KEY: 1}, "Not on the page.")
    with pytest.raises(NotFound):
        other.approve(shown)
    assert statuses(store) == {}


def test_a_draft_that_was_overtaken_is_not_published_over_the_other(store: Store) -> None:
    approve(store)
    draft(store, base=2, statement="Mine.")
    saved = row("claims", "c", object="sudland", source="new-page", statement="Theirs.")
    store.save({"claims": [Write(saved, 2)]}, submission_id="x", by=BEN, comment="", now=NOW)
    review = Review(store, BEN)
    assert review.queue().counts["overtaken"] == 1
    assert review.draft(*KEY).state == "overtaken"
    with pytest.raises(Conflict):
        review.approve(review.shown([KEY]))
    assert on_file(store, "claims", "c")["statement"] == "Theirs."
    review.reject({KEY: 3}, "Overtaken.")
    assert "overtaken" not in review.queue().counts


def test_rejecting_takes_what_only_this_stands_on_and_gives_the_reason(store: Store) -> None:
    review = Review(store, BEN)
    with pytest.raises(UsageError, match="why"):
        review.reject({KEY: 1}, "  ")
    saved = review.reject({KEY: 1}, "Not on the page.")
    change, rows = store.history.change(saved.seq)
    assert [(one.table, one.id, one.status) for one in rows] == [
        ("actors", "sudland", "rejected"),
        ("claims", "c", "rejected"),
    ]
    assert change.comment == "Rejected: Not on the page."
    assert review.queue().order == (("claims", "d"),)
    draft(store, statement="Once more.")
    assert KEY in review.queue().order


def test_what_is_sent_back_waits_for_its_author(store: Store) -> None:
    review = Review(store, BEN)
    review.send_back(*KEY, 1, "Which ships?")
    review.comment(*KEY, 1, "See page 4.")
    card = review.draft(*KEY)
    assert card.state == "sent_back"
    assert [(one.verdict, one.words, one.who) for one in card.thread] == [
        ("sent_back", "Which ships?", "ben"),
        ("comment", "See page 4.", "ben"),
    ]
    draft(store, statement="The ships of the north.")
    assert review.draft(*KEY).state == "open"
    with pytest.raises(UsageError, match="anew"):
        review.send_back(*KEY, 1, "Too late.")


def test_a_draft_with_faults_is_not_published(store: Store) -> None:
    save(store, claims=[Write(row("claims", "e", stance="disputes"), status="draft")])
    review = Review(store, BEN)
    assert [one.column for one in review.draft("claims", "e").problems] == ["disputes_what"]
    with pytest.raises(DataProblems):
        review.approve(review.shown([("claims", "e")]))
    assert statuses(store) == {}


@pytest.mark.parametrize("by", [CYN, ADA, Person("eve", "Eve", frozenset({"editor"}))])
def test_only_a_reviewer_decides(store: Store, by: Person) -> None:
    review = Review(store, by)
    assert review.may_not_approve({KEY: 1})
    with pytest.raises(NotAllowed):
        review.approve(review.shown([KEY]))
    with pytest.raises(NotAllowed):
        review.reject({KEY: 1}, "No.")
    with pytest.raises(NotAllowed):
        review.send_back(*KEY, 1, "No.")
    assert store.head().seq == 2


def test_authors_may_withdraw_their_own(store: Store) -> None:
    Review(store, Person("anna", "Anna", frozenset({"editor"}))).reject({KEY: 1}, "My mistake.")
    assert Review(store, BEN).queue().order == (("claims", "d"),)


def test_what_others_wrote_stays_when_authors_withdraw_what_stands_on_it(store: Store) -> None:
    told = {"sources": [Write(row("sources", "eves", publisher="post"), status="draft")]}
    told["claims"] = [Write(row("claims", "e", object="sudland", source="eves"), status="draft")]
    eve = Person("eve", "Eve", frozenset({"editor"}))
    store.save(told, submission_id="eve", by=eve, comment="", now=NOW)
    # Only hers stands on the actor and the publisher of Anna's now.
    Review(store, BEN).reject({KEY: 1, ("claims", "d"): 1}, "No.")
    Review(store, eve).reject({("claims", "e"): 1}, "My mistake.")
    assert beside(store, "sources", "eves") == "rejected"
    assert beside(store, "actors", "sudland") == beside(store, "publishers", "post") == "draft"


def test_what_is_no_entry_keeps_what_it_needs_too(store: Store) -> None:
    save(store, actors=[Write(row("actors", "navy", kind="organ", part_of="sudland"), status="draft")])
    Review(store, BEN).reject({KEY: 1}, "No.")
    assert beside(store, "actors", "sudland") == "draft"


def test_with_four_eyes_nobody_approves_what_they_wrote_at(store: Store) -> None:
    with pytest.raises(NotAllowed):
        Review(store, BEN).turn_four_eyes(True)
    Review(store, ADA).turn_four_eyes(True)
    anna = Review(store, ANNA_TOO)
    with pytest.raises(NotAllowed, match="somebody else"):
        anna.approve(anna.shown([KEY]))
    store.save(
        {"claims": [Write(row("claims", "c", object="sudland", source="new-page", note="Ben’s."), status="draft")]},
        submission_id="b",
        by=BEN,
        comment="",
        now=NOW,
    )
    for review in (anna, Review(store, BEN)):
        with pytest.raises(NotAllowed):
            review.approve(review.shown([KEY]))
    approve(store, DESK)
    assert statuses(store) == {"c": ""}
    Review(store, ADA).turn_four_eyes(False)
    approve(store, ANNA_TOO, ("claims", "d"))


def test_drafts_and_rejections_are_in_no_package(store: Store, tmp_path: Path) -> None:
    Review(store, BEN).reject({("claims", "d"): 1}, "No.")
    settings = Settings(f"sqlite:///{tmp_path / 'attest.sqlite'}", ROOT / "data", ROOT / "data" / "review")
    door = Desk(store, settings, DESK)
    door.publish(tmp_path / "out")
    published = (tmp_path / "out" / "claims.csv").read_text(encoding="utf-8")
    assert published.splitlines()[1:] == []
    for name in ("actors", "publishers", "sources"):
        assert not {"sudland", "post", "new-page"} & {
            line.split(",")[0] for line in (tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        }
    assert door.scene(View()).scene.lines == ()
    approve(store)
    write_package(tmp_path / "after", store.tables(), {})
    assert "c,norland,arms,sudland" in (tmp_path / "after" / "claims.csv").read_text(encoding="utf-8")


# Two actors that are one


def two(store: Store) -> Merging:
    save(store, actors=[Write(row("actors", "estland"))])
    save(store, claims=[Write(row("claims", "own")), Write(row("claims", "theirs", object="estland"))])
    return Merging(store, BEN)


def test_a_merge_is_foreseen_made_remembered_and_undone(store: Store) -> None:
    merging = two(store)
    assert [(one.one, one.other) for one in merging.suggestions()] == [("esland", "estland")]
    foreseen = merging.foresee("estland", "esland")
    assert (foreseen.stops, foreseen.ties) == ("", (("Norland does to Esland", True),))
    assert foreseen.twice == (("It says theirs.", "It says own."),)
    saved = merging.merge("estland", "esland", "One state.")
    assert on_file(store, "actors", "estland")["merged_into"] == "esland"
    assert [(one.judgement, one.merged, one.words) for one in merging.judged()] == [("same", True, "One state.")]
    assert "estland" not in merging.choices()
    assert merging.suggestions() == ()
    review = Review(store, BEN)
    pair = review.pair(*KEY)
    assert pair is not None
    assert store.history.change(saved.seq)[0].comment == "One state."
    merging.undo("estland", "Two after all.")
    assert on_file(store, "actors", "estland")["merged_into"] == ""
    assert [(one.judgement, one.merged) for one in merging.judged()] == [("split", False)]
    assert merging.suggestions() == ()


def test_what_is_not_the_same_is_remembered(store: Store) -> None:
    merging = two(store)
    merging.not_same("estland", "esland", "Two states.")
    assert merging.suggestions() == ()
    assert [one.judgement for one in merging.judged()] == ["not_same"]
    assert store.head().seq == 4


def test_two_with_a_tie_between_them_are_not_merged(store: Store) -> None:
    merging = two(store)
    assert "between the two" in merging.foresee("norland", "esland").stops
    with pytest.raises(UsageError, match="between the two"):
        merging.merge("norland", "esland")


def test_with_four_eyes_a_merge_is_a_draft_and_decided_by_its_approval(store: Store) -> None:
    merging = two(store)
    Review(store, ADA).turn_four_eyes(True)
    merging.merge("estland", "esland", "One state.")
    assert on_file(store, "actors", "estland")["merged_into"] == ""
    assert merging.judged() == ()
    with pytest.raises(NotAllowed):
        approve(store, BEN, ("actors", "estland"))
    approve(store, DESK, ("actors", "estland"))
    assert on_file(store, "actors", "estland")["merged_into"] == "esland"
    assert [(one.judgement, one.who) for one in merging.judged()] == [("same", "desk")]


def test_a_viewer_merges_nothing(store: Store) -> None:
    two(store)
    merging = Merging(store, CYN)
    for deed in (
        lambda: merging.merge("estland", "esland"),
        lambda: merging.not_same("estland", "esland"),
        lambda: merging.undo("estland"),
    ):
        with pytest.raises(NotAllowed):
            deed()
