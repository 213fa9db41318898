"""Figures from the records of an article: names, descriptions, roles before names, gender, sentences."""

from __future__ import annotations

import msgspec

from rashomon.link.cast import Description, Figure, find_figures
from rashomon.model import Document, Entity, EntityKind, Mention, MentionForm, Office, Sentence, Span

TEXT = (
    "Harbour pilot Ada Sorel fled. She was caught by two French officers.\n"
    "The retired judge, Otto Brandt, thanked the French officers."
)


def document() -> Document:
    return Document(id="d", text=TEXT, ref="d", text_sha256="", raw_sha256="", media_type="text/plain")


def sentences() -> list[Sentence]:
    ends = [TEXT.index("She"), TEXT.index("The retired"), len(TEXT)]
    starts = [0, *ends[:-1]]
    return [Sentence(id=str(a), by="", document="d", span=Span(a, b)) for a, b in zip(starts, ends, strict=True)]


def mention(words: str, entity: str, form: MentionForm, kind: EntityKind = "person") -> Mention:
    start = TEXT.index(words)
    return Mention(
        id=words, by="", document="d", span=Span(start, start + len(words)), kind=kind, form=form, entity=entity
    )


MENTIONS = [
    mention("Ada Sorel", "ada", "name"),
    mention("She", "ada", "pronoun"),
    mention("two French officers", "officers", "nominal", "group"),
    mention("The retired judge", "otto", "nominal"),
    mention("Otto Brandt", "otto", "name"),
    mention("the French officers", "officers", "nominal", "group"),
]
ENTITIES = [
    Entity(id="ada", by="", name="Ada Sorel", kind="person", document="d"),
    Entity(id="officers", by="", name="two French officers", kind="group", document="d"),
    Entity(id="otto", by="", name="Otto Brandt", kind="person", document="d"),
]


def figures() -> dict[str, Figure]:
    deeds = {"Ada Sorel": [("flee", "does")], "She": [("catch", "suffers")]}
    return find_figures(document(), sentences(), MENTIONS, ENTITIES, pile={"ada": "p1", "officers": "p2"}, deeds=deeds)  # type: ignore[arg-type]


def test_a_named_figure_has_its_role_gender_deeds_and_who_it_is_in_the_pile() -> None:
    expected = Figure(
        kind="person",
        names=("Ada Sorel",),
        entity="p1",
        descriptions=(Description("pilot", of=frozenset({"harbour"})),),
        gender="f",
        deeds=frozenset({("flee", "does"), ("catch", "suffers")}),
        sentences=frozenset({0}),
    )

    assert expected == figures()["ada"]


def test_an_unnamed_figure_is_nobody_of_the_pile() -> None:
    found = figures()["officers"]

    assert found.entity is None
    assert found.names == ()
    assert found.plural
    assert frozenset({1, 2}) == found.sentences


def test_a_description_beside_the_name_is_kept() -> None:
    assert (Description("judge", frozenset({"retired"})),) == figures()["otto"].descriptions


def test_an_office_is_a_description_with_its_country() -> None:
    office = Office(title="foreign minister", country="FRA")
    named = msgspec.structs.replace(MENTIONS[0], office=office)
    described = msgspec.structs.replace(MENTIONS[3], office=office)

    found = find_figures(document(), sentences(), [named, described], ENTITIES)

    assert Description("minister", frozenset({"foreign"}), frozenset({"FRA"})) in found["ada"].descriptions
    assert (Description("judge", frozenset({"retired"}), frozenset({"FRA"})),) == found["otto"].descriptions
