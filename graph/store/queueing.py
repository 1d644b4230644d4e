"""The writers of this process wait in line: SQLite and a pool of connections let them race, and some would starve."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Queue:
    """One at a time, in the order in which they came."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    @contextmanager
    def turn(self, patience: float) -> Iterator[bool]:
        """Wait for one's turn, at most `patience` seconds; yields whether it came, and passes it on at the end."""
        came = self._wait(patience)
        try:
            yield came
        finally:
            if came:
                self._pass_on()

    def _wait(self, patience: float) -> bool:
        mine = threading.Event()
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            self._waiting.append(mine)
        try:
            mine.wait(patience)
        finally:
            with self._guard:
                # Whoever is in line no longer was given the turn, if only in the last moment.
                came = mine not in self._waiting
                if not came:
                    self._waiting.remove(mine)
        return came

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
