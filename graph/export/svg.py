"""SVG: the page as vectors whose text stays text. Nothing in it runs, loads, or links."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from graph.export.fonts import STACK, is_rtl, plain
from graph.export.marks import Group, Mark, Page, Path, Words

ELEMENTS = frozenset({"svg", "title", "desc", "g", "path", "text"})
"""All that is ever written; a test holds every file to it."""
_TRIM = 20
_HIT = 12


def svg(page: Page, colours: Mapping[str, str], *, words: bool = True, live: bool = False) -> str:
    """The page as one SVG document.

    Args:
        page: what is drawn.
        colours: name of a colour -> what stands in the file.
        words: whether texts are in it; without them it is the drawing that texts are set upon.
        live: whether it goes into a page that gives it colours by class and answers to it.
    """
    wide, high = _number(page.width), _number(page.height)
    # In a page the margins are the page's own.
    box = f"{_TRIM} {_TRIM} {_number(page.width - 2 * _TRIM)} {_number(page.height - 2 * _TRIM)}"
    size = f'viewBox="{box}"' if live else f'width="{wide}pt" height="{high}pt" viewBox="0 0 {wide} {high}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"'
    parts = [f"{head} font-family={quoteattr(STACK)}>"]
    if words:
        parts.append(f"<title>{_text(page.title)}</title><desc>{_text(page.says)}</desc>")
    parts += [_group(group, colours, words=words, live=live) for group in page.groups]
    return "".join(parts) + "</svg>\n"


def _group(group: Group, colours: Mapping[str, str], *, words: bool, live: bool) -> str:
    inner = "".join(_mark(mark, colours, live=live) for mark in group.marks if words or isinstance(mark, Path))
    if not inner:
        return ""
    says = f"<title>{_text(group.says)}</title>" if group.says and words else ""
    if live and group.kind == "line":
        inner += _hit(group.marks)
    about = f' data-kind="{group.kind}"' + (f" data-id={quoteattr(plain(group.id))}" if group.id else "")
    return f"<g{about}>{says}{inner}</g>\n"


def _hit(marks: tuple[Mark, ...]) -> str:
    """What a pointer meets of a line, which is too thin to be met itself."""
    run = next(mark for mark in marks if isinstance(mark, Path))
    return f'<path d="{_steps(run)}" fill="none" stroke="transparent" stroke-width="{_HIT}"/>'


def _mark(mark: Mark, colours: Mapping[str, str], *, live: bool) -> str:
    return _path(mark, colours, live) if isinstance(mark, Path) else _words(mark, colours, live)


def _path(path: Path, colours: Mapping[str, str], live: bool) -> str:
    classes = _classes(f"f-{path.fill}" if path.fill else "", f"s-{path.stroke}" if path.stroke else "", live=live)
    fill = colours[path.fill] if path.fill else "none"
    drawn = f'<path{classes} d="{_steps(path)}" fill="{fill}"'
    if path.stroke:
        drawn += f' stroke="{colours[path.stroke]}" stroke-width="{_number(path.width)}" stroke-linejoin="round"'
        drawn += ' stroke-linecap="round"' if len(path.steps) == 2 and not path.dashes else ""
    if path.dashes:
        drawn += f' stroke-dasharray="{" ".join(map(_number, path.dashes))}"'
    return drawn + "/>"


def _steps(path: Path) -> str:
    return "".join(f"{name}{' '.join(map(_number, numbers))}" for name, numbers in path.steps)


def _words(words: Words, colours: Mapping[str, str], live: bool) -> str:
    """The text; its halo is a text of its own beneath it, since not every reader knows `paint-order`."""
    place = f'x="{_number(words.x)}" y="{_number(words.y)}" font-size="{_number(words.size)}"'
    place += f' text-anchor="{words.anchor}"' if words.anchor != "start" else ""
    place += ' font-weight="700"' if words.bold else ""
    place += ' direction="rtl"' if is_rtl(words.text) else ""
    text = _text(words.text)
    halo = ""
    if words.halo:
        ground = colours["ground"]
        halo = (
            f'<text{_classes("f-ground", "s-ground", live=live)} {place} aria-hidden="true" fill="{ground}" '
            f'stroke="{ground}" stroke-width="{_number(2 * words.halo)}" stroke-linejoin="round">{text}</text>'
        )
    return f'{halo}<text{_classes(f"f-{words.colour}", live=live)} {place} fill="{colours[words.colour]}">{text}</text>'


def _classes(*names: str, live: bool) -> str:
    return f' class="{" ".join(filter(None, names))}"' if live else ""


def _text(text: str) -> str:
    return escape(plain(text))


def _number(number: float) -> str:
    """A number as short as a hundredth of a point allows."""
    return f"{number:.2f}".rstrip("0").rstrip(".") if round(number, 2) else "0"
