"""Beside the form: the sentence it makes, what it may repeat, and what saving changes, in words and as two pictures."""

from __future__ import annotations

from graph.desk.forms import Foreseen
from graph.model.form import Form
from graph.ui.network import components
from graph.ui.opened import desk
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
        return
    comes = desk().forms.outcome(form)
    if not comes.steps:
        show(
            tag("h2", text="Before and after"),
            tag(
                "p",
                text="Once subject, kind, object and source are there, this shows what saving would change.",
                css="hint",
            ),
            css="outlook",
        )
        return
    parts = [tag("p", text=words) for words in comes.answers]
    rows = []
    for step in comes.steps:
        same = step.before == step.after
        told = [tag("dt", text="Stays"), tag("dd", text=step.after)] if same else [
            tag("dt", text="Before"), tag("dd", text=step.before), tag("dt", text="After"), tag("dd", text=step.after)
        ]  # fmt: skip
        rows += [tag("h3", text=step.what), tag("dl", *told, css="facts")]
    show(tag("h2", text="Before and after"), *parts, *rows, css="outlook")
    if comes.pictures:
        components.sketch(comes.pictures, key="edit_sketch")
