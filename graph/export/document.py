"""DOCX: picture, words and endnotes as a document that can be written on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Pt, RGBColor

from graph.export import endnotes
from graph.export.archive import office
from graph.export.colours import colours
from graph.export.fonts import is_rtl, plain
from graph.export.sheet import PAPERS, Size, sheet
from graph.export.typeset import png
from graph.scene.briefing import Briefing
from graph.scene.style import LIGHT

_DOTS = 2400
_FONT = "Calibri"
_MARGIN = 50.0


@dataclass(frozen=True)
class _Run:
    """A piece of text in one look; 0 is the size of its style."""

    text: str
    size: float = 0.0
    bold: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class _Paragraph:
    """Runs in one paragraph: its style, the indent of all lines but, where it hangs, the first; in points."""

    runs: tuple[_Run, ...]
    style: str = "Normal"
    indent: float = 0.0
    hangs: bool = False
    above: float = 0.0
    below: float = 4.0
    keeps: bool = False


def document(briefing: Briefing, theme: str, *, size: Size, cards: str) -> bytes:
    """The briefing as a document on paper of this size; its picture in the theme, its text always dark on white."""
    made = Document()
    _style(made)
    _paper(made.sections[0], size)
    footer = made.sections[0].footer.paragraphs[0]._element
    footer.getparent().replace(footer, _parsed([_Paragraph((_Run(briefing.stamp, 7.5, quiet=True),))])[0])
    _picture(made, briefing, theme, size)
    # Text on A4 stands upright; a page of 16:9 is for screens and stays as it is.
    _paper(made.add_section(WD_SECTION.NEW_PAGE), size[::-1] if size == PAPERS["a4"] else size)
    last = made.element.body[-1]
    # Added one by one, each paragraph would search the whole document for its place.
    for paragraph in _parsed(_text(briefing, cards)):
        last.addprevious(paragraph)
    out = BytesIO()
    made.save(out)
    return office(out.getvalue(), title=briefing.title, at=briefing.generated_at)


def _text(briefing: Briefing, cards: str) -> Iterator[_Paragraph]:
    """All that stands behind the picture."""
    yield _Paragraph((_Run(briefing.title),), "Title")
    for heading, texts in (
        (endnotes.WITHDRAWN, briefing.withdrawn),
        (endnotes.SUMMARY, briefing.summary.splitlines()),
        (endnotes.CAVEATS, briefing.caveats.splitlines()),
        (endnotes.RESTS, briefing.source_summary),
    ):
        if texts:
            yield _heading(heading)
        for text in texts:
            yield _Paragraph((_Run(text),))
    if briefing.figures:
        counted = " · ".join(f"{value} {name}" for name, value in briefing.figures)
        yield _Paragraph((_Run(counted, 9, quiet=True),))
    yield from _cards(briefing, cards)
    yield from _endnotes(briefing)
    yield _heading(endnotes.ABOUT)
    for name, value in endnotes.about(briefing):
        yield _Paragraph((_Run(f"{name}: ", 9, bold=True), _Run(value, 9)), below=1)


def _cards(briefing: Briefing, which: str) -> Iterator[_Paragraph]:
    if briefing.cards:
        yield _heading(endnotes.CARDS)
    for card in briefing.cards:
        yield _Paragraph((_Run(f"{card.number}  {card.sentence}", bold=True),), above=6, keeps=True)
        for line in endnotes.card_lines(card, briefing, which):
            yield _Paragraph((_Run(line.text, 9.5, quiet=line.quiet),), indent=16, below=1)


def _endnotes(briefing: Briefing) -> Iterator[_Paragraph]:
    if briefing.endnotes:
        yield _heading(endnotes.HEADING)
    for note in briefing.endnotes:
        yield _Paragraph((_Run(f"{note.number}  {note.heading}"),), "Heading2")
        yield _Paragraph((_Run(note.sentence, 9, quiet=True),), keeps=True)
        for tie in endnotes.told(note):
            runs = (_Run(tie.sentence, bold=True), _Run(f": {tie.backing}.", 9, quiet=True))
            yield _Paragraph(runs, keeps=True, above=4)
            for one in tie.citations:
                letter = _Run(f"{note.number}{one.letter}\t", 9, bold=True)
                who = _Run(f"{one.who} " if one.who else "", 9)
                yield _Paragraph((letter, who, _Run(one.words, 9, quiet=True)), indent=28, hangs=True)


def _heading(text: str) -> _Paragraph:
    return _Paragraph((_Run(text),), "Heading1")


def _style(made: Doc) -> None:
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10)
    for name, size in (("Title", 22), ("Heading 1", 15), ("Heading 2", 11.5)):
        style = made.styles[name]
        style.font.size, style.font.bold = Pt(size), True
        style.font.color.rgb = RGBColor.from_string(LIGHT.ink[1:].upper())
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), _FONT)
    border = made.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        made.styles["Title"].element.pPr.remove(border)


def _paper(section: Section, size: Size) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if size[0] > size[1] else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(size[0]), Pt(size[1])
    section.left_margin = section.right_margin = Pt(_MARGIN)
    section.top_margin, section.bottom_margin = Pt(36), Pt(40)
    section.header_distance = section.footer_distance = Pt(20)


def _picture(made: Doc, briefing: Briefing, theme: str, size: Size) -> None:
    """The picture across the first page, with its words for those who do not see it."""
    room = (size[0] - 2 * _MARGIN, size[1] - 100)
    drawn = sheet(briefing, room)
    dots = (_DOTS, round(_DOTS * room[1] / room[0]))
    data = png(drawn.page, colours(theme), size=dots, at=briefing.generated_at)
    about = made.add_picture(BytesIO(data), width=Pt(room[0]))._inline.docPr
    about.set("descr", plain(drawn.page.says))
    about.set("name", "Picture")


def _parsed(paragraphs: Iterable[_Paragraph]) -> list[object]:
    body = f"<w:body {nsdecls('w')}>{''.join(map(_paragraph, paragraphs))}</w:body>"
    return list(parse_xml(body))


def _paragraph(paragraph: _Paragraph) -> str:
    styled = paragraph.style != "Normal"
    rtl = is_rtl("".join(run.text for run in paragraph.runs))
    spacing = "" if styled else f'<w:spacing w:before="{_twips(paragraph.above)}" w:after="{_twips(paragraph.below)}"/>'
    hanging = f' w:hanging="{_twips(paragraph.indent)}"' if paragraph.hangs else ""
    indent = f'<w:ind w:left="{_twips(paragraph.indent)}"{hanging}/>' if paragraph.indent else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{paragraph.style}"/>{"<w:keepNext/>" if paragraph.keeps else ""}'
        f"{'<w:bidi/>' if rtl else ''}{spacing}{indent}</w:pPr>"
        f"{''.join(_run(run) for run in paragraph.runs if run.text)}</w:p>"
    )


def _run(run: _Run) -> str:
    tab = "<w:tab/>" if run.text.endswith("\t") else ""
    look = (
        ("<w:b/>" if run.bold else "")
        + (f'<w:color w:val="{LIGHT.quiet[1:]}"/>' if run.quiet else "")
        + (f'<w:sz w:val="{round(run.size * 2)}"/><w:szCs w:val="{round(run.size * 2)}"/>' if run.size else "")
        + ("<w:rtl/>" if is_rtl(run.text) else "")
        + '<w:lang w:val="en-GB"/>'
    )
    text = escape(plain(run.text.rstrip("\t")))
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t>{tab}</w:r>'


def _twips(points: float) -> int:
    return round(points * 20)
