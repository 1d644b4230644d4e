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
LONGEST_TEXT = 200
"""The longest text that entries are searched for, in characters."""
LAYOUTS = {
    "": "as arranged",
    "circle": "in a circle",
    "kind": "by kind of actor",
    "bloc": "by who cooperates",
    "map": "on a map",
}
"""The ways to arrange actors; the first is the one that is opened with."""
_OTHERS = "|".join(filter(None, LAYOUTS))
_REACH = 100_000
"""Places lie within this distance of the middle, in canvas units."""


@dataclass(frozen=True)
class View:
    """A request for a picture; two equal views show the same thing on the same data.

    Attributes:
        actors: one: its ties with anybody; several: the ties between them; none: all.
        around: with several actors, the ties of any of them with anybody.
        expand: actors whose ties are shown besides, `iran` or `iran:arms_transfer+sanctions`, and drawn first.
        hide: actors that are not shown, nor any tie of theirs.
        kinds, matters, polarities: what ties to show; polarities as in ids: positive, negative, neutral.
        backings, answers: strands that are so backed and so answered (`none`: by nobody).
        stances, bases: entries with these stances, on these bases.
        publishers, countries, ownerships, source_kinds: entries from such outlets and pages.
        reliabilities, credibilities: entries with these grades (F and 6: not judged).
        text: entries with this text in statement, quote or title, whatever its case and accents.
        voices: who says or denies; ties in which none of them has a word are hidden.
        held_from, held_to: true when: the window, partial dates, both ends included.
        reported: only what had been published by the end of this day, month or year.
        recorded: only what this list knew by the end of this day, month or year.
        count_shown: count only what is shown (the what-if).
        unreviewed: show drafts as well, marked.
        lines: how ties are bundled: by polarity, by kind, or by claim.
        rollup: actors into which those based in them or part of them are drawn.
        collapse: actors without those that hang on them alone.
        layout: how actors are arranged, a key of `LAYOUTS`.
        limit: most lines to draw; 0 is the default of the view.
        at: places the user dragged actors to: (actor, x, y), canvas units, sorted by actor; in another layout than
            the first, the actor stands behind its name: `circle/iran`.
        chart: the saved chart whose notes lie on the canvas.
        select: the actor, line, tie or strand that is open in the panel.
    """

    actors: tuple[str, ...] = ()
    around: bool = False
    expand: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()
    backings: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    ownerships: tuple[str, ...] = ()
    source_kinds: tuple[str, ...] = ()
    reliabilities: tuple[str, ...] = ()
    credibilities: tuple[str, ...] = ()
    text: str = ""
    voices: tuple[str, ...] = ()
    held_from: str = ""
    held_to: str = ""
    reported: str = ""
    recorded: str = ""
    count_shown: bool = False
    unreviewed: bool = False
    lines: str = "polarity"
    rollup: tuple[str, ...] = ()
    collapse: tuple[str, ...] = ()
    layout: str = ""
    limit: int = 0
    at: tuple[tuple[str, int, int], ...] = ()
    chart: str = ""
    select: str = ""

    @property
    def is_opening(self) -> bool:
        """Whether nothing was asked for but places and a selection."""
        return without(self, "at", "select", "layout", "chart") == View()

    @property
    def hides(self) -> bool:
        """Whether any filter that only hides is set."""
        return any(getattr(self, name) for name in HIDING)

    @property
    def expanded(self) -> dict[str, frozenset[str]]:
        """Actor -> the kinds of tie it was expanded by; none for all."""
        parts = (text.partition(":") for text in self.expand)
        return {actor: frozenset(filter(None, kinds.split("+"))) for actor, _, kinds in parts}


CHOSEN = (
    "kinds",
    "polarities",
    "matters",
    "backings",
    "answers",
    "stances",
    "voices",
    "bases",
    "publishers",
    "countries",
    "ownerships",
    "source_kinds",
    "reliabilities",
    "credibilities",
)
"""The fields that hold what was chosen of several values; each only hides. `actors` does so by rules of its own."""
HIDING = ("actors", "hide", "text", *CHOSEN)
"""Every field that only hides."""
DRAWN = ("lines", "rollup", "collapse", "layout", "limit", "at", "chart", "select")
"""Every field that says how it is drawn and decides nothing of the evidence."""


def without(view: View, *names: str) -> View:
    """The view with these fields as if nobody had asked."""
    return replace(view, **{item.name: item.default for item in fields(View) if item.name in names})  # type: ignore[arg-type]


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


def _text(text: str) -> tuple[str, list[str]]:
    kept = " ".join(text[:LONGEST_TEXT].split())
    return kept, [] if len(text) <= LONGEST_TEXT else [f"what comes after {LONGEST_TEXT} characters"]


def _expansions(text: str) -> tuple[tuple[str, ...], list[str]]:
    kept, dropped = dict[str, str](), list[str]()
    for part in dict.fromkeys(text.split(",")):
        match = re.fullmatch(r"([a-z0-9-]+)(?::([a-z0-9_+]+))?", part)
        if match:
            kinds = "+".join(sorted(set(filter(None, (match[2] or "").split("+")))))
            kept[match[1]] = f"{match[1]}:{kinds}" if kinds else match[1]
        elif part:
            dropped.append(part)
    return tuple(kept[actor] for actor in sorted(kept)), dropped


