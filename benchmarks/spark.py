"""What Spark costs beside one process: processor time of each stage, and what a run costs whatever its size.

The same articles, PolNeAR's development articles, are read by one process and by Spark with one core (local[1]), the
one as many as the other; by Spark also fewer, so that what grows with the articles is told from what does not: a figure
an article is the difference of two runs. Time is that of all processes of a run: the driver, Java, Python and those
that read. `MB` are what is kept in Parquet: of the result, and (`passing`) of what stages hand on and throw away.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.evaluation import raw_of, read_items
from rashomon.pipeline import STAGES, read_pile
from rashomon.pipeline.stage import stages_per, tell_nobody
from rashomon.store import open_writer
from rashomon.workers import use_one_thread

ARTICLES = "polnear-dev.jsonl.gz"
FILES = (ARTICLES,)
TARGETS: dict[str, float] = {}
FEW, MANY = 5, 25
# between two looks at what the processes of a run have used
SECONDS = 0.5
TICKS = os.sysconf("SC_CLK_TCK")

Costs = dict[str, float]


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return a row a stage: milliseconds an article alone and by Spark, and seconds a run; raises Absent."""
    raws = [raw_of(item) for item in read_items(data / ARTICLES)][:MANY]
    with TemporaryDirectory() as folder:
        for number in (FEW, MANY):
            lines = [json.dumps({"id": raw.ref, "text": raw.content.decode()}) for raw in raws[:number]]
            Path(folder, f"{number}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        alone, few, many = (_run(folder, *how) for how in (("alone", MANY), ("spark", FEW), ("spark", MANY)))
    slope = {name: (many[name] - few[name]) / (MANY - FEW) for name in many}
    rows = {
        name: {
            **({"alone ms": round(1000 * alone[name] / MANY, 1)} if name in alone else {}),
            "Spark ms": round(1000 * slope[name], 1),
            "a run s": round(few[name] - FEW * slope[name], 1),
        }
        for name in many
        if not name.endswith("MB")
    }
    total = {figure: round(sum(row.get(figure, 0) for row in rows.values()), 1) for figure in rows["reading"]}
    sizes = {name: {"MB an article": round(slope[name], 3)} for name in many if name.endswith("MB")}
    return {**rows, "all": total, **sizes}


def _run(folder: str, how: str, number: int) -> Costs:
    command = [sys.executable, "-m", "benchmarks.spark", how, f"{number}.jsonl", f"{how}-{number}"]
    root = Path(__file__).parents[1]
    env = {**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}"}
    done = subprocess.run(command, cwd=folder, env=env, stdout=subprocess.PIPE, start_new_session=True, check=True)
    costs: Costs = json.loads(done.stdout.splitlines()[-1])
    return costs


# ---- one run, in a session of its own --------------------------------------------------------------------------------


class _Meter:
    """The processor time of all processes of this session, those that have ended too, by what was being done."""

    def __init__(self) -> None:
        self._used: dict[tuple[str, str], int] = {}
        self._lock = threading.Lock()
        self._doing, self._before = "starting", 0.0
        self.costs: Costs = {}
        threading.Thread(target=self._watch, daemon=True).start()

    def tell(self, doing: str) -> None:
        """Hear what is done from now on."""
        now = self._look()
        self.costs[self._doing] = self.costs.get(self._doing, 0) + now - self._before
        self._doing, self._before = doing, now

    def _watch(self) -> None:
        while True:
            self._look()
            time.sleep(SECONDS)

    def _look(self) -> float:
        session = str(os.getsid(0))
        with self._lock:
            for process in Path("/proc").glob("[0-9]*"):
                try:
                    fields = (process / "stat").read_text().rpartition(") ")[2].split()
                except OSError:
                    continue  # it has just ended
                if fields[3] == session:
                    self._used[process.name, fields[19]] = int(fields[11]) + int(fields[12])
            return sum(self._used.values()) / TICKS


def _read_alone(pile: str, store: str, tell: Callable[[str], None]) -> Costs:
    use_one_thread()
    with open_writer(store) as writer:
        tell("reading")
        read_pile([pile], writer, stages=stages_per(STAGES, "document"), jobs=1)
        for stage in stages_per(STAGES, "corpus"):
            tell(stage.name)
            stage.run(writer, stage, tell_nobody)
    return {}


def _read_with_spark(pile: str, folder: str, tell: Callable[[str], Any]) -> Costs:
    from rashomon.scale.importing import import_tables
    from rashomon.scale.output import Output
    from rashomon.scale.run import read_corpus
    from rashomon.scale.session import open_session

    sizes: Costs = {}

    def tell_size(doing: str) -> None:
        tell("reading" if doing == "reading articles" else doing)
        if doing == "counting":
            sizes["passing MB"] = _size(Path(folder, "_work"))

    with open_session("local[1]", {"spark.sql.shuffle.partitions": "2"}) as session:
        read_corpus([pile], Output(session, folder), tell=tell_size)
        tell("stopping")
    sizes["result MB"] = _size(Path(folder))
    tell("import")
    import_tables(folder, f"{folder}.db")
    return sizes


def _size(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*.parquet")) / 1e6


if __name__ == "__main__":
    how, pile, out = sys.argv[1:]
    meter = _Meter()
    kept = _read_alone(pile, out, meter.tell) if how == "alone" else _read_with_spark(pile, out, meter.tell)
    meter.tell("")
    print(json.dumps({**meter.costs, **kept}))
