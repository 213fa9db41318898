"""Who is who within one topic, with the mentions given: NewsWCL50 (B3) and the entities of ECB+ (CoNLL F1).

NewsWCL50: 25 articles, five on each of five political events; B3 F1 over the mentions of one event, averaged over
events. `actors` are its ACTOR, COUNTRY and GROUP chains, `people` the ACTOR chains alone, `entities` all but EVENT and
ACTION, `all` every mention. Its chains of countries hold their officials and agencies too: `as countries` reads our
entities so (conventions.py), `within a story` is what the product says.
ECB+: the documents of one topic number, which tell of two like events; `ECB+ CoNLL` is the mean of MUC, B3 and CEAF-e
over all topics, singletons included. The weights of the evidence were trained on these topics: what they are worth on
topics unseen is told by `python -m training.cast.train --check`, and `rules alone` does without them.
The mentions are given, their entities are not, and nothing but the text is read: not the type of a mention, not the
name of a document. An article is read as the pipeline does; a given mention is the product's entity at its head noun,
else a figure of its own. Baselines: every mention alone, one entity a topic, the same words in lower case.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from benchmarks.conventions import as_countries
from benchmarks.evaluation import Item, load_scorer, read_items
from rashomon.extract.coreference_pronouns import relative_head
from rashomon.extract.deeds import find_deeds
from rashomon.extract.mention import find_mentions
from rashomon.extract.noted import head_of
from rashomon.extract.tables import roles
from rashomon.link import find_profiles, resolve_block
from rashomon.link.cast import Figure, describe, find_figures, resolve_story
from rashomon.link.cast.evidence import Weights
from rashomon.model import Article, Document, Entity, Mention, Parse, Sentence, Span, Zone
from rashomon.parse import parse_document
from rashomon.profiles import Profile

NEWSWCL = "newswcl50-dev.jsonl.gz"
ECB_MENTIONS = "ecbplus-dev-entity.jsonl.gz"
ECB_SENTENCES = "ecbplus-dev-sents.jsonl.gz"
FILES = (NEWSWCL, ECB_MENTIONS, ECB_SENTENCES)
TARGETS = {"actors B3": 68.0, "ECB+ CoNLL": 74.0}

_ACTORS = frozenset({"ACTOR", "COUNTRY", "GROUP"})
_DEEDS = frozenset({"EVENT", "ACTION"})

# a constant that no evidence makes up for
_NO_EVIDENCE: Weights = {"any two": -100.0}

Resolve = Callable[[Sequence["Read"]], Mapping[str, str]]


class Given(NamedTuple):
    """A mention of the benchmark: where it stands, and the chain that people put it in."""

    key: str
    span: Span
    chain: str
    type: str


class Read(NamedTuple):
    """An article as the product reads it, and the mentions that the benchmark gives."""

    topic: str
    document: Document
    parse: Parse
    sentence: Sequence[Sentence]
    mention: Sequence[Mention]
    entity: Sequence[Entity]
    given: Sequence[Given]


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures, in percent, of our resolution and of the trivial answers; raises Absent without the data."""
    scorer = load_scorer(data, "score_clusters")
    newswcl, ecbplus = read_newswcl(data), read_ecbplus(data)
    systems: dict[str, Resolve] = {
        "within a story": resolve,
        "rules alone": lambda articles: resolve(articles, _NO_EVIDENCE),
        "same string": lambda articles: {g.key: g.span.of(a.document.text).lower() for a in articles for g in a.given},
        "one entity a topic": lambda articles: {g.key: "" for a in articles for g in a.given},
        "every mention alone": lambda articles: {g.key: g.key for a in articles for g in a.given},
    }
    figures = {
        name: {**_newswcl_figures(scorer, newswcl, run), **_ecbplus_figures(scorer, ecbplus, run)}
        for name, run in systems.items()
    }
    return {"as countries": _newswcl_figures(scorer, newswcl, resolve_as_countries), **figures}


