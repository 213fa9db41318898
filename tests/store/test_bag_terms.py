from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, select

from rashomon.link.story import fade_between, liken, likeness_of
from rashomon.model import digest
from rashomon.profiles import Bag
from rashomon.store.bag_terms import (
    LASTING,
    LEADING,
    SHARED,
    add_terms,
    find_sharing,
    leading_terms,
    read_weighed,
    remove_terms,
    row_of_term,
    share,
    weigh,
)
from rashomon.store.schema import bag_term

WORDS = [f"word{number}" for number in range(40)]


def made(name: int, *words: str, days: tuple[str | None, str | None] = (None, None)) -> Bag:
    return Bag(
        document=digest("d", str(name)),
        terms={word: 300 - place for place, word in enumerate(words)},
        earliest=days[0],
        latest=days[1],
    )


@pytest.fixture
def connection() -> Iterator[Connection]:
    with create_engine("sqlite://").begin() as connection:
        bag_term.create(connection)
        yield connection


def fade_of(a: Bag, b: Bag) -> int:
    return int(fade_between(a.days, np.array([b.days]))[0])


def by_hand(bags: list[Bag]) -> dict[tuple[str, str], int]:
    found = {}
    for a, b in combinations(bags, 2):
        mine, other = dict(leading_terms(a)), dict(leading_terms(b))
        shared = sum(mine[term] * other[term] for term in mine.keys() & other.keys())
        if shared >= SHARED and shared * fade_of(a, b) >= LASTING:
            found[a.document, b.document] = found[b.document, a.document] = fade_of(a, b)
    return found


def rows(connection: Connection) -> list[tuple[str, bytes]]:
    return sorted(tuple(row) for row in connection.execute(select(bag_term)))


def test_who_has_a_term_that_is_not_among_the_heaviest_is_not_found_by_it(connection: Connection) -> None:
    one, other = made(1, *WORDS[:LEADING], "dredger"), made(2, "dredger")
    holders = add_terms(connection, [one, other])

    assert [[]] == [sharing.others for sharing in find_sharing(holders, [other], fade_between)]


def test_articles_are_compared_if_the_days_between_leave_enough(connection: Connection) -> None:
    # a word of 300 in both is worth 90,000, of which ten days leave 40,500; of 290 in one, 39,150
    first, late = made(1, "dredger", days=(JANUARY, JANUARY)), made(2, "dredger", days=(JULY, JULY))
    light = Bag(document=digest("d", "3"), terms={"dredger": 290}, earliest=JANUARY, latest=JANUARY)
    bags = [first, late, light]
    holders = add_terms(connection, bags)
    found = {one.document: set(one.others) for one in find_sharing(holders, bags, fade_between)}

    assert {late.document, light.document} == found[first.document]
    assert {first.document} == found[late.document] == found[light.document]


JANUARY, JULY = "2025-01-01", "2025-07-01"
days = st.sampled_from([None, "2025-01-01", "2025-01-02", "2025-01-06", "2025-01-20", "2026-01-01"])
spans = st.tuples(days, days).filter(lambda two: not two[0] or not two[1] or two[0] <= two[1])
some_bags = st.lists(st.tuples(st.lists(st.sampled_from(WORDS), max_size=30, unique=True), spans), max_size=8).map(
    lambda many: [made(number, *words, days=between) for number, (words, between) in enumerate(many)]
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

        held = [(term, (int(bag.document, 16), n, bag.days)) for bag in stay for term, n in leading_terms(bag)]
        expected = [
            row_of_term(word, [holding for term, holding in held if term == word])
            for word in sorted({term for term, _ in held})
        ]
        assert [tuple(row.values()) for row in expected] == rows(connection)

        remove_terms(connection, stay)
        holders = add_terms(connection, stay)
        found = {
            (one.document, other): fade
            for one in find_sharing(holders, stay, fade_between)
            for other, fade in zip(one.others, one.fade.tolist(), strict=True)
        }
    assert by_hand(stay) == found


@given(some_bags)
def test_bags_as_numbers_are_as_alike_as_their_words_say(bags: list[Bag]) -> None:
    mine, *others = [bag for bag in bags if bag.terms] or [made(1, "dredger")]
    if others:
        kept = [read_weighed(*(column.tobytes() for column in weigh(bag))) for bag in others]
        fades = fade_between(mine.days, np.array([bag.days for bag in others]))

        assert [likeness_of(bag, mine) for bag in others] == liken(share(weigh(mine), kept), fades).tolist()
