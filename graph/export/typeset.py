"""Typesetting with Typst: templates beside this module, texts as data, our fonts and no others."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path as File
from typing import Any

import typst

from graph.export.fonts import FAMILIES, folders, is_rtl, legible
from graph.export.marks import Page, Words
from graph.export.svg import svg
from graph.model.errors import ExportFailed

_TEMPLATES = File(__file__).with_name("typst")


def typeset(
    template: str,
    data: Mapping[str, Any],
    drawings: Mapping[str, str],
    *,
    format: str,
    at: str,
    ppi: float = 144.0,
    standards: Sequence[str] = (),
) -> list[bytes]:
    """Pages (PNG, SVG) or one file (PDF) from a template.

    Args:
        template: name of a file in `typst/`; it finds `data.json` and the drawings by name.
        data: what the template sets; its texts must be `legible`.
        drawings: name of a file -> SVG.
        format: `png`, `svg` or `pdf`.
        at: when it was made, ISO 8601; nothing in the file is younger.
        ppi: dots to the inch of a PNG.
        standards: what a PDF must keep to (`ua-1`).

    Raises:
        ExportFailed: Typst refuses it, for one because it does not keep to a standard.
    """
    files = {
        "main.typ": _template(template),
        "picture.typ": _template("picture.typ"),
        "data.json": json.dumps({**data, "fonts": [name for name, _, _ in FAMILIES]}).encode(),
        **{name: drawing.encode() for name, drawing in drawings.items()},
    }
    compile_: Any = typst.compile  # its stub knows no dictionary of files, which the library takes all the same
    try:
        made = compile_(
            files,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format=format,
            ppi=ppi,
            pdf_standards=list(standards),
            timestamp=int(datetime.fromisoformat(at).timestamp()),
        )
    except typst.TypstError as error:
        raise ExportFailed(f"the {format.upper()} could not be typeset: {error}") from error
    return made if isinstance(made, list) else [made]


def drawings(page: Page, colours: Mapping[str, str], at: str) -> dict[str, str]:
    """What lies beneath the texts of a page, as SVG without a text: what is drawn, and the halos of the names."""
    haloed = [item for item in words(page, colours) if item["halo"]]
    data = {"width": page.width, "height": page.height, "ground": colours["ground"], "words": haloed}
    (halos,) = typeset("halos.typ", data, {}, format="svg", at=at)
    return {"drawing.svg": svg(page, colours, words=False), "halos.svg": halos.decode()}


def words(page: Page, colours: Mapping[str, str]) -> list[dict[str, Any]]:
    """The texts of a page as data for `picture.typ`."""
    return [
        {
            "text": legible(mark.text),
            "x": round(mark.x, 2),
            "y": round(mark.y, 2),
            "size": round(mark.size, 2),
            "colour": colours[mark.colour],
            "bold": mark.bold,
            "anchor": mark.anchor,
            "halo": round(mark.halo, 2),
            "rtl": is_rtl(mark.text),
        }
        for group in page.groups
        for mark in group.marks
        if isinstance(mark, Words) and mark.text.strip()
    ]


def png(page: Page, colours: Mapping[str, str], *, size: tuple[int, int], at: str) -> bytes:
    """The page as a PNG of this many dots across and down; the page has the same proportions."""
    data = {"width": page.width, "height": page.height, "ground": colours["ground"], "words": words(page, colours)}
    ppi = 72 * min(size[0] / page.width, size[1] / page.height)
    return typeset("png.typ", data, drawings(page, colours, at), format="png", at=at, ppi=ppi)[0]


@cache
def _template(name: str) -> bytes:
    return _TEMPLATES.joinpath(name).read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in folders()]
    )
