"""A transaction over the tables beside the chain, with what can go wrong said in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.model.errors import StoreUnavailable
from graph.store.engine import one_moment


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One moment of the store to read from.

    Raises:
        StoreUnavailable: it cannot be read.
    """
    try:
        with one_moment(engine) as connection, connection.begin():
            yield connection
    except sa.exc.OperationalError as error:
        raise StoreUnavailable(f"the store cannot be read: {error.orig}") from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; all of it is kept, or nothing.

    Raises:
        StoreUnavailable: it cannot be written.
    """
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
    except sa.exc.OperationalError as error:
        raise StoreUnavailable(f"the store cannot be written; nothing was saved: {error.orig}") from error
