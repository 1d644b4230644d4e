"""The dry run: what becomes of every row of a spreadsheet, and what would be saved. Nothing is saved here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from graph.editing.importing.assembling import Brought
from graph.editing.importing.mapping import Matching, checked
from graph.editing.importing.outcome import OnFile, Outcome, Plan
from graph.editing.importing.settling import Settled, Tell, settle
from graph.editing.importing.sheet import Sheet
from graph.editing.likeness import Likeness, Report, mutual
from graph.model.folding import fold
from graph.model.records import split_ids
from graph.model.tables import TABLES
from graph.store.reading import Row
from graph.store.writes import Write

_CLAIMS = TABLES["claims"]
_KEY = ("matter", "stance", "disputes_what", "source", "speaker_text", "relayed_by", "held_from", "held_to", "said_on")
"""With its tie and its speakers: what makes two entries report the same thing. Other dates are another report."""
Key = tuple[str, ...]
_LOOKED_AT = 50
"""So many entries of one report are compared by their days; a track with more is no oversight."""


def plan(
    sheet: Sheet,
    matching: Matching,
    on_file: OnFile,
    *,
    as_drafts: bool = False,
    keep_duplicates: bool = False,
    tell: Tell = lambda _: None,
) -> Plan:
    """Work out what becomes of every row.

    Args:
        sheet: what was read.
        matching: what its columns mean.
        on_file: the list it meets.
        as_drafts: make drafts of everything.
        keep_duplicates: take duplicates for new entries.
        tell: is told how far the work is, from 0 to 1.

    Raises:
        UsageError: the matching makes no sense for this sheet.
    """
    settled = settle(sheet, checked(matching, sheet), on_file, as_drafts=as_drafts, tell=lambda part: tell(part * 0.9))
    judge = _Judge(sheet, matching, on_file, settled, keep_duplicates=keep_duplicates, as_drafts=as_drafts)
    outcomes = tuple(judge.outcome(row.number) for row in sheet.rows)
    writes = _writes(
        settled, on_file, [outcome for outcome in outcomes if outcome.outcome in ("new", "changed")], as_drafts
    )
    tell(1.0)
    return Plan(sheet, outcomes, writes, as_drafts)


class _Judge:
    """Tells new, changed, same, duplicate and refused rows apart; remembers the rows it has seen."""

    def __init__(
        self,
        sheet: Sheet,
        matching: Matching,
        on_file: OnFile,
        settled: Settled,
        *,
        keep_duplicates: bool,
        as_drafts: bool,
    ) -> None:
        self._sheet, self._matching, self._settled, self._keep = sheet, matching, settled, keep_duplicates
        self._claims = on_file.known["claims"]
        self._rows: dict[Key, tuple[int, Row]] = {}
        self._on_list: dict[Key, tuple[Row, str]] = {}
        self._mutual = mutual(on_file.known["kinds"].values())
        self._likeness = Likeness(_pages(on_file, settled), self._mutual)
        self._reported: dict[Report, list[tuple[Row, str]]] = defaultdict(list)
        for id_, row in self._claims.items():
            if row["status"] != "retracted":
                self._on_list.setdefault(self._key(row), (row, f"is on the list already as {id_}"))
                self._note(row, id_)
        self._drafts, self._as_drafts = on_file.drafts.get("claims", {}), as_drafts
        for row in self._drafts.values():
            if row["id"] in self._claims:
                continue
            self._note(row, f"the draft {row['id']}")
            # What is imported at once does not wait for somebody's draft of it.
            if as_drafts:
                self._on_list.setdefault(self._key(row), (row, f"waits in Review already as {row['id']}"))
        self._statements = {row.number: self._statement(row.cells) for row in sheet.rows}

    def outcome(self, number: int) -> Outcome:
        """What becomes of a row."""
        sentence = self._statements[number]
        faults = self._settled.refused.get(number)
        if faults is not None:
            reasons = tuple((self._heading(fault.target), fault.words) for fault in faults)
            return Outcome(number, "refused", "", sentence, reasons)
        row = self._settled.assembled.entries[number]
        remarks = tuple(dict.fromkeys(self._settled.remarks.get(number, ())))
        before = self._claims.get(row["id"])
        changes = _changes(before, row) if before is not None else ()
        if before is not None and not changes:
            return Outcome(number, "same", row["id"], sentence)
        stops = self._stops(row, before)
        if stops:
            return Outcome(number, "refused", "", sentence, ((self._heading("id"), stops),))
        if before is not None:
            return Outcome(number, "changed", row["id"], sentence, (), changes, remarks)
        repeated, where = self._repeats(number, row)
        if repeated is not None and not self._keep:
            listed = self._claims.get(repeated["id"])
            if listed is not None and all(
                text in ("", listed[column]) for column, text in row.items() if column != "id"
            ):
                return Outcome(number, "same", listed["id"], sentence)
            return Outcome(number, "duplicate", repeated["id"], sentence, (("", where),), (), remarks)
        alike = where or self._alike(row)
        if alike:
            remarks = (*remarks, alike)
        self._note(row, f"row {number}")
        return Outcome(number, "new", row["id"], sentence, (), (), remarks)

    def _stops(self, row: Row, before: Row | None) -> str:
        """Why the entry of this id cannot be written from here, in words; empty where it can."""
        if self._as_drafts and before is not None and before["status"] == "retracted":
            return f"{row['id']} was taken back; bring it back first, or import without drafts"
        draft = self._drafts.get(row["id"])
        # What is on the list may be changed at once while a draft of it waits; a draft may not take the other's place.
        if draft is not None and (self._as_drafts or before is None) and _changes(draft, row):
            words = "waits in Review and says something else; change it there, or decide on it first"
            return f"a draft of {row['id']} {words}"
        return ""

    def _repeats(self, number: int, row: Row) -> tuple[Row | None, str]:
        """The entry that a row repeats, and in words where it stands; None where it is the first.

        Who gives a new id means an entry of its own, unless it says the very same in the same words.
        """
        key = self._key(row)
        above, first = self._rows.setdefault(key, (number, row))
        for other, where in (
            self._on_list.get(key, (None, "")),
            (first if above != number else None, f"repeats row {above}"),
        ):
            if other and (number in self._settled.minted or fold(other["statement"]) == fold(row["statement"])):
                return other, f"{where}: the same tie, source, speaker and dates"
        return None, ""

    def _alike(self, row: Row) -> str:
        """In words, what reports the same thing already, if something does: it counts once with it."""
        for report in sorted(self._likeness.reports(row)):
            for other, where in self._reported[report][:_LOOKED_AT]:
                if other["id"] != row["id"] and self._likeness.may_be_of_one_day(row, other):
                    return f"perhaps the same report as {where}: the same tie, origin and speaker; the two count once"
        return ""

    def _note(self, row: Row, where: str) -> None:
        for report in self._likeness.reports(row):
            self._reported[report].append((row, where))

    def _key(self, row: Mapping[str, str]) -> Key:
        ends = [row["subject"], row["object"]]
        if row["kind"] in self._mutual:
            ends.sort()
        speakers = "; ".join(sorted(split_ids(row["speakers"])))
        return (*ends, row["kind"], speakers, *(row[column] for column in _KEY))

    def _heading(self, target: str) -> str:
        return self._matching.heading(target, self._sheet) if target else ""

    def _statement(self, cells: tuple[str, ...]) -> str:
        place = self._matching.columns.get("statement")
        return cells[place].strip()[:300] if place is not None else ""


def _pages(on_file: OnFile, settled: Settled) -> pd.DataFrame:
    """Every page, those that rows bring along included."""
    new = (brought.row for brought in settled.assembled.brought["sources"].values())
    rows = [*on_file.known["sources"].values(), *new]
    return pd.DataFrame(rows, columns=list(TABLES["sources"].columns), dtype="str")


def _changes(before: Row, after: Row) -> tuple[tuple[str, str, str], ...]:
    """What a row changes of its entry: (column, before, after)."""
    return tuple(
        (column, before[column], after[column]) for column in _CLAIMS.columns if before[column] != after[column]
    )


def _writes(settled: Settled, on_file: OnFile, kept: list[Outcome], as_drafts: bool) -> dict[str, tuple[Write, ...]]:
    """What would be saved: the entries that are kept, and of what rows bring along that on which they stand."""
    entries = [settled.assembled.entries[outcome.number] for outcome in kept]
    brought = settled.assembled.brought
    sources = _used(brought["sources"], (row["source"] for row in entries))
    publishers = _used(brought["publishers"], (row["publisher"] for row in sources))
    ends = (
        id_
        for row in entries
        for id_ in (row["subject"], row["object"], row["relayed_by"], *split_ids(row["speakers"]))
    )
    actors = _used(brought["actors"], (*ends, *(row["interest"] for row in publishers)))

    def write(table: str, row: Row) -> Write:
        base, last = on_file.bases[table].get(row["id"]), on_file.last[table].get(row["id"], 0)
        if as_drafts:
            return Write(row, base, "draft", after=last)
        # What is on the list already may be changed over a draft of it, which then stays in Review as overtaken.
        after = last if base is None else None
        return Write(row, base, row["status"] or "published", row["retraction_reason"], after)

    several = {"actors": actors, "publishers": publishers, "sources": sources, "claims": entries}
    return {table: tuple(write(table, row) for row in rows) for table, rows in several.items() if rows}


def _used(brought: Mapping[str, Brought], ids: Iterable[str]) -> list[Row]:
    return [brought[id_].row for id_ in sorted(set(ids) & brought.keys())]
