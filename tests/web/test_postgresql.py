"""The sample story, copied to a server: commands and pages say of it just what they say of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, select

from rashomon.model import LAYERS
from rashomon.pipeline import relink
from rashomon.show.cli import main
from rashomon.store import Ruling, check_store, open_view, open_writer
from rashomon.store.database import database_of
from rashomon.store.loading import load_store
from rashomon.store.schema import metadata
from tests.databases import Databases, Server
from tests.web.visiting import visiting


@pytest.fixture(scope="module")
def stores(sample_store: Path, server: Server) -> Iterator[tuple[str, str]]:
    """Give the sample story in a file and on a server."""
    databases = Databases(server)
    address = str(databases / "story")
    engine = database_of(sample_store).open_engine(sample_store, write=False)
    load_store(address, lambda table: rows_of(engine, table))
    engine.dispose()
    yield str(sample_store), address
    databases.give_back()


def rows_of(engine: Engine, table: str) -> Iterable[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(metadata.tables[table])).mappings()]


def told(store: str, *arguments: str) -> str:
    """Return what a command prints, without the name of the store."""
    result = CliRunner().invoke(main, [*arguments, "--store", store], env={"COLUMNS": "100"})
    assert result.exit_code == 0, result.output
    return result.output.replace(store, "STORE")


@pytest.mark.parametrize("layer", LAYERS)
def test_exports_are_equal_to_the_byte(stores: tuple[str, str], layer: str) -> None:
    one, other = (told(store, "export", "--layer", layer, "--format", "jsonl") for store in stores)

    assert one == other


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "attribution", "--speaker", "KVISTE", "--format", "csv"],
        ["list", "event", "--type", "ASSAULT", "--format", "json"],
        ["list", "entity", "--search", '"the lock"', "--limit", "9"],
        ["list", "claim", "--relation", "conflict"],
        ["list", "article", "--outlet", "rinsa"],
        ["show", "courier-crew-freed.txt"],
        ["check"],
    ],
)
def test_a_command_says_the_same(stores: tuple[str, str], arguments: list[str]) -> None:
    one, other = (told(store, *arguments) for store in stores)

    assert one == other


@pytest.mark.parametrize("path", ["/", "/articles", "/search?q=lock", "/people", "/claims", "/events"])
def test_a_page_is_the_same(stores: tuple[str, str], path: str) -> None:
    pages = []
    for store in stores:
        with visiting(Path(store) if "://" not in store else store) as ask:  # type: ignore[arg-type]
            answer = ask(path)
            assert answer.status_code == 200
            pages.append(answer.text.replace(store, "STORE").replace(store.replace("&", "&amp;"), "STORE"))

    assert pages[0] == pages[1]


def test_what_a_person_corrects_holds_and_what_follows_is_worked_out(stores: tuple[str, str]) -> None:
    address = stores[1]
    with open_view(address) as view:
        before = view.counts()
        wrong = next(view.records("attribution"))
    at = datetime(2026, 11, 22, tzinfo=UTC).isoformat()
    with open_writer(address) as writer:
        made = writer.correct(Ruling(verdict="reject", finding=wrong.id, who="Aud", at=at))
        relink(writer)
    with open_view(address) as view:
        assert wrong.id not in {a.id for a in view.records("attribution")}
        assert [] == list(check_store(view))
    with open_writer(address) as writer:
        writer.undo(made.id, "Aud", at)
        relink(writer)
    with open_view(address) as view:
        assert before == {layer: count for layer, count in view.counts().items() if layer != "correction"}
