"""Amounts and what they count against a hand-labelled set in four parts, and counts of victims in local news.

An amount is right when value and bound are the key's and the counted thing is: both have none, or the words of one lie
within the other's. `F1 A` and `F1 C` are on texts that the rules were written with in view, `F1 B` on texts that nobody
who wrote rules has read, `F1 D` on texts whose results were seen only when the rules were done; `value` asks for the
value alone, which is all that the peers give (Recognizers-Text and quantulum3, where they are installed), `unit` is the
share of right units among the right values. Baselines hang every number that the parser tags, or every one in digits,
on its head.

Counts of killed and injured, from amounts and words of harm, are compared with a registry of shootings over 200 texts
of each half of `stories-dev`, which was split by incident before any rule was written: `tuned`, and `unseen`, whose
texts nobody read. `killed`, `injured`: precision of the counts that are given; `covered`: for how many of those asked
for (two an article) one is. A text may say less than the registry, or be older than a death: no system gets all.
Baselines: the first number before a word for killed (or hurt), and one killed in every article.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.evaluation import Item, raw_of, read_items
from rashomon.extract.quantity.casualties import count_victims
from rashomon.model import Parse, Quantity, Span
from rashomon.pipeline import STAGES, Layers

LABELS = Path(__file__).parent / "data" / "quantities.jsonl"
STORIES = "stories-dev.jsonl.gz"
FILES = (STORIES,)
TARGETS = {"F1 A": 85.0, "F1 B": 85.0, "F1 C": 85.0, "F1 D": 85.0, "unseen precision": 88.0, "unseen covered": 40.0}
# texts of each half of the stories: both together take about a minute
SAMPLE = 200

Figures = dict[str, float]
Value = float | tuple[float, float] | None


class Amount(NamedTuple):
    """An amount in the shape of the key; `unit` as the tables of the product name it."""

    span: Span
    value: Value
    bound: str = "exact"
    unit: str | None = None
    of: Span | None = None


class Case(NamedTuple):
    """A labelled text as the pipeline reads it, and its key."""

    layers: Layers
    half: str
    gold: tuple[Amount, ...]


def measure(data: Path) -> dict[str, Figures]:
    """Return the figures of both parts, in percent; raises Absent without the stories."""
    stories = read_items(data / STORIES)
    labelled = measure_labelled()
    victims = measure_victims([story for story in stories if story["gold"]])
    return {name: {**labelled.get(name, {}), **victims.get(name, {})} for name in (*labelled, *victims)}


def read_until_quantity(item: Item) -> Layers:
    """Run the stages of the pipeline up to the quantities of one text."""
    layers: Layers = {"raw": raw_of(item)}
    for stage in STAGES:
        layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
        if stage.name == "quantity":
            break
    return layers


# ---- the labelled set --------------------------------------------------------------------------------------------


def measure_labelled() -> dict[str, Figures]:
    """Return F1 of our amounts, of the baselines and of the peers that are installed, on each part of the texts."""
    cases = list(read_cases())
    systems: dict[str, Callable[[Layers], Iterable[Amount]]] = {
        "quantities": lambda layers: map(_as_amount, layers["quantity"]),
        "numbers and their heads": lambda layers: _bare(layers["parse"], words=True),
        "digits and their heads": lambda layers: _bare(layers["parse"], words=False),
    }
    peers = {"recognizers_number": ("Recognizers-Text", _recognizers), "quantulum3": ("quantulum3", _quantulum)}
    for module, (name, peer) in peers.items():
        if importlib.util.find_spec(module) is not None:
            systems[name] = partial(_of_peer, peer)
    return {name: _figures(cases, system) for name, system in systems.items()}


def read_cases() -> Iterator[Case]:
    """Yield the labelled texts, read as articles."""
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        yield Case(read_until_quantity(item), item["half"], tuple(_labelled(q) for q in item["quantities"]))


def _labelled(label: Item) -> Amount:
    value = tuple(label["value"]) if isinstance(label["value"], list) else label["value"]
    of = Span(*label["of"]) if label["of"] else None
    return Amount(Span(label["start"], label["end"]), value, label["bound"], label["unit"], of)


def _as_amount(quantity: Quantity) -> Amount:
    return Amount(quantity.span, quantity.value, quantity.bound, quantity.unit, quantity.of)


def _figures(cases: Sequence[Case], system: Callable[[Layers], Iterable[Amount]]) -> Figures:
    figures, units = {}, []
    for half in "ABCD":
        pairs = [(case.gold, list(system(case.layers))) for case in cases if case.half == half]
        figures[f"F1 {half}"] = _f1(list(_match(pairs, is_right)), pairs)
        hits = list(_match(pairs, has_value))
        figures[f"value {half}"] = _f1(hits, pairs)
        units += [key.unit == found.unit for key, found in hits]
    return {**figures, **({"unit": round(100 * sum(units) / len(units), 1)} if any(units) else {})}


Pairs = Sequence[tuple[Sequence[Amount], Sequence[Amount]]]


def _match(pairs: Pairs, right: Callable[[Amount, Amount], bool]) -> Iterator[tuple[Amount, Amount]]:
    """Yield the amounts of the keys with the one that was found for each, none used twice."""
    for gold, found in pairs:
        left = list(found)
        for key in gold:
            hit = next((amount for amount in left if right(key, amount)), None)
            if hit is not None:
                left.remove(hit)
                yield key, hit


def _f1(hits: Sequence[tuple[Amount, Amount]], pairs: Pairs) -> float:
    named = sum(len(gold) + len(found) for gold, found in pairs)
    return round(200 * len(hits) / named, 1)


def has_value(key: Amount, found: Amount) -> bool:
    """Tell whether an amount stands where one of the key does, and has its value."""
    if not key.span.overlaps(found.span):
        return False
    if isinstance(key.value, (int, float)) and isinstance(found.value, (int, float)):
        return abs(key.value - found.value) <= 1e-3 * abs(key.value)
    return key.value == found.value


def is_right(key: Amount, found: Amount) -> bool:
    """Tell whether an amount has the value, the bound and the counted thing of the key."""
    if not has_value(key, found) or key.bound != found.bound:
        return False
    if key.of is None or found.of is None:
        return key.of is found.of
    return key.of.holds(found.of) or found.of.holds(key.of)


def _bare(parse: Parse, *, words: bool) -> Iterator[Amount]:
    """Yield every number of the parse with the noun that it hangs on; never a bound or a unit."""
    for i, word in enumerate(parse.words):
        plain = word.replace(",", "")
        digits = re.fullmatch(r"\d+(\.\d+)?", plain)
        if digits is None and (not words or parse.tag[i] != "CD" or word.lower() not in _WORDS):
            continue
        head = parse.head[i]
        noun = parse.pos[head] in ("NOUN", "PROPN") and head != i
        value = float(plain) if digits else float(_WORDS.index(word.lower()))
        yield Amount(parse.span(i, i), value, of=parse.span(head, head) if noun else None)


_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905


def _of_peer(peer: Callable[[str], Iterable[Amount]], layers: Layers) -> Iterable[Amount]:
    """Let a peer read the text of an article."""
    return peer(layers["document"].text)


def _recognizers(text: str) -> Iterator[Amount]:
    """Yield the numbers of Recognizers-Text; its ends are inclusive."""
    peer = importlib.import_module("recognizers_number")
    for found in peer.recognize_number(text, peer.Culture.English):
        value = (found.resolution or {}).get("value")
        if value:
            yield Amount(Span(found.start, found.end + 1), float(value))


def _quantulum(text: str) -> Iterator[Amount]:
    """Yield the quantities of quantulum3, without its trained classifier of units."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = importlib.import_module("quantulum3.parser")
        found: list[Any] = parser.parse(text)
    for quantity in found:
        start, end = quantity.span  # -1 where it is off by the space before the first word
        yield Amount(Span(max(0, start), end), float(quantity.value))


