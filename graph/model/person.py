"""Who acts: handed to whatever writes or exports, never looked up there."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("viewer", "editor", "reviewer", "admin")


@dataclass(frozen=True)
class Person:
    """A person at work: a stable id, the name to show, and what they may do."""

    id: str
    name: str
    roles: frozenset[str]


DESK = Person(id="desk", name="desk", roles=frozenset(ROLES))
"""The one person of the desk profile, with all roles."""
