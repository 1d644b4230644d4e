"""Each file for people, parsed back by a library of its own, holds the lines of the scene and each line's sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

import pypdf
import pytest
from docx import Document
from lxml import etree, html
from pptx import Presentation
from pptx.oxml.ns import qn

from graph.export.formats import find
from graph.export.registry import Options
from graph.scene.briefing import Briefing
from tests.export.briefings import briefing, citations, crowded, empty

SVG = "{http://www.w3.org/2000/svg}"
PACKAGES = ("small", "curated")
Edges = set[tuple[int, str, str]]
Sources = Mapping[int, set[tuple[str, str]]]


@cache
def made(format_: str, package: str, page: str = "16:9") -> bytes:
    """The file of a package's opening view, read back as the desk does before it hands it over."""
    one = find(format_)
    data = one.write(briefing(package), Options(page="a4" if page == "a4" else "16:9"))
    assert one.check is not None
    one.check(data, briefing(package))
    return data


def edges(of: Briefing) -> Edges:
    """Number and names of the ends of every line."""
    names = {node.id: node.label for node in of.scene.nodes}
    return {(of.numbers[line.id], *_in_order(names[line.a], names[line.b])) for line in of.scene.lines}


def _in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def sources(of: Briefing) -> Sources:
    """Number -> letter and address (or title, or publisher) of each page behind the line."""
    return {
        note.number: {(one.letter, one.url or one.title or one.publisher) for one in citations((note,))}
        for note in of.endnotes
    }


def packed(text: str) -> str:
    """The text without blanks: they change wherever a line breaks."""
    return re.sub(r"\s+", "", text)


def sources_in(text: str, of: Briefing, *, numbered: bool) -> Sources:
    """What a run of text says: endnotes by their headings, in each the letters and the pages that follow them."""
    flat = packed(text)
    first = of.endnotes[0]
    starts, at = [], max(flat.find(packed(f"Endnotes {first.number} {first.heading}")), 0)
    for note in of.endnotes:
        at = flat.index(packed(f"{note.number}{note.heading}"), at)
        starts.append(at)
        at += 1
    found: dict[int, set[tuple[str, str]]] = {}
    every = {(one.url or one.title or one.publisher) for one in citations(of.endnotes)}
    for note, start, end in zip(of.endnotes, starts, [*starts[1:], len(flat)], strict=True):
        part = flat[start:end]
        letters = {}
        for one in citations((note,)):
            letter = f"{note.number}{one.letter}" if numbered else one.letter
            if f"{letter}{packed(one.words)}" in part:
                letters[one.letter] = one.url or one.title or one.publisher
        found[note.number] = set(letters.items())
        strange = {url for url in every if url.startswith("http") and f"{packed(url)},accessed" in part}
        assert strange <= {name for _, name in found[note.number]}, f"endnote {note.number} cites what it should not"
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_svg_has_every_line_with_its_number_as_text(package: str) -> None:
    of = briefing(package)
    root = etree.fromstring(made("svg", package))
    badges = {
        (int(texts[-1]), part.get("data-id"))
        for part in root.iter(f"{SVG}g")
        if part.get("data-kind") == "badge"
        for texts in [["".join(text.itertext()) for text in part.iter(f"{SVG}text")]]
    }
    assert badges == {(number, line) for line, number in of.numbers.items()}
    assert {part.get("data-id") for part in root.iter(f"{SVG}g") if part.get("data-kind") == "line"} == set(of.numbers)
    texts = {"".join(part.itertext()) for part in root.iter(f"{SVG}text")}
    assert of.title in texts
    assert of.stamp in " ".join("".join(part.itertext()) for part in root.iter(f"{SVG}text"))
    assert {entry.words for entry in of.scene.legend} <= texts


