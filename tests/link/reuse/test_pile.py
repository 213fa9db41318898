from __future__ import annotations

from rashomon.link.reuse import find_reuse
from rashomon.model import Span
from rashomon.profiles import Holder
from tests.link.reuse.articles import FIFTH, FIRE, FOURTH, OTHER, PITCH, THIRD, article, retyped

PILE = {
    "a": article(PITCH, *FIRE),
    "b": retyped(article(*FIRE[:4])),
    "c": article(*OTHER, PITCH),
    "d": article(*THIRD, PITCH),
    "e": article(*FOURTH, PITCH),
    "f": article(*FIFTH, PITCH, FIRE[2]),
}


def test_copies_and_quotations_are_found_and_stock_is_not() -> None:
    found = {pair: comparison.kind for pair, comparison in find_reuse(PILE).items()}

    assert {("a", "b"): "republication", ("a", "f"): "quote", ("b", "f"): "quote"} == found


def test_the_order_of_a_pile_changes_nothing() -> None:
    assert find_reuse(PILE) == find_reuse(dict(reversed(PILE.items())))


def test_a_text_of_an_agency_that_newsrooms_print_in_one_week_is_found_in_all() -> None:
    pile = {key: text.replace(PITCH, FIRE[3]) for key, text in PILE.items() if key in "cdef"}
    papers = {key: Holder(key, f"The {key} Mercury", f"2031-05-0{i}") for i, key in enumerate(pile, 1)}

    assert not find_reuse(pile)
    assert 6 == len(find_reuse(pile, holders=papers))


def test_what_stands_aside_is_not_shared() -> None:
    pile = {"a": article(PITCH, *FIRE[:2]), "b": article(PITCH, *OTHER)}

    assert find_reuse(pile)
    assert not find_reuse(pile, {key: [_span_of(text, PITCH)] for key, text in pile.items()})


def _span_of(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))
