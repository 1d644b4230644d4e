"""The commands about the store itself: backup, restore, verify."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from graph.terminal.answer import WELL, tell
from graph.terminal.opened import desk, settings


def backup(asked: argparse.Namespace) -> int:
    """Copy the store, and verify the copy."""
    head = desk().upkeep.backup(asked.file)
    tell(f"{asked.file} is a complete copy of the store, verified; its last change is number {head.seq}.")
    return _say(asdict(head))


def restore(asked: argparse.Namespace) -> int:
    """Put the store back from a backup."""
    from graph.desk.upkeep import Upkeep

    head, aside = Upkeep.restore(settings(), asked.file)
    tell(f"The store is as {asked.file} has it, verified; its last change is number {head.seq}.")
    if aside:
        tell(f"What was there before is kept as {aside}.")
    return _say(asdict(head))


def verify(asked: argparse.Namespace) -> int:
    """Look whether the store is what was saved."""
    head = desk().upkeep.verify(asked.digest)
    tell(f"The store is sound: every change follows from the one before it, {head.seq} in all.")
    return _say(asdict(head))


def _say(head: dict[str, Any]) -> int:
    """Print the last change as JSON: whoever keeps its digest elsewhere can tell later whether the end was cut off."""
    json.dump(head, sys.stdout)
    sys.stdout.write("\n")
    return WELL
