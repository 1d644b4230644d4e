"""The commands about data packages: validate, load, publish."""

from __future__ import annotations

import argparse

from graph.terminal.answer import FINDINGS, WELL, count, tell
from graph.terminal.opened import desk


def validate(asked: argparse.Namespace) -> int:
    """Name every fault of a package; write it in canonical form where that is asked and it has none."""
    door = desk()
    problems = door.validate(asked.folder)
    for problem in problems:
        tell(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    remarks = len(problems) - errors
    tell(f"{asked.folder}: {count(errors, 'error')}, {count(remarks, 'warning or gap', 'warnings and gaps')}.")
    if errors:
        return FINDINGS
    if asked.format:
        door.format(asked.folder)
        tell(f"{asked.folder} is in canonical form.")
    return WELL


def load(asked: argparse.Namespace) -> int:
    """Take a package into the store."""
    report = desk().load(asked.folder, as_drafts=asked.as_drafts)
    tell(str(report))
    return WELL


def publish(asked: argparse.Namespace) -> int:
    """Write the state of the store as a package."""
    desk().publish(asked.folder)
    tell(f"{asked.folder} holds the current state as a data package; drafts are not in it.")
    return WELL
