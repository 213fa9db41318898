from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.reuse import Comparison, compare, prepare
from rashomon.model import Span
from tests.link.reuse.articles import FIRE, OTHER, PITCH, THIRD, article, retyped

STORY = article(*FIRE)


def compared(a: str, b: str) -> Comparison:
    found = compare(prepare(a), prepare(b))

    assert found
    return found


def shared(a: str, b: str) -> list[tuple[str, str]]:
    """Return the passages of two texts as they read in each."""
    return [(p.a.of(a), p.b.of(b)) for p in compared(a, b).passages]


def test_a_copy_is_one_passage_however_it_is_set() -> None:
    other = retyped(STORY)

    assert [(STORY, other)] == shared(STORY, other)


def test_a_trim_keeps_the_paragraphs_that_are_left() -> None:
    trimmed = article(*FIRE[:2], *FIRE[4:])

    assert [(article(*FIRE[:2]),) * 2, (article(*FIRE[4:]),) * 2] == shared(STORY, trimmed)
    assert "republication" == compared(STORY, trimmed).kind


def test_paragraphs_in_another_order_are_passages_of_their_own() -> None:
    moved = article(FIRE[3], *FIRE[:3], *FIRE[4:])

    found = shared(STORY, moved)

    assert [(article(*FIRE[:3]),) * 2, (FIRE[3],) * 2, (article(*FIRE[4:]),) * 2] == found


def test_a_sentence_that_is_put_in_belongs_to_the_passage() -> None:
    longer = STORY.replace("Nobody was hurt.", "Nobody was hurt. A cat that lived in the silo has not been seen since.")

    assert [(STORY, longer)] == shared(STORY, longer)


def test_edits_leave_a_passage_whole() -> None:
    edited = STORY.replace("destroyed", "wrecked").replace("smoke rise", "a plume of smoke").replace("crowns", "Kr")

    assert [(STORY, edited)] == shared(STORY, edited)


def test_a_passage_ends_where_its_sentence_does_though_the_last_words_differ() -> None:
    reworded = FIRE[0].replace("abroad", "overseas")

    assert [(FIRE[0], reworded)] == shared(STORY, article(OTHER[0], reworded, OTHER[1]))


def test_letters_that_agree_by_chance_beyond_a_sentence_are_not_shared() -> None:
    host = article(FIRE[0], "Not one of the guests had been told about it, and they went home hungry and quarrelled.")

    assert [(FIRE[0], FIRE[0])] == shared(STORY, host)


def test_a_paragraph_in_another_article_is_partial() -> None:
    assert "partial" == compared(STORY, article(*OTHER, FIRE[0], *THIRD)).kind


def test_words_that_both_quote_are_a_quote() -> None:
    words = "“We had the hoses on it within nine minutes, and nine minutes were too many,”"
    host = article(*OTHER, f"{words} the chief of the brigade told a reporter.")

    assert [(words, words)] == shared(STORY, host)
    assert "quote" == compared(STORY, host).kind


STATEMENT = "“" + " ".join((*OTHER, *THIRD)).replace("“", "").replace("”", "") + "”"


def test_two_who_quote_one_statement_at_length_are_no_copies() -> None:
    a, b = article(FIRE[0], STATEMENT, FIRE[1]), article(FIRE[3], STATEMENT, FIRE[5])

    assert "quote" == compared(a, b).kind
    assert 0.5 < compared(a, b).containment


def test_a_formula_of_the_trade_is_no_reuse() -> None:
    formula = "who spoke on the condition of anonymity because he was not authorised to"
    a, b = article(*FIRE, f"An officer, {formula} talk, agreed."), article(*OTHER, f"So did a clerk, {formula} sign.")

    assert compare(prepare(a), prepare(b)) is None


PITCHED = [Span(0, len(PITCH))]


def test_a_name_with_its_title_some_words_before_a_passage_does_not_belong_to_it() -> None:
    name = "Rear Admiral Teodor Vasslin,"
    quoted = "“No boat of mine has left the harbour since the feast of the patron, and none will before the ice goes.”"
    a = article(*FIRE, f"{name} who had come up by the night train and looked it, told the inquiry: {quoted}")
    b = article(*OTHER, f"{name} has written: {quoted}")

    assert [(quoted, quoted)] == shared(a, b)


def test_stock_is_not_shared() -> None:
    a, b = article(PITCH, FIRE[0]), article(PITCH, OTHER[0])

    assert [(PITCH, PITCH)] == shared(a, b)
    assert compare(prepare(a, PITCHED), prepare(b, PITCHED)) is None


def test_stock_does_not_count_towards_the_size_of_a_text() -> None:
    note, host = article(PITCH, FIRE[0]), article(PITCH, *OTHER, FIRE[0])

    found = compare(prepare(note, PITCHED), prepare(host, PITCHED))

    assert found
    assert ("republication", 1.0) == (found.kind, found.containment)


def test_stock_in_the_middle_of_a_copy_belongs_to_it() -> None:
    text = article(*FIRE[:2], PITCH, *FIRE[2:])
    pitch = [Span(text.index(PITCH), text.index(PITCH) + len(PITCH))]

    found = compare(prepare(text, pitch), prepare(text, pitch))

    assert found
    assert [Span(0, len(text))] == [p.a for p in found.passages]


@pytest.mark.parametrize("text", [STORY * 40, "ah " * 400, f"{FIRE[0]} 🔥🔥 {FIRE[1]}"], ids=["long", "ah", "emoji"])
def test_a_text_is_its_own_copy(text: str) -> None:
    found = compared(text, text)

    assert ("republication", 1.0) == (found.kind, found.containment)
    assert [text.strip()] == [p.a.of(text).strip() for p in found.passages]


def test_of_a_paragraph_that_is_printed_twice_one_is_shared() -> None:
    twice = article(FIRE[0], *OTHER, FIRE[0])

    assert 1 == len(shared(FIRE[0], twice))


@pytest.mark.parametrize("text", ["", "🔥", "No.", "“"])
def test_what_says_nothing_shares_nothing(text: str) -> None:
    assert compare(prepare(text), prepare(text)) is None
    assert compare(prepare(text), prepare(STORY)) is None


awkward = st.sampled_from(["\u0301", "\u200d", "🇺🇦", "”", "ﬁ", "\N{COMBINING ENCLOSING CIRCLE}"])
pieces = st.lists(st.one_of(st.sampled_from([*FIRE, *OTHER]), st.text(max_size=30), awkward), max_size=8)


@given(pieces, pieces)
def test_passages_stand_in_both_texts_and_no_letter_is_in_two(first: list[str], second: list[str]) -> None:
    a, b = " ".join(first), "\n".join(second)

    found = compare(prepare(a), prepare(b))

    passages = found.passages if found else ()
    for text, spans in ((a, [p.a for p in passages]), (b, [p.b for p in passages])):
        letters = [i for s in spans for i in range(s.start, s.end) if text[i].isalnum()]
        assert all(s.end <= len(text) for s in spans)
        assert len(letters) == len(set(letters))


@given(pieces, pieces)
def test_the_order_of_two_texts_changes_nothing_but_the_sides(first: list[str], second: list[str]) -> None:
    a, b = prepare(" ".join(first)), prepare("\n".join(second))

    there, back = compare(a, b), compare(b, a)

    assert (there and (there.kind, there.containment)) == (back and (back.kind, back.containment))
