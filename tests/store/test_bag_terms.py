from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, select

from rashomon.model import digest
from rashomon.profiles import Bag
from rashomon.store.bag_terms import LEADING, SHARED, add_terms, find_sharing, leading_terms, remove_terms, row_of_term
from rashomon.store.schema import bag_term

WORDS = [f"word{number}" for number in range(40)]


def made(name: int, *words: str) -> Bag:
    return Bag(document=digest("d", str(name)), terms={word: 300 - place for place, word in enumerate(words)})


@pytest.fixture
def connection() -> Iterator[Connection]:
    with create_engine("sqlite://").begin() as connection:
        bag_term.create(connection)
        yield connection


def by_hand(bags: list[Bag]) -> set[frozenset[str]]:
    found = set()
    for a, b in combinations(bags, 2):
        mine, other = dict(leading_terms(a)), dict(leading_terms(b))
        if sum(mine[term] * other[term] for term in mine.keys() & other.keys()) >= SHARED:
            found.add(frozenset((a.document, b.document)))
    return found


def rows(connection: Connection) -> list[tuple[str, bytes, bytes]]:
    return sorted(tuple(row) for row in connection.execute(select(bag_term)))


def test_who_has_a_term_that_is_not_among_the_heaviest_is_not_found_by_it(connection: Connection) -> None:
    one, other = made(1, *WORDS[:LEADING], "dredger"), made(2, "dredger")
    add_terms(connection, [one, other])

    assert [] == list(find_sharing(connection, [other]))


some_bags = st.lists(st.lists(st.sampled_from(WORDS), max_size=30, unique=True), max_size=8).map(
    lambda many: [made(number, *words) for number, words in enumerate(many)]
)


@given(some_bags, st.integers(0, 8), st.integers(0, 8))
def test_whatever_comes_and_goes_the_same_rows_stand_there_and_the_same_are_found(
    bags: list[Bag], come: int, gone: int
) -> None:
    stay = bags[gone:]
    with create_engine("sqlite://").begin() as connection:
        bag_term.create(connection)
        add_terms(connection, bags[:come])
        add_terms(connection, bags[come:])
        remove_terms(connection, bags[:gone])

        weights = {(term, bag.document): weight for bag in stay for term, weight in leading_terms(bag)}
        expected = [
            row_of_term(word, {document: weight for (term, document), weight in weights.items() if term == word})
            for word in sorted({term for term, _ in weights})
        ]
        assert [tuple(row.values()) for row in expected] == rows(connection)
        found = {frozenset((mine, other)) for mine, other, _ in find_sharing(connection, stay)}
    assert by_hand(stay) == found
