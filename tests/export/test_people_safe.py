"""Files for people run nothing, load nothing, and say nothing of who made them on what."""

from __future__ import annotations

import base64
import getpass
import hashlib
import io
import platform
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
from lxml import etree, html

from graph.export.formats import find
from graph.export.registry import Options
from graph.export.svg import ELEMENTS
from graph.model.errors import ExportFailed
from graph.scene.briefing import Briefing
from tests.architecture.code import ROOT
from tests.browser.hostile import CLOSING, MARKDOWN, MARKUP, TEMPLATE
from tests.export.briefings import briefing, empty, renamed

FORMATS = ("svg", "png", "pdf", "pptx", "docx", "html")
ZIPS = ("pptx", "docx")
HARM = f"{MARKUP}{CLOSING}{MARKDOWN}{TEMPLATE}\x00\x0b\ud800\ufffe ]]> <!-- #set page(width: 1pt) \u202eevil\u202c"


def _harmful() -> Briefing:
    """A briefing with harm in every text that a record or a briefer can fill."""
    of = renamed(briefing(), {node.id: HARM for node in briefing().scene.nodes})
    note = of.endnotes[0]
    tie = note.ties[0]
    cited = replace(tie.citations[0], words=HARM, url="javascript:alert(1)", archived_url="file:///etc/passwd")
    first = replace(note, heading=HARM, sentence=HARM, ties=(replace(tie, sentence=HARM, citations=(cited,)),))
    return replace(
        of,
        title=HARM,
        summary=HARM,
        caveats=HARM,
        handling=HARM,
        asked=HARM,
        endnotes=(first, *of.endnotes[1:]),
        cards=tuple(replace(card, sentence=HARM, says=(HARM,)) for card in of.cards),
        source_summary=(HARM,),
        withdrawn=(HARM,),
    )


@cache
def made(format_: str) -> bytes:
    """The file of the harmful briefing, read back."""
    one, of = find(format_), _harmful()
    data = one.write(of, Options())
    assert one.check is not None
    one.check(data, of)
    return data


def parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and contents of what is in a file; the file itself where it is no archive."""
    if not data.startswith(b"PK"):
        yield "", data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def test_svg_is_drawing_and_text_alone() -> None:
    root = etree.fromstring(made("svg"))
    assert {etree.QName(part).localname for part in root.iter()} <= ELEMENTS
    attributes = {name for part in root.iter() for name in part.attrib}
    assert not [name for name in attributes if name.startswith("on") or "href" in name or name == "style"]
    assert b"url(" not in made("svg")


def test_pdf_holds_no_action_but_links_to_the_pages_cited() -> None:
    reader = pypdf.PdfReader(io.BytesIO(made("pdf")))
    root: Any = reader.trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    assert set(root["/Names"]) == {"/Dests"}
    actions = [
        annotation.get_object()["/A"]
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation.get_object()
    ]
    assert actions
    assert {action["/S"] for action in actions} == {"/URI"}
    assert {action["/URI"].partition("://")[0] for action in actions} <= {"http", "https"}
    assert not re.search(rb"/(JS|JavaScript|Launch|EmbeddedFile|RichMedia)\b", made("pdf"))


@pytest.mark.parametrize("format_", ZIPS)
def test_office_files_hold_no_macro_and_nothing_outside(format_: str) -> None:
    for name, content in parts(made(format_)):
        assert not re.search(r"vba|macro|activeX|ole|embeddings", name, re.IGNORECASE)
        assert b'TargetMode="External"' not in content


def test_html_runs_its_own_script_alone() -> None:
    text = made("html").decode()
    root = html.document_fromstring(text)
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    scripts = [part for part in root.iter("script") if part.get("type") != "application/json"]
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].text.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not [
        name for part in root.iter() for name in part.attrib if name.startswith("on") or name in ("src", "style")
    ]
    assert {address[:1] == "#" or address.startswith(("http://", "https://")) for address in root.xpath("//@href")} == {
        True
    }
    assert HARM[:60] in root.text_content()


@pytest.mark.parametrize("format_", FORMATS)
def test_no_file_says_who_made_it_or_where(format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "LOGNAME", "USERNAME", "HOSTNAME"):
        monkeypatch.setenv(name, "somebody-in-particular")
    traces = {
        getpass.getuser(),
        f"{Path.home()}/",
        str(ROOT),
        f"{tempfile.gettempdir()}/",
        "site-packages",
        "fontTools",
    }
    traces |= {"Steve Canny", "python-pptx", "python-docx", "Macintosh"}
    if len(platform.node()) > 4:
        traces.add(platform.node())
    data = find(format_).write(briefing("curated"), Options())
    seen = dict(parts(data))
    if format_ == "pdf":
        reader = pypdf.PdfReader(io.BytesIO(data))
        root: Any = reader.trailer["/Root"]
        seen |= {"about": repr(reader.metadata).encode(), "xmp": root["/Metadata"].get_data()}
    found = {
        (name, trace)
        for name, content in seen.items()
        for trace in traces
        if trace in name or trace.encode() in content
    }
    assert found == set()


def test_pictures_carry_no_remarks() -> None:
    """A PNG is its size, its dots and its end: no chunk of text, time or place."""
    for data in (made("png"), dict(parts(made("docx")))["word/media/image1.png"]):
        chunks, at = set(), 8
        while at < len(data):
            chunks.add(data[at + 4 : at + 8])
            at += 12 + int.from_bytes(data[at : at + 4])
        assert chunks <= {b"IHDR", b"pHYs", b"IDAT", b"IEND"}


@pytest.mark.parametrize("format_", ZIPS)
def test_archives_are_sorted_and_as_old_as_can_be(format_: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made(format_))) as archive:
        first, *others = archive.infolist()
        assert first.filename == "[Content_Types].xml"
        assert [entry.filename for entry in others] == sorted(entry.filename for entry in others)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:creator>Attest</dc:creator>" in core
    assert core.count("2026-11-25T21:00:03Z") == 2
    assert not [name for name in (entry.filename for entry in others) if "thumbnail" in name or "printer" in name]


def test_a_pdf_is_as_old_as_its_briefing() -> None:
    about: Any = pypdf.PdfReader(io.BytesIO(made("pdf"))).metadata
    assert about["/CreationDate"].startswith("D:20261125210003")
    assert about["/ModDate"].startswith("D:20261125210003")
    assert about["/Author"] == "Attest"


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_cut_short_is_refused(format_: str) -> None:
    check = find(format_).check
    assert check is not None
    with pytest.raises(ExportFailed):
        check(made(format_)[:-200], _harmful())


@pytest.mark.parametrize("format_", ["svg", "pptx", "docx", "html"])
def test_a_file_of_another_picture_is_refused(format_: str) -> None:
    one = find(format_)
    assert one.check is not None
    with pytest.raises(ExportFailed):
        one.check(one.write(empty(), Options()), briefing())
