from __future__ import annotations

from rashomon.clean import clean_document
from rashomon.link.story import find_bag, likeness_of, make_story
from rashomon.model import Declared, RawDocument
from rashomon.profiles import Bag

SINKING = (
    "The dredger Anna Reet sank off Kaldra before dawn. Nine of the crew of the Anna Reet are missing, Kaldra says."
)


def bag(text: str, date: str | None = None, title: str | None = None) -> Bag:
    declared = Declared(date=date, title=title)
    raw = RawDocument(ref=text[:20], content=text.encode(), media_type="text/plain", charset="utf-8", declared=declared)
    layers = clean_document(raw)
    return find_bag(layers["document"], layers["article"], [], layers["zone"])


def made(document: str, day: str | None, **terms: int) -> Bag:
    return Bag(document=document, terms=terms, earliest=day, latest=day)


def test_names_and_numbers_weigh_twice_what_words_as_rare_do() -> None:
    found = bag("Some zorbet stood beside Zorbet at pier 4417.").terms

    assert found["Zorbet"] == found["4417"]
    # in lower case it stands there twice, as a word and as what the name is made of: 1 + ln 2
    assert abs(found["zorbet"] / found["Zorbet"] - (1 + 0.693) / 2) < 0.01
    assert "the" not in found


def test_a_headline_in_capitals_has_the_names_of_the_text() -> None:
    assert "Kaldra" in bag("DREDGER SINKS OFF KALDRA\n\n" + SINKING).terms
    assert {"EU", "McBain"} <= bag("The EU sent divers to the wreck, and nobody else came to help McBain.").terms.keys()


def test_what_is_longer_than_any_word_is_none() -> None:
    assert bag(SINKING).terms == bag(f"{SINKING}\n\n{'x' * 5000}").terms


def test_furniture_is_no_evidence() -> None:
    footer = "\n\nSubscribe to our newsletter\n\nFollow us on Facebook and Twitter\n\nAll rights reserved."

    assert bag(SINKING).terms == bag(SINKING + footer).terms


def test_a_title_beside_the_text_counts() -> None:
    assert "Halvian" in bag(SINKING, title="Halvian dredger lost").terms


def test_likeness_falls_with_the_days_between_and_not_beyond_the_tenth() -> None:
    first = made("a", "2025-10-14", kaldra=800, dredger=600)
    alike = [likeness_of(first, made("b", day, kaldra=800, dredger=600)) for day in DAYS]

    # .45 is left after ten days, and after a year
    assert [1_000_000, 923_254, 450_000, 450_000] == alike


DAYS = ("2025-10-14", "2025-10-15", "2025-10-24", "2026-10-14")


def test_an_article_without_a_date_is_a_few_days_from_all() -> None:
    dated, undated = made("a", "2025-10-14", kaldra=1000), made("b", None, kaldra=1000)

    assert likeness_of(undated, dated) == likeness_of(dated, undated) == 670_820  # .45 ** (5 / 10)


def test_days_between_which_an_article_came_out_count_at_their_nearest() -> None:
    dated = made("a", "2025-10-14", kaldra=1000)
    between = Bag(document="b", terms={"kaldra": 1000}, earliest="2025-10-10", latest="2025-10-20")

    assert 1_000_000 == likeness_of(dated, between)


def test_what_is_hardly_alike_is_not_alike() -> None:
    # .3 * .3 is below a tenth
    assert 0 == likeness_of(made("a", None, kaldra=300, x=953), made("b", None, kaldra=300, y=953))


def test_a_story_is_called_after_its_first_article_and_says_which_words_its_articles_share() -> None:
    later = made("a", "2025-10-15", Kaldra=700, kaldra=350, dredger=500, the=300, Orva=100)
    first = made("b", "2025-10-14", Kaldra=700, kaldra=350, dredger=400, the=300, sand=200)
    story = make_story([later, first])

    assert ("a", "b") == story.documents
    # Orva and sand stand in one article only, and everybody says "the"
    assert "Kaldra, dredger" == story.reason
    assert story.id == make_story([first]).id != make_story([later]).id
