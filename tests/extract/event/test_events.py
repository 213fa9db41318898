"""Who did what to whom, whether it happened, whose account it is: sentences of our own through the real parser."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rashomon.errors import Unreadable
from rashomon.extract.event import find_events
from rashomon.model import Attribution, Event, RawDocument, Span
from rashomon.pipeline import STAGES, Layers


@cache
def read(text: str) -> Layers:
    """Return what the stages before attribution make of a text."""
    layers: Layers = {"raw": RawDocument(ref="t", content=text.encode(), media_type="text/plain", charset="utf-8")}
    for stage in STAGES:
        if stage.name in ("clean", "parse", "timex", "mention"):
            layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
    return layers


def events(text: str, attributions: tuple[Attribution, ...] = ()) -> list[Event]:
    """Return the events of a text."""
    layers = read(text)
    known = {name: layers[name] for name in ("document", "parse", "mention", "timex")}
    found: list[Event] = find_events(**known, attribution=attributions, nested=[])["event"]
    return found


def told(text: str, number: int = 0) -> tuple[str, list[str], list[str]]:
    """Return type, actors and recipients of an event."""
    event = events(text)[number]
    return (
        event.type,
        [p.span.of(text) for p in event.actors],
        [p.span.of(text) for p in event.recipients],
    )


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("The Halvian navy shelled the port of Ilm on Monday.", "ASSAULT", ["The Halvian navy"], ["the port of Ilm"]),
        ("The port of Ilm was shelled by the Halvian navy.", "ASSAULT", ["the Halvian navy"], ["The port of Ilm"]),
        ("President Ann Roe met Prime Minister Karel Dovic.", "CONSULT",
         ["President Ann Roe", "Prime Minister Karel Dovic"], ["President Ann Roe", "Prime Minister Karel Dovic"]),
        ("Police arrested three editors in Norrsund.", "COERCE", ["Police"], ["three editors"]),
        ("The parliament condemned the president.", "ACCUSE", ["The parliament"], ["the president"]),
        ("The rebels released two pilots.", "RETREAT", ["The rebels"], ["two pilots"]),
    ],
)  # fmt: skip
def test_a_verb_tells_who_did_it_to_whom(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    assert told(text) == (kind, actors, recipients)


def test_a_passive_without_an_agent_has_no_actor_and_says_so() -> None:
    event = events("The bridge was bombed on Sunday.")[0]
    assert event.actors == ()
    assert "passive" in str(event.reason)


def test_members_of_a_conjunction_are_actors_one_by_one() -> None:
    kind, actors, _ = told("Halvia and Kestovia condemned the raid.")
    assert (kind, actors) == ("ACCUSE", ["Halvia", "Kestovia"])


@pytest.mark.parametrize(
    ("text", "realis", "cue"),
    [
        ("The navy shelled the port.", "asserted", None),
        ("The navy will shell the port.", "planned", "will"),
        ("The navy could shell the port.", "hypothetical", "could"),
        ("The navy did not shell the port.", "negated", None),
        ("Did the navy shell the port?", "asked", None),
        ("The navy must release the pilots.", "demanded", None),
    ],
)
def test_the_verb_group_tells_whether_it_happened(text: str, realis: str, cue: str | None) -> None:
    event = next(e for e in events(text) if e.type in ("ASSAULT", "RETREAT"))
    assert event.realis == realis
    if cue is not None:
        assert event.realis_cue is not None
        assert event.realis_cue.of(text) == cue


def test_an_event_points_at_the_innermost_attribution_around_it() -> None:
    text = "Kestovia said Halvia admitted that the navy had shelled the port."
    outer, inner = text.index("Halvia"), text.index("that the navy")
    common = {"by": "t/1", "document": "d", "kind": "indirect"}
    attributions = (
        Attribution(id="outer", content=(Span(outer, len(text) - 1),), **common),  # type: ignore[arg-type]
        Attribution(id="inner", content=(Span(inner, len(text) - 1),), **common),  # type: ignore[arg-type]
    )
    shelling = next(e for e in events(text, attributions) if e.type == "ASSAULT")
    assert shelling.attribution == "inner"


def test_events_of_the_narrator_point_at_no_attribution() -> None:
    assert events("The navy shelled the port.")[0].attribution is None


@pytest.mark.parametrize(
    "text",
    [
        "The striker fired home from twenty yards with a minute left.",
        "The new timetable strikes a balance between commuters and holidaymakers.",
        "A falling tree freed the cows, which were found in the cemetery.",
    ],
)
def test_words_of_conflict_that_tell_of_none_are_no_events(text: str) -> None:
    assert events(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The islanders held a referendum on 16 March.",  # no "held ... march"
        "Most villagers want to keep the old coins.",  # nobody else is to do anything
        "The engineer insists that the bridge was safe.",
        "The accord provides for free passage through the strait.",
        "The spokesman declined to say how many ships there were.",
        "The cutter sank in heavy seas off Cape Orrin.",  # nobody sank it
    ],
)
def test_words_of_events_in_running_news_that_tell_of_none_are_no_events(text: str) -> None:
    assert events(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The observers reported shelling near the airport of Orm.",
        "After the shelling of Ilm the consuls went to their cellars.",
        "A lawyer said the editor had been arrested.",
    ],
)
def test_who_only_sees_tells_or_follows_an_event_is_no_actor_of_it(text: str) -> None:
    assert [event.actors for event in events(text)] == [()]


WORDS = [
    "Halvia",
    "shelled",
    "the",
    "port",
    "and",
    "was",
    "attacked",
    "by",
    "rebels",
    ",",
    "not",
    "?",
    "—",
    "talks",
    "\n\n",
    "“",
    "”",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_no_order_of_words_raises_and_every_span_lies_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    if not any(word.isalnum() for word in words):
        return
    assert_evidence(text)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_no_characters_raise_and_every_span_lies_in_the_text(more: str) -> None:
    try:
        assert_evidence(f"The Halvian army shelled the port of Ilm, and {more} Kestovia condemned the attack.")
    except Unreadable:  # so many foreign letters that it is not taken for English
        assume(False)


def assert_evidence(text: str) -> None:
    """Hold that each span of each event is words of the text, without white space at its edges."""
    read_text = read(text)["document"].text
    for event in events(text):
        told = (event.trigger, event.place, event.when, event.realis_cue)
        for span in (*told, *(p.span for p in (*event.actors, *event.recipients))):
            if span is not None:
                assert span.of(read_text).strip() == span.of(read_text) != ""
