"""Marked-up sentences of our own, and half A of the key of realis -> src/rashomon/data/events/realis_weights.tsv.

    python -m training.events.train_realis [--check]

`--check` leaves out a fifth of the texts at a time and prints what three ways of deciding make of it, on the sentences
and on half A: the rules alone, the model without the verdict of the rules, and both together, as shipped. It writes
nothing. Half B of the key is never read here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rashomon.extract.event.realis import CLASSES, Reading, find_cues, verdict_of
from rashomon.extract.event.realis_lexicon import Sentences
from rashomon.extract.event.realis_time import Times
from rashomon.model import RawDocument, Realis, Span
from rashomon.pipeline import STAGES, Layers
from training.events.sentences import read_sentences
from training.events.train import Example, Weights, fit, write

KEY = Path(__file__).parents[2] / "benchmarks/data/realis.jsonl"
# few examples a feature: it shrinks faster than types and roles do; chosen by cross-validation
SHRINK = 3e-3
FOLDS = 5


class Case(NamedTuple):
    """A trigger of one of our texts as the rules read it, and what is right."""

    text: str
    source: str
    reading: Reading
    right: Realis


def read_cases() -> Iterator[Case]:
    """Yield every marked trigger of the sentences and of half A of the key."""
    for text in read_sentences():
        yield from _cases(text.text, "sentences", [(event.trigger, event.realis) for event in text.events])
    for line in KEY.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item["half"] == "A":
            marked = [(Span(*event["trigger"]), event["realis"]) for event in item["events"]]
            yield from _cases(item["text"], "half A", marked)


def _cases(text: str, source: str, marked: Iterable[tuple[Span, str]]) -> Iterator[Case]:
    layers: Layers = {"raw": RawDocument(ref=source, content=text.encode(), media_type="text/plain", charset="utf-8")}
    for stage in STAGES:
        if stage.name in ("clean", "parse", "timex"):
            layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
    syntax = Sentences(layers["parse"])
    times = Times(syntax, layers["timex"])
    for span, right in marked:
        tokens = [t for t in range(len(syntax.parse.words)) if syntax.parse.span(t, t).overlaps(span)]
        reading = find_cues(syntax, _head_of(syntax, tokens), times, tokens)
        yield Case(text, source, reading, right)  # type: ignore[arg-type]


def _head_of(syntax: Sentences, tokens: Sequence[int]) -> int:
    """Return the first token that hangs on one outside."""
    heads = syntax.parse.head
    return next((t for t in tokens if heads[t] not in tokens or heads[t] == t), tokens[0])


# ---- leaving out a fifth at a time -------------------------------------------------------------------------------


def check(cases: Sequence[Case]) -> None:
    """Print the figures of three ways of deciding, on texts that the weights have not seen."""
    ways: dict[str, Callable[[Case, Weights], Realis]] = {
        "rules alone": lambda case, weights: case.reading.rule,
        "model alone": lambda case, weights: _likeliest(case.reading.evidence, weights),
        "both": lambda case, weights: verdict_of(case.reading, _chances(case.reading.evidence, weights)).realis,
    }
    for name, decide in ways.items():
        pairs: list[tuple[str, Realis, Realis]] = []
        for fold in range(FOLDS):
            rest = [_example(c, with_rules=name != "model alone") for c in cases if _fold(c) != fold]
            weights = {} if name == "rules alone" else fit(rest, SHRINK)
            pairs += [(c.source, c.right, decide(c, weights)) for c in cases if _fold(c) == fold]
        for source in ("sentences", "half A"):
            print(f"{name:12s} {source:10s} {_figures([(r, f) for s, r, f in pairs if s == source])}", flush=True)


def _fold(case: Case) -> int:
    return int(hashlib.sha256(case.text.encode()).hexdigest()[:8], 16) % FOLDS


def _example(case: Case, *, with_rules: bool = True) -> Example:
    evidence = case.reading.evidence if with_rules else tuple(e for e in case.reading.evidence if _is_bare(e))
    return Example(evidence, case.right, CLASSES)


def _is_bare(evidence: str) -> bool:
    """Tell whether evidence does not repeat the verdict of the rules."""
    return not evidence.startswith("rule=") and not evidence.endswith(CLASSES)


def _chances(evidence: Iterable[str], weights: Weights) -> Mapping[Realis, float]:
    rows = [weights[e] for e in evidence if e in weights]
    scores = {label: sum(row.get(label, 0.0) for row in rows) for label in CLASSES}
    top = max(scores.values())
    whole = sum(math.exp(s - top) for s in scores.values())
    return {label: math.exp(s - top) / whole for label, s in scores.items()}


def _likeliest(evidence: Iterable[str], weights: Weights) -> Realis:
    chances = _chances([e for e in evidence if _is_bare(e)], weights)
    return max(chances, key=chances.__getitem__)


def _figures(pairs: Sequence[tuple[Realis, Realis]]) -> str:
    scores = []
    for label in CLASSES:
        both = sum((right == label) + (found == label) for right, found in pairs)
        scores.append(200 * sum(right == found == label for right, found in pairs) / both if both else 0.0)
    undone = [found for right, found in pairs if right in CLASSES[1:6]]
    wrongly = 100 * undone.count("asserted") / len(undone)
    each = " ".join(f"{label[:5]} {score:.0f}" for label, score in zip(CLASSES, scores, strict=True))
    return f"macro F1 {sum(scores) / len(scores):.1f}, wrongly asserted {wrongly:.1f} | {each}"


def main() -> None:
    """Train and write the weights, or measure on texts left out."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true")
    cases = list(read_cases())
    if options.parse_args().check:
        check(cases)
    else:
        what = "what speaks for an event having happened or not; from half A of benchmarks/data/realis.jsonl as well"
        write("realis_weights", what, fit([_example(c) for c in cases], SHRINK))


if __name__ == "__main__":
    main()
