"""The desk that the commands work at: that of the checkout, as the environment has it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from graph.model.person import DESK
from graph.model.settings import Settings

if TYPE_CHECKING:
    from graph.desk.desk import Desk

ROOT = Path(__file__).resolve().parents[2]


def settings() -> Settings:
    """What the environment asks for."""
    return Settings.from_environment(os.environ, ROOT)


def desk() -> Desk:
    """The desk, its store opened."""
    # Imported late, so that --help answers at once and Ctrl-C is clean while the libraries load.
    from graph.desk.desk import Desk

    return Desk.open(settings(), by=DESK)
