"""All formats that a briefing can be written in."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

import graph.export
from graph.export.registry import Format
from graph.model.errors import NotFound

_FAMILIES = ("people", "machines")


@cache
def formats() -> tuple[Format, ...]:
    """Every format of every module of this room, those for people first, then by label.

    The modules are loaded when this is first asked: what typesets and draws slides takes its time.
    """
    modules = (import_module(f"graph.export.{found.name}") for found in pkgutil.iter_modules(graph.export.__path__))
    found = [format_ for module in modules for format_ in getattr(module, "FORMATS", ())]
    return tuple(sorted(found, key=lambda one: (_FAMILIES.index(one.family), one.label.casefold())))


def find(id_: str) -> Format:
    """The format of this id; NotFound where there is none."""
    for format_ in formats():
        if format_.id == id_:
            return format_
    raise NotFound("format", id_)
