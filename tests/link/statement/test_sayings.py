from collections.abc import Sequence

import pytest

from rashomon.link.statement import find_sayings, resolve_saying
from rashomon.model import (
    Act,
    Article,
    Attribution,
    Dating,
    Document,
    Mention,
    MentionForm,
    Nested,
    Reference,
    Sentence,
    Span,
)
from rashomon.profiles import Saying

TEXT = (
    "Mara Lint came back on Monday. The minister said that Ivo Sand had told her “the bridge is closed” and "
    "“the river is open”. “Sand said ‘never’ to me,” she added."
)


def at(words: str, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def mention(words: str, entity: str, form: MentionForm, occurrence: int = 0) -> Mention:
    span = at(words, occurrence)
    return Mention(
        id=f"{entity} {span.start}", by="m", document="d", span=span, kind="person", form=form, entity=entity
    )


SENTENCES = [
    Sentence(id=str(i), by="p", document="d", span=at(words))
    for i, words in enumerate(
        (
            "Mara Lint came back on Monday.",
            TEXT[TEXT.index("The minister") : TEXT.index(" “Sand")],
            "“Sand said ‘never’ to me,” she added.",
        )
    )
]
MENTIONS = [
    mention("Mara Lint", "lint", "name"),
    mention("The minister", "minister", "nominal"),
    mention("Ivo Sand", "sand", "name"),
    mention("her", "minister", "pronoun"),
    mention("Sand", "sand", "name", 1),
]
OUTER = Attribution(
    id="outer",
    by="a",
    document="d",
    content=(at(TEXT[TEXT.index("that Ivo") : TEXT.index(". “Sand")]),),
    source=(at("The minister"),),
    cue=(at("said"),),
    kind="mixed",
    speaker="minister",
)
INNER = Nested(
    id="inner",
    by="n",
    document="d",
    within="outer",
    content=(at("“the bridge is closed”"),),
    source=(at("Ivo Sand"),),
    cue=(at("had told"),),
    kind="direct",
    speaker="sand",
)
QUOTED = Attribution(
    id="quoted",
    by="a",
    document="d",
    content=(at("“Sand said ‘never’ to me,”"),),
    source=(at("she"),),
    cue=(at("added"),),
    kind="direct",
    speaker="minister",
)
REPORTED = Nested(
    id="reported",
    by="n",
    document="d",
    within="quoted",
    content=(at("‘never’"),),
    source=(at("Sand", 1),),
    cue=(at("said", 1),),
    kind="direct",
    speaker="sand",
)


def found(
    attributions: Sequence[Attribution],
    nested: Sequence[Nested] = (),
    references: Sequence[Reference] = (),
    published: str | None = "2026-03-02",
    dating: Sequence[Dating] = (),
) -> dict[str, Saying]:
    document = Document(id="d", text=TEXT, ref="d", text_sha256="", raw_sha256="", media_type="text/plain")
    placed = find_sayings(
        blocks={},
        document=document,
        article=Article(id="x", by="c", document="d", published=published),
        dating=dating,
        sentence=SENTENCES,
        mention=MENTIONS,
        reference=references,
        attribution=attributions,
        nested=nested,
    )
    return {p.item.finding: p.item for p in placed}


def words(saying: Saying) -> list[str]:
    return [stretch.text for stretch in saying.quoted]


def test_quoted_words_belong_to_who_says_them_within_the_report() -> None:
    sayings = found([OUTER], [INNER])

    assert words(sayings["inner"]) == ["the bridge is closed"]
    assert words(sayings["outer"]) == ["the river is open"]


def test_words_reported_inside_a_quotation_stay_with_who_is_quoted() -> None:
    sayings = found([QUOTED], [REPORTED])

    assert words(sayings["quoted"]) == ["Sand said ‘never’ to me,"]
    assert words(sayings["reported"]) == []


def test_stretches_point_at_their_words() -> None:
    sayings = found([OUTER, QUOTED], [INNER, REPORTED])

    for saying in sayings.values():
        for stretch in (*saying.quoted, *saying.plain):
            assert TEXT[stretch.start : stretch.start + len(stretch.text)] == stretch.text


def test_who_is_named_near_the_words_may_have_said_them() -> None:
    outer = found([OUTER])["outer"]

    assert (outer.speaker, outer.name) == ("minister", None)
    assert outer.company == ("lint", "sand")


def test_a_description_that_means_somebody_of_the_story_speaks_for_them() -> None:
    meant = Reference(id="r", by="reference/1", document="d", span=at("The minister"), entity="pile's lint")

    outer = found([OUTER], references=[meant])["outer"]

    assert outer.speaker == "pile's lint"


def test_entities_become_those_of_the_pile() -> None:
    resolved = resolve_saying(found([OUTER])["outer"], {"minister": "pile's lint", "lint": "pile's lint"})

    assert (resolved.speaker, resolved.company) == ("pile's lint", ("pile's lint", "sand"))


@pytest.mark.parametrize(
    ("act", "kept"), [("statement", True), ("denial", True), ("belief", False), ("intention", False)]
)
def test_what_is_neither_said_nor_quoted_is_left_out(act: Act, kept: bool) -> None:
    told = Attribution(id="told", by="a", document="d", content=(at("came back on Monday"),), kind="indirect", act=act)

    assert ("told" in found([told])) == kept


def test_beliefs_with_quoted_words_are_kept() -> None:
    belief = Attribution(
        id="b", by="a", document="d", content=(at("“the river is open”"),), kind="direct", act="belief"
    )

    assert words(found([belief])["b"]) == ["the river is open"]


def test_an_article_without_a_date_has_the_first_day_that_it_may_be_of() -> None:
    dating = Dating(id="t", by="t", document="d", earliest="2026-03-04", latest="2026-03-06")

    assert found([OUTER], published=None, dating=[dating])["outer"].day == "2026-03-04"
    assert found([OUTER], published=None)["outer"].day is None
