"""What is counted as right of an event is what the article says, part by part."""

from __future__ import annotations

from typing import Any

from benchmarks.sample_events import events, figures_of_events
from benchmarks.truth import ArticleTruth, Happening
from rashomon.model import Attribution, Document, Entity, Event, Participant, Realis, Span, Zone

TEXT = "Halvia says the cutter shelled Ilm."
HALVIA, CUTTER, SHELLED, ILM = Span(0, 6), Span(12, 22), Span(23, 30), Span(31, 34)


def happening(**changed: Any) -> Happening:
    told: dict[str, Any] = {
        "passage": "<a>the cutter</a> <t>shelled</t> <r>Ilm</r>",
        "type": "ASSAULT",
        "mode": None,
        "realis": "asserted",
        "account": ("Halvia",),
        "same": None,
    }
    return Happening(**(told | changed))


def found(
    kind: str = "ASSAULT",
    actors: tuple[Span, ...] = (CUTTER,),
    recipients: tuple[Span, ...] = (ILM,),
    realis: Realis = "asserted",
    chain: tuple[str, ...] = ("says",),
    trigger: Span = SHELLED,
) -> Event:
    return Event(
        id="e",
        by="event/1",
        document="d",
        trigger=trigger,
        type=kind,
        actors=tuple(Participant(span=span) for span in actors),
        recipients=tuple(Participant(span=span) for span in recipients),
        realis=realis,
        chain=chain,
    )


def figures(true: tuple[Happening, ...], read: tuple[Event, ...], zones: tuple[Zone, ...] = ()) -> dict[str, float]:
    says = Attribution(
        id="says",
        by="attribution/1",
        document="d",
        content=(Span(12, 34),),
        source=(HALVIA,),
        kind="indirect",
        speaker="h",
    )
    layers = {
        "document": Document(id="d", text=TEXT, ref="a", text_sha256="", raw_sha256="", media_type="text/plain"),
        "event": read,
        "attribution": [says],
        "entity": [Entity(id="h", by="mention/1", name="Halvia", kind="place")],
        "zone": zones,
    }
    return figures_of_events(events(ArticleTruth(file="a", article={}, events=true), layers))


def test_an_event_that_is_right_in_all_is_counted_in_all() -> None:
    assert set(figures((happening(),), (found(),)).values()) == {1.0}


def test_an_actor_too_many_is_a_wrong_actor_of_a_right_event() -> None:
    got = figures((happening(),), (found(actors=(CUTTER, HALVIA)),))

    assert (got["events"], got["+actor"], got["+recipient"]) == (1.0, 0.0, 0.0)


def test_a_recipient_that_the_text_does_not_name_must_not_be_found() -> None:
    got = figures((happening(passage="<a>the cutter</a> <t>shelled</t> Ilm"),), (found(),))

    assert (got["+actor"], got["+recipient"]) == (1.0, 0.0)


def test_an_event_of_another_type_is_missed_and_false() -> None:
    assert figures((happening(),), (found(kind="COERCE"),))["events"] == 0.0


def test_the_narrator_is_not_a_speaker() -> None:
    got = figures((happening(),), (found(chain=()),))

    assert (got["events"], got["account"]) == (1.0, 0.0)


def test_a_speaker_within_their_own_words_counts_once() -> None:
    assert figures((happening(),), (found(chain=("says", "says")),))["account"] == 1.0


def test_what_readers_differ_on_is_neither_wanted_nor_false() -> None:
    doubtful = happening(passage="<a>Halvia</a> <t>says</t>", doubtful=True)
    says = found(trigger=Span(7, 11))

    assert figures((happening(), doubtful), (found(),))["events"] == 1.0
    assert figures((happening(), doubtful), (found(), says))["events"] == 1.0
    assert figures((happening(),), (found(), says))["events"] == 2 / 3


def test_events_of_what_stands_around_the_article_are_not_false() -> None:
    menu = Zone(id="z", by="clean/1", document="d", span=Span(0, 11), kind="furniture")

    assert figures((happening(),), (found(), found(trigger=Span(7, 11))), (menu,))["events"] == 1.0
