"""Engines that share what SQLAlchemy has put into SQL: once in a process, however often it opens stores.

`serve` opens a store for each request; most of what an engine of its own would cost there is to word the statements.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, NullPool, Pool
from sqlalchemy.util import LRUCache

__all__ = ["connected", "engine_like"]

# by dialect and statement, as SQLAlchemy makes the keys; more than there are statements in this room
_WORDED: LRUCache[object, object] = LRUCache(2_000)


def connected(engine: Engine) -> Engine:
    """Return the engine once its dialect knows what the database can do, which a first connection tells it."""
    engine.connect().close()
    engine.dispose()
    return engine


def engine_like(pattern: Engine, connect: Callable[[], Any], pool: Callable[..., Pool] = NullPool) -> Engine:
    """Return an engine with the dialect of one that is connected; its pool gives what `connect` returns."""
    options = {"compiled_cache": _WORDED}
    return Engine(pool(connect, dialect=pattern.dialect), pattern.dialect, pattern.url, execution_options=options)
