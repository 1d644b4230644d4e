"""The syntax trees of the application, and what they import."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """A Python file of the application.

    Attributes:
        path: from the project's folder, with slashes.
        room: `model`, `ui`, ...; `__main__` and `app` are rooms of their own.
    """

    path: str
    room: str
    tree: ast.Module

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and full name of everything imported, also inside functions and for types only."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield node.lineno, alias.name
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.path}:{node.lineno}: a relative import; write the full name"
                for alias in node.names:
                    yield node.lineno, f"{node.module}.{alias.name}"

    def calls(self) -> Iterator[tuple[int, str]]:
        """Line and written name of everything called: `datetime.now`, `uuid4`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node.lineno, ast.unparse(node.func)


@cache
def modules() -> tuple[Module, ...]:
    """The application's files: `app.py` and all of `graph/`."""
    files = [ROOT / "app.py", *sorted((ROOT / "graph").rglob("*.py"))]
    return tuple(
        Module(
            path=file.relative_to(ROOT).as_posix(),
            room=_room(file.relative_to(ROOT)),
            tree=ast.parse(file.read_text(encoding="utf-8"), str(file)),
        )
        for file in files
    )


def _room(path: Path) -> str:
    if path.parts[0] == "graph" and len(path.parts) > 2:
        return path.parts[1]
    return path.stem
