"""The wire format is written down twice, in Python and in JavaScript; both say the same fields in the same order."""

from __future__ import annotations

import dataclasses
import re
import types
import typing

from graph.scene import shapes
from tests.architecture.code import ROOT

JAVASCRIPT = ROOT / "graph" / "ui" / "network" / "shapes.js"
WORDS = {str: "string", bool: "boolean", int: "number", float: "number"}


def test_the_typedefs_are_the_shapes() -> None:
    found = {name: fields for name, fields in _typedefs().items() if name in _shapes()}
    assert found == _shapes()


def _shapes() -> dict[str, list[tuple[str, str]]]:
    return {
        name: [
            (field.name, _javascript(typing.get_type_hints(shape)[field.name])) for field in dataclasses.fields(shape)
        ]
        for name, shape in vars(shapes).items()
        if dataclasses.is_dataclass(shape) and isinstance(shape, type)
    }


def _javascript(hint: typing.Any) -> str:
    if hint in WORDS:
        return WORDS[hint]
    if typing.get_origin(hint) is tuple:
        inner, *_ = typing.get_args(hint)
        return f"{_javascript(inner)}[]"
    if isinstance(hint, types.UnionType):
        return " | ".join("null" if part is types.NoneType else _javascript(part) for part in typing.get_args(hint))
    return str(hint.__name__)


def _typedefs() -> dict[str, list[tuple[str, str]]]:
    """Read both ways of writing a typedef: `@typedef {{a: string}} Name`, and one `@property` a field."""
    text = re.sub(r"^\s*(/\*\*| \*/?) ?", "", JAVASCRIPT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = {}
    for body, name in re.findall(r"@typedef \{\{(.*?)\}\} (\w+)", text, re.DOTALL):
        fields = re.findall(r"(\w+)\??:\s*([^,;]+)", body)
        found[name] = [(field, _tidy(kind)) for field, kind in fields]
    for name, body in re.findall(r"@typedef \{[oO]bject\} (\w+)(.*?)(?=@typedef|\Z)", text, re.DOTALL):
        fields = re.findall(r"@property \{(.+?)\} \[?(\w+)", body)
        found[name] = [(field, _tidy(kind)) for kind, field in fields]
    return found


def _tidy(kind: str) -> str:
    plain = re.sub(r"(?:Readonly)?Array<(\w+)>", r"\1[]", kind.strip().replace("readonly ", ""))
    # A closed set of words is text on the wire.
    return re.sub(r"""(?:"\w*"|'\w*')(?:\s*\|\s*(?:"\w*"|'\w*'))*""", "string", plain)
