"""One-file HTML: picture, search and evidence in a page that opens from a stick and asks nobody for anything.

All texts stand in it as text; the script only lights up, filters and copies what is there. Without it the page can
still be read from top to bottom.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from graph.export import endnotes
from graph.export.colours import colours
from graph.export.fonts import plain
from graph.export.sheet import sheet
from graph.export.svg import svg
from graph.scene.briefing import Briefing, Endnote

_PARTS = Path(__file__).with_name("page")
_SIZE = (900.0, 660.0)
"""The picture beside the panel, in points; it grows and shrinks with the window."""


def standalone(briefing: Briefing, theme: str, *, cards: str) -> bytes:
    """The briefing as a page, light or dark as the reader's machine is; `grey` has no colours where it is light."""
    drawn = svg(sheet(briefing, _SIZE, bare=True).page, colours("light"), live=True)
    style = _style(theme)
    script = _part("page.js")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{_text(briefing.title)}</title><style>{style}</style></head>\n"
        f"<body>{_body(briefing, drawn, cards)}\n"
        f'<script type="application/json" id="briefing">{_json(_searched(briefing))}</script>\n'
        f"<script>{script}</script></body></html>\n"
    ).encode()


def _body(briefing: Briefing, drawn: str, cards: str) -> str:
    asked = " ".join(filter(None, (briefing.asked, briefing.scene.shown, briefing.scene.omitted)))
    return (
        f'<header><div><h1 dir="auto">{_text(briefing.title)}</h1><p dir="auto">{_text(asked)}</p></div>'
        '<button type="button" id="theme">Light or dark</button></header>\n'
        '<main><div class="desk"><div class="stage"><div class="find" role="search">'
        '<label for="find">Find an actor, tie or source</label>'
        '<input type="search" id="find" autocomplete="off" spellcheck="false" dir="auto" maxlength="200">'
        '<p id="found" role="status"></p><ul id="hits" aria-label="What was found"></ul></div>'
        f"{drawn}</div>"
        '<section id="panel" aria-live="polite" aria-labelledby="panel-heading" tabindex="-1">'
        '<h2 id="panel-heading">Who says so</h2><div id="told">'
        "<p>Click a line or its number, or an actor. With the keyboard: Tab to a number, then Enter.</p>"
        "</div></section>"
        f"</div>\n{_texts(briefing)}{_cards(briefing, cards)}"
        f'<section aria-labelledby="notes"><h2 id="notes">{endnotes.HEADING}</h2>'
        f"{''.join(_note(note) for note in briefing.endnotes)}</section>\n{_about(briefing)}</main>\n"
        f'<footer><p dir="auto">{_text(briefing.stamp)}</p></footer>'
    )


def _texts(briefing: Briefing) -> str:
    counted = " · ".join(f"{value} {name}" for name, value in briefing.figures)
    return "".join(
        f'<section class="words"><h2>{heading}</h2>{_paragraphs(texts)}</section>\n'
        for heading, texts in (
            (endnotes.WITHDRAWN, briefing.withdrawn),
            (endnotes.SUMMARY, briefing.summary.splitlines()),
            (endnotes.CAVEATS, briefing.caveats.splitlines()),
            (endnotes.RESTS, (*briefing.source_summary, *filter(None, (counted,)))),
        )
        if texts
    )


def _cards(briefing: Briefing, which: str) -> str:
    if not briefing.cards:
        return ""
    found = "".join(
        f'<article><h3><a href="#note-{card.number}">{card.number}</a> '
        f'<span dir="auto">{_text(card.sentence)}</span></h3>'
        f"{_paragraphs(line.text for line in endnotes.card_lines(card, briefing, which))}</article>"
        for card in briefing.cards
    )
    return (
        f'<section aria-labelledby="cards"><h2 id="cards">{endnotes.CARDS}</h2>'
        f'<div class="cards">{found}</div></section>\n'
    )


def _note(note: Endnote) -> str:
    ties = ""
    for tie in endnotes.told(note):
        cited = "".join(
            f'<li data-cited="{note.number}{one.letter}"><b>{one.letter}</b> <span dir="auto">'
            f'{_text(one.who)} <span class="quiet">{_text(one.words)}</span></span>{_link(one.address)}</li>'
            for one in tie.citations
        )
        ties += (
            f'<h4 dir="auto">{_text(tie.sentence)}</h4><p class="quiet" dir="auto">{_text(tie.backing)}</p>'
            f'<ul class="cited">{cited}</ul>'
        )
    mark = f' data-mark="{note.mark}"' if note.mark else ""
    return (
        f'<article class="note" id="note-{note.number}" data-line="{_text(note.line)}"{mark}>'
        f'<h3><span class="number">{note.number}</span> <span dir="auto">{_text(note.heading)}</span></h3>'
        f'<p class="quiet" dir="auto">{_text(note.sentence)}</p>{ties}</article>\n'
    )


def _about(briefing: Briefing) -> str:
    facts = "".join(
        f'<dt>{_text(name)}</dt><dd dir="auto">{_text(value)}</dd>' for name, value in endnotes.about(briefing)
    )
    return f'<section aria-labelledby="about"><h2 id="about">{endnotes.ABOUT}</h2><dl>{facts}</dl></section>'


def _searched(briefing: Briefing) -> dict[str, list[dict[str, object]]]:
    """What the search finds: actors by all their names, lines by the sentences of their ties and the pages behind."""
    return {
        "actors": [
            {
                "id": node.id,
                "label": plain(node.label),
                "says": plain(node.caption),
                "names": list(map(plain, node.aliases)),
            }
            for node in briefing.scene.nodes
        ],
        "lines": [
            {"id": line.id, "a": line.a, "b": line.b, "number": briefing.numbers[line.id]}
            for line in briefing.scene.lines
        ],
    }


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f'<p dir="auto">{_text(text)}</p>' for text in texts)


def _link(address: str) -> str:
    if not address:
        return ""
    return f' <a href="{_text(address)}" rel="noopener noreferrer" target="_blank">open the page</a>'


def _text(text: str) -> str:
    return escape(plain(text))


def _json(data: object) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _style(theme: str) -> str:
    """The style sheet with the colours of both themes as properties, and a class for each colour of the picture."""
    light, dark = colours("light" if theme == "dark" else theme), colours("dark")
    own = ";".join(f"--{name}:{colour}" for name, colour in light.items())
    other = ";".join(f"--{name}:{colour}" for name, colour in dark.items())
    classes = "".join(f".f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}" for name in light)
    first = "dark" if theme == "dark" else "light"
    return (
        f":root{{color-scheme:light;{own}}}:root[data-theme=dark]{{color-scheme:dark;{other}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{other}}}}}"
        + (f":root:not([data-theme=light]){{color-scheme:dark;{other}}}" if first == "dark" else "")
        + classes
        + _part("page.css")
    )


@cache
def _part(name: str) -> str:
    return _PARTS.joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
