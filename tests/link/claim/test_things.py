"""Phrases -> what kind of thing they name."""

from __future__ import annotations

import pytest

from rashomon.link.claim.things import thing_called, thing_named


@pytest.mark.parametrize(
    ("phrase", "thing"),
    [
        ("the border guard cutter Halmar", "vessel:armed"),
        ("an unarmed Norran ship in Norran water", "vessel:any"),
        ("two fishing boats", "vessel:for fishing"),
        ("its wheelhouse", "vessel:any"),
        ("the crew of the cutter", None),
        ("the ship owner", None),
        ("Halmar", None),
    ],
)
def test_the_head_of_a_phrase_tells_what_it_is(phrase: str, thing: str | None) -> None:
    assert thing == thing_called(phrase)


@pytest.mark.parametrize(
    "text",
    [
        "It was the cutter Halmar.",
        "They saw the patrol boat Halmar leave.",
        "The Halmar, a 46-metre gunboat, left.",
    ],
)
def test_an_article_says_what_a_name_is(text: str) -> None:
    assert "vessel:armed" == thing_named("Halmar", text)
