"""Did it happen? The realis of events against a key of our own in two halves.

Rules are written and weights are trained with half A in view; on half B nobody who tunes has read a text or seen an
item's result. Only triggers that were found count (`found`), as the pipeline gives them. `macro F1` is over the
eight classes; `wrongly asserted` is the share of events that did not happen, or not yet (planned, hypothetical,
negated, demanded, asked), that come out as asserted: what a count of events would take for deeds. Baselines: everything
asserted, and the first word of the sentence that is a modal, a negation or another plain sign. Below them, for each
class of half B: precision, recall, F1, and as what it came out, in numbers of events.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

from benchmarks.evaluation import raw_of
from rashomon.model import Event, Realis, Span
from rashomon.pipeline import STAGES, Layers

KEY = Path(__file__).parent / "data" / "realis.jsonl"
TARGETS = {"macro F1 B": 80.0, "wrongly asserted B": 2.0}
CLASSES: tuple[Realis, ...] = get_args(Realis)
UNDONE = frozenset({"planned", "hypothetical", "negated", "demanded", "asked"})

Figures = dict[str, float]
Pairs = Sequence[tuple[str, str]]


class Case(NamedTuple):
    """An event of the key that was found: its half, its class, the sentence around it, and ours."""

    half: str
    right: str
    sentence: str
    event: Event


def measure(data: Path) -> dict[str, Figures]:
    """Return the figures in percent; the key is in the repository, `data` is not needed."""
    del data
    marked, cases = read_cases()
    systems: dict[str, Callable[[Case], str]] = {
        "events": lambda case: case.event.realis,
        "always asserted": lambda case: "asserted",
        "a word in the sentence": lambda case: by_word(case.sentence),
    }
    found = {name: _figures(cases, system) for name, system in systems.items()}
    for half, wanted in marked.items():
        here = [case for case in cases if case.half == half]
        found["events"][f"found {half}"] = round(100 * len(here) / wanted, 1)
    pairs = [(case.right, case.event.realis) for case in cases if case.half == "B"]
    return found | dict(each_class(pairs))


def read_cases() -> tuple[Mapping[str, int], list[Case]]:
    """Return how many events each half of the key has, and those that were found."""
    marked: dict[str, int] = defaultdict(int)
    cases: list[Case] = []
    for line in KEY.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        layers: Layers = {"raw": raw_of(item)}
        for stage in STAGES:
            if stage.per == "document":
                layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
        for key in item["events"]:
            marked[item["half"]] += 1
            trigger = Span(*key["trigger"])
            event = _event_at(layers["event"], trigger, key["type"])
            if event is not None:
                span = next(s.span for s in layers["sentence"] if s.span.overlaps(trigger))
                cases.append(Case(item["half"], key["realis"], span.of(item["text"]), event))
    return marked, cases


def _event_at(events: Sequence[Event], trigger: Span, kind: str) -> Event | None:
    """Return the event at a trigger, one of the key's type first."""
    here = [e for e in events if e.trigger.overlaps(trigger)]
    return min(here, key=lambda e: e.type != kind, default=None)


def _figures(cases: Sequence[Case], system: Callable[[Case], str]) -> Figures:
    figures: Figures = {}
    for half in sorted({case.half for case in cases}):
        pairs = [(case.right, system(case)) for case in cases if case.half == half]
        undone = [found for right, found in pairs if right in UNDONE]
        figures[f"macro F1 {half}"] = round(sum(_f1(pairs, name) for name in CLASSES) / len(CLASSES), 1)
        figures[f"wrongly asserted {half}"] = round(100 * undone.count("asserted") / len(undone), 1)
    return figures


def _f1(pairs: Pairs, name: str) -> float:
    both = sum((right == name) + (found == name) for right, found in pairs)
    return 200 * sum(right == found == name for right, found in pairs) / both if both else 0.0


def each_class(pairs: Pairs) -> Iterator[tuple[str, Figures]]:
    """Yield precision, recall and F1 of each class, and how many of it came out as each."""
    table = Counter(pairs)
    for name in CLASSES:
        hits = table[name, name]
        given = sum(table[right, name] for right in CLASSES)
        wanted = sum(table[name, found] for found in CLASSES)
        yield (
            name,
            {
                "precision": round(100 * hits / given, 1) if given else 0.0,
                "recall": round(100 * hits / wanted, 1) if wanted else 0.0,
                "F1": round(_f1(pairs, name), 1),
                **{found: table[name, found] for found in CLASSES},
            },
        )


# ---- the baseline ------------------------------------------------------------------------------------------------

_SIGNS: tuple[tuple[Realis, str], ...] = (
    ("asked", r"\?|\bwhether\b"),
    ("negated", r"\b(not|never|no|nobody|none|without|denied|denies|failed|refused)\b|n't\b"),
    ("demanded", r"\b(must|should|urged?|demand(s|ed)?|call(s|ed)? (on|for))\b"),
    ("planned", r"\b(will|shall|plans?|planned|to be)\b"),
    ("hypothetical", r"\b(could|may|might|would|if|unless)\b"),
    ("habitual", r"\b(every|each|often|usually|regularly|routinely)\b"),
    ("historical", r"\b(ago|1\d{3}s?)\b"),
)


def by_word(sentence: str) -> Realis:
    """Return the class of the first sign that stands anywhere in a sentence."""
    return next((name for name, sign in _SIGNS if re.search(sign, sentence, re.IGNORECASE)), "asserted")
