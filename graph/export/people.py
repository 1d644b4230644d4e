"""Files for people: pictures, pages, slides, and a page that works from a stick."""

from __future__ import annotations

from graph.export import readback
from graph.export.colours import colours
from graph.export.document import document
from graph.export.pdf import pdf
from graph.export.registry import Format, Options
from graph.export.sheet import PAPERS, Sheet, proportioned, sheet
from graph.export.slides import slides
from graph.export.standalone import standalone
from graph.export.svg import svg
from graph.export.typeset import png
from graph.scene.briefing import Briefing

_ENDNOTES = "endnotes are in the PDF, the slides, the document and the page of the same digest"


def _picture(briefing: Briefing, options: Options) -> Sheet:
    return sheet(briefing, proportioned(options.width_px, options.height_px), aside=_ENDNOTES)


def _svg(briefing: Briefing, options: Options) -> bytes:
    return svg(_picture(briefing, options).page, colours(options.theme)).encode()


def _png(briefing: Briefing, options: Options) -> bytes:
    page = _picture(briefing, options).page
    size = (options.width_px, options.height_px)
    return png(page, colours(options.theme), size=size, at=briefing.generated_at)


def _pdf(briefing: Briefing, options: Options) -> bytes:
    return pdf(briefing, sheet(briefing, PAPERS[options.page]), colours(options.theme), cards=options.cards)


def _pptx(briefing: Briefing, options: Options) -> bytes:
    return slides(briefing, sheet(briefing, PAPERS[options.page]), colours(options.theme), cards=options.cards)


def _docx(briefing: Briefing, options: Options) -> bytes:
    return document(briefing, options.theme, size=PAPERS[options.page], cards=options.cards)


def _html(briefing: Briefing, options: Options) -> bytes:
    return standalone(briefing, options.theme, cards=options.cards)


FORMATS = (
    Format("png", "PNG picture", "png", "image/png", "people", _ENDNOTES, _png, readback.png),
    Format("svg", "SVG picture", "svg", "image/svg+xml", "people", _ENDNOTES, _svg, readback.svg),
    Format("pdf", "PDF, accessible", "pdf", "application/pdf", "people", "", _pdf, readback.pdf),
    Format(
        "pptx",
        "PowerPoint slides",
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "people",
        "",
        _pptx,
        readback.pptx,
    ),
    Format(
        "docx",
        "Word document",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "people",
        "",
        _docx,
        readback.docx,
    ),
    Format("html", "Web page in one file", "html", "text/html", "people", "", _html, readback.html),
)
"""What a briefer takes away to show, print or read."""
