"""The data package: a folder of CSV tables that a curator keeps in git, in and out of the application.

Its canonical form is that of `graph.model.packing`; publishing what was loaded in that form gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from graph.model.errors import DataProblems, Problem
from graph.model.packing import LAST, NAMES, columns_of, descriptor_text, number_text, table_text
from graph.model.records import SEPARATOR, split_ids
from graph.model.tables import TABLES, Table, texts
from graph.store.checking import check
from graph.store.reading import Read, Row, describe, read

Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Package:
    """A package that is free of errors.

    Attributes:
        tables: all eight tables in canonical form; those the folder lacks are empty.
        present: the tables that the folder has.
        about: what the package says of itself (name, title, ...).
        problems: warnings and gaps.
        digest: SHA-256 of the canonical tables and of what the package says of itself, as hexadecimal text.
    """

    tables: Tables
    present: frozenset[str]
    about: dict[str, Any]
    problems: tuple[Problem, ...]
    digest: str


def check_package(folder: Path, against: Tables | None = None) -> list[Problem]:
    """Every error, warning and gap of a package, in the order of files and rows; see `read_package`."""
    done = read(folder)
    return _check(done, against)


def read_package(folder: Path, against: Tables | None = None) -> Package:
    """Read a package.

    Args:
        folder: where it lies.
        against: tables whose records it may refer to besides its own: the vocabulary where it brings none, the
            published list where it holds drafts.

    Raises:
        DataProblems: with every error at once; nothing was read then.
    """
    done = read(folder)
    problems = _check(done, against)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise DataProblems(errors)
    tables = {table.name: _frame(done.rows[table.name], table) for table in TABLES.values()}
    about = _about(done)
    present = frozenset(done.present)
    written = [_text(tables[name], TABLES[name]) for name in sorted(present)]
    digest = hashlib.sha256("\x1e".join([json.dumps(about, sort_keys=True), *sorted(present), *written]).encode())
    return Package(tables, present, about, tuple(problems), digest.hexdigest())


def about_of(folder: Path) -> dict[str, Any]:
    """What a package says of itself; nothing where its descriptor cannot be read."""
    done = Read(folder)
    describe(done)
    return _about(done)


def write_package(
    folder: Path, tables: Tables, about: Mapping[str, Any], present: frozenset[str] | None = None
) -> None:
    """Write tables as a package in canonical form; each file is replaced as a whole or not at all.

    Written are the tables that are needed, the ones with rows, and the ones that `present` names. Nothing else in the
    folder is touched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [
        table
        for table in TABLES.values()
        if not table.optional or len(tables[table.name]) or table.name in (present or ())
    ]
    for table in wanted:
        _replace(folder / f"{table.name}.csv", _text(tables[table.name], table))
    columns = {table.name: columns_of(table, texts(tables[table.name][list(LAST)])) for table in wanted}
    _replace(folder / "datapackage.json", descriptor_text(columns, about))


def must_be_sound(tables: Tables) -> None:
    """DataProblems where tables would not be a sound package, each fault under `table/id`."""
    done = Read(Path("list"), present=set(TABLES))
    for table in TABLES.values():
        done.rows[table.name] = list(texts(tables[table.name]))
        done.numbers[table.name] = list(range(len(done.rows[table.name])))
    places = {done.place(name): name for name in TABLES}
    errors = []
    for one in check(done, {}):
        name = places[one.file]
        if one.severity == "error":
            row = done.rows[name][one.row]
            errors.append(Problem(f"{name}/{TABLES[name].identity(row)}", 0, one.column, f"{one.column} {one.message}"))
    if errors:
        raise DataProblems(errors)


def _about(done: Read) -> dict[str, Any]:
    return {name: done.descriptor[name] for name in NAMES if name in done.descriptor}


def _check(done: Read, against: Tables | None) -> list[Problem]:
    known: dict[str, dict[str, Row]] = {}
    for name, frame in (against or {}).items():
        if "id" in frame:
            known[name] = {row["id"]: row for row in texts(frame)}
    order = {f"{done.folder}/{name}.csv": place for place, name in enumerate(TABLES)}
    problems = done.problems + (check(done, known) if done.folder.is_dir() else [])
    return sorted(problems, key=lambda problem: (order.get(problem.file, -1), problem.row))


def _frame(rows: list[Row], table: Table) -> pd.DataFrame:
    tidy = [_tidy(row, table) for row in rows]
    tidy.sort(key=lambda row: tuple(row[column] for column in table.key))
    return pd.DataFrame(tidy, columns=list(table.columns), dtype="str")


def _tidy(row: Row, table: Table) -> Row:
    done = {column: row[column].replace("\r\n", "\n").replace("\r", "\n").strip(" ") for column in table.columns}
    for column in table.lists:
        done[column] = SEPARATOR.join(split_ids(done[column]))
    for column in table.numbers:
        if done[column]:
            done[column] = number_text(float(done[column]))
    if done.get("qualifiers"):
        done["qualifiers"] = json.dumps(json.loads(done["qualifiers"]), ensure_ascii=False, sort_keys=True)
    if done["status"] == "published":
        done["status"] = ""
    return done


def _text(frame: pd.DataFrame, table: Table) -> str:
    return table_text(table, list(texts(frame)))


def _replace(file: Path, text: str) -> None:
    """Write beside the file, then put it in its place; whoever reads sees the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
