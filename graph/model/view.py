"""What the user asked to see, and the query string it round-trips through.

Grammar: `name=value&name=value`, names sorted, several ids with a comma between them, defaults left out,
`v=1` where anything is said at all. What is not understood is named and dropped, never an error: an old or
mistyped link still opens, and says what it ignored.

The held window (`from`, `to`) and the two cut-offs (`reported`, `recorded`) recompute the evidence; every other
filter only hides, unless `count=shown` asks for the what-if.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl, quote

from graph.model import codes
from graph.model.dates import first_day, is_partial_date, last_day

VERSION = "1"
MOST_LINES = 5000
"""The most lines a user may ask for."""
_REACH = 100_000
"""Places lie within this distance of the middle, in canvas units."""


@dataclass(frozen=True)
class View:
    """A request for a picture; two equal views show the same thing on the same data.

    Attributes:
        actors: one: its ties with anybody; several: the ties between them; none: all.
        kinds, matters, polarities: what ties to show; polarities as in ids: positive, negative, neutral.
        stances: entries with these stances; ties without any are hidden.
        voices: who says or denies; ties in which none of them has a word are hidden.
        held_from, held_to: true when: the window, partial dates, both ends included.
        reported: only what had been published by the end of this day, month or year.
        recorded: only what this list knew by the end of this day, month or year.
        count_shown: count only what is shown (the what-if).
        unreviewed: show drafts as well, marked.
        lines: how ties are bundled: by polarity, by kind, or by claim.
        limit: most lines to draw; 0 is the default of the view.
        at: places the user dragged actors to: (actor, x, y), canvas units, sorted by actor.
        select: the actor, line, tie or strand that is open in the panel.
    """

    actors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    held_from: str = ""
    held_to: str = ""
    reported: str = ""
    recorded: str = ""
    count_shown: bool = False
    unreviewed: bool = False
    lines: str = "polarity"
    limit: int = 0
    at: tuple[tuple[str, int, int], ...] = ()
    select: str = ""

    @property
    def is_opening(self) -> bool:
        """Whether nothing was asked for but places and a selection."""
        return replace(self, at=(), select="") == View()

    @property
    def hides(self) -> bool:
        """Whether any filter that only hides is set."""
        return any((self.actors, self.kinds, self.matters, self.polarities, self.stances, self.voices))


@dataclass(frozen=True)
class Parsed:
    """A view read from a query, and in words what of the query was ignored."""

    view: View
    ignored: tuple[str, ...]


def _ids(allowed: Collection[str] | None = None) -> Callable[[str], tuple[tuple[str, ...], list[str]]]:
    def read(text: str) -> tuple[tuple[str, ...], list[str]]:
        kept, dropped = set[str](), list[str]()
        for part in dict.fromkeys(text.split(",")):
            if part and (allowed is None or part in allowed):
                kept.add(part)
            elif part:
                dropped.append(part)
        return tuple(sorted(kept)), dropped

    return read


def _date(text: str) -> tuple[str, list[str]]:
    return (text, []) if is_partial_date(text) else ("", [text])


def _one_of(*allowed: str) -> Callable[[str], tuple[str, list[str]]]:
    return lambda text: (text, []) if text in allowed else ("", [text])


def _limit(text: str) -> tuple[int, list[str]]:
    if re.fullmatch(r"[0-9]{1,4}", text) and 0 < int(text) <= MOST_LINES:
        return int(text), []
    return 0, [f"{text} (a whole number from 1 to {MOST_LINES:,})"]


def _places(text: str) -> tuple[tuple[tuple[str, int, int], ...], list[str]]:
    places, dropped = dict[str, tuple[str, int, int]](), list[str]()
    for part in text.split(","):
        match = re.fullmatch(r"([a-z0-9-]+):(-?[0-9]{1,6}):(-?[0-9]{1,6})", part)
        if match and abs(int(match[2])) <= _REACH and abs(int(match[3])) <= _REACH:
            places[match[1]] = (match[1], int(match[2]), int(match[3]))
        elif part:
            dropped.append(part)
    return tuple(places[actor] for actor in sorted(places)), dropped


_READERS: Mapping[str, tuple[str, Callable[[str], tuple[object, list[str]]]]] = {
    "actors": ("actors", _ids()),
    "at": ("at", _places),
    "count": ("count_shown", _one_of("shown")),
    "from": ("held_from", _date),
    "kinds": ("kinds", _ids()),
    "limit": ("limit", _limit),
    "lines": ("lines", _one_of("polarity", "kind", "claim")),
    "matters": ("matters", _ids()),
    "polarities": ("polarities", _ids(tuple(codes.POLARITY_WORDS.values()))),
    "recorded": ("recorded", _date),
    "reported": ("reported", _date),
    "select": ("select", lambda text: (text, [])),
    "stances": ("stances", _ids(codes.STANCES)),
    "to": ("held_to", _date),
    "unreviewed": ("unreviewed", _one_of("yes")),
    "voices": ("voices", _ids()),
}
"""Name in the query -> (field of the view, reader); a reader returns the value and the parts it dropped."""


def parse(query: str, known: Mapping[str, Collection[str]] | None = None) -> Parsed:
    """Read a query string (with or without `?`), leniently.

    `known` names, per field (`actors`, `kinds`, `matters`, `voices`), the ids that exist; others are dropped
    and reported, as are unknown names, repeated names, bad values and an unknown version.
    """
    found: dict[str, object] = {}
    ignored: list[str] = []
    for name, text in parse_qsl(query.removeprefix("?"), keep_blank_values=True):
        if name == "v":
            if text != VERSION:
                ignored.append(f"version {text} (this is version {VERSION})")
            continue
        if name not in _READERS:
            ignored.append(f"{name}={text}" if text else name)
            continue
        field, read = _READERS[name]
        if field in found:
            ignored.append(f"a second {name}={text}")
            continue
        value, dropped = read(text)
        if known is not None and field in known and isinstance(value, tuple):
            allowed = known[field]
            dropped += [part for part in value if part not in allowed]
            value = tuple(part for part in value if part in allowed)
        ignored += [f"{name}={part}" for part in dropped]
        if value not in ("", 0, ()):
            found[field] = True if field in ("count_shown", "unreviewed") else value
    view = View(**found)  # type: ignore[arg-type]
    if view.held_from and view.held_to and first_day(view.held_from) > last_day(view.held_to):
        ignored.append(f"from={view.held_from} to={view.held_to} (the end comes before the beginning)")
        view = replace(view, held_from="", held_to="")
    return Parsed(view, tuple(ignored))


def to_parameters(view: View) -> dict[str, str]:
    """The view as names and values, sorted, defaults left out; empty for the opening view."""
    defaults = {item.name: item.default for item in fields(View)}
    parameters: dict[str, str] = {}
    for name, (field, _) in _READERS.items():
        value = getattr(view, field)
        if value == defaults[field]:
            continue
        if field == "at":
            parameters[name] = ",".join(f"{actor}:{x}:{y}" for actor, x, y in value)
        elif field in ("count_shown", "unreviewed"):
            parameters[name] = "shown" if field == "count_shown" else "yes"
        elif isinstance(value, tuple):
            parameters[name] = ",".join(value)
        else:
            parameters[name] = str(value)
    if parameters:
        parameters["v"] = VERSION
    return dict(sorted(parameters.items()))


def to_query(view: View) -> str:
    """The view as a query string; `parse(to_query(view)).view == view` for every view that `parse` gives."""
    return "&".join(f"{name}={quote(text, safe=',:.-_~|')}" for name, text in to_parameters(view).items())
