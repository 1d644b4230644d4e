"""GUARANTEES 16: whatever people of all roles do in whatever order, nothing unreviewed is on the list or in any file,
and with four eyes on nobody approves what they wrote; on both databases.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pypdf
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from graph.desk.desk import Desk
from graph.desk.history import Past
from graph.desk.review import Review
from graph.export.formats import formats
from graph.export.registry import Options
from graph.model.errors import AttestError, NotAllowed, UsageError
from graph.model.person import Person
from graph.model.settings import Settings
from graph.model.tables import texts
from graph.model.view import View
from graph.store.package import write_package
from graph.store.store import Store
from graph.store.writes import Write
from tests.faults.conftest import Rounds
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
STEPS = 12
PARTS = ("png", "pptx", "svg")
"""The formats that do not quote every entry; in all others each stands."""
anybody = st.sampled_from(PEOPLE)
claims = st.sampled_from(CLAIMS)


@dataclass
class Bench:
    """Where the sequences are tried.

    Attributes:
        server: the PostgreSQL server; None on SQLite.
        model: the address of the store that each begins with a copy of.
        sample: of every so many sequences that leave something on the list, one is read back in all formats.
        told: how many sequences there were, left something, were exported, and how many files were read back.
    """

    server: Server | None
    model: str
    sample: int
    told: Counter[str] = field(default_factory=Counter)


@dataclass
class Asked:
    """An open draft: its words, who wrote at it, and whether it asks for the entry to be taken off."""

    words: str
    authors: set[str]
    off: bool = False


class Reviewers(RuleBasedStateMachine):
    """The doors beside a model: what each entry says and whether it is on the list, and its open draft."""

    bench: Bench

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.folder = Path(tempfile.mkdtemp())
        self.stack.callback(shutil.rmtree, self.folder)
        self.store = Store.open(self._address(), floor=0)
        self.stack.callback(self.store.close)
        self.line: dict[str, tuple[str, bool]] = {}
        self.drafts: dict[str, Asked] = {}
        self.four_eyes = False
        self.written = 0

    def _address(self) -> str:
        server = self.bench.server
        if server is None:
            copy = shutil.copy(self.bench.model.removeprefix("sqlite:///"), self.folder / "attest.sqlite")
            return f"sqlite:///{copy}"
        address = server.fresh(self.bench.model)
        self.stack.callback(server.drop, address)
        return address

    def teardown(self) -> None:
        """What is written into git, and into every file, holds what was approved and nothing else."""
        with self.stack:
            tables = self.store.tables()
            assert set(tables["claims"]["status"]) <= {"", "retracted"}
            beside = texts(self.store.tables(drafts=True)["claims"])
            marked = {one["id"]: one["statement"] for one in beside if one["status"] == "draft"}
            assert marked == {claim: asked.words for claim, asked in self.drafts.items() if not asked.off}
            write_package(self.folder / "out", tables, {})
            text = (self.folder / "out" / "claims.csv").read_text(encoding="utf-8")
            self.store.verify()
            waiting = {id_ for _, id_ in Review(self.store, PEOPLE[0]).queue().order}
            assert waiting >= set(self.drafts)
            assert words_of(text) == {words for words, _ in self.line.values()}
            told = self.bench.told
            told["sequences"] += 1
            if any(on for _, on in self.line.values()):
                if not told["published"] % self.bench.sample:
                    self._read_back()
                told["published"] += 1

    def _read_back(self) -> None:
        """Every format of the picture, written and read."""
        door = self._door(PEOPLE[-1])
        with pytest.raises(NotAllowed):
            door.snapshots.brief(View(unreviewed=True))
        briefing = door.snapshots.brief(View())
        right = {words for words, on in self.line.values() if on}
        for format_ in formats():
            data = format_.write(briefing, Options())
            assert format_.check is not None
            format_.check(data, briefing)
            found = words_of(plain(data))
            assert found <= right if format_.id in PARTS else found == right, format_.id
            self.bench.told["files"] += 1
        self.bench.told["exported"] += 1

    def _door(self, by: Person) -> Desk:
        return Desk(self.store, Settings("", self.folder, self.folder), by)

    def _asked(self, claim: str, words: str, by: Person, *, off: bool = False) -> None:
        others = self.drafts[claim].authors if claim in self.drafts else set()
        self.drafts[claim] = Asked(words, {*others, by.id}, off)

    @rule(by=anybody, claim=claims)
    def draft(self, by: Person, claim: str) -> None:
        """Somebody writes a draft, or writes at one."""
        self.written += 1
        words = f"Words {self.written}."
        revisions = self.store.history.of("claims", claim)
        line = [one.revision for one in revisions if one.status in ("published", "retracted")]
        write = Write(row("claims", claim, statement=words, quote=words), line[-1] if line else None, "draft")
        self.store.save({"claims": [write]}, submission_id=uuid4().hex, by=by, comment="", now=datetime.now(UTC))
        self._asked(claim, words, by)

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
        own = any(by.id in self.drafts[claim].authors for claim in several)
        if "reviewer" not in by.roles or (self.four_eyes and own):
            assert review.may_not_approve(shown)
            with pytest.raises(NotAllowed):
                review.approve(shown)
        else:
            review.approve(shown)
            for claim in several:
                asked = self.drafts.pop(claim)
                self.line[claim] = (asked.words, not asked.off)

    @precondition(lambda self: self.drafts)
    @rule(by=anybody, data=st.data(), verdict=st.sampled_from(["reject", "send_back", "comment"]))
    def answer(self, by: Person, data: st.DataObject, verdict: str) -> None:
        """Somebody rejects a draft, sends it back, or says something of it."""
        review = Review(self.store, by)
        claim = data.draw(st.sampled_from(sorted(self.drafts)))
        revision = review.draft("claims", claim).revision
        own = self.drafts[claim].authors == {by.id}
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
    def turn_over(self, by: Person, data: st.DataObject) -> None:
        """Somebody takes an entry off the list, or brings it back; or proposes to."""
        claim = data.draw(st.sampled_from(sorted(self.line)))
        words, on = self.line[claim]
        door = self._door(by).retracting
        proposes = "reviewer" not in by.roles or self.four_eyes
        waits = claim in self.drafts
        try:
            if on:
                door.retract("claims", claim, "Misread.")
            else:
                door.bring_back("claims", claim)
        except NotAllowed:
            assert "editor" not in by.roles
            return
        except UsageError:
            assert proposes
            assert waits
            return
        assert "editor" in by.roles
        if proposes:
            assert not waits
            self._asked(claim, words, by, off=on)
        else:
            self.line[claim] = (words, not on)
            self.drafts.pop(claim, None)

    @precondition(lambda self: self.line)
    @rule(by=anybody, data=st.data())
    def go_back(self, by: Person, data: st.DataObject) -> None:
        """Somebody goes back to any revision of an entry; a draft, a rejected or a retracted one among them."""
        claim = data.draw(st.sampled_from(sorted(self.line)))
        wanted = data.draw(st.sampled_from(self.store.history.of("claims", claim)))
        words, off = wanted.row["statement"], wanted.status == "retracted"
        publishes = "reviewer" in by.roles and not self.four_eyes
        try:
            Past(self.store, by).go_back("claims", claim, wanted.revision)
        except NotAllowed:
            assert "editor" not in by.roles
            return
        except AttestError:
            assert (words, not off) == self.line[claim] or (not publishes and claim in self.drafts)
            return
        assert "editor" in by.roles
        if publishes:
            self.line[claim] = (words, not off)
            self.drafts.pop(claim, None)
        else:
            self._asked(claim, words, by, off=off)

    @invariant()
    def nothing_unreviewed_is_on_the_list(self) -> None:
        """The list says what was approved and no more."""
        standing = self.store.newest("claims", CLAIMS).items()
        assert {id_: (row_["statement"], row_["status"] == "") for id_, (_, _, row_) in standing} == self.line


def words_of(text: str) -> set[str]:
    """What of the drafts' words stands in a text."""
    return set(re.findall(r"Words [0-9]+\.", text))


