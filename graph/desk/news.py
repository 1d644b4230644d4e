"""What changed on the list between two of its states, for a person who comes back."""

from __future__ import annotations

from dataclasses import dataclass

from graph.scene.shapes import Remark
from graph.scene.words import count
from graph.store.package import Tables

_MOST = 8


@dataclass(frozen=True)
class News:
    """In words how much is new (empty where nothing is), and the newest entries of it."""

    words: str
    entries: tuple[Remark, ...]


def news(before: Tables, now: Tables) -> News:
    """Entries added, changed and retracted between two states of the list."""
    old = {row["id"]: row for row in before["claims"].to_dict("records")}
    kinds = dict(zip(now["kinds"]["id"].tolist(), now["kinds"]["direction"].tolist(), strict=True))
    added, changed, retracted = list[Remark](), list[Remark](), list[Remark]()
    for row in now["claims"].to_dict("records"):
        was = old.get(row["id"])
        if was == row:
            continue
        ends = [row["subject"], row["object"]]
        if kinds.get(row["kind"]) == "symmetric":
            ends.sort()
        tie = f"{ends[0]}.{row['kind']}.{ends[1]}"
        gone = row["status"] == "retracted" and (was is None or was["status"] != "retracted")
        words = "retracted" if gone else "new" if was is None else "changed"
        remark = Remark(tie=tie, sentence=str(row["statement"]), dates=words, reports=1)
        (retracted if gone else added if was is None else changed).append(remark)
    parts = [
        f"{count(len(found), 'entry', 'entries')} {words}"
        for found, words in ((added, "new"), (changed, "changed"), (retracted, "retracted"))
        if found
    ]
    # Retractions first: they may undo what somebody has taken home.
    return News(", ".join(parts), tuple([*retracted, *reversed(added), *changed][:_MOST]))
