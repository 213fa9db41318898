"""Stretches of a text: whether one of them holds a span, or touches it, as a look at each would tell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.extract.stretches import Stretches
from rashomon.model import Span

spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=8), spans)
def test_stretches_that_overlap_answer_as_a_look_at_each_of_them_would(given_ones: list[Span], asked: Span) -> None:
    stretches = Stretches(given_ones)

    assert stretches.hold(asked) == any(s.holds(asked) for s in given_ones)
    assert stretches.touch(asked) == any(s.overlaps(asked) for s in given_ones)


def test_a_span_that_only_ends_where_a_stretch_begins_does_not_touch_it() -> None:
    stretches = Stretches([Span(10, 20)])

    assert not stretches.touch(Span(5, 10))
    assert stretches.touch(Span(5, 11))
    assert not stretches.hold(Span(15, 21))
