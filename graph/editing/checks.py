"""What is wrong with a form, each thing with its field: the checks of packages, and what only a new entry is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from graph.editing.rows import Made, Row
from graph.model.dates import first_day, is_partial_date, last_day
from graph.model.form import Fault, Form
from graph.model.tables import TABLES
from graph.store.checking import check
from graph.store.reading import Read

Known = Mapping[str, Mapping[str, Row]]
"""Table -> id -> row of what is on file."""
ITSELF = "itself"
"""Confirmed: the page itself says so, and names nobody."""


def faults(form: Form, made: Made, known: Known, today: date) -> list[Fault]:
    """Everything that is wrong with the rows, as the validator of packages sees it, and as a careful editor would."""
    found = []
    for problem_table, row, column, words, severity in _checked(made.rows, known):
        missing = words.startswith("is empty") and severity == "error"
        if column == "credibility" and severity == "warning" and form.row.get(column) != form.began.get(column):
            # Who gives the highest grade now is asked for what it means; one given before is only pointed at.
            severity = "asked"
        if column == "id" and problem_table == form.table and form.is_new:
            continue
        found.append(
            Fault(problem_table, made.key_of(_id(problem_table, row)), column, _plain(words), severity, missing)
        )
    every = {
        name: {**known.get(name, {}), **{_id(name, row): row for row in made.rows.get(name, ())}} for name in TABLES
    }
    if form.table == "claims":
        found += _asked(form, made.rows["claims"][-1], every)
    for table in ("claims", "sources"):
        for row in made.rows.get(table, ()):
            for column in TABLES[table].dates:
                if is_partial_date(row[column]) and first_day(row[column]) > today.toordinal():
                    found += _future(table, made.key_of(row["id"]), column, row)
    return found


def _checked(rows: Mapping[str, Sequence[Row]], known: Known) -> list[tuple[str, Row, str, str, str]]:
    read = Read(Path("form"))
    for name in TABLES:
        read.rows[name] = list(rows.get(name, ()))
        read.numbers[name] = list(range(1, len(read.rows[name]) + 1))
    read.present = {name for name in TABLES if read.rows[name]}
    found = []
    for problem in check(read, known):
        table = Path(problem.file).stem
        row = read.rows[table][problem.row - 1] if problem.row else {}
        found.append((table, row, problem.column, problem.message, problem.severity))
    return found


def _plain(words: str) -> str:
    """The validator's words without what only makes sense in a file."""
    return words.partition("; add it to ")[0].replace("leave it empty here", "leave it empty")


def _id(table: str, row: Mapping[str, str]) -> str:
    return TABLES[table].identity(row) if row else ""


def _asked(form: Form, claim: Row, every: Known) -> list[Fault]:
    """What a new or changed entry is asked besides: TRADECRAFT R3, R8, R9."""
    found = []
    kind = every["kinds"].get(claim["kind"])
    ends = [every["actors"][claim[end]]["kind"] for end in ("subject", "object") if claim[end] in every["actors"]]
    risky = bool(kind and kind["high_risk"] == "true")
    delicate = risky or bool({"person", "company"} & set(ends))
    speaker = claim["speakers"] or claim["speaker_text"] or ITSELF in form.confirmed
    if delicate and claim["stance"] == "asserts":
        severity = "asked" if risky and form.is_new else "warning"
        why = "this kind of tie is a grave thing to say" if risky else "it is about a person or a company"
        if not claim["quote"]:
            words = f"is empty; {why}, so give the source’s own words"
            found.append(Fault("claims", "", "quote", words, severity, severity == "asked"))
        if not speaker:
            words = f"is empty; {why}, so name who says it, or confirm that the source itself does"
            found.append(Fault("claims", "", "speakers", words, severity, severity == "asked"))
    source = every["sources"].get(claim["source"])
    if source and claim["modality"] != "planned":
        begun, published = claim["held_from"], source["published"]
        if is_partial_date(begun) and is_partial_date(published) and first_day(begun) > last_day(published) + 1:
            words = "comes after the source was published; is it only planned, or is a date wrong?"
            found.append(Fault("claims", "", "held_from", words, "warning"))
    if claim["credibility"] not in ("", "6") and not claim["credibility_basis"]:
        found.append(Fault("claims", "", "credibility_basis", "is empty; say in one line why", "warning"))
    return found


def _future(table: str, key: str, column: str, row: Row) -> list[Fault]:
    if table == "claims" and (row["modality"] == "planned" or column == "held_to"):
        return []
    return [Fault(table, key, column, "lies in the future", "warning")]
