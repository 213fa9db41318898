"""Which one country words for an actor belong to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.data.countries import country_of


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Ukraine", "UKR"),
        ("the Ukrainian navy", "UKR"),
        ("Moscow's forces", "RUS"),
        ("the White House", "USA"),
        ("U.S. troops", "USA"),
        ("South Korean marines", "KOR"),
        ("the parliament of the Netherlands", "NLD"),
        ("the FBI", "USA"),
        ("Russian President Vladimir Putin", "RUS"),
        ("Democratic Republic of the Congo", "COD"),
    ],
)
def test_words_belong_to_the_country_that_they_name(words: str, country: str) -> None:
    assert country_of(words) == country


@pytest.mark.parametrize(
    "words",
    ["NATO", "the European Union", "US and Israeli jets", "Chinese, Japanese and Korean ministers",
     "Russian-backed separatists", "Jordan Peterson", "the navy", "the", ""],
)  # fmt: skip
def test_words_of_no_one_country_have_none(words: str) -> None:
    assert country_of(words) is None


@given(st.lists(st.sampled_from(["the", "US", "of", "Kestovian", ",", "and", "’s", "-", "France"]), max_size=6))
def test_any_words_have_one_country_or_none(words: list[str]) -> None:
    country = country_of(" ".join(words))
    assert country in (None, "USA", "FRA")