@pytest.mark.parametrize("page", ["16:9", "a4"])
@pytest.mark.parametrize("package", PACKAGES)
def test_pdf_numbers_lines_and_cites_their_pages(package: str, page: str) -> None:
    of = briefing(package)
    reader = pypdf.PdfReader(BytesIO(made("pdf", package, page)))
    texts = [one.extract_text() for one in reader.pages]
    stamp = re.compile(r"\s*".join(map(re.escape, of.stamp.split())) + r"\s*\d*")
    assert all(stamp.search(text) for text in texts)
    assert sources_in("\n".join(stamp.sub("", text) for text in texts[1:]), of, numbered=False) == sources(of)
    numbers = set(re.findall(r"^\d+$", re.sub(r"\s+", "\n", texts[0]), re.MULTILINE))
    assert all(any(str(number) in digits for digits in numbers) for number in of.numbers.values())


def test_pdf_can_be_read_aloud() -> None:
    """Typst refuses what is not PDF/UA; this looks whether it was asked to."""
    reader = pypdf.PdfReader(BytesIO(made("pdf", "curated")))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    assert reader.metadata is not None
    assert reader.metadata.title == briefing("curated").title
    roles = _roles(root["/StructTreeRoot"])
    assert {"/Document", "/H1", "/H2", "/H3", "/Figure", "/P", "/Link"} <= set(roles)
    assert any("A network of 17 actors and 53 lines" in alt for alt in roles["/Figure"])
    assert all(roles["/Figure"])


def _roles(element: Any) -> dict[str, list[str]]:
    """Role -> the alternative texts of the elements of that role."""
    found: dict[str, list[str]] = {}
    waiting = [element]
    while waiting:
        one = waiting.pop().get_object()
        if not isinstance(one, dict):
            continue
        if "/S" in one:
            found.setdefault(one["/S"], []).append(str(one.get("/Alt", "")))
        children = one.get("/K", [])
        children = children.get_object() if hasattr(children, "get_object") else children
        waiting += children if isinstance(children, list) else [children]
    return found


@pytest.mark.parametrize("page", ["16:9", "a4"])
@pytest.mark.parametrize("package", PACKAGES)
def test_pptx_glues_two_connectors_a_line(package: str, page: str) -> None:
    of = briefing(package)
    slide = Presentation(BytesIO(made("pptx", package, page))).slides[0]
    names: dict[int, str] = {}
    for element in slide.shapes._spTree.iter(qn("p:cNvPr")):
        names[int(element.get("id"))] = element.get("name")
    assert len(names) == len(list(slide.shapes._spTree.iter(qn("p:cNvPr")))), "two shapes have one number"
    ends: dict[int, set[str]] = {}
    halves = 0
    for element in slide.shapes._spTree.iter(qn("p:cxnSp")):
        start, end = (int(element.find(f".//{qn(name)}").get("id")) for name in ("a:stCxn", "a:endCxn"))
        number = int(names[start].removeprefix("Line ").partition(":")[0])
        ends.setdefault(number, set()).add(names[end])
        assert element.find(f".//{qn('p:cNvPr')}").get("descr"), "a line says in words what it is"
        halves += 1
    assert halves == 2 * len(of.scene.lines)
    assert {(number, *_in_order(*actors)) for number, actors in ends.items()} == edges(of)


@pytest.mark.parametrize("package", PACKAGES)
def test_pptx_connectors_end_where_they_are_glued(package: str) -> None:
    """PowerPoint draws a connector where it was saved until something moves; both places are the same."""
    slide = Presentation(BytesIO(made("pptx", package))).slides[0]
    boxes = {}
    for element in slide.shapes._spTree.iter(qn("p:sp")):
        off, extent = element.find(f".//{qn('a:off')}"), element.find(f".//{qn('a:ext')}")
        x, y, wide, high = (
            int(part.get(name)) for part, name in ((off, "x"), (off, "y"), (extent, "cx"), (extent, "cy"))
        )
        boxes[element.find(f".//{qn('p:cNvPr')}").get("id")] = (x, y, x + wide, y + high)
    for connector in slide.shapes:
        if not connector._element.tag.endswith("}cxnSp"):
            continue
        for tag, x, y in (
            ("a:stCxn", connector.begin_x, connector.begin_y),
            ("a:endCxn", connector.end_x, connector.end_y),
        ):
            left, top, right, bottom = boxes[connector._element.find(f".//{qn(tag)}").get("id")]
            assert left - 2 <= x <= right + 2
            assert top - 2 <= y <= bottom + 2


