"""Finds the rows that stand on their own: every fault of the others is named, by row and column.

The validator is the store's: rows become a package in memory, and what it says of a record is said of the rows that
brought the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from graph.editing.importing.assembling import Assembled, Assembler
from graph.editing.importing.cells import Fault, Meant, meant
from graph.editing.importing.mapping import Matching
from graph.editing.importing.names import Minted, Names, slug
from graph.editing.importing.outcome import OnFile
from graph.editing.importing.sheet import Sheet
from graph.model.errors import Problem
from graph.model.tables import TABLES
from graph.store.checking import MOST_ID, check
from graph.store.reading import Read, Row

Tell = Callable[[float], None]
"""Is told how far the work is, from 0 to 1."""
_MOST_PASSES = 6


@dataclass
class Settled:
    """What stands on its own, and what does not.

    Attributes:
        assembled: the records of the rows that stand.
        minted: the rows whose entry got its id here.
        refused: number of a row -> its faults.
        remarks: number of a row -> what somebody should look at.
    """

    assembled: Assembled = field(default_factory=Assembled)
    minted: set[int] = field(default_factory=set)
    refused: dict[int, list[Fault]] = field(default_factory=dict)
    remarks: dict[int, list[str]] = field(default_factory=dict)


def settle(sheet: Sheet, matching: Matching, on_file: OnFile, *, as_drafts: bool, tell: Tell) -> Settled:
    """Leave out rows with faults until those that remain stand without what the left-out rows bring."""
    taken = on_file.taken
    drafted = on_file.drafts.get("sources", {}).keys() - on_file.known["sources"].keys()
    assembler = Assembler(Names(on_file.known, on_file.aliases), on_file.known, taken, drafted)
    left, done = list(sheet.rows), Settled()
    for number in range(_MOST_PASSES):
        several = [meant(row, matching, sheet) for row in left]
        tell((number + 0.2) / _MOST_PASSES)
        done.assembled = assembler.assemble(several)
        tell((number + 0.5) / _MOST_PASSES)
        done.minted = _mint(done.assembled, on_file, taken)
        faults = _Pass(sheet, matching, on_file, done).faults(several, as_drafts)
        if not faults:
            return done
        done.refused |= faults
        left = [row for row in left if row.number not in faults]
    words = "leans on what refused rows bring; mend those and import it with them"
    done.refused |= {row.number: [Fault("", words)] for row in left}
    done.assembled, done.minted = Assembled(), set()
    return done


def _mint(assembled: Assembled, on_file: OnFile, taken: Mapping[str, set[str]]) -> set[int]:
    """Give the entries without an id one of their own; the rows that needed it."""
    ids = Minted(taken)
    for row in assembled.entries.values():
        ids.take("claims", row["id"])
    without = {number for number, row in assembled.entries.items() if not row["id"]}
    for number in sorted(without):
        row = assembled.entries[number]
        row["id"] = ids.new("claims", _id(row, assembled, on_file))
    return without


def _id(row: Row, assembled: Assembled, on_file: OnFile) -> str:
    """As the curated list has it: who, what, whom, when, and who carries it."""
    new = assembled.brought["sources"].get(row["source"])
    page = new.row if new else on_file.known["sources"].get(row["source"]) or {}
    denied = "denied" if row["stance"] == "denies" else ""
    when = row["said_on"] or row["held_from"] or page.get("published", "")
    words = (row["subject"], row["kind"], row["object"], denied, when, page.get("publisher", ""))
    return slug(" ".join(filter(None, words)), "entry")[: MOST_ID - 8].strip("-")


class _Pass:
    """One look at the rows that are left."""

    def __init__(self, sheet: Sheet, matching: Matching, on_file: OnFile, done: Settled) -> None:
        self._sheet, self._matching, self._on_file, self._done = sheet, matching, on_file, done

    def faults(self, several: Sequence[Meant], as_drafts: bool) -> dict[int, list[Fault]]:
        """Number of a row -> what is wrong with it; what only warns goes to the remarks."""
        faults: dict[int, list[Fault]] = defaultdict(list)
        for row in several:
            faults[row.number] += row.faults
            if as_drafts and row.get("status"):
                words = "a draft cannot take an entry back; leave it empty, or import without drafts"
                faults[row.number].append(Fault("status", words))
        spoken = {(number, fault.target) for number, found in faults.items() for fault in found}
        remarks = defaultdict(list, {number: list(words) for number, words in self._done.assembled.remarks.items()})
        for problem in check(self._as_read(), self._on_file.known):
            for number, target in self._places(problem):
                if problem.severity != "error":
                    heading = self._matching.heading(target, self._sheet)
                    remarks[number].append(f"{heading}: {problem.message}")
                elif (number, target) not in spoken:
                    faults[number].append(Fault(target, problem.message))
        self._done.remarks = remarks
        return {number: found for number, found in faults.items() if found}

    def _as_read(self) -> Read:
        """The records as a package that was read. An entry has its row's number, what is brought along its place's."""
        done = Read(Path(self._sheet.name))
        for name in TABLES:
            done.rows[name], done.numbers[name] = [], []
        done.present = {"actors", "publishers", "sources", "claims"}
        for table, brought in self._done.assembled.brought.items():
            done.rows[table] = [record.row for record in brought.values()]
            done.numbers[table] = list(range(1, len(brought) + 1))
        done.rows["claims"] = list(self._done.assembled.entries.values())
        done.numbers["claims"] = list(self._done.assembled.entries)
        return done

    def _places(self, problem: Problem) -> list[tuple[int, str]]:
        """The rows, and in them the columns of ours, that a problem of a record is about."""
        table = PurePath(problem.file).stem
        if table == "claims":
            return [(problem.row, problem.column)]
        record = list(self._done.assembled.brought[table].values())[problem.row - 1]
        return [(number, given.get(problem.column, next(iter(given.values())))) for number, given in record.by.items()]
