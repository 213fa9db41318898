"""What reading costs: the processor time of each stage beside that of a bare spaCy pass over the same articles.

`all` is reading whole, from bytes to records; `store` writes these, and `identity` works out who is who in the pile of
all articles, at the end. `ours` is everything but parse and tagger, whose time is that of the models; its own target is
0.4. The articles are PolNeAR's development articles.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.evaluation import bare_spacy, raw_of, read_items
from rashomon.model import RawDocument
from rashomon.pipeline import STAGES, Layers, records_of, signature
from rashomon.store import Writer, open_writer
from rashomon.workers import use_one_thread

ARTICLES = "polnear-dev.jsonl.gz"
FILES = (ARTICLES,)
TARGETS = {"/ spaCy": 2.3}

# time is that of the models, not ours
MODELS = frozenset({"parse", "tag"})
Seconds = defaultdict[str, float]
PER_ARTICLE = [stage for stage in STAGES if stage.per == "document"]
OF_THE_PILE = [stage for stage in STAGES if stage.per == "corpus"]


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return each stage's processor time over bare spaCy's, and in milliseconds an article; raises Absent."""
    use_one_thread()
    raws = [raw_of(item) for item in read_items(data / ARTICLES)]
    _read(raws[0], defaultdict(float), None)  # loads models and tables, which no figure should carry
    seconds: Seconds = defaultdict(float)
    with tempfile.TemporaryDirectory() as folder, open_writer(Path(folder) / "pile.db") as store:
        for raw in raws:
            _read(raw, seconds, store)
        for stage in OF_THE_PILE:
            _time(seconds, stage.name, partial(stage.run, store, stage, _silent))
    spacy = seconds.pop("bare spaCy")
    reading = {stage.name: seconds[stage.name] for stage in PER_ARTICLE}
    ours = sum(took for name, took in seconds.items() if name not in MODELS)
    rows = {"all": sum(reading.values()), "ours": ours, **seconds, "bare spaCy": spacy}
    return {
        name: {"/ spaCy": round(took / spacy, 3), "ms an article": round(1000 * took / len(raws), 1)}
        for name, took in rows.items()
    }


def _read(raw: RawDocument, seconds: Seconds, store: Writer | None) -> None:
    """Read one article stage by stage, write it, and let bare spaCy read the same text."""
    layers: Layers = {"raw": raw}
    for stage in PER_ARTICLE:
        given = {name: layers[name] for name in stage.needs}
        layers.update(_time(seconds, stage.name, partial(stage.run, **given)))
    if store is not None:
        _time(seconds, "store", lambda: store.add(list(records_of(layers)), signature()))
    _time(seconds, "bare spaCy", lambda: bare_spacy()(layers["document"].text))


def _time(seconds: Seconds, name: str, work: Callable[[], Any]) -> Any:
    began = time.process_time()
    done = work()
    seconds[name] += time.process_time() - began
    return done


def _silent(*told: object) -> None:
    """Hear what is being done, and say nothing."""
