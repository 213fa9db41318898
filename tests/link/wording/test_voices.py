"""Whose words an outlet carries, counted in attributions and in words."""

from __future__ import annotations

import pytest

from rashomon.link.wording import find_voices, printed
from rashomon.link.wording.manners import manner_of
from rashomon.model import Voice
from tests.link.wording.written import page

NOTHING_COPIED = printed({}, [])


def rows(voices: list[Voice], per: str) -> list[tuple[object, ...]]:
    return [(v.kind, v.speaker, v.attributions, v.of, v.words, v.of_words) for v in voices if v.per == per]


def test_shares_are_of_all_that_the_outlet_lets_others_say() -> None:
    written = "{Ann Roe:p1} said <p1| the men are free>. {Ann Roe:p1} claimed <p1| so>. It is said <?| to rain again>."
    voices = find_voices([page("Gazette", written)], NOTHING_COPIED)

    assert [("person", None, 2, 3, 5, 8), ("unknown", None, 1, 3, 3, 8)] == rows(voices, "kind")
    assert [("person", "p1", 2, 3, 5, 8), ("unknown", None, 1, 3, 3, 8)] == rows(voices, "speaker")
    assert [{"doubting": 1, "neutral": 1}, {"neutral": 1}] == [v.manners for v in voices if v.per == "kind"]


def test_the_sayings_of_a_share_point_at_its_words() -> None:
    here = page("Gazette", "{Ann Roe:p1} admitted <p1| the end>.")
    (saying,) = find_voices([here], NOTHING_COPIED)[0].sayings

    assert ["the end"] == [span.of(here.text) for span in saying.content]
    assert (["admitted"], "confessing", 2) == ([s.of(here.text) for s in saying.cue], saying.manner, saying.words)


def test_a_speaker_whom_one_article_has_by_the_post_alone_is_one_row() -> None:
    named = page("Gazette", "{Ann Roe:p1} said <p1| so>.")
    by_post = page("Gazette", "{The mayor:p1 nominal} said <p1| so>.", source="The mayor")

    assert [("person", "p1", 2, 2, 2, 2)] == rows(find_voices([by_post, named], NOTHING_COPIED), "speaker")


def test_five_attributions_have_an_interval_and_four_have_none() -> None:
    four, five = ("{Roe:p1} said <p1| so>. " * n for n in (4, 5))

    assert (None, None) == (find_voices([page("Gazette", four)], NOTHING_COPIED)[0].low,) * 2
    assert 0.5655 == find_voices([page("Gazette", five)], NOTHING_COPIED)[0].low


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("The mayor", "office"),
        ("A senior official", "unnamed"),
        ("Two witnesses", "unnamed"),
        ("The ministry", "organisation"),
        ("The report", "document"),
        ("Halvia's spokesman", "office"),
        ("officials", "unnamed"),
    ],
)
def test_a_source_without_a_name_is_told_by_its_words(source: str, kind: str) -> None:
    voices = find_voices([page("Gazette", f"{source} said <?| that it ends>.", source=source)], NOTHING_COPIED)

    assert [kind] == [v.kind for v in voices if v.per == "kind"]


@pytest.mark.parametrize(
    ("cue", "manner"),
    [
        ("said", "neutral"),
        ("told reporters", "neutral"),
        ("repeatedly denied", "denying"),
        ("his claim that", "doubting"),
        ("insists", "stressing"),
        ("conceded", "confessing"),
        ("according to", "neutral"),
        ("hurled", "other"),
        ("", "other"),
    ],
)
def test_the_words_of_a_cue_have_a_class(cue: str, manner: str) -> None:
    assert manner == manner_of(cue)
