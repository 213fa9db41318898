from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.reuse import is_kin, take_prints
from rashomon.link.reuse.prints import GRAM, WINDOW
from rashomon.model import Span
from tests.link.reuse.articles import FIRE, OTHER, article, retyped

STORY = article(*FIRE)


def test_the_same_text_has_the_same_prints_however_it_is_set() -> None:
    assert take_prints(STORY).hashes.tolist() == take_prints(retyped(STORY)).hashes.tolist()


words = st.text("abcdefghij ", max_size=60)


@given(words, words, st.text("klmnopqrst", min_size=GRAM + WINDOW - 1, max_size=GRAM + WINDOW - 1), words, words)
def test_a_stretch_of_forty_three_letters_in_common_shares_a_print(
    before: str, after: str, stretch: str, other_before: str, other_after: str
) -> None:
    mine, theirs = take_prints(before + stretch + after), take_prints(other_before + stretch + other_after)

    assert set(mine.hashes.tolist()) & set(theirs.hashes.tolist())


@given(st.text())
def test_prints_stand_in_the_text(text: str) -> None:
    prints = take_prints(text)

    assert all(0 <= start < end <= len(text) for start, end in zip(prints.starts, prints.ends, strict=True))
    assert len(prints.which) == len(prints.starts)


def test_no_print_is_taken_aside() -> None:
    masthead = Span(0, len(FIRE[0]))

    starts = take_prints(STORY, [masthead]).starts

    assert masthead.end < starts.min()


def test_a_print_is_quoted_only_where_it_is_so_everywhere() -> None:
    words = "Dry barley burns like paper once it has begun"

    twice = take_prints(f"“{words}”\n{words}")

    assert take_prints(f"“{words}”").quoted.all()
    assert not twice.quoted[np.bincount(twice.which) == 2].any()


def test_a_copy_without_half_of_its_text_is_kin_and_another_story_is_not() -> None:
    whole, trimmed = take_prints(STORY).hashes, take_prints(article(*FIRE[:3])).hashes

    assert is_kin(whole, trimmed)
    assert not is_kin(whole, take_prints(article(*OTHER)).hashes)


def test_texts_without_prints_are_nobodys_kin() -> None:
    none = np.zeros(0, dtype=np.uint64)

    assert not is_kin(none, none)
    assert not is_kin(none, take_prints(STORY).hashes)


def test_a_long_text_that_holds_a_third_of_another_is_kin_but_a_short_one_is_not() -> None:
    shared = np.arange(30, dtype=np.uint64)
    long, other = (np.concatenate([shared, np.arange(k, k + 60, dtype=np.uint64)]) for k in (1000, 2000))

    assert is_kin(long, other)
    assert not is_kin(long[20:45], other[20:45])
