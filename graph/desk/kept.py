"""Answers that were given last, by question: so that a rerun of a page costs a look-up."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Kept:
    """The answers given last; the oldest go first. Safe between threads, and of several askers one does the work."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.RLock()

    def get(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """The kept answer to `question`, else what `answer()` gives, kept from now on."""
        with self._lock:
            if question not in self._answers:
                self._answers[question] = answer()
                while len(self._answers) > self._most:
                    self._answers.popitem(last=False)
            self._answers.move_to_end(question)
            kept: Answer = self._answers[question]
            return kept
