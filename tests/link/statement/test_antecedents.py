import pytest

from rashomon.link.statement import choose_saying
from rashomon.link.statement.keys import place_of
from rashomon.profiles import Saying
from tests.link.statement.sayings import saying, share_a_key

LINT = "Mara Lint"
FULL = saying('"We will not pay for a bridge that nobody crossed, and the builders will be asked why it fell"', by=LINT)
FILTERS = saying('"The filters will be replaced by the end of June"', by=LINT)
TOLD = saying("that the council had spent 40 million crowns on the river bridge", by=LINT)


def same(full: Saying, other: Saying) -> bool:
    """Tell whether the two meet, and the one that quotes less is found to be the other."""
    first, second = sorted((full, other), key=place_of)
    return share_a_key(full, other) and choose_saying(second, [first]) is not None


@pytest.mark.parametrize(
    "use",
    [
        saying('"We will not pay for a bridge that nobody crossed"', by=LINT, document="b"),
        # a word for another, a negation lost, a word in brackets, words cut out
        saying('"We will not pay for a bridge that nobody wanted"', by=LINT, document="b"),
        saying('"We will pay for a bridge that nobody crossed, and the builders will be asked"', by=LINT, document="b"),
        saying('"We will not pay for [the Sarn] bridge that nobody crossed"', by=LINT, document="b"),
        saying('"We will not pay for a bridge ... the builders will be asked why it fell"', by=LINT, document="b"),
        # words that nobody else says are known whoever is named, in any year
        saying(
            '"not pay for a bridge that nobody crossed, and the builders will be asked why"', document="b", day=None
        ),
        saying('"We will not pay for a bridge that nobody crossed, and the builders will be asked"', by="Ivo Sand"),
        # few words count from the same mouth in the same days, in the same surroundings
        saying('the builders must explain why it "fell"', by=LINT, document="b"),
        saying('"the builders will be asked"', by="the minister", beside=[LINT], document="b"),
    ],
    ids=lambda s: s.quoted[0].text[:50],
)
def test_printings_of_one_utterance_are_joined(use: Saying) -> None:
    assert same(FULL, use)


@pytest.mark.parametrize(
    ("full", "other"),
    [
        # another thing, or the contrary on another day
        (FILTERS, saying('"The pumps will be replaced by the end of June"', by=LINT, document="b")),
        (saying('"We will strike on Monday"', by=LINT), saying('"We will not meet on Monday"', by=LINT, document="b")),
        # forms of words
        (saying('"No comment"', by=LINT), saying('"No comment"', by=LINT, document="b")),
        (
            saying('"We do not comment on ongoing investigations"', by=LINT),
            saying('"We do not comment on ongoing investigations"', by="Ivo Sand", document="b"),
        ),
        # a few words of anybody, or of the same one much later, or in other surroundings
        (FULL, saying('"a bridge"', by="Ivo Sand", document="b")),
        (FULL, saying('"the builders"', by=LINT, document="b", day="2026-04-20")),
        (FULL, saying('as a "bridge" between the two peoples', by=LINT, document="b")),
        # words that are in both, but far apart
        (
            FULL,
            saying('"Nobody paid the builders of that wall, and I never asked why it stood"', by=LINT, document="b"),
        ),
    ],
    ids=lambda s: s.quoted[0].text[:50],
)
def test_other_utterances_stay_apart(full: Saying, other: Saying) -> None:
    assert not same(full, other)


@pytest.mark.parametrize(
    "other",
    [
        saying("the council spent 40 million crowns on the river bridge", by=LINT, document="b"),
        saying("that the river bridge council had spent 40 million crowns on the bridge", by=LINT, document="b"),
        saying('the council had "spent 40 million crowns" on the river bridge', by=LINT, document="b"),
    ],
    ids=lambda s: s.plain[0].text[:50],
)
def test_reports_of_one_statement_are_joined(other: Saying) -> None:
    assert same(TOLD, other)


@pytest.mark.parametrize(
    "other",
    [
        # the contrary, another number, another thing, who did it to whom, another speaker, another month
        saying("that the council had not spent 40 million crowns on the river bridge", by=LINT, document="b"),
        saying("that the council had spent 30 million crowns on the river bridge", by=LINT, document="b"),
        saying("that the council had spent 40 million crowns on the river tunnel", by=LINT, document="b"),
        saying("that the council had spent 40 million crowns on the river bridge", by="Ivo Sand", document="b"),
        saying("the council had spent 40 million crowns on the river bridge", by=LINT, document="b", day="2026-05-02"),
    ],
    ids=lambda s: f"{s.plain[0].text[:60]} {s.day}",
)
def test_like_reports_stay_apart(other: Saying) -> None:
    assert not same(TOLD, other)


def test_the_same_words_of_nobody_known_are_one_statement() -> None:
    one = saying("the load of 1,900 tonnes of sand was too heavy for the ship", by="the harbour office", day=None)
    other = saying("the load of 1,900 tonnes of sand was too heavy for the ship", by="its office", document="b")

    assert same(one, other)


def test_a_whole_sentence_is_known_without_a_name() -> None:
    one = saying('"I would not bathe a cat in it"', by="he", day=None)

    assert same(one, saying('"I would not bathe a cat in it"', by=LINT, document="b"))
    assert not same(one, saying('"I would not do it"', by=LINT, document="b"))


def test_who_does_what_to_whom_is_not_turned_round() -> None:
    one = saying("that Halvian gunboats had attacked the Kestovian fishing fleet near the island", by=LINT)
    turned = saying(
        "that the Kestovian fishing fleet had attacked Halvian gunboats near the island", by=LINT, document="b"
    )

    assert not same(one, turned)


def test_who_denies_a_thing_does_not_say_it() -> None:
    denied = saying(
        "that the council had spent 40 million crowns on the river bridge", by=LINT, act="denial", document="b"
    )

    assert not same(TOLD, denied)


def test_of_several_the_likeliest_is_chosen() -> None:
    part = saying('"We will not pay for a bridge"', by=LINT, document="c")
    use = saying('"not pay for a bridge that nobody crossed"', by=LINT, document="b")
    found = choose_saying(use, [part, FULL])

    assert found is not None
    assert found.finding == FULL.finding


def test_who_quotes_most_comes_first_and_of_these_the_earliest() -> None:
    late = saying('"a bridge that nobody crossed"', by=LINT, day="2026-03-09")
    early = saying('"a bridge that nobody crossed"', by=LINT, day="2026-03-01", document="z")

    assert sorted([TOLD, late, early, FULL], key=place_of) == [FULL, early, late, TOLD]
