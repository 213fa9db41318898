from __future__ import annotations

import unicodedata

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.reuse.stream import gram_hashes, make_stream, winnow
from rashomon.model import Span


def letters_of(text: str) -> str:
    return "".join(map(chr, make_stream(text).letters))


def test_typesetting_is_lost() -> None:
    assert letters_of('"It\'s a co-\noperative," SHE said…') == letters_of("“It’s a cooperative”, she said")


def test_accents_fold_however_they_are_written() -> None:
    assert "erdogan" == letters_of("Erdoğan") == letters_of(unicodedata.normalize("NFD", "ERDOĞAN"))


def test_a_syllable_that_is_made_of_letters_stays_itself() -> None:
    assert "한국" == letters_of("한국")


@given(st.text())
def test_every_letter_knows_its_place(text: str) -> None:
    stream = make_stream(text)

    assert all(text[place].isalnum() or text[place] > "\U0001ffff" for place in stream.places)
    assert sum(c.isalnum() for c in text if ord(c) < 0x20000) <= len(stream.letters)


def test_what_is_left_out_is_not_counted() -> None:
    stream = make_stream("ab cd ef", [Span(3, 5)])

    assert [True, True, False, False, True, True] == stream.counted.tolist()


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60), st.integers(1, 9))
def test_winnowing_keeps_a_smallest_of_every_window(values: list[int], width: int) -> None:
    hashes = np.array(values, dtype=np.uint64)
    width = min(width, len(values))

    kept = set(winnow(hashes, np.ones(len(values), dtype=bool), width).tolist())

    windows = [range(i, i + width) for i in range(len(values) - width + 1)]
    smallest = {i for w in windows for i in w if values[i] == min(values[j] for j in w)}
    assert smallest == kept


def test_equal_stretches_have_equal_hashes_wherever_they_stand() -> None:
    first, second = make_stream("the grain terminal"), make_stream("a fire at the grain terminal")

    assert gram_hashes(first.letters, 10)[0] == gram_hashes(second.letters, 10)[7]
