"""Amounts and what they count, against a hand-labelled set in two halves; and counts of victims in local news.

An amount is right when value and bound are the key's and the counted thing is: both have none, or one's words lie
within the other's (`F1 A`: the half that the rules were written with in view, `F1 B`: the half that nobody looked at).
`span` is F1 of exact spans alone, `unit` the share of right units among amounts with the right span. Baselines: every
number in digits is an amount of the noun that the parser hangs it on; the same with number words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.evaluation import raw_of
from rashomon.model import Parse, Quantity, Span
from rashomon.pipeline import STAGES, Layers

LABELS = Path(__file__).parent / "data" / "quantities.jsonl"
TARGETS = {"F1 A": 85.0, "F1 B": 85.0}


class Amount(NamedTuple):
    """An amount in the shape of the key."""

    span: Span
    value: float | tuple[float, float] | None
    bound: str
    unit: str | None
    of: Span | None


class Case(NamedTuple):
    """A labelled text as the pipeline reads it, and its key."""

    layers: Layers
    half: str
    gold: tuple[Amount, ...]


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures of the two parts, in percent."""
    return measure_labelled()


# ---- the labelled set --------------------------------------------------------------------------------------------


def measure_labelled() -> dict[str, dict[str, float]]:
    """Return F1 of our amounts and of the baselines on both halves."""
    cases = list(read_cases())
    systems: dict[str, Callable[[Layers], list[Amount]]] = {
        "quantities": lambda layers: [_as_amount(q) for q in layers["quantity"]],
        "digits and their head": lambda layers: list(_bare(layers["parse"], words=False)),
        "CD tags and their head": lambda layers: list(_bare(layers["parse"], words=True)),
    }
    return {name: _figures(cases, system) for name, system in systems.items()}


def read_cases() -> Iterator[Case]:
    """Yield the labelled texts, read as articles."""
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        gold = tuple(_labelled(q) for q in item["quantities"])
        yield Case(read_until_quantity(item), item["half"], gold)


def read_until_quantity(item: dict[str, str]) -> Layers:
    """Run the stages of the pipeline up to the quantities of one text."""
    layers: Layers = {"raw": raw_of(item)}
    for stage in STAGES:
        layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
        if stage.name == "quantity":
            break
    return layers


def _labelled(label: dict) -> Amount:
    value = tuple(label["value"]) if isinstance(label["value"], list) else label["value"]
    of = Span(*label["of"]) if label["of"] else None
    return Amount(Span(label["start"], label["end"]), value, label["bound"], label["unit"], of)


def _as_amount(quantity: Quantity) -> Amount:
    return Amount(quantity.span, quantity.value, quantity.bound, quantity.unit, quantity.of)


def _figures(cases: Sequence[Case], system: Callable[[Layers], list[Amount]]) -> dict[str, float]:
    figures = {}
    for half in "AB":
        pairs = [(c.gold, system(c.layers)) for c in cases if c.half == half]
        figures[f"F1 {half}"] = _f1(pairs, is_right)
        figures[f"span {half}"] = _f1(pairs, lambda a, b: a.span == b.span)
    return figures


def _f1(pairs: Iterable[tuple[Sequence[Amount], Sequence[Amount]]], right: Callable[[Amount, Amount], bool]) -> float:
    hits = named = 0
    for gold, found in pairs:
        left = list(found)
        for key in gold:
            hit = next((a for a in left if right(key, a)), None)
            if hit is not None:
                left.remove(hit)
                hits += 1
        named += len(gold) + len(found)
    return round(200 * hits / named, 1) if named else 0.0


def is_right(key: Amount, found: Amount) -> bool:
    """Tell whether an amount has the value, the bound and the counted thing of the key, and stands where it does."""
    if not key.span.overlaps(found.span) or key.bound != found.bound or not _same_value(key.value, found.value):
        return False
    if key.of is None or found.of is None:
        return key.of is found.of
    return key.of.holds(found.of) or found.of.holds(key.of)


def _same_value(a: float | tuple[float, float] | None, b: float | tuple[float, float] | None) -> bool:
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= 1e-3 * max(abs(a), abs(b))
    return a == b


def _bare(parse: Parse, *, words: bool) -> Iterator[Amount]:
    """Yield every number of the parse with the noun that it hangs on; never a bound or a unit."""
    for i, word in enumerate(parse.words):
        digits = word.replace(",", "")
        if re.fullmatch(r"\d+(\.\d+)?", digits):
            value = float(digits)
        elif words and parse.tag[i] == "CD" and word.lower() in _WORDS:
            value = float(_WORDS.index(word.lower()))
        else:
            continue
        head = parse.head[i]
        noun = parse.pos[head] in ("NOUN", "PROPN") and head != i
        yield Amount(parse.span(i, i), value, "exact", None, parse.span(head, head) if noun else None)


_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
