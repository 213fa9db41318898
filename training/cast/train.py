"""Development topics of ECB+ -> weights of the evidence that two figures of a story are one, in src/rashomon/data/cast.

    python -m training.cast.train [--data ../shared/data] [--check]

A logistic regression over `rashomon.link.cast.evidence.features`. Its examples are what the greedy joining meets: the
groups that names and descriptions leave, pair by pair, and each group beside all the others of one entity, as it is
late in the joining; pairs that the words keep apart, or that nothing speaks for, are never asked about and left out.
`--check` measures each topic with the weights of the seven others and writes nothing. Nothing is random.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.evaluation import load_scorer
from benchmarks.topics import Read, figures_of_topic, read_ecbplus, resolve, topics, where_given
from rashomon.link.cast.descriptions import join_descriptions
from rashomon.link.cast.evidence import Weights, features, touch
from rashomon.link.cast.group import Group, are_apart
from rashomon.link.cast.names import join_names
from rashomon.link.cast.nearness import Nearness

OUT = Path(__file__).parents[2] / "src/rashomon/data/cast/weights.tsv"
# added to the constant, so that a pair is joined from a probability of .38 on: it trades precision for recall. CoNLL F1
# with topics left out in turn: 73.6 with 0, 75.2 with .5, 75.3 with 1; B3 precision is 86, 80 and 75
LENIENCE = 0.5
PENALTY = 1.0
STEPS = 40
HEAD = """# weights of the evidence that two figures of a story are one; see MODEL_CARD.md
# trained on the development topics of ECB+ (Cybulska and Vossen 2014, CC BY 3.0); licence CC BY 3.0
# made by training/cast/train.py
# columns: what speaks for or against, weight
"""


class Example(NamedTuple):
    """A pair of groups: what speaks for and against it, and whether it is one entity."""

    evidence: dict[str, float]
    one: bool


def examples(topic: Sequence[Read]) -> Iterator[Example]:
    """Yield the pairs of one topic whose entities people have told."""
    figures = figures_of_topic(topic)
    rows = [list(article.values()) for article in figures]
    nearness = Nearness.of(rows)
    chains = [_chain(article, name) for article, told in zip(topic, figures, strict=True) for name in told]
    places = [(number, figure) for number, row in enumerate(rows) for figure in row]
    groups = join_names([Group.of_figure(i, article, figure) for i, (article, figure) in enumerate(places)])
    by_chain: dict[str, list[Group]] = defaultdict(list)
    for group in join_descriptions(groups, nearness):
        votes = Counter(chain for i in group.members if (chain := chains[i]))
        if votes:
            by_chain[votes.most_common(1)[0][0]].append(group)
    yield from _pairs(by_chain, nearness)


def _chain(article: Read, name: str) -> str:
    """Return the chain that most of the figure's given mentions are in, nothing where none is given."""
    votes = Counter(g.chain for g, where in where_given(article).items() if where == name)
    return votes.most_common(1)[0][0] if votes else ""


def _pairs(by_chain: dict[str, list[Group]], nearness: Nearness) -> Iterator[Example]:
    everybody = [(group, chain) for chain, groups in by_chain.items() for group in groups]
    for (a, of_a), (b, of_b) in combinations(everybody, 2):
        yield from _example(a, b, of_a == of_b, nearness)
    for group, of in everybody:
        for chain, groups in by_chain.items():
            others = [g for g in groups if g is not group]
            if len(others) > 1:
                yield from _example(group, _whole(others), of == chain, nearness)


def _whole(groups: Sequence[Group]) -> Group:
    first = groups[0]
    for group in groups[1:]:
        first = first.with_(group, "the same chain")
    return first


def _example(a: Group, b: Group, one: bool, nearness: Nearness) -> Iterator[Example]:
    if touch(a, b, nearness) and not are_apart(a, b):
        yield Example(features(a, b, nearness), one)


def fit(given: Sequence[Example]) -> Weights:
    """Return the weights of a logistic regression with an L2 penalty, by Newton's method."""
    names = sorted({name for e in given for name in e.evidence})
    x = np.array([[e.evidence.get(name, 0.0) for name in names] for e in given])
    y = np.array([float(e.one) for e in given])
    w = np.zeros(len(names))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - y) + PENALTY * w
        bend = (x.T * (p * (1 - p))) @ x + PENALTY * np.eye(len(w))
        w -= np.linalg.solve(bend, slope)
    return {name: float(value) + LENIENCE * (name == "any two") for name, value in zip(names, w, strict=True)}


def check(data: Path, by_topic: Sequence[Sequence[Read]], given: Sequence[Sequence[Example]]) -> None:
    """Print CoNLL F1 of each topic, and of all, with weights that have not seen it."""
    scorer = load_scorer(data, "score_clusters")
    key: dict[str, str] = {}
    found: dict[str, tuple[str, str]] = {}
    for i, topic in enumerate(by_topic):
        weights = fit([e for k, rows in enumerate(given) if k != i for e in rows])
        mine = {name: (topic[0].topic, entity) for name, entity in resolve(topic, weights).items()}
        gold = {g.key: g.chain for a in topic for g in a.given}
        print(f"topic {topic[0].topic:>3}: {100 * scorer.conll(gold, mine)['CoNLL']:.1f}")
        key |= gold
        found |= mine
    scores = scorer.conll(key, found)
    print("all:", ", ".join(f"{m} {100 * (v if m == 'CoNLL' else v[2]):.1f}" for m, v in scores.items()))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[3] / "shared/data")
    parser.add_argument("--check", action="store_true", help="leave each topic out in turn; write nothing")
    args = parser.parse_args()
    by_topic = topics(read_ecbplus(args.data))
    given = [list(examples(topic)) for topic in by_topic]
    if args.check:
        check(args.data, by_topic, given)
        return
    weights = fit([e for rows in given for e in rows])
    rows = sorted(weights.items())
    OUT.write_text(HEAD + "".join(f"{name}\t{value:.3f}\n" for name, value in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
