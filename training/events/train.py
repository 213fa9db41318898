"""Our own marked-up sentences -> the weights of the event coder, in src/rashomon/data/events.

    python -m training.events.train [--check]

Two linear models (multinomial logistic regression): the type of a trigger, the role of each word beside it. Realis has
its own (`train_realis.py`). `--check` trains on four fifths of the sentences
five times, measures on the rest and writes nothing. Nothing is random: the order of the examples is a fixed stride.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rashomon.extract.event.coding import ROLES, Coder
from rashomon.extract.event.evidence import NONE, evidence_of_role, evidence_of_type
from rashomon.extract.event.lexicon import Candidate, find_candidates
from rashomon.extract.event.merging import find_attacks
from rashomon.extract.event.realis_lexicon import Sentences
from rashomon.extract.event.slots import find_arguments
from rashomon.model import RawDocument
from rashomon.pipeline import STAGES, Layers
from training.events.sentences import MarkedEvent, MarkedText, read_sentences

OUT = Path(__file__).parents[2] / "src/rashomon/data/events"
# written for realis alone, many of them the same deed in another frame
FOR_REALIS = frozenset({"realis-wide.txt"})
# passes over the examples, step, shrinking of what few examples bear out
STEPS, RATE, SHRINK = 25, 0.3, 2e-4
# the weights are the mean over the passes from this one on: where the last example left them is chance
SETTLED = 10
# below this a weight decides nothing, and the file stays small
SMALL = 0.05
FOLDS = 5
HEAD = """# {what}
# made by the scripts of training/events from sentences of our own (MODEL_CARD.md says which); Apache-2.0
# columns: what speaks, CLASS=weight (a space between)
"""


class Example(NamedTuple):
    """What speaks, and what is right; `labels` are the classes to choose from."""

    evidence: tuple[str, ...]
    right: str
    labels: tuple[str, ...]
    weight: float = 1.0


Weights = dict[str, dict[str, float]]


def raw_of(text: MarkedText) -> RawDocument:
    """Return one of our texts as the input of the pipeline."""
    ref = f"{text.source}:{text.line}"
    return RawDocument(ref=ref, content=text.text.encode(), media_type="text/plain", charset="utf-8")


def read_layers(raw: RawDocument) -> Layers:
    """Run the stages that the coder needs over one text; attributions decide nothing of it."""
    layers: Layers = {"raw": raw}
    for stage in STAGES:
        if stage.name in ("clean", "parse", "timex", "mention"):
            layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
    return layers


class Sentence(NamedTuple):
    """A text of ours as the coder sees it, and its key."""

    marked: MarkedText
    coder: Coder
    candidates: tuple[Candidate, ...]

    def gold_of(self, candidate: Candidate) -> MarkedEvent | None:
        """Return the event whose trigger a candidate stands in."""
        parse = self.coder.syntax.parse
        for token in (candidate.token, *candidate.words):
            for event in self.marked.events:
                if event.trigger.overlaps(parse.span(token, token)) and token == candidate.token:
                    return event
        light = parse.lemma[candidate.token] in ("be", "have")
        words = [parse.span(t, t) for t in candidate.words]
        return next((e for e in self.marked.events if light and any(e.trigger.overlaps(w) for w in words)), None)

    def told_by(self, candidate: Candidate) -> MarkedEvent | None:
        """Return the event that a candidate tells: its trigger, or a word of harm that belongs to an attack."""
        parse = self.coder.syntax.parse
        attacks = [parse.span(t, t) for t in find_attacks(self.coder.syntax, candidate.token)]
        assaults = (e for e in self.marked.events if e.type == "ASSAULT")
        outcome_of = (e for e in assaults if any(e.trigger.overlaps(attack) for attack in attacks))
        return self.gold_of(candidate) or next(outcome_of, None)


def prepare(text: MarkedText, layers: Layers) -> Sentence:
    """Make a sentence ready to give examples."""
    coder = Coder(Sentences(layers["parse"]), layers["mention"], layers["timex"])
    return Sentence(text, coder, tuple(find_candidates(coder.syntax)))


def types(sentence: Sentence) -> Iterator[Example]:
    """Yield an example for each candidate; once more without its lemma, so that words never seen are coded as well."""
    for candidate in sentence.candidates:
        gold = sentence.told_by(candidate)
        labels = (*sorted({way.type for way in candidate.ways}), NONE)
        right = gold.type if gold is not None else NONE
        if right not in labels:
            continue
        arguments = find_arguments(sentence.coder.syntax, candidate)
        evidence = tuple(evidence_of_type(sentence.coder.syntax, sentence.coder.kinds, candidate, arguments))
        lemma = sentence.coder.syntax.parse.lemma[candidate.token].lower()
        plain = tuple(e for e in evidence if not e.startswith(("lemma=", f"{lemma}+")))
        yield Example(evidence, right, labels, 0.6)
        yield Example(plain, right, labels, 0.6)


def roles(sentence: Sentence) -> Iterator[Example]:
    """Yield an example for each word beside a trigger of ours."""
    syntax = sentence.coder.syntax
    for candidate in sentence.candidates:
        gold = sentence.told_by(candidate)
        if gold is None or gold.type not in {way.type for way in candidate.ways}:
            continue
        candidate = candidate.as_type(gold.type)
        arguments = find_arguments(syntax, candidate)
        for argument in arguments:
            evidence = tuple(evidence_of_role(syntax, sentence.coder.kinds, candidate, gold.type, arguments, argument))
            yield Example(evidence, role_of(sentence, gold, argument.token), ROLES)


def role_of(sentence: Sentence, gold: MarkedEvent, token: int) -> str:
    """Return the role of a word: that of the span of which it is the head."""
    syntax = sentence.coder.syntax
    here = syntax.parse.span(token, token)
    found = ""
    for role, spans in (("A", gold.actors), ("R", gold.recipients), ("P", gold.places)):
        for span in spans:
            head = syntax.parse.span(syntax.parse.head[token], syntax.parse.head[token])
            top = not span.holds(head) or syntax.parse.head[token] == token
            if span.holds(here) and (top or span == here):
                found += role
    return found if found in ROLES else (found[0] if found else "O")


def fit(examples: Sequence[Example], shrink: float = SHRINK) -> Weights:
    """Return the weights of a multinomial logistic regression by adaptive steps; they shrink where little speaks."""
    labels = sorted({label for e in examples for label in e.labels})
    column = {label: i for i, label in enumerate(labels)}
    counts = Counter(f for e in examples for f in set(e.evidence))
    rows = {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n > 1))}
    weights, moved = np.zeros((len(rows), len(labels))), np.full((len(rows), len(labels)), 1e-3)
    coded = [
        (np.array(sorted({rows[f] for f in e.evidence if f in rows}), dtype=int),
         np.array([column[label] for label in e.labels]), e.labels.index(e.right), e.weight)
        for e in examples
    ]  # fmt: skip
    order = [i * 7919 % len(coded) for i in range(len(coded))] if len(coded) % 7919 else list(range(len(coded)))
    total = np.zeros_like(weights)
    for number in range(STEPS):
        for i in order:
            active, choice, right, worth = coded[i]
            if not len(active):
                continue
            block = np.ix_(active, choice)
            scores = weights[block].sum(axis=0)
            slope = np.exp(scores - scores.max())
            slope /= slope.sum()
            slope[right] -= 1.0
            step = worth * slope[None, :] + shrink * len(coded) / 100 * weights[block]
            moved[block] += step**2
            weights[block] -= RATE * step / np.sqrt(moved[block])
        if number >= SETTLED:
            total += weights
    weights = total / (STEPS - SETTLED)
    return {
        feature: {
            label: round(float(weights[i, column[label]]), 2)
            for label in labels
            if abs(weights[i, column[label]]) >= SMALL
        }
        for feature, i in rows.items()
        if np.abs(weights[i]).max() >= SMALL
    }


def predict(weights: Weights, example: Example) -> str:
    """Return the likeliest label."""
    found = [weights[e] for e in example.evidence if e in weights]
    return max(example.labels, key=lambda label: sum(row.get(label, 0.0) for row in found))


def check(sentences: Sequence[Sentence], make: Callable[[Sentence], Iterable[Example]]) -> None:
    """Print how each class does on sentences left out in turn."""
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    for fold in range(FOLDS):
        rest = [e for i, s in enumerate(sentences) if i % FOLDS != fold for e in make(s)]
        weights = fit(rest)
        for i, s in enumerate(sentences):
            if i % FOLDS == fold:
                for example in make(s):
                    found = predict(weights, example)
                    tallies[example.right]["wanted"] += 1
                    tallies[found]["found"] += 1
                    tallies[found]["right"] += found == example.right
    scores = []
    for label, tally in sorted(tallies.items()):
        f1 = 2 * tally["right"] / (tally["wanted"] + tally["found"])
        scores.append(f1)
        print(f"{label:14s} {tally['wanted']:5d} {100 * f1:5.1f}")
    print(f"{'macro F1':20s} {100 * sum(scores) / len(scores):5.1f}", flush=True)


def write(name: str, what: str, weights: Weights) -> None:
    """Write a file of weights, features by name."""
    lines = [f"{f}\t{' '.join(f'{k}={v:g}' for k, v in row.items())}\n" for f, row in sorted(weights.items())]
    (OUT / f"{name}.tsv").write_text(HEAD.format(what=what) + "".join(lines), encoding="utf-8")


MODELS = {
    "type_weights": ("what speaks for a type of event", types),
    "role_weights": ("what speaks for a role in an event", roles),
}


def main() -> None:
    """Train the models, or measure them on sentences left out."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true")
    wanted = options.parse_args()
    texts = (text for text in read_sentences() if text.source not in FOR_REALIS)
    sentences = [prepare(text, read_layers(raw_of(text))) for text in texts]
    run(sentences, checking=wanted.check)


def run(sentences: Sequence[Sentence], *, checking: bool) -> None:
    """Train and write the models, or measure them."""
    for name, (what, make) in MODELS.items():
        if checking:
            print(name)
            check(sentences, make)
        else:
            write(name, what, fit([e for s in sentences for e in make(s)]))


if __name__ == "__main__":
    main()
