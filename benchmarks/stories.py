"""Which articles tell one story: reports of shootings (stories-dev), politics in three outlets each (basil-stories).

B3 over articles, in percent, as score_clusters gives it. The stories of each set are in two halves, A and B, by a hash
of their names. `rashomon` is what ships: its weights were chosen in view of both halves, where they differ little, and
its threshold in view of both sets; of all pairs it compares those that a store does. `all pairs compared` shows what
the others would add, and all rows below it are made so. `best for the other half` has for each half the threshold, of
those tried, that is best for the other one. `words weighed by the pile` counts in how many articles of the pile a word
stands, as TF-IDF has it: with each article that comes, all would have to be compared anew. Baselines: components of
articles that are alike (each half at the threshold that is best for the other one), no dates, all articles in one
story, every article alone. `stories` is how many are found for each that there is.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

import msgspec
import numpy as np
from numpy.typing import NDArray

from benchmarks.evaluation import Item, load_scorer, read_items
from rashomon.clean import clean_document
from rashomon.link.story import LINKED, fade_between, find_bag, group_stories, liken
from rashomon.link.story.bags import LENGTH, rarity_of
from rashomon.model import Declared, RawDocument
from rashomon.profiles import Bag
from rashomon.store.bag_terms import LASTING, SHARED, leading_terms

FILES = ("stories-dev.jsonl.gz", "basil-stories.jsonl.gz")
TARGETS = {"stories-dev A": 92.0, "stories-dev B": 92.0, "basil-stories": 97.0}

HALVES = ("A", "B")
TRIED = range(105_000, 300_000, 10_000)

Near = Mapping[tuple[str, str], int]
Answer = Mapping[str, object]
Group = Callable[[Sequence[str], Near, int], Iterable[Sequence[str]]]


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures; raises Absent without the data."""
    scorer = load_scorer(data, "score_clusters")
    rows: dict[str, dict[str, float]] = {}
    for file in FILES:
        pile = _Pile(scorer, file.split(".")[0], read_items(data / file))
        for system, figures in pile.rows():
            rows.setdefault(system, {}).update(figures)
    return rows


class _Pile:
    """The articles of one set, with the story of each, in halves."""

    def __init__(self, scorer: ModuleType, name: str, items: Sequence[Item]) -> None:
        self.scorer, self.name = scorer, name
        self.bags: dict[str, Bag] = {}
        self.true: dict[str, str] = {}
        for item in items:
            bag = bag_of(item)
            self.bags[bag.document], self.true[bag.document] = bag, item["story"]

    def rows(self) -> Iterable[tuple[str, dict[str, float]]]:
        """Yield the systems with their figures."""
        near = near_pairs(self.bags.values())
        undated = near_pairs([msgspec.structs.replace(b, earliest=_DAY, latest=_DAY) for b in self.bags.values()])
        by_pile = near_pairs(_weigh_by_pile(list(self.bags.values())))
        yield "rashomon", self.figures(self.answer(group_stories, compared_pairs(self.bags, near), LINKED))
        yield "all pairs compared", self.figures(self.answer(group_stories, near, LINKED))
        yield "best for the other half", self.crosswise(group_stories, near)
        yield "words weighed by the pile", self.crosswise(group_stories, by_pile)
        yield "no dates", self.crosswise(group_stories, undated)
        yield "components of what is alike", self.crosswise(_components, near)
        yield "all in one story", self.figures(dict.fromkeys(self.bags, ""))
        yield "every article alone", self.figures({name: name for name in self.bags})

    def answer(self, group: Group, near: Near, least: int) -> Answer:
        """Return by document the number of its story."""
        groups = group(sorted(self.bags), near, least)
        return {document: number for number, documents in enumerate(groups) for document in documents}

    def figures(self, found: Answer) -> dict[str, float]:
        """Return B3 of the whole and of the halves, and how many stories are found for each."""
        precision, recall, f1 = self.b3(found, self.true)
        return {
            self.name: f1,
            f"{self.name} precision": precision,
            f"{self.name} recall": recall,
            **{f"{self.name} {half}": self.b3(found, self.half(half))[2] for half in HALVES},
            f"{self.name} stories": round(len(set(found.values())) / len(set(self.true.values())), 3),
        }

    def crosswise(self, group: Group, near: Near) -> dict[str, float]:
        """Return B3 of each half with the threshold that is best for the other one."""
        answers = [self.answer(group, near, least) for least in TRIED]
        scores = {half: [self.b3(answer, self.half(half))[2] for answer in answers] for half in HALVES}
        best = {half: scores[half].index(max(scores[half])) for half in HALVES}
        return {f"{self.name} {mine}": scores[mine][best[other]] for mine, other in (HALVES, HALVES[::-1])}

    def half(self, name: str) -> dict[str, str]:
        """Return the articles of half the stories, with the story of each."""
        return {document: story for document, story in self.true.items() if HALVES[_bit(story)] == name}

    def b3(self, found: Answer, true: Answer) -> tuple[float, float, float]:
        """Return precision, recall and F1, in percent."""
        precision, recall, f1 = self.scorer.b3(true, {document: found[document] for document in true})
        return round(100 * precision, 1), round(100 * recall, 1), round(100 * f1, 1)


