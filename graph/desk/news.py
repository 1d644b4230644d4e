"""What changed on the list between two of its states, for a person who comes back."""

from __future__ import annotations

from dataclasses import dataclass

from graph.desk.beforeafter import tie_of
from graph.scene.shapes import Remark
from graph.scene.words import count
from graph.store.package import Tables

_MOST = 8
Told = tuple[dict[str, str], str]
"""An entry as it stands now, and what became of it."""


@dataclass(frozen=True)
class News:
    """In words how much is new (empty where nothing is), and the newest entries of it."""

    words: str
    entries: tuple[Remark, ...]


def news(before: Tables, now: Tables) -> News:
    """Entries added, changed and retracted between two states of the list."""
    old = {row["id"]: row for row in before["claims"].to_dict("records")}
    added, changed, retracted = list[Told](), list[Told](), list[Told]()
    for row in now["claims"].to_dict("records"):
        was = old.get(row["id"])
        if was == row:
            continue
        gone = row["status"] == "retracted" and (was is None or was["status"] != "retracted")
        words = "retracted" if gone else "new" if was is None else "changed"
        told = {str(name): str(text) for name, text in row.items()}, words
        (retracted if gone else added if was is None else changed).append(told)
    parts = [
        f"{count(len(found), 'entry', 'entries')} {words}"
        for found, words in ((added, "new"), (changed, "changed"), (retracted, "retracted"))
        if found
    ]
    # Retractions first: they may undo what somebody has taken home.
    newest = [*retracted, *reversed(added), *changed][:_MOST]
    return News(
        ", ".join(parts),
        tuple(Remark(tie=tie_of(now, row), sentence=row["statement"], dates=words, reports=1) for row, words in newest),
    )
