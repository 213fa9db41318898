import pytest

from rashomon.link.event.tellings import is_known
from rashomon.link.event.within import Mentioned, recall
from rashomon.model import Span
from rashomon.profiles import EventProfile
from tests.link.event.accounts import account

SHELLING = account("shelled", "ASSAULT", by="Kestovian guns", to="the town of Orsk", on="2026-03-02")
SEIZURE = account("seized", "COERCE", by="Kestovia", to="the Vela", on="2026-03-02")


def read_after(before: EventProfile, later: EventProfile, known: bool | None) -> EventProfile:
    """Return what a later mention says to who has read the one before it."""
    return recall([Mentioned(before, None), Mentioned(later, known)])[1]


def test_a_bare_mention_says_what_its_article_said_before() -> None:
    bare = account("bombardment", "ASSAULT", told="2026-03-05", sentence="Ola spoke of the bombardment")

    found = read_after(SHELLING, bare, known=True)

    assert SHELLING.actors == found.actors
    assert SHELLING.recipients == found.recipients
    assert ("2026-03-02", "2026-03-02", True) == (found.earliest, found.latest, found.dated)
    assert bare.words == found.words


def test_a_known_event_may_be_called_by_a_wider_word_of_its_type() -> None:
    bare = account("arrest", "COERCE", told="2026-03-05", sentence="The owner condemned the arrest")

    assert SEIZURE.recipients == read_after(SEIZURE, bare, known=True).recipients


UNLIKE = {
    "told as a new one": (account("shelling", "ASSAULT", sentence="Another shelling followed"), False),
    "another victim": (account("shelled", "ASSAULT", to="Varn", sentence="Varn was shelled"), None),
    "another day": (account("shelling", "ASSAULT", on="2026-03-04", sentence="Wednesday's shelling"), True),
    "another type": (account("talks", "CONSULT", sentence="The talks went on"), True),
    "another actor": (account("shelled", "ASSAULT", by="Halvia", sentence="Halvia shelled"), None),
}  # fmt: skip


@pytest.mark.parametrize(("later", "known"), UNLIKE.values(), ids=UNLIKE)
def test_a_mention_that_may_be_of_another_event_is_left_as_it_is(later: EventProfile, known: bool | None) -> None:
    assert later == read_after(SHELLING, later, known)


def test_the_latest_mention_that_says_something_is_recalled() -> None:
    second = account("shelled", "ASSAULT", by="Kestovian guns", to="Varn", on="2026-03-04")
    bare = account("shelling", "ASSAULT", told="2026-03-05", sentence="They fled the shelling")

    found = recall([Mentioned(SHELLING, None), Mentioned(second, None), Mentioned(bare, known=True)])

    assert second.recipients == found[2].recipients


@pytest.mark.parametrize(
    ("before", "known"),
    [
        ("They denied the ", True),
        ("They denied that first ", True),
        ("Five died in Monday's ", True),
        ("They feared another ", False),
        ("Then came a second ", False),
        ("Orsk expects ", None),
    ],
)
def test_whether_the_reader_knows_of_an_event_is_told_by_the_word_before_it(before: str, known: bool | None) -> None:
    assert is_known(f"{before}raid.", Span(len(before), len(before) + 4)) is known
