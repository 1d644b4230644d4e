"""Takes a package into the store: all of it at first, later three-way, so that neither side's work is lost.

Base is the revision last taken from a package. New in the file is added; changed in the file only is revised; removed
from the file is reported, not retracted; changed on both sides stays ours, and is listed. So does what one side took
off while the other put something on it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graph.model.person import Person
from graph.model.tables import TABLES, Table, texts
from graph.store.package import Package
from graph.store.rows import to_columns
from graph.store.schema import fields
from graph.store.store import Store
from graph.store.writes import LINE, STATUSES, Write

Rows = Mapping[str, Mapping[str, Mapping[str, Any]]]
Key = tuple[str, str]
"""(table, id) of a record."""
_DRAFTS = "drafts:"
"""Begins the submission of a change that took in a package of drafts."""


@dataclass
class Report:
    """What came of a load: `table/id` of what was added, revised, kept as ours, or is gone from the file."""

    seq: int = 0
    as_drafts: bool = False
    added: list[str] = field(default_factory=list)
    revised: list[str] = field(default_factory=list)
    kept_ours: list[str] = field(default_factory=list)
    gone_from_file: list[str] = field(default_factory=list)
    same: int = 0

    def __str__(self) -> str:
        """In words, what was kept or is gone by name."""
        kind = "as drafts" if self.as_drafts else "and published"
        parts = [f"{len(self.added)} records added, {len(self.revised)} revised {kind}; {self.same} as they were."]
        if self.kept_ours:
            parts.append(f"Changed on both sides, ours stays: {', '.join(self.kept_ours)}.")
        if self.gone_from_file:
            parts.append(f"No longer in the file, nothing retracted: {', '.join(self.gone_from_file)}.")
        return " ".join(parts)


def load(store: Store, package: Package, *, as_drafts: bool, by: Person, now: datetime) -> Report:
    """Take a package in as one change; nothing is recorded where it brings nothing new."""
    report = Report(as_drafts=as_drafts)
    taken, _ = store.taken()
    proposed = store.proposed(_DRAFTS) if as_drafts else {}
    line = store.revisions(LINE)
    writes = _drafts(store, package, line, proposed, report) if as_drafts else _merge(package, line, taken, report)
    report.seq = store.head().seq
    if any(writes.values()):
        about = json.dumps(
            {"about": package.about, "present": sorted(package.present)}, ensure_ascii=False, sort_keys=True
        )
        # The same package twice is one change; the same package after another one is a change again.
        last = max(
            (row["seq"] for several in (taken, proposed) for rows in several.values() for row in rows.values()),
            default=0,
        )
        saved = store.save(
            writes,
            submission_id=f"{_DRAFTS if as_drafts else 'package:'}{package.digest}:{last}",
            by=by,
            comment=f"Taken from the package “{package.about.get('title') or package.about.get('name', '')}”",
            now=now,
            package="" if as_drafts else about,
        )
        report.seq = saved.seq
    return report


def _merge(package: Package, line: Rows, taken: Rows, report: Report) -> dict[str, list[Write]]:
    writes: dict[str, list[Write]] = {}
    for name in sorted(package.present):
        table, several = TABLES[name], []
        here = set()
        for row in texts(package.tables[name]):
            id_ = table.identity(row)
            here.add(id_)
            ours, base = line[name].get(id_), taken[name].get(id_)
            theirs = _content(table, row)
            if ours is None:
                report.added.append(f"{name}/{id_}")
                several.append(_write(row, None))
            elif theirs == _stored(table, ours):
                report.same += 1
            elif base is not None and theirs == _stored(table, base):
                # Only ours moved on since.
                report.same += 1
            elif base is not None and _stored(table, ours) == _stored(table, base):
                report.revised.append(f"{name}/{id_}")
                several.append(_write(row, ours["revision"]))
            else:
                report.kept_ours.append(f"{name}/{id_}")
        report.gone_from_file += [
            f"{name}/{id_}"
            for id_ in sorted(taken[name].keys() - here)
            if line[name].get(id_, {}).get("status") == "published"
        ]
        writes[name] = several
    return _founded(writes, line, report)


def _founded(writes: dict[str, list[Write]], line: Rows, report: Report) -> dict[str, list[Write]]:
    """The writes without those that ours leaves no ground: what would stand on what was taken off here, and what would
    be taken off there under something of ours. Both are listed.
    """
    dropped: set[Key] = set()
    while late := set(_unfounded(writes, line, dropped)):
        dropped |= late
        writes = {
            name: [write for write in several if (name, TABLES[name].identity(write.row)) not in dropped]
            for name, several in writes.items()
        }
    told = {f"{name}/{id_}" for name, id_ in dropped}
    report.added = [one for one in report.added if one not in told]
    report.revised = [one for one in report.revised if one not in told]
    report.kept_ours += sorted(told)
    return writes


def _unfounded(writes: Mapping[str, Sequence[Write]], line: Rows, dropped: Collection[Key]) -> Iterator[Key]:
    """The writes that cannot be made, the others and the line being as they are."""
    made = {(name, TABLES[name].identity(write.row)): write for name, several in writes.items() for write in several}
    missing = {(name, id_) for name, id_ in dropped if id_ not in line[name]}
    off = {key for key, write in made.items() if write.status == "retracted"}
    ours_off = {
        (name, id_)
        for name, rows in line.items()
        for id_, row in rows.items()
        if row["status"] == "retracted" and (name, id_) not in made
    }
    for key, write in made.items() if missing or ours_off else ():
        table = TABLES[key[0]]
        for column, *other in table.named(write.row):
            firm = write.status == "published" and column not in table.loose
            if tuple(other) in missing or (firm and tuple(other) in ours_off):
                yield key
    for name, rows in line.items() if off else ():
        table = TABLES[name]
        for id_, row in rows.items():
            if row["status"] == "published" and (name, id_) not in made:
                yield from (
                    (target, other)
                    for column, target, other in table.named(row)
                    if column not in table.loose and (target, other) in off
                )


def _drafts(store: Store, package: Package, line: Rows, taken: Rows, report: Report) -> dict[str, list[Write]]:
    """The drafts that are new in the file, or changed there only; on a text of ours none is laid."""
    every = store.revisions(STATUSES)
    writes: dict[str, list[Write]] = {}
    for name in sorted(package.present):
        table, several = TABLES[name], []
        for row in texts(package.tables[name]):
            id_ = table.identity(row)
            seen, ours, base = every[name].get(id_), line[name].get(id_), taken[name].get(id_)
            theirs = to_columns(table, row)
            if any(one is not None and _fields(table, one) == theirs for one in (seen, base)):
                # As it stands, or only ours moved on since: mended, decided on, taken off.
                report.same += 1
            elif seen is not None and not _is_theirs(table, seen, base):
                report.kept_ours.append(f"{name}/{id_}")
            else:
                (report.revised if seen else report.added).append(f"{name}/{id_}")
                after = seen["revision"] if seen else 0
                several.append(Write(row, ours["revision"] if ours else None, "draft", after=after))
        writes[name] = several
    return writes


def _is_theirs(table: Table, seen: Mapping[str, Any], base: Mapping[str, Any] | None) -> bool:
    """Whether a draft from a file may be laid over the last revision of a record: nobody wrote another text since the
    file was last taken, nor took it off; where it never was, nobody has a draft of it.
    """
    if base is None:
        return bool(seen["status"] != "draft")
    return seen["status"] != "retracted" and _fields(table, seen) == _fields(table, base)


def _write(row: Mapping[str, str], base: int | None) -> Write:
    return Write(row, base, row["status"] or "published", row["retraction_reason"])


def _content(table: Table, row: Mapping[str, str]) -> dict[str, Any]:
    status = {"status": row["status"] or "published", "retraction_reason": row["retraction_reason"]}
    return to_columns(table, row) | status


def _stored(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return _fields(table, row) | {"status": row["status"], "retraction_reason": row["retraction_reason"]}


def _fields(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in fields(table)}