def plain(data: bytes) -> str:
    """What a file says; of a picture in dots nothing."""
    if data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        return "\n".join(plain(archive.read(name)) for name in archive.namelist())
    if data.startswith(b"%PDF-"):
        pages = pypdf.PdfReader(io.BytesIO(data)).pages
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    return data.decode(errors="ignore")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_unreviewed_is_published_whoever_does_what(
    kind: str,
    request: pytest.FixtureRequest,
    rounds: Rounds,
    figure: Callable[[int, str], None],
    tmp_path: Path,
) -> None:
    server: Server | None = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    # 10,000 in all; a database of its own for each costs PostgreSQL three times as much.
    number = rounds(5, 2_500 if server else 7_500)
    model = server.fresh() if server else f"sqlite:///{tmp_path / 'attest.sqlite'}"
    bench = Bench(server, model, sample=5 if number < 50 else 50)
    store = Store.open(bench.model, floor=0)
    furnish(store)
    store.close()
    run_state_machine_as_test(
        type("Machine", (Reviewers,), {"bench": bench}),
        settings=settings(
            max_examples=number,
            stateful_step_count=STEPS,
            deadline=None,
            # A failing sequence is short enough to be read; to make it shorter takes minutes.
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
    told = bench.told
    figure(
        16,
        f"{kind}: {told['sequences']} random sequences of up to {STEPS} deeds by people of {len(PEOPLE)} roles; "
        f"{told['exported']} of them read back in every format ({told['files']} files): 0 violations",
    )