def _newswcl_figures(scorer: ModuleType, articles: Sequence[Read], run: Resolve) -> dict[str, float]:
    scores: dict[str, list[float]] = {"actors B3": [], "people B3": [], "entities B3": [], "all B3": []}
    for topic in topics(articles):
        found = run(topic)
        given = [g for a in topic for g in a.given]
        cuts = (
            [g for g in given if g.type in _ACTORS],
            [g for g in given if g.type == "ACTOR"],
            [g for g in given if g.type not in _DEEDS],
            given,
        )
        for values, cut in zip(scores.values(), cuts, strict=True):
            values.append(scorer.b3({g.key: g.chain for g in cut}, {g.key: found[g.key] for g in cut})[2])
    return {name: round(100 * sum(values) / len(values), 1) for name, values in scores.items()}


def _ecbplus_figures(scorer: ModuleType, articles: Sequence[Read], run: Resolve) -> dict[str, float]:
    gold = {g.key: g.chain for a in articles for g in a.given}
    found = {key: (topic[0].topic, name) for topic in topics(articles) for key, name in run(topic).items()}
    scores = scorer.conll(gold, found)
    return {
        "ECB+ CoNLL": round(100 * scores["CoNLL"], 1),
        **{f"ECB+ {name}": round(100 * scores[name][2], 1) for name in ("MUC", "B3", "CEAFe")},
    }


def topics(articles: Sequence[Read]) -> list[list[Read]]:
    """Return the articles topic by topic."""
    ordered = sorted(articles, key=lambda a: a.topic)
    return [list(group) for _, group in groupby(ordered, key=lambda a: a.topic)]


def read_newswcl(data: Path) -> list[Read]:
    """Return the articles of NewsWCL50."""
    return [
        _read(str(item["event"]), item["doc_id"], item["text"], _given_in(item)) for item in read_items(data / NEWSWCL)
    ]


def _given_in(item: Item) -> list[Given]:
    return [
        Given(f"{item['doc_id']}/{i}", Span(m["start"], m["end"]), m["chain"], m["type"])
        for i, m in enumerate(item["mentions"])
    ]


def read_ecbplus(data: Path, mentions: str = ECB_MENTIONS) -> list[Read]:
    """Return the documents of ECB+: the sentences that were annotated, each a paragraph, with single spaces."""
    texts: dict[str, str] = {}
    spans: dict[tuple[str, int], list[Span]] = {}
    for line in read_items(data / ECB_SENTENCES):
        text = texts.get(line["doc"], "")
        text += "\n\n" if text else ""
        places = []
        for token in line["tokens"]:
            places.append(Span(len(text), len(text) + len(token)))
            text += token + " "
        texts[line["doc"]] = text.rstrip(" ")
        spans[line["doc"], line["sent"]] = places
    given: dict[str, list[Given]] = {}
    for m in read_items(data / mentions):
        places = spans[m["doc"], m["sent"]]
        span = Span(places[min(m["toks"])].start, places[max(m["toks"])].end)
        given.setdefault(m["doc"], []).append(Given(m["id"], span, m["cluster"], m["type"]))
    return [_read(doc.split("_")[0], doc, texts[doc], given[doc]) for doc in sorted(given)]


def _read(topic: str, name: str, text: str, given: Sequence[Given]) -> Read:
    document = Document(id=name, text=text, ref=name, text_sha256="", raw_sha256="", media_type="text/plain")
    zone = [Zone(id="", by="", document=name, span=Span(0, len(text)), kind="body")]
    parsed = parse_document(document, zone)
    parse = parsed["parse"]
    found = find_mentions(document, parse, zone, Article(id="", by="", document=name))
    return Read(topic, document, parse, parsed["sentence"], found["mention"], found["entity"], given)


def resolve(articles: Sequence[Read], weights: Weights | None = None) -> dict[str, str]:
    """Return the entity of each given mention of one topic."""
    return _cast(articles, weights).found


def resolve_as_countries(articles: Sequence[Read], weights: Weights | None = None) -> dict[str, str]:
    """Return the same, with whoever acts for a country read as the country (conventions.py)."""
    found, figures, offices = _cast(articles, weights)
    return as_countries(found, figures, offices)


