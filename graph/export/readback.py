"""Files read back before they are handed over: what is not whole, or lacks a line, is not."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import chain

from lxml import etree

from graph.export.svg import ELEMENTS
from graph.model.errors import ExportFailed
from graph.scene.briefing import Briefing

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_SLIDE, _DOCUMENT = "ppt/slides/slide1.xml", "word/document.xml"
_GLUE = re.compile(rb'<a:(?:stCxn|endCxn) id="(\d+)"')


def svg(data: bytes, briefing: Briefing) -> None:
    """It parses, holds nothing but drawing and text, and has every line and every actor."""
    root = _parsed(data)
    if any(not isinstance(part.tag, str) or part.tag.removeprefix(_SVG) not in ELEMENTS for part in root.iter()):
        raise ExportFailed("the SVG holds more than a drawing")
    drawn = {(part.get("data-kind"), part.get("data-id")) for part in root.iter(f"{_SVG}g")}
    wanted = chain(
        (("line", line.id) for line in briefing.scene.lines), (("actor", node.id) for node in briefing.scene.nodes)
    )
    _all_there("SVG", [id_ for kind, id_ in wanted if (kind, id_) not in drawn])


def png(data: bytes, briefing: Briefing) -> None:
    """It is a whole PNG."""
    if not data.startswith(_PNG) or not data.endswith(b"IEND\xaeB`\x82"):
        raise ExportFailed(f"the PNG of “{briefing.title}” is not whole")


def pdf(data: bytes, briefing: Briefing) -> None:
    """It is a whole PDF with tags; Typst has refused it already where it is not accessible."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-32:] or b"/StructTreeRoot" not in data:
        raise ExportFailed(f"the PDF of “{briefing.title}” is not whole")


def pptx(data: bytes, briefing: Briefing) -> None:
    """Its parts parse, and each line's two connectors are glued at both ends."""
    slide = _part(data, _SLIDE)
    glued = len(_GLUE.findall(slide))
    if glued != 4 * len(briefing.scene.lines):
        raise ExportFailed(f"the slide has {glued} glued ends for {len(briefing.scene.lines)} lines")


def docx(data: bytes, briefing: Briefing) -> None:
    """Its parts parse, and every endnote stands in it."""
    text = "\n".join("".join(part.itertext()) for part in _parsed(_part(data, _DOCUMENT)).iter("{*}p"))
    _all_there(
        "document",
        [str(note.number) for note in briefing.endnotes if not re.search(rf"^{note.number}  ", text, re.MULTILINE)],
    )


def html(data: bytes, briefing: Briefing) -> None:
    """Every endnote and every line stands in it."""
    text = data.decode()
    if not text.endswith("</html>\n"):
        raise ExportFailed("the page is not whole")
    _all_there("page", [note.line for note in briefing.endnotes if f'id="note-{note.number}"' not in text])


def _all_there(what: str, missing: list[str]) -> None:
    if missing:
        raise ExportFailed(f"the {what} lacks {len(missing)} of what it should show, {missing[0]} for one")


def _part(data: bytes, name: str) -> bytes:
    """A part of a ZIP whose parts are all whole and parse."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for entry in archive.namelist():
                content = archive.read(entry)
                if entry.endswith((".xml", ".rels")):
                    _parsed(content)
            return archive.read(name)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ExportFailed(f"the file is not whole: {error}") from error


def _parsed(data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ExportFailed(f"the file does not parse: {error}") from error
