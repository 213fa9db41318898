"""The articles of one story, as they stand in the store -> whom their descriptions mean that they do not name."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rashomon.link.cast.figures import Deed, Figure, describe_mention, find_figures
from rashomon.link.cast.lands import Lands, find_lands
from rashomon.link.cast.meaning import Described, Known, is_head_of_state, mean
from rashomon.link.cast.resolution import resolve_story
from rashomon.link.event.words import stems_in_order
from rashomon.link.identity.letters import fold
from rashomon.link.identity.words import country_of
from rashomon.model import Document, Entity, Event, Mention, Office, Participant, Reference, Sentence, finding_id

__all__ = ["BY", "deeds_told", "find_references"]

BY = "reference/1"
# the share of right answers on NewsWCL50 (benchmarks/labels.py)
_BY_PLACE = 0.8


def find_references(articles: Sequence[Mapping[str, Any]]) -> list[Reference]:
    """Return whom the descriptions of the articles of one story mean, where their article alone does not tell.

    Each article is given by its layers document, sentence, mention, entity and event, and as `pile` who its entities
    are in the pile. 1. who is who among the figures of the story   2. what it calls those whom it names   3. whom a
    description singles out among them
    """
    figures = [_figures(**article) for article in articles]
    cast = resolve_story([list(told.values()) for told in figures])
    named: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for article, told, row in zip(articles, figures, cast.numbers, strict=True):
        for key, number in zip(told, row, strict=True):
            if told[key].names and key in article["pile"]:
                named[number][article["pile"][key]] += 1
    story = _known(articles, figures)
    lands = _lands(articles, story)
    found: list[Reference] = []
    for article, told, row in zip(articles, figures, cast.numbers, strict=True):
        meant = {key: _the_one(named[number]) for key, number in zip(told, row, strict=True) if not told[key].names}
        found += _references(article["document"], article["mention"], meant, story)
        found += _of_lands(article["document"], article["mention"], article["pile"], lands)
    return found


def _known(articles: Sequence[Mapping[str, Any]], figures: Sequence[Mapping[str, Figure]]) -> list[Known]:
    """Return those whom the story names, in order of their ids, with what all its articles tell of them."""
    told: defaultdict[str, list[Figure]] = defaultdict(list)
    offices: defaultdict[str, list[Office]] = defaultdict(list)
    for article, own in zip(articles, figures, strict=True):
        whole = {key: article["pile"][key] for key, figure in own.items() if figure.names and key in article["pile"]}
        for key, entity in whole.items():
            told[entity].append(own[key])
        for m in article["mention"]:
            if m.office is not None and m.entity in whole:
                offices[whole[m.entity]].append(m.office)
    return [
        Known(
            entity,
            frozenset(figure.kind for figure in told[entity]),
            tuple(dict.fromkeys(d for figure in told[entity] for d in figure.descriptions)),
            tuple(dict.fromkeys(offices[entity])),
        )
        for entity in sorted(told)
    ]


def _lands(articles: Sequence[Mapping[str, Any]], story: Sequence[Known]) -> Lands:
    """Return the countries that a story names, who is at their head, and who else is of them."""
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        text = article["document"].text
        for m in article["mention"]:
            code = country_of(fold(m.span.of(text))) if m.form == "name" and m.kind != "nationality" else ""
            if code and m.entity in article["pile"]:
                named[code][article["pile"][m.entity]] += 1
    homes = {one.entity: o.country for one in story for o in one.offices if o.country and "person" in one.kinds}
    heads = {one.entity: o.country for one in story for o in one.offices if o.country and is_head_of_state(o)}
    entities = {code: min(counted, key=lambda e: (-counted[e], e)) for code, counted in named.items()}
    return Lands(entities, heads, homes)


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
    document: Document, mention: Iterable[Mention], cast: Mapping[str, str | None], story: Sequence[Known]
) -> Iterator[Reference]:
    """Yield whom the descriptions of an article mean; `cast` has those that it does not name, and who they may be."""
    for m in mention:
        words = m.span.of(document.text)
        if (
            m.form != "nominal"
            or m.entity is None
            or m.entity not in cast
            or (read := describe_mention(words, m)) is None
        ):
            continue
        if meaning := mean(Described(words, m.kind, read, m.office), story, cast[m.entity]):
            yield Reference(
                id=finding_id("reference", document.id, [m.span]),
                document=document.id,
                by=BY,
                score=meaning.score,
                reason=meaning.reason,
                span=m.span,
                entity=meaning.entity,
            )


def _of_lands(
    document: Document, mention: Sequence[Mention], pile: Mapping[str, str], lands: Lands
) -> Iterator[Reference]:
    for span, entity in find_lands(document.text, mention, pile, lands):
        yield Reference(
            id=finding_id("reference", document.id, [span], entity),
            document=document.id,
            by=BY,
            score=_BY_PLACE,
            reason="the last that was named before",
            span=span,
            entity=entity,
        )
