"""Saves the rows of a form as one change, once; takes records off the list, and brings them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from graph.editing.rows import Made
from graph.model.errors import Conflict, NotFound, UsageError
from graph.model.form import Form
from graph.model.labels import RECORDS
from graph.model.packing import number_text
from graph.model.person import Person
from graph.model.tables import TABLES
from graph.store.store import Store
from graph.store.writes import STATUSES, Write

OWN = ("id", "status", "retraction_reason")
"""Columns that no field of a form writes."""
_LONGEST_COMMENT = 300


@dataclass(frozen=True)
class Done:
    """A form that was saved.

    Attributes:
        table, id: the record.
        seq: the change's number.
        repeated: it had been saved before, and was not saved again.
        draft: it waits for a review.
        opens: what shows it in the picture, as a view selects it; empty where nothing does.
    """

    table: str
    id: str
    seq: int
    repeated: bool
    draft: bool
    opens: str


class Saving:
    """Writes to the store in one person's name."""

    def __init__(self, store: Store, by: Person) -> None:
        self._store, self._by = store, by

    def save(self, form: Form, made: Made, *, as_draft: bool, comment: str, opens: str) -> Done:
        """Save the rows of a form; a form that was sent before gives what it gave then.

        Args:
            comment: why, as History tells it.

        Raises:
            Conflict: in texts; the record was saved by somebody else since the form was opened, or this very form was
                sent before with something else in it.
        """
        try:
            saved = self._store.save(
                self._writes(form, made, as_draft),
                submission_id=form.submission,
                by=self._by,
                comment=comment[:_LONGEST_COMMENT],
                now=datetime.now(UTC),
            )
        except Conflict as conflict:
            raise _in_texts(conflict) from conflict
        id_ = self._same(form, made, saved.seq) if saved.repeated else made.id
        return Done(form.table, id_, saved.seq, saved.repeated, as_draft, opens)

    def turn(
        self, records: Iterable[tuple[str, str]], status: str, reason: str, comment: str, *, as_draft: bool = False
    ) -> int:
        """Retract or publish records as they stand, or propose to, as one change; its number.

        A draft with a reason for retraction is one that asks for it.
        """
        writes: dict[str, list[Write]] = {}
        for table, id_ in records:
            found = self._store.newest(table, [id_]).get(id_)
            if found is None:
                raise NotFound(RECORDS[table], id_)
            number, _, row = found
            if (row["status"] or "published") != status:
                plain = row | {"status": "", "retraction_reason": ""}
                writes.setdefault(table, []).append(Write(plain, number, "draft" if as_draft else status, reason))
        if not writes:
            raise UsageError("it is so already")
        saved = self._store.save(
            writes,
            submission_id=uuid4().hex,
            by=self._by,
            comment=comment[:_LONGEST_COMMENT],
            now=datetime.now(UTC),
        )
        return saved.seq

    def _writes(self, form: Form, made: Made, as_draft: bool) -> dict[str, list[Write]]:
        identities = [TABLES["aliases"].identity(row) for row in made.rows.get("aliases", ())]
        names = self._store.newest("aliases", identities)
        writes: dict[str, list[Write]] = {}
        for table, rows in made.rows.items():
            for row in rows:
                id_ = TABLES[table].identity(row)
                base = form.base if (table, id_) == (form.table, made.id) else None
                if table == "aliases" and id_ in names:
                    base = names[id_][0]
                gone = row["status"] == "retracted"
                status = "draft" if as_draft else "retracted" if gone else "published"
                after = None if table == "aliases" else 0
                if (table, id_) == (form.table, form.target):
                    after = self._seen(form) if as_draft else None
                reason = row["retraction_reason"] if gone else ""
                writes.setdefault(table, []).append(Write(row, base, status, reason, after))
        return writes

    def _seen(self, form: Form) -> int | None:
        """The revision after which a draft may be written. One that was rejected may be written anew at any time."""
        found = self._store.newest(form.table, [form.target], STATUSES).get(form.target)
        return found[0] if found and found[2]["status"] == "rejected" else form.seen

    def _same(self, form: Form, made: Made, seq: int) -> str:
        """The id under which this very form was saved before; Conflict where it held something else then."""
        written = self._store.written(seq).get(form.table, {})
        beside = {row["id"] for row in made.rows[form.table][:-1]}
        mine = made.rows[form.table][-1]
        # References may go to records that the first save minted ids for; the rest tells whether it is the same.
        told = [name for name in mine if name not in OWN and name not in TABLES[form.table].references]
        for id_, row in written.items():
            if id_ not in beside and all(row[name] == mine[name] for name in told):
                return id_
        if not written:
            raise UsageError("this form was sent before, and saved something else; open the record and change it there")
        id_, row = next(iter(written.items()))
        yours, theirs = ({name: text for name, text in one.items() if name not in OWN} for one in (mine, row))
        raise Conflict(form.table, id_, yours=yours, theirs=theirs, base=None)


def _in_texts(conflict: Conflict) -> Conflict:
    """The conflict with its values as the form has them."""

    def texts(values: Mapping[str, object] | None) -> dict[str, str] | None:
        return None if values is None else {name: _text(value) for name, value in values.items() if name not in OWN}

    return Conflict(
        conflict.table,
        conflict.id,
        yours=texts(conflict.yours) or {},
        theirs=texts(conflict.theirs) or {},
        base=texts(conflict.base),
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, float) else str(value)


def must_be_free(store: Store, records: Iterable[tuple[str, str]]) -> None:
    """UsageError where a draft of one of the records waits: a proposal would take its place, and nobody would see."""
    by_table: dict[str, list[str]] = {}
    for table, id_ in records:
        by_table.setdefault(table, []).append(id_)
    for table, ids in by_table.items():
        for id_, (_, _, row) in sorted(store.newest(table, ids, STATUSES).items()):
            if row["status"] == "draft":
                raise UsageError(f"a draft of {id_} waits in Review; decide on it first")
