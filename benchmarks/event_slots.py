"""Where, when, by what means and in what matter: places, times, modes and contexts of events, against texts of our own.

`events, held out`: `data/event-slots.jsonl`, 82 texts that were written before anybody had looked at an error and that
train nothing, marked up as `training/events/README.md` says. Only events whose trigger and type were found are looked
at (`found`, of all): this is not about the coder. F1 over spans that overlap for `place`, `time`, `actor` and
`recipient`; `mode` is the share of right ones, none among them; F1 for `contexts`. Baselines: the place and the time
nearest to the trigger in its sentence, the commonest mode of the type.

`events, sentences left out`: the sentences that the weights are made of, in five folds, each by weights of the other
four; triggers, types and who takes part are the key's. `plover-gsr-dev`, whose words for contexts are older than the
manual's: the share of events with one of ours that is the key's, beside the two that the key has most often.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from benchmarks import Absent
from benchmarks.evaluation import Item, raw_of, read_items
from rashomon.extract.event.setting import Option
from rashomon.model import Event, Mention, Sentence, Span, Timex
from rashomon.pipeline import STAGES, Layers
from training.events.sentences import MarkedEvent, parse_line, read_modes, read_sentences
from training.events.train import FOLDS, Weights, fit, predict, prepare, read_layers
from training.events.train import raw_of as raw_of_sentence
from training.events.train_settings import modes, options_of, places, times

KEY = Path(__file__).parent / "data" / "event-slots.jsonl"
PLOVER = "plover-gsr-dev.jsonl.gz"
FILES = (PLOVER,)
TARGETS: dict[str, float] = {}
# what the key calls otherwise than the manual
_CONTEXTS = {
    "political": {"executive", "legislative", "political_institutions", "election", "pro_democracy", "rights_freedoms"},
    "government": {"executive", "legislative", "political_institutions"},
    "refugee": {"asylum", "migration"},
    "refugees": {"asylum", "migration"},
    "resource": {"natural_resource"},
    "rights": {"human_rights", "rights_freedoms", "repression"},
    "discrimination": {"inequality", "religion_ethnicity", "gender", "lgbt", "human_rights"},
}

Figures = dict[str, float]


class Pair(NamedTuple):
    """An event of a key and the one that was found at its trigger, None if there is none; its contexts if keyed."""

    marked: MarkedEvent
    event: Event | None
    layers: Layers
    contexts: frozenset[str] | None = None


def measure(data: Path) -> dict[str, Figures]:
    """Return the figures in percent; the key of contexts of `data` is left out where it is absent."""
    held_out = list(read_held_out())
    figures = {
        "events, held out": _figures(held_out) | {"contexts": _context_f1(held_out)},
        "nearest, held out": _nearest(held_out),
        "events, sentences left out": measure_left_out(),
    }
    with suppress(Absent):
        items = read_items(data / PLOVER)
        figures["events, plover-gsr-dev"] = _contexts_of_key(items, lambda event: event.contexts)
        figures["commonest, plover-gsr-dev"] = _contexts_of_key(items, lambda _: ("military", "legal"))
    return figures


def read_held_out(path: Path = KEY) -> Iterator[Pair]:
    """Yield the events of the texts that nobody learns from."""
    known = read_modes()
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        text, events = parse_line(item["marked"], known)
        contexts = [frozenset(item["contexts"][str(n)]) for n in range(1, len(events) + 1)]
        yield from _pairs(item["id"], text, events, contexts)


def _pairs(
    ref: str, text: str, events: Sequence[MarkedEvent], contexts: Sequence[frozenset[str] | None]
) -> Iterator[Pair]:
    layers = read_until_events({"id": ref, "text": text})
    for marked, held in zip(events, contexts, strict=True):
        here = (e for e in layers["event"] if e.trigger.overlaps(marked.trigger) and e.type == marked.type)
        yield Pair(marked, next(here, None), layers, held)


def read_until_events(item: Item) -> Layers:
    """Run the stages that the coder needs over a text, without attributions."""
    layers: Layers = {"raw": raw_of(item), "attribution": [], "nested": []}
    for stage in STAGES:
        if stage.name in ("clean", "parse", "timex", "mention", "event"):
            layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
    return layers


def _figures(pairs: Sequence[Pair]) -> Figures:
    found = [(p.marked, p.event) for p in pairs if p.event is not None]
    return {
        "place": _f1((m.places, (e.place,) if e.place else ()) for m, e in found),
        "time": _f1((m.times, (e.when,) if e.when else ()) for m, e in found),
        "actor": _f1((m.actors, [p.span for p in e.actors]) for m, e in found),
        "recipient": _f1((m.recipients, [p.span for p in e.recipients]) for m, e in found),
        "mode": _share([m.mode == (e.mode or "") for m, e in found]),
        "found": _share([p.event is not None for p in pairs]),
    }


def _nearest(pairs: Sequence[Pair]) -> Figures:
    """Return what the nearest place and time in the sentence are worth, and the commonest mode of each type."""
    found = [p for p in pairs if p.event is not None]
    commonest = _commonest_modes()
    return {
        "place": _f1((p.marked.places, _nearest_of(p, _places(p.layers["mention"]))) for p in found),
        "time": _f1((p.marked.times, _nearest_of(p, _times(p.layers["timex"]))) for p in found),
        "mode": _share([p.marked.mode == commonest.get(p.marked.type, "") for p in found]),
    }


def _places(mentions: Iterable[Mention]) -> list[Span]:
    return [m.span for m in mentions if m.kind == "place"]


def _times(timexes: Iterable[Timex]) -> list[Span]:
    return [t.span for t in timexes if t.type in ("DATE", "TIME")]


def _nearest_of(pair: Pair, spans: Sequence[Span]) -> list[Span]:
    sentences: Sequence[Sentence] = pair.layers["sentence"]
    trigger = pair.marked.trigger
    around = [s.span for s in sentences if s.span.overlaps(trigger)]
    inside = [s for s in spans if any(sentence.holds(s) for sentence in around) and not s.overlaps(trigger)]
    return [min(inside, key=lambda s: max(s.start - trigger.end, trigger.start - s.end))] if inside else []


def _commonest_modes() -> Mapping[str, str]:
    counts: dict[str, Counter[str]] = {}
    for text in read_sentences():
        for event in text.events:
            counts.setdefault(event.type, Counter())[event.mode] += 1
    return {kind: modes.most_common(1)[0][0] for kind, modes in counts.items()}


def _context_f1(pairs: Sequence[Pair]) -> float:
    right = wanted = found = 0
    for pair in pairs:
        if pair.event is not None and pair.contexts is not None:
            ours = set(pair.event.contexts)
            right, wanted, found = right + len(ours & pair.contexts), wanted + len(pair.contexts), found + len(ours)
    return _percent(2 * right, wanted + found)


def _contexts_of_key(items: Sequence[Item], contexts_of: Callable[[Event], Sequence[str]]) -> Figures:
    """Return how often a context of the key is among ours, and how many ours are, where the type was found."""
    hits = total = named = 0
    for item in items:
        key = item["events"][0]
        events: Sequence[Event] = [e for e in read_until_events(item)["event"] if e.type == key["plover"]]
        if not key["context"] or not events:
            continue
        ours = set(contexts_of(events[0]))
        wanted = {c for word in key["context"].split(", ") for c in _CONTEXTS.get(word, {word})}
        hits, total, named = hits + bool(ours & wanted), total + 1, named + len(ours)
    return {"context of the key": _percent(hits, total), "contexts each": round(named / total, 2)}


# ---- the sentences that train, each by weights of the others -----------------------------------------------------


def measure_left_out() -> Figures:
    """Return the figures of places, times and modes over five folds of the sentences."""
    sentences = [prepare(text, read_layers(raw_of_sentence(text))) for text in read_sentences()]
    chosen: dict[str, list[tuple[Sequence[Span], Sequence[Span]]]] = {"place": [], "time": []}
    right: list[bool] = []
    for fold in range(FOLDS):
        rest = [s for i, s in enumerate(sentences) if i % FOLDS != fold]
        place, time, mode = (fit([e for s in rest for e in make(s)]) for make in (places, times, modes))
        for sentence in sentences[fold::FOLDS]:
            for gold, where, when in options_of(sentence):
                chosen["place"].append((gold.places, _choose(place, where)))
                chosen["time"].append((gold.times, _choose(time, when)))
            right += [predict(mode, example) == example.right for example in modes(sentence)]
    return {name: _f1(pairs) for name, pairs in chosen.items()} | {"mode": _share(right)}


def _choose(weights: Weights, options: Sequence[Option]) -> list[Span]:
    """Return the option for which most speaks, if more speaks for it than against it."""
    margins = []
    for option in options:
        rows = [weights[e] for e in option.evidence if e in weights]
        margins.append((sum(row.get("yes", 0.0) - row.get("no", 0.0) for row in rows), option.span))
    best = max(margins, default=None, key=lambda pair: pair[0])
    return [best[1]] if best is not None and best[0] > 0 else []


# ---- counting ----------------------------------------------------------------------------------------------------


def _f1(pairs: Iterable[tuple[Sequence[Span], Sequence[Span]]]) -> float:
    wanted_all = found_all = hit = covered = 0
    for wanted, found in pairs:
        wanted_all, found_all = wanted_all + len(wanted), found_all + len(found)
        hit += sum(any(w.overlaps(f) for f in found) for w in wanted)
        covered += sum(any(w.overlaps(f) for w in wanted) for f in found)
    precision = covered / found_all if found_all else 0.0
    recall = hit / wanted_all if wanted_all else 0.0
    return round(200 * precision * recall / (precision + recall), 1) if precision + recall else 0.0


def _share(right: Sequence[bool]) -> float:
    return _percent(sum(right), len(right))


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
