"""The one desk of this process, opened once and shared by all sessions."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from graph.desk.desk import Desk
from graph.model.person import DESK
from graph.model.settings import Settings

_ROOT = Path(__file__).resolve().parents[2]


@cache
def desk() -> Desk:
    """The desk over the store that the environment names, filled from `data/` at the first call."""
    opened = Desk.open(Settings.from_environment(os.environ, _ROOT), by=DESK)
    opened.start()
    return opened
