"""Whom descriptions mean: "the special counsel", "his government", by the actors of a topic (NewsWCL50).

NewsWCL50: 25 articles, five on each of five political events, every mention of every actor in one chain across them.
Asked about are the mentions that are not names (`is_name`): titles, roles, countries and bodies by description. An
answer is an entity, and an entity counts as the chain that most of its names stand in; who has no name in the topic is
no answer.
- `P`: the share of answers that are right, over all mentions that are not names, whatever they are mentions of: to say
  of a crowd or a plan that it is an actor is wrong.
- `R`: the share of mentions of actors (ACTOR, COUNTRY, GROUP, with a name in the topic) that have a right answer.
- `R people`: the same of ACTOR chains alone.
Words that stand in several chains ("the two leaders") are one mention, for which each chain is right.

`as the product says`: the articles go through the stages, those of a topic are one story, and an answer is whom one of
the product's labels is for; what it does not find has no answer. `as countries`: the same, with whoever acts for a
country read as the country, as the guidelines of NewsWCL50 have it (conventions.py). `without the story`: no
references, each article by itself. Baselines, with the mentions given: `same noun`: the actor whose name most often has
this noun before it (Coach Sorel); `nearest name`: the name that stands last before it; `nearest name of an actor`: the
same, of those names that are of an actor, which only the key tells.
`ECB+`: the people and bodies (HUM) of ECB+ in the same way, the two events of a topic apart; few of its sentences are
annotated, and few of the mentions have a name anywhere, so that recall is small whatever is done.
No number was fitted to these topics, but their errors were read: see docs/wording.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from benchmarks.conventions import as_countries
from benchmarks.topics import (
    ECB_MENTIONS,
    ECB_SENTENCES,
    NEWSWCL,
    Given,
    Read,
    head_token,
    read_ecbplus,
    read_newswcl,
    topics,
)
from rashomon.extract.tables import roles
from rashomon.link import find_profiles, find_references, resolve_block
from rashomon.link.cast import Figure, find_figures
from rashomon.link.wording import Page, find_labels, printed
from rashomon.model import Article, RawDocument, Reference, Rejection, Span, Zone
from rashomon.pipeline import Layers, read_article
from rashomon.profiles import Profile

FILES = (NEWSWCL, ECB_MENTIONS, ECB_SENTENCES)
TARGETS = {"P": 85.0, "R": 60.0}
ACTORS = frozenset({"ACTOR", "COUNTRY", "GROUP"})

# who somebody answers that a mention is: entities, by the key of the mention
Answers = Mapping[str, frozenset[str]]


def is_name(article: Read, given: Given) -> bool:
    """Tell whether a mention is a name: the noun that it hangs by has a capital, and is nobody's role (`President`)."""
    head = head_token(article.parse, given.span)
    word = article.parse.words[head] if head >= 0 else ""
    return word[:1].isupper() and roles().get(word.lower(), ("", ""))[0] != "person"


class Score(NamedTuple):
    """Answers that are right, of all; mentions of actors that have a right one, of all."""

    right: int = 0
    answers: int = 0
    found: int = 0
    sought: int = 0


def score(articles: Sequence[Read], answers: Answers, kinds: Collection[str] = ACTORS) -> Score:
    """Compare the answers of one topic with its chains."""
    given = [(a, g, is_name(a, g)) for a in articles for g in a.given]
    votes: dict[str, Counter[str]] = {}
    for _, g, named in given:
        for entity in answers.get(g.key, ()) if named else ():
            votes.setdefault(entity, Counter())[g.chain] += 1
    actors = {g.chain for _, g, _ in given if g.type in (*ACTORS, *kinds, "ACTOR-I")}
    meant = {entity: chain for entity, counted in votes.items() if (chain := counted.most_common(1)[0][0]) in actors}
    named_chains = {g.chain for _, g, named in given if named and g.type in kinds}
    asked: dict[tuple[str, Span], list[Given]] = {}
    for a, g, named in given:
        if not named:
            asked.setdefault((a.document.id, g.span), []).append(g)
    total = Score()
    for same in asked.values():
        chains = {g.chain for g in same}
        said = {meant[e] for g in same for e in answers.get(g.key, ()) if e in meant}
        of_actor = any(g.chain in named_chains for g in same)
        total = Score(
            total.right + len(said & chains),
            total.answers + len(said),
            total.found + (of_actor and bool(said & chains)),
            total.sought + of_actor,
        )
    return total


