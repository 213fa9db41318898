"""Who has a text from whom: pairs of `reuse-dev` that share text and have a direction, or are copies of a third.

Articles are cleaned, compared (link/reuse) and traced (link/descent) as the product does it. `right` is the share of
the directions given that are the key's, of `given` pairs; a direction between two copies of a third is wrong. `found`
is the share of the pairs with a direction in the key that get it; the rest are wrong or `left open`: nobody credits
anybody, and both came out on one day, or they share a part only. The half `tuned` was read while the rules were
written, `unseen` was only scored; they share no original. Some copies in the data bear a day before their original's.
Baselines: of two that share text, the later one has it from the other; the shorter one has it from the longer.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.evaluation import Item, read_items
from rashomon.clean import clean_document
from rashomon.link.descent import direction_of, provenance_of, trace_family
from rashomon.link.descent.provenance import is_before
from rashomon.link.reuse import find_reuse
from rashomon.model import Declared, Family, RawDocument
from rashomon.profiles import Holder, Provenance

DOCUMENTS, PAIRS = FILES = ("reuse-dev-docs.jsonl.gz", "reuse-dev-pairs.jsonl.gz")
TARGETS = {"right": 97.0, "right unseen": 97.0}

Pair = tuple[str, str]
# the first of a pair is the source: 1, the second is: -1, not said: 0
Direct = Callable[[str, str], int]


class Pile(NamedTuple):
    """The articles as cleaning and comparing them gives them, by their names in the data."""

    told: dict[str, Provenance]
    length: dict[str, int]
    ties: dict[Pair, float]
    shared: set[Pair]


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures, in percent, of our directions and of the baselines; raises Absent without the data."""
    documents, pairs = read_items(data / DOCUMENTS), read_items(data / PAIRS)
    pile, half = read_pile(documents), _halves(documents)
    systems: dict[str, Direct] = {
        "ours": _ours(pile),
        "the later has it from the earlier": lambda a, b: _compare(is_before, pile.told[a], pile.told[b]),
        "the shorter has it from the longer": lambda a, b: _compare(int.__gt__, pile.length[a], pile.length[b]),
    }
    asked = [pair for pair in pairs if pair["direction"] != "none"]
    rows = {}
    for name, direct in systems.items():
        rows[name] = figures(asked, pile, direct)
        for part in ("tuned", "unseen"):
            mine = figures([pair for pair in asked if half[pair["a"]] == part], pile, direct)
            rows[name] |= {f"{figure} {part}": mine[figure] for figure in ("right", "found")}
    return rows


def read_pile(documents: Sequence[Item]) -> Pile:
    """Return what is known of the articles: what they say of themselves, and which share text."""
    layers = {item["id"]: clean_document(_raw(item)) for item in documents}
    found = find_reuse(
        {key: one["document"].text for key, one in layers.items()},
        {key: [z.span for z in one["zone"] if z.kind == "furniture"] for key, one in layers.items()},
        {key: Holder(key, one["article"].outlet, one["article"].published) for key, one in layers.items()},
    )
    return Pile(
        told={key: provenance_of(one["article"]) for key, one in layers.items()},
        length={key: len(one["document"].text) for key, one in layers.items()},
        ties={pair: one.containment for pair, one in found.items() if one.kind == "republication"},
        shared={(a, b) for pair in found for a, b in (pair, pair[::-1])},
    )


def _raw(item: Item) -> RawDocument:
    declared = Declared(title=item["title"], outlet=item["source"], date=item["date"] or None)
    content = item["text"].encode()
    return RawDocument(ref=item["id"], content=content, media_type="text/plain", charset="utf-8", declared=declared)


def _halves(documents: Sequence[Item]) -> dict[str, str]:
    """Return the half of each document: by the title of its original, which is the same where one is there twice."""
    parent = {item["id"]: item.get("parent") for item in documents}

    def original(name: str) -> str:
        while (above := parent.get(name)) in parent and above is not None:
            name = above
        return name

    return {name: ("tuned", "unseen")[zlib.crc32(original(name).split("_")[-1].encode()) % 2] for name in parent}


def figures(asked: Iterable[Item], pile: Pile, direct: Direct) -> dict[str, float]:
    """Return how many directions are given, how many of these are right, and how many of the key's are found."""
    counts: Counter[str] = Counter()
    for pair in asked:
        a, b = pair["a"], pair["b"]
        true = {"a>b": 1, "b>a": -1}.get(pair["direction"], 0)
        got = direct(a, b) if (a, b) in pile.shared else 0
        counts["directed"] += true != 0
        counts["given"] += got != 0
        counts["right"] += got != 0 and got == true
        counts["open"] += true != 0 and got == 0
    return {
        "right": round(100 * counts["right"] / counts["given"], 1),
        "given": counts["given"],
        "found": round(100 * counts["right"] / counts["directed"], 1),
        "left open": counts["open"],
    }


def _ours(pile: Pile) -> Direct:
    names = {one.document: name for name, one in pile.told.items()}
    family_of: dict[str, Family] = {}
    for group in _components(pile.ties):
        told = [pile.told[name] for name in group]
        ties = {_ids(pile, a, b): share for (a, b), share in pile.ties.items() if a in group}
        family = trace_family(told, ties)
        family_of |= {names[document]: family for document in family.documents}

    def direct(a: str, b: str) -> int:
        family = family_of.get(a) if family_of.get(a) is family_of.get(b) else None
        first, second = sorted((pile.told[a], pile.told[b]), key=lambda one: one.document)
        said = {"a_to_b": 1, "b_to_a": -1, "unknown": 0}[direction_of(first, second, family)]
        return said if first is pile.told[a] else -said

    return direct


def _ids(pile: Pile, a: str, b: str) -> Pair:
    first, second = sorted((pile.told[a].document, pile.told[b].document))
    return first, second


def _components(ties: Mapping[Pair, float]) -> list[set[str]]:
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in ties:
        beside[a].add(b)
        beside[b].add(a)
    groups: list[set[str]] = []
    for name in sorted(beside):
        if not any(name in group for group in groups):
            group, border = {name}, {name}
            while border:
                border = {other for one in border for other in beside[one]} - group
                group |= border
            groups.append(group)
    return groups


def _compare(is_source: Callable[[Any, Any], bool], a: Any, b: Any) -> int:
    return int(is_source(a, b)) - int(is_source(b, a))
