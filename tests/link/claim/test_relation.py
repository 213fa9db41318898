from __future__ import annotations

from rashomon.link.claim.relation import Told, relate

AUD = Told("a", "Aud Herald", "asserts", attributed=False, day="2025-06-03")
BO = Told("b", "Bo Radio", "asserts", attributed=False, day="2025-06-03")
TAAL = Told("c", "Dal Courier", "attributes", attributed=True, speaker="Taal", day="2025-06-03")
OFFICIALS = Told("d", "Aud Herald", "attributes", attributed=True, source="offici", day="2025-06-01")


def differing(*told: Told) -> str:
    return relate(told, lambda a, b: True)


def agreeing(*told: Told) -> str:
    return relate(told, lambda a, b: False)


def later(told: Told, day: str = "2025-06-09") -> Told:
    return told._replace(document=f"{told.document} later", day=day)


def test_one_account_is_single() -> None:
    assert "single" == agreeing(AUD)


def test_one_article_that_says_it_twice_agrees_with_nobody() -> None:
    assert "single" == agreeing(AUD, AUD)


def test_two_articles_agree() -> None:
    assert "agreement" == agreeing(AUD, TAAL)


def test_two_outlets_in_their_own_voices_conflict() -> None:
    assert "conflict" == differing(AUD, BO)


def test_an_outlet_and_somebody_whom_another_quotes_dispute() -> None:
    assert "dispute" == differing(AUD, TAAL)


def test_an_outlet_that_hedges_is_in_no_conflict() -> None:
    assert "dispute" == differing(AUD, BO._replace(stance="hedges"))


def test_an_outlet_that_says_something_else_later_has_revised_it() -> None:
    assert "revision" == differing(AUD, later(AUD))


def test_a_speaker_who_says_something_else_has_revised_it() -> None:
    assert "revision" == differing(TAAL, TAAL._replace(document="e", outlet="Bo Radio"))


def test_unnamed_officials_revise_it_only_on_a_later_day() -> None:
    assert "revision" == differing(OFFICIALS, later(OFFICIALS))
    assert "dispute" == differing(OFFICIALS, OFFICIALS._replace(document="e", outlet="Bo Radio"))


def test_a_toll_that_rises_is_revised_whoever_tells_it() -> None:
    assert "revision" == relate([AUD, later(BO)], lambda a, b: True, replaces=lambda first, second: True)


def test_a_toll_of_the_same_day_is_not_revised() -> None:
    assert "conflict" == relate([AUD, BO], lambda a, b: True, replaces=lambda first, second: True)


def test_a_conflict_goes_before_all_else() -> None:
    assert "conflict" == differing(AUD, BO, TAAL, later(AUD))
