"""What a format is: one record each, over which page, terminal and tests loop.

A family of formats is a module beside this one with a tuple `FORMATS` of its own; `graph.export.formats` finds them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from graph.scene.briefing import Briefing

Page = Literal["16:9", "a4"]
Theme = Literal["light", "dark", "grey"]
Cards = Literal["key", "all"]


@dataclass(frozen=True)
class Options:
    """What may be chosen of a file; a format that has no use for a choice passes it over.

    `width_px` and `height_px` are those of a picture in dots; `page` that of a document or slide; `cards` whether the
    says-who cards give key sources or all.
    """

    width_px: int = 1920
    height_px: int = 1080
    page: Page = "16:9"
    theme: Theme = "light"
    cards: Cards = "key"


Write = Callable[[Briefing, Options], bytes]
CheckFile = Callable[[bytes, Briefing], None]
"""Reads a file back; raises `ExportFailed` where it does not hold what the briefing does."""


@dataclass(frozen=True)
class Format:
    """A format: its id and label, the end of file names, and what makes the file.

    `loses` says in words what of a briefing it does not carry, empty where it carries all; `check` reads a file back
    before it is handed over.
    """

    id: str
    label: str
    extension: str
    media_type: str
    family: Literal["people", "machines"]
    loses: str
    write: Write
    check: CheckFile | None = None
