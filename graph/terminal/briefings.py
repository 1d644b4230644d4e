"""The command about files to brief with: export."""

from __future__ import annotations

import argparse
import sys

from graph.model.errors import UsageError
from graph.model.view import parse
from graph.terminal.answer import WELL, printable, tell
from graph.terminal.opened import desk


def export(asked: argparse.Namespace) -> int:
    """Write a picture with its endnotes as a file, or name the formats and the snapshots."""
    from graph.desk.snapshots import is_id
    from graph.scene.briefing import Words

    door = desk()
    if asked.list:
        for one in door.exports.formats():
            print(printable(f"{one.id:<14}{one.label}{f' (leaves out: {one.loses})' if one.loses else ''}"))
        for snapshot in door.snapshots.list():
            print(printable(f"{snapshot.id}  {snapshot.frozen_at[:16]}  {snapshot.title}"))
        return WELL
    if not (asked.format and asked.output):
        raise UsageError("say in which --format, and into which file with -o; --list names the formats")
    if is_id(asked.what):
        briefing = door.snapshots.get(asked.what)
    else:
        parsed = parse(asked.what, door.known)
        for part in parsed.ignored:
            tell(f"ignored: {part}")
        words = Words(asked.title, asked.summary, asked.caveats, asked.handling)
        briefing = door.snapshots.brief(parsed.view, words)
    wide, high = asked.size
    options = door.exports.options(
        {"width_px": wide, "height_px": high, "page": asked.page, "theme": asked.theme, "cards": asked.cards}
    )
    for check in door.exports.standing(briefing):
        if check.outcome != "ok":
            tell(
                f"check {check.number} {'warns' if check.outcome == 'warn' else 'blocks'}: {check.name}: {check.words}"
            )
    if str(asked.output) == "-":
        sys.stdout.buffer.write(door.exports.write(briefing, asked.format, options).content)
        return WELL
    door.exports.write_to(asked.output, briefing, asked.format, options)
    tell(f"{asked.output} holds the picture “{briefing.title}” with {len(briefing.endnotes)} endnotes.")
    return WELL
