"""Which column of a spreadsheet means what: guessed from the header, and put right by whoever knows better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.editing.importing.columns import CONSTANTS, TARGETS
from graph.editing.importing.sheet import REASONS, Sheet
from graph.model.errors import UsageError
from graph.model.folding import fold


@dataclass(frozen=True)
class Matching:
    """What the columns of a sheet mean.

    Attributes:
        columns: name of our column -> the place of the sheet's column.
        constants: name of our column -> what holds in every row, for columns the sheet does not have.
    """

    columns: Mapping[str, int]
    constants: Mapping[str, str] = field(default_factory=dict)

    def heading(self, target: str, sheet: Sheet) -> str:
        """How the user calls a column of ours."""
        place = self.columns.get(target)
        return target if place is None else sheet.header[place]

    def missing(self) -> tuple[str, ...]:
        """What an entry needs and no column gives: columns of ours; the page counts as one, `source`."""
        given = {*self.columns, *(name for name, text in self.constants.items() if text)}
        lacking = [target.name for target in TARGETS.values() if target.needed and target.name not in given]
        if not given & {"source", "url", "doi", "title"}:
            lacking.append("source")
        return tuple(lacking)

    def passed_over(self, sheet: Sheet) -> tuple[str, ...]:
        """In words, the columns that mean nothing here; empty where all do."""
        used = set(self.columns.values())
        names = [heading for place, heading in enumerate(sheet.header) if heading and place not in used]
        names = [heading for heading in names if not is_passed_over(heading)]
        return (f"Not used: {', '.join(names)}.",) if names else ()


def guess(sheet: Sheet) -> Matching:
    """The matching that the header suggests: names of ours first, then other names for them; each is used once."""
    found: dict[str, int] = {}
    free = [place for place, heading in enumerate(sheet.header) if heading and not is_passed_over(heading)]
    for names in (
        {_key(target.name): target.name for target in TARGETS.values()},
        {_key(also): target.name for target in TARGETS.values() for also in target.also},
    ):
        for place in list(free):
            target = names.get(_key(sheet.header[place]))
            if target and target not in found:
                found[target] = place
                free.remove(place)
    return Matching(found)


def checked(matching: Matching, sheet: Sheet) -> Matching:
    """The matching, if it makes sense for this sheet; UsageError in words if not."""
    for target, place in matching.columns.items():
        if target not in TARGETS:
            raise UsageError(f"“{target}” is no column of entries; one of {', '.join(TARGETS)}")
        if not 0 <= place < len(sheet.header):
            raise UsageError(f"there is no column {place + 1} in {sheet.name}")
    for target in matching.constants:
        if target not in CONSTANTS:
            raise UsageError(f"“{target}” cannot be the same in every row; one of {', '.join(CONSTANTS)}")
    lacking = matching.missing()
    if lacking:
        words = ", ".join("the source (source, url, doi or title)" if name == "source" else name for name in lacking)
        raise UsageError(f"no column gives {words}; match a column to it, or add one")
    return matching


def is_passed_over(heading: str) -> bool:
    """Whether a column is the one that our own report of refused rows adds."""
    return fold(heading) == fold(REASONS)


def _key(heading: str) -> str:
    return fold(heading).replace(" ", "")
