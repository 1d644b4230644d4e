"""What a search answers: hits of four kinds, each kind with its number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """What was found: its id, two lines to read, and what to select in the picture (of a source, its id)."""

    id: str
    title: str
    detail: str
    select: str


@dataclass(frozen=True)
class Group:
    """The best hits of one kind, and how many there are in all."""

    hits: tuple[Hit, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class Found:
    """The answer to a query; `instead` tells which words nothing has, and which words were looked for instead."""

    actors: Group = Group()
    ties: Group = Group()
    entries: Group = Group()
    sources: Group = Group()
    instead: tuple[tuple[str, tuple[str, ...]], ...] = ()


def line(*parts: str) -> str:
    """The parts of a line of small print that there are."""
    return " · ".join(part for part in parts if part)
