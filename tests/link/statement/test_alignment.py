import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.statement import Quoted, align_words
from rashomon.link.statement.wording import words_of
from rashomon.model import Span


def whole(text: str) -> Quoted:
    return Quoted(text, (Span(0, len(text)),))


def said(full: str, use: str) -> list[tuple[str, str, str]]:
    """Return the differences as words: the kind, the full ones, those of the use."""
    return [
        (d.kind, d.full.of(full) if d.full else "", d.use.of(use) if d.use else "")
        for d in align_words(whole(full), whole(use))
    ]


@pytest.mark.parametrize(
    ("full", "use"),
    [
        ("We won’t go — not today.", "we won't go, not today"),
        ("The tax-filing guidance", "the tax filing guidance"),
        ("these e-mails were read", "These emails were read"),
        ("a two-in-three chance", "a 2 in 3 chance"),
        ("Senator Reid thinks so", "Sen. Reid thinks so"),
        ("the café on the U.S. side", "the cafe on the US side"),
        ("When we came", "[W]hen we came"),
    ],
)
def test_ways_of_printing_are_no_difference(full: str, use: str) -> None:
    assert {kind for kind, _, _ in said(full, use)} == {"kept"}


def test_a_word_for_another_stands_beside_it() -> None:
    assert said("those who gave the order will be named", "those who gave the order will pay") == [
        ("kept", "those who gave the order will", "those who gave the order will"),
        ("replaced", "be named", "pay"),
    ]


def test_words_in_brackets_stand_for_those_left_out() -> None:
    assert said("We will not answer this with guns", "We will not answer [the sinking] with guns") == [
        ("kept", "We will not answer", "We will not answer"),
        ("bracketed", "this", "the sinking"),
        ("kept", "with guns", "with guns"),
    ]


def test_an_explanation_in_brackets_stands_for_nothing() -> None:
    assert said("We have taken two", "We [the police] have taken two") == [
        ("kept", "We", "We"),
        ("bracketed", "", "the police"),
        ("kept", "have taken two", "have taken two"),
    ]


def test_dots_are_no_words() -> None:
    assert said("no evidence, none whatsoever, of a leak", "no evidence ... of a leak") == [
        ("kept", "no evidence", "no evidence"),
        ("left_out", "none whatsoever", ""),
        ("kept", "of a leak", "of a leak"),
    ]


def test_small_words_between_others_do_not_agree() -> None:
    kinds = [kind for kind, _, _ in said("the harbour of the old town sleeps", "a ship and the crew drown at sea")]

    assert kinds == ["replaced"]


def test_a_difference_never_crosses_a_quotation_mark() -> None:
    text = "“We left,” she said, “at noon.”"
    full = Quoted(text, (Span(1, 8), Span(22, 29)))

    assert [d.full.of(text) for d in align_words(full, whole("We left at noon.")) if d.full] == ["We left", "at noon"]


WORDS = st.lists(st.sampled_from(["guns", "order", "the", "will", "[sinking]", "pay", "U.S.", "not"]), max_size=12)


@given(full=WORDS, use=WORDS)
def test_every_word_of_both_sides_is_in_one_difference(full: list[str], use: list[str]) -> None:
    sides = " ".join(["begin", *full]), " ".join(["begin", *use])
    found = align_words(whole(sides[0]), whole(sides[1]))

    for side, spans in zip(sides, ([d.full for d in found], [d.use for d in found]), strict=True):
        words = words_of(side, [Span(0, len(side))])
        assert [sum(span is not None and span.holds(w.span) for span in spans) for w in words] == [1] * len(words)


@given(full=WORDS, use=WORDS)
def test_what_is_kept_has_the_same_letters(full: list[str], use: list[str]) -> None:
    sides = " ".join(["begin", *full]), " ".join(["begin", *use])

    for kind, ours, theirs in said(*sides):
        if kind == "kept":
            assert [w.form for w in words_of(ours, [Span(0, len(ours))])] == [
                w.form for w in words_of(theirs, [Span(0, len(theirs))])
            ]
