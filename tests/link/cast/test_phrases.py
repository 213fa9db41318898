"""Noun phrases without a parser: the head, its number, what stands beside it."""

import pytest

from rashomon.link.cast import Description, describe


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("the two retired ferrymen of Rinsa", "ferryman"),
        ("outside the Old Mill Club in Rinsa", "club"),
        ("Mayor Roe's chief adviser, a former judge", "adviser"),
        ("The driver who fled", "driver"),
        ("Friday night", "friday"),
        ("around 7 p.m. on Friday", "friday"),
        ("buses", "buse"),
    ],
)
def test_the_head_is_the_last_word_before_what_narrows_it_down(phrase: str, head: str) -> None:
    found = describe(phrase)

    assert found is not None
    assert head == found.head


def test_what_stands_beside_is_told_by_its_capital() -> None:
    found = describe("the old mayor of Rinsa")

    assert Description("mayor", frozenset({"old"}), frozenset({"rinsa"})) == found


@pytest.mark.parametrize("phrase", ["North Korean officials", "officials from North Korea", "officials of the DPRK"])
def test_a_nation_is_its_country_however_it_is_said(phrase: str) -> None:
    assert Description("official", of=frozenset({"PRK"}), plural=True) == describe(phrase)


def test_a_headline_in_capitals_names_nobody() -> None:
    assert Description("driver", frozenset({"drunk"})) == describe("DRUNK DRIVER")


def test_a_phrase_without_words_is_none() -> None:
    assert describe("“ … ”") is None
