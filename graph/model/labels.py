"""What the fields of the records are called on screen."""

from __future__ import annotations

FIELDS = {
    "claims": {
        "subject": "Subject",
        "kind": "Kind of tie",
        "object": "Object",
        "matter": "Matter",
        "stance": "What is said",
        "disputes_what": "What is questioned",
        "modality": "How it is put",
        "speakers": "Who says it",
        "speaker_text": "Name and office, as the source puts it",
        "relayed_by": "As told by",
        "origin": "Comes from",
        "basis": "On what basis",
        "statement": "Statement",
        "quote": "Quote",
        "locator": "Place in the source",
        "held_from": "True from",
        "held_to": "True until",
        "said_on": "Said on",
        "qualifiers": "Details",
        "source": "Source",
        "credibility": "Credibility",
        "credibility_basis": "Why this grade",
        "note": "Note",
    },
    "actors": {
        "label": "Name",
        "kind": "Kind of actor",
        "part_of": "Part of",
        "based_in": "At home in",
        "iso2": "Two-letter code",
        "iso3": "Three-letter code",
        "wikidata": "Wikidata item",
        "latitude": "Latitude",
        "longitude": "Longitude",
        "merged_into": "Merged into",
        "naming_note": "Note on the name",
    },
    "aliases": {
        "actor": "Actor",
        "alias": "Other name",
        "alias_kind": "Kind of name",
        "lang": "Language",
        "case_sensitive": "Only as written",
        "ambiguous": "Means others too",
    },
    "publishers": {
        "name": "Name",
        "country": "Country",
        "ownership": "Who owns it",
        "interest": "Speaks for",
        "reliability": "Reliability",
        "reliability_basis": "Why this grade",
    },
    "sources": {
        "publisher": "Publisher",
        "originator": "Taken from (wire or paper it names)",
        "title": "Title",
        "title_inferred": "Title read off the address, not seen",
        "authors": "Authors",
        "kind": "Kind of source",
        "url": "Address",
        "archived_url": "Archived copy",
        "doi": "DOI",
        "published": "Published",
        "accessed": "Read on",
        "language": "Language",
        "derived_from": "Repeats this source",
        "origin": "Origin key",
        "state": "State of the source",
        "checked": "State looked at on",
        "content_sha256": "Digest of the content",
        "handling": "Handling",
        "descriptor": "What to know of this source",
        "reliability": "Reliability",
    },
}
"""Table -> column -> words, in the order of the package."""
_ANYWHERE = {"retraction_reason": "Why it was taken back"}
NAMES = {
    "claims": ("entry", "entries"),
    "sources": ("source", "sources"),
    "publishers": ("publisher", "publishers"),
    "actors": ("actor", "actors"),
    "aliases": ("name", "names"),
    "kinds": ("kind of tie", "kinds of tie"),
    "views": ("ready question", "ready questions"),
    "layout": ("place", "places"),
}
"""Table -> a record of it in words, one and several, in the order in which a reader cares."""
RECORDS = {table: one for table, (one, _) in NAMES.items()}
"""Table -> one record of it, in words."""


def label(table: str, column: str) -> str:
    """What a field is called on screen."""
    words = FIELDS.get(table, {}).get(column) or _ANYWHERE.get(column)
    return words or column.replace("_", " ").capitalize()
