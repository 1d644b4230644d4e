"""The report of refused rows: the user's own columns, and why in a last one; mended, it can be imported as it is."""

from __future__ import annotations

import csv
from io import StringIO

from graph.editing.importing.mapping import is_passed_over
from graph.editing.importing.outcome import Plan
from graph.editing.importing.sheet import REASONS
from graph.model.cells import as_cell

_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the letters of its own country."""


def refused_rows(plan: Plan) -> str:
    """The refused rows as CSV, with their row numbers and reasons in the last column.

    Every cell is quoted, and one that could start a formula begins with an apostrophe, which goes again on import.
    """
    sheet = plan.sheet
    places = [place for place, heading in enumerate(sheet.header) if not is_passed_over(heading)]
    cells = {row.number: row.cells for row in sheet.rows}
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([as_cell(sheet.header[place]) for place in places] + [REASONS])
    for outcome in plan.outcomes:
        if outcome.outcome == "refused":
            why = "; ".join(f"{column}: {words}" if column else words for column, words in outcome.reasons)
            texts = [as_cell(cells[outcome.number][place]) for place in places]
            writer.writerow([*texts, as_cell(f"row {outcome.number}: {why}")])
    return _ORDER_MARK + out.getvalue()
