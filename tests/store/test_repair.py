from __future__ import annotations

import random
import sqlite3
from contextlib import chdir, closing
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.endurance import rows_of
from rashomon.errors import StoreError
from rashomon.model import LAYERS
from rashomon.pipeline import STAGES, STAGES_BY_RULES, read_pile, relink, signature
from rashomon.store import Ruling, check_store, open_view, open_writer
from rashomon.store.backup import back_up
from rashomon.store.repair import Repaired, repair_store
from tests.databases import Place
from tests.store.made import MADE_BY, make_article, make_document, make_entity

FERRY = "The ferry to Oresk was late for the third time this week, and nobody on the quay was told when it would come."
TEXTS = {
    "a.txt": f"The Oresk Post\n\nFriday 17 October 2025\n\n{FERRY}"
    " Prime Minister Marta Kelviste said that two sailors were killed in Tarn Bay on Monday.\n",
    "b.txt": f"The Tarn Bay Mail\n\nSaturday 18 October 2025\n\n{FERRY}"
    " Police arrested three sailors in Tarn Bay on Monday. Marta Kelviste denied that anybody was killed.\n",
    "c.txt": "The Oresk Post\n\nSaturday 18 October 2025\n\nPolice arrested three sailors in Tarn Bay on Monday,"
    " said Ivo Lind, the harbour master. Kelviste met Lind in Oresk.\n",
    "d.txt": f"The Kaldra Packet\n\nSunday 19 October 2025\n\n{FERRY}"
    " Three sailors were killed in Tarn Bay on Monday, Ivo Lind told the Packet.\n",
}
# what follows from other rows
DERIVED = (
    "about", "bag", "bag_term", "bearer", "gathered", "item", "item_key", "kindred", "likeness", "link", "member",
    "name", "pair", "print_page", "printed", "product", "profile", "rank", "search", "shared_print",
    "shelf", "standing", "tally",
)  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a store in which somebody has corrected something, and of what was read into it."""
    folder = tmp_path_factory.mktemp("sound")
    for name, words in TEXTS.items():
        (folder / name).write_text(words)
    with chdir(folder), open_writer("s.db") as writer:
        read_pile(list(TEXTS), writer, stages=STAGES_BY_RULES, jobs=1)
        with open_view("s.db") as view:
            first = next(iter(view.records("attribution")))
            names = {entity.name: entity.id for entity in view.records("entity") if entity.document is None}
        changed = Ruling(
            verdict="change", finding=first.id, changes={"act": "belief"}, who="Mette", at="2025-10-17T10:00:00Z"
        )
        writer.correct(changed)
        writer.correct(
            Ruling(
                verdict="merge",
                finding=names["Marta Kelviste"],
                others=(names["Ivo Lind"],),
                who="Mette",
                at="2025-10-17T11:00:00Z",
            )
        )
        relink(writer, STAGES_BY_RULES)
    return folder


@pytest.fixture
def store(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    back_up(sound / "s.db", tmp_path / "s.db")
    monkeypatch.chdir(sound)
    return tmp_path / "s.db"


def damage(store: Path, *statements: str) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        for name in [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
            connection.execute(f"DROP TRIGGER {name}")
            connection.execute("CREATE TABLE IF NOT EXISTS kept (sql)")
            connection.execute("INSERT INTO kept VALUES (?)", (sql,))
        for statement in statements:
            connection.execute(statement)
        for (sql,) in connection.execute("SELECT sql FROM kept").fetchall():
            connection.execute(sql)
        connection.execute("DROP TABLE kept")


def repair(store: Path) -> Repaired:
    with open_writer(store) as writer:
        repaired = repair_store(writer)
        read_pile([ref for ref in repaired.again if Path(ref).exists()], writer, stages=STAGES_BY_RULES, jobs=1)
    return repaired


def faults(store: Path) -> list[str]:
    with open_view(store) as view:
        return [fault.what for fault in check_store(view)]


def test_a_sound_store_is_the_same_after_repair(store: Path, sound: Path) -> None:
    assert Repaired([], {}) == repair(store)
    assert rows_of(sound / "s.db") == rows_of(store)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_derived_rows_are_damaged_the_store_is_sound_again(store: Path, sound: Path, seed: int) -> None:
    chance = random.Random(seed)
    tables = chance.sample(DERIVED, 6)
    with closing(sqlite3.connect(store)) as connection:
        columns = {t: [c[1] for c in connection.execute(f"PRAGMA table_info({t})")] for t in tables}
    statements = [
        f"DELETE FROM {t} WHERE (SELECT random() % 2)"
        if chance.random() < 0.5
        else f"UPDATE OR IGNORE {t} SET {chance.choice(columns[t])} = '7'"
        for t in tables
    ]
    damage(store, *statements, "UPDATE record SET json = '{}' WHERE document IS NULL")
    repair(store)

    assert [] == faults(store)
    assert rows_of(sound / "s.db") == rows_of(store)


@pytest.mark.parametrize("statement", [
    "UPDATE record SET json = '{}' WHERE layer = 'mention' AND made_by = 'mention/3'",
    "UPDATE record SET json = replace(json, '\"end\":', '\"end\":999') WHERE layer = 'mention'",
    "UPDATE record SET layer = 'rumour' WHERE layer = 'event'",
    "UPDATE record SET id = '0123456789abcdef' WHERE rowid = (SELECT min(rowid) FROM record WHERE layer = 'mention')",
    "DELETE FROM record WHERE layer = 'entity' AND document IS NOT NULL",
    "UPDATE document SET text = replace(text, 'ferry', 'ferret')",
    "UPDATE document SET ref = 'b.txt' WHERE ref = 'a.txt'",
    "DELETE FROM overruled",
    "DELETE FROM record WHERE made_by = 'person/1'",
    "UPDATE overruled SET json = '{}'",
    "UPDATE record SET start = start + 1 WHERE layer = 'mention'",
])  # fmt: skip
def test_an_article_whose_rows_are_damaged_is_read_again(store: Path, sound: Path, statement: str) -> None:
    damage(store, statement)
    assert rows_of(sound / "s.db") != rows_of(store)
    repaired = repair(store)
    with chdir(sound), open_writer(store) as writer:  # what a damaged ref hides is found by reading the folder again
        read_pile(list(TEXTS), writer, stages=STAGES_BY_RULES, jobs=1)

    assert repaired.again
    assert [] == faults(store)
    assert rows_of(sound / "s.db") == rows_of(store)


@pytest.mark.parametrize("statement", [
    "UPDATE united SET whole = 'x'",
    "UPDATE correction SET standing = 'x'",
    "UPDATE document SET text_sha256 = 'x'",
    "INSERT INTO record SELECT layer, 'f' || substr(id, 2), 'nowhere', start, stop, made_by, json FROM record LIMIT 1",
])  # fmt: skip
def test_what_follows_from_other_rows_of_an_article_is_mended_without_its_source(
    store: Path, sound: Path, statement: str
) -> None:
    damage(store, statement)
    assert rows_of(sound / "s.db") != rows_of(store)
    assert {} == repair(store).again
    assert rows_of(sound / "s.db") == rows_of(store)


def test_an_article_without_its_source_waits_and_keeps_what_it_has(
    store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sound: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    damage(store, "UPDATE document SET text = replace(text, 'harbour', 'market')")
    repaired = repair(store)

    assert {"c.txt": signature(STAGES_BY_RULES)} == repaired.again == repair(store).again
    assert ["text_sha256 is not the digest of the text", "the id is not the digest of ref and text"] == faults(store)
    with chdir(sound), open_writer(store) as writer:
        read_pile(list(TEXTS), writer, stages=STAGES_BY_RULES, jobs=1)
    assert [] == faults(store)
    assert rows_of(sound / "s.db") == rows_of(store)


def test_a_store_with_a_damaged_correction_is_left_as_it_is(store: Path) -> None:
    damage(store, "UPDATE correction SET json = '{}' WHERE target = 'attribution'")
    before = rows_of(store)

    with pytest.raises(StoreError, match=r"s\.db: correction \w+ is damaged, and nobody else can say it"):
        repair(store)
    assert before == rows_of(store)


def test_what_joins_articles_is_made_anew_in_either_database(place: Place) -> None:
    with open_writer(place / "s.db") as writer:
        for name in ("Aud", "Bo"):
            document = make_document(f"{name}.txt", f"The ferry was late, Ms {name} said.")
            writer.add([document, make_article(document), make_entity(document, f"Ms {name}")], MADE_BY)
        relink(writer, STAGES)
        with open_view(place / "s.db") as view:
            before = {layer: list(view.records(layer)) for layer in LAYERS}
        with writer._connection.begin():
            for statement in ("DELETE FROM search", "UPDATE tally SET records = 7", "DELETE FROM member"):
                writer._connection.execute(text(statement))
        assert Repaired([], {}) == repair_store(writer)
        relink(writer, STAGES)

    with open_view(place / "s.db") as view:
        assert [] == list(check_store(view))
        assert before == {layer: list(view.records(layer)) for layer in LAYERS}
        assert ["Bo.txt"] == [view.document(hit.document).ref for hit in view.search('"Ms Bo"')]
