"""What holds for all tests: a property is right or wrong, however busy the machine is; and where stores are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.databases import Databases, Place, Server, run_server

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run a PostgreSQL server until the tests end."""
    with run_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Give a place for stores; a test that asks for it is run over each of the databases."""
    if request.param == "sqlite":
        yield tmp_path
        return
    databases = Databases(request.getfixturevalue("server"))
    yield databases
    databases.give_back()
