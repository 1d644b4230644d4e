"""One plain-text citation of a source, as a person would put it in a footnote."""

from __future__ import annotations

from graph.model.dates import in_words
from graph.scene.reader import Row


def citation(source: Row, publisher: str, originator: str, place: str) -> str:
    """Authors, title, publisher (and whom it carries), date, place on the page, address, day of access.

    What is not known is left out; a title that was inferred from the address says so.
    """
    title = f"“{source['title']}”" if source["title"] else ""
    if title and source["title_inferred"]:
        title += " (title inferred from the address)"
    carried = f"{publisher} (from {originator})" if originator and originator != publisher else publisher
    parts = [
        source["authors"],
        title,
        carried,
        in_words(source["published"]) or "no date of publication known",
        place,
        source["url"],
        f"archived at {source['archived_url']}" if source["archived_url"] else "",
        f"DOI {source['doi']}" if source["doi"] else "",
        f"accessed {in_words(source['accessed'])}" if source["accessed"] else "",
    ]
    return ", ".join(part for part in parts if part) + "."
