"""Addresses and DOIs in one form, so that a page that is on file already is known again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+", re.ASCII)
_FOLLOWED = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|ref_src|cmpid|ocid|at_\w+)$")
"""Parameters that say from where a reader came, and nothing of the page."""


def doi_in(text: str) -> str:
    """The DOI in a text or address, in small letters; empty where there is none."""
    found = _DOI.search(unquote(text))
    return found[0].rstrip(".,;)").casefold() if found else ""


def address_key(text: str) -> str:
    """An address without what does not tell pages apart: scheme, www, fragment, trackers, a last slash."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _FOLLOWED.match(pair[0].casefold())))
    host = re.sub(r"^(www|m|amp)\.", "", parts.hostname)
    path = re.sub(r"(/amp)?/*$", "", parts.path)
    return f"{host}{path}{f'?{query}' if query else ''}"


def known_page(text: str, sources: Iterable[Mapping[str, str]]) -> str:
    """The id of the page that an address or DOI means; empty where none on file is it."""
    key, doi = address_key(text), doi_in(text)
    if not key and not doi:
        return ""
    for row in sources:
        if row["status"] == "retracted":
            continue
        if doi and doi in (row["doi"].casefold(), doi_in(row["url"])):
            return row["id"]
        if key and key in (address_key(row["url"]), address_key(row["archived_url"])):
            return row["id"]
    return ""
