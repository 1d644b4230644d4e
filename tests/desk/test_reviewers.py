"""GUARANTEES 16: whatever people of all roles do in whatever order, nothing unreviewed is on the list, and with four
eyes on nobody approves what they wrote; on both databases. `ATTEST_ROUNDS` sets how many sequences are tried of each.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from graph.desk.history import Past
from graph.desk.review import Review
from graph.model.errors import AttestError, NotAllowed
from graph.model.person import Person
from graph.store.package import write_package
from graph.store.store import Store
from graph.store.writes import Write
from tests.store.conftest import postgresql  # noqa: F401
from tests.store.databases import Server
from tests.store.invented import furnish, row

PEOPLE = tuple(
    Person(name, name, frozenset(roles.split()))
    for name, roles in {
        "viewer": "viewer",
        "editor": "editor",
        "both": "editor reviewer",
        "reviewer": "reviewer",
        "admin": "admin",
        "all": "viewer editor reviewer admin",
    }.items()
)
CLAIMS = ("a", "b")
ROUNDS = int(os.environ.get("ATTEST_ROUNDS", "5"))
anybody = st.sampled_from(PEOPLE)
claims = st.sampled_from(CLAIMS)


class Reviewers(RuleBasedStateMachine):
    """The doors beside a model: what each entry says on the list, its open draft, and who wrote at that."""

    server: Server | None = None

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = Path(tempfile.mkdtemp())
        self.stack.callback(shutil.rmtree, folder)
        self.folder = folder
        self.store = Store.open(self.server.fresh() if self.server else f"sqlite:///{folder / 'attest.sqlite'}")
        self.stack.callback(self.store.close)
        furnish(self.store)
        self.line: dict[str, str] = {}
        self.drafts: dict[str, tuple[str, set[str]]] = {}
        self.four_eyes = False
        self.written = 0

    def teardown(self) -> None:
        """What is written into git holds what was approved, and nothing else."""
        write_package(self.folder / "out", self.store.tables(), {})
        text = (self.folder / "out" / "claims.csv").read_text(encoding="utf-8")
        said = {f"Words {number}." for number in range(self.written + 1) if f"Words {number}." in text}
        self.store.verify()
        waiting = {id_ for _, id_ in Review(self.store, PEOPLE[0]).queue().order}
        self.stack.close()
        assert waiting >= set(self.drafts)
        assert said == set(self.line.values())

    @rule(by=anybody, claim=claims)
    def draft(self, by: Person, claim: str) -> None:
        """Somebody writes a draft, or writes at one."""
        self.written += 1
        words = f"Words {self.written}."
        self._save(claim, words, by)
        others = self.drafts[claim][1] if claim in self.drafts else set()
        self.drafts[claim] = (words, {*others, by.id})

    def _save(self, claim: str, words: str, by: Person) -> None:
        revisions = self.store.history.of("claims", claim)
        line = [one.revision for one in revisions if one.status == "published"]
        write = Write(row("claims", claim, statement=words), line[-1] if line else None, "draft")
        self.store.save({"claims": [write]}, submission_id=uuid4().hex, by=by, comment="", now=datetime.now(UTC))

    @rule(by=anybody, on=st.booleans())
    def turn(self, by: Person, on: bool) -> None:
        """Somebody asks for four eyes, or no longer."""
        if "admin" in by.roles:
            Review(self.store, by).turn_four_eyes(on)
            self.four_eyes = on
        else:
            with pytest.raises(NotAllowed):
                Review(self.store, by).turn_four_eyes(on)

    @precondition(lambda self: self.drafts)
    @rule(by=anybody, data=st.data(), together=st.booleans())
    def approve(self, by: Person, data: st.DataObject, together: bool) -> None:
        """Somebody approves one draft, or all that wait."""
        review = Review(self.store, by)
        several = sorted(self.drafts) if together else [data.draw(st.sampled_from(sorted(self.drafts)))]
        shown = review.shown([("claims", claim) for claim in several])
        own = any(by.id in self.drafts[claim][1] for claim in several)
        if "reviewer" not in by.roles or (self.four_eyes and own):
            assert review.may_not_approve(shown)
            with pytest.raises(NotAllowed):
                review.approve(shown)
        else:
            review.approve(shown)
            for claim in several:
                self.line[claim] = self.drafts.pop(claim)[0]

    @precondition(lambda self: self.drafts)
    @rule(by=anybody, data=st.data(), verdict=st.sampled_from(["reject", "send_back", "comment"]))
    def answer(self, by: Person, data: st.DataObject, verdict: str) -> None:
        """Somebody rejects a draft, sends it back, or says something of it."""
        review = Review(self.store, by)
        claim = data.draw(st.sampled_from(sorted(self.drafts)))
        revision = review.draft("claims", claim).revision
        own = self.drafts[claim][1] == {by.id}
        may = {
            "reject": "reviewer" in by.roles or own,
            "send_back": "reviewer" in by.roles,
            "comment": bool(by.roles & {"editor", "reviewer"}),
        }[verdict]
        try:
            if verdict == "reject":
                review.reject({("claims", claim): revision}, "No.")
            else:
                getattr(review, verdict)("claims", claim, revision, "Words.")
        except NotAllowed:
            assert not may
            return
        assert may
        if verdict == "reject":
            self.drafts.pop(claim)

    @precondition(lambda self: self.line)
    @rule(by=anybody, data=st.data())
    def go_back(self, by: Person, data: st.DataObject) -> None:
        """Somebody goes back to any revision of a published entry; a draft or a rejected one among them."""
        claim = data.draw(st.sampled_from(sorted(self.line)))
        revisions = self.store.history.of("claims", claim)
        wanted = data.draw(st.sampled_from(revisions))
        past = Past(self.store, by)
        publishes = "reviewer" in by.roles and not self.four_eyes
        try:
            past.go_back("claims", claim, wanted.revision)
        except NotAllowed:
            assert "editor" not in by.roles
            return
        except AttestError:
            assert wanted.row["statement"] == self.line[claim]
            return
        assert "editor" in by.roles
        if publishes:
            self.line[claim] = wanted.row["statement"]
            self.drafts.pop(claim, None)
        else:
            others = self.drafts[claim][1] if claim in self.drafts else set()
            self.drafts[claim] = (wanted.row["statement"], {*others, by.id})

    @invariant()
    def nothing_unreviewed_is_on_the_list(self) -> None:
        """The list says what was approved and no more; drafts are beside it, and marked."""
        table = self.store.tables()["claims"]
        assert dict(zip(table["id"], table["statement"], strict=True)) == self.line
        assert set(table["status"]) <= {""}
        beside = self.store.tables(drafts=True)["claims"]
        marked = {
            id_: words
            for id_, words, status in zip(beside["id"], beside["statement"], beside["status"], strict=True)
            if status == "draft"
        }
        assert marked == {claim: words for claim, (words, _) in self.drafts.items()}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_unreviewed_is_published_whoever_does_what(kind: str, request: pytest.FixtureRequest) -> None:
    found = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    machine = type("Machine", (Reviewers,), {"server": found})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=ROUNDS, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
