"""Who is meant by the source: speakers of the seeds and of the sample story, right, wrong, or left open.

Of the hand-keyed contents that are found (half of the words in common): `right`, `wrong` and `null` (left open though
the text tells) as shares; `found` of the `keyed`. The key of the seeds, `benchmarks/data/seeds-speakers.jsonl`, holds
offsets and names, no text. Where the text does not say who speaks, only null is right. Baseline: the words of the
source, taken for the name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks import Absent
from benchmarks.matching import judge, pair, speaker_names, words
from benchmarks.sample import read_sample, true_names
from benchmarks.truth import load_story, locate, names_of
from rashomon.model import Attribution, RawDocument, Span
from rashomon.pipeline import Layers, read_article
from rashomon.read import read_inputs

__all__ = ["measure"]

KEY = Path(__file__).parent / "data" / "seeds-speakers.jsonl"
TARGETS = {"right": 0.9}


class Keyed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the key: where a content stands in a seed, and who says it, with other names of the speaker."""

    ref: str
    content: tuple[tuple[int, int], ...]
    speaker: str | None
    also: tuple[str, ...] = ()


class Verdicts(NamedTuple):
    """The content found for a keyed one, or None, with the names that are right."""

    layers: Layers
    item: Attribution | None
    true: Collection[str]


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the shares for the seeds (`data`'s neighbour) and the sample; raises Absent without the seeds."""
    folder = data.parent / "seeds"
    if not folder.is_dir():
        raise Absent(f"{folder} is not there")
    piles = {"seeds": list(seeds(folder)), "sample": list(sample())}
    measured = {f"rashomon, {name}": shares(pile, by_words=False) for name, pile in piles.items()}
    return measured | {f"words of the source, {name}": shares(pile, by_words=True) for name, pile in piles.items()}


def seeds(folder: Path) -> Iterator[Verdicts]:
    """Yield what was found for each line of the key."""
    lines = msgspec.json.Decoder(Keyed).decode_lines(KEY.read_bytes())
    for raw in read_inputs([folder]):
        layers = read_article(raw) if isinstance(raw, RawDocument) else raw
        if not isinstance(layers, dict):
            continue
        keyed = [line for line in lines if line.ref == Path(layers["document"].ref).name]
        text = layers["document"].text
        true = [words(text, [Span(*span) for span in line.content]) for line in keyed]
        names = [{line.speaker, *line.also} if line.speaker else set[str]() for line in keyed]
        yield from verdicts(layers, true, names)


def sample() -> Iterator[Verdicts]:
    """Yield what was found for each attribution of the truth file."""
    story = load_story()
    for ref, layers in read_sample().items():
        text, items = layers["document"].text, story.body(ref).attributions
        places = [locate(item.passage, text) for item in items]
        known = names_of(story, text)
        names = [true_names(item, place, text, known) for item, place in zip(items, places, strict=True)]
        yield from verdicts(layers, [words(text, place["k"]) for place in places], names)


def verdicts(layers: Layers, true: Sequence[frozenset[int]], names: Sequence[Collection[str]]) -> Iterator[Verdicts]:
    """Pair the contents of one article with those that were found in it."""
    text, found = layers["document"].text, layers["attribution"]
    pairs = pair(true, [words(text, item.content) for item in found])
    for i, right in enumerate(names):
        yield Verdicts(layers, found[pairs[i]] if i in pairs else None, right)


def shares(pile: list[Verdicts], *, by_words: bool) -> dict[str, float]:
    """Return the shares of right, wrong and null among those found."""
    counts: Counter[str] = Counter()
    for layers, item, true in pile:
        if item is not None:
            text = layers["document"].text
            said = (
                {span.of(text) for span in item.source} if by_words else speaker_names(item.speaker, layers["entity"])
            )
            counts[judge(said, true)] += 1
    found = counts.total()
    rates = {name: counts[name] / max(found, 1) for name in ("right", "wrong", "null")}
    return rates | {"found": float(found), "keyed": float(len(pile))}
