"""Lists and pictures of the Sources page as markup: tables with links, chains of boxes, trees of relays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import urlencode

from graph.scene.chains import Step
from graph.ui.text import tag

T = TypeVar("T")


class Drawn(NamedTuple, Generic[T]):
    """A column on screen: what it sorts by in the address, its heading, its share of the width, what stands in it.

    `down` says that its first click sorts downwards, as one wants the largest numbers and the newest days first.
    """

    name: str
    heading: str
    width: int
    cell: Callable[[T], str]
    down: bool = False


def go(text: str, parameters: Mapping[str, str], *, key: str = "", **attributes: str) -> str:
    """A link to another state of the Sources page; `key` names it, so that it has its focus again afterwards."""
    query = urlencode(sorted((name, value) for name, value in parameters.items() if value))
    if key:
        attributes["data_key"] = key
    return tag("a", text=text, href=f"sources?{query}" if query else "sources", target="_self", **attributes)


def to_page(id_: str, text: str, state: Mapping[str, str] | None = None) -> str:
    """A link to the card of a page."""
    return go(text, {**(state or {}), "source": id_}, key=f"source-{id_}")


def to_publisher(id_: str, text: str, state: Mapping[str, str] | None = None) -> str:
    """A link to the card of a publisher."""
    return go(text, {**(state or {}), "publisher": id_}, key=f"publisher-{id_}")


def table(
    columns: Sequence[Drawn[T]],
    rows: Iterable[T],
    *,
    name: str,
    sort: str = "",
    link: Callable[[str], Mapping[str, str]] | None = None,
) -> str:
    """A table whose first column names the row. With `link` (order -> the address of it) its headings sort.

    On a narrow screen every row becomes a small card; the roles keep it a table for screen readers there too.
    """
    heads = [_head(column, sort, link) for column in columns]
    body = [tag("tr", *[_cell(column, row, place) for place, column in enumerate(columns)], role="row") for row in rows]
    return tag(
        "table",
        tag("colgroup", *[tag("col", style=f"width:{column.width}%") for column in columns]),
        tag("thead", tag("tr", *heads, role="row"), role="rowgroup"),
        tag("tbody", *body, role="rowgroup"),
        css="listed",
        role="table",
        aria_label=name,
    )


def _head(column: Drawn[T], sort: str, link: Callable[[str], Mapping[str, str]] | None) -> str:
    if link is None:
        return tag("th", text=column.heading, scope="col", role="columnheader")
    ways = [column.name, f"-{column.name}"]
    if column.down:
        ways.reverse()
    other = ways[1] if sort == ways[0] else ways[0]
    order = {column.name: "ascending", f"-{column.name}": "descending"}.get(sort, "none")
    inside = go(column.heading, link(other), key=f"sort-{column.name}")
    return tag("th", inside, scope="col", role="columnheader", aria_sort=order)


def _cell(column: Drawn[T], row: T, place: int) -> str:
    inside = column.cell(row)
    if place == 0:
        return tag("th", inside, scope="row", role="rowheader")
    return tag("td", inside, role="cell", data_label=column.heading, **({} if inside else {"data_empty": ""}))


def words(text: str) -> str:
    """Text of a record as a cell; nothing where there is none."""
    return tag("span", text=text) if text else ""


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and what is known under them."""
    return tag("dl", *[tag("dt", text=name) + tag("dd", text=told) for name, told in pairs], css="facts")


def chain(steps: Sequence[Step], state: Mapping[str, str]) -> str:
    """Boxes with arrows between them, the root first and the page that is open last."""
    last = len(steps) - 1
    return tag(
        "ol",
        *[tag("li", _box(step, state, here=place == last)) for place, step in enumerate(steps)],
        css="chain",
        aria_label="From the root to this source",
    )


def tree(steps: Sequence[Step], here: str, state: Mapping[str, str]) -> str:
    """The root with the pages that go back to it, each under the one it repeats."""
    return tag("ul", *_branches(list(steps), here, state), css="tree", aria_label="Sources under their root")


def _branches(steps: list[Step], here: str, state: Mapping[str, str]) -> list[str]:
    made = []
    while steps:
        first = steps.pop(0)
        below = []
        while steps and steps[0].depth > first.depth:
            below.append(steps.pop(0))
        inner = tag("ul", *_branches(below, here, state)) if below else ""
        made.append(tag("li", _box(first, state, here=first.source == here), inner))
    return made


def _box(step: Step, state: Mapping[str, str], *, here: bool) -> str:
    if not step.source:
        parts = [
            to_publisher(step.publisher, step.name, state),
            tag("span", text="no source of its own is on this list"),
        ]
        return tag("div", *parts, css="box")
    title = tag("strong", text=step.title) if here else to_page(step.source, step.title, state)
    day = step.published or "no date"
    parts = [tag("span", text=step.name, css="who"), title, tag("span", text=day)]
    if step.state:
        parts.append(tag("span", text=step.state, css="bad"))
    if here:
        return tag("div", *parts, css="box here", aria_current="true")
    return tag("div", *parts, css="box")
