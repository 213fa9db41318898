from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select

from rashomon.store import open_writer, reuse_pages
from rashomon.store.reuse_pages import Postings, add_postings, find_postings, remove_postings
from rashomon.store.schema import print_page


@pytest.fixture
def connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    monkeypatch.setattr(reuse_pages, "PAGE", 8)
    with open_writer(tmp_path / "pile.db") as writer, writer._connection.begin():
        yield writer._connection


def hold(connection: Connection, document: int, prints: set[int]) -> None:
    keys = np.array(sorted(prints), dtype=np.uint64)
    add_postings(connection, Postings(keys, np.full(len(keys), document, dtype=np.uint64)))


def held(connection: Connection, prints: set[int]) -> list[tuple[int, int]]:
    found = find_postings(connection, np.array(sorted(prints), dtype=np.uint64))
    return list(zip(found.prints.tolist(), found.documents.tolist(), strict=True))


# near each other and far apart, as the first bits decide where a print goes
PRINTS = st.sets(st.one_of(st.integers(0, 40), st.integers(0, 2**64 - 1)), max_size=20)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(PRINTS, min_size=1, max_size=12), gone=st.sets(st.integers(0, 11)))
def test_index_holds_what_was_put_in_and_not_taken_out(
    connection: Connection, texts: list[set[int]], gone: set[int]
) -> None:
    connection.execute(delete(print_page))
    for document, prints in enumerate(texts):
        hold(connection, document, prints)
    for document in sorted(gone & set(range(len(texts)))):
        remove_postings(connection, document, np.array(sorted(texts[document]), dtype=np.uint64))

    expected = sorted((p, d) for d, prints in enumerate(texts) if d not in gone for p in prints)
    assert expected == held(connection, set().union(*texts))


def test_print_that_everybody_holds_ends_in_one_page_however_long(connection: Connection) -> None:
    for document in range(300):
        hold(connection, document, {7})

    assert [(7, document) for document in range(300)] == held(connection, {7})
    assert max(connection.execute(select(print_page.c.id)).scalars()) < 2 << reuse_pages.BITS * reuse_pages.DEEPEST


def test_writing_to_a_large_index_touches_few_of_its_pages(connection: Connection) -> None:
    rng = np.random.default_rng(1)
    for document in range(200):
        hold(connection, document, set(rng.integers(2**63, size=40).tolist()))

    before = {row.id: row.prints for row in connection.execute(select(print_page))}
    hold(connection, 200, {1, 2**63})
    after = {row.id: row.prints for row in connection.execute(select(print_page))}

    touched = [key for key in after if before.get(key) != after[key]]
    assert len(before) > 1000
    assert len(touched) < 100


def test_documents_of_a_print_come_in_the_order_of_their_ids(connection: Connection) -> None:
    for document in (2**64 - 1, 5, 2**63, 0):
        hold(connection, document, {9})

    assert [0, 5, 2**63, 2**64 - 1] == [document for _, document in held(connection, {9})]
