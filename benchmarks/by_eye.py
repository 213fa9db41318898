"""A pile of articles -> a random sample of its attributions on standard output, for a person to judge.

python -m benchmarks.by_eye --seed 11 -n 100            the trained tagger
python -m benchmarks.by_eye --seed 11 -n 50 --rules     the rules

It measures nothing by itself: what was judged is in `docs/reading-by-eye.md`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.__main__ import DATA
from rashomon.model import Attribution, Document, Entity, RawDocument, Span
from rashomon.pipeline import STAGES, STAGES_BY_RULES, Stage, read_article
from rashomon.read import read_inputs

AROUND = 240  # characters shown on either side: the antecedent of a pronoun mostly stands in them


class Found(NamedTuple):
    """An attribution, the article it stands in, and the name of its speaker, None where that is left open."""

    document: Document
    item: Attribution
    speaker: str | None


def find_all(paths: Sequence[Path], stages: Sequence[Stage]) -> Iterator[Found]:
    """Yield every attribution of the articles in these files, in order."""
    for raw in read_inputs(paths):
        layers = read_article(raw, stages) if isinstance(raw, RawDocument) else raw
        if isinstance(layers, dict):
            entities: list[Entity] = layers["entity"]
            names = {entity.id: entity.name for entity in entities}
            for item in layers["attribution"]:
                yield Found(layers["document"], item, names.get(item.speaker or ""))


def draw(found: Iterable[Found], size: int, seed: int) -> list[Found]:
    """Return `size` of them by chance, the same ones for the same seed, in text order."""
    pool = list(found)
    chosen = random.Random(seed).sample(range(len(pool)), min(size, len(pool)))
    return [pool[index] for index in sorted(chosen)]


def describe(found: Found) -> str:
    """Return an attribution as lines to read: its labels, its parts, and the text around with the parts marked."""
    text, item = found.document.text, found.item
    spans = sorted((*item.content, *item.source, *item.cue))
    return "\n".join(
        (
            f"{found.document.ref} [{spans[0].start}, {spans[-1].end})  {item.kind}  {item.act}  {item.score:.2f}",
            f"  speaker: {found.speaker or '-'}",
            *(f"  {name}: {_join(text, getattr(item, name))}" for name in ("source", "cue", "content")),
            f"  text: {mark(text, item)}",
        )
    )


def mark(text: str, item: Attribution) -> str:
    """Return the text around an attribution: {source}, <cue>, [content]."""
    marked = ((item.source, "{", "}"), (item.cue, "<", ">"), (item.content, "[", "]"))
    parts = sorted((span, left, right) for spans, left, right in marked for span in spans)
    at = max(0, parts[0][0].start - AROUND)
    pieces: list[str] = []
    for span, left, right in parts:
        pieces += [text[at : span.start], left, span.of(text), right]
        at = span.end
    return " ".join("".join((*pieces, text[at : at + AROUND])).split())


def _join(text: str, spans: Sequence[Span]) -> str:
    return " | ".join(" ".join(span.of(text).split()) for span in spans) or "-"


def main(argv: Sequence[str] | None = None) -> None:
    """Print the sample, numbered, after a line that says how many attributions it was drawn from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[DATA / "ukraine-pile.jsonl.gz"], help="articles")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("-n", type=int, default=100, help="how many")
    parser.add_argument("--rules", action="store_true", help="by the rules instead of the tagger")
    args = parser.parse_args(argv)
    found = list(find_all(args.paths, STAGES_BY_RULES if args.rules else STAGES))
    sample = draw(found, args.n, args.seed)
    print(f"{len(sample)} of {len(found)} attributions")
    for number, one in enumerate(sample, 1):
        print(f"\n{number:3} {describe(one)}")


if __name__ == "__main__":
    main()
