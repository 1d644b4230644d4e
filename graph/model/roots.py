"""Where pages come from at last: which of them go back to one and the same, and whose that is (DESIGN 4, Voice)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

Row = Mapping[str, str]


class Roots:
    """The pages of a list in groups that each have one root.

    Two pages are of one group where one derives from the other or both have one key of origin, and so on from page to
    page. The root of a group is told by its first pages, which derive from no other: the publisher that one of them
    names as its originator, else that of a page that others derive from, else of any; of several the first by its
    letters. A page that was taken back tells nothing, unless one that stands derives from it or none stands.
    """

    def __init__(self, sources: Iterable[Row]) -> None:
        """Take every page there is, with the columns of its table."""
        self._rows = {row["id"]: row for row in sources}
        self._keys: dict[str, str] = {}
        # Most pages stand alone.
        self._groups = {id_: id_ for id_ in self._rows}
        self._publishers = {id_: row["originator"] or row["publisher"] for id_, row in self._rows.items()}
        for members in self._together():
            name = min(members)
            self._groups |= dict.fromkeys(members, name)
            self._keys |= {key: name for member in members if (key := self._rows[member]["origin"])}
            self._publishers[name] = self._root(members)

    def of_page(self, source: str) -> str:
        """The publisher that a page goes back to; empty where the page is not on file."""
        return self._publishers.get(self._groups.get(source, ""), "")

    def of_origin(self, origin: str) -> str:
        """The publisher that the pages with this key go back to; empty where no page has it."""
        return self._publishers.get(self._keys.get(origin, ""), "")

    def group(self, source: str, origin: str = "") -> str:
        """A name for all that goes back to one with an entry: by the entry's own key of origin, else by its page."""
        if origin:
            return self._keys.get(origin, f"origin:{origin}")
        return self._groups.get(source, source)

    def _together(self) -> list[list[str]]:
        """The pages that derive from another or have a key, and those that others derive from, in groups."""
        near: dict[str, list[str]] = defaultdict(list)
        for id_, row in self._rows.items():
            # No id has this sign in it, so no key is taken for a page.
            for other in (row["derived_from"], f"={row['origin']}" if row["origin"] else ""):
                if other:
                    near[id_].append(other)
                    near[other].append(id_)
        found, seen = list[list[str]](), set[str]()
        for start in near:
            if start in seen:
                continue
            seen.add(start)
            reached = [start]
            for page in reached:
                onward = dict.fromkeys(other for other in near[page] if other not in seen)
                seen.update(onward)
                reached += onward
            found.append([page for page in reached if page in self._rows])
        return found

    def _root(self, members: list[str]) -> str:
        told = [id_ for id_ in members if self._rows[id_]["status"] != "retracted"] or members
        told = list(dict.fromkeys(page for id_ in told for page in self._back(id_)))
        carried = {self._rows[id_]["derived_from"] for id_ in told}
        # Validation refuses circles; a store of an older day may hold one, and no page of it is the first.
        first = [id_ for id_ in told if self._rows[id_]["derived_from"] not in self._rows] or told
        named = [name for id_ in first if (name := self._rows[id_]["originator"])]
        return min(named) if named else self._rows[min(first, key=lambda id_: (id_ not in carried, id_))]["publisher"]

    def _back(self, source: str) -> list[str]:
        """The page and those that it derives from."""
        steps = [source]
        while (onward := self._rows[steps[-1]]["derived_from"]) in self._rows and onward not in steps:
            steps.append(onward)
        return steps
