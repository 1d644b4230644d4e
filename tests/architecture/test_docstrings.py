"""Whatever has a public name says what it means."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.code import Module, modules

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
WRITTEN = [module for module in modules() if "/migrations/" not in module.path]


@pytest.mark.parametrize("module", WRITTEN, ids=lambda module: str(module.path))
def test_public_names_have_docstrings(module: Module) -> None:
    bare = [
        f"{module.path}:{getattr(node, 'lineno', 1)} {name}"
        for name, node in _public(module.tree)
        if len((ast.get_docstring(node) or "").split()) < 2
    ]
    assert bare == []


def _public(tree: ast.Module) -> Iterator[tuple[str, Documented]]:
    yield "the module", tree
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node.name, node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", inner
