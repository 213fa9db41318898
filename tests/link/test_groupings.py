"""Items of each kind: whom they name, and whether one that has chosen stays with it when some come before it."""

import pytest
from msgspec.structs import replace

from rashomon.link.groupings import CLAIMS, EVENTS
from rashomon.link.statement import choose_saying
from rashomon.model import Span, digest
from rashomon.profiles import Deed, Figure, Grouping, Item, Saying, Telling
from tests.link.event.accounts import account
from tests.link.statement.sayings import saying

DEEDS, NUMBERS, STATEMENTS = CLAIMS
WORDS = '"We will not pay for a bridge that nobody crossed"'
USE = saying(WORDS, by="Mara Lint", document="b")
SAME, SHORTER, OTHER = (
    saying(text, by="Mara Lint")
    for text in (
        WORDS[:-1] + ', and we said so"',
        '"We will not pay a crown for any such bridge that nobody crossed"',
        '"The filters will be replaced"',
    )
)


SHELLED = account("shelled", "ASSAULT", by="Kestovia", to=("Orsk", "Varn"), on="2026-03-02")
TELLING = Telling(profile=SHELLED, realis="asserted", source=digest("Mara Lint"))
DEED = Deed(
    finding="1", document="a", span=Span(0, 1), profile=SHELLED, lemma="shell", words="Kestovia shelled Orsk and Varn",
    realis="asserted", stance="attributes", speaker=digest("Mara Lint"),
)  # fmt: skip
FIGURE = Figure(finding="2", document="a", span=Span(0, 1), told=DEED, words="12 shells", low=12, said="12")


@pytest.mark.parametrize(
    ("grouping", "one", "names"),
    [
        (EVENTS, TELLING, ["Kestovia", "Orsk", "Varn", "Mara Lint"]),
        (DEEDS, DEED, ["Kestovia", "Orsk", "Varn", "Mara Lint"]),
        (NUMBERS, FIGURE, ["Kestovia", "Orsk", "Varn", "Mara Lint"]),
        (
            STATEMENTS,
            saying(WORDS, by="Mara Lint", beside=["Olav Brek", "Ivo Sand"]),
            ["Mara Lint", "Olav Brek", "Ivo Sand"],
        ),
    ],
    ids=lambda given: getattr(given, "kind", None),
)
def test_whom_an_item_names_are_those_who_may_be_somebody_of_the_pile(
    grouping: Grouping, one: Item, names: list[str]
) -> None:
    assert sorted(map(digest, names)) == sorted(grouping.entities(one))

    resolved = grouping.resolve(one, {digest(name): name for name in names})
    assert sorted(names) == sorted(grouping.entities(resolved))


@pytest.mark.parametrize("grouping", [DEEDS, NUMBERS, STATEMENTS], ids=lambda given: given.kind)
def test_an_item_of_which_nobody_is_known_names_nobody(grouping: Grouping) -> None:
    nobody = replace(DEED, profile=account("rained", "ASSAULT"), speaker=None)
    items = {DEEDS: nobody, NUMBERS: replace(FIGURE, told=nobody), STATEMENTS: saying(WORDS)}

    assert set() == grouping.entities(items[grouping])


def with_antecedent(one: Saying, other: Saying) -> Saying:
    return replace(one, antecedent=choose_saying(one, [other]))


def test_who_is_less_like_than_what_was_chosen_changes_nothing() -> None:
    likely, less = (choose_saying(USE, [other]) for other in (SAME, SHORTER))
    assert likely is not None
    assert less is not None
    assert less.score < likely.score

    assert STATEMENTS.stays(with_antecedent(USE, SAME), [SAME, SHORTER])
    assert not STATEMENTS.stays(with_antecedent(USE, SHORTER), [SAME, SHORTER])


@pytest.mark.parametrize(("finding", "stays"), [("0", False), ("g", True)])
def test_of_two_that_are_as_like_the_first_is_chosen_whichever_came_first(finding: str, stays: bool) -> None:
    twin = replace(SAME, finding=finding)

    assert stays is STATEMENTS.stays(with_antecedent(USE, SAME), [OTHER, SAME, twin])


@pytest.mark.parametrize(("new", "stays"), [(OTHER, True), (SAME, False)])
def test_what_was_nobodys_stays_so_unless_somebody_comes_whom_it_would_choose(new: Saying, stays: bool) -> None:
    assert stays is STATEMENTS.stays(USE, [new])


def test_an_event_stays_with_what_it_has_chosen_unless_another_comes_that_is_like_it() -> None:
    one, chosen, other, third = (
        Telling(profile=account(deed, "ASSAULT", to=town, on="2026-03-02"), realis="asserted", source="a")
        for deed, town in (("shelled", "Orsk"), ("shelling", "Orsk"), ("shelled", "Varn"), ("bombardment", "Orsk"))
    )
    following = replace(one, antecedent=EVENTS.choose(one, [chosen]))
    assert following.antecedent is not None

    assert EVENTS.stays(following, [chosen, other])
    assert not EVENTS.stays(following, [chosen, third])
    assert not EVENTS.stays(one, [chosen, other])
