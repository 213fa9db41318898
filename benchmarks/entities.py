"""Names and pronouns: kinds of names, and whom he, she and they stand for, in news and interviews of GUM.

`typed F1` is over names of people, places and organisations: found, and of the right kind; `untyped F1` forgives the
kind. `pronouns right` is the share of he, she, they and their forms that lead to a name of the right entity, for those
whose entity is named at all; `of resolved` is the share among the pronouns that were resolved. Scored by
`score_entities.py`, which stands beside the data. No document here was trained on. `bare spaCy` keeps the parser's
names; its pronouns go to the nearest person's name before them. `rule sieve` ranks the same candidates as the trained
ranker by a dozen weights set by hand. `stage / spaCy` is what finding mentions adds to a bare spaCy pass.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.evaluation import Item, bare_spacy, load_scorer, raw_of, read_items
from rashomon.extract.coreference_pronouns import SIEVE
from rashomon.extract.mention import note_mentions
from rashomon.extract.nominals import PRONOUNS
from rashomon.model import Parse
from rashomon.pipeline import STAGES, Layers

DOCUMENTS = "gum-open.jsonl.gz"
FILES = (DOCUMENTS,)
GENRES = frozenset({"news", "interview"})
TARGETS = {"typed F1": 74.0, "pronouns right": 75.0, "stage / spaCy": 0.10}

_KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures, in percent, of the trained ranker and its baselines; raises Absent without data or scorer."""
    gold = [item for item in read_items(data / DOCUMENTS) if item["genre"] in GENRES]
    scorer = load_scorer(data, "score_entities")
    _layers(gold[0], {})  # loads the models, which no figure should carry
    seconds: dict[str, float] = {}
    read = [_layers(item, seconds) for item in gold]
    trained = _figures(scorer, gold, [_mentions(layers) for layers in read])
    spacy = bare_spacy()
    began = time.perf_counter()
    for item in gold:
        spacy(item["text"])
    return {
        "trained ranker": {**trained, "stage / spaCy": round(seconds["mention"] / (time.perf_counter() - began), 3)},
        "rule sieve": _figures(scorer, gold, [list(_sieved(layers["parse"])) for layers in read]),
        "bare spaCy, nearest person": _figures(scorer, gold, [list(_bare(layers["parse"])) for layers in read]),
    }


def _layers(item: Item, seconds: dict[str, float]) -> Layers:
    """Read one document as the pipeline does, up to its mentions, and add up the time of each stage."""
    layers: Layers = {"raw": raw_of(item)}
    for stage in STAGES:
        began = time.perf_counter()
        layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
        seconds[stage.name] = seconds.get(stage.name, 0.0) + time.perf_counter() - began
        if stage.name == "mention":
            break
    return layers


def _mentions(layers: Layers) -> list[Item]:
    """Return the mentions in the shape of the scorer."""
    return [
        {"start": m.span.start, "end": m.span.end, "kind": m.kind, "form": m.form, "entity": m.entity}
        for m in layers["mention"]
    ]


def _sieved(parse: Parse) -> Iterator[Item]:
    noted, _ = note_mentions(parse, SIEVE)
    for n in noted:
        entity = n.entity if n.entity >= 0 else None
        yield _item(parse, n.first, n.last, kind=n.kind, form=n.form, entity=entity)


def _bare(parse: Parse) -> Iterator[Item]:
    """Yield the parser's own names, each an entity by its words, and pronouns as the nearest person before them."""
    nearest = None
    for i, label in enumerate(parse.entity):
        if parse.entity_start[i] and label in _KINDS:
            last = i
            while last + 1 < len(parse.words) and parse.entity[last + 1] and not parse.entity_start[last + 1]:
                last += 1
            words = " ".join(parse.words[i : last + 1])
            nearest = words if label == "PERSON" else nearest
            yield _item(parse, i, last, kind=_KINDS[label], form="name", entity=words)
        elif parse.words[i].lower() in PRONOUNS:
            yield _item(parse, i, i, kind="person", form="pronoun", entity=nearest)


def _item(parse: Parse, first: int, last: int, **more: Any) -> Item:
    return {"start": parse.starts[first], "end": parse.ends[last], **more}


def _figures(scorer: ModuleType, gold: list[Item], mentions: list[list[Item]]) -> dict[str, float]:
    predicted = [{"id": item["id"], "mentions": found} for item, found in zip(gold, mentions, strict=True)]
    scores = scorer.score(gold, predicted)
    return {
        "typed F1": scores["typed_f1"],
        "untyped F1": scores["untyped_f1"],
        "pronouns right": scores["pronoun_accuracy"],
        "of resolved": scores["pronoun_precision"],
    }
