from __future__ import annotations

from rashomon.link.claim.origins import Voice, find_origins
from rashomon.model import Passage, Reuse, Span
from rashomon.profiles import Dependence

HERE = Span(0, 10)
OWN = Dependence(newsroom={"a": "Aud Herald", "b": "Bo Radio", "c": "Aud Herald"})


def shared(one: str, other: str, span: Span = HERE) -> Reuse:
    return Reuse(
        id=f"{one}{other}",
        by="reuse/1",
        a=Passage(document=one, span=span),
        b=Passage(document=other, span=span),
        kind="partial",
    )


def test_two_newsrooms_are_two_origins() -> None:
    assert ["Aud Herald", "Bo Radio"] == find_origins([Voice("a", HERE), Voice("b", HERE)], OWN)


def test_two_articles_of_one_newsroom_are_one_origin() -> None:
    assert ["Aud Herald", "Aud Herald"] == find_origins([Voice("a", HERE), Voice("c", HERE)], OWN)


def test_one_man_whom_two_outlets_quote_is_one_origin() -> None:
    found = find_origins([Voice("a", HERE, "Taal"), Voice("b", HERE, "Taal")], OWN)

    assert ["Taal", "Taal"] == found


def test_two_men_whom_one_newsroom_quotes_are_two_origins() -> None:
    found = find_origins([Voice("a", HERE, "Taal"), Voice("c", HERE, "Venn")], OWN)

    assert ["Taal", "Venn"] == found


def test_what_a_newsroom_says_itself_is_not_independent_of_whom_it_quotes() -> None:
    found = find_origins([Voice("a", HERE, "Taal"), Voice("c", HERE)], OWN)

    assert ["Aud Herald", "Aud Herald"] == found


def test_accounts_in_a_shared_passage_are_one_origin() -> None:
    passages = Dependence(newsroom=OWN.newsroom, passages=[shared("a", "b")])

    assert 1 == len(set(find_origins([Voice("a", HERE), Voice("b", HERE)], passages)))


def test_accounts_beside_a_shared_passage_stay_two_origins() -> None:
    passages = Dependence(newsroom=OWN.newsroom, passages=[shared("a", "b", Span(50, 90))])

    assert 2 == len(set(find_origins([Voice("a", HERE), Voice("b", HERE)], passages)))


def test_what_hangs_together_over_a_third_is_one_origin() -> None:
    voices = [Voice("a", HERE), Voice("b", HERE, "Taal"), Voice("c", HERE, "Taal")]

    assert ["Aud Herald"] * 3 == find_origins(voices, OWN)
