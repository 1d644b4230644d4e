"""Beside the form: the sentence it makes, what it may repeat, and what saving changes, in words and as two pictures."""

from __future__ import annotations

from graph.desk.beforeafter import Pair
from graph.desk.forms import Foreseen
from graph.model.form import Form
from graph.scene.words import count
from graph.ui.network import components
from graph.ui.opened import desk
from graph.ui.rippled import becomes, step
from graph.ui.text import own_link, show, tag

_MOST = 5


def beside(form: Form, foreseen: Foreseen) -> None:
    """Draw the sentence, and what the entry may repeat."""
    if form.table != "claims":
        return
    show(
        tag("p", text="In words", css="over"),
        tag("p", text=foreseen.sentence, css="sentence", aria_live="polite"),
        css="outlook",
    )
    if foreseen.alike:
        items = [
            tag(
                "li",
                own_link(one.statement, "edit", claim=one.claim),
                tag("span", text=one.reasons, css="dates"),
            )
            for one in foreseen.alike[:_MOST]
        ]
        strong = any(one.strong for one in foreseen.alike)
        heading = "Perhaps on the list already" if strong else "Looks much like"
        more = len(foreseen.alike) - _MOST
        rest = tag("p", text=f"and {more} more", css="hint") if more > 0 else ""
        show(tag("h2", text=heading), tag("ul", *items), rest, css="outlook")


def outcome(form: Form) -> None:
    """Draw what saving would change."""
    if form.table != "claims":
        _record(form)
        return
    comes = desk().forms.outcome(form)
    if not comes.steps:
        _nothing("Once subject, kind, object and source are there, this shows what saving would change.")
        return
    parts = [tag("p", text=words) for words in comes.answers]
    for one in comes.steps:
        if one.before == one.after:
            stays = tag("dl", tag("dt", text="Stays"), tag("dd", text=one.after), css="facts")
            parts.append(tag("section", tag("h3", text=one.what), stays))
        else:
            parts.append(step(one))
    show(tag("h2", text="Before and after"), *parts, css="outlook")
    if comes.pair:
        _picture(comes.pair)


def _record(form: Form) -> None:
    """What becomes of the ties where another record than an entry changes."""
    if form.is_new:
        return
    told = desk().forms.ripple(form)
    if told is None:
        _nothing("Once something is changed on which its entries hang, this shows what becomes of the ties.")
        return
    stand = count(told.entries, "entry on the list stands", "entries on the list stand")
    parts = becomes(told) or [tag("p", text="No tie changes: who backs and who answers each stays as it is.")]
    show(tag("h2", text="Before and after"), tag("p", text=f"{stand} on it."), *parts, css="outlook")
    if told.pair:
        _picture(told.pair)


def _picture(drawn: Pair) -> None:
    components.pair({**drawn.wire(), "words": ["Before", "After"]}, key="edit_pair")


def _nothing(words: str) -> None:
    show(tag("h2", text="Before and after"), tag("p", text=words, css="hint"), css="outlook")
