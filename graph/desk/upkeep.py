"""The upkeep of the store: whether it takes anything, whether it is what was saved, its backups and the way back."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from graph.model.errors import AttestError, DataProblems, StoreUnavailable
from graph.model.settings import Settings
from graph.scene.words import count
from graph.store.chain import Head
from graph.store.restoring import restore
from graph.store.store import Store

_AT_ONCE = 20_000
"""A list of so many entries at most is looked through before anybody sees it: a second or two."""


class Upkeep:
    """What whoever runs Attest asks of its store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._not_taken: dict[Path, AttestError] = {}

    @property
    def obstacle(self) -> str:
        """Why nothing can be saved just now, in words; empty where it can."""
        return self._store.obstacle

    @property
    def read_only(self) -> bool:
        """Whether nothing can be saved just now."""
        return self._store.read_only

    @property
    def notices(self) -> tuple[str, ...]:
        """What whoever keeps the list should know and mend, in words; it stops nobody."""
        return tuple(_not_taken(folder, error) for folder, error in self._not_taken.items())

    def note_taken(self, folder: Path, error: AttestError | None = None) -> None:
        """Note that the package in a folder was taken in, or why it was not."""
        self._not_taken.pop(folder, None)
        if error is not None:
            self._not_taken[folder] = error

    def look_through(self) -> None:
        """Look whether the store is what was saved; a long list is looked through while it is in use already.

        Raises:
            StoreDamaged: it is not. Where that is found later, it is the obstacle from then on.
        """
        if self._store.entries() <= _AT_ONCE:
            self._store.verify()
        else:
            threading.Thread(target=self._quietly, daemon=True).start()

    def verify(self, noted: str = "") -> Head:
        """Recompute the chain of changes from the content; the last one.

        Raises:
            StoreDamaged: it does not hold, or no change in it has the digest `noted`.
        """
        return self._store.verify(noted)

    def backup(self, file: Path) -> Head:
        """Write a verified copy of the store to a new file; the last change in it."""
        return self._store.backup(file)

    @staticmethod
    def restore(settings: Settings, backup: Path) -> tuple[Head, Path | None]:
        """Put the store back from a backup; its last change, and where the one lies whose place it took."""
        make_room(settings)
        return restore(settings.database_url, backup, f"{datetime.now():%Y-%m-%dT%H-%M-%S}")

    def _quietly(self) -> None:
        # A store that does not answer says so to whoever asks it next.
        with suppress(StoreUnavailable):
            self._store.verify()


def _not_taken(folder: Path, error: AttestError) -> str:
    words, more = str(error), 0
    if isinstance(error, DataProblems):
        first, more = error.problems[0], len(error.problems) - 1
        # Whoever reads this need not know where on the server the folder lies.
        place = Path(first.file).name if first.row else first.file
        words = str(replace(first, file=place)).removesuffix(".")
    others = f", and {count(more, 'other fault')}" if more else ""
    return f"What is new in {folder.name}/ was not taken in: {words}{others}. Mend it there and start again."


def make_room(settings: Settings) -> None:
    """Make the folder of a SQLite store where it is not there yet; StoreUnavailable where that fails."""
    if settings.database_url.startswith("sqlite:///"):
        folder = Path(settings.database_url.removeprefix("sqlite:///")).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"the folder {folder} cannot be made: {error.strerror}") from error
