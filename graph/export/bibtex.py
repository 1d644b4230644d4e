"""The cited pages as BibTeX, each with the endnotes it stands under."""

from __future__ import annotations

import re

from graph.export.characters import in_one_line, sound
from graph.export.cited import left_out, withdrawn_since
from graph.export.holding import reading
from graph.export.references import LOSES, Reference, check_pages, references
from graph.export.registry import Format, Options
from graph.model.errors import ExportFailed
from graph.scene.briefing import Briefing

_ESCAPED = {
    "\\": r"\textbackslash{}",
    # BibTeX counts a brace behind a backslash like any other.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_PERCENT = {sign: f"%{ord(sign):02X}" for sign in '\\{}"^`<>| '}
"""What an address may not hold as it stands; BibTeX takes an address without any escape."""


def to_bibtex(briefing: Briefing, options: Options) -> bytes:
    """BibTeX with biblatex's fields; classic BibTeX takes `@online` as `@misc`."""
    del options
    told = (briefing.title, briefing.stamp, *withdrawn_since(briefing), left_out(LOSES))
    about = _latex(" ".join(filter(None, told))).replace("@", "(at)")
    entries = [f"@comment{{{about}}}\n", *map(_bibtex, references(briefing))]
    return "\n".join(entries).encode()


def _bibtex(one: Reference) -> str:
    record = one.page.record
    held = "journal" if one.types.bibtex == "article" else "organization"
    fields = {
        "title": _braced(one.title),
        "author": " and ".join(_braced(author) for author in one.authors),
        held: _braced(one.publisher),
        "date": one.issued,
        "year": one.issued[:4],
        "urldate": one.accessed if len(one.accessed) == 10 else "",
        "url": _address(record.get("url", "")),
        "doi": _latex(record.get("doi", "")),
        "note": _latex(" ".join(one.notes)),
        "addendum": f"Archived at {_latex(record['archived_url'])}" if record.get("archived_url") else "",
        "keywords": ", ".join(one.keywords),
    }
    lines = [f"  {name} = {{{text}}},\n" for name, text in fields.items() if text]
    return f"@{one.types.bibtex}{{{one.page.id},\n{''.join(lines)}}}\n"


def _braced(text: str) -> str:
    """The text in braces of its own: its capitals stay, and a name is not taken apart."""
    return f"{{{_latex(text)}}}" if text else ""


def _latex(text: str) -> str:
    return "".join(_ESCAPED.get(sign, sign) for sign in in_one_line(text))


def _address(url: str) -> str:
    return "".join(_PERCENT.get(sign, sign) for sign in sound(url))


_ENTRY = re.compile(r"@(?P<type>\w+)\{(?P<id>[^,\s{}]+),\n(?P<fields>(?:  \w+ = \{.*\},\n)*)\}\n")
_FIELD = re.compile(r"  (?P<name>\w+) = \{(?P<text>.*)\},\n")


def read_bibtex(data: bytes) -> list[tuple[str, str, dict[str, str]]]:
    """Type, id and fields, as LaTeX has them, of every entry of such a file."""
    text = data.decode()
    if _unbalanced(text):
        raise ExportFailed("The BibTeX file has a brace that is never closed; it was not kept.")
    return [
        (entry["type"], entry["id"], {field["name"]: field["text"] for field in _FIELD.finditer(entry["fields"])})
        for entry in _ENTRY.finditer(text)
    ]


def _unbalanced(text: str) -> bool:
    """Whether braces do not close, as BibTeX counts them."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return True
    return depth != 0


@reading("BibTeX")
def check_bibtex(data: bytes, briefing: Briefing) -> None:
    """Refuse a file that does not hold the cited pages under their numbers."""
    found = ((id_, fields.get("keywords", "").split(", ")) for _, id_, fields in read_bibtex(data))
    check_pages(found, briefing, "BibTeX")


FORMATS = (Format("bibtex", "BibTeX", "bib", "application/x-bibtex", "machines", LOSES, to_bibtex, check_bibtex),)
"""The bibliography."""
