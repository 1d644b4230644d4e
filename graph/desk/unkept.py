"""What somebody has written about a snapshot and not kept yet; it lies with the unfinished forms."""

from __future__ import annotations

from datetime import UTC, datetime

from graph.model.errors import Conflict, NotFound
from graph.model.form import Form
from graph.model.person import Person
from graph.scene.briefing import Words
from graph.store.forms import Shelf

_TEXTS = ("title", "summary", "caveats", "handling", "override")
_BETWEEN = "\n\n"


class Unkept:
    """The words of one person that are no version of a snapshot yet; there is one set of them a snapshot."""

    def __init__(self, shelf: Shelf, by: Person) -> None:
        self._shelf, self._by = shelf, by

    def get(self, snapshot: str) -> Words | None:
        """The words as they were left; None where nothing was."""
        form = self._left(snapshot)
        if form is None:
            return None
        paragraphs = form.row.get("source_summary", "")
        return Words(
            **{name: form.row.get(name, "") for name in _TEXTS},
            source_summary=tuple(paragraphs.split(_BETWEEN)) if paragraphs else None,
        )

    def put(self, snapshot: str, words: Words) -> None:
        """Leave words for later, in place of those before; of two windows, the one that writes last has its way."""
        row = {name: getattr(words, name) for name in _TEXTS}
        row["source_summary"] = _BETWEEN.join(words.source_summary or ())
        try:
            self._put(snapshot, row)
        except Conflict:
            # The other window wrote between our look and our writing.
            self._put(snapshot, row)

    def drop(self, snapshot: str) -> None:
        """Forget them."""
        self._shelf.put_away(self._name(snapshot), self._by.id)

    def _put(self, snapshot: str, row: dict[str, str]) -> None:
        left = self._left(snapshot)
        form = Form(self._name(snapshot), "snapshots", target=snapshot, row=row, version=left.version if left else 0)
        self._shelf.keep(form, self._by.id, datetime.now(UTC))

    def _left(self, snapshot: str) -> Form | None:
        try:
            return self._shelf.get(self._name(snapshot), self._by.id)
        except NotFound:
            return None

    def _name(self, snapshot: str) -> str:
        return f"words-{self._by.id}-{snapshot}"
