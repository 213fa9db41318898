"""An event -> a record of PLOVER JSON: the manual's names for what it has names for, and ours for the rest.

Names and forms are those of the chapter on data fields of PLOVER's manual (openeventdata/PLOVER); docs/event-formats.md
lists them. What is not known is null, what there is none of an empty list.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from rashomon.data.places import country_of_place
from rashomon.data.plover import AUXILIARY, quad_of, score_of
from rashomon.model import Event, Span
from rashomon.show.event_reader import EventReader, Party, Teller, When, is_mutual

__all__ = ["plover_of"]

CODEBOOK = "PLOVER"
NON_STATE = frozenset({"IGO", "NGO"})


def plover_of(event: Event, reader: EventReader) -> dict[str, Any]:
    """Return an event as an object of PLOVER JSON, in its order of fields, and then what PLOVER has no field for."""
    return {
        "id": event.id,
        **_dates(reader.when_in_pile(event)),
        **_parties(event, reader),
        "event": [event.type],
        "mode": [mode for mode in (event.mode, AUXILIARY.get(event.realis)) if mode],
        "context": list(event.contexts),
        "event_loc": _location(event, reader),
        "event_text": [_words(event, event.trigger, reader)],
        "quad_code": quad_of(event.type),
        "event_scale": score_of(event.type, event.mode),
        **_text(event, reader),
        **_cluster(event, reader),
        "coder": event.by,
        "realis": event.realis,
        "realis_cue": _evidence(event, event.realis_cue, reader),
        "trigger": _evidence(event, event.trigger, reader),
        "when": _evidence(event, event.when, reader),
        "account": [_account(teller) for teller in reader.tellers(event)],
        "confidence": event.score,
        "reason": event.reason,
    }


def _dates(when: When) -> dict[str, Any]:
    """Return the day, or the first and last day, and whether words about the event tell them or the article's date."""
    several = when.latest and when.latest != when.earliest
    return {
        "date": when.earliest.isoformat() if when.earliest else None,
        "enddate": when.latest.isoformat() if when.latest and several else None,
        "date_precision": _precision(when),
        "date_basis": when.basis,
        "publication_date": when.published.isoformat() if when.published else None,
    }


def _precision(when: When) -> str | None:
    if when.earliest is None or when.latest is None:
        return None
    if when.earliest == when.latest:
        return "day"
    after = when.latest + timedelta(days=1)
    if when.earliest.day != 1 or after.day != 1:
        return "days"
    months = (after.year - when.earliest.year) * 12 + after.month - when.earliest.month
    return {1: "month", 12: "year" if when.earliest.month == 1 else "days"}.get(months, "days")


def _parties(event: Event, reader: EventReader) -> dict[str, Any]:
    """Return who did it to whom; who did it to one another are all actors, as the manual wants."""
    recipients = () if is_mutual(event) else event.recipients
    return {
        "source": [_actor(reader.party(event, p)) for p in event.actors],
        "recipient": [_actor(reader.party(event, p)) for p in recipients],
    }


def _actor(party: Party) -> dict[str, Any]:
    office = party.office
    # the manual codes these where others have their country
    stateless = office.country is None and office.sector in NON_STATE
    return {
        "code": office.sector if stateless else office.country,
        "sector": None if stateless else office.sector,
        "actor_text": party.words,
        "identifier_id": party.entity.id if party.entity else None,
        "identifier_text": party.entity.name if party.entity else None,
        "office": office.title,
        "organisation": office.organisation,
        "kind": party.kind,
        "start": party.span.start,
        "end": party.span.end,
    }


def _location(event: Event, reader: EventReader) -> dict[str, Any] | None:
    if event.place is None:
        return None
    name = _words(event, event.place, reader)
    return {"name": name, "cc3": country_of_place(name), "start": event.place.start, "end": event.place.end}


def _text(event: Event, reader: EventReader) -> dict[str, Any]:
    """Return the sentence and its place, and what article it is of."""
    sentence, article, document = reader.sentence(event), reader.article(event), reader.document(event.document)
    number, span = sentence or (None, event.trigger)
    return {
        "text": span.of(document.text),
        "text_info": {"sequence": number, "start": span.start, "end": span.end},
        "cite_info": {
            "citation": document.ref,
            "document": document.id,
            "url": article and article.url,
            "title": article and article.title,
            "language": article and article.language,
            "publication": article and article.outlet,
            "codebook": CODEBOOK,
        },
    }


def _cluster(event: Event, reader: EventReader) -> dict[str, Any]:
    """Return what event of the pile it is, and how many tell of that."""
    cluster = reader.cluster(event)
    return {
        "link": cluster and cluster.id,
        "reports": cluster and cluster.reports,
        "texts": cluster and cluster.texts,
        "sources": cluster and cluster.sources,
    }


def _account(teller: Teller) -> dict[str, Any]:
    attribution = teller.attribution
    return {
        "attribution": attribution.id,
        "speaker": teller.speaker.id if teller.speaker else None,
        "name": teller.speaker.name if teller.speaker else None,
        "source_text": teller.source or None,
        "source": [{"start": s.start, "end": s.end} for s in attribution.source],
        "cue_text": teller.cue or None,
        "cue": [{"start": s.start, "end": s.end} for s in attribution.cue],
    }


def _evidence(event: Event, span: Span | None, reader: EventReader) -> dict[str, Any] | None:
    return {"text": _words(event, span, reader), "start": span.start, "end": span.end} if span else None


def _words(event: Event, span: Span, reader: EventReader) -> str:
    return reader.words(event.document, [span])
