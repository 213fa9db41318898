from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.pipeline import STAGES, relink
from rashomon.show.cli import main
from rashomon.store import open_writer
from tests.store.made import MADE_BY, make_article, make_document, make_entity


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with open_writer(tmp_path / "s.db") as writer:
        for name in ("Aud", "Bo"):
            document = make_document(f"{name}.txt", f"The ferry was late, Ms {name} said.")
            writer.add([document, make_article(document), make_entity(document, f"Ms {name}")], MADE_BY)
        relink(writer, STAGES)
    return tmp_path / "s.db"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def damage(store: Path, statement: str) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute(statement)
    connection.close()


def test_a_store_is_copied_and_comes_back(store: Path) -> None:
    copy = store.with_name("copy.db")
    copied = run("backup", copy, "--store", store)
    damage(store, "DELETE FROM search")
    refused, restored = (run("restore", copy, "--store", store, *force) for force in ((), ("--force",)))

    assert 0 == copied.exit_code
    assert f"back with: rashomon restore {copy} --store FILE" in copied.stderr
    assert 1 == refused.exit_code
    assert f"Error: {store}: there is such a file already; --force puts the other in its place\n" == refused.stderr
    assert 0 == restored.exit_code
    assert f"{store} holds 2 articles\n" == restored.stderr
    assert 0 == run("check", "--store", store).exit_code


def test_check_mends_what_follows_from_the_articles(store: Path) -> None:
    damage(store, "DELETE FROM search")

    assert 1 == run("check", "--store", store).exit_code
    mended = run("check", "--repair", "--store", store)
    assert 0 == mended.exit_code
    assert f"{store}: 0 faults in 2 articles and" in mended.stderr


def test_check_names_an_article_that_cannot_be_read_again_here(store: Path) -> None:
    damage(store, "UPDATE document SET text = replace(text, 'late', 'lade') WHERE ref = 'Bo.txt'")
    mended = run("check", "--repair", "--store", store)

    assert 1 == mended.exit_code
    assert "damaged, and not to be found here: Bo.txt; read what it came from again: rashomon read" in mended.stderr
    assert "Aud.txt" not in mended.stderr


def test_a_store_that_is_not_there_is_not_made_by_repair(tmp_path: Path) -> None:
    mended = run("check", "--repair", "--store", tmp_path / "none.db")

    assert 1 == mended.exit_code
    assert "there is no such store" in mended.stderr
    assert [] == list(tmp_path.iterdir())
