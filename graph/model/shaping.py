"""What the analyst does to a picture, each a step from one view to the next, so that undoing is going back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.model.view import View, without


def only_between(view: View, actors: Iterable[str]) -> View:
    """One actor: its ties alone; several: those between them. What was hidden of them is back."""
    return _without_hidden(replace(view, actors=_sorted(actors), around=False, expand=(), collapse=()), actors)


def only_around(view: View, actors: Iterable[str]) -> View:
    """The ties of these actors with anybody."""
    return replace(only_between(view, actors), around=len(set(actors)) > 1)


def hidden(view: View, actors: Iterable[str]) -> View:
    """The view without these actors; what was open of them is closed."""
    gone = set(actors)
    select = "" if view.select in gone else view.select
    expand = tuple(text for text in view.expand if text.partition(":")[0] not in gone)
    return replace(view, hide=_sorted({*view.hide, *gone}), expand=expand, select=select)


def shown(view: View, actors: Iterable[str]) -> View:
    """The view with these actors, if they were hidden."""
    return _without_hidden(view, actors)


def expanded(view: View, actor: str, kinds: Iterable[str] = ()) -> View:
    """The view with the ties of an actor besides, all of them or those of some kinds; later asking adds to earlier."""
    before, wanted = view.expanded.get(actor), frozenset(kinds)
    together = frozenset[str]() if not wanted or before == frozenset() else wanted | (before or frozenset())
    texts = {**dict(_named(view)), actor: f"{actor}:{'+'.join(sorted(together))}" if together else actor}
    collapse = tuple(other for other in view.collapse if other != actor)
    made = replace(view, expand=tuple(texts[name] for name in sorted(texts)), collapse=collapse)
    return _without_hidden(made, (actor,))


def collapsed(view: View, actor: str) -> View:
    """The view without what an actor was expanded to, and without those that hang on it alone."""
    expand = tuple(text for name, text in _named(view) if name != actor)
    return replace(view, expand=expand, collapse=_sorted({*view.collapse, actor}))


def grouped(view: View, actors: Iterable[str]) -> View:
    """The view with those at home in these actors drawn into them."""
    return replace(view, rollup=_sorted({*view.rollup, *actors}))


def opened(view: View, actors: Iterable[str]) -> View:
    """The view with the groups of these actors taken apart again."""
    return replace(view, rollup=_sorted(set(view.rollup) - set(actors)))


def moved(view: View, actor: str, x: int, y: int) -> View:
    """The view with an actor dragged to a place; each layout has places of its own."""
    name = f"{view.layout}/{actor}" if view.layout else actor
    places = {place[0]: place for place in view.at} | {name: (name, x, y)}
    return replace(view, at=tuple(places[one] for one in sorted(places)))


def reset(view: View) -> View:
    """All of the list as at the beginning; layout, places, notes, and what is open in the panel stay."""
    return replace(View(), layout=view.layout, at=view.at, chart=view.chart, select=view.select)


def shape_of(view: View) -> View:
    """The view without what is open in the panel: what undoing goes back to."""
    return without(view, "select", "chart")


def _named(view: View) -> list[tuple[str, str]]:
    return [(text.partition(":")[0], text) for text in view.expand]


def _without_hidden(view: View, actors: Iterable[str]) -> View:
    return replace(view, hide=_sorted(set(view.hide) - set(actors)))


def _sorted(actors: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(actors)))
