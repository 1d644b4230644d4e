"""The briefing itself as JSON: the one file that holds all that was frozen, and whose bytes its digest stands for."""

from __future__ import annotations

from graph.export.holding import reading
from graph.export.registry import Format, Options
from graph.model.errors import ExportFailed
from graph.scene.briefing import Briefing
from graph.scene.frozen import canonical, read


def to_json(briefing: Briefing, options: Options) -> bytes:
    """The canonical text, as a snapshot keeps it."""
    del options
    return canonical(briefing).encode()


@reading("JSON")
def check_json(data: bytes, briefing: Briefing) -> None:
    """Refuse a file that is not read back as the same briefing with the same digest."""
    if canonical(read(data.decode())) != canonical(briefing):
        raise ExportFailed("The JSON file is not read back as the picture it was made of; it was not kept.")


FORMATS = (Format("json", "JSON (all of it)", "json", "application/json", "machines", "", to_json, check_json),)
"""The canonical JSON."""
