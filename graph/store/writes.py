"""What is handed to the store to be saved, and what a save comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LINE = ("published", "retracted")
"""The statuses of what counts, and of what counted once."""
STATUSES = (*LINE, "draft", "rejected")


@dataclass(frozen=True)
class Write:
    """One record to save: its fields as texts, the revision it was written on (None for a new one), its status.

    `after` is the last revision of any status that the writer saw, drafts and rejections included; None where whatever
    lies beside the line does not matter to them.
    """

    row: Mapping[str, str]
    base: int | None = None
    status: str = "published"
    retraction_reason: str = ""
    after: int | None = None


@dataclass(frozen=True)
class Saved:
    """What a save came to: the change's number; `repeated` where the same submission had been saved before."""

    seq: int
    repeated: bool


Writes = Mapping[str, Sequence[Write]]