# ---- victims in local news ---------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """A text of an incident, and the numbers of killed and injured that the registry has for it."""

    layers: Layers
    killed: int
    injured: int


Guess = tuple[int | None, int | None]


def measure_victims(stories: Sequence[Item]) -> dict[str, Figures]:
    """Return precision and coverage of the counts on both halves, for us and for the baselines."""
    systems: dict[str, Callable[[Layers], Guess]] = {
        "quantities": _count,
        "first number before the word": lambda layers: _first_numbers(layers["document"].text),
        "one killed, none injured": lambda layers: (1, 0),
    }
    halves = {name: list(_sample(stories, half)) for half, name in enumerate(("tuned", "unseen"))}
    return {
        system: {k: v for name, asked in halves.items() for k, v in _victims(name, asked, guess).items()}
        for system, guess in systems.items()
    }


def _sample(stories: Sequence[Item], half: int) -> Iterator[Asked]:
    """Yield texts of one half of the incidents, in the order of their own hashes: few from any one incident."""
    mine = sorted((s for s in stories if _hash(s["story"]) % 2 == half), key=lambda s: _hash(s["id"]))
    for item in mine[:SAMPLE]:
        yield Asked(read_until_quantity(item), item["gold"]["killed"], item["gold"]["injured"])


def _hash(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)


def _count(layers: Layers) -> Guess:
    toll = count_victims(layers["parse"], layers["quantity"])
    return toll.killed.value if toll.killed else None, toll.injured.value if toll.injured else None


_NUMBER = r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:\w+\s+){0,4}?"


def _first_numbers(text: str) -> Guess:
    """Return the first number before "killed" or "dead", and before "injured", "wounded", "hurt" or "shot"."""
    found = []
    for words in ("killed|dead|died", "injured|wounded|hurt|shot"):
        match = re.search(f"{_NUMBER}(?:{words})", text, re.IGNORECASE)
        word = match[1].lower() if match else None
        found.append(None if word is None else int(word) if word.isdigit() else _WORDS.index(word))
    return found[0], found[1]


def _victims(name: str, asked: Sequence[Asked], guess: Callable[[Layers], Guess]) -> Figures:
    """Return the figures of one half: precision of each kind of count and of both kinds, and the share given."""
    guesses = [(guess(a.layers), (a.killed, a.injured)) for a in asked]
    by_kind = {
        kind: [got[k] == gold[k] for got, gold in guesses if got[k] is not None]
        for k, kind in enumerate(("killed", "injured"))
    }
    given = [*by_kind["killed"], *by_kind["injured"]]
    return {
        f"{name} precision": _percent(given),
        f"{name} covered": round(100 * len(given) / (2 * len(asked)), 1),
        f"{name} killed": _percent(by_kind["killed"]),
        f"{name} injured": _percent(by_kind["injured"]),
    }


def _percent(right: Sequence[bool]) -> float:
    return round(100 * sum(right) / len(right), 1) if right else 0.0
