"""The shapes of what is drawn and read: the wire format between Python, the browser and every export.

Plain frozen dataclasses of text, numbers and tuples; `as_wire` turns any of them into JSON-ready dictionaries
with the same names. The typedefs at the top of `graph/ui/network/shapes.js` list the same fields in the same order.
Lengths and places are canvas units, x to the right and y downwards.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Node:
    """An actor as drawn.

    `more` counts the actors it has ties with that are not in the picture; `stands_for` names those drawn into it;
    `home` is the actor of the picture that it is part of or at home in, or empty.
    """

    id: str
    label: str
    kind: str
    kind_words: str
    x: float
    y: float
    size: float
    shape: str
    satellite: bool
    caption: str
    aliases: tuple[str, ...] = ()
    more: int = 0
    stands_for: tuple[str, ...] = ()
    home: str = ""


@dataclass(frozen=True)
class TieRow:
    """One tie in words, as a row of a list.

    `say` and the three answers count voices; `deny` counts those who deny or doubt. A voice that does more than one
    stands under the strongest alone; `figures` says all four in words. `mark` is "full", "small" or "".
    `unreviewed` marks what drafts alone say. `hidden` says what the filter hides, in words, or is empty.
    """

    id: str
    sentence: str
    backing: str
    backing_words: str
    years: str
    say: int
    deny: int
    question: int
    earlier: int
    figures: str
    reports: int
    mark: str
    only_denied: bool
    unreviewed: bool
    hidden: str = ""


@dataclass(frozen=True)
class Line:
    """What is drawn between two actors.

    Attributes:
        id: `a--b.positive`, the ends in alphabetical order (with more parts where lines are split by kind or claim).
        a, b: the ends; the curve runs from a to b.
        polarity: positive, negative or neutral.
        only_denied: hollow grey: nobody on the list says any of it, somebody denies or questions it.
        unreviewed: hollow in its colour: drafts alone say or deny any of it.
        solid: whether any tie is on record or has several voices; dashed otherwise.
        head_a, head_b: whether a directed tie points to that end.
        mark: "full" (said and denied or doubted), "small", or "".
        roundness: vis-network's `curvedCW` roundness; negative bends the other way, 0 is straight.
        badge_x, badge_y: the middle of the curve.
        heading, sentence: lit up in the panel at once on a click.
        ties: its ties, best backed first.
    """

    id: str
    a: str
    b: str
    polarity: str
    only_denied: bool
    unreviewed: bool
    solid: bool
    head_a: bool
    head_b: bool
    mark: str
    roundness: float
    badge_x: float
    badge_y: float
    heading: str
    sentence: str
    caption: str
    ties: tuple[TieRow, ...]


@dataclass(frozen=True)
class LegendEntry:
    """One entry of the legend: `sample` names how the sample is drawn."""

    sample: str
    words: str


@dataclass(frozen=True)
class Scene:
    """What is drawn for a view.

    `sentence` is the figures of the whole list; `shown` says what is shown of how much and what a clock or filter
    left out; `omitted` says what the limit left out and how to narrow, or is empty; `layout` is how the actors are
    arranged, a key of `graph.model.view.LAYOUTS`.
    """

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    legend: tuple[LegendEntry, ...]
    sentence: str
    shown: str
    omitted: str = ""
    layout: str = ""


@dataclass(frozen=True)
class Entry:
    """A claim in full, as text to read. Every field is text; what is not known is empty.

    `list` tells where it stands: says, planned, implied, denied, doubted, questioned, earlier, declined.
    `source` is the id of its page; `citation` is what the copy button copies; `details` are the qualifiers, name and
    value, `translation` that of a quote in another language.
    """

    id: str
    list: str
    source: str
    stance_words: str
    statement: str
    quote: str
    translation: str
    locator: str
    speaker: str
    relayed_by: str
    basis: str
    details: tuple[tuple[str, str], ...]
    publisher: str
    originator: str
    title: str
    title_inferred: bool
    url: str
    archived_url: str
    published: str
    said_on: str
    held: str
    accessed: str
    grade: str
    derived_from: str
    origin: str
    note: str
    in_general: bool
    unreviewed: bool
    source_state: str
    citation: str


@dataclass(frozen=True)
class VoiceGroup:
    """All entries of one voice on one side of a matter, newest first."""

    voice: str
    label: str
    kind_words: str
    actor: str
    list: str
    words: str
    reports: int
    newest: str
    stake: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Word:
    """One dated word of a party in its track: `denied`, `17 Oct 2022`, and the entries behind it."""

    words: str
    date: str
    entries: tuple[str, ...]


@dataclass(frozen=True)
class Track:
    """What one party said of a tie over time, in one sentence and word by word."""

    voice: str
    label: str
    sentence: str
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Matter:
    """A strand: who says so, and who denies or questions it."""

    id: str
    label: str
    backing: str
    backing_words: str
    answer_words: str
    says: tuple[VoiceGroup, ...]
    answers: tuple[VoiceGroup, ...]
    hidden: str = ""


@dataclass(frozen=True)
class LinePanel:
    """A line is open: one row a tie."""

    id: str
    heading: str
    sentence: str
    ties: tuple[TieRow, ...]
    view: str = field(default="line", init=False)


@dataclass(frozen=True)
class TiePanel:
    """A tie is open: its matters, each with two columns, and under them the tracks of the parties."""

    id: str
    line: str
    heading: str
    sentence: str
    matters: tuple[Matter, ...]
    tracks: tuple[Track, ...]
    definition: str
    view: str = field(default="tie", init=False)


@dataclass(frozen=True)
class TieGroup:
    """Ties of an actor under one heading, `supplies arms to`."""

    heading: str
    ties: tuple[TieRow, ...]


@dataclass(frozen=True)
class Remark:
    """What an actor denies, declines or says about others: one sentence and the tie it belongs to."""

    tie: str
    sentence: str
    dates: str
    reports: int


@dataclass(frozen=True)
class ActorPanel:
    """An actor is open: its ties in words both ways, what it denies, declines, and says about others."""

    id: str
    heading: str
    kind_words: str
    sentence: str
    naming_note: str
    ties: tuple[TieGroup, ...]
    denies: tuple[Remark, ...]
    declines: tuple[Remark, ...]
    says_about_others: tuple[Remark, ...]
    view: str = field(default="actor", init=False)


@dataclass(frozen=True)
class StartPanel:
    """Nothing is open: the lines with most disagreement, the newest entries."""

    heading: str
    sentence: str
    disputed: tuple[TieRow, ...]
    newest: tuple[Remark, ...]
    view: str = field(default="start", init=False)


Panel = LinePanel | TiePanel | ActorPanel | StartPanel


def as_wire(shape: Scene | Panel) -> dict[str, Any]:
    """Any of the shapes above as dictionaries, lists, text and numbers; the same shape gives the same bytes."""
    return asdict(shape)
