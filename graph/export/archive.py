"""ZIP formats rewritten: the same parts give the same bytes, and nothing of a template's author or machine is left."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from graph.export.fonts import plain

PRODUCT = "Attest"
_FIRST = "[Content_Types].xml"
_DATE = (1980, 1, 1, 0, 0, 0)
_LEFT_OUT = re.compile(r"docProps/thumbnail\.|/printerSettings/|^customXml/|stylesWithEffects\.xml$|^docProps/custom\.")
"""Parts that came with a template and say nothing of ours."""
_RELATION = re.compile(r"<Relationship\b[^>]*?\bTarget=\"([^\"]*)\"[^>]*?/>")
_OVERRIDE = re.compile(r"<Override\b[^>]*?\bPartName=\"/([^\"]*)\"[^>]*?/>")
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>{product}</dc:creator><dc:language>en</dc:language>"
    "<cp:lastModifiedBy>{product}</cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified></cp:coreProperties>\n'
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>{product}</Application></Properties>\n"
)


def office(data: bytes, *, title: str, at: str) -> bytes:
    """A file of an office program with our title, name and time in it, and none of its template's.

    Args:
        data: as a library wrote it.
        title: of the document.
        at: when it was made, ISO 8601 in UTC.
    """
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if not _LEFT_OUT.search(name):
                parts[name] = archive.read(name)
    for name, content in parts.items():
        if name.endswith(".rels"):
            parts[name] = _without(_RELATION, content)
    parts[_FIRST] = _without(_OVERRIDE, parts[_FIRST])
    moment = f"{at[:19]}Z"
    parts["docProps/core.xml"] = _CORE.format(title=escape(plain(title)), product=PRODUCT, at=moment).encode()
    if "docProps/app.xml" in parts:
        parts["docProps/app.xml"] = _APP.format(product=PRODUCT).encode()
    return packed(parts)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts as one ZIP: in the order of their names, all of 1980; a list of contents comes first."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, parts[name])
    return out.getvalue()


def _without(pattern: re.Pattern[str], content: bytes) -> bytes:
    """A list of parts without those that are left out."""

    def kept(found: re.Match[str]) -> str:
        target = found[1].removeprefix("../").removeprefix("/")
        return "" if _LEFT_OUT.search(target) or _LEFT_OUT.search(f"/{target}") else found[0]

    return pattern.sub(kept, content.decode()).encode()
