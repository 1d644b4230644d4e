"""Reads a reference as Zotero and its like copy it (RIS, BibTeX, CSL-JSON) into the fields of a source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.editing.addresses import doi_in
from graph.editing.latex import plain
from graph.model.characters import visible
from graph.model.dates import is_partial_date
from graph.model.errors import UsageError

LONGEST = 100_000
"""The longest text that is looked at, in characters."""
_KINDS = {
    "news": "article-newspaper article-magazine broadcast post-weblog news mgzn newspaper magazine",
    "academic": "article-journal chapter paper-conference thesis book jour chap conf cpaper thes article incollection "
    "inproceedings phdthesis mastersthesis",
    "think_tank": "report rprt techreport",
    "government": "legislation bill regulation stat bill govdoc",
    "court": "legal_case hearing case",
    "reference": "entry-encyclopedia entry-dictionary entry ency dict",
    "social": "post",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_LANGUAGES = {"english": "en", "french": "fr", "german": "de", "russian": "ru", "turkish": "tr", "ukrainian": "uk"}
_LANGUAGES |= {"chinese": "zh", "persian": "fa", "farsi": "fa", "arabic": "ar", "spanish": "es", "italian": "it"}
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}


@dataclass(frozen=True)
class Reference:
    """What a reference says: fields of a source that it fills, and the publisher's name as it stands there."""

    fields: Mapping[str, str]
    publisher: str


def read_reference(text: str) -> Reference:
    """Read the first reference of a pasted text.

    Raises:
        UsageError: it is none that we know, with what would do.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise UsageError(f"the text is longer than {LONGEST:,} characters; paste one reference")
    if re.match(r"\ufeff?TY {1,2}- ", text):
        return _ris(text.lstrip("\ufeff"))
    if re.search(r"@\w+\s*[{(]", text) and not text.startswith(("{", "[")):
        return _bibtex(text)
    if text.startswith(("{", "[")):
        return _csl(text)
    raise UsageError("this is no reference that can be read; paste RIS, BibTeX or CSL-JSON, as Zotero copies them")


def _made(publisher: str, kind: str, date: str, accessed: str, language: str, **fields: str) -> Reference:
    told = {name: " ".join(visible(text).split()) for name, text in fields.items()}
    told["doi"] = doi_in(told.get("doi", ""))
    told["kind"] = _KIND_OF.get(kind.casefold(), "other")
    told["published"], told["accessed"] = _day(date), _day(accessed)
    word = language.strip().casefold()
    code = _LANGUAGES.get(word, re.split(r"[-_]", word)[0])
    told["language"] = code if re.fullmatch(r"[a-z]{2,3}", code) else ""
    if not told.get("title") and not told.get("url"):
        raise UsageError("this reference has neither a title nor an address")
    return Reference({name: text for name, text in told.items() if text}, " ".join(visible(publisher).split()))


def _day(text: str) -> str:
    """A partial date, from the ways in which references write them."""
    numbers = re.findall(r"\d+", text)
    if not numbers or len(numbers[0]) != 4:
        return ""
    for length in (3, 2, 1):
        made = "-".join([numbers[0], *(number.zfill(2) for number in numbers[1:length])])
        if len(numbers) >= length and is_partial_date(made):
            return made
    return ""


def _ris(text: str) -> Reference:
    tags: dict[str, list[str]] = {}
    last = ""
    for line in text.splitlines():
        found = re.match(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)", line)
        if found:
            last = found[1]
            if last == "ER":
                break
            tags.setdefault(last, []).append(found[2].strip())
        elif last and line.strip():
            tags[last][-1] += f" {line.strip()}"

    def first(*names: str) -> str:
        return next((tags[name][0] for name in names if tags.get(name) and tags[name][0]), "")

    authors = [_turned(name) for tag in ("AU", "A1") for name in tags.get(tag, [])]
    return _made(
        first("T2", "JO", "JF", "JA", "PB"), first("TY"), first("DA", "PY", "Y1"), first("Y2"), first("LA"),
        title=first("TI", "T1", "CT"), authors="; ".join(authors), url=first("UR", "L1", "LK"), doi=first("DO", "DI"),
    )  # fmt: skip


def _turned(name: str) -> str:
    """`Given Family` of `Family, Given`."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else name.strip()


def _bibtex(text: str) -> Reference:
    begins = re.search(r"@(\w+)\s*[{(]\s*[^,\s]*\s*,", text)
    if begins is None:
        raise UsageError("this BibTeX has no entry that can be read")
    fields = dict(_fields(text[begins.end() :]))

    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    year, month = first("year"), first("month")[:3].casefold()
    date = first("date") or (f"{year}-{_MONTHS.get(month, month)}" if month else year)
    authors = [_turned(plain(name)) for name in re.split(r"\s+and\s+", first("author")) if name]
    address = first("url") or (re.search(r"https?://[^\s{}]+", first("howpublished", "note")) or [""])[0]
    publisher = first("journaltitle", "journal", "publisher", "institution", "organization", "booktitle")
    return _made(
        plain(publisher), begins[1], date, first("urldate"), first("langid", "language"),
        title=plain(first("title")), authors="; ".join(authors), url=address.replace("\\", ""), doi=first("doi"),
    )  # fmt: skip


def _fields(text: str) -> Iterable[tuple[str, str]]:
    """Name and value of each field of a BibTeX entry; values keep their LaTeX, without the outer braces or quotes."""
    at = 0
    while found := re.compile(r"\s*([\w-]+)\s*=\s*").match(text, at):
        at = found.end()
        depth, start, quoted = 0, at, text[at : at + 1] == '"'
        while at < len(text):
            letter = text[at]
            if letter == "\\":
                at += 1
            elif letter == "{":
                depth += 1
            elif letter == "}":
                if not depth:
                    break
                depth -= 1
            elif letter == '"' and quoted and not depth and at > start:
                quoted = False
            elif letter == "," and not depth and not quoted:
                break
            at += 1
        value = text[start:at].strip()
        if len(value) > 1 and (value[0], value[-1]) in (("{", "}"), ('"', '"')):
            value = value[1:-1]
        yield found[1].casefold(), value
        at += 1


def _csl(text: str) -> Reference:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"this begins like CSL-JSON and is no JSON: {error}") from error
    if isinstance(found, dict) and isinstance(found.get("items"), list):
        found = found["items"]
    item = found[0] if isinstance(found, list) and found else found
    if not isinstance(item, dict) or not item:
        raise UsageError("this JSON holds no reference")

    def text_of(name: str) -> str:
        value = item.get(name, "")
        value = value[0] if isinstance(value, list) and value else value
        return str(value) if isinstance(value, str | int) else ""

    authors = item.get("author")
    persons = [_person(one) for one in authors] if isinstance(authors, list) else []
    return _made(
        text_of("container-title") or text_of("publisher"), text_of("type"), _parts(item.get("issued")),
        _parts(item.get("accessed")), text_of("language"), title=text_of("title"), url=text_of("URL"),
        doi=text_of("DOI"), authors="; ".join(filter(None, persons)),
    )  # fmt: skip


def _parts(value: object) -> str:
    if not isinstance(value, dict):
        return str(value or "")
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return "-".join(str(part) for part in parts[0])
    return str(value.get("raw") or value.get("literal") or "")


def _person(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    name = f"{value.get('given') or ''} {value.get('family') or ''}".strip()
    return name or str(value.get("literal") or "")
