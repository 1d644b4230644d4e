"""The shelf of unfinished forms: each is kept as it stands, and put away when it is saved or thrown out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from graph.model.errors import Conflict, NotFound
from graph.model.form import Form, from_json, to_json
from graph.store.engine import lock
from graph.store.schema import FORMS
from graph.store.transactions import reading, writing


class Shelf:
    """Unfinished forms over the engine of a store; each call a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, owner: str) -> tuple[tuple[Form, str], ...]:
        """A person's forms with the moment each was kept last, the newest first."""
        mine = sa.select(FORMS).where(FORMS.c.owner == owner).order_by(FORMS.c.changed_at.desc(), FORMS.c.id)
        with reading(self._engine) as connection:
            rows = list(connection.execute(mine).mappings())
        return tuple((from_json(row["content"], row["version"]), row["changed_at"]) for row in rows)

    def get(self, id_: str, owner: str) -> Form:
        """A form of a person's; NotFound where there is none, or it is somebody else's."""
        wanted = sa.select(FORMS).where(FORMS.c.id == id_, FORMS.c.owner == owner)
        with reading(self._engine) as connection:
            row = connection.execute(wanted).mappings().first()
        if row is None:
            raise NotFound("form", id_)
        return from_json(row["content"], row["version"])

    def keep(self, form: Form, owner: str, now: datetime) -> Form:
        """Keep a form as it is now.

        Raises:
            Conflict: it was kept from elsewhere since, or put away; what is handed in is not kept then.
        """
        kept, moment = replace(form, version=form.version + 1), now.astimezone(UTC).isoformat(timespec="microseconds")
        content = {"content": to_json(kept), "version": kept.version, "changed_at": moment}
        with writing(self._engine) as connection:
            lock(connection)
            if not form.version:
                own = {"id": form.id, "owner": owner, "kind": form.table, "created_at": moment}
                here = connection.execute(sa.select(FORMS.c.version).where(FORMS.c.id == form.id)).first()
                if here is None:
                    connection.execute(FORMS.insert(), own | content)
                    return kept
            same = (FORMS.c.id == form.id) & (FORMS.c.owner == owner) & (FORMS.c.version == form.version)
            if form.version and connection.execute(FORMS.update().where(same), content).rowcount:
                return kept
            theirs = connection.execute(sa.select(FORMS).where(FORMS.c.id == form.id)).mappings().first()
        raise Conflict("forms", form.id, yours=dict(form.row), theirs=dict(theirs or {}), base=None)

    def put_away(self, id_: str, owner: str) -> None:
        """Take a form off the shelf, if it lies there."""
        with writing(self._engine) as connection:
            lock(connection)
            connection.execute(FORMS.delete().where(FORMS.c.id == id_, FORMS.c.owner == owner))
