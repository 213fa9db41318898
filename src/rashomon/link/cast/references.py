"""The articles of one story, as they stand in the store -> whom their descriptions mean that they do not name.

`resolve_story` is not asked: what it joins by weighed evidence is right too seldom to be said of somebody by name (81
of 100 on NewsWCL50, 91 by what singles somebody out, `benchmarks/labels.py`), and adds nothing to the latter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rashomon.link.cast.figures import Figure, describe_mention, find_figures
from rashomon.link.cast.lands import Lands, find_lands
from rashomon.link.cast.meaning import Described, Known, Named, is_head_of_state
from rashomon.link.identity.letters import fold
from rashomon.link.identity.words import country_of
from rashomon.model import Office, Reference, Span, finding_id

__all__ = ["BY", "find_references"]

BY = "reference/1"
# the share of right answers on NewsWCL50 (benchmarks/labels.py)
_BY_PLACE = 0.8
# an article of a story: its layers, and as `pile` who its entities are there
Article = Mapping[str, Any]


def find_references(articles: Sequence[Article]) -> list[Reference]:
    """Return whom the descriptions of the articles of one story mean, where their article alone does not tell.

    Each article is given by its layers document, sentence, mention and entity, and as `pile` who its entities are in
    the pile. 1. what the story calls those whom it names   2. whom a description singles out among them   3. whom
    `the country` and `the two leaders` mean by what was named before
    """
    figures = [
        find_figures(*(one[name] for name in ("document", "sentence", "mention", "entity")), pile=one["pile"])
        for one in articles
    ]
    known = _known(articles, figures)
    named = Named(known, (read for told in figures for figure in told.values() for read in figure.descriptions))
    lands = _lands(articles, known)
    found: list[Reference] = []
    for article, told in zip(articles, figures, strict=True):
        found += _of_descriptions(article, told, named)
        found += _of_lands(article, lands)
    return found


def _known(articles: Sequence[Article], figures: Sequence[Mapping[str, Figure]]) -> list[Known]:
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


def _of_descriptions(article: Article, told: Mapping[str, Figure], named: Named) -> Iterator[Reference]:
    text = article["document"].text
    for m in article["mention"]:
        if m.form == "nominal" and m.entity in told and not told[m.entity].names:
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
