"""Entries from a spreadsheet: the template, the dry run, and then one change, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from graph.desk.rights import need, publishes
from graph.editing.importing.columns import CONSTANTS, TARGETS, Target
from graph.editing.importing.delimited import ENCODINGS
from graph.editing.importing.mapping import Matching, guess, is_passed_over
from graph.editing.importing.outcome import OUTCOMES, OnFile, Outcome, Plan
from graph.editing.importing.plan import plan
from graph.editing.importing.reading import read_sheet
from graph.editing.importing.refused import refused_rows
from graph.editing.importing.sheet import MOST_BYTES, Sheet
from graph.editing.importing.template import template
from graph.model.errors import Conflict, Problem, UsageError
from graph.model.person import Person
from graph.model.tables import texts
from graph.store.package import Tables
from graph.store.store import Store
from graph.store.writes import STATUSES, Saved

__all__ = [
    "CONSTANTS",
    "ENCODINGS",
    "OUTCOMES",
    "TARGETS",
    "DryRun",
    "Imports",
    "Matching",
    "Outcome",
    "Plan",
    "Sheet",
    "Target",
]


@dataclass(frozen=True)
class DryRun:
    """What an import would do, and the submission under which it is saved, however often it is asked for."""

    plan: Plan
    submission_id: str

    @property
    def report(self) -> str:
        """The refused rows as CSV, to be mended and imported again."""
        return refused_rows(self.plan)

    def problems(self, file: str) -> list[Problem]:
        """Every fault and remark with its row and column, in the order of rows."""
        found = []
        for outcome in self.plan.outcomes:
            severity = "error" if outcome.outcome == "refused" else "warning"
            found += [Problem(file, outcome.number, column, words, severity) for column, words in outcome.reasons]
            found += [Problem(file, outcome.number, "", words, "warning") for words in outcome.remarks]
        return found

    def in_words(self) -> str:
        """How many rows became what, those that there are."""
        told = [f"{number:,} {OUTCOMES[name]}" for name, number in self.plan.counts.items() if number]
        return ", ".join(told)


class Imports:
    """The imports of one person."""

    def __init__(self, store: Store, by: Person, tables: Callable[[], Tables] | None = None) -> None:
        """Take what gives the list as it stands, where somebody keeps it; else it is read from the store each time."""
        self._store, self._by, self._tables = store, by, tables or store.tables

    def read(self, name: str, data: bytes, encoding: str = "") -> Sheet:
        """What stands in a spreadsheet file; DataProblems or TooLarge, in words, where it cannot be read."""
        return read_sheet(name, data, encoding)

    @property
    def most_bytes(self) -> int:
        """The largest file that is read."""
        return MOST_BYTES

    def guess(self, sheet: Sheet) -> Matching:
        """What its columns seem to mean."""
        return guess(sheet)

    def is_passed_over(self, heading: str) -> bool:
        """Whether a column is that of the reasons in our own report."""
        return is_passed_over(heading)

    def matched(self, sheet: Sheet, headings: Mapping[str, str], constants: Mapping[str, str]) -> Matching:
        """What the columns mean where somebody says it of some of them: column of ours -> heading of the sheet (empty:
        of no column), and what holds in every row.
        """
        columns = dict(guess(sheet).columns)
        for target, heading in headings.items():
            columns.pop(target, None)
            if heading and heading not in sheet.header:
                raise UsageError(f"there is no column “{heading}” in {sheet.name}; it has {', '.join(sheet.header)}")
            if heading:
                place = sheet.header.index(heading)
                columns = {name: other for name, other in columns.items() if other != place} | {target: place}
        return Matching(columns, {name: text for name, text in constants.items() if text and name not in columns})

    @property
    def drafts_only(self) -> bool:
        """Whether what this person imports becomes drafts in any case, for somebody else to review."""
        return not publishes(self._store, self._by)

    def dry_run(
        self,
        sheet: Sheet,
        matching: Matching,
        *,
        as_drafts: bool = False,
        keep_duplicates: bool = False,
        tell: Callable[[float], None] = lambda _: None,
    ) -> DryRun:
        """What would become of every row; nothing is saved. As drafts where two pairs of eyes are wanted."""
        self._may()
        as_drafts = as_drafts or self.drafts_only
        tell(0.0)
        done = plan(
            sheet,
            matching,
            self._on_file(as_drafts),
            as_drafts=as_drafts,
            keep_duplicates=keep_duplicates,
            tell=lambda part: tell(0.1 + 0.9 * part),
        )
        return DryRun(done, uuid4().hex)

    def save(self, run: DryRun, comment: str, *, without_refused: bool = False) -> Saved:
        """Save what a dry run found, as one change; a second time is the first time again.

        Raises:
            DataProblems: rows are refused and it was not said to leave them out; or the list has changed so that what
                was found no longer holds.
            UsageError: there is nothing to save.
        """
        self._may()
        refused = run.plan.counts["refused"]
        if refused and not without_refused:
            raise UsageError(
                f"{refused:,} of {len(run.plan.outcomes):,} rows are refused; mend them, or leave them out"
            )
        if self.drafts_only and not run.plan.as_drafts:
            raise UsageError(
                "nothing was imported: a second person must look at it now; check the rows again, as drafts"
            )
        if not run.plan.writes:
            raise UsageError("nothing in the file is new or changed; there is nothing to import")
        words = comment.strip() or f"Imported from {run.plan.sheet.name}"
        try:
            return self._store.save(
                run.plan.writes, submission_id=run.submission_id, by=self._by, comment=words, now=datetime.now(UTC)
            )
        except Conflict as error:
            row = next(
                (one.number for one in run.plan.outcomes if (error.table, one.record) == ("claims", error.id)), 0
            )
            again = f"{error.table} “{error.id}” was saved by somebody else since{f' (row {row})' if row else ''}"
            raise UsageError(f"nothing was imported: {again}; check the rows again") from error

    def template(self) -> bytes:
        """An empty workbook to fill in, with lists of what is on file."""
        return template(self._known(), datetime.now(UTC))

    def _known(self) -> dict[str, dict[str, dict[str, str]]]:
        tables = self._tables()
        return {
            name: {row["id"]: row for row in texts(tables[name])}
            for name in ("kinds", "actors", "publishers", "sources", "claims")
        }

    def _on_file(self, as_drafts: bool) -> OnFile:
        # Revisions first: what is saved in between then meets a Conflict, and is never overwritten unseen.
        every, line = self._store.revisions(STATUSES), self._store.revisions()
        known = self._known()
        drafts = {
            name: {
                row["id"]: {**row, "status": ""}
                for row in texts(frame)
                if every[name].get(row["id"], {}).get("status") == "draft"
            }
            for name, frame in self._store.tables(drafts=True).items()
            if name in known
        }
        if as_drafts:
            # A draft may stand on what is a draft itself; what is published may not.
            known |= {name: {**drafts[name], **known[name]} for name in ("actors", "publishers", "sources")}
        bases, last = (
            {name: {id_: row["revision"] for id_, row in rows.items()} for name, rows in revisions.items()}
            for revisions in (line, every)
        )
        return OnFile(known, tuple(texts(self._tables()["aliases"])), bases, last, drafts)

    def _may(self) -> None:
        need(self._by, "editor", "import entries")
