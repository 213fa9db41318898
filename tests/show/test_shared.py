"""Stretches of shared text: each character counts those who carry it, and is in one stretch at most."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Passage, Reuse, Span
from rashomon.show.shared import Stretch, mark_stretches, shared_stretches


def reuse(own: Span, other: str, swapped: bool = False) -> Reuse:
    mine, theirs = Passage(document="mine", span=own), Passage(document=other, span=Span(0, own.end - own.start))
    a, b = (theirs, mine) if swapped else (mine, theirs)
    return Reuse(id=f"{own.start}{other}", by="reuse/1", a=a, b=b, kind="partial")


def test_a_stretch_ends_where_the_number_of_carriers_changes() -> None:
    found = shared_stretches("mine", [reuse(Span(0, 50), "b"), reuse(Span(20, 40), "c", swapped=True)])

    assert found == [
        Stretch(Span(0, 20), ("b",)),
        Stretch(Span(20, 40), ("b", "c")),
        Stretch(Span(40, 50), ("b",)),
    ]


def test_a_space_or_a_line_break_between_passages_does_not_break_the_line() -> None:
    assert shared_stretches("mine", [reuse(Span(0, 10), "b"), reuse(Span(12, 20), "b")]) == [
        Stretch(Span(0, 20), ("b",))
    ]


def test_passages_of_other_documents_are_not_its_own() -> None:
    assert shared_stretches("yours", [reuse(Span(0, 10), "b")]) == []


def test_the_line_grows_thicker_up_to_three_carriers() -> None:
    reuses = [reuse(Span(0, 10), other) for other in "bcdef"]

    assert [m.kind for m in mark_stretches(shared_stretches("mine", reuses))] == ["n3"]
    assert shared_stretches("mine", reuses)[0].documents == tuple("bcdef")


spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda s: Span(s[0], s[0] + s[1]))


@given(st.lists(st.tuples(spans, st.sampled_from("bcd")), max_size=8))
def test_every_shared_character_is_in_one_stretch_with_all_that_carry_it(held: list[tuple[Span, str]]) -> None:
    found = shared_stretches("mine", [reuse(span, other) for span, other in held])

    assert all(one.span.end <= two.span.start for one, two in pairwise(found))
    for span, other in held:
        for at in range(span.start, span.end):
            (stretch,) = (s for s in found if s.span.start <= at < s.span.end)
            assert other in stretch.documents
