"""The events of ECB+, mentions given -> what the product would know of each, story by story.

A given trigger may be any word, most of no PLOVER type, and there is no one to say when an article appeared. So the
profile of a mention is made here, from the same parse and with the same words for everything; who takes part is taken
from its grammar. Which documents tell one story is found by their words (TF-IDF, average linkage).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.topics import Given, Read, figures_of_topic, head_token, read_ecbplus
from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.lexicon import Candidate, Pattern
from rashomon.extract.event.slots import Argument, find_arguments
from rashomon.extract.quantity.surroundings import Surroundings
from rashomon.extract.timex import find_timexes
from rashomon.link.cast import Figure, resolve_story
from rashomon.link.event import choose_antecedent, order_of
from rashomon.link.event.likeness import Weights, shipped_weights
from rashomon.link.event.words import stems_in_order, stems_of
from rashomon.model import Article, digest
from rashomon.profiles import EventProfile, Party

__all__ = ["EVENTS", "Mentioned", "group_documents", "join_story", "mentioned_in", "read_stories"]

EVENTS = "ecbplus-dev-event.jsonl.gz"

# two groups of documents tell one story while the cosine of their documents is above this on average
SAME_STORY = 0.12

_ACTOR = frozenset({"subj", "by", "n:poss", "n:p:by"})
_RECIPIENT = frozenset({"obj", "relobj", "p:on", "p:at", "p:against", "n:p:of", "n:p:on", "n:p:against", "n:mod"})


class Mentioned(NamedTuple):
    """A given mention of an event: its key, the chain people put it in, the words, and its profile."""

    key: str
    chain: str
    words: str
    profile: EventProfile


def read_stories(data: Path) -> list[list[Mentioned]]:
    """Return the mentions of ECB+, story by story, as our grouping of its documents tells them apart."""
    articles = read_ecbplus(data, EVENTS)
    groups = group_documents([article.document.text for article in articles])
    return [mentioned_in([articles[number] for number in group]) for group in groups]


def join_story(story: Sequence[Mentioned], weights: Weights | None = None) -> dict[str, str]:
    """Return, by mention, the first of those of the story that it is one with."""
    found: dict[str, str] = {}
    profiles = sorted((m.profile for m in story), key=order_of)
    for number, profile in enumerate(profiles):
        antecedent = choose_antecedent(profile, profiles[:number], weights or shipped_weights("story"))
        found[profile.event] = profile.event if antecedent is None else found[antecedent.finding]
    return found


# ---- which documents tell one story


def group_documents(texts: Sequence[str]) -> list[list[int]]:
    """Return the numbers of the documents of each story."""
    likeness = _cosines([Counter(stems_of(text)) for text in texts])
    groups = [[i] for i in range(len(texts))]
    means = likeness.copy()
    np.fill_diagonal(means, -1.0)
    while len(groups) > 1:
        a, b = sorted(np.unravel_index(int(means.argmax()), means.shape))
        if means[a, b] < SAME_STORY:
            break
        weight = len(groups[a]), len(groups[b])
        joined = (means[a] * weight[0] + means[b] * weight[1]) / sum(weight)
        means[a], means[:, a] = joined, joined
        means[a, a] = -1.0
        means = np.delete(np.delete(means, b, 0), b, 1)
        groups[a] += groups.pop(b)
    return [sorted(group) for group in groups]


def _cosines(bags: Sequence[Counter[str]]) -> np.ndarray:
    frequency = Counter(word for bag in bags for word in bag)
    number = {word: i for i, word in enumerate(sorted(frequency))}
    table = np.zeros((len(bags), len(number)))
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            table[row, number[word]] = (1 + log(count)) * log(len(bags) / frequency[word])
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    found: np.ndarray = table @ table.T
    return found


# ---- what the mentions of a story tell


def mentioned_in(story: Sequence[Read]) -> list[Mentioned]:
    """Return the given mentions of the documents of one story; participants are entities of the story."""
    bare = [article._replace(given=()) for article in story]
    figures = figures_of_topic(bare)
    numbers = resolve_story([list(known.values()) for known in figures]).numbers
    found = []
    for article, known, row in zip(story, figures, numbers, strict=True):
        who = dict(zip(known, map(str, row), strict=True))
        teller = _Teller(article, known, who)
        found += [Mentioned(g.key, g.chain, g.span.of(article.document.text), teller.profile(g)) for g in article.given]
    return found


class _Teller:
    """One document, looked at from its triggers."""

    def __init__(self, article: Read, figures: Mapping[str, Figure], who: Mapping[str, str]) -> None:
        self.article, self.figures, self.who = article, figures, who
        self.text, self.parse = article.document.text, article.parse
        self.syntax = Syntax(article.parse)
        undated = Article(id="", by="", document=article.document.id)
        self.times = find_timexes(article.document, article.parse, undated)["timex"]
        self.around = Surroundings(article.parse, article.mention, self.times)
        self.by_token = {head_token(self.parse, m.span): m for m in article.mention}

    def profile(self, given: Given) -> EventProfile:
        """Return what the document says of one event."""
        token = head_token(self.parse, given.span)
        around = next(s.span for s in self.article.sentence if s.span.overlaps(given.span))
        names = [m.span.of(self.text) for m in self.article.mention if m.form == "name" and around.holds(m.span)]
        place = self.around.place_of(token, given.span)
        when = self.around.time_of(token, given.span)
        time = next((t for t in self.times if t.span == when), None)
        arguments = list(self.arguments(token))
        return EventProfile(
            event=given.key,
            document=self.article.document.id,
            type="",
            stem=" ".join(stems_in_order(given.span.of(self.text))),
            actors=tuple(self.party(t) for role, t in arguments if role == "actor"),
            recipients=tuple(self.party(t) for role, t in arguments if role == "recipient"),
            place=stems_of(place.of(self.text)) if place else (),
            earliest=time.earliest[:10] if time and time.earliest else None,
            latest=time.latest[:10] if time and time.latest else None,
            dated=bool(time and time.earliest),
            words=stems_of(around.of(self.text)),
            names=stems_of(" ".join(names)),
            text=digest(around.of(self.text)),
        )

    def arguments(self, token: int) -> Iterator[tuple[str, int]]:
        """Yield who takes part, by grammar alone: subjects and owners act, objects are acted on."""
        pattern = Pattern("", "", "v" if self.parse.pos[token] in ("VERB", "AUX") else "n", "do", (), False)
        for argument in find_arguments(self.syntax, Candidate(token, pattern, (token,))):
            role = _role(argument)
            if role:
                yield from ((role, t) for t in (argument.token, *argument.others))

    def party(self, token: int) -> Party:
        """Return the figure that a noun is, or else what it is called."""
        mention = self.by_token.get(token)
        figure = self.figures.get(mention.entity) if mention is not None and mention.entity else None
        if mention is None or figure is None or mention.entity is None:
            return Party(words=stems_of(self.parse.words[token]))
        country = mention.office.country if mention.office else None
        words = figure.names or [d.head for d in figure.descriptions]
        return Party(
            entity=self.who[mention.entity],
            names=stems_of(" ".join(figure.names)),
            kind=mention.kind,
            country=country,
            words=stems_of(" ".join(words)),
        )


def _role(argument: Argument) -> str:
    slot = argument.slot
    if slot in _ACTOR or slot in ("conj:subj", "x:subj", "pc:subj", "adv:subj", "lg:subj", "acl"):
        return "actor"
    passive = slot.startswith("pass:") and slot.endswith(":subj")
    return "recipient" if slot in _RECIPIENT or passive or slot == "pass:acl" else ""