@pytest.mark.parametrize("package", PACKAGES)
def test_pptx_has_the_endnotes_in_its_notes_and_on_its_slides(package: str) -> None:
    of = briefing(package)
    deck = Presentation(BytesIO(made("pptx", package)))
    first, *others = deck.slides
    notes = first.notes_slide.notes_text_frame
    assert notes is not None
    assert sources_in(notes.text, of, numbered=True) == sources(of)
    texts = [
        shape.text_frame.text
        for slide in others
        if slide.shapes.title is not None and slide.shapes.title.text_frame.text.startswith("Endnotes")
        for shape in slide.shapes
        if shape.name.startswith("Column")
    ]
    assert sources_in("\n".join(texts), of, numbered=True) == sources(of)
    assert all(slide.shapes.title is not None and slide.shapes.title.text_frame.text for slide in deck.slides)
    assert first.shapes.title is not None
    assert first.shapes.title.text_frame.text == of.title


@pytest.mark.parametrize("package", PACKAGES)
def test_docx_has_the_picture_with_words_and_the_endnotes(package: str) -> None:
    of = briefing(package)
    document = Document(BytesIO(made("docx", package, "a4")))
    assert sources_in("\n".join(part.text for part in document.paragraphs), of, numbered=True) == sources(of)
    assert len(document.inline_shapes) == 1
    assert of.title in document.inline_shapes[0]._inline.docPr.get("descr")
    assert of.stamp in document.sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize("package", PACKAGES)
def test_html_has_every_line_and_its_endnote(package: str) -> None:
    of = briefing(package)
    root = html.document_fromstring(made("html", package).decode())
    notes = {
        part.get("data-line"): {
            (item.find("b").text, item.text_content()) for item in part.iter("li") if item.get("data-cited")
        }
        for part in root.iter("article")
        if part.get("class") == "note"
    }
    assert notes.keys() == set(of.numbers)
    for note in of.endnotes:
        told = notes[note.line]
        assert {letter for letter, _ in told} == {letter for letter, _ in sources(of)[note.number]}
        for one in citations((note,)):
            if one.url:
                assert any(letter == one.letter and one.url in text for letter, text in told)
    assert {part.get("data-id") for part in root.iter("g") if part.get("data-kind") == "badge"} == set(of.numbers)


def test_png_has_the_dots_that_were_asked_for() -> None:
    for width, height in ((1280, 720), (1000, 1414)):
        data = find("png").write(briefing(), Options(width_px=width, height_px=height))
        assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (width, height)


@pytest.mark.parametrize("format_", ["svg", "png", "pdf", "pptx", "docx", "html"])
def test_the_same_briefing_gives_the_same_bytes(format_: str) -> None:
    one = find(format_)
    assert one.write(briefing(), Options()) == one.write(briefing(), Options())
    assert one.write(briefing(), Options(theme="grey")) != one.write(briefing(), Options())


@pytest.mark.parametrize("format_", ["svg", "png", "pdf", "pptx", "docx", "html"])
def test_an_empty_picture_is_a_good_file(format_: str) -> None:
    one = find(format_)
    data = one.write(empty(), Options(page="a4"))
    assert one.check is not None
    one.check(data, empty())
    if format_ == "pdf":
        assert "Nothing is drawn" in pypdf.PdfReader(BytesIO(data)).pages[0].extract_text()


@pytest.mark.parametrize("format_", ["svg", "png", "pdf", "pptx", "docx", "html"])
def test_four_hundred_lines_are_a_good_file(format_: str) -> None:
    one, of = find(format_), crowded()
    assert len(of.scene.lines) == 400
    data = one.write(of, Options())
    assert one.check is not None
    one.check(data, of)
