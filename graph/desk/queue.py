"""The drafts that wait, page by page, as rows to choose from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graph.desk.wording import Wording, moment_words
from graph.editing.review import Draft, Drafts, Key, Web
from graph.model import codes
from graph.model.dates import in_words
from graph.model.folding import fold
from graph.model.labels import NAMES

STATES = {"open": "to review", "sent_back": "sent back", "overtaken": "overtaken"}
"""How a draft waits: for a reviewer, for its author, or behind a record that was saved meanwhile."""


@dataclass(frozen=True)
class Waiting:
    """A draft in the queue.

    Attributes:
        revision: of the draft as it is shown.
        stance: what an entry says, in words; of another record, what it is.
        change: new, changed, to be taken back or to be brought back.
    """

    table: str
    id: str
    revision: int
    heading: str
    statement: str
    stance: str
    change: str
    state: str
    author: str
    when: str


@dataclass(frozen=True)
class Page:
    """The drafts of one page; `source` is empty for those that come from none."""

    source: str
    title: str
    about: str
    drafts: tuple[Waiting, ...]


@dataclass(frozen=True)
class Queue:
    """The pages with their drafts, in the order in which a reviewer goes through them.

    Attributes:
        counts: state -> how many drafts are in it, whatever was asked for.
        carried: how many records wait besides that go with one of the drafts.
    """

    pages: tuple[Page, ...]
    counts: Mapping[str, int]
    carried: int

    @property
    def order(self) -> tuple[Key, ...]:
        """Every draft that is shown, in order."""
        return tuple((one.table, one.id) for page in self.pages for one in page.drafts)


def state_of(one: Draft) -> str:
    """A key of `STATES`."""
    return "overtaken" if one.overtaken else "sent_back" if one.sent_back else "open"


def change_of(one: Draft) -> str:
    """What approving a draft does to its record."""
    if one.retracts:
        return "to be taken back"
    if one.brings_back:
        return "to be brought back"
    return "new" if one.now is None else "changed"


def group(drafts: Drafts, web: Web, wording: Wording, words: str = "", state: str = "") -> Queue:
    """The drafts in which every word occurs, by page, and pages by title: what is decided on moves nothing else, so
    that a reader keeps the place.

    What goes with an entry (its page, its actors) is no draft of its own here.
    """
    carried = {other for key in drafts if key[0] == "claims" for other in web.stands_on(key)}
    carried |= {other for key in drafts if key not in carried for other in web.stands_on(key)}
    own = [one for key, one in drafts.items() if key not in carried]
    wanted = fold(words).split()
    pages: dict[str, list[Waiting]] = defaultdict(list)
    for one in own:
        row = _row(one, wording)
        page = one.draft.row.get("source", "")
        text = fold(f"{row.heading} {row.statement} {row.id} {row.author} {wording.name('sources', page)} {page}")
        if (not state or row.state == state) and all(word in text for word in wanted):
            pages[page].append(row)
    made = [_page(source, tuple(rows), wording) for source, rows in pages.items()]
    made.sort(key=lambda page: (not page.source, page.title.casefold(), page.source))
    return Queue(tuple(made), Counter(state_of(one) for one in own), len(carried))


def _row(one: Draft, wording: Wording) -> Waiting:
    table, row = one.draft.table, one.draft.row
    return Waiting(
        table=table,
        id=one.draft.id,
        revision=one.draft.revision,
        heading=wording.heading(table, row),
        statement=row.get("statement", ""),
        stance=codes.STANCES.get(row["stance"], "") if table == "claims" else NAMES[table][0],
        change=change_of(one),
        state=state_of(one),
        author=", ".join(sorted(one.authors)),
        when=moment_words(one.draft.change.recorded_at),
    )


def _page(source: str, rows: tuple[Waiting, ...], wording: Wording) -> Page:
    row = wording.row("sources", source) or {}
    publisher = wording.name("publishers", row.get("publisher", "")) if row else ""
    day = in_words(row.get("published", "")) or "no date"
    about = f"{publisher}, {day}" if source else ""
    title = wording.name("sources", source) if source else "Changes to actors, sources and publishers"
    return Page(source, title, about, rows)
