"""Method: how the list is read and counted, its vocabulary, its quality in figures, and its gaps."""

from __future__ import annotations

from graph.scene.method import VOCABULARY
from graph.ui.opened import desk
from graph.ui.text import own_link, show, tag


def page() -> None:
    """Draw the page."""
    content = desk().method()
    parts = [tag("h1", text="How to read this list")]
    for heading, text in content.rule:
        parts.append(tag("section", tag("h2", text=heading), tag("p", text=text)))
    parts.append(_table("This list in figures", ("What", "How many"), content.quality))
    if content.gaps:
        rows = [
            tag("tr", tag("td", own_link(sentence, "./", select=tie, v="1")), tag("td", text=who))
            for sentence, who, tie in content.gaps
        ]
        parts.append(
            tag(
                "section",
                tag("h2", text="Gaps: denied or disputed, though nobody on this list says it"),
                tag("table", _head(("What is denied or disputed", "By whom")), tag("tbody", *rows)),
            )
        )
    parts.append(_table("The vocabulary", VOCABULARY, content.vocabulary))
    parts.append(
        _table(
            "Grades (Admiralty system): letters for sources, digits for entries", ("Grade", "Meaning"), content.grades
        )
    )
    show(*parts, css="method")


def _table(heading: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    body = [tag("tr", *[tag("td", text=cell) for cell in row]) for row in rows]
    return tag("section", tag("h2", text=heading), tag("table", _head(header), tag("tbody", *body)))


def _head(header: tuple[str, ...]) -> str:
    return tag("thead", tag("tr", *[tag("th", text=text, scope="col") for text in header]))