class Topic(NamedTuple):
    """The articles of one event, what the product finds in each, and who its entities are in the pile."""

    articles: Sequence[Read]
    layers: Sequence[Layers]
    pile: Mapping[str, str]


def read_topics(data: Path) -> list[Topic]:
    """Put the articles through the stages of one article, and their names through identity."""
    found = []
    for articles in topics(read_newswcl(data)):
        layers = [_read(article) for article in articles]
        found.append(Topic(articles, layers, _who_is_who(layers)))
    return found


def _read(article: Read) -> Layers:
    document = article.document
    raw = RawDocument(ref=document.ref, content=document.text.encode(), media_type="text/plain", charset="utf-8")
    layers = read_article(raw)
    if isinstance(layers, Rejection):
        raise TypeError(f"{document.ref}: {layers.reason}")
    return layers


def read_ecb_topics(data: Path) -> list[Topic]:
    """Read the two events of each topic of ECB+, without attributions: sentences that were annotated, and no more."""
    found = []
    for articles in topics(read_ecbplus(data)):
        for half in (True, False):
            some = [a for a in articles if a.document.id.endswith("plus") is half]
            layers = [_layers_of(a) for a in some]
            found.append(Topic(some, layers, _who_is_who(layers)))
    return found


def _layers_of(read: Read) -> Layers:
    document = read.document
    about: dict[str, Any] = {"id": document.id, "by": "", "document": document.id}
    return {
        "document": document,
        "article": Article(**about),
        "zone": [Zone(**about, span=Span(0, len(document.text)), kind="body")],
        "dating": [],
        "sentence": read.sentence,
        "mention": read.mention,
        "entity": read.entity,
        "attribution": [],
    }


def _who_is_who(layers: Sequence[Layers]) -> dict[str, str]:
    blocks: dict[str, Counter[Profile]] = {}
    profiles: list[tuple[str, Profile]] = []
    for one in layers:
        mine = find_profiles(*(one[name] for name in ("document", "article", "dating", "mention", "entity")))
        profiles += mine
        for profile in {p for _, p in mine}:
            blocks.setdefault(profile.block, Counter())[profile] += 1
    known = {r.profile: r.entity.id for counted in blocks.values() for r in resolve_block(list(counted.items()))}
    return {entity: known[profile] for entity, profile in profiles}


def answer(topic: Topic, *, story: bool = True) -> Answers:
    """Return whom the product labels by each mention; without the `story`, each article stands for itself."""
    needs = ("document", "sentence", "mention", "entity")
    told = [{**{name: one[name] for name in needs}, "pile": _own(topic, one)} for one in topic.layers]
    references = find_references(told) if story else []
    labels = find_labels([_page(topic, one, references) for one in topic.layers], printed({}, []))
    reads = {one["document"].id: read for one, read in zip(topic.layers, topic.articles, strict=True)}
    labelled: dict[tuple[str, int], set[str]] = {}
    for label in labels:
        for passage in label.passages:
            read = reads[passage.document]
            labelled.setdefault((read.document.id, head_token(read.parse, passage.span)), set()).add(label.entity)
    return {
        g.key: frozenset(labelled.get((a.document.id, head_token(a.parse, g.span)), ()))
        for a in topic.articles
        for g in a.given
    }


def _own(topic: Topic, layers: Layers) -> dict[str, str]:
    return {e.id: topic.pile[e.id] for e in layers["entity"] if e.id in topic.pile}


def _page(topic: Topic, layers: Layers, references: Sequence[Reference]) -> Page:
    """Return an article as a view of the store gives it: with the pile's entities in the place of its own."""
    whole = topic.pile
    document = layers["document"]
    return Page(
        document,
        layers["article"],
        layers["zone"],
        [msgspec.structs.replace(m, entity=whole.get(m.entity or "", m.entity)) for m in layers["mention"]],
        layers["attribution"],
        [one for one in references if one.document == document.id],
        whole.values(),
    )


