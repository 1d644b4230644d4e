"""What becomes of the ties where a record changes, as markup: for the form, Review, and before a retraction."""

from __future__ import annotations

from graph.desk.foreseen import Step
from graph.desk.ripples import Ripple
from graph.desk.wording import how_many
from graph.scene.words import count
from graph.ui.text import tag

_MOST = 5


def becomes(told: Ripple) -> list[str]:
    """The markup that says what a change comes to; nothing where no tie changes."""
    parts = [step(one) for one in told.fields]
    if not told.weighed:
        words = f"It bears on {how_many('claims', told.entries)}: too many to weigh while you wait."
        return [*parts, tag("p", text=words, css="hint")]
    if told.gone:
        ties = count(len(told.gone), "tie is drawn no longer", "ties are drawn no longer")
        parts += [tag("h3", text=f"{ties}: nobody else on this list says or denies it"), _list(told.gone)]
    if told.ties:
        number = count(len(told.ties), "tie changes", "ties change")
        parts += [tag("h3", text=number), *[step(one) for one in told.ties[:_MOST]]]
        parts.append(_more(len(told.ties)))
    return parts


def step(one: Step) -> str:
    """One thing that changes: what, before and after."""
    told = (("Before", one.before), ("After", one.after))
    cells = [cell for name, words in told for cell in (tag("dt", text=name), tag("dd", text=words))]
    return tag("section", tag("h4", text=one.what), tag("dl", *cells, css="facts"))


def _list(sentences: tuple[str, ...]) -> str:
    return tag("ul", *[tag("li", text=words) for words in sentences[:_MOST]]) + _more(len(sentences))


def _more(number: int) -> str:
    return tag("p", text=f"and {number - _MOST} more", css="hint") if number > _MOST else ""
