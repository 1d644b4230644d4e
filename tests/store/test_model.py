"""Two editors, drafts, retractions and conflicts in any order, against a plain dictionary, on both databases."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from graph.model.errors import Conflict
from graph.store.store import Store, Write
from tests.store.databases import Server
from tests.store.invented import row, save

NAMES = st.sampled_from(["a", "b", "c"])


class Editors(RuleBasedStateMachine):
    """The store beside a model: for each actor the line of (label, status), and its open draft."""

    server: Server | None = None

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        if self.server:
            address = self.server.fresh()
        else:
            folder = Path(tempfile.mkdtemp())
            self.stack.callback(shutil.rmtree, folder)
            address = f"sqlite:///{folder / 'attest.sqlite'}"
        self.store = Store.open(address)
        self.stack.callback(self.store.close)
        self.line: dict[str, tuple[int, str, str]] = {}
        self.drafts: dict[str, tuple[int | None, str]] = {}
        self.last: dict[str, int] = {}
        self.changes = 0
        self.seen: dict[str, int | None] = {}

    def teardown(self) -> None:
        """Close, and take away what was made."""
        self.stack.close()

    def base(self, name: str) -> int | None:
        """The revision that is current by the model."""
        return self.line[name][0] if name in self.line else None

    def saved(self, name: str) -> int:
        """Count a revision and a change."""
        self.changes += 1
        self.last[name] = self.last.get(name, 0) + 1
        return self.last[name]

    @rule(name=NAMES)
    def look(self, name: str) -> None:
        """The second editor opens a form, to be sent some time later."""
        self.seen[name] = self.base(name)

    @rule(name=NAMES, label=st.text("xyz", min_size=1, max_size=3), status=st.sampled_from(["published", "retracted"]))
    def write(self, name: str, label: str, status: str) -> None:
        """The first editor saves at once."""
        save(self.store, actors=[Write(row("actors", name, label=label), base=self.base(name), status=status)])
        self.line[name] = (self.saved(name), label, status)

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), label=st.text("uvw", min_size=1, max_size=3))
    def send(self, data: st.DataObject, label: str) -> None:
        """The second editor sends what was opened before; it is saved, or told apart, and never over the first."""
        name = data.draw(st.sampled_from(sorted(self.seen)))
        base = self.seen.pop(name)
        write = Write(row("actors", name, label=label), base=base)
        if base == self.base(name):
            save(self.store, actors=[write])
            self.line[name] = (self.saved(name), label, "published")
        else:
            with pytest.raises(Conflict) as caught:
                save(self.store, actors=[write])
            assert caught.value.yours["label"] == label
            assert caught.value.theirs["label"] == self.line[name][1]

    @rule(name=NAMES, label=st.text("rst", min_size=1, max_size=3))
    def draft(self, name: str, label: str) -> None:
        """A draft beside the line."""
        save(self.store, actors=[Write(row("actors", name, label=label), base=self.base(name), status="draft")])
        self.saved(name)
        self.drafts[name] = (self.base(name), label)

    @precondition(lambda self: self.drafts)
    @rule(data=st.data())
    def reject(self, data: st.DataObject) -> None:
        """A reviewer says no; the draft stays on file and is shown no more."""
        name = data.draw(st.sampled_from(sorted(self.drafts)))
        base, label = self.drafts.pop(name)
        save(self.store, actors=[Write(row("actors", name, label=label), base=base, status="rejected")])
        self.saved(name)

    @rule()
    def restart(self) -> None:
        """Everything is on disk."""
        self.store._engine.dispose()

    @invariant()
    def the_store_says_what_the_model_says(self) -> None:
        """Current, drafts, and the number of changes."""
        actors = self.store.tables()["actors"]
        found = {
            name: (label, status or "published")
            for name, label, status in zip(actors["id"], actors["label"], actors["status"], strict=True)
        }
        assert found == {name: told[1:] for name, told in self.line.items()}
        beside = self.store.tables(drafts=True)["actors"]
        drafts = dict(zip(beside["id"], beside["label"], strict=True))
        open_ = {name: label for name, (base, label) in self.drafts.items() if base == self.base(name)}
        assert drafts == {name: told[1] for name, told in self.line.items()} | open_
        assert self.store.head().seq == self.changes

    @invariant()
    def the_chain_holds(self) -> None:
        """Every change follows from the one before it."""
        assert self.store.verify().seq == self.changes


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_word_is_lost_whatever_editors_do(kind: str, request: pytest.FixtureRequest) -> None:
    found = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    machine = type("Machine", (Editors,), {"server": found})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
