"""Everything that can go wrong, by what the reader of the message can do about it.

AttestError                 the root; never raised itself
├── DataProblems            the data has faults; each one named with its place      (exit code 1)
├── UsageError              the call or the query makes no sense as it stands       (exit code 2)
│   └── NotFound            nothing of that id; also a KeyError
├── StoreUnavailable        the store cannot be opened, read or written             (exit code 3)
│   ├── StoreReadOnly       it can be read, but nothing can be saved in it now
│   └── StoreDamaged        it is not a store of ours, or no longer sound
├── Conflict                somebody saved the record first; carries yours, theirs and base
├── ExportFailed            a file could not be made, or is not what it should be; none was handed over
├── NotAllowed              the person may not do this
└── TooLarge                past a stated limit; says the number, the limit and the remedy
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


class AttestError(Exception):
    """Root of all errors that Attest raises on purpose."""

    exit_code = 1


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in the data, with its address.

    Attributes:
        file: path as the user named it (`data/claims.csv`), or a record id where there is no file.
        row: as a spreadsheet counts it (the header is row 1); 0 where the fault is in the whole file.
        column: the column's name; empty where the fault is in the whole row.
        message: what is wrong and what to do, in words.
        severity: "error" stops a load; "warning" and "gap" are shown and stop nothing.
    """

    file: str
    row: int
    column: str
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        """`file:row:column: message`, the parts that are known."""
        place = [self.file]
        if self.row:
            place.append(str(self.row))
            if self.column:
                place.append(self.column)
        mark = "" if self.severity == "error" else f"{self.severity}: "
        return f"{':'.join(place)}: {mark}{self.message}"


class DataProblems(AttestError):
    """The data has faults; nothing was loaded and nothing was lost."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UsageError(AttestError):
    """The call, the address or the query makes no sense as it stands."""

    exit_code = 2


class NotFound(UsageError, KeyError):
    """Nothing of that id is on file."""

    def __init__(self, what: str, id_: str) -> None:
        self.what, self.id = what, id_
        super().__init__(f"There is no {what} “{id_}” on file.")

    def __str__(self) -> str:
        """The sentence itself (KeyError would print it quoted)."""
        return str(self.args[0])


class StoreUnavailable(AttestError):
    """The store cannot be opened, read or written."""

    exit_code = 3


class StoreReadOnly(StoreUnavailable):
    """The store can be read, and nothing can be saved in it now; nothing was, and nothing is lost."""


class StoreDamaged(StoreUnavailable):
    """The file or database is not a store of ours, or is no longer sound; it was left as it is."""


class Conflict(AttestError):
    """Somebody saved the record first.

    Attributes:
        table, id: the record.
        yours, theirs, base: field values; base is None where you wrote a new record.
    """

    def __init__(
        self,
        table: str,
        id_: str,
        *,
        yours: Mapping[str, Any],
        theirs: Mapping[str, Any],
        base: Mapping[str, Any] | None,
    ) -> None:
        self.table, self.id = table, id_
        self.yours, self.theirs, self.base = yours, theirs, base
        super().__init__(
            f"{table} “{id_}” was saved by somebody else while you were writing; "
            "compare yours, theirs and what both began from, and save again."
        )


class ExportFailed(AttestError):
    """A file could not be made or written, or did not hold what it should when it was read back; none was kept."""


class NotAllowed(AttestError):
    """The person may not do this."""


class TooLarge(AttestError):
    """Past a stated limit."""
