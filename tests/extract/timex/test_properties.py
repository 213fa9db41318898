"""What holds for any text made of our sentences, and for any day of publication."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.data import table
from rashomon.model import Timex
from tests.extract.timex.reading import parsed, timexes
from tests.extract.timex.test_values import CASES, NOT_TIMES, RANGES

SENTENCES = sorted({case[0] for case in CASES} | {r[0] for r in RANGES} | set(NOT_TIMES))
VALUE = re.compile(
    r"(PAST|PRESENT|FUTURE)_REF"
    r"|P(T?[\dX]+(\.\d+)?[A-Z])+"
    r"|[\dX]{4}(-[\dX]{2}){0,2}(T([\dX]{2}(:\d\d)?|MO|MI|AF|EV|NI|DT))?"
    r"|\d{2,3}|[\dX]{4}-(W[\dX]{2}(-WE|-[1-7](T[A-Z]{2})?)?|Q[1-4X]|H[12X]|SP|SU|FA|WI)"
    r"|XXXX-WXX-[1-7]T\d\d:\d\d"
)

sentences = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map("\n".join)
days = st.dates(date(1950, 1, 1), date(2049, 12, 31))
publications = st.one_of(st.none(), days.map(str), days.map(lambda d: str(d)[:7]), days.map(lambda d: str(d)[:4]))


@settings(max_examples=60, deadline=None)
@given(sentences, publications)
def test_spans_stand_on_the_borders_of_words_and_do_not_overlap(text: str, published: str | None) -> None:
    _, parse = parsed(text)
    spans = [t.span for t in timexes(text, published)]

    assert {s.start for s in spans} <= set(parse.starts)
    assert {s.end for s in spans} <= set(parse.ends)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@settings(max_examples=60, deadline=None)
@given(sentences, publications)
def test_every_value_is_timex3_and_no_interval_runs_backwards(text: str, published: str | None) -> None:
    for found in timexes(text, published):
        assert found.value is None or VALUE.fullmatch(found.value), found
        assert found.earliest is None or found.latest is None or found.earliest <= found.latest
        assert found.reason


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SENTENCES), days)
def test_the_place_in_the_text_changes_nothing(sentence: str, day: date) -> None:
    before = "The weather in Oresk was mild.\n\n"

    moved = timexes(before + sentence, str(day))

    here = timexes(sentence, str(day))
    assert [_without_place(t) for t in here] == [_without_place(t) for t in moved]
    assert [t.span.start + len(before) for t in here] == [t.span.start for t in moved]


def _without_place(timex: Timex) -> tuple[str | None, ...]:
    return timex.type, timex.value, timex.earliest, timex.latest, timex.reason


WORDS = [*sorted({row[0] for row in table("timex/words.tsv")}), "1998", "30", "3.5", "999999999", "20,000", "7/9/13"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), publications)
def test_no_heap_of_words_breaks_it(text: str, published: str | None) -> None:
    for found in timexes(text, published):
        assert found.value is None or VALUE.fullmatch(found.value), found
        assert found.earliest is None or found.latest is None or found.earliest <= found.latest


WEEKDAY = [case[0] for case in CASES if re.fullmatch(r"(?:last |next |this )?\w+day", case[1]) and "-" in case[3]]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WEEKDAY), days)
def test_a_week_later_a_weekday_is_a_week_later(sentence: str, day: date) -> None:
    (now,), (later,) = (timexes(sentence, str(d)) for d in (day, day + timedelta(days=7)))

    assert now.earliest is not None
    assert str(date.fromisoformat(now.earliest) + timedelta(days=7)) == later.earliest


@settings(max_examples=60, deadline=None)
@given(sentences, days)
def test_a_month_of_publication_never_contradicts_the_day(text: str, day: date) -> None:
    sure = {t.span: t for t in timexes(text, str(day))}
    for found in timexes(text, str(day)[:7]):
        if found.earliest and found.latest and found.span in sure and sure[found.span].value == found.value:
            assert found.earliest <= (sure[found.span].latest or found.earliest)
