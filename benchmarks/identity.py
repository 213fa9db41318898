"""Who is who across articles: pairs of names judged alone.

The pairs are names only, the kind unknown: precision and recall of `same_name`, beside equal strings and two measures
of likeness at the threshold that does best on these very pairs (difflib's ratio, and rapidfuzz's WRatio where that is
installed). The tables were written by people who had seen these pairs; how well they do on others is for others to say.
What it costs to add an article to a pile: `identity_growth`.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.evaluation import Item, read_items
from rashomon.link.identity import same_name

PAIRS = "name-pairs-dev.jsonl.gz"
FILES = (PAIRS,)
TARGETS = {"precision": 97.0, "recall": 85.0}


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures in percent; raises Absent without the pairs."""
    pairs = read_items(data / PAIRS)
    systems: dict[str, Callable[[str, str], float]] = {
        "rules and tables": lambda a, b: same_name(a, b).score,
        "same string": lambda a, b: float(a.casefold() == b.casefold()),
        "difflib, best threshold": lambda a, b: SequenceMatcher(None, a.casefold(), b.casefold()).ratio(),
    }
    if importlib.util.find_spec("rapidfuzz"):
        ratio = importlib.import_module("rapidfuzz.fuzz").WRatio
        systems["rapidfuzz WRatio, best threshold"] = lambda a, b: ratio(a.casefold(), b.casefold()) / 100
    return {name: _figures(pairs, judge, fixed=0.5 if "best" not in name else None) for name, judge in systems.items()}


def _figures(pairs: Sequence[Item], judge: Callable[[str, str], float], fixed: float | None) -> dict[str, float]:
    """Return precision, recall and F1 in percent, at the fixed threshold or at the one with the best F1."""
    scored = [(judge(pair["a"], pair["b"]), pair["same"]) for pair in pairs]
    thresholds = [fixed] if fixed is not None else sorted({score for score, _ in scored})
    return max((_at(threshold, scored) for threshold in thresholds), key=lambda figures: figures["F1"])


def _at(threshold: float, scored: Sequence[tuple[float, bool]]) -> dict[str, float]:
    said = [same for score, same in scored if score >= threshold]
    right, there = sum(said), sum(same for _, same in scored)
    precision, recall = right / len(said) if said else 0.0, right / there
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": round(100 * precision, 1), "recall": round(100 * recall, 1), "F1": round(100 * f1, 1)}
