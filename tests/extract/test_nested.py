"""Attributions inside attributions: who is said to have said it."""

from __future__ import annotations

import pytest

from rashomon.extract import find_attributions_by_rules, find_nested_attributions
from rashomon.model import Attribution, Nested, RawDocument
from rashomon.pipeline import STAGES_BY_RULES, Layers


def attributions(text: str) -> list[Attribution]:
    """Return what the rules find in a text, and inside that."""
    layers: Layers = {"raw": RawDocument(ref="t", content=text.encode(), media_type="text/plain", charset="utf-8")}
    for stage in STAGES_BY_RULES:
        if stage.name in ("clean", "parse", "timex", "mention"):
            layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
    known = {name: layers[name] for name in ("document", "parse", "mention")}
    outer = find_attributions_by_rules(**known)
    return [*outer["attribution"], *find_nested_attributions(**known, **outer)["nested"]]


def inner(text: str) -> list[tuple[str, str, str]]:
    """Return source, cue and content of those inside others."""
    return [
        (a.source[0].of(text), a.cue[0].of(text), a.content[0].of(text))
        for a in attributions(text)
        if isinstance(a, Nested)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kyiv says Moscow admitted that its troops had shelled the plant.",
         ("Moscow", "admitted", "that its troops had shelled the plant")),
        ("The mayor said residents had reported that troops looted shops.",
         ("residents", "had reported", "that troops looted shops")),
        ("“The president told me that the army would withdraw,” the ambassador said.",
         ("The president", "told", "that the army would withdraw")),
    ],
)  # fmt: skip
def test_what_somebody_is_said_to_have_said_is_theirs_too(text: str, told: tuple[str, str, str]) -> None:
    assert inner(text) == [told]


def test_the_outer_ones_stay_as_they_are_and_come_first() -> None:
    outer, nested = attributions("Kyiv says Moscow admitted that its troops had shelled the plant.")
    assert isinstance(nested, Nested)
    assert (outer.by, nested.by) == ("attribution-rules/1", "nested/1")
    assert outer.content[0].holds(nested.content[0])
    assert nested.within == outer.id


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that she believed that the talks had failed.",
        "“I said that we would stay,” the minister told deputies.",
        "The minister said that the navy had shelled the port.",
        "The navy shelled the port.",
    ],
)
def test_a_speaker_inside_their_own_words_is_nobody_else(text: str) -> None:
    assert inner(text) == []
