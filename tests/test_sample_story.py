"""The sample story holds together, and what is read of it agrees with its hand-made truth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from benchmarks.sample import measure, read_sample, same_field
from benchmarks.sample_layers import names_in
from benchmarks.truth import ArticleTruth, Carried, load_story, locate
from rashomon.pipeline import Layers
from training.events.sentences import read_modes

STORY = load_story()
REFS = sorted(STORY.articles)
OWN = [ref for ref in REFS if not STORY.articles[ref].same_body_as]


@pytest.fixture(scope="session")
def read() -> dict[str, Layers]:
    return read_sample()


@pytest.fixture(scope="session")
def texts(read: dict[str, Layers]) -> dict[str, str]:
    return {ref: layers["document"].text for ref, layers in read.items()}


def passages(article: ArticleTruth) -> Iterator[str]:
    for items in (article.attributions, article.dates, article.counts, article.events, article.references):
        yield from (item.passage for item in items)


# the story itself


def test_every_article_of_the_truth_is_read_and_no_other(read: dict[str, Layers]) -> None:
    assert sorted(read) == REFS


@pytest.mark.parametrize("ref", OWN)
def test_every_passage_of_the_truth_stands_once_in_its_article(ref: str, texts: dict[str, str]) -> None:
    for passage in passages(STORY.articles[ref]):
        spans = locate(passage, texts[ref])

        assert len(spans) > 1, f"nothing is marked in {passage!r}"


@pytest.mark.parametrize("ref", REFS)
def test_articles_have_the_length_of_news(ref: str, texts: dict[str, str]) -> None:
    assert 250 <= len(texts[ref].split()) <= 600


def test_every_speaker_and_author_of_an_account_is_an_entity() -> None:
    known = {entity.name for entity in STORY.entities}
    articles = STORY.articles.values()
    named = {item.speaker for article in articles for item in article.attributions}
    named |= {speaker for article in articles for item in article.events for speaker in item.account}
    named |= {account.by for claim in STORY.claims for account in claim.accounts}
    named |= {utterance.speaker for utterance in STORY.quotations}

    assert named - {None} <= known


@pytest.mark.parametrize("ref", OWN)
def test_an_event_is_told_by_those_in_whose_words_it_stands(ref: str, texts: dict[str, str]) -> None:
    article = STORY.articles[ref]
    said = [(locate(item.passage, texts[ref])["k"], item.speaker) for item in article.attributions]

    for event in article.events:
        (trigger,) = locate(event.passage, texts[ref])["t"]
        around = [(spans[-1].end - spans[0].start, who) for spans, who in said if any(s.holds(trigger) for s in spans)]
        speakers = [who for _, who in sorted(around, key=lambda item: -item[0])]
        # who speaks within their own words, as in "she said she had proposed", comes once
        once = [who for i, who in enumerate(speakers) if who is None or who != (speakers[i - 1] if i else None)]

        assert once == list(event.account), event.passage


@pytest.mark.parametrize("ref", OWN)
def test_types_and_modes_of_events_are_those_of_plover(ref: str) -> None:
    known = read_modes()

    for event in STORY.articles[ref].events:
        assert (event.mode or "") in known[event.type], event.passage


def test_a_variant_name_is_not_listed_under_two_people() -> None:
    people = [entity for entity in STORY.entities if entity.kind == "person"]
    names = [name for person in people for name in {person.name, *person.variants}]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("ref", OWN)
def test_every_name_of_an_article_stands_in_it_and_is_somebody_of_the_story(ref: str, texts: dict[str, str]) -> None:
    article, known = STORY.articles[ref], {entity.name for entity in STORY.entities}

    assert [name for name in article.names if name not in texts[ref]] == []
    assert {*article.names.values(), *(item.entity for item in article.references)} <= known


def test_names_that_look_alike_stand_for_different_people() -> None:
    """The traps: a brother, a widow, a daughter, a husband, a namesake; one surname, two men in two articles."""
    names = {ref: STORY.articles[ref].names for ref in OWN}

    assert "Andrei Kholmin" == names["gazette-talks"]["Holmin"] != names["gazette-talks"]["Sergei Holmin"]
    assert "Viktor Zhadrov" == names["gazette-talks"]["Zhadrov"] != names["gazette-talks"]["Yuliya Zhadrova"]
    assert "Peeter Taal" == names["packet-funeral"]["Peeter Taal"] != names["packet-funeral"]["Joren Taal"]
    assert "Ants Rosk" == names["packet-funeral"]["Rosk"] != names["packet-lifeboat"]["Rosk"] == "Einar Rosk"


def test_a_longer_name_is_taken_before_the_shorter_one_inside_it(texts: dict[str, str]) -> None:
    text = texts["packet-funeral"]
    found = [(name.span.of(text), name.entity) for name in names_in("packet-funeral", text) if "Rosk" in name.entity]

    assert [
        ("Ants Rosk", "Ants Rosk"),
        ("Einar", "Einar Rosk"),
        ("Rosk", "Ants Rosk"),
    ] == found


@pytest.mark.parametrize("ref", OWN)
def test_a_date_has_an_interval_unless_it_is_a_duration_or_a_set(ref: str) -> None:
    for item in STORY.articles[ref].dates:
        days = (item.earliest, item.latest)

        assert (None not in days) == (item.type in ("DATE", "TIME")), item
        assert days == (None, None) or str(item.earliest) <= str(item.latest), item


def test_articles_without_a_date_say_when_they_must_have_been_published() -> None:
    undated = {ref for ref in REFS if STORY.articles[ref].article["published"] is None}
    windows = {ref: window for ref in REFS if (window := STORY.articles[ref].dating)}

    assert {"gazette-talks"} == undated == set(windows)
    assert all(window.earliest <= window.day <= window.latest for window in windows.values())


def test_every_account_of_a_claim_stands_in_its_article(texts: dict[str, str]) -> None:
    missing = [
        (claim.id, account.article)
        for claim in STORY.claims
        for account in claim.accounts
        if account.text not in texts[account.article]
    ]

    assert not missing


def test_claims_that_conflict_have_two_values_and_claims_that_agree_one() -> None:
    for claim in STORY.claims:
        values = {(account.value or "").strip("~<>=") for account in claim.accounts}

        assert (len(values) == 1) == (claim.relation == "agree"), claim.id


def plain(words: str) -> str:
    return re.sub(r"[^\w\s\[\]]", " ", words).casefold()


def holds(full: str, part: Sequence[str]) -> bool:
    """Tell whether the words stand one after another in the full quotation."""
    return f" {' '.join(part)} " in f" {' '.join(plain(full).split())} "


@pytest.mark.parametrize(("full", "variant"), [(u.full, variant) for u in STORY.quotations for variant in u.variants])
def test_variants_of_a_quotation_are_what_the_truth_calls_them(
    full: Carried, variant: Carried, texts: dict[str, str]
) -> None:
    assert variant.text in texts[variant.article]
    assert full.text in texts[full.article]
    outside = all(holds(full.text, plain(p).split()) for p in re.split(r"\[[^]]*\]", variant.text) if plain(p).strip())
    changes = ("shortened", *(() if outside else ("altered",)), *(("bracketed",) if "[" in variant.text else ()))
    assert variant.changes == (() if variant.carried else changes)


def test_the_republication_is_the_agency_story_word_for_word(texts: dict[str, str]) -> None:
    agency = texts["norrsund-dredger-sinks"].split("\n\n")[:-1]  # without the line that names the reporters

    copied = texts["packet-dredger-sinks"].split("\n\n")

    assert all(paragraph in copied for paragraph in agency)


def test_the_trimmed_copy_says_little_of_its_own(texts: dict[str, str]) -> None:
    agency = set(trigrams(texts["norrsund-dredger-sinks"]))
    trimmed = trigrams(texts["radio-oresk-collision"])
    rewritten = trigrams(texts["straight-keel"])

    assert sum(t in agency for t in trimmed) / len(trimmed) > 0.85
    assert sum(t in agency for t in rewritten) / len(rewritten) < 0.3


def trigrams(text: str) -> list[tuple[str, ...]]:
    words = plain(text).split()
    return list(zip(words, words[1:], words[2:], strict=False))


# what is read of it


def test_the_page_around_the_web_article_stays_out(texts: dict[str, str]) -> None:
    absent = STORY.articles["courier-inquiry"].absent

    assert absent
    assert not [words for words in absent if words in texts["courier-inquiry"]]


@pytest.mark.parametrize("ref", REFS)
def test_no_finding_leaves_its_text(ref: str, read: dict[str, Layers]) -> None:
    end = len(read[ref]["document"].text)
    attributed = read[ref]["attribution"]
    spans = [span for item in attributed for span in (*item.content, *item.source, *item.cue)]

    assert max((span.end for span in spans), default=0) <= end


@pytest.mark.parametrize("ref", [ref for ref in REFS if STORY.articles[ref].dating])
def test_the_estimated_time_of_publication_holds_the_true_day(ref: str, read: dict[str, Layers]) -> None:
    window = STORY.articles[ref].dating
    (dating,) = read[ref]["dating"]

    assert window
    assert window.earliest <= str(dating.earliest) <= window.day
    assert dating.latest is None or window.day <= dating.latest


# fields that cleaning does not find yet: a field that is found leaves this table
UNREAD: dict[str, set[str]] = {
    "courier-crew-freed": {"byline"},
    "half-fathom": {"title", "byline"},
    "norrsund-dredger-sinks": {"wire"},
    "norrsund-equipment-denied": {"wire"},
    "norrsund-toll-rises": {"wire"},
    "packet-dredger-sinks": {"title", "byline", "wire"},
    "packet-lifeboat": {"title"},
    "straight-keel": {"title", "byline", "published"},
}


@pytest.mark.parametrize("ref", REFS)
def test_metadata_is_what_the_article_says(ref: str, read: dict[str, Layers]) -> None:
    article = read[ref]["article"]
    wrong = {
        field: (getattr(article, field), true)
        for field, true in STORY.articles[ref].article.items()
        if not same_field(field, getattr(article, field), true)
    }

    assert set(wrong) <= UNREAD.get(ref, set()), wrong


# measured on 2026-11-22 and rounded down; `speaker` is to reach .9
FLOORS = {
    "metadata": 1.0,
    "zones": 0.87,
    "furniture": 0.76,
    "body kept": 0.99,
    "precision": 0.88,
    "recall": 0.72,
    "f1": 0.79,
    "source": 0.95,
    "act": 0.95,
    "kind": 0.97,
    "speaker": 0.89,
    "dates": 0.79,
    "intervals": 0.98,
    "amounts": 0.74,
    "names found": 0.86,
    "names B3": 0.77,
    "merges": 0.97,
    "events": 0.5,
    "+actor": 0.38,
    "+recipient": 0.27,
    "realis": 0.7,
    "account": 0.88,
}


# the rules find less and are right more often
FLOORS_OF_RULES = {"precision": 0.9, "recall": 0.59, "f1": 0.72, "source": 0.92, "act": 0.95, "kind": 0.92}


@pytest.fixture(scope="session")
def measured() -> dict[str, dict[str, float]]:
    return measure(Path())


@pytest.mark.parametrize("figure", FLOORS)
def test_figures_stay_above_their_floors(figure: str, measured: dict[str, dict[str, float]]) -> None:
    assert measured["rashomon"][figure] >= FLOORS[figure]


@pytest.mark.parametrize("figure", FLOORS_OF_RULES)
def test_figures_of_the_rules_stay_above_theirs(figure: str, measured: dict[str, dict[str, float]]) -> None:
    assert measured["by rules"][figure] >= FLOORS_OF_RULES[figure]
