"""What every file is held to before it is handed over: the lines and the sources of the picture, all and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from graph.export.cited import Cited
from graph.model.errors import ExportFailed
from graph.scene.briefing import Briefing

Edge = tuple[str, str, str]


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn whatever a reader stumbles over into ExportFailed: a file that cannot be read is not handed over."""
    try:
        yield
    except ExportFailed:
        raise
    except Exception as error:
        raise ExportFailed(f"The {name} file cannot be read back: {error}; it was not kept.") from error


@dataclass(frozen=True)
class Found:
    """What was read back: line and its two ends of all that is drawn, and `12a` -> the page's id."""

    edges: Iterable[Edge]
    pages: Mapping[str, str]


def refuse(found: Found, briefing: Briefing, name: str) -> None:
    """Raise ExportFailed where a file that was read back holds other lines or other sources than the picture."""
    cited = Cited(briefing)
    lines = _difference({edge[0] for edge in found.edges}, {edge[0] for edge in cited.edges})
    if lines or set(found.edges) != cited.edges:
        raise ExportFailed(f"The {name} file does not hold the lines of the picture{lines}; it was not kept.")
    pages = _difference(found.pages.items(), cited.numbers.items())
    if pages:
        raise ExportFailed(f"The {name} file does not hold the sources of the picture{pages}; it was not kept.")


def _difference(found: Iterable[object], wanted: Iterable[object]) -> str:
    different = sorted(map(str, set(found) ^ set(wanted)))
    return f" ({', '.join(different[:3])}{' ...' if len(different) > 3 else ''})" if different else ""
