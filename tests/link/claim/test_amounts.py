from __future__ import annotations

import pytest

from rashomon.link.claim.amounts import Amount, are_apart, read_amount
from rashomon.model import Bound, Quantity, Span

Value = float | tuple[float, float] | None


def read(value: Value, bound: Bound = "exact", words: str = "") -> Amount:
    found = read_amount(
        Quantity(id="q", by="quantity/2", document="d", span=Span(0, 1), value=value, bound=bound), words
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("value", "bound", "said"),
    [
        (4.0, "exact", "4"),
        (2.0, "at_least", ">=2"),
        (4.0, "at_most", "<=4"),
        (1900.0, "about", "~1900"),
        ((3500.0, 4500.0), "exact", "3500-4500"),
        (8.4, "exact", "8.4"),
    ],
)
def test_an_amount_is_said_in_short(value: Value, bound: Bound, said: str) -> None:
    assert said == read(value, bound).said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (read(2.0, "at_least"), read(4.0)),
        (read(30.0, "about"), read(28.0)),
        (read(4000.0, "about"), read((3500.0, 4500.0))),
        (read(1900.0), read(1873.0)),
        (read(4.0, "at_most"), read(2.0)),
        (read(None, words="dozens of"), read(77.0)),
    ],
)
def test_two_amounts_that_can_both_be_right_are_not_apart(one: Amount, other: Amount) -> None:
    assert not are_apart(one.low, one.high, other.low, other.high)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (read(30.0, "about"), read(17.0)),
        (read(2.0), read(4.0)),
        (read(6000.0, "at_least"), read((3500.0, 4500.0))),
        (read(None, words="dozens"), read(10000.0)),
        (read(None, words="hundreds of thousands"), read(900.0)),
    ],
)
def test_two_amounts_that_cannot_both_be_right_are_apart(one: Amount, other: Amount) -> None:
    assert are_apart(one.low, one.high, other.low, other.high)
    assert are_apart(other.low, other.high, one.low, one.high)


def test_several_are_no_number() -> None:
    quantity = Quantity(id="q", by="quantity/2", document="d", span=Span(0, 1))

    assert read_amount(quantity, "several") is None
