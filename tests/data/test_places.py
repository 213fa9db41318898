"""Which country a place is in."""

from __future__ import annotations

import pytest

from rashomon.data.places import country_of_place


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Mariupol", "UKR"),
        ("Gorlovka", "UKR"),
        ("the Donbass", "UKR"),
        ("eastern Ukraine", "UKR"),
        ("Geneva", "CHE"),
        ("Norway", "NOR"),
    ],
)
def test_a_place_is_in_the_country_that_its_name_or_its_words_tell(words: str, country: str) -> None:
    assert country == country_of_place(words)


@pytest.mark.parametrize("words", ["Springfield", "the city", "Europe", "Ustorva", "Jerusalem", "the", " "])
def test_a_place_with_namesakes_without_a_name_or_disputed_is_in_no_country_that_is_known(words: str) -> None:
    assert country_of_place(words) is None
