"""Answers that were given last, by question: so that a rerun of a page costs a look-up."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Kept:
    """The answers given last; the oldest go first. Safe between threads: of several who ask the same one does the work
    and the others wait for it; who asks something else does not.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._at_work: dict[Hashable, threading.RLock] = {}
        self._lock = threading.Lock()

    def get(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """The kept answer to `question`, else what `answer()` gives, kept from now on."""
        given: Answer
        with self._lock:
            if self._has(question):
                given = self._answers[question]
                return given
            turn = self._at_work.setdefault(question, threading.RLock())
        with turn:
            with self._lock:
                if self._has(question):
                    given = self._answers[question]
                    return given
            try:
                given = answer()
                self._keep(question, given)
            finally:
                with self._lock:
                    self._at_work.pop(question, None)
            return given

    def _has(self, question: Hashable) -> bool:
        """Whether there is an answer, which is the last one asked for then."""
        if question in self._answers:
            self._answers.move_to_end(question)
            return True
        return False

    def _keep(self, question: Hashable, given: object) -> None:
        with self._lock:
            self._answers[question] = given
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
