"""Killed at any moment (row 1): what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.store.store import Store
from tests.faults import deeds
from tests.faults.conftest import Rounds
from tests.store.invented import furnish

WRITERS = 4


def test_what_was_acknowledged_outlives_a_kill(
    tmp_path: Path, rounds: Rounds, chance: random.Random, figure: Callable[[int, str], None]
) -> None:
    number, lost, acknowledged, slowest = rounds(4, 200), list[str](), 0, 0.0
    for round_ in range(number):
        if round_ % 20 == 0:
            folder = tmp_path / str(round_)
            folder.mkdir()
            address, acks = f"sqlite:///{folder / 'attest.sqlite'}", folder / "acks"
            store = Store.open(address, floor=0)
            furnish(store)
            store.close()
            acks.touch()
        size = acks.stat().st_size
        writers = [deeds.begin(deeds.write_on, address, acks, f"{round_}-{writer}") for writer in range(WRITERS)]
        until = time.monotonic() + 30
        while acks.stat().st_size == size and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.5))
        deeds.kill(*writers)
        began = time.monotonic()
        store = Store.open(address, floor=0)
        store.verify()
        slowest = max(slowest, time.monotonic() - began)
        there = {change["submission_id"]: change["seq"] for change in store.changes()}
        told = [line.split() for line in acks.read_text(encoding="utf-8").splitlines()]
        lost += [submission for submission, seq in told if there.get(submission) != int(seq)]
        acknowledged += acks.read_bytes()[size:].count(b"\n")
        store.close()
    assert lost == []
    assert acknowledged >= number
    assert slowest < 5
    figure(
        1,
        f"{number} rounds of SIGKILL to {WRITERS} writers: {acknowledged:,} changes acknowledged, {len(lost)} lost, "
        f"0 half written; open and verified again in {slowest:.1f} s at most",
    )


@pytest.mark.parametrize("address", ["sqlite", "postgresql"], indirect=True)
def test_killed_at_any_statement_a_save_is_there_or_not(
    address: str, rounds: Rounds, figure: Callable[[int, str], None]
) -> None:
    store = Store.open(address, floor=0)
    furnish(store)
    stride = 1 if rounds(1, 100) > 1 else 5
    at, kept = 1, 0
    while True:
        before = store.head()
        code = deeds.outcome(deeds.begin(deeds.save_and_die, address, f"form-{at}", at, deeds.entry(str(at))))
        if code == 0:
            break
        assert code == -9
        head = store.verify()
        assert head == before, "the commit was not reached"
        # The form is sent again, and is saved once.
        first = deeds.keep(store, f"form-{at}", str(at))
        again = deeds.keep(store, f"form-{at}", str(at))
        assert (first.repeated, again.repeated, again.seq) == (False, True, before.seq + 1)
        kept += 1
        at += stride
    assert kept > 1
    store.verify()
    store.close()
    figure(
        1,
        f"{address.split(':')[0]}: killed {kept} times at a step of a save; sent again, each is saved once",
    )
