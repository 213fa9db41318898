"""Planted stories and ECB+ -> weights of the evidence that two accounts tell of one event (data/clusters/weights.tsv).

    python -m training.clusters.train [--data ../shared/data] [--check]

Two logistic regressions over `rashomon.link.event.likeness.features`, by Newton's method; nothing is random. `pile`:
the pairs of events of our planted stories (benchmarks/data/planted-events, samples) that share a key. They are few and
of two stories only, so that the weights are held near those that we set by hand (prior.tsv). `story`: pairs of the
given mentions of ECB+'s development topics in documents that tell one story. Pairs that speak against each other are
never weighed and are left out. Pairs of a large cluster say the same again and again: they weigh less.
`--check` measures each story, and each topic, with the weights of the others, and writes nothing.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.ecbplus import Mentioned, join_story, read_stories
from benchmarks.evaluation import load_scorer
from benchmarks.planted import (
    PLANTED,
    Pile,
    Planted,
    Told,
    found_and_true,
    gather,
    join,
    read_planted,
    read_sample,
    told_in,
)
from rashomon.link.event import choose_antecedent
from rashomon.link.event.likeness import Weights, are_apart, features
from rashomon.pipeline import Layers
from rashomon.profiles import EventProfile

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "src/rashomon/data/clusters/weights.tsv"
# added to the constant of a pile: an event told in ten articles should rather not be ten
LENIENCE = 0.8
# within a story the articles have most names, places and days in common, and what they have not says little
TELLING = ("any two", "trigger", "actor", "recipient", "words", "one ")
STEPS = 40
# the penalty on a weight that is not to move
HELD = 1e6
HEAD = """# weights (log-odds) of the evidence that two accounts tell of one event; see MODEL_CARD.md
# pile: our own planted stories, about weights set by hand; Apache-2.0
# story: trained on the development topics of ECB+ (Cybulska and Vossen 2014, CC BY 3.0); licence CC BY 3.0
# made by training/clusters/train.py
# columns: what speaks for or against, weight in a pile, weight among articles that tell one story
"""


class Example(NamedTuple):
    """A pair of events: what speaks for and against it, whether it is one event, and how much it weighs."""

    evidence: dict[str, float]
    one: bool
    weight: float


class Read(NamedTuple):
    """A planted story: its pile, and what its events are by the truth."""

    pile: Pile
    told: list[Told]


def read_story(articles: Mapping[str, Layers], listed: Sequence[Planted]) -> Read:
    """Return a planted story as the product reads it."""
    return Read(gather(articles), told_in(articles, listed))


def in_pile(story: Read) -> Iterator[Example]:
    """Yield the pairs of a planted story that the product would compare."""
    truth = {told.event: told.cluster for told in story.told if told.cluster}
    size = Counter(truth.values())
    known = [p for p in story.pile.profiles if p.event in truth]
    for a, b in combinations(known, 2):
        ours, theirs = truth[a.event], truth[b.event]
        if story.pile.keys[a.event] & story.pile.keys[b.event] and not are_apart(a, b):
            yield Example(features(a, b), ours == theirs, (size[ours] * size[theirs]) ** -0.5)


def in_story(story: Sequence[Mentioned]) -> Iterator[Example]:
    """Yield the pairs of the mentions of one story of ECB+."""

    def words_of(a: EventProfile, b: EventProfile) -> tuple[str, ...]:
        return tuple(sorted((a.stem, b.stem)))

    pairs = [(a, b) for a, b in combinations(story, 2) if not are_apart(a.profile, b.profile)]
    as_often = Counter(words_of(a.profile, b.profile) for a, b in pairs)
    for a, b in pairs:
        weight = as_often[words_of(a.profile, b.profile)] ** -0.5
        evidence = {name: v for name, v in features(a.profile, b.profile).items() if name.startswith(TELLING)}
        yield Example(evidence, a.chain == b.chain, weight)


def fit(given: Sequence[Example], prior: Weights, held: Collection[str] = ()) -> Weights:
    """Return the weights of a logistic regression with an L2 penalty on what differs from `prior`; some are held."""
    names = sorted({name for e in given for name in e.evidence} | prior.keys())
    x = np.array([[e.evidence.get(name, 0.0) for name in names] for e in given])
    y, share = np.array([float(e.one) for e in given]), np.array([e.weight for e in given])
    start = np.array([prior.get(name, 0.0) for name in names])
    penalty = np.array([HELD if name in held else 1.0 for name in names])
    w = start.copy()

    def loss(at: np.ndarray) -> float:
        z = x @ at
        return float(np.sum(share * (np.logaddexp(0, z) - y * z)) + np.sum(penalty * (at - start) ** 2) / 2)

    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (share * (p - y)) + penalty * (w - start)
        step = np.linalg.solve((x.T * (share * p * (1 - p))) @ x + np.diag(penalty), slope)
        while loss(w - step) > loss(w) and np.abs(step).max() > 1e-6:
            step /= 2
        w -= step
    return {name: float(value) for name, value in zip(names, w, strict=True)}


def fit_pile(given: Sequence[Example]) -> Weights:
    """Return the weights for a pile."""
    rows = [
        line.split("\t") for line in (HERE / "prior.tsv").read_text(encoding="utf-8").splitlines() if line[0] != "#"
    ]
    held = {row[0] for row in rows if "held" in row}
    fitted = fit(given, {name: float(value) for name, value, *_ in rows}, held)
    return {name: value + LENIENCE * (name == "any two") for name, value in fitted.items()}


def check(data: Path, planted: Sequence[Read], topics: Mapping[str, Sequence[Sequence[Mentioned]]]) -> None:
    """Print the figures of each story and of all topics with weights that have not seen them."""
    scorer = load_scorer(data, "score_clusters")
    for i, story in enumerate(planted):
        weights = fit_pile([e for k, other in enumerate(planted) if k != i for e in in_pile(other)])
        chosen, _ = join(story.pile, lambda profile, before: choose_antecedent(profile, before, weights))  # noqa: B023
        true, found = found_and_true(story.told, chosen)
        print(f"planted story {i}: B3 {[round(100 * v, 1) for v in scorer.b3(true, found)]}")
    key: dict[str, str] = {}
    found_by: dict[str, str] = {}
    for topic, stories in topics.items():
        weights = fit([e for other, s in topics.items() if other != topic for one in s for e in in_story(one)], {})
        for mentions in stories:
            key |= {m.key: m.chain for m in mentions}
            found_by |= join_story(mentions, weights)
    scores = scorer.conll(key, found_by)
    print("ECB+:", ", ".join(f"{m} {100 * (v if m == 'CoNLL' else v[2]):.1f}" for m, v in scores.items()))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[3] / "shared/data")
    parser.add_argument("--check", action="store_true", help="leave each story and topic out in turn; write nothing")
    args = parser.parse_args()
    planted = [read_story(*read_planted(PLANTED)), read_story(*read_sample())]
    stories = read_stories(args.data)
    if args.check:
        topics: dict[str, list[Sequence[Mentioned]]] = {}
        for story in stories:
            topics.setdefault(story[0].profile.document.split("_")[0], []).append(story)
        check(args.data, planted, topics)
        return
    pile = fit_pile([e for story in planted for e in in_pile(story)])
    story_weights = fit([e for story in stories for e in in_story(story)], {})
    rows = (f"{name}\t{pile[name]:.3f}\t{story_weights.get(name, 0.0):.3f}\n" for name in sorted(pile))
    OUT.write_text(HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
