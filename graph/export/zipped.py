"""ZIP files whose bytes depend on their content alone: entries by name, one date, no trace of who made them when."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from graph.export.characters import sound

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest date a ZIP file can give an entry."""
_REGULAR = 0o100644 << 16
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, _REGULAR
            archive.writestr(entry, files[name])
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(document: bytes, title: str, made: str) -> bytes:
    """An office document with clean properties.

    Args:
        document: as a library wrote it, with its own name, the clock's time and a template's author in it.
        title: of the document.
        made: the moment that counts as its time, ISO 8601.
    """
    files = unzipped(document)
    moment = f"{datetime.fromisoformat(made).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    files[_CORE] = _CORE_XML.format(title=escape(sound(title)), moment=moment).encode()
    files[_APP] = _APP_XML.encode()
    return zipped(files)


_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE_XML = (
    _DECLARED + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>Attest</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
    "</cp:coreProperties>"
)
_APP_XML = (
    _DECLARED + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Attest</Application></Properties>"
)
