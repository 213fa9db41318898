"""Full-text search gives the same in both databases: the same articles in the same order, and the same characters."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rashomon.store import open_view, open_writer, words
from rashomon.store.database import Store
from rashomon.store.words import TOKENIZER, find_words, phrases_of, words_of
from tests.databases import Databases, Server
from tests.store.made import MADE_BY, make_article, make_document

TEXTS = (
    "The prime minister of Tarn Bay met two ministers. The Prime Minister said: no ferry, no ferry!",
    'A minister of the bay: "Ferries are late", said Orbán; l\'été in U.S. ports, 12.5 % dearer.',
    "Ferry ferry ferry, the ferry. Two men, two women, two by two by two.",
    "ORBÁN O\u0301rban o\u0308rban STRASSE straße Ferry\0boat e\u0301te\u0301 ﬁsh Ελλάδα ΕΛΛΆΔΑ Київ київ 東京 tōkyō",
    "Nothing here is of any weight; the bay, the bay, the bay.",
    "",
)
QUERIES = (
    "ferry", "FERRY", "ferr*", '"the prime minister"', "minister bay", "minist* two", '"two by two"', "orban", "ete",
    "été l'", '"u s"', "U.S.", "strasse", "straße", "київ", "東京", "tokyo", "ελλαδα", "12.5", '"12 5 dearer"', "-",
    "_ ferry", '"no ferry" late', "the", "the bay", '"bay the"', "halyard", '"" ferry', "*", "fish", "ﬁsh",
    "ferry boat", '"', "two t*",
)  # fmt: skip


@pytest.fixture(scope="module")
def stores(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    """Give a store of each database with the same texts, one of them taken the place of by another."""
    databases = Databases(server)
    found: list[Store] = [tmp_path_factory.mktemp("search") / "story.db", databases / "story.db"]
    for store in found:
        with open_writer(store) as writer:
            for number, text in enumerate((*TEXTS, "A ferry that is gone.", "A word that came.")):
                document = make_document(f"{min(number, len(TEXTS))}.txt", text)
                writer.add([document, make_article(document)], MADE_BY)
    yield found
    databases.give_back()


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_the_same_in_the_same_order_in_both_databases(stores: list[Store], query: str) -> None:
    hits = []
    for store in stores:
        with open_view(store) as view:
            hits.append([(view.document(hit.document).ref, hit.spans) for hit in view.search(query)])

    assert hits[0] == hits[1]


def test_the_rarer_and_denser_word_comes_first(stores: list[Store]) -> None:
    for store in stores:
        with open_view(store) as view:
            assert ["2.txt", "0.txt"] == [view.document(key).ref for key in view.find("ferry", 2)]


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40) | st.text(
    "aé\u0301ß -'İΣ1.", max_size=30
)


@given(WORDS)
@example("U.S. e\u0301 \u0301a İ")
def test_words_are_those_of_the_index_of_sqlite(text: str) -> None:
    """A phrase of all words of a text is found in it."""
    words = words_of(text)

    assert all(words)
    if re.search(r"\w", text) and words:  # a query without a letter that Python knows is none
        spans = find_words(text, f'"{" ".join(words)}"')
        assert 1 == len(spans)
        assert words == words_of(spans[0].of(text))


@given(WORDS, st.sampled_from(QUERIES))
def test_words_stand_where_the_store_of_sqlite_has_them(text: str, query: str) -> None:
    assert find_in_index(text, query) == find_words(text, query)


def find_in_index(text: str, query: str) -> Sequence[object]:
    """Return what a store finds: its index has a column more, and other texts."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE search USING fts5(d UNINDEXED, text, tokenize = '{TOKENIZER}')")
        connection.executemany("INSERT INTO search VALUES ('', ?)", [("ferry",), (text,)])
        wanted = words.match_expression(query)
        if not wanted:
            return []
        mark = words.unused_character(text)
        asked = "SELECT highlight(search, 1, ?, ?) FROM search WHERE search MATCH ? AND rowid = 2"
        shown = connection.execute(asked, (mark, mark, wanted)).fetchone()
        return words.marked_words(shown[0], mark) if shown else []


def test_a_query_is_words_in_a_row_the_last_of_which_may_be_begun() -> None:
    assert [(("two", "fishermen"), False), (("pol",), True)] == [tuple(p) for p in phrases_of('"Two Fishermen" POL* -')]
