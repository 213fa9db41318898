"""The articles of one story, as they stand in the store -> whom their descriptions mean that they do not name."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rashomon.link.cast.figures import Deed, Figure, find_figures
from rashomon.link.cast.resolution import resolve_story
from rashomon.link.event.words import stems_in_order
from rashomon.model import Document, Entity, Event, Mention, Participant, Reference, Sentence, finding_id

__all__ = ["BY", "deeds_told", "find_references"]

BY = "reference/1"
# how often a description is whom it is said to be, by what tells (benchmarks/results/labels.json)
_SURE, _WEIGHED = 0.9, 0.7


def find_references(articles: Sequence[Mapping[str, Any]]) -> list[Reference]:
    """Return whom the descriptions of the articles of one story mean, where their article alone does not tell.

    Each article is given by its layers document, sentence, mention, entity and event, and as `pile` who its entities
    are in the pile. A description gets a reference where the story has one named entity of the pile for it.
    """
    figures = [_figures(**article) for article in articles]
    cast = resolve_story([list(told.values()) for told in figures])
    named: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for article, told, row in zip(articles, figures, cast.numbers, strict=True):
        for key, number in zip(told, row, strict=True):
            if told[key].names and key in article["pile"]:
                named[number][article["pile"][key]] += 1
    found: list[Reference] = []
    for article, told, row in zip(articles, figures, cast.numbers, strict=True):
        meant = {
            key: (whole, cast.reasons[number])
            for key, number in zip(told, row, strict=True)
            if not told[key].names and (whole := _the_one(named[number]))
        }
        found += _references(article["document"], article["mention"], meant)
    return found


def _figures(
    document: Document,
    sentence: Sequence[Sentence],
    mention: Sequence[Mention],
    entity: Sequence[Entity],
    event: Sequence[Event],
    pile: Mapping[str, str],
) -> dict[str, Figure]:
    deeds = deeds_told(document, mention, event)
    return find_figures(document, sentence, mention, entity, pile=pile, deeds=deeds)


def deeds_told(document: Document, mention: Sequence[Mention], event: Sequence[Event]) -> dict[str, list[Deed]]:
    """Return what mentions do and suffer, by their ids: the stems of the words that tell their events."""
    starts = [m.span.start for m in mention]
    found: defaultdict[str, list[Deed]] = defaultdict(list)

    def note(parties: Iterable[Participant], deed: Deed) -> None:
        for party in parties:
            for m in mention[bisect_left(starts, party.span.start) : bisect_left(starts, party.span.end)]:
                if m.entity is not None and m.entity == party.entity:
                    found[m.id].append(deed)

    for one in event:
        verb = stems_in_order(one.trigger.of(document.text))[0]
        note(one.actors, (verb, "does"))
        note(one.recipients, (verb, "suffers"))
    return found


def _the_one(named: Counter[str]) -> str | None:
    """Return the entity of the pile that most figures are, None where there is none or it is not clear which."""
    (first, times), (_, others) = [*named.most_common(2), ("", 0), ("", 0)][:2]
    return first if times > others else None


def _references(
    document: Document, mention: Iterable[Mention], meant: Mapping[str, tuple[str, str]]
) -> Iterator[Reference]:
    for m in mention:
        if m.form == "nominal" and m.entity is not None and m.entity in meant:
            entity, reason = meant[m.entity]
            yield Reference(
                id=finding_id("reference", document.id, [m.span]),
                document=document.id,
                by=BY,
                score=_WEIGHED if "weighed" in reason else _SURE,
                reason=reason,
                span=m.span,
                entity=entity,
            )
