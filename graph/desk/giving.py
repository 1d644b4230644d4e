"""In words: what came of publishing the list back into the folder that git keeps."""

from __future__ import annotations

from graph.scene.words import count
from graph.store.loading import Report


def given_back(taken: Report, seq: int) -> str:
    """What was taken in from the folder before, and as of which change the folder now holds the list."""
    parts = [f"The folder now holds the list as of change {seq:,}."]
    came = len(taken.added) + len(taken.revised)
    if came:
        parts.append(f"{count(came, 'record')} that had changed there {'was' if came == 1 else 'were'} taken in first.")
    if taken.kept_ours:
        parts.append(f"Changed on both sides, ours stands: {', '.join(taken.kept_ours)}; git has what stood there.")
    return " ".join(parts)
