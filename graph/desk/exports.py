"""Exports: a briefing as a file in any format, read back before it is handed over."""

from __future__ import annotations

import errno
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.desk.kept import Kept
from graph.export.formats import find, formats
from graph.export.registry import Format, Options
from graph.model.errors import ExportFailed, NotAllowed, UsageError
from graph.scene.briefing import Briefing, Check
from graph.scene.checks import blocking, standing, unanswered

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "page": ("16:9", "a4"),
    "theme": ("light", "dark", "grey"),
    "cards": ("key", "all"),
}
_SIDES = ("width_px", "height_px")
_OFFERED = "page is 16:9 or a4, theme light, dark or grey, cards key or all; width_px and height_px are dots"
LARGEST = 8192
"""The most dots a picture has along one side."""
SMALLEST = 320


@dataclass(frozen=True)
class File:
    """A file that was read back and holds what the briefing does."""

    name: str
    media_type: str
    content: bytes


class Exports:
    """The way out. Nothing unreviewed leaves by it, and nothing that a check blocks unless somebody answered for it.

    Nothing is shared between two exports, so that any number may run at once; pictures to look at are kept for a while.
    """

    def __init__(self) -> None:
        self._pictures = Kept(8)

    def formats(self) -> tuple[Format, ...]:
        """All formats, those for people first."""
        return formats()

    def options(self, asked: Mapping[str, str]) -> Options:
        """The options as an address names them, `page=a4&width_px=3840`; UsageError where one makes no sense."""
        found: dict[str, object] = {}
        for name, text in asked.items():
            if name in _CHOICES and text in _CHOICES[name]:
                found[name] = text
            elif name in _SIDES and text.isdecimal() and len(text) <= 5:
                found[name] = int(text)
            else:
                raise UsageError(f"{name}={text} is no way to make a file; {_OFFERED}")
        return Options(**found)  # type: ignore[arg-type]

    def picture(self, briefing: Briefing, options: Options) -> str:
        """The picture as SVG, to be looked at here and now whatever the checks say."""
        key = (briefing.digest, briefing.withdrawn, options)
        return self._pictures.get(key, lambda: find("svg").write(briefing, options).decode())

    def standing(self, briefing: Briefing) -> tuple[Check, ...]:
        """The checks as they stand now."""
        return standing(briefing)

    def blocks(self, briefing: Briefing) -> bool:
        """Whether a check holds it back, whoever answered for that."""
        return bool(blocking(briefing))

    def stop(self, briefing: Briefing) -> str:
        """Why no file is made of it, in words; empty where files are made."""
        try:
            _refuse(briefing, Options())
        except NotAllowed as error:
            return str(error)
        return ""

    def write(self, briefing: Briefing, format_: str, options: Options | None = None) -> File:
        """The briefing in a format.

        Raises:
            NotFound: there is no such format.
            NotAllowed: it shows something unreviewed, or a check blocks and nobody has answered for that.
            UsageError: the picture would be too large or too small.
            ExportFailed: the file could not be made, or did not hold what it should; there is none.
        """
        made, options = find(format_), options or Options()
        _refuse(briefing, options)
        try:
            content = made.write(briefing, options)
            if made.check is not None:
                made.check(content, briefing)
        except OSError as error:
            raise ExportFailed(f"{made.label} could not be made: {_trouble(error)}; no file was made") from error
        except MemoryError as error:
            raise ExportFailed(f"{made.label} needs more memory than there is; choose a smaller picture") from error
        return File(file_name(briefing, made), made.media_type, content)

    def write_to(self, path: Path, briefing: Briefing, format_: str, options: Options | None = None) -> File:
        """Write the file to a path: there as a whole or not at all, and what stood there before stays till then."""
        file = self.write(briefing, format_, options)
        handle, part = -1, ""
        try:
            handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            with os.fdopen(handle, "wb") as out:
                out.write(file.content)
                out.flush()
                os.fsync(out.fileno())
            Path(part).chmod(0o644)
            Path(part).replace(path)
        except BaseException as error:
            if part:
                Path(part).unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise ExportFailed(f"{path} could not be written: {_trouble(error)}; nothing was left there") from error
            raise
        return file


def file_name(briefing: Briefing, format_: Format) -> str:
    """`iran-and-russia-3f9a01bc.pdf`: of the title in plain letters, and of the digest."""
    plain = unicodedata.normalize("NFKD", briefing.title).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "picture"
    return f"{words}-{briefing.digest[:8]}.{format_.extension}"


def in_words(blocks: Iterable[Check]) -> str:
    """Checks that hold a briefing back, with their numbers."""
    return "; ".join(f"check {check.number}: {check.words.rstrip('.')}" for check in blocks)


def _refuse(briefing: Briefing, options: Options) -> None:
    if any(line.unreviewed or any(row.unreviewed for row in line.ties) for line in briefing.scene.lines):
        raise NotAllowed("This picture shows unreviewed entries; no file is made of it.")
    blocks = unanswered(briefing)
    if blocks:
        why = "write why it goes out all the same; what is written was for something else"
        if not briefing.override:
            why = "say why it goes out all the same"
        raise NotAllowed(f"No file is made: {in_words(blocks)}. Mend it, or let a reviewer {why}.")
    if not all(SMALLEST <= side <= LARGEST for side in (options.width_px, options.height_px)):
        raise UsageError(f"a picture has from {SMALLEST} to {LARGEST:,} dots along each side")


def _trouble(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full"
    return error.strerror or str(error)
