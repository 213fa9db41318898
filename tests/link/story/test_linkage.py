from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rashomon.clean import clean_document
from rashomon.link.story import find_bag, find_group, group_stories, likeness_of
from rashomon.model import RawDocument
from rashomon.profiles import Grouped
from rashomon.read import read_inputs

Near = dict[tuple[str, str], int]
SAMPLE = Path(__file__).parents[3] / "src/rashomon/data/sample"


def test_the_average_decides_and_not_the_nearest_pair() -> None:
    near = {("a", "b"): 500, ("b", "c"): 200}

    # a and c are not alike: c is like a and b by 100 on average
    assert [("a", "b"), ("c",)] == group_stories("abc", near, 150)
    assert [("a", "b", "c")] == group_stories("abc", near, 100)


def test_the_nearest_are_joined_first() -> None:
    # b is nearer to c than to a: once they are one, a is like them by 150 on average
    near = {("a", "b"): 300, ("b", "c"): 400}

    assert [("a",), ("b", "c")] == group_stories("abc", near, 200)


def test_who_is_like_nobody_is_alone() -> None:
    assert [("a",), ("b",)] == group_stories(["b", "a"], {}, 1)


def test_of_equals_the_order_of_ids_decides() -> None:
    near = {("a", "b"): 300, ("b", "c"): 300}

    assert [("a", "b"), ("c",)] == group_stories("cba", near, 200)


def by_hand(names: str, near: Near, least: int) -> list[tuple[str, ...]]:
    """Join the two groups that are nearest on average, again and again: slow, and plain to see."""
    groups: list[tuple[str, ...]] = [(name,) for name in names]

    def mean(a: tuple[str, ...], b: tuple[str, ...]) -> float:
        return sum(near.get((min(x, y), max(x, y)), 0) for x in a for y in b) / (len(a) * len(b))

    while len(groups) > 1:
        a, b = max(combinations(groups, 2), key=lambda pair: mean(*pair))
        if mean(a, b) < least:
            break
        groups = [g for g in groups if g not in (a, b)] + [tuple(sorted(a + b))]
    return sorted(groups)


# so far apart that no two averages of the groups of seven are the same
likeness = st.permutations([100_003 * 7**k % 900_001 for k in range(21)])


@given(likeness, st.sets(st.integers(0, 20)), st.integers(1, 900_000))
def test_chains_join_what_the_nearest_pair_first_joins(values: list[int], absent: set[int], least: int) -> None:
    pairs = list(combinations("abcdefg", 2))
    near = {pair: value for k, (pair, value) in enumerate(zip(pairs, values, strict=True)) if k not in absent}

    assert by_hand("abcdefg", near, least) == group_stories("abcdefg", near, least)


@given(likeness, st.permutations("abcdefg"))
def test_the_order_in_which_documents_and_pairs_come_changes_nothing(values: list[int], order: list[str]) -> None:
    pairs = list(zip(combinations("abcdefg", 2), values, strict=True))

    assert group_stories("abcdefg", dict(pairs), 300_000) == group_stories(order, dict(reversed(pairs)), 300_000)


def beside(near: Near) -> Mapping[str, dict[str, int]]:
    """Return for each document those that are alike to it."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (a, b), alike in near.items():
        found[a][b] = found[b][a] = alike
    return found


# few values: averages are often equal
some_near = st.dictionaries(st.sampled_from(list(combinations("abcdefgh", 2))), st.integers(1, 4), max_size=20)


@given(some_near, st.integers(1, 4))
def test_the_group_of_one_document_is_that_among_all_whichever_of_its_documents_is_asked(
    near: Near, least: int
) -> None:
    found = {one: find_group(one, beside(near).__getitem__, least) for one in "abcdefgh"}

    assert group_stories("abcdefgh", near, least) == sorted({grouped.documents for grouped in found.values()})
    assert all(found[one] == grouped for grouped in found.values() for one in grouped.documents)


@given(some_near, st.integers(1, 4), st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4)))
def test_a_group_stays_where_nobody_looked_at_is_alike_enough_to_who_comes(
    near: Near, least: int, new: dict[str, int]
) -> None:
    before = {one: find_group(one, beside(near).__getitem__, least) for one in "abcdefgh"}
    more = beside(near | {(one, "n"): alike for one, alike in new.items()})

    linked = {one for one, alike in new.items() if alike >= least}
    for one, grouped in before.items():
        if linked.isdisjoint(grouped.documents + grouped.others):
            assert grouped == find_group(one, more.__getitem__, least)


def test_who_was_nearer_to_a_neighbour_is_looked_at() -> None:
    near = {("a", "b"): 300, ("b", "c"): 400, ("c", "d"): 100}

    assert Grouped(("a",), ("b", "c")) == find_group("a", beside(near).__getitem__, 200)
    assert Grouped(("b", "c")) == find_group("c", beside(near).__getitem__, 200)


def test_the_sample_story_is_one_story() -> None:
    read = [clean_document(raw) for raw in read_inputs([SAMPLE]) if isinstance(raw, RawDocument)]
    bags = [find_bag(one["document"], one["article"], [], one["zone"]) for one in read]
    near = {(a.document, b.document): likeness_of(a, b) for a, b in combinations(bags, 2)}

    assert 13 == len(bags)
    assert 1 == len(group_stories([one.document for one in bags], near))
