"""An item that has chosen, and those that come to those before it: it stays with what it has chosen, or may not."""

import pytest
from msgspec.structs import replace

from rashomon.link.groupings import CLAIMS, EVENTS
from rashomon.link.statement import choose_saying
from rashomon.profiles import Saying, Telling
from tests.link.event.accounts import account
from tests.link.statement.sayings import saying

STATEMENTS = next(one for one in CLAIMS if one.kind == "statement")
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


def with_antecedent(one: Saying, other: Saying) -> Saying:
    return replace(one, antecedent=choose_saying(one, [other]))


def test_who_is_less_like_than_what_was_chosen_changes_nothing() -> None:
    likely, less = (choose_saying(USE, [other]) for other in (SAME, SHORTER))
    assert likely is not None
    assert less is not None
    assert less.score < likely.score

    assert STATEMENTS.stays(with_antecedent(USE, SAME), [SHORTER])
    assert not STATEMENTS.stays(with_antecedent(USE, SHORTER), [SAME])


def test_who_is_as_like_as_what_was_chosen_may_stand_before_it() -> None:
    twin = replace(SAME, finding="0", document="0")

    assert not STATEMENTS.stays(with_antecedent(USE, SAME), [OTHER, twin])


@pytest.mark.parametrize(("new", "stays"), [(OTHER, True), (SAME, False)])
def test_what_was_nobodys_stays_so_unless_somebody_comes_whom_it_would_choose(new: Saying, stays: bool) -> None:
    assert stays is STATEMENTS.stays(USE, [new])


def test_an_event_that_has_chosen_is_compared_again_with_all_since_they_are_company_for_each_other() -> None:
    one, other = (
        Telling(profile=account("shelled", "ASSAULT", to=town, on="2026-03-02"), realis="asserted", source="a")
        for town in ("Orsk", "Varn")
    )
    chosen = EVENTS.choose(one, [replace(one, profile=account("shelling", "ASSAULT", to="Orsk", on="2026-03-02"))])
    assert chosen is not None

    assert EVENTS.stays(one, [other])
    assert not EVENTS.stays(replace(one, antecedent=chosen), [other])
