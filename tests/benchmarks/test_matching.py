"""Which contents belong together, and when a speaker is right."""

from __future__ import annotations

import pytest

from benchmarks.matching import judge, overlap, pair, words
from rashomon.model import Span


def test_quotation_marks_and_full_stops_are_no_words() -> None:
    text = "“We sail at dawn,” he said."

    assert words(text, [Span(0, 18)]) == words(text, [Span(1, 16)]) == {1, 4, 9, 12}


def test_overlap_is_the_share_of_all_words_of_both() -> None:
    assert overlap({1, 2, 3}, {2, 3, 4}) == 0.5
    assert overlap(set(), set()) == 0.0


def test_the_best_pair_is_taken_first_and_each_content_once() -> None:
    true = [{1, 2, 3, 4}, {1, 2, 3}]
    found = [{1, 2, 3}]

    assert pair(true, found) == {1: 0}


def test_contents_with_less_than_half_in_common_are_no_pair() -> None:
    assert pair([{1, 2, 3, 4}], [{4, 5}]) == {}


@pytest.mark.parametrize(
    ("found", "true", "verdict"),
    [
        (["Admiral Ada Brook"], ["Ada Brook"], "right"),
        (["The harbour board"], ["the harbour board"], "right"),
        (["a pilot"], ["a pilot of the port"], "right"),
        (["Ada"], ["Ada Brook"], "wrong"),
        (["the minister"], ["Ada Brook"], "wrong"),
        (["foreign ministry"], ["the ministry"], "wrong"),
        ([], ["Ada Brook"], "null"),
        ([], [], "right"),
        (["Ada Brook"], [], "wrong"),
    ],
)
def test_a_speaker_is_right_by_name_wrong_by_another_and_null_in_silence(
    found: list[str], true: list[str], verdict: str
) -> None:
    assert judge(found, true) == verdict
