"""Addresses and DOIs in one form, so that a page that is on file already is known again: by the form and the import."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+", re.ASCII)
_FOLLOWED = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|ref_src|cmpid|ocid|at_\w+|amp)$")
"""Parameters that say from where a reader came or how it is drawn, and nothing of the page."""
_PORTS = {"http": 80, "https": 443}
_KEPT = "surrogateescape"
"""Percent signs that are no UTF-8 stay what they are; else all words of an old Cyrillic address looked alike."""


def doi_in(text: str) -> str:
    """The DOI in a text or address, in small letters; empty where there is none."""
    text = text.strip()
    if text.casefold().startswith(("http://", "https://")):
        # What follows the path of an address is no part of the DOI in it, but may hold one itself.
        path, _, rest = text.partition("#")[0].partition("?")
        places = [path, *(value for _, value in parse_qsl(rest))]
    else:
        places = [text]
    found = next((found for place in places if (found := _DOI.search(unquote(place)))), None)
    return found[0].rstrip(".,;)/").casefold() if found else ""


def address_key(text: str) -> str:
    """An address without what does not tell pages apart: scheme, www, fragment, trackers, a last slash, the order of
    parameters, and whether letters are written as they are or as percent signs; empty where the text is no address.
    """
    try:
        parts = urlsplit(text.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return ""
        port = f":{parts.port}" if parts.port not in (None, _PORTS[parts.scheme]) else ""
        told = parse_qsl(parts.query, keep_blank_values=True, errors=_KEPT)
        told = sorted(pair for pair in told if not _FOLLOWED.match(pair[0].casefold()))
        query = f"?{urlencode(told, errors=_KEPT)}" if told else ""
        path = quote(re.sub(r"(/amp)?/*$", "", unquote(parts.path, errors=_KEPT)), errors=_KEPT)
    except ValueError:
        return ""
    host = re.sub(r"^(www\.)?((m|amp|mobile)\.)?(?=[^.]+\.)", "", parts.hostname.rstrip("."))
    # Where one document draws many pages, the fragment is the path.
    place = parts.fragment.rstrip("/") if parts.fragment.startswith(("/", "!")) else ""
    return f"{host}{port}{path}{query}{f'#{place}' if place else ''}"


def page_keys(url: str, doi: str = "", archived_url: str = "") -> tuple[str, ...]:
    """All that a page is known by; two pages with one of them in common are the same page."""
    dois = (doi_in(doi) or doi.strip().casefold(), doi_in(url))
    keys = [f"doi:{one}" for one in dois if one]
    keys += [key for key in (address_key(url), address_key(archived_url)) if key]
    return tuple(dict.fromkeys(keys))


class Pages:
    """The pages on file by all that they are known by."""

    def __init__(self, sources: Iterable[Mapping[str, str]]) -> None:
        self._standing: dict[str, str] = {}
        self._taken_back: dict[str, str] = {}
        for row in sources:
            known = self._taken_back if row["status"] == "retracted" else self._standing
            for key in page_keys(row["url"], row["doi"], row["archived_url"]):
                known.setdefault(key, row["id"])

    def meant(self, text: str) -> str:
        """The id of the page that an address or DOI means; empty where none that stands is it."""
        return self.known(text, doi_in(text))

    def known(self, url: str, doi: str = "", archived_url: str = "") -> str:
        """The id of the page with one of these; empty where none that stands has it."""
        return _first(page_keys(url, doi, archived_url), self._standing)

    def taken_back(self, url: str, doi: str = "", archived_url: str = "") -> str:
        """The id of a page with one of these that was taken back, where none that stands has it."""
        keys = page_keys(url, doi, archived_url)
        return "" if _first(keys, self._standing) else _first(keys, self._taken_back)


def _first(keys: Iterable[str], known: Mapping[str, str]) -> str:
    return next((known[key] for key in keys if key in known), "")
