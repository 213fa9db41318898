"""Which one country words for an actor belong to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rashomon.data.countries import actor_of, country_of
from rashomon.model import Entity, Mention, MentionForm, Office, Participant, Span


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
        ("at least two senior US officials", "USA"),
        ("Russian President Vladimir Putin", "RUS"),
        ("Democratic Republic of the Congo", "COD"),
    ],
)
def test_words_belong_to_the_country_that_they_name(words: str, country: str) -> None:
    assert country_of(words) == country


@pytest.mark.parametrize(
    "words",
    ["NATO", "the European Union", "US and Israeli jets", "Chinese, Japanese and Korean ministers",
     "Russian-backed separatists", "Jordan Peterson", "Brussels", "the navy", "the", ""],
)  # fmt: skip
def test_words_of_no_one_country_have_none(words: str) -> None:
    assert country_of(words) is None


@given(st.lists(st.sampled_from(["the", "US", "of", "Kestovian", ",", "and", "’s", "-", "France"]), max_size=6))
def test_any_words_have_one_country_or_none(words: list[str]) -> None:
    country = country_of(" ".join(words))
    assert country in (None, "USA", "FRA")


TEXT = "NATO Secretary General Ann Roe met Belvaran pilots; she praised them."


def _mention(words: str, entity: str, form: MentionForm, office: Office | None = None) -> Mention:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    return Mention(id=words, by="t/1", document="d", span=span, kind="person", form=form, entity=entity, office=office)


def test_an_actor_stands_for_what_another_mention_of_it_says() -> None:
    chief = Office(title="secretary general", organisation="NATO", sector="IGO")
    mentions = [_mention("NATO Secretary General Ann Roe", "roe", "name", chief), _mention("she", "roe", "pronoun")]
    actor = Participant(span=mentions[1].span, entity="roe")
    assert actor_of(actor, TEXT, mentions, []) == chief


def test_an_actor_without_office_is_its_country() -> None:
    pilots = Entity(id="p", by="t/1", name="Ghanaian pilots", kind="group")
    them = Participant(span=Span(TEXT.index("them"), TEXT.index("them") + 4), entity="p")
    assert actor_of(them, TEXT, [], [pilots]) == Office(country="GHA")
    assert actor_of(replace(them, entity=None), TEXT, [], [pilots]) is None
