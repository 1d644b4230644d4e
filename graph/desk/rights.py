"""Who may do what, and whether two pairs of eyes are needed; asked by every door that changes the list."""

from __future__ import annotations

from graph.model.errors import NotAllowed
from graph.model.person import Person
from graph.store.store import Store

FOUR_EYES = "four_eyes"


def need(by: Person, role: str, deed: str) -> None:
    """NotAllowed unless the person has a role; `deed` says what it is needed for: `approve drafts`."""
    if role not in by.roles:
        raise NotAllowed(f"only who is {'an' if role[0] in 'ae' else 'a'} {role} may {deed}; ask one of them")


def four_eyes(store: Store) -> bool:
    """Whether every change needs a second person before it is published."""
    return store.switches.is_on(FOUR_EYES)


def publishes(store: Store, by: Person) -> bool:
    """Whether what this person saves is published at once; otherwise it becomes a draft for somebody else."""
    return "reviewer" in by.roles and not four_eyes(store)
