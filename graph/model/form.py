"""A form in progress: what somebody has typed so far about one record, and about those made beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

FORMED = ("claims", "actors", "publishers", "sources")
"""The tables whose records have a form."""
NEW = "+"
"""Begins the key of a record that is made in the form and has no id yet: `+1`."""

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Form:
    """What stands in a form.

    Attributes:
        id: of the form itself; the address names it, so that a reload finds it again.
        table: of the record that the form is about.
        target: the record's id; empty for a new one, whose id is minted when it is saved.
        base: the revision that the form was opened on; None where nothing is published of the record.
        seen: the last revision of the record, of any status, that stood before whoever opened the form; None for a new
            one.
        submission: made when the form is, so that sending it twice is sending it once.
        row: the record's fields as texts; a field may name a record made beside it by its key.
        began: the fields as they stood when the form was opened; empty for a new record.
        beside: table -> key -> the fields of a new record made in place.
        names: the other names of an actor, as rows of the aliases.
        named: the other names as they stood when the form was opened.
        confirmed: what the editor has said yes to, by a short word.
        version: grows each time the form is kept; 0 where it never was.
    """

    id: str
    table: str
    target: str = ""
    base: int | None = None
    seen: int | None = None
    submission: str = ""
    row: Cells = field(default_factory=dict)
    began: Cells = field(default_factory=dict)
    beside: Mapping[str, Mapping[str, Cells]] = field(default_factory=dict)
    names: tuple[Cells, ...] = ()
    named: tuple[Cells, ...] = ()
    confirmed: tuple[str, ...] = ()
    version: int = field(default=0, compare=False)

    @property
    def is_new(self) -> bool:
        """Whether the record is not on file yet."""
        return not self.target

    @property
    def is_begun(self) -> bool:
        """Whether there is something in it that would be lost."""
        return dict(self.row) != dict(self.began) or bool(self.beside) or self.names != self.named

    def put(self, **cells: str) -> Form:
        """The form with other texts in some fields."""
        return replace(self, row={**self.row, **cells})

    def confirm(self, *words: str) -> Form:
        """The form with what the editor says yes to."""
        return replace(self, confirmed=words)

    def put_beside(self, table: str, key: str, cells: Cells) -> Form:
        """The form with the fields of a record made in place."""
        others = {**self.beside.get(table, {}), key: dict(cells)}
        return replace(self, beside={**self.beside, table: others})

    def without(self, table: str, key: str) -> Form:
        """The form without a record made in place; whatever named it names nobody now."""

        def cleared(cells: Cells) -> dict[str, str]:
            return {
                name: "; ".join(one for one in text.split("; ") if one != key) if key in text.split("; ") else text
                for name, text in cells.items()
            }

        beside = {
            name: {other: cleared(cells) for other, cells in several.items() if (name, other) != (table, key)}
            for name, several in self.beside.items()
        }
        return replace(self, row=cleared(self.row), beside={name: rows for name, rows in beside.items() if rows})

    def next_key(self) -> str:
        """A key that no record made in place has."""
        used = [int(key.removeprefix(NEW)) for several in self.beside.values() for key in several]
        return f"{NEW}{max(used, default=0) + 1}"


@dataclass(frozen=True)
class Fault:
    """One thing to mend or to know.

    Attributes:
        table, key: of the record; the key is empty for the one the form is about.
        column: the field; empty where it is the whole record.
        words: what is wrong and what to do.
        severity: `error` stops a save, `asked` a publication but no draft; `warning` and `gap` stop nothing.
        missing: whether a field is only empty still.
    """

    table: str
    key: str
    column: str
    words: str
    severity: str = "error"
    missing: bool = False


def to_json(form: Form) -> str:
    """The form as text, without its version, which the shelf it lies on counts."""
    told = asdict(form)
    del told["version"]
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def from_json(text: str, version: int) -> Form:
    """The form that `to_json` wrote."""
    told = json.loads(text)
    for name in ("names", "named", "confirmed"):
        told[name] = tuple(told[name])
    return Form(**told, version=version)
