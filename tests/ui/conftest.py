"""Pages without a browser: what a run of the script leaves in the session and in the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.desk.desk import Desk
from graph.ui import opened
from tests.cli.terminal import SMALL


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The desk of the pages, over the invented list."""
    monkeypatch.setenv("ATTEST_DATABASE_URL", f"sqlite:///{tmp_path / 'attest.sqlite'}")
    monkeypatch.setenv("ATTEST_DATA", str(SMALL))
    opened.desk.cache_clear()
    made = opened.desk()
    yield made
    made._store.close()
    opened.desk.cache_clear()
