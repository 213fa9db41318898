"""Two labellings of the same mentions are compared mention by mention."""

from __future__ import annotations

import pytest

from benchmarks.realis_agreement import kappa, labelled_twice


def test_kappa_takes_chance_off() -> None:
    # 3 of 4 agree; by chance 1/2 * 1/4 + 1/2 * 3/4 = 1/2 would
    assert kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]) == pytest.approx(0.5)


def test_kappa_of_one_label_for_all_is_nothing() -> None:
    assert kappa([("a", "a"), ("a", "a")]) == 0


def test_a_hundred_different_mentions_of_both_halves_are_labelled_twice() -> None:
    twice = list(labelled_twice())

    assert len({(item.id, item.trigger, item.text) for item in twice}) == 100
    assert {item.half for item in twice} == {"A", "B"}
