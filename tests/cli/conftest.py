"""A terminal for every test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.cli.warm import Warm, warm


@pytest.fixture(scope="session")
def python() -> Iterator[Warm]:
    """A Python that the commands of this session are forked from."""
    with warm(os.environ | {"PYTHONWARNINGS": "error"}) as started:
        yield started


@pytest.fixture
def terminal(tmp_path: Path, python: Warm) -> Terminal:
    """A shell with an empty store."""
    return Terminal(tmp_path, python)


@pytest.fixture
def cold(tmp_path: Path) -> Terminal:
    """The same, each of whose commands starts a Python of its own."""
    return Terminal(tmp_path)