class Told(NamedTuple):
    """The entity of each given mention; by entity, its figures and the countries of the offices it holds."""

    found: dict[str, str]
    figures: dict[str, list[Figure]]
    offices: dict[str, Counter[str]]


def _cast(articles: Sequence[Read], weights: Weights | None) -> Told:
    figures = figures_of_topic(articles)
    numbers = resolve_story([list(f.values()) for f in figures], weights).numbers
    found: dict[str, str] = {}
    told: dict[str, list[Figure]] = {}
    offices: dict[str, Counter[str]] = {}
    for article, known, row in zip(articles, figures, numbers, strict=True):
        of = dict(zip(known, map(str, row), strict=True))
        for where, figure in known.items():
            told.setdefault(of[where], []).append(figure)
        for m in article.mention:
            if m.entity and m.office and m.office.country:
                offices.setdefault(of[m.entity], Counter())[m.office.country] += 1
        found |= {g.key: of[where] for g, where in where_given(article).items()}
    return Told(found, told, offices)


def where_given(article: Read) -> dict[Given, str]:
    """Return the figure that each given mention belongs to: the product's entity, else one of its own.

    The product has no use for `which`, `that` and `where`: they are what the noun before them is.
    """
    parse = article.parse
    by_head = {head_token(parse, m.span): m.entity for m in article.mention if m.entity}
    own: dict[int, str] = {}
    found: dict[Given, str] = {}
    for g in article.given:
        head = head_token(parse, g.span)
        if parse.tag[head] in ("WDT", "WP", "WP$", "WRB", "IN"):
            head = relative_head(parse, head)
        found[g] = by_head.get(head) or own.setdefault(head, g.key)
    return found


def head_token(parse: Parse, span: Span) -> int:
    """Return the token that the span hangs by, -1 where nothing of it was parsed."""
    first, end = bisect_right(parse.ends, span.start), bisect_left(parse.starts, span.end)
    return head_of(parse, first, end - 1) if first < end else -1


def figures_of_topic(articles: Sequence[Read]) -> list[dict[str, Figure]]:
    """Return the figures of each article: the product's, and one for each given mention that it has none for."""
    pile = _pile(articles)
    return [_figures_of(article, pile) for article in articles]


def _pile(articles: Sequence[Read]) -> dict[str, str]:
    """Return who the entities of the articles are in the pile, by identity of names alone."""
    blocks: dict[str, Counter[Profile]] = {}
    profiles: list[tuple[str, Profile]] = []
    for a in articles:
        mine = find_profiles(a.document, Article(id="", by="", document=a.document.id), [], a.mention, a.entity)
        profiles += mine
        for profile in {p for _, p in mine}:
            blocks.setdefault(profile.block, Counter())[profile] += 1
    known = {r.profile: r.entity.id for counted in blocks.values() for r in resolve_block(list(counted.items()))}
    return {entity: known[profile] for entity, profile in profiles}


def _figures_of(article: Read, pile: Mapping[str, str]) -> dict[str, Figure]:
    """Return the product's figures, and one for each given mention that the product has none for."""
    parse = article.parse
    deeds = {m.id: find_deeds(parse, head_token(parse, m.span)) for m in article.mention}
    figures = find_figures(article.document, article.sentence, article.mention, article.entity, pile=pile, deeds=deeds)
    for g, where in where_given(article).items():
        if where == g.key:
            head = head_token(parse, g.span)
            d = describe(g.span.of(article.document.text))
            named = head >= 0 and parse.pos[head] == "PROPN" and d is not None and d.head not in roles()
            figures[where] = Figure(
                kind="other",
                names=(_without_preposition(g.span.of(article.document.text)),) if named else (),
                descriptions=(d,) if d else (),
                plural=bool(d and d.plural and not named),
                deeds=find_deeds(parse, head) if head >= 0 else frozenset(),
                sentences=frozenset(i for i, s in enumerate(article.sentence) if s.span.holds(g.span)),
            )
    return figures


def _without_preposition(phrase: str) -> str:
    words = phrase.split()
    while len(words) > 1 and words[0].islower():
        words = words[1:]
    return " ".join(words)
