"""The columns that a spreadsheet of entries may have: those of an entry, and what it may bring along with it.

A row may bring its page (`title`, `url`, `published` ...), the page's publisher, and its two actors where they are new,
so that a spreadsheet of fresh articles is enough. Each column says what it means and gives an example: the template,
the page and the terminal take their words from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph.model import codes
from graph.model.tables import TABLES


@dataclass(frozen=True)
class Target:
    """One column that a spreadsheet may have.

    Attributes:
        name: its name in the header.
        table: the table of the package whose record it fills: claims, sources, publishers or actors.
        column: the column of that table.
        meaning: what to write there.
        example: a good one.
        also: other names under which it is recognised.
        needed: whether an entry needs it in every row.
    """

    name: str
    table: str
    column: str
    meaning: str
    example: str
    also: tuple[str, ...] = ()
    needed: bool = False

    @property
    def sort(self) -> str:
        """What its texts are: id, date, json, number or text."""
        table = TABLES[self.table]
        if self.column in table.dates:
            return "date"
        if self.column == "qualifiers":
            return "json"
        if self.column in ("id", "matter", "origin"):
            return "id"
        if self.column == "credibility":
            return "number"
        return "id" if self.column in table.references and self.name not in NAMED else "text"

    @property
    def choices(self) -> Mapping[str, str]:
        """Code -> words, where only some codes are taken."""
        return TABLES[self.table].choices.get(self.column, {})


NAMED = ("subject", "object", "speakers", "relayed_by", "kind", "publisher", "originator", "publisher_interest")
"""Columns in which a name does as well as an id."""


def _claim(
    column: str, meaning: str, example: str, *also: str, needed: bool = False, table: str = "claims", of: str = ""
) -> Target:
    return Target(column, table, of or column, meaning, example, also, needed)


def _page(name: str, meaning: str, example: str, *also: str, of: str = "") -> Target:
    return _claim(name, meaning, example, *also, table="sources", of=of)


def _outlet(name: str, meaning: str, example: str, *also: str, of: str = "") -> Target:
    return _claim(name, meaning, example, *also, table="publishers", of=of)


_ALL = (
    _claim("subject", "Who does it: the name or id of an actor.", "Iran", "from", "actor a", "who", needed=True),
    _claim("kind", "What the tie is: a kind of the list.", "arms_transfer", "tie", "relation", "type", needed=True),
    _claim("object", "To whom: the name or id of an actor.", "Russia", "to", "target", "actor b", needed=True),
    _claim("matter", "In one word what it is about, where a tie has several.", "uav", "about", "topic"),
    _claim(
        "stance",
        "What the source reports: says, denies, questions part of it, declines.",
        "asserts",
        "says or denies",
        "position",
        needed=True,
    ),
    _claim("disputes_what", "For “questions part of it” only: which part.", "extent", "questions what"),
    _claim("modality", "How firmly it is put: stated, alleged, planned, or our reading.", "stated"),
    _claim(
        "speakers",
        "Who says so: names or ids of actors on the list, several with ; between. Empty: the publisher itself.",
        "us-treasury",
        "speaker",
        "who says so",
        "said by",
    ),
    _claim("speaker_text", "The speaker as the source names them.", "a senior official", "speaker name"),
    _claim("relayed_by", "Who passes on the speaker's words: an actor of the list.", "ukraine"),
    _claim(
        "origin", "A free key for where this entry comes from, if several sources carry the same.", "isna-2022-11-05"
    ),
    _claim("basis", "What it rests on.", "official_record", "evidence"),
    _claim(
        "statement",
        "What the source says, in your own words, in one sentence.",
        "The Treasury says that Iran sent drones to Russia.",
        "claim",
        "summary",
        "sentence",
        needed=True,
    ),
    _claim("quote", "The source's own words, verbatim.", "has provided Russia with drones", "quotation"),
    _claim("locator", "Where in the source: paragraph, page, minute.", "paragraph 4", "place", "page number"),
    _claim("held_from", "Since when it was so: 2022, 2022-07 or 2022-07-19.", "2022-07", "true from", "start", "since"),
    _claim("held_to", "Until when it was so; empty if not known.", "2022-10-17", "true to", "end", "until"),
    _claim("said_on", "When the speaker said it.", "2022-11-05", "said", "date said"),
    _claim("qualifiers", "Details as JSON.", '{"commodity": "uav"}', "details"),
    _claim("credibility", "Admiralty digit 1 to 6; 6 means not judged.", "2", "grade"),
    _claim("credibility_basis", "Why this digit.", "confirmed by photographs"),
    _claim("note", "Anything else a reader should know.", "Reported in passing.", "notes", "comment", "remarks"),
    _claim("id", "Leave it empty for a new entry; give it to change the entry that has it.", "", "entry", "claim id"),
    _claim(
        "source", "The id of a source on the list; else describe the source in the columns that follow.", "", "page id"
    ),
    _page("url", "The source's address.", "https://www.example.org/news/drones", "link", "web address", "source url"),
    _page(
        "title",
        "The source's title, as it stands there.",
        "Treasury names makers of drones",
        "headline",
        "source title",
    ),
    _outlet(
        "publisher",
        "Who carries the source: the name or id of the publisher.",
        "Reuters",
        "outlet",
        "newspaper",
        "media",
        of="name",
    ),
    _page(
        "published",
        "When it was published: 2022, 2022-07 or 2022-07-19.",
        "2022-09-08",
        "date published",
        "publication date",
        "source published",
    ),
    _page("accessed", "When you read it.", "2026-11-23", "date accessed", "read on", "retrieved"),
    _page("page_kind", "What sort of source it is.", "news", "source kind", "kind of page", of="kind"),
    _page("authors", "Who wrote it.", "J. Doe", "author", "byline"),
    _page("language", "Its language, as a code.", "en", "lang"),
    _page(
        "originator",
        "The wire or paper it says it comes from: name or id of a publisher on the list.",
        "afp",
        "wire",
        "agency",
    ),
    _page(
        "archived_url",
        "Where a copy of it is kept.",
        "https://web.archive.org/web/2022/https://example.org",
        "archive",
        "archived",
    ),
    _page("doi", "Its DOI.", "10.1000/182"),
    _page("descriptor", "What a reader should know of the source.", "state news agency", "about the page"),
    _outlet("publisher_country", "For a new publisher: its country, two letters.", "GB", "country", of="country"),
    _outlet("publisher_ownership", "For a new publisher: who owns it.", "private", "ownership", of="ownership"),
    _outlet(
        "publisher_interest",
        "For a new publisher: the actor it speaks for where nobody is named.",
        "iran",
        "speaks for",
        of="interest",
    ),
    _claim(
        "subject_kind", "For a subject that is not on the list yet: what it is.", "company", table="actors", of="kind"
    ),
    _claim("object_kind", "For an object that is not on the list yet: what it is.", "state", table="actors", of="kind"),
    _claim("status", "Empty, or retracted to take an entry back.", ""),
    _claim("retraction_reason", "Why it is taken back.", ""),
)

TARGETS: Mapping[str, Target] = MappingProxyType({target.name: target for target in _ALL})
"""All columns by name, in the order of the template."""
CONSTANTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"stance": codes.STANCES, "page_kind": codes.SOURCE_KINDS, "kind": {}, "publisher": {}, "accessed": {}}
)
"""Columns that may hold the same in every row where the file has none of them; with the choices, where there are."""
NEW_ACTOR = {"subject": "subject_kind", "object": "object_kind"}
"""The column that makes an unknown actor a new one."""
