"""Two labellings of the same mentions, whether they happened -> how often they agree.

`benchmarks/data/realis-second.jsonl` labels again 100 mentions of `realis.jsonl`, drawn by chance over both halves. The
second hand had the texts, the triggers and the conventions of `benchmarks/data/README.md`, and had seen no label.
`agree` is the share of labels that are one, in percent, `kappa` what is left of it beyond chance (Cohen 1960); a row a
class of the first labelling. The baseline answers with the commonest class. `python -m benchmarks.realis_agreement`
prints the mentions on which the two differ.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.evaluation import Item

HERE = Path(__file__).parent / "data"
FIRST, SECOND = HERE / "realis.jsonl", HERE / "realis-second.jsonl"


class Twice(NamedTuple):
    """A mention, with the label that each hand gave it."""

    id: str
    half: str
    trigger: str
    text: str
    first: str
    second: str


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return agreement in percent and kappa; `data` is not used, both labellings are in the repository."""
    twice = list(labelled_twice())
    pairs = [(item.first, item.second) for item in twice]
    usual = Counter(item.first for item in twice).most_common(1)[0][0]
    return {
        "second hand": _agreement(pairs) | {"mentions": len(pairs)},
        "the commonest class": _agreement([(first, usual) for first, _ in pairs]),
        **{name: _share([pair for pair in pairs if pair[0] == name]) for name in sorted({first for first, _ in pairs})},
    }


def labelled_twice() -> Iterator[Twice]:
    """Yield the mentions of the second labelling in its order; raises KeyError for one that the first has not."""
    items = {item["id"]: item for item in _lines(FIRST)}
    for again in _lines(SECOND):
        item = items[again["id"]]
        labels = {tuple(event["trigger"]): event["realis"] for event in item["events"]}
        start, end = again["trigger"]
        first = labels[start, end]
        yield Twice(again["id"], item["half"], item["text"][start:end], item["text"], first, again["realis"])


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa of two labels for each of several things; 0 where chance alone would agree always."""
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[name] * second[name] for name in first) / len(pairs) ** 2
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    return (agreed - chance) / (1 - chance) if chance < 1 else 0.0


def _agreement(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    return {"agree": 100 * sum(a == b for a, b in pairs) / len(pairs), "kappa": round(kappa(pairs), 3)}


def _share(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    return {"agree": round(100 * sum(a == b for a, b in pairs) / len(pairs), 1), "mentions": len(pairs)}


def _lines(path: Path) -> Iterator[Item]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    for item in labelled_twice():
        if item.first != item.second:
            print(f"{item.id} ({item.half}) {item.trigger}: {item.first}, then {item.second}\n    {item.text}")
