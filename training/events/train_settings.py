"""Our own marked-up sentences -> the weights that tell an event's place and time, in src/rashomon/data/events.

    python -m training.events.train_settings [--check]

Two linear models over what the grammar says of a place or time beside a trigger; how they are fitted stands in
`train.py`. `--check` trains on four fifths of the sentences five times, measures on the rest and writes nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence

from rashomon.extract.event.setting import ANSWERS, Option, Scene, Trigger
from rashomon.model import Span
from training.events.sentences import MarkedEvent, read_sentences
from training.events.train import Example, Sentence, check, fit, prepare, raw_of, read_layers, write

Options = Callable[[Scene, Trigger, Sequence[Span]], Iterator[Option]]


def places(sentence: Sentence) -> Iterator[Example]:
    """Yield an example for each word that may be the place of an event of ours."""
    return _examples(sentence, Scene.places, lambda gold: gold.places)


def times(sentence: Sentence) -> Iterator[Example]:
    """Yield an example for each time that may be that of an event of ours."""
    return _examples(sentence, Scene.times, lambda gold: gold.times)


def _examples(
    sentence: Sentence, options: Options, right: Callable[[MarkedEvent], Sequence[Span]]
) -> Iterator[Example]:
    coder, parse = sentence.coder, sentence.coder.syntax.parse
    known = [(c, gold) for c in sentence.candidates if (gold := sentence.gold_of(c)) is not None]
    scene = Scene(coder.syntax, coder.kinds, coder.timexes, [c.token for c, _ in known])
    for candidate, gold in known:
        trigger = Trigger(candidate.token, candidate.words, gold.type)
        for option in options(scene, trigger, (*gold.actors, *gold.recipients)):
            here = parse.span(option.token, option.token)
            answer = any(span.overlaps(here) or span == option.span for span in right(gold))
            yield Example(option.evidence, ANSWERS[not answer], ANSWERS)


MODELS = {
    "place_weights": ("what speaks for words being the place of an event", places),
    "time_weights": ("what speaks for words being the time of an event", times),
}


def main() -> None:
    """Train the two models, or measure them on sentences left out."""
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