_DAY = "2020-01-01"


def _bit(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) & 1


def bag_of(item: Item) -> Bag:
    """Return the bag of an item with a title, a text and a date."""
    declared = Declared(title=item["title"], date=item["date"] or None)
    raw = RawDocument(
        ref=item["id"], content=item["text"].encode(), media_type="text/plain", charset="utf-8", declared=declared
    )
    layers = clean_document(raw)
    return find_bag(layers["document"], layers["article"], [], layers["zone"])


def near_pairs(bags: Iterable[Bag]) -> Near:
    """Return all pairs that are alike at all, the products of their weights summed term by term."""
    listed = sorted(bags, key=lambda bag: bag.document)
    alike = liken(_products([bag.terms for bag in listed]), _fades(listed))
    pairs = np.argwhere(np.triu(alike, 1)).tolist()
    return {(listed[a].document, listed[b].document): int(alike[a, b]) for a, b in pairs}


def compared_pairs(bags: Mapping[str, Bag], near: Near) -> Near:
    """Return those pairs that a store compares, by the terms that weigh most and the days between (see bag_terms)."""
    listed = sorted(bags)
    place = {document: number for number, document in enumerate(listed)}
    products = _products([dict(leading_terms(bags[document])) for document in listed])
    lasting = products * _fades([bags[document] for document in listed]) >= LASTING
    compared = lasting & (products >= SHARED)
    return {(a, b): likeness for (a, b), likeness in near.items() if compared[place[a], place[b]]}


def _fades(bags: Sequence[Bag]) -> NDArray[np.int64]:
    """Return for each two bags what the days between them leave of their likeness."""
    days = np.array([bag.days for bag in bags])
    return np.array([fade_between(bag.days, days) for bag in bags])


def _products(bags: Sequence[Mapping[str, int]]) -> NDArray[np.int32]:
    """Return for each two bags the sum of the products of the weights that they share."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, terms in enumerate(bags):
        for term in terms:
            holders[term].append(number)
    products = np.zeros((len(bags), len(bags)), dtype=np.int32)
    for term, numbers in holders.items():
        if len(numbers) > 1:
            weights = np.array([bags[number][term] for number in numbers], dtype=np.int32)
            products[np.ix_(numbers, numbers)] += np.outer(weights, weights)
    return products


def _weigh_by_pile(bags: Sequence[Bag]) -> list[Bag]:
    """Return the bags with the logarithm of the share of articles that have a term in the place of its rarity."""
    holders = Counter(term for bag in bags for term in bag.terms)
    found = []
    for bag in bags:
        weights = {
            term: weight * math.log(len(bags) / holders[term]) / max(rarity_of(term.lower()), 0.1)
            for term, weight in bag.terms.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        terms = {term: round(LENGTH * weight / length) for term, weight in weights.items()}
        found.append(msgspec.structs.replace(bag, terms=terms))
    return found


def _components(documents: Sequence[str], near: Near, least: int) -> Iterable[Sequence[str]]:
    """Return what hangs together by pairs that are alike by `least`."""
    root = {document: document for document in documents}

    def find(document: str) -> str:
        while root[document] != document:
            root[document] = document = root[root[document]]
        return document

    for (a, b), alike in near.items():
        if alike >= least:
            root[find(a)] = find(b)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for document in documents:
        groups[find(document)].append(document)
    return groups.values()
