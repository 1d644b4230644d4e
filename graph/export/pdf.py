"""PDF: typeset with Typst and held to PDF/UA, so that it can be read aloud; nothing in it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from graph.export import endnotes
from graph.export.fonts import legible
from graph.export.sheet import MARGIN, Sheet
from graph.export.typeset import drawings, typeset, words
from graph.scene.briefing import Briefing

_COLUMN = 300.0
"""About as wide as a column reads well, in points."""
STANDARD = "ua-1"
_BY_TYPST = ("title", "ground")
"""Groups of the sheet that the template sets itself: the title is a heading, the ground is the page's."""


def pdf(briefing: Briefing, sheet: Sheet, colours: Mapping[str, str], *, cards: str) -> bytes:
    """The briefing as one tagged PDF: the sheet on the first page, the text in columns behind it."""
    page = replace(sheet.page, groups=tuple(group for group in sheet.page.groups if group.kind not in _BY_TYPST))
    data = {
        "width": page.width,
        "height": page.height,
        "colours": dict(colours),
        "words": words(page, colours),
        "badges": [
            {
                "number": line.badge.number,
                "x": round(line.badge.middle[0], 2),
                "y": round(line.badge.middle[1], 2),
                "radius": round(line.badge.radius, 2),
            }
            for line in sheet.picture.lines
        ],
        "columns": max(1, round(page.width / _COLUMN)),
        **_legible(_texts(briefing, sheet, cards)),
    }
    made = typeset(
        "brief.typ",
        data,
        drawings(page, colours, briefing.generated_at),
        format="pdf",
        at=briefing.generated_at,
        standards=[STANDARD],
    )
    return made[0]


def _texts(briefing: Briefing, sheet: Sheet, cards: str) -> dict[str, Any]:
    full = {note.number: note.mark == "full" for note in briefing.endnotes}
    moment = datetime.fromisoformat(briefing.generated_at)
    return {
        "title": sheet.page.title,
        "says": sheet.page.says,
        "date": {name: getattr(moment, name) for name in ("year", "month", "day", "hour", "minute", "second")},
        "heading": {
            "x": MARGIN,
            "y": MARGIN - 4,
            "size": sheet.title_size,
            "title": " ".join(sheet.title),
            "asked": " ".join(sheet.asked),
        },
        "stamp": briefing.stamp,
        "names": {
            "withdrawn": endnotes.WITHDRAWN,
            "summary": endnotes.SUMMARY,
            "caveats": endnotes.CAVEATS,
            "rests": endnotes.RESTS,
            "cards": endnotes.CARDS,
            "notes": endnotes.HEADING,
            "about": endnotes.ABOUT,
        },
        "withdrawn": briefing.withdrawn,
        "summary": briefing.summary,
        "caveats": briefing.caveats,
        "rests": briefing.source_summary,
        "figures": briefing.figures,
        "cards": [
            {
                "number": card.number,
                "full": full.get(card.number, False),
                "sentence": card.sentence,
                "lines": [vars(line) for line in endnotes.card_lines(card, briefing, cards)],
            }
            for card in briefing.cards
        ],
        "notes": [
            {
                "number": note.number,
                "full": full[note.number],
                "heading": note.heading,
                "sentence": note.sentence,
                "ties": [
                    {
                        "sentence": tie.sentence,
                        "backing": tie.backing,
                        "citations": [vars(one) for one in tie.citations],
                    }
                    for tie in endnotes.told(note)
                ],
            }
            for note in briefing.endnotes
        ],
        "about": endnotes.about(briefing),
    }


def _legible(value: Any) -> Any:  # noqa: ANN401
    """The same data with every text in it as it can be typeset."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, Mapping):
        return {name: inner if name == "address" else _legible(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_legible(inner) for inner in value]
    return value
