"""Who did what to whom: keys of PLOVER and of quad classes that no weight has seen.

`type`, `+actor`, `+recipient`: micro F1 of the house's scorer on `plover-gsr-dev`, in percent; `quad`, `quad triple`
on the sentences of `coped-train` that have spans or no event, whose labels and texts are for measuring only. The keys
code one event a sentence: `benchmarks/plover.py` says which of ours that is. `all events` is everything that is
found, counted as it is; `asserted events` is what is told as having happened, counted so. Baselines: the lexicon
without a typer (the longest pattern, with who stands before and behind it), and the first verb of the lexicon with
the nearest names on both sides, both read as one event where they give one.

`of parse` is the time of coding as a share of the time of parsing.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.evaluation import Item, load_scorer, raw_of, read_items
from benchmarks.plover import Coded, all_events, asserted_events, one_event, quad_event
from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.lexicon import Candidate, find_candidates
from rashomon.model import Mention
from rashomon.pipeline import STAGES, Layers

PLOVER, QUAD = "plover-gsr-dev.jsonl.gz", "coped-train.jsonl.gz"
FILES = (PLOVER, QUAD)
TARGETS = {
    "type": 72.0,
    "+recipient": 52.0,
    "quad triple": 55.0,
    "of parse": 15.0,
}

Figures = dict[str, float]


def measure(data: Path) -> dict[str, Figures]:
    """Return the figures in percent; raises Absent without the data."""
    scorer = load_scorer(data, "score_events")
    plover = read_items(data / PLOVER)
    quad = [item for item in read_items(data / QUAD) if item["has_spans"] or item["events"][0]["quad"] == 0]
    seconds: dict[str, float] = defaultdict(float)
    read = {id(items): [read_until_events(item, seconds) for item in items] for items in (plover, quad)}
    systems: dict[str, Callable[[Layers], list[Coded]]] = {
        "events": one_event,
        "all events": all_events,
        "asserted events": asserted_events,
        "lexicon alone": lexicon_alone,
        "first verb, nearest names": first_verb,
    }
    found: dict[str, Figures] = {}
    for name, system in systems.items():
        levels = _levels(scorer.score(plover, _predict(plover, read[id(plover)], system)))
        quads = _levels(
            scorer.score(quad, _predict(quad, read[id(quad)], quad_event if system is one_event else system), "quad")
        )
        found[name] = {**levels, "quad": quads["type"], "quad triple": quads["+recipient"]}
    found["events"]["of parse"] = round(100 * seconds["event"] / seconds["parse"], 1)
    return found | dict(each_type(scorer, plover, read[id(plover)]))


def read_until_events(item: Item, seconds: dict[str, float]) -> Layers:
    """Run the stages that the coder needs over a text, without attributions, and note what each costs."""
    layers: Layers = {"raw": raw_of(item), "attribution": []}
    for stage in STAGES:
        if stage.name in ("clean", "parse", "timex", "mention", "event"):
            start = time.perf_counter()
            layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
            seconds[stage.name] += time.perf_counter() - start
    return layers


def _predict(items: Sequence[Item], read: Sequence[Layers], system: Callable[[Layers], list[Coded]]) -> list[Item]:
    return [{"id": item["id"], "events": system(layers)} for item, layers in zip(items, read, strict=True)]


def _levels(scored: dict[str, Figures]) -> Figures:
    names = {"type": "type", "type+actor": "+actor", "type+actor+recipient": "+recipient"}
    return {names[level]: round(100 * row["f1"], 1) for level, row in scored.items()}


def each_type(scorer: object, items: Sequence[Item], read: Sequence[Layers]) -> Iterator[tuple[str, Figures]]:
    """Yield precision, recall and F1 of each type; a sentence of the key has one."""
    tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    kind: Callable[[str], str] = scorer.kind  # type: ignore[attr-defined]
    for item, layers in zip(items, read, strict=True):
        wanted = kind(item["events"][0]["plover"])
        named = {kind(str(e["type"])) for e in one_event(layers)}
        tallies[wanted][0] += 1
        for found in named:
            tallies[found][1] += 1
            tallies[found][2] += found == wanted
    for name, (wanted_of, found_of, right) in sorted(tallies.items()):
        yield name, {"type": round(200 * right / (wanted_of + found_of), 1), "in key": wanted_of}


# ---- baselines ---------------------------------------------------------------------------------------------------


def lexicon_alone(layers: Layers) -> list[Coded]:
    """Code every word of the lexicon, weak ones left out, with the mentions before and behind it."""
    candidates = [c for c in find_candidates(Syntax(layers["parse"])) if not c.pattern.weak]
    return [_between_names(layers, c) for c in candidates]


def first_verb(layers: Layers) -> list[Coded]:
    """Code the first verb of the lexicon alone."""
    verbs = (c for c in find_candidates(Syntax(layers["parse"])) if c.pattern.pos == "v")
    first = next(verbs, None)
    return [] if first is None else [_between_names(layers, first)]


def _between_names(layers: Layers, candidate: Candidate) -> Coded:
    at = layers["parse"].starts[candidate.token]
    mentions: Sequence[Mention] = layers["mention"]
    before = [m.span for m in mentions if m.span.end <= at]
    behind = [m.span for m in mentions if m.span.start > at]
    return {
        "type": candidate.pattern.type,
        "actor": [[s.start, s.end] for s in before[-1:]],
        "recipient": [[s.start, s.end] for s in behind[:1]],
    }
