"""What reading costs: the processor time of each stage beside that of a bare spaCy pass over the same articles.

`reading` is reading whole, from bytes to rows: all stages over documents, and the store that keeps what they found.
`beyond the models` is what neither parser nor tagger takes of it. `linking` is what the stages over the corpus add at
the end, which look across all articles; it may take a tenth of reading. Then each stage for itself. Linking takes a few
seconds, and one run may be a tenth off: what is told is the median of LINKED processes. The articles are
PolNeAR's development articles, and those of a pile about one war. Models and tables are loaded before, which takes a
process some seconds, and no article more.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.evaluation import bare_spacy, raw_of, read_items
from rashomon.clean.language import identify
from rashomon.model import RawDocument
from rashomon.pipeline import STAGES, Layers, records_of, signature
from rashomon.store import Writer, open_writer
from rashomon.workers import use_one_thread

# by the heading of their columns
ARTICLES = {"polnear": "polnear-dev.jsonl.gz", "ukraine": "ukraine-pile.jsonl.gz"}
FILES = tuple(ARTICLES.values())

# time is that of the models, not ours
MODELS = frozenset({"parse", "tag"})
READING, BEYOND, LINKING = 2.3, 0.4, 0.1
LINKED = 5
Seconds = defaultdict[str, float]
PER_ARTICLE = [stage for stage in STAGES if stage.per == "document"]
OF_THE_PILE = [stage for stage in STAGES if stage.per == "corpus"]


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return each stage's processor time over bare spaCy's, and in milliseconds an article; raises Absent."""
    use_one_thread()
    rows: dict[str, dict[str, float]] = {}
    for heading, file in ARTICLES.items():
        raws = [raw_of(item) for item in read_items(data / file)]
        seconds = _time_all(raws)
        spacy = seconds["bare spaCy"]
        for name, took in _rows(seconds).items():
            row = rows.setdefault(name, {})
            row[f"{heading} / spaCy"] = round(took / spacy, 3)
            row[f"{heading} ms an article"] = round(1000 * took / len(raws), 1)
    rows["reading"]["target"], rows["beyond the models"]["target"] = READING, BEYOND
    rows["linking"]["target"] = round(LINKING * rows["reading"]["polnear / spaCy"], 3)
    return rows


def _rows(seconds: Seconds) -> dict[str, float]:
    reading = sum(seconds[stage.name] for stage in PER_ARTICLE) + seconds["store"]
    models = sum(seconds[name] for name in MODELS)
    linking = sum(seconds[stage.name] for stage in OF_THE_PILE)
    return {"reading": reading, "beyond the models": reading - models, "linking": linking, **seconds}


def _time_all(raws: Sequence[RawDocument]) -> Seconds:
    """Return the processor time of each stage over all articles, of the store, and of bare spaCy."""
    # loads models and tables, which no figure should carry
    identify("Паром был остановлен во вторник сторожевым катером у входа в пролив.")
    with tempfile.TemporaryDirectory() as folder:
        warm, pile = Path(folder) / "warm.db", Path(folder) / "pile.db"
        _read_all(raws[:1], warm)
        return _read_all(raws, pile) | _link_often(warm, pile)


def _read_all(raws: Sequence[RawDocument], path: Path) -> Seconds:
    seconds: Seconds = defaultdict(float)
    with open_writer(path) as store:
        for raw in raws:
            _read(raw, seconds, store)
    return seconds


def _read(raw: RawDocument, seconds: Seconds, store: Writer) -> None:
    """Read one article stage by stage, write it, and let bare spaCy read the same text."""
    layers: Layers = {"raw": raw}
    for stage in PER_ARTICLE:
        given = {name: layers[name] for name in stage.needs}
        layers.update(_time(seconds, stage.name, partial(stage.run, **given)))
    _time(seconds, "store", lambda: store.add(list(records_of(layers)), signature()))
    _time(seconds, "bare spaCy", lambda: bare_spacy()(layers["document"].text))


def _link_often(warm: Path, pile: Path) -> dict[str, float]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as apart:
        runs = [apart.submit(_link, warm, pile).result() for _ in range(LINKED)]
    return {name: median(run[name] for run in runs) for name in runs[0]}


def _link(warm: Path, pile: Path) -> Seconds:
    """Link copies of two stores, the first of which loads the tables; return the processor time for the second."""
    use_one_thread()
    with tempfile.TemporaryDirectory() as folder:
        _link_in(Path(shutil.copy(warm, folder)))
        return _link_in(Path(shutil.copy(pile, folder)))


def _link_in(path: Path) -> Seconds:
    seconds: Seconds = defaultdict(float)
    with open_writer(path) as store:
        for stage in OF_THE_PILE:
            _time(seconds, stage.name, partial(stage.run, store, stage, _silent))
    return seconds


def _time(seconds: Seconds, name: str, work: Callable[[], Any]) -> Any:
    began = time.process_time()
    done = work()
    seconds[name] += time.process_time() - began
    return done


def _silent(*told: object) -> None:
    """Hear what is being done, and say nothing."""
