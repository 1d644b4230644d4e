"""What the pickers of a form offer: actors under all their names, kinds read both ways, publishers, pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from graph.model import codes
from graph.model.dates import in_words, is_partial_date
from graph.model.tables import texts
from graph.store.package import Tables

Rows = Mapping[str, Mapping[str, Mapping[str, str]]]
_NO_TITLE = "source without title"


def offers(known: Rows, published: Tables) -> dict[str, dict[str, str]]:
    """Table -> code -> words. Actors with most entries come first, under their own name, then under the others."""
    actors = {id_: row for id_, row in known["actors"].items() if row["status"] == "" and not row["merged_into"]}
    weight: Counter[str] = Counter()
    for claim in texts(published["claims"]):
        weight.update((claim["subject"], claim["object"], *claim["speakers"].split("; ")))
    order = sorted(actors, key=lambda id_: (-weight[id_], actors[id_]["label"]))
    named = {id_: actors[id_]["label"] for id_ in order}
    aliases = [row for row in known["aliases"].values() if row["actor"] in actors and row["status"] == ""]
    places = {id_: place for place, id_ in enumerate(order)}
    aliases.sort(key=lambda row: (places[row["actor"]], row["alias"]))
    for row in aliases:
        if row["alias"] != named[row["actor"]]:
            named.setdefault(f"{row['actor']}|{row['alias']}", f"{row['alias']} → {named[row['actor']]}")
    return {
        "actors": named,
        "kinds": _kinds(known),
        "publishers": _by_words({id_: row["name"] for id_, row in known["publishers"].items() if row["status"] == ""}),
        "sources": _pages(known),
    }


def _kinds(known: Rows) -> dict[str, str]:
    groups = list(codes.GROUPS)
    rows = sorted(known["kinds"].values(), key=lambda row: (groups.index(row["group"]), row["label"]))
    found = {row["id"]: row["label"] for row in rows if row["status"] == ""}
    for row in rows:
        if row["status"] == "" and row["direction"] == "directed" and row["inverse_label"] != row["label"]:
            found[f"{row['id']}|<"] = f"{row['inverse_label']} (turns it round)"
    return found


def _pages(known: Rows) -> dict[str, str]:
    rows = sorted(
        (row for row in known["sources"].values() if row["status"] == ""),
        key=lambda row: (row["published"], row["id"]),
        reverse=True,
    )
    return {row["id"]: page_words(row, known) for row in rows}


def page_words(row: Mapping[str, str], known: Rows) -> str:
    """A page in one line: `NATO chief sees ... · Reuters · 5 Nov 2022`."""
    publisher = known["publishers"].get(row["publisher"], {}).get("name", row["publisher"])
    day = in_words(row["published"]) if is_partial_date(row["published"]) else row["published"]
    return " · ".join(filter(None, (row["title"] or _NO_TITLE, publisher, day)))


def _by_words(found: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(found.items(), key=lambda item: (item[1].casefold(), item[0])))
