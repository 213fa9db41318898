"""Where, when, by what means and in what matter: sentences of our own through the real parser."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.data import resource, table
from rashomon.extract.event import find_events
from rashomon.extract.event.modes import modes_of
from rashomon.model import Event, RawDocument
from rashomon.pipeline import STAGES, read_article

ONTOLOGY = json.loads(resource("plover/ontology.json").read_text(encoding="utf-8"))
BEFORE = [stage for stage in STAGES if stage.name in ("clean", "parse", "timex", "mention")]


@cache
def events(text: str) -> tuple[Event, ...]:
    """Return the events of a text in which nobody says anything."""
    raw = RawDocument(ref="t", content=text.encode(), media_type="text/plain", charset="utf-8")
    layers = read_article(raw, BEFORE)
    assert isinstance(layers, dict)
    known = {name: layers[name] for name in ("document", "parse", "mention", "timex")}
    return tuple(find_events(**known, attribution=(), nested=())["event"])


def event(text: str, kind: str) -> Event:
    return next(e for e in events(text) if e.type == kind)


@pytest.mark.parametrize(
    ("text", "kind", "place", "when"),
    [
        ("Rebels released nine sailors in the harbour of Ilm on Sunday.", "RETREAT", "the harbour of Ilm", "Sunday"),
        ("The governor said on Monday that artillery had shelled Pell on Friday.", "ASSAULT", None, "Friday"),
        ("The army said on Monday that troops had shelled Pell.", "ASSAULT", None, None),
        ("The two navies held joint exercises off Cape Ransome in May.", "COOPERATE", "Cape Ransome", "May"),
        ("KARSK - Police arrested nine dockers.", "COERCE", None, None),
    ],
)
def test_a_place_and_a_time_are_the_events_own(text: str, kind: str, place: str | None, when: str | None) -> None:
    found = event(text, kind)
    assert (found.place and found.place.of(text), found.when and found.when.of(text)) == (place, when)


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Two drones struck an oil depot.", "ASSAULT", "drone"),
        ("Two jets struck an oil depot.", "ASSAULT", "aerial"),
        ("The navy attacked the port.", "ASSAULT", None),
        ("The chancellor spoke by telephone with the president.", "CONSULT", "phone"),
        ("The archbishop called on the kidnappers to release the girls.", "REQUEST", "yield"),
        ("The two states asked the League for help.", "REQUEST", "assist"),
        ("The general threatened to bomb the port.", "THREATEN", "violence"),
    ],
)
def test_the_mode_is_told_by_what_acts_or_what_is_wanted(text: str, kind: str, mode: str | None) -> None:
    assert event(text, kind).mode == mode


@pytest.mark.parametrize(
    ("text", "kind", "contexts"),
    [
        (
            "Officers sentenced nobody, but a court convicted the banker of bribery.",
            "SANCTION",
            ("corruption", "legal"),
        ),
        ("The rebels released the girls.", "RETREAT", ()),
        ("Ostrania expelled three diplomats.", "SANCTION", ("diplomatic",)),
        ("The League delivered vaccines to the camps.", "AID", ("health",)),
    ],
)
def test_contexts_are_those_that_the_sentence_gives_reason_for(text: str, kind: str, contexts: tuple[str, ...]) -> None:
    assert event(text, kind).contexts == contexts


def test_the_tables_use_the_names_of_the_ontology() -> None:
    assert {row[0] for row in table("events/contexts.tsv")} == set(ONTOLOGY["contexts"])
    assert {f"{row[0]}:{row[1]}" for row in table("events/modes.tsv")} == set(ONTOLOGY["mode_scores"])
    assert modes_of("ACCUSE") == ("allege", "disapprove", "investigate")
    assert modes_of("AID") == ()


WORDS = ["in", "on", "Monday", "Pell", "shelled", "the", "army", "near", "said", ",", "met", "and", "border", "May"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_no_place_or_time_overlaps_the_trigger_or_who_takes_part(text: str) -> None:
    if not any(character.isalnum() for character in text):
        return
    for found in events(text):
        others = [p.span for p in (*found.actors, *found.recipients)]
        assert found.place is None or not any(found.place == span for span in others)
        assert found.when is None or found.when.of(text)
        assert list(found.contexts) == sorted(set(found.contexts))
