"""Who says what: attributions of PolNeAR's development articles, against gold and peers.

`attribution F1` is the figure that matters: contents that share at least half of their words with a gold content and
agree on the source. `content`, `source` and `cue` are F1 over words; `quoted` looks only at what stands in double
quotation marks; recall by kind says how much of the direct, mixed and indirect attributions is found. Scored by
`score_attribution.py`, which stands beside the data. `tagger` (what `rashomon read` does) and `rules` read the articles
through the pipeline; a baseline takes every quotation and the nearest name; textacy's direct quotations run where
textacy is installed; `annotator, by another` scores each annotator of the articles that several read against each
other one. Published figures are in docs/attribution.md, what it costs in the benchmark `speed`.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.evaluation import Item, bare_spacy, load_scorer, raw_of, read_items
from rashomon.model import Attribution
from rashomon.pipeline import STAGES, STAGES_BY_RULES, Stage

ARTICLES = "polnear-dev.jsonl.gz"
SEVERAL = "polnear-multi.jsonl.gz"
FILES = (ARTICLES, SEVERAL)
TARGETS = {
    "attribution F1": 71.0,
    "content F1": 91.0,
    "source F1": 85.0,
    "cue F1": 73.0,
    "quoted F1": 84.0,
    "direct recall": 88.0,
}

OURS = {"tagger": STAGES, "rules": STAGES_BY_RULES}

_QUOTATION = re.compile('["“][^"“”]+["”]')
_NAME = re.compile(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*")


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures, in percent, of the rules, the baseline and the peer; raises Absent without data or scorer."""
    gold = read_items(data / ARTICLES)
    scorer = load_scorer(data, "score_attribution")
    measured = {}
    for system, stages in OURS.items():
        measured[system] = _figures(scorer, gold, [_read(item, stages) for item in gold])
    nearest = [_nearest_name(a["id"], a["text"]) for a in gold]
    measured["quotation, nearest name"] = _figures(scorer, gold, nearest)
    if importlib.util.find_spec("textacy") is not None:
        measured["textacy direct_quotations"] = _figures(scorer, gold, list(_textacy(gold)))
    measured["annotator, by another"] = _figures(scorer, *_annotators(data / SEVERAL))
    return measured


def _annotators(path: Path) -> tuple[list[Item], list[Item]]:
    """Return every reading of an article as gold beside every other reading of it, under an id of the pair."""
    readings: dict[str, list[Item]] = {}
    for item in read_items(path):
        readings.setdefault(item["id"], []).append(item)
    pairs = [pair for same in readings.values() for pair in permutations(same, 2)]
    gold, other = ([{**pair[k], "id": str(n)} for n, pair in enumerate(pairs)] for k in (0, 1))
    return gold, other


def _read(item: Item, stages: Sequence[Stage]) -> Item:
    """Read an article as the pipeline does, until its attributions are found."""
    layers: dict[str, Any] = {"raw": raw_of(item)}
    for stage in stages:
        if "attribution" not in layers:
            layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
    return {"id": item["id"], "attributions": [_roles(found) for found in layers["attribution"]]}


def _roles(found: Attribution) -> Item:
    return {role: [[s.start, s.end] for s in getattr(found, role)] for role in ("content", "source", "cue")}


def _figures(scorer: ModuleType, gold: list[Item], predicted: list[Item]) -> dict[str, float]:
    """Return F1 and recall in percent, all and quoted."""
    counts, kinds = scorer.evaluate(gold, predicted)
    quoted, _ = scorer.evaluate(gold, predicted, "quoted")
    figures = {"attribution F1": counts["attribution"]}
    figures.update({f"{role} F1": counts[f"token {role}"] for role in ("content", "source", "cue")})
    figures["quoted F1"] = quoted["attribution"]
    percent = {name: round(100 * scorer.prf(*values)[2], 1) for name, values in figures.items()}
    recall = {f"{kind} recall": round(100 * hits / n, 1) for kind, (hits, n) in kinds.items() if n}
    return percent | recall


def _nearest_name(key: str, text: str) -> Item:
    """Take every quotation of a line for an attribution, and the nearest capitalised words outside for its source."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        quotations = list(_QUOTATION.finditer(line.group()))
        names = [n.span() for n in _NAME.finditer(_QUOTATION.sub(lambda q: " " * len(q.group()), line.group()))]
        for quotation in quotations:
            near = min(
                names, key=lambda n: min(abs(n[0] - quotation.end()), abs(quotation.start() - n[1])), default=None
            )
            source = [] if near is None else [[line.start() + near[0], line.start() + near[1]]]
            content = [[line.start() + quotation.start(), line.start() + quotation.end()]]
            found.append({"content": content, "source": source, "cue": []})
    return {"id": key, "attributions": found}


def _textacy(gold: list[Item]) -> Iterator[Item]:
    """Yield what textacy finds, marks made straight for it, line by line: it refuses text with an odd number."""
    direct_quotations = importlib.import_module("textacy.extract.triples").direct_quotations
    for item in gold:
        found = []
        for line in re.finditer(r"[^\n]+", re.sub("[“”]|''", _straight, item["text"])):
            try:
                quotations = list(direct_quotations(bare_spacy()(line.group())))
            except ValueError:
                continue
            found += [
                {
                    role: _span(line.start(), words)
                    for role, words in (("content", [q.content]), ("source", q.speaker), ("cue", q.cue))
                }
                for q in quotations
            ]
        yield {"id": item["id"], "attributions": found}


def _straight(mark: re.Match[str]) -> str:
    return '"'.ljust(len(mark.group()))


def _span(offset: int, words: Sequence[Any]) -> list[list[int]]:
    """Return the character offsets of spaCy tokens or spans."""
    starts = [getattr(w, "start_char", getattr(w, "idx", 0)) for w in words]
    ends = [start + len(w.text) for start, w in zip(starts, words, strict=True)]
    return [[offset + min(starts), offset + max(ends)]] if words else []
