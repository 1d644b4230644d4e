"""What a view asks for, in words: for a reader who has only the picture."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import codes
from graph.model.dates import in_words
from graph.model.view import LAYOUTS, View
from graph.scene.countries import country_name
from graph.scene.entries import publisher_name
from graph.scene.grammar import matter_words
from graph.scene.reader import Reader
from graph.scene.words import listed

_MOST = 6
_ANSWERS: Mapping[str, str] = {
    "denied": "denied",
    "doubted": "doubted",
    "questioned": "questioned in part",
    "earlier": "denied earlier",
    "none": "answered by nobody",
}
_LINES = {"kind": "a line for each kind of tie", "claim": "a line for each entry"}


def asked(view: View, reader: Reader) -> str:
    """The filters and the shape of a picture in one sentence: `Ties of Iran; arms; denied.`"""
    parts = [_between(view, reader)]
    for words, names in (
        ("what is expanded besides: ", [reader.label(actor) for actor in view.expanded]),
        ("without ", [reader.label(actor) for actor in view.hide]),
        ("kinds: ", [reader.kinds[kind]["label"] if kind in reader.kinds else kind for kind in view.kinds]),
        ("about: ", [matter_words(matter) for matter in view.matters]),
        (
            "colours: ",
            [words for code, words in codes.POLARITIES.items() if codes.POLARITY_WORDS[code] in view.polarities],
        ),
        ("backed: ", [codes.BACKINGS[code] for code in view.backings]),
        ("", [_ANSWERS[code] for code in view.answers]),
        ("entries that: ", [codes.STANCES[code] for code in view.stances]),
        ("on the basis: ", [codes.BASES[code] for code in view.bases]),
        ("voices: ", [reader.voices[voice].label if voice in reader.voices else voice for voice in view.voices]),
        ("publishers: ", [publisher_name(reader, publisher) for publisher in view.publishers]),
        ("publishers in: ", [country_name(code) for code in view.countries]),
        ("publishers: ", [codes.OWNERSHIPS[code] for code in view.ownerships if code in codes.OWNERSHIPS]),
        ("kinds of source: ", [codes.SOURCE_KINDS[code] for code in view.source_kinds]),
        ("reliability: ", [codes.RELIABILITIES[code] or "not judged" for code in view.reliabilities]),
        ("credibility: ", [codes.CREDIBILITIES[code] or "not judged" for code in view.credibilities]),
        ("entries with the words ", [f"“{view.text}”"] if view.text else []),
        ("drawn into their home: those of ", [reader.label(actor) for actor in view.rollup]),
        ("without what hangs on them alone: ", [reader.label(actor) for actor in view.collapse]),
    ):
        if names:
            parts.append(f"{words}{listed(names, _MOST)}")
    parts += ["counted only what is shown"] if view.count_shown else []
    parts += [_LINES[view.lines]] if view.lines in _LINES else []
    parts += [f"arranged {LAYOUTS[view.layout]}"] if view.layout else []
    return f"{'; '.join(parts)}."


def cutoff(view: View, recorded_at: str) -> str:
    """The information cut-off: what had been reported by a day, what the list knew by a day, else all it has."""
    if view.reported:
        words = f"Reported by {in_words(view.reported)}"
        return f"{words}, as this list knew it on {in_words(view.recorded)}" if view.recorded else words
    if view.recorded:
        return f"What this list knew on {in_words(view.recorded)}"
    return f"All that this list had by {in_words(recorded_at[:10])}" if recorded_at else "An empty list"


def picture_date(view: View) -> str:
    """When the picture is true: `True 2022 to 2023`, `True from Jul 2022 on`, `Whenever true`."""
    since, until = in_words(view.held_from), in_words(view.held_to)
    if since and until:
        return f"True {since}" if since == until else f"True {since} to {until}"
    if since:
        return f"True from {since} on"
    return f"True up to {until}" if until else "Whenever true"


def _between(view: View, reader: Reader) -> str:
    if not view.actors:
        return "Ties between all actors"
    names = listed([reader.label(actor) for actor in view.actors], _MOST)
    return f"Ties {'of' if len(view.actors) == 1 or view.around else 'between'} {names}"