def _limit(text: str) -> tuple[int, list[str]]:
    if re.fullmatch(r"[0-9]{1,4}", text) and 0 < int(text) <= MOST_LINES:
        return int(text), []
    return 0, [f"{text} (a whole number from 1 to {MOST_LINES:,})"]


def _places(text: str) -> tuple[tuple[tuple[str, int, int], ...], list[str]]:
    places, dropped = dict[str, tuple[str, int, int]](), list[str]()
    for part in text.split(","):
        match = re.fullmatch(rf"((?:(?:{_OTHERS})/)?[a-z0-9-]+):(-?[0-9]{{1,6}}):(-?[0-9]{{1,6}})", part)
        if match and abs(int(match[2])) <= _REACH and abs(int(match[3])) <= _REACH:
            places[match[1]] = (match[1], int(match[2]), int(match[3]))
        elif part:
            dropped.append(part)
    return tuple(places[actor] for actor in sorted(places)), dropped


_READERS: Mapping[str, tuple[str, Callable[[str], tuple[object, list[str]]]]] = {
    "actors": ("actors", _ids()),
    "answers": ("answers", _ids((*codes.ANSWERS, "none"))),
    "around": ("around", _one_of("yes")),
    "at": ("at", _places),
    "backings": ("backings", _ids(codes.BACKINGS)),
    "bases": ("bases", _ids(codes.BASES)),
    "chart": ("chart", lambda text: (text, []) if re.fullmatch(r"[a-z0-9-]{1,64}", text) else ("", [text])),
    "collapse": ("collapse", _ids()),
    "count": ("count_shown", _one_of("shown")),
    "countries": ("countries", _ids()),
    "credibilities": ("credibilities", _ids(codes.CREDIBILITIES)),
    "expand": ("expand", _expansions),
    "from": ("held_from", _date),
    "hide": ("hide", _ids()),
    "kinds": ("kinds", _ids()),
    "layout": ("layout", _one_of(*filter(None, LAYOUTS))),
    "limit": ("limit", _limit),
    "lines": ("lines", _one_of("polarity", "kind", "claim")),
    "matters": ("matters", _ids()),
    "ownerships": ("ownerships", _ids(codes.OWNERSHIPS)),
    "polarities": ("polarities", _ids(tuple(codes.POLARITY_WORDS.values()))),
    "publishers": ("publishers", _ids()),
    "recorded": ("recorded", _date),
    "reliabilities": ("reliabilities", _ids(codes.RELIABILITIES)),
    "reported": ("reported", _date),
    "rollup": ("rollup", _ids()),
    "select": ("select", lambda text: (text, [])),
    "sources": ("source_kinds", _ids(codes.SOURCE_KINDS)),
    "stances": ("stances", _ids(codes.STANCES)),
    "text": ("text", _text),
    "to": ("held_to", _date),
    "unreviewed": ("unreviewed", _one_of("yes")),
    "voices": ("voices", _ids()),
}
"""Name in the query -> (field of the view, reader); a reader returns the value and the parts it dropped."""
_SWITCHES = ("around", "count_shown", "unreviewed")


Known = Mapping[str, Collection[str]]
"""Field of the view -> the ids that exist."""


def parse(query: str, known: Known | Callable[[View], Known] | None = None) -> Parsed:
    """Read a query string (with or without `?`), leniently.

    `known`, or what it gives for the view that the query asks for, names, per field (`actors`, `kinds`, `matters`,
    `voices`, `publishers`, `countries`), the ids that exist; others are dropped and reported, as are unknown names,
    repeated names, bad values and an unknown version.
    """
    if callable(known):
        known = known(parse(query).view)
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
        if known is not None and isinstance(value, tuple):
            value, unknown = _existing(field, value, known)
            dropped += unknown
        ignored += [f"{name}={part}" for part in dropped]
        if value not in ("", 0, ()):
            found[field] = True if field in _SWITCHES else value
    view = View(**found)  # type: ignore[arg-type]
    if view.held_from and view.held_to and first_day(view.held_from) > last_day(view.held_to):
        ignored.append(f"from={view.held_from} to={view.held_to} (the end comes before the beginning)")
        view = replace(view, held_from="", held_to="")
    return Parsed(view, tuple(ignored))


def _existing(
    field: str, value: tuple[object, ...], known: Mapping[str, Collection[str]]
) -> tuple[tuple[object, ...], list[str]]:
    """What of the value exists, and the parts that do not."""
    if field in ("hide", "rollup", "collapse", "expand"):
        if "actors" not in known:
            return value, []
        gone = [part for part in value if str(part).partition(":")[0] not in known["actors"]]
    elif field in known and field != "at":
        gone = [part for part in value if part not in known[field]]
    else:
        return value, []
    return tuple(part for part in value if part not in gone), [str(part) for part in gone]


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
        elif field in _SWITCHES:
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
