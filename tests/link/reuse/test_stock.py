from __future__ import annotations

import numpy as np
import pytest

from rashomon.link.reuse import CANDIDATE, COMMON, STOCK, find_stock, spread_of, take_prints, weigh
from rashomon.profiles import Holder
from tests.link.reuse.articles import FIRE, PITCH, article


def nobody(_a: str, _b: str) -> bool:
    return False


def named(*documents: str) -> list[Holder]:
    return [Holder(document) for document in documents]


def test_each_text_that_is_no_copy_spreads_a_print() -> None:
    assert 3 == spread_of(named("a", "b", "c"), nobody)


def test_copies_of_the_first_are_of_its_family_and_count_nothing() -> None:
    kin = {("a", "b"), ("a", "d")}

    assert 2 == spread_of(named("a", "b", "c", "d"), lambda x, y: (x, y) in kin)


def test_no_more_is_asked_than_tells_something() -> None:
    asked = []

    def note(first: str, other: str) -> bool:
        asked.append((first, other))
        return False

    assert STOCK == spread_of(named(*"abcdefgh"), note, quoted=False)
    assert [("a", "b"), ("a", "c"), ("b", "c"), ("a", "d"), ("b", "d"), ("c", "d")] == asked


def test_families_are_counted_to_where_a_print_tells_nothing() -> None:
    assert COMMON == spread_of(named(*map(str, range(COMMON + 3))), nobody)


PAPERS = ("Gazette", "Mercury", "Sentinel", "Courier", "Herald")


@pytest.mark.parametrize(
    ("holders", "is_stock"),
    [
        ([Holder(p, p, f"2031-05-0{i + 1}") for i, p in enumerate(PAPERS)], False),
        ([Holder(p, "Gazette", f"2031-05-0{i + 1}") for i, p in enumerate(PAPERS)], True),
        ([Holder(p, p, f"2031-0{i + 1}-01") for i, p in enumerate(PAPERS)], True),
        ([Holder(p, p, "2031-05" if p == "Herald" else "2031-05-01") for p in PAPERS], True),
        ([Holder(p, None if p == "Herald" else p, "2031-05-01") for p in PAPERS], True),
    ],
    ids=["an agency's text", "one paper's own", "over months", "a day is not known", "an outlet is not known"],
)
def test_what_several_newsrooms_print_in_one_week_is_no_stock(holders: list[Holder], is_stock: bool) -> None:
    assert is_stock == (spread_of(holders, nobody) >= STOCK)


def test_a_pair_is_compared_for_one_rare_print_or_for_two_less_rare_ones() -> None:
    assert weigh(2, quoted=False) >= CANDIDATE
    assert weigh(3, quoted=False) < CANDIDATE <= 2 * weigh(3, quoted=False)


def test_a_quotation_may_be_spread_more_widely_than_text_before_it_tells_nothing() -> None:
    assert 0 == weigh(STOCK, quoted=False) < weigh(STOCK, quoted=True)
    assert 0 == weigh(COMMON, quoted=True)


def stock_in(text: str, *common: str) -> list[str]:
    """Return the stock of a text of which the prints of some passages are held by many."""
    prints = take_prints(text)
    held = {value for passage in common for value in take_prints(passage).hashes.tolist()}
    spread = np.array([STOCK if value in held else 1 for value in prints.hashes.tolist()])
    return [span.of(text) for span in find_stock(text, prints, spread)]


def test_a_paragraph_that_many_hold_is_stock_whole_and_its_neighbours_are_not() -> None:
    assert [PITCH] == stock_in(article(FIRE[0], PITCH, FIRE[1]), PITCH)


def test_a_quotation_that_many_print_is_no_stock() -> None:
    assert [] == stock_in(article(*FIRE), FIRE[2])


def test_a_formula_in_a_sentence_does_not_make_it_stock() -> None:
    formula = "did not immediately return a request for comment"
    text = article(
        f"The owner of the terminal, a company that is registered in Lindholm, {formula} on the cause of it."
    )

    assert [] == stock_in(text, formula)
