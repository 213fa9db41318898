"""The verb over a time -> behind or ahead."""

from __future__ import annotations

import pytest

from rashomon.extract.timex.tense import direction_of, told_as_fact
from tests.extract.timex.reading import parsed

DIRECTIONS = [
    ("They left on Friday.", -1, "left"),
    ("They have left since Friday.", -1, "since"),
    ("They will leave on Friday.", 1, "leave"),
    ("They could leave on Friday.", 1, "leave"),
    ("They are leaving on Friday.", 1, "leaving"),
    ("They leave on Friday.", 1, "leave"),
    ("They are known on Friday.", 1, "known"),
    ("They promised to leave on Friday.", 1, "leave"),
    ("They began to leave on Friday.", -1, "began"),
    ("Talks expected on Friday failed.", 1, "expected"),
    ("Talks that had been expected on Friday failed.", -1, "expected"),
    ("A statement released on Friday was lost.", -1, "released"),
]


@pytest.mark.parametrize(("sentence", "sign", "verb"), DIRECTIONS, ids=[d[0] for d in DIRECTIONS])
def test_the_nearest_verb_that_tells_decides(sentence: str, sign: int, verb: str) -> None:
    _, parse = parsed(sentence)
    friday = list(parse.words).index("Friday")

    direction = direction_of(parse, friday, friday)

    assert (sign, verb) == (direction.sign, parse.words[direction.verb])


def test_a_phrase_without_a_verb_tells_nothing() -> None:
    _, parse = parsed("No ferry on Friday.")

    assert (0, -1) == direction_of(parse, 3, 3)


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("They left in 2010.", -1),
        ("They will leave in 2010.", 1),
        ("They would leave in 2010.", 0),
        ("They spoke of 2010.", 0),
        ("They were to leave by 2010.", 0),
    ],
)
def test_only_a_plain_verb_over_the_time_tells_a_fact(sentence: str, sign: int) -> None:
    _, parse = parsed(sentence)
    year = list(parse.words).index("2010")

    assert sign == told_as_fact(parse, year, year)