def read_as_countries(topic: Topic, answers: Answers) -> Answers:
    """Return the same answers with whoever acts for a country as the country (conventions.py)."""
    figures: dict[str, list[Figure]] = {}
    offices: dict[str, Counter[str]] = {}
    for one in topic.layers:
        own = find_figures(one["document"], one["sentence"], one["mention"], one["entity"], pile=topic.pile)
        for entity, figure in own.items():
            figures.setdefault(topic.pile.get(entity, entity), []).append(figure)
        for m in one["mention"]:
            if m.entity and m.office and m.office.country:
                offices.setdefault(topic.pile.get(m.entity, m.entity), Counter())[m.office.country] += 1
    each = {f"{key} {entity}": entity for key, entities in answers.items() for entity in entities}
    read = as_countries(each, figures, offices)
    return {key: frozenset(read[f"{key} {entity}"] for entity in entities) for key, entities in answers.items()}


def same_noun(topic: Topic) -> Answers:
    """Answer with the name that the noun stands before most often in the topic; a name answers for itself."""
    before: dict[str, Counter[str]] = {}
    for article in topic.articles:
        for g in article.given:
            words = g.span.of(article.document.text).split()
            if is_name(article, g) and len(words) > 1:
                for word in words[:-1]:
                    before.setdefault(word.lower(), Counter())[words[-1].lower()] += 1
    found: dict[str, frozenset[str]] = {}
    for article in topic.articles:
        for g in article.given:
            name = _last_word(article, g)
            likely = before.get(name, Counter()).most_common(1)
            found[g.key] = frozenset([name] if is_name(article, g) else [entity for entity, _ in likely])
    return found


def nearest_name(topic: Topic, kinds: Collection[str] | None = None) -> Answers:
    """Answer with the given name that stands last before the mention in its article, of these kinds of chains."""
    found: dict[str, frozenset[str]] = {}
    for article in topic.articles:
        last = frozenset[str]()
        for g in sorted(article.given, key=lambda g: g.span):
            if is_name(article, g):
                found[g.key] = frozenset([_last_word(article, g)])
                last = found[g.key] if kinds is None or g.type in kinds else last
            else:
                found[g.key] = last
    return found


def _last_word(article: Read, given: Given) -> str:
    return given.span.of(article.document.text).split()[-1].lower()


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures, in percent, of the product and of the baselines; raises Absent without the data."""
    systems: dict[str, Callable[[Topic], Answers]] = {
        "as the product says": answer,
        "as countries": lambda topic: read_as_countries(topic, answer(topic)),
        "without the story": lambda topic: answer(topic, story=False),
        "same noun": same_noun,
        "nearest name": nearest_name,
        "nearest name of an actor": lambda topic: nearest_name(topic, ACTORS),
    }
    read, ecb = read_topics(data), read_ecb_topics(data)
    rows = {name: _row(read, run, people={"ACTOR"}) for name, run in systems.items()}
    for name in ("as the product says", "without the story"):
        rows[f"ECB+ {name}"] = _row(ecb, systems[name], kinds={"HUM"})
    return rows


def _row(
    read: Sequence[Topic],
    run: Callable[[Topic], Answers],
    *,
    kinds: Collection[str] = ACTORS,
    people: Collection[str] = (),
) -> dict[str, float]:
    answers = [(topic.articles, run(topic)) for topic in read]
    total = _sum(score(articles, given, kinds) for articles, given in answers)
    row = {"P": _percent(total.right, total.answers), "R": _percent(total.found, total.sought)}
    if people:
        part = _sum(score(articles, given, people) for articles, given in answers)
        row["R people"] = _percent(part.found, part.sought)
    return {**row, "answers": total.answers}


def _sum(scores: Iterable[Score]) -> Score:
    return Score(*map(sum, zip(*scores, strict=True)))


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(1, whole), 1)
