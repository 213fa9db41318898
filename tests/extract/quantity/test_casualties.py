"""How many people an article says were killed and injured, on short articles of our own."""

from __future__ import annotations

import pytest

from tests.extract.quantity.reading import numbers_of, toll


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Three people were killed and five were injured when a bus overturned near Tolvar.", 3, 5),
        ("A blast in Rinsa killed four people and wounded nine, police said.", 4, 9),
        ("The attack left two people dead and three others injured.", 2, 3),
        ("A gunman killed three people and wounded two in Rinsa on Sunday.", 3, 2),
        ("A 19-year-old man was shot and killed in Rinsa, police said.", 1, 0),
        ("The victim was pronounced dead at the scene. The man was 45.", 1, 0),
        ("A fisherman and his daughter were found dead in Tolvar.", 2, 0),
        ("The collapse of the pier claimed the lives of two sailors.", 2, 0),
        ("Seven people were injured at a party in Rinsa.", 0, 7),
    ],
)
def test_numbers_and_single_victims_are_counted(text: str, killed: int, injured: int) -> None:
    assert [killed, injured] == numbers_of(text)


def test_of_those_hit_the_killed_are_taken_away() -> None:
    text = "Six people were shot in Rinsa. Six people were shot at the market. One man died at the scene."

    assert [1, 5] == numbers_of(text)


def test_one_victim_under_several_descriptions_is_one() -> None:
    text = "A 19-year-old man was killed in Rinsa. Doru Hask, 19, was pronounced dead at the pier. He died at noon."

    assert [1, 0] == numbers_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "He could have been killed.",
        "She tried to kill the mayor.",
        "The mayor was shot at.",
        "The council discussed the budget.",
        "Last year 30 people were killed on the roads.",
        "Two dogs were killed.",
    ],
)
def test_nobody_is_counted_where_nobody_came_to_harm(text: str) -> None:
    assert [None, None] == numbers_of(text)


def test_an_article_about_several_events_gives_no_number() -> None:
    text = "Five people were killed in three shootings in Rinsa."

    assert toll(text).killed is None


def test_numbers_that_contradict_one_another_give_none() -> None:
    text = "Three people were killed in Rinsa. The mayor said four people were killed."

    assert toll(text).killed is None


def test_no_word_of_a_death_is_needed_to_say_that_nobody_died() -> None:
    text = "Seven people were injured at a party in Rinsa. Whether anybody died was not known."

    assert toll(text).killed is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("A boy was shot in Rinsa. He is in critical condition.", [None, None]),
        ("A boy was shot in Rinsa. He was in critical condition and is expected to survive.", [0, 1]),
        ("A boy was shot in Rinsa. He was taken to a clinic.", [0, 1]),
    ],
)
def test_nobody_is_said_to_have_lived_while_somebody_may_yet_die(text: str, numbers: list[int | None]) -> None:
    assert numbers == numbers_of(text)


def test_of_a_massacre_no_number_of_dead_is_given() -> None:
    text = "Nine people were killed in the massacre in Rinsa."

    assert toll(text).killed is None


def test_two_numbers_that_disagree_give_no_count_of_injured() -> None:
    text = "Six people were injured in Rinsa. Four people were shot."

    assert toll(text).injured is None


def test_a_count_points_at_its_words_and_says_why() -> None:
    text = "A blast in Rinsa killed four people and wounded nine."

    killed = toll(text).killed

    assert killed is not None
    assert ("a number says so", ["killed", "people"]) == (killed.reason, [s.of(text) for s in killed.evidence])
