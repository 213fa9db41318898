"""The articles of one story, as they stand in the store -> whom their descriptions mean that they do not name.

`resolve_story` is not asked: what it joins by weighed evidence is right too seldom to be said of somebody by name (81
of 100 on NewsWCL50, 91 by what singles somebody out, `benchmarks/labels.py`), and adds nothing to the latter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rashomon.link.cast.figures import describe_mention, mentions_of_each, read_descriptions
from rashomon.link.cast.lands import Lands, find_lands
from rashomon.link.cast.meaning import Described, Known, Named, is_head_of_state
from rashomon.link.cast.phrases import Description
from rashomon.link.identity.letters import fold
from rashomon.link.identity.words import country_of
from rashomon.model import EntityKind, Office, Reference, Span, finding_id

__all__ = ["BY", "find_references"]

BY = "reference/1"
# the share of right answers on NewsWCL50 (benchmarks/labels.py)
_BY_PLACE = 0.8
# an article of a story: its layers, and as `pile` who its entities are there
Article = Mapping[str, Any]


class _Called(NamedTuple):
    """An entity of an article as far as a story asks: of what kind it is, whether it is named, how it is described."""

    kind: EntityKind
    named: bool
    descriptions: Sequence[Description]


def find_references(articles: Sequence[Article]) -> list[Reference]:
    """Return whom the descriptions of the articles of one story mean, where their article alone does not tell.

    Each article is given by its layers document, mention and entity, and as `pile` who its entities are in
    the pile. 1. what the story calls those whom it names   2. whom a description singles out among them   3. whom
    `the country` and `the two leaders` mean by what was named before
    """
    called = [_called_in(one) for one in articles]
    known = _known(articles, called)
    named = Named(known, (read for those in called for one in those.values() for read in one.descriptions))
    lands = _lands(articles, known)
    found: list[Reference] = []
    for article, those in zip(articles, called, strict=True):
        found += _of_descriptions(article, those, named)
        found += _of_lands(article, lands)
    return found


def _called_in(article: Article) -> dict[str, _Called]:
    """Return what an article calls each of its entities."""
    text, mentions = article["document"].text, mentions_of_each(article["entity"], article["mention"])
    return {
        e.id: _Called(e.kind, any(m.form == "name" for m in mentions[e.id]), read_descriptions(text, e, mentions[e.id]))
        for e in article["entity"]
    }


def _known(articles: Sequence[Article], called: Sequence[Mapping[str, _Called]]) -> list[Known]:
    """Return those whom the story names, in order of their ids, with what all its articles tell of them."""
    told: defaultdict[str, list[_Called]] = defaultdict(list)
    offices: defaultdict[str, list[Office]] = defaultdict(list)
    for article, own in zip(articles, called, strict=True):
        whole = {key: article["pile"][key] for key, one in own.items() if one.named and key in article["pile"]}
        for key, entity in whole.items():
            told[entity].append(own[key])
        for m in article["mention"]:
            if m.office is not None and m.entity in whole:
                offices[whole[m.entity]].append(m.office)
    return [
        Known(
            entity,
            frozenset(one.kind for one in told[entity]),
            tuple(dict.fromkeys(d for one in told[entity] for d in one.descriptions)),
            tuple(dict.fromkeys(offices[entity])),
        )
        for entity in sorted(told)
    ]


def _of_descriptions(article: Article, called: Mapping[str, _Called], named: Named) -> Iterator[Reference]:
    text = article["document"].text
    for m in article["mention"]:
        if m.form == "nominal" and m.entity in called and not called[m.entity].named:
            words = m.span.of(text)
            read = describe_mention(words, m)
            meaning = named.meant_by(Described(words, m.kind, read, m.office)) if read else None
            if meaning:
                yield _reference(m.document, m.span, meaning.entity, meaning.score, meaning.reason)


def _lands(articles: Sequence[Article], story: Sequence[Known]) -> Lands:
    """Return the countries that a story names, who is at their head, and who else is of them."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        text = article["document"].text
        for m in article["mention"]:
            code = country_of(fold(m.span.of(text))) if m.form == "name" and m.kind != "nationality" else ""
            if code and m.entity in article["pile"]:
                counted[code][article["pile"][m.entity]] += 1
    homes = {one.entity: o.country for one in story for o in one.offices if o.country and "person" in one.kinds}
    heads = {one.entity: o.country for one in story for o in one.offices if o.country and is_head_of_state(o)}
    entities = {code: min(named, key=lambda e: (-named[e], e)) for code, named in counted.items()}
    return Lands(entities, heads, homes)


def _of_lands(article: Article, lands: Lands) -> Iterator[Reference]:
    document = article["document"]
    for span, entity in find_lands(document.text, article["mention"], article["pile"], lands):
        yield _reference(document.id, span, entity, _BY_PLACE, "the last that was named before")


def _reference(document: str, span: Span, entity: str, score: float, reason: str) -> Reference:
    key = finding_id("reference", document, [span], entity)
    return Reference(id=key, document=document, by=BY, score=score, reason=reason, span=span, entity=entity)
