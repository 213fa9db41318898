"""What holds of every quantity, whatever the text: spans lie in it, on whole words, and do not overlap."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.quantity.reading import parse_of, quantities

WORDS = (  # noqa: SIM905
    "about more than up to at least 5 12 1,500 1.5 2½ two twenty-three dozens of hundreds several a half third million "
    "bn m k % percent $ € km tonnes people men houses - – to and between or so , . ( ) in on at killed were the "
    "fell rose 2014 May Rinsa 1st F-16 3-1 $1bn-$2bn 300-strong 40-km one no worth twice times as many"
).split()
PIECES = st.sampled_from(WORDS)


def text_of(pieces: list[str]) -> str:
    return " ".join(pieces)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25).map(text_of))
def test_spans_lie_in_the_text_and_cut_no_word(text: str) -> None:
    for quantity in quantities(text):
        for span in (quantity.span, quantity.of):
            if span is not None:
                assert span.of(text).strip() == span.of(text) != ""
                assert not (text[: span.start][-1:].isalpha() and text[span.start].isalpha())
                assert not (text[span.end - 1].isalpha() and text[span.end : span.end + 1].isalpha())


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25).map(text_of))
def test_quantities_stand_apart_in_text_order_and_never_count_themselves(text: str) -> None:
    found = quantities(text)

    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert not any(q.of is not None and q.of.overlaps(q.span) for q in found)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_no_text_breaks_it_and_every_range_goes_up(text: str) -> None:
    for quantity in quantities(text) if parse_of(text).words else []:
        assert not isinstance(quantity.value, tuple) or quantity.value[0] < quantity.value[1]
