"""Two editors, a reviewer and crashes in any order, against a plain Python model, on both databases (rows 11, 12, 16).

Nothing is ever written over silently, nothing is saved twice, and a draft counts only once a reviewer says so.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from graph.model.errors import Conflict
from graph.store.schema import REVISIONS
from graph.store.store import Store
from graph.store.transactions import reading
from graph.store.writes import Write
from tests.faults import deeds
from tests.faults.conftest import Rounds
from tests.store.databases import Server
from tests.store.invented import row, save

NAMES = st.sampled_from(["a", "b", "c"])
WHO = st.sampled_from(["anna", "berta"])
WORDS = st.text("xyz", min_size=1, max_size=3)


@dataclass(frozen=True)
class Form:
    """A form on somebody's screen: made of a record as it was, sent under a submission of its own."""

    name: str
    label: str
    base: int | None
    submission: str
    status: str

    @property
    def writes(self) -> list[Write]:
        """What it sends."""
        return [Write(row("actors", self.name, label=self.label), base=self.base, status=self.status)]


class Editors(RuleBasedStateMachine):
    """The store beside a model: for each actor its line of revisions, and the drafts that wait."""

    server: Server | None = None
    told: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        if self.server:
            self.address = self.server.fresh()
        else:
            folder = Path(tempfile.mkdtemp())
            self.stack.callback(shutil.rmtree, folder)
            self.address = f"sqlite:///{folder / 'attest.sqlite'}"
        self.store = Store.open(self.address, floor=0)
        self.stack.callback(self.store.close)
        self.numbers = count(1)
        self.forms: dict[str, Form] = {}
        self.sent: dict[str, tuple[Form, int]] = {}
        self.drafts: dict[str, Form] = {}
        self.lines: dict[str, list[tuple[int, str, str]]] = {}
        self.revisions: Counter[str] = Counter()
        self.changes = 0

    def teardown(self) -> None:
        """The chain holds; close, and take away what was made."""
        try:
            assert self.store.verify().seq == self.changes
        finally:
            self.stack.close()

    def current(self, name: str) -> int | None:
        """The revision that is current by the model."""
        return self.lines[name][-1][0] if self.lines.get(name) else None

    def new(self, name: str, label: str, status: str, base: int | None) -> Form:
        """A form that was not sent yet."""
        return Form(name, label, base, f"form-{next(self.numbers)}", status)

    def take(self, form: Form, seq: int) -> None:
        """Count what was saved."""
        self.changes += 1
        assert seq == self.changes
        self.revisions[form.name] += 1
        if form.status in ("published", "retracted"):
            self.lines.setdefault(form.name, []).append((self.revisions[form.name], form.label, form.status))
        self.told["saved"] += 1

    def send(self, form: Form) -> bool:
        """Send a form; whether it was saved. If the record moved on it is not, and yours and theirs are shown."""
        if form.status in ("published", "retracted") and form.base != self.current(form.name):
            with pytest.raises(Conflict) as caught:
                save(self.store, submission=form.submission, actors=form.writes)
            assert caught.value.yours["label"] == form.label
            assert caught.value.theirs["label"] == self.lines[form.name][-1][1]
            began = next((told[1] for told in self.lines[form.name] if told[0] == form.base), None)
            assert (caught.value.base or {}).get("label") == began
            self.told["told apart"] += 1
            return False
        saved = save(self.store, submission=form.submission, actors=form.writes)
        assert not saved.repeated
        self.take(form, saved.seq)
        return True

    @rule(who=WHO, name=NAMES, label=WORDS, status=st.sampled_from(["published", "published", "retracted", "draft"]))
    def open_a_form(self, who: str, name: str, label: str, status: str) -> None:
        """An editor begins; the form is sent some time later, or never."""
        self.forms[who] = self.new(name, label, status, self.current(name))

    @precondition(lambda self: self.forms)
    @rule(data=st.data())
    def send_a_form(self, data: st.DataObject) -> None:
        """An editor sends what is on the screen."""
        who = data.draw(st.sampled_from(sorted(self.forms)))
        form = self.forms.pop(who)
        if self.send(form):
            self.sent[who] = (form, self.changes)
            if form.status == "draft":
                self.drafts[form.submission] = form

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), times=st.integers(1, 3))
    def send_it_again(self, data: st.DataObject, times: int) -> None:
        """A double click, a reload, a reconnect: whatever was saved since, the first result comes back."""
        form, seq = self.sent[data.draw(st.sampled_from(sorted(self.sent)))]
        for _ in range(times):
            saved = save(self.store, submission=form.submission, actors=form.writes)
            assert (saved.seq, saved.repeated) == (seq, True)
            self.told["sent again"] += 1

    @precondition(lambda self: self.forms)
    @rule(data=st.data(), at=st.integers(1, 8))
    def crash_while_sending(self, data: st.DataObject, at: int) -> None:
        """The application is killed between two statements; nothing was saved, and the form is still there."""
        who = data.draw(st.sampled_from(sorted(self.forms)))
        form = self.forms[who]
        code = deeds.outcome(
            deeds.begin(deeds.save_and_die, self.address, form.submission, at, {"actors": form.writes})
        )
        if code == 0:
            # There were fewer statements than that.
            self.take(form, self.changes + 1)
            self.sent[who] = (self.forms.pop(who), self.changes)
            if form.status == "draft":
                self.drafts[form.submission] = form
        self.told["crashes"] += code != 0

    @precondition(lambda self: self.server is not None and self.forms)
    @rule(data=st.data(), at=st.integers(1, 10))
    def lose_the_line_while_sending(self, data: st.DataObject, at: int) -> None:
        """The connection dies between two statements; the save finds its way by itself."""
        who = data.draw(st.sampled_from(sorted(self.forms)))
        numbers = count(1)

        def cut(connection: sa.Connection, *_: object) -> None:
            if next(numbers) == at:
                connection.connection.dbapi_connection.close()  # type: ignore[union-attr]
                self.told["lines lost"] += 1

        for name in ("before_cursor_execute", "commit"):
            sa.event.listen(self.store._engine, name, cut)
        try:
            form = self.forms.pop(who)
            if self.send(form):
                self.sent[who] = (form, self.changes)
                if form.status == "draft":
                    self.drafts[form.submission] = form
        finally:
            for name in ("before_cursor_execute", "commit"):
                sa.event.remove(self.store._engine, name, cut)

    @precondition(lambda self: self.drafts)
    @rule(data=st.data())
    def approve(self, data: st.DataObject) -> None:
        """The reviewer says yes: the draft is published, unless the record moved on meanwhile."""
        key = data.draw(st.sampled_from(sorted(self.drafts)))
        draft = self.drafts[key]
        if self.send(self.new(draft.name, draft.label, "published", draft.base)):
            del self.drafts[key]
        self.told["reviewed"] += 1

    @precondition(lambda self: self.drafts)
    @rule(data=st.data())
    def reject(self, data: st.DataObject) -> None:
        """The reviewer says no: the draft stays on file and is shown no more."""
        draft = self.drafts.pop(data.draw(st.sampled_from(sorted(self.drafts))))
        assert self.send(self.new(draft.name, draft.label, "rejected", draft.base))
        # A rejection answers all that was proposed for the record on that base before.
        self.drafts = {
            key: other for key, other in self.drafts.items() if (other.name, other.base) != (draft.name, draft.base)
        }
        self.told["reviewed"] += 1

    @rule()
    def restart(self) -> None:
        """Everything is on the disk."""
        self.store.close()
        self.store = Store.open(self.address, floor=0)
        self.stack.callback(self.store.close)

    @invariant()
    def the_list_is_what_the_model_says(self) -> None:
        """Only what was published, by name; drafts and rejections nowhere in it."""
        actors = self.store.tables()["actors"]
        found = {
            name: (label, status or "published")
            for name, label, status in zip(actors["id"], actors["label"], actors["status"], strict=True)
        }
        assert found == {name: line[-1][1:] for name, line in self.lines.items()}
        assert self.store.head().seq == self.changes

    @invariant()
    def no_word_was_written_over(self) -> None:
        """Each revision on a line follows from the one before it, and all of them are still there."""
        table = REVISIONS["actors"]
        asked = sa.select(table.c.id, table.c.revision, table.c.base, table.c.label, table.c.status)
        with reading(self.store._engine) as connection:
            rows = connection.execute(asked.order_by(table.c.id, table.c.revision)).all()
        lines: dict[str, list[tuple[int, str, str]]] = {}
        for id_, revision, base, label, status in rows:
            if status in ("published", "retracted"):
                line = lines.setdefault(id_, [])
                assert base == (line[-1][0] if line else None), f"{id_} {revision} was written over {base}"
                line.append((revision, label, status))
        assert lines == self.lines
        assert len(rows) == self.changes, "each form is one revision"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_whatever_editors_and_a_reviewer_do_no_word_is_lost(
    kind: str, request: pytest.FixtureRequest, rounds: Rounds, figure: Callable[[int, str], None]
) -> None:
    found = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    told: Counter[str] = Counter()
    number = rounds(8, 500)
    machine = type("Machine", (Editors,), {"server": found, "told": told})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=number,
            stateful_step_count=20,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    words = ", ".join(f"{number:,} {what}" for what, number in sorted(told.items()))
    figure(
        11,
        f"{kind}: {number} sequences of two editors, a reviewer and crashes against a model: {words}; "
        "0 written over, 0 doubled",
    )
