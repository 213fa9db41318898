"""Our own marked-up sentences -> the weights that tell an event's place, time and mode, in src/rashomon/data/events.

    python -m training.events.train_settings [--check]

Linear models over what the grammar says of a place or time beside a trigger, and over the words around it; how they
are fitted stands in `train.py`. `--check` trains on four fifths of the sentences five times, measures on the rest and
writes nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from rashomon.extract.event.lexicon import Candidate
from rashomon.extract.event.modes import NO_MODE, evidence_of_mode, modes_of
from rashomon.extract.event.setting import ANSWERS, Option, Scene, Trigger
from rashomon.model import Span
from training.events.sentences import MarkedEvent, read_sentences
from training.events.train import Example, Sentence, check, fit, prepare, raw_of, read_layers, write


def places(sentence: Sentence) -> Iterator[Example]:
    """Yield an example for each word that may be the place of an event of ours."""
    for gold, options, _ in options_of(sentence):
        yield from _examples(sentence, options, gold.places)


def times(sentence: Sentence) -> Iterator[Example]:
    """Yield an example for each time that may be that of an event of ours."""
    for gold, _, options in options_of(sentence):
        yield from _examples(sentence, options, gold.times)


def options_of(sentence: Sentence) -> Iterator[tuple[MarkedEvent, list[Option], list[Option]]]:
    """Yield the events of ours whose trigger is in the lexicon, with what may be their place and their time."""
    coder = sentence.coder
    known = [(c, gold) for c in sentence.candidates if (gold := sentence.gold_of(c)) is not None]
    scene = Scene(coder.syntax, coder.kinds, coder.timexes, [c.token for c, _ in known])
    for candidate, gold in known:
        trigger, taken = Trigger(candidate.token, candidate.words, gold.type), (*gold.actors, *gold.recipients)
        yield gold, list(scene.places(trigger, taken)), list(scene.times(trigger, taken))


def _examples(sentence: Sentence, options: Sequence[Option], right: Sequence[Span]) -> Iterator[Example]:
    for option in options:
        here = sentence.coder.syntax.parse.span(option.token, option.token)
        answer = any(span.overlaps(here) or span == option.span for span in right)
        yield Example(option.evidence, ANSWERS[not answer], ANSWERS)


def modes(sentence: Sentence) -> Iterator[Example]:
    """Yield an example for each event of ours whose type has modes."""
    syntax = sentence.coder.syntax
    known = [(c.as_type(gold.type), gold) for c in sentence.candidates if (gold := _gold(sentence, c)) is not None]
    for candidate, gold in known:
        labels = (*modes_of(gold.type), NO_MODE)
        if len(labels) > 1:
            trigger = Trigger(candidate.token, candidate.words, gold.type)
            below = [c for c, _ in known if syntax.is_below(c.token, candidate.token)]
            inside = [f"{c.pattern.type}:{c.pattern.mode}" for c in below]
            evidence = evidence_of_mode(syntax, trigger, candidate.pattern.mode, inside)
            yield Example(tuple(evidence), gold.mode or NO_MODE, labels)


def _gold(sentence: Sentence, candidate: Candidate) -> MarkedEvent | None:
    gold = sentence.gold_of(candidate)
    return gold if gold is not None and gold.type in {way.type for way in candidate.ways} else None


MODELS = {
    "place_weights": ("what speaks for words being the place of an event", places),
    "time_weights": ("what speaks for words being the time of an event", times),
    "mode_weights": ("what speaks for a mode", modes),
}


def main() -> None:
    """Train the three models, or measure them on sentences left out."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true")
    wanted = options.parse_args()
    sentences = [prepare(text, read_layers(raw_of(text))) for text in read_sentences()]
    for name, (what, make) in MODELS.items():
        if wanted.check:
            print(name)
            check(sentences, make)
        else:
            write(name, what, fit([example for sentence in sentences for example in make(sentence)]))


if __name__ == "__main__":
    main()
