"""The store: append-only changes in one chain, each a set of revisions, on SQLite or PostgreSQL.

`seq` is taken under the writer's lock and held to the commit, so commits follow one another without gaps. What is
expensive (validation, preview) happens before; what decides (bases, sources) is looked at again inside.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.model.characters import visible
from graph.model.errors import StoreDamaged, StoreReadOnly, StoreUnavailable, UsageError
from graph.model.person import Person
from graph.model.tables import TABLES, texts
from graph.store.chain import GENESIS, Head, head_of, verify
from graph.store.decisions import Decision, Decisions
from graph.store.decisions import keep as keep_decisions
from graph.store.engine import engine, is_standby, sqlite_file
from graph.store.forms import Shelf
from graph.store.history import History
from graph.store.notebook import Notebook
from graph.store.package import Tables
from graph.store.place import FLOOR, cramped, locked
from graph.store.remarks import Remark, Remarks
from graph.store.remarks import keep as keep_remarks
from graph.store.restoring import back_up
from graph.store.rows import digest, to_frame
from graph.store.schema import CHANGES, IDENTITIES, REVISIONS
from graph.store.snapshots import Snapshots
from graph.store.switches import Switches
from graph.store.transactions import reading, whole
from graph.store.upgrading import make, upgrade
from graph.store.within import highest, identify, last_of, must_resolve, must_stand, parted, revised, state
from graph.store.writes import LINE, Saved, Writes


class Store:
    """A store that is open; safe between threads, each operation a transaction of its own."""

    def __init__(self, engine_: Engine, floor: int = FLOOR) -> None:
        self._engine, self._floor = engine_, floor
        self._fault = ""

    @classmethod
    def open(cls, address: str, floor: int = FLOOR) -> Store:
        """Open the store at a database address, make it where there is none, upgrade it where it is older.

        Where fewer than `floor` bytes are free on the disk of a SQLite store, changes are refused.

        Raises:
            StoreUnavailable: it cannot be reached.
            StoreDamaged: what is there is not a sound store of ours; it is left as it is.
        """
        made = engine(address)
        file = sqlite_file(made)
        if file and not file.exists():
            make(file)
        try:
            upgrade(made)
        except BaseException:
            made.dispose()
            raise
        return cls(made, floor)

    @property
    def notebook(self) -> Notebook:
        """What people keep for themselves beside the list: charts, and where they left off."""
        return Notebook(self._engine)

    @property
    def forms(self) -> Shelf:
        """Forms that are not finished."""
        return Shelf(self._engine)

    @property
    def obstacle(self) -> str:
        """Why nothing can be saved just now, in words; empty where it can."""
        file = sqlite_file(self._engine)
        if self._fault or file:
            return self._fault or self._closed(file)
        try:
            with reading(self._engine) as connection:
                return "the database may only be read" if is_standby(connection) else ""
        except StoreUnavailable:
            return "the database does not answer"

    @property
    def read_only(self) -> bool:
        """Whether nothing can be saved just now."""
        return bool(self.obstacle)

    @property
    def snapshots(self) -> Snapshots:
        """Frozen scenes, kept beside the list."""
        return Snapshots(self._engine)

    @property
    def history(self) -> History:
        """What was saved when and by whom."""
        return History(self._engine)

    @property
    def remarks(self) -> Remarks:
        """What reviewers said of drafts."""
        return Remarks(self._engine)

    @property
    def decisions(self) -> Decisions:
        """Which actors are the same, and which are not."""
        return Decisions(self._engine)

    @property
    def switches(self) -> Switches:
        """Settings that are changed at work."""
        return Switches(self._engine)

    def close(self) -> None:
        """Give up all connections."""
        self._engine.dispose()

    def head(self, at: int | None = None) -> Head:
        """The last change, or the last one up to number `at`; number 0 and empty texts where nothing was ever saved."""
        with reading(self._engine) as connection:
            return head_of(connection, at)

    def change(self, seq: int) -> Head:
        """A change by its number; number 0 and empty texts where there is none."""
        wanted = sa.select(CHANGES.c.seq, CHANGES.c.digest, CHANGES.c.recorded_at).where(CHANGES.c.seq == seq)
        with reading(self._engine) as connection:
            row = connection.execute(wanted).first()
        return Head(*row) if row else Head(0, GENESIS, "")

    def seq_at(self, day: date) -> int:
        """The number of the last change recorded by the end of a day (UTC); 0 where there was none."""
        last = sa.select(sa.func.max(CHANGES.c.seq)).where(CHANGES.c.recorded_at < f"{day.isoformat()}T24")
        with reading(self._engine) as connection:
            return connection.scalar(last) or 0

    def tables(self, at: int | None = None, drafts: bool = False) -> Tables:
        """The state after change `at` (the last one where None): one row a record, texts as in the package.

        Retracted records are in it, so marked. With `drafts`, an open draft stands in the place of its record, with
        the status `draft`; what is only proposed to be taken off stands as it is.
        """
        with reading(self._engine) as connection:
            return {name: to_frame(TABLES[name], state(connection, name, at, drafts)) for name in TABLES}

    def taken(self) -> tuple[dict[str, dict[str, Mapping[str, Any]]], dict[str, Any]]:
        """What was last taken from packages: table -> id -> revision; and what the first of them said of itself."""
        with reading(self._engine) as connection:
            about = connection.scalar(
                sa.select(CHANGES.c.package).where(CHANGES.c.package != "").order_by(CHANGES.c.seq).limit(1)
            )
            found = last_of(connection, CHANGES.c.package != "", LINE)
        return found, json.loads(about) if about else {}

    def proposed(self, submissions: str) -> dict[str, dict[str, Mapping[str, Any]]]:
        """Table -> id -> the draft last written by a change whose submission_id begins so."""
        with reading(self._engine) as connection:
            return last_of(connection, CHANGES.c.submission_id.startswith(submissions, autoescape=True), ("draft",))

    def revisions(self, statuses: Sequence[str] = LINE) -> dict[str, dict[str, Mapping[str, Any]]]:
        """Table -> id -> the highest revision among these statuses."""
        with reading(self._engine) as connection:
            return {name: highest(connection, name, statuses) for name in TABLES}

    def newest(
        self, name: str, ids: Collection[str], statuses: Sequence[str] = LINE
    ) -> dict[str, tuple[int, int | None, dict[str, str]]]:
        """Id -> number, base and texts of the highest revision among these statuses, of some records of one table."""
        with reading(self._engine) as connection:
            found = highest(connection, name, statuses, ids=ids)
        return {
            id_: (row["revision"], row["base"], next(texts(to_frame(TABLES[name], [row]))))
            for id_, row in found.items()
        }

    def ids(self, name: str) -> set[str]:
        """Every id of a table that was ever used."""
        with reading(self._engine) as connection:
            return set(connection.scalars(sa.select(IDENTITIES[name].c.id)))

    def written(self, seq: int) -> dict[str, dict[str, dict[str, str]]]:
        """Table -> id -> texts of what one change wrote."""
        found: dict[str, dict[str, dict[str, str]]] = {}
        with reading(self._engine) as connection:
            for name, table in REVISIONS.items():
                rows = [dict(row) for row in connection.execute(sa.select(table).where(table.c.seq == seq)).mappings()]
                if rows:
                    made = texts(to_frame(TABLES[name], rows))
                    found[name] = {TABLES[name].identity(row): row for row in made}
        return found

    def save(
        self,
        writes: Writes,
        *,
        submission_id: str,
        by: Person,
        comment: str,
        now: datetime,
        package: str = "",
        beside: Sequence[Remark | Decision] = (),
    ) -> Saved:
        """Save several records as one change, all or nothing; what is said of them `beside` the chain goes with it.

        A submission that was saved before is not saved again: the first result comes back, `repeated`.

        Raises:
            Conflict: a record was saved by somebody else since the revision a write was made on.
            DataProblems: a record refers to one that is not on file, or one on the list would stand on one that is
                not.
            StoreUnavailable: the store cannot be written, or the connection was lost for good; the message says
                whether it is known that nothing was saved.
            StoreReadOnly: it may only be read, or its disk is all but full.
        """
        if not any(writes.values()):
            raise UsageError("there is nothing to save")
        self._must_be_writable()

        def saved(connection: Connection) -> Saved:
            before = connection.scalar(sa.select(CHANGES.c.seq).where(CHANGES.c.submission_id == submission_id))
            if before is not None:
                return Saved(before, True)
            head = head_of(connection)
            rows = {name: revised(connection, name, several, head.seq + 1) for name, several in writes.items()}
            change = {
                "seq": head.seq + 1,
                "submission_id": submission_id,
                "recorded_at": max(now.astimezone(UTC).isoformat(timespec="microseconds"), head.recorded_at),
                "recorded_by": by.id,
                "comment": visible(comment),
                "package": package,
                "previous": head.digest,
            }
            content = [(name, row) for name, several in rows.items() for row in several]
            connection.execute(CHANGES.insert(), change | {"digest": digest(change, content)})
            for name in TABLES:
                if rows.get(name):
                    identify(connection, name, [row["id"] for row in rows[name]])
            must_resolve(connection, rows)
            must_stand(connection, rows)
            # Pages before their entries, and what is taken off after all else: the database looks at each row.
            for name, several in (*parted(rows, off=False), *reversed(parted(rows, off=True))):
                connection.execute(REVISIONS[name].insert(), several)
            keep_remarks(connection, [one for one in beside if isinstance(one, Remark)])
            keep_decisions(connection, [one for one in beside if isinstance(one, Decision)])
            return Saved(head.seq + 1, False)

        return whole(self._engine, saved)

    def entries(self) -> int:
        """How many revisions of entries are on file."""
        with reading(self._engine) as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(REVISIONS["claims"])) or 0

    def changes(self) -> list[dict[str, Any]]:
        """All changes, the last first, without their rows."""
        with reading(self._engine) as connection:
            return [
                dict(row) for row in connection.execute(sa.select(CHANGES).order_by(CHANGES.c.seq.desc())).mappings()
            ]

    def verify(self, noted: str = "") -> Head:
        """Recompute the whole chain from the content; `noted` is the digest of a change that was written down outside.

        Raises:
            StoreDamaged: a change does not follow from the one before it, the noted one is not among them, or the
                database itself is not sound. Nothing is saved through this store any more.
        """
        with reading(self._engine) as connection:
            try:
                return verify(connection, noted)
            except StoreDamaged as error:
                self._fault = str(error)
                raise

    def backup(self, copy: Path) -> Head:
        """Write a consistent, verified copy of a SQLite store to a file that does not exist yet.

        Raises:
            UsageError: the file exists, or the store is a PostgreSQL database (use pg_dump).
            StoreUnavailable: the file cannot be written; nothing is left of it.
        """
        file = sqlite_file(self._engine)
        if file is None:
            raise UsageError("this store is a PostgreSQL database; back it up with pg_dump --format=custom")
        return back_up(file, copy)

    def _closed(self, file: Path | None) -> str:
        return (locked(file) or cramped(file, self._floor)) if file else ""

    def _must_be_writable(self) -> None:
        """Nothing is tried that cannot succeed. (A PostgreSQL server that takes no writes says so itself.)"""
        if self._fault:
            raise StoreDamaged(f"{self._fault}; nothing is saved in a store that is not sound")
        closed = self._closed(sqlite_file(self._engine))
        if closed:
            raise StoreReadOnly(f"{closed}. Nothing was saved and nothing is lost; save again when that is mended.")
