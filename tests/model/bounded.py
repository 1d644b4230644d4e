"""How invented values are drawn here: the same at every run, and never judged by the clock of a busy machine."""

from __future__ import annotations

from hypothesis import settings

bounded = settings(deadline=None, derandomize=True, database=None)
