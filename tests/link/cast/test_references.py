"""Whom the descriptions of a story mean that their own article does not name: invented people, worked out by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from rashomon.link.cast import find_references
from rashomon.model import Document, Entity, Mention, Office, Sentence, Span, digest, finding_id

Article = dict[str, Any]
_MARK = re.compile(r"\{([^:{}]+):([^{}]+)\}")
# the pile knows everybody whose id begins with p by that id
HEADS = {"p.roe": Office(title="president", country="NOR"), "p.sorel": Office(title="prime minister", country="SWE")}


def article(marked: str, offices: dict[str, Office] | None = None) -> Article:
    """Return an article; `{words:entity form kind}` is a mention, a name of a person unless told, with its office."""
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        told = [*mark[2].split(), *("name", "person")[len(mark[2].split()) - 1 :]]
        spans.append((Span(len(text), len(text) + len(mark[1])), told))
        text, at = text + mark[1], mark.end()
    text += marked[at:]
    key = digest(text)
    held = {**HEADS, **(offices or {})}
    mentions = [
        Mention(id=finding_id("mention", key, [span]), by="", document=key, span=span, entity=f"{key}/{entity}",
                form=form, kind=kind, office=held.get(entity) or held.get(span.of(text)))
        for span, (entity, form, kind) in spans
    ]  # fmt: skip
    names = {m.entity: m.span.of(text) for m in reversed(mentions) if m.form == "name"}
    kinds = {m.entity: m.kind for m in mentions}
    return {
        "document": Document(id=key, text=text, ref="", text_sha256="", raw_sha256="", media_type="text/plain"),
        "sentence": [Sentence(id="s", by="", document=key, span=Span(0, len(text)))],
        "mention": mentions,
        "entity": [
            Entity(id=e or "", by="", document=key, name=names.get(e, "x"), kind=kind) for e, kind in kinds.items()
        ],
        "pile": {e: e.split("/")[1] for e in kinds if e and e.split("/")[1].startswith("p")},
    }


def meant(*articles: Article) -> list[tuple[str, str]]:
    texts = {one["document"].id: one["document"].text for one in articles}
    found = find_references(articles)
    return sorted((one.span.of(texts[one.document]), one.entity) for one in found)


COACH = "Coach {Ada Sorel:p1} won the cup."


def test_the_coach_is_whom_another_article_calls_coach() -> None:
    assert [("the coach", "p1")] == meant(article(COACH), article("In the end {the coach:x nominal} won the cup."))


@pytest.mark.parametrize("described", ["a coach", "some coach", "every coach", "coach"])
def test_what_is_not_definite_means_nobody(described: str) -> None:
    assert [] == meant(article(COACH), article(f"In the end {{{described}:x nominal}} won the cup."))


def test_a_noun_of_two_means_neither() -> None:
    two = article("Coach {Ada Sorel:p1} met coach {Ann Roe:p2}.")

    assert [] == meant(two, article("{the coach:x nominal} spoke."))


def test_a_deputy_is_not_the_one_whose_deputy_he_is() -> None:
    assert [] == meant(article("Director {Ada Sorel:p1} left."), article("{the deputy director:x nominal} left."))


@pytest.mark.parametrize("described", ["the next coach", "the former coach"])
def test_who_was_and_who_will_be_coach_is_not_the_coach(described: str) -> None:
    assert [] == meant(article(COACH), article(f"{{{described}:x nominal}} spoke."))


def test_where_a_next_coach_is_spoken_of_the_coach_may_be_either() -> None:
    told = article("{the next coach:x nominal} spoke to {the coach:y nominal}.")

    assert [] == meant(article(COACH), told)


def test_an_office_of_a_country_is_its_holders_whatever_the_noun() -> None:
    office = {"the Norwegian leader": Office(title="leader", country="NOR")}
    named, described = article("{Ann Roe:p.roe} spoke."), article("{the Norwegian leader:x nominal} spoke.", office)

    assert [("the Norwegian leader", "p.roe")] == meant(named, described)


def test_the_leader_of_another_country_is_somebody_else() -> None:
    office = {"the Finnish leader": Office(title="leader", country="FIN")}

    assert [] == meant(article("{Ann Roe:p.roe} spoke."), article("{the Finnish leader:x nominal} spoke.", office))


def test_the_two_leaders_are_the_last_two_that_were_named_and_both_are_given() -> None:
    told = "{Ann Roe:p.roe} met {Ada Sorel:p.sorel}. {Otto Lind:p9} watched. The two leaders shook hands."

    assert [("The two leaders", "p.roe"), ("The two leaders", "p.sorel")] == meant(article(told))


def test_the_country_is_the_last_one_of_its_line() -> None:
    told = "{Norway:p.nor name place} and {Sweden:p.swe name place} agree. Since then the country has paid."

    assert [("the country", "p.swe")] == meant(article(told))
    assert [] == meant(article(told.replace(" Since", "\nSince")))


@pytest.mark.parametrize("words", ["the Finnish nation", "a country", "the country of ships"])
def test_what_tells_its_country_itself_or_means_none_has_no_reference(words: str) -> None:
    assert [] == meant(article(f"{{Norway:p.nor name place}} says that {words} waits."))


def test_that_before_his_country_is_no_part_of_it() -> None:
    told = "{Norway:p.nor name place} says that the country waits."

    assert [("the country", "p.nor")] == meant(article(told))


def test_his_country_is_that_of_the_person() -> None:
    told = (
        "{Ann Roe:p.roe} of {Norway:p.nor name place} left {Sweden:p.swe name place} for {her:p.roe pronoun} country."
    )

    assert [("her country", "p.nor")] == meant(article(told))


def test_references_do_not_depend_on_the_order_of_the_articles() -> None:
    story: Sequence[Article] = [
        article(COACH),
        article("{the coach:x nominal} won."),
        article("{the coach:y nominal} left."),
    ]

    assert meant(*story) == meant(*reversed(story))


def test_whoever_the_article_names_needs_no_reference() -> None:
    told = article("Coach {Ada Sorel:p1} won. Then {the coach:p1 nominal} left.")

    assert [] == meant(article(COACH), told)
