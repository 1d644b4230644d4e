"""The list as a form sees it at one moment: every record by its id, drafts included, and entries by their pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from functools import cached_property

import pandas as pd

from graph.desk.offers import offers
from graph.desk.wording import called
from graph.editing.addresses import Pages
from graph.editing.rows import Made
from graph.model.folding import fold
from graph.model.tables import TABLES, texts
from graph.scene.words import listed
from graph.store.package import Tables

Row = dict[str, str]
_NAME = ("alias", "alias_kind", "lang", "case_sensitive", "ambiguous")


class OnFile:
    """Made once for a moment; never changed afterwards.

    Attributes:
        key: of the moment.
        published: the tables without drafts.
        known: table -> id -> row, drafts in the place of what they change.
        ids: table -> every id that stands in `known`.
    """

    def __init__(self, key: Hashable, published: Tables, drafts: Tables) -> None:
        self.key, self.published = key, published
        self.known: dict[str, dict[str, Row]] = {
            name: {TABLES[name].identity(row): row for row in texts(frame)} for name, frame in drafts.items()
        }
        # What is published of a record wins over a draft of it: a form is about what stands.
        for name, frame in published.items():
            self.known[name].update({TABLES[name].identity(row): row for row in texts(frame)})
        self.ids = {name: set(rows) for name, rows in self.known.items()}
        self._pairs: dict[frozenset[str], list[Row]] = defaultdict(list)
        for row in texts(published["claims"]):
            if row["status"] != "retracted":
                self._pairs[frozenset((row["subject"], row["object"]))].append(row)

    @cached_property
    def offers(self) -> Mapping[str, Mapping[str, str]]:
        """What the pickers offer: table -> id -> words; another name of an actor is `id|name`, a kind read from its
        object `kind|<`.
        """
        return offers(self.known, self.published)

    @cached_property
    def pages(self) -> Pages:
        """The pages by their addresses and DOIs."""
        return Pages(self.known["sources"].values())

    @cached_property
    def drafted(self) -> Mapping[str, list[Row]]:
        """Actors, publishers and pages that are drafts only, as they would stand: a draft may rest on them."""
        return {
            name: [{**row, "status": ""} for row in self.known[name].values() if row["status"] == "draft"]
            for name in ("actors", "publishers", "sources")
        }

    def between(self, one: str, other: str) -> list[Row]:
        """The published entries between two actors, both ways."""
        return self._pairs.get(frozenset((one, other)), [])

    def directed(self, claim: Mapping[str, str]) -> tuple[str, str]:
        """The ends of an entry, in one order where its kind is mutual."""
        ends = claim["subject"], claim["object"]
        kind = self.known["kinds"].get(claim["kind"])
        return (min(ends), max(ends)) if kind and kind["direction"] == "symmetric" else ends

    def tie(self, claim: Mapping[str, str]) -> str:
        """The id of the tie of an entry."""
        subject, object_ = self.directed(claim)
        return f"{subject}.{claim['kind']}.{object_}"

    def known_to(self, made: Made) -> Mapping[str, Mapping[str, Row]]:
        """What the rows of a form are checked against: of entries only those between the same two actors."""
        claims = {
            other["id"]: other
            for row in made.rows.get("claims", ())
            for other in self.between(row["subject"], row["object"])
        }
        return {**self.known, "claims": claims}

    def waits(self, made: Made) -> str:
        """Why the rows of a form can only be drafts, in words: they stand on drafts; empty where they do not."""
        own = {(table, row.get("id", "")) for table, rows in made.rows.items() for row in rows}
        named = (one for table, rows in made.rows.items() for row in rows for one in TABLES[table].named(row))
        drafts = dict.fromkeys(
            (target, id_)
            for _, target, id_ in named
            if (target, id_) not in own and self.known[target].get(id_, {}).get("status") == "draft"
        )
        if not drafts:
            return ""
        wait, all_ = ("waits", "both") if len(drafts) == 1 else ("wait", "all of them")
        names = listed([self._called(*key) for key in drafts])
        return f"It stands on {names}, which {wait} in Review: save it as a draft. Approving it there publishes {all_}."

    def _called(self, table: str, id_: str) -> str:
        row = self.known[table][id_]
        if table == "sources":
            return f"the page “{row['title']}”" if row["title"] else "a page without title"
        return called(table, row, self.known)

    def with_rows(self, made: Made) -> Mapping[str, Mapping[str, Row]]:
        """What is on file, with the rows of a form."""
        return {
            name: {**rows, **{row["id"]: row for row in made.rows.get(name, ()) if "id" in row}}
            if made.rows.get(name)
            else rows
            for name, rows in self.known.items()
            if name != "claims"
        }

    def sources_with(self, made: Made) -> pd.DataFrame:
        """Every page, those made in the form included."""
        new = made.rows.get("sources", [])
        frame = self.published["sources"]
        if not new:
            return frame
        return pd.concat([frame, pd.DataFrame(new, columns=list(frame.columns), dtype="str")], ignore_index=True)

    def names(self, actor: str) -> tuple[Row, ...]:
        """The other names of an actor, as cells of a form."""
        return tuple(
            {name: row[name] for name in _NAME}
            for row in self.known["aliases"].values()
            if row["actor"] == actor and row["status"] not in ("retracted", "draft")
        )

    def publisher_called(self, name: str) -> str:
        """The id of the publisher of this name; empty where there is none."""
        wanted = fold(name)
        rows = self.known["publishers"].values()
        return next((row["id"] for row in rows if wanted in (fold(row["name"]), fold(row["id"]))), "") if wanted else ""

    def using(self, table: str, id_: str) -> list[tuple[str, str]]:
        """The published records that name one, as (table, id)."""
        found = []
        for name, target in TABLES.items():
            columns = [column for column, of in target.references.items() if of == table]
            for other, row in self.known[name].items() if columns else ():
                if row["status"] == "" and any(id_ in row[column].split("; ") for column in columns):
                    found.append((name, other))
        return found
