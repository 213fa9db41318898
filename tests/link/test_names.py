"""Two names of one thing, or of two: a long list of facts, and what each rule is for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.identity import same_name

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "name_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("said", "a", "b", "why"), ROWS, ids=[f"{a} | {b}" for _, a, b, _ in ROWS])
def test_names_of_one_thing_are_the_same_and_others_stay_apart(said: str, a: str, b: str, why: str) -> None:
    assert (said == "same") == same_name(a, b).same, why


names = st.one_of(st.text(max_size=20), st.sampled_from([name for _, a, b, _ in ROWS for name in (a, b)]))


@given(names, names)
def test_whether_two_names_are_the_same_does_not_hang_on_their_order(a: str, b: str) -> None:
    assert same_name(a, b).same == same_name(b, a).same


@given(names)
def test_every_name_is_the_same_as_itself(name: str) -> None:
    assert same_name(name, name).same


@given(names, names)
def test_a_verdict_has_a_reason_and_a_score_on_its_side(a: str, b: str) -> None:
    verdict = same_name(a, b)

    assert verdict.reason
    assert verdict.same == (verdict.score >= 0.5)
