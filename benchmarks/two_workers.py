"""What a second process brings, and what a pile of four times the articles takes of memory.

Each run is a fresh process that reads PolNeAR's development articles into a store, without linking them. Times are of
the further articles, from N to 4 N, so that no figure carries the loading of models. `speed-up` by the clock means
little while others use the machine: how busy the parent is beside a worker says how many workers it can serve. Memory
is the peak of parent and largest worker, in MB.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks.evaluation import read_items
from rashomon.pipeline import STAGES, read_pile
from rashomon.store import open_writer

ARTICLES = "polnear-dev.jsonl.gz"
FILES = (ARTICLES,)
FEW, MANY = 16, 64
Run = dict[str, float]


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return for one job and two: seconds an article by the clock, processor time of parent and workers, and memory."""
    rows = {f"{jobs} job{'s' * (jobs > 1)}": _row(data, jobs) for jobs in (1, 2)}
    one, two = rows.values()
    two["speed-up"] = round(one["s an article"] / two["s an article"], 2)
    two["target"] = 1.8
    two["workers that the parent can serve"] = round(two["workers: cpu s"] / two["parent: cpu s"], 1)
    return rows


def _row(data: Path, jobs: int) -> dict[str, float]:
    few, many = (_run(data, jobs, count) for count in (FEW, MANY))
    further = MANY - FEW
    return {
        "s an article": round((many["clock"] - few["clock"]) / further, 3),
        "parent: cpu s": round((many["parent"] - few["parent"]) / further, 4),
        "workers: cpu s": round((many["workers"] - few["workers"]) / further, 4),
        f"parent MB, {FEW}": round(few["parent_mb"]),
        f"parent MB, {MANY}": round(many["parent_mb"]),
        f"worker MB, {FEW}": round(few["worker_mb"]),
        f"worker MB, {MANY}": round(many["worker_mb"]),
    }


def _run(data: Path, jobs: int, count: int) -> Run:
    command = [sys.executable, "-m", "benchmarks.two_workers", str(data), str(jobs), str(count)]
    told: Run = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return told


def read(data: Path, jobs: int, count: int) -> Run:
    """Read so many articles with so many processes, and return what it took."""
    stages = [stage for stage in STAGES if stage.per == "document"]
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "pile.jsonl"
        texts = islice(cycle(item["text"] for item in read_items(data / ARTICLES)), count)
        items = ({"id": f"article-{n}", "text": text} for n, text in enumerate(texts))
        lines.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
        began = time.perf_counter()
        with open_writer(Path(folder) / "pile.db") as store:
            summary = read_pile([lines], store, stages=stages, jobs=jobs)
        clock = time.perf_counter() - began
    assert summary.read == count, summary
    parent, workers = (resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "clock": clock,
        "parent": parent.ru_utime + parent.ru_stime,
        "workers": workers.ru_utime + workers.ru_stime,
        "parent_mb": parent.ru_maxrss / 1024,
        "worker_mb": workers.ru_maxrss / 1024,
    }


if __name__ == "__main__":
    print(json.dumps(read(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
