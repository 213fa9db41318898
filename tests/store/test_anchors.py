from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Attribution, Span
from rashomon.store.anchors import carry, carry_span

FERRY = "The ferry from Orsk was late again on Monday, said Ms Aud. The bridge at Vell was shut on Monday, said Ms Aud."


def find(words: str, text: str, last: bool = False) -> Span:
    start = text.rindex(words) if last else text.index(words)
    return Span(start, start + len(words))


def test_words_that_moved_are_found_where_they_stand_now() -> None:
    now = f"Updated at noon. {FERRY}"

    assert find("Orsk was late", now) == carry_span(find("Orsk was late", FERRY), FERRY, now)


def test_of_the_same_words_those_with_the_same_words_around_are_meant() -> None:
    now = f"Ms Aud was there on Monday. {FERRY}"

    assert find("Monday", now, last=True) == carry_span(find("Monday", FERRY, last=True), FERRY, now)


def test_the_words_on_one_side_are_enough_where_those_on_the_other_were_changed() -> None:
    now = FERRY.replace("from Orsk was late again", "was late")

    assert find("Monday", now) == carry_span(find("Monday", FERRY), FERRY, now)


def test_words_that_are_gone_or_stand_there_twice_are_not_carried_over() -> None:
    bridge = find("The bridge at Vell", FERRY)

    assert carry_span(bridge, FERRY, FERRY.replace("Vell", "Orsk")) is None
    assert carry_span(bridge, FERRY, f"{FERRY} {FERRY}") is None
    assert carry_span(bridge, FERRY, "The bridge at Vell is new.") is None


def test_a_finding_is_carried_over_whole_or_not_at_all() -> None:
    late = Attribution(
        id="1", document="d", by="attribution/1", kind="indirect", content=(find("The ferry from Orsk", FERRY),),
        cue=(find("said", FERRY),),
    )  # fmt: skip
    moved = carry(late, FERRY, f"Noon. {FERRY}")

    assert moved is not None
    assert [Span(6, 25)] == list(moved.content)
    assert carry(late, FERRY, FERRY.replace(", said Ms Aud", "", 1)) is None


@given(st.text(alphabet="ab .", min_size=1, max_size=40), st.text(alphabet="ab .", max_size=40), st.data())
def test_what_is_carried_over_has_the_same_words(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old))))
    found = carry_span(span, old, new)

    assert found is None or span.of(old) == found.of(new)
