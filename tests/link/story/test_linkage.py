from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rashomon.clean import clean_document
from rashomon.link.story import find_bag, find_groups, group_stories, likeness_of
from rashomon.model import RawDocument
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
def test_a_group_among_all_is_one_among_its_own(near: Near, least: int) -> None:
    for group in group_stories("abcdefgh", near, least):
        assert [group] == list(find_groups(group, beside(near), least))


def test_who_is_less_near_than_what_a_document_was_joined_with_does_not_border_on_it() -> None:
    near = {("a", "b"): 400, ("a", "x"): 300, ("b", "y"): 400, ("c", "z"): 300}

    # a and b together are near to x by 150, to y by 200; y could have been joined with b alone
    assert {("a", "b"): {"y"}, ("c",): {"z"}} == find_groups("abc", beside(near), 200)
    assert {("a", "b"): {"x", "y"}, ("c",): {"z"}} == find_groups("abc", beside(near), 150)


@given(some_near, st.integers(1, 4), st.sets(st.sampled_from("abcdefgh"), min_size=1, max_size=4))
def test_who_comes_changes_no_group_that_does_not_border_on_one_that_is_changed(
    near: Near, least: int, came: set[str]
) -> None:
    before = group_stories(set("abcdefgh") - came, near, least)
    after = group_stories("abcdefgh", near, least)
    told, more = set[str](), came
    while more:
        told |= more
        groups = find_groups(told, beside(near), least)
        border = {other for group, others in groups.items() if group not in before for other in others}
        more = {one for group in before if not border.isdisjoint(group) for one in group} - told

    assert after == sorted([*groups, *(group for group in before if told.isdisjoint(group))])


def test_the_sample_story_is_one_story() -> None:
    read = [clean_document(raw) for raw in read_inputs([SAMPLE]) if isinstance(raw, RawDocument)]
    bags = [find_bag(one["document"], one["article"], [], one["zone"]) for one in read]
    near = {(a.document, b.document): likeness_of(a, b) for a, b in combinations(bags, 2)}

    assert 13 == len(bags)
    assert 1 == len(group_stories([one.document for one in bags], near))
