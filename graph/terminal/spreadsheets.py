"""The command about spreadsheets: import."""

from __future__ import annotations

import argparse
import json
import sys

from graph.terminal.answer import FINDINGS, WELL, count, tell
from graph.terminal.opened import desk


def bring(asked: argparse.Namespace) -> int:
    """Bring entries from a spreadsheet, or tell what would become of every row."""
    door = desk()
    if asked.template:
        asked.file.write_bytes(door.imports.template())
        tell(f"{asked.file} is an empty workbook to fill in; its second sheet explains every column.")
        return WELL
    with asked.file.open("rb") as file:
        # One byte past the limit is enough to be refused with the limit named.
        sheet = door.imports.read(asked.file.name, file.read(door.imports.most_bytes + 1), asked.encoding)
    matching = door.imports.matched(sheet, dict(asked.map), dict(asked.set))
    run = door.imports.dry_run(sheet, matching, as_drafts=asked.as_drafts, keep_duplicates=asked.keep_duplicates)
    for note in (*sheet.notes, *matching.passed_over(sheet)):
        tell(note)
    for problem in run.problems(str(asked.file)):
        tell(str(problem))
    counts, refused = run.plan.counts, run.plan.counts["refused"]
    tell(f"{count(len(run.plan.outcomes), 'row')} read: {run.in_words()}.")
    if asked.report and refused:
        asked.report.write_text(run.report, encoding="utf-8", newline="")
        tell(f"{asked.report} holds the refused rows with the reasons; mend it and import it.")
    saved = None
    if not asked.dry_run and run.plan.writes and (asked.skip_refused or not refused):
        saved = door.imports.save(run, asked.comment, without_refused=asked.skip_refused)
        tell(f"Saved as one change, number {saved.seq}{', as drafts' if run.plan.as_drafts else ''}.")
    elif refused and not asked.dry_run:
        tell("Nothing was imported: mend the rows, or leave them out with --skip-refused.")
    if asked.json:
        json.dump({"read": len(run.plan.outcomes), **counts, "change": saved.seq if saved else None}, sys.stdout)
        sys.stdout.write("\n")
    return FINDINGS if refused else WELL
