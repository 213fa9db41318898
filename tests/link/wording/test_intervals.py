"""The interval of a share: worked out by hand from Wilson's formula."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.wording.intervals import interval


def test_eight_of_ten_lie_between_49_and_94_percent() -> None:
    # middle (0.8 + 0.19207) / 1.38415, half 1.95996 * sqrt(0.016 + 0.0096037) / 1.38415
    assert (0.4902, 0.9433) == interval(8, 10)


def test_all_of_five_is_not_taken_for_certain() -> None:
    assert (0.5655, 1.0) == interval(5, 5)


def test_below_five_there_is_no_interval() -> None:
    assert (None, None) == interval(3, 4)


@given(st.integers(5, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_share_lies_in_its_interval(counted: tuple[int, int]) -> None:
    low, high = interval(*counted)

    assert low is not None
    assert high is not None
    assert 0 <= low <= counted[0] / counted[1] + 1e-4
    assert counted[0] / counted[1] - 1e-4 <= high <= 1
