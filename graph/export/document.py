"""DOCX: picture, words and endnotes as a document that can be written on."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from graph.export import endnotes
from graph.export.archive import office
from graph.export.colours import colours
from graph.export.fonts import plain
from graph.export.sheet import PAPERS, Size, sheet
from graph.export.typeset import png
from graph.scene.briefing import Briefing

_PIXELS = 2400
_FONT = "Calibri"
_MARGIN = 50.0


def document(briefing: Briefing, theme: str, *, size: Size, cards: str) -> bytes:
    """The briefing as a document on paper of this size; its picture in the theme, its text always dark on white."""
    made = Document()
    _style(made)
    _paper(made.sections[0], size)
    _add(made.sections[0].footer.paragraphs[0], briefing.stamp, size=7.5, quiet=True)
    _picture(made, briefing, theme, size)
    # Text on A4 stands upright; a page of 16:9 is for screens and stays as it is.
    _paper(made.add_section(WD_SECTION.NEW_PAGE), size[::-1] if size == PAPERS["a4"] else size)
    made.add_heading(plain(briefing.title), 0)
    for heading, texts in (
        (endnotes.WITHDRAWN, briefing.withdrawn),
        (endnotes.SUMMARY, briefing.summary.splitlines()),
        (endnotes.CAVEATS, briefing.caveats.splitlines()),
        (endnotes.RESTS, briefing.source_summary),
    ):
        if texts:
            made.add_heading(heading, 1)
        for text in texts:
            _add(made.add_paragraph(), text)
    if briefing.figures:
        counted = " · ".join(f"{value} {name}" for name, value in briefing.figures)
        _add(made.add_paragraph(), counted, size=9, quiet=True)
    _cards(made, briefing, cards)
    _endnotes(made, briefing)
    made.add_heading(endnotes.ABOUT, 1)
    for name, value in endnotes.about(briefing):
        paragraph = made.add_paragraph()
        _add(paragraph, f"{name}: ", size=9, bold=True)
        _add(paragraph, value, size=9)
    out = BytesIO()
    made.save(out)
    return office(out.getvalue(), title=briefing.title, at=briefing.generated_at)


def _paper(section: Section, size: Size) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if size[0] > size[1] else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(size[0]), Pt(size[1])
    section.left_margin = section.right_margin = Pt(_MARGIN)
    section.top_margin, section.bottom_margin = Pt(36), Pt(40)
    section.header_distance = section.footer_distance = Pt(20)


def _style(made: Doc) -> None:
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    for name, size in (("Title", 22), ("Heading 1", 15), ("Heading 2", 11.5)):
        style = made.styles[name]
        style.font.size, style.font.bold = Pt(size), True
        style.font.color.rgb = RGBColor(0x1A, 0x22, 0x30)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), _FONT)
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{script}"), None)
    border = made.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        made.styles["Title"].element.pPr.remove(border)


def _picture(made: Doc, briefing: Briefing, theme: str, size: Size) -> None:
    """The picture across the first page, with its words for those who do not see it."""
    room = (size[0] - 2 * _MARGIN, size[1] - 100)
    drawn = sheet(briefing, room)
    dots = (_PIXELS, round(_PIXELS * room[1] / room[0]))
    data = png(drawn.page, colours(theme), size=dots, at=briefing.generated_at)
    about = made.add_picture(BytesIO(data), width=Pt(room[0]))._inline.docPr
    about.set("descr", plain(drawn.page.says))
    about.set("name", "Picture")


def _cards(made: Doc, briefing: Briefing, which: str) -> None:
    if briefing.cards:
        made.add_heading(endnotes.CARDS, 1)
    for card in briefing.cards:
        paragraph = made.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(6)
        _add(paragraph, f"{card.number}  {card.sentence}", bold=True)
        for line in endnotes.card_lines(card, briefing, which):
            below = made.add_paragraph()
            below.paragraph_format.left_indent, below.paragraph_format.space_after = Pt(16), Pt(1)
            _add(below, line, size=9.5)


def _endnotes(made: Doc, briefing: Briefing) -> None:
    if briefing.endnotes:
        made.add_heading(endnotes.HEADING, 1)
    for note in briefing.endnotes:
        made.add_heading(plain(f"{note.number}  {note.heading}"), 2)
        _add(made.add_paragraph(), note.sentence, size=9, quiet=True)
        for tie in endnotes.told(note):
            paragraph = made.add_paragraph()
            paragraph.paragraph_format.keep_with_next = True
            _add(paragraph, tie.sentence, bold=True)
            _add(paragraph, f": {tie.backing}.", size=9, quiet=True)
            for one in tie.citations:
                cited = made.add_paragraph()
                cited.paragraph_format.left_indent, cited.paragraph_format.first_line_indent = Pt(22), Pt(-22)
                _add(cited, f"{note.number}{one.letter}\t", size=9, bold=True)
                _add(cited, f"{one.who} " if one.who else "", size=9)
                _add(cited, one.words, size=9, quiet=True)


def _add(paragraph: Paragraph, text: str, *, size: float = 0.0, bold: bool = False, quiet: bool = False) -> None:
    if not text:
        return
    run = paragraph.add_run(plain(text))
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if quiet:
        run.font.color.rgb = RGBColor(0x3F, 0x4A, 0x5A)
    run._element.get_or_add_rPr().append(_language())


def _language() -> OxmlElement:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    return language
