"""`python -m tests.gallery DIR`: the opening view in every format, on both pages and in all themes, to be looked at.

Each file is made twice; the times of both are printed, since the first one loads fonts and libraries.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from graph.desk.desk import Desk
from graph.export.registry import Options
from graph.model.person import DESK
from graph.model.settings import Settings
from graph.model.view import parse
from graph.scene.briefing import Words

ROOT = Path(__file__).resolve().parents[2]
TITLE = "Who is tied to whom, and who says so"
PAGED, PICTURES = ("pdf", "pptx", "docx"), ("png", "svg")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files and print a row each: name, bytes, seconds of the first and of the second making."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the files go; made if it is not there")
    parser.add_argument("--query", default="", help="another view, as in the address of the page, after the ?")
    parser.add_argument("--title", default=TITLE, help="what stands above the picture")
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_environment({"ATTEST_DATABASE_URL": f"sqlite:///{folder}/attest.sqlite"}, ROOT)
        desk = Desk.open(settings, DESK)
        desk.start()
        briefing = desk.snapshots.brief(parse(asked.query, desk.known).view, Words(title=asked.title))
        for format_ in desk.exports.formats():
            for suffix, options in _ways(format_.id):
                name = f"{format_.id}{suffix}.{format_.extension}"
                first = time.perf_counter()
                file = desk.exports.write_to(asked.folder / name, briefing, format_.id, options)
                second = time.perf_counter()
                again = desk.exports.write(briefing, format_.id, options)
                third = time.perf_counter()
                same = "" if again.content == file.content else "  not the same bytes the second time"
                print(f"{name:<24}{len(file.content):>10,}{second - first:>8.2f}{third - second:>8.2f}{same}")
    return 0


def _ways(format_: str) -> Iterator[tuple[str, Options]]:
    """The ways a format is shown here: what is added to the file's name, and the options."""
    plain = Options(width_px=2560, height_px=1440)
    if format_ in PAGED:
        yield "-16x9", plain
        yield "-a4", replace(plain, page="a4")
    elif format_ in PICTURES:
        for theme in ("light", "dark", "grey"):
            yield f"-{theme}", replace(plain, theme=theme)
        yield "-a4", replace(plain, width_px=2526, height_px=1786)
    else:
        yield "", plain


if __name__ == "__main__":
    sys.exit(main())
