"""What 200 kills (SIGKILL) at random points of a run cost: articles lost, stores damaged, stores that end up otherwise.

A run is killed after a random number of steps and a random moment more, and started again until it is done; then the
next pile begins. An article is `lost` when the run had told that it was read and the store does not hold it. A store
is `damaged` when the check, right after a kill, finds more than work left undone. It is `unequal` when it is done and
any row of any table differs from those of a run that nobody disturbed. `small stages` are those of the tests, `two
workers` the same with worker processes, and `real stages` those of the package, with the rules for attribution, over
the sample story. Of the kills, `while reading` and `while linking` say where they struck.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import chdir, closing
from importlib.resources import as_file, files
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from rashomon.model import RawDocument
from rashomon.pipeline import STAGES_BY_RULES, Stage, read_pile, read_safely
from rashomon.store import check_store, open_view, open_writer
from rashomon.workers import use_one_thread
from tests.tiny_stages import TINY

# kills of each sort, 200 together
SMALL, WITH_WORKERS, REAL = 140, 10, 50
# a run is killed about so often before it is done, and up to so many seconds after it told of a step
KILLS_A_RUN, MOMENT = 7, 0.05
READING = "reading articles"


class Run(NamedTuple):
    """What is read, by which stages and how many processes."""

    pile: Path
    stages: Sequence[Stage]
    jobs: int = 1


class Told(NamedTuple):
    """What a run told before it ended: what it was doing last, the refs that it had read, how many steps in all."""

    doing: str
    read: frozenset[str]
    steps: int
    is_killed: bool


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures of each sort of stages; nothing is read from `data`."""
    use_one_thread()
    # what every run needs is loaded here, and not in each of the processes that begin as a copy of this one
    read_safely(RawDocument(ref="", content=b"Nobody came.", media_type="text/plain"), STAGES_BY_RULES)
    with tempfile.TemporaryDirectory() as name, as_file(files("rashomon.data") / "sample") as sample:
        folder = Path(name)
        small = write_pile(folder / "pile", 40)
        return {
            "small stages": _figures(Run(small, TINY), folder / "small", SMALL),
            "two workers": _figures(Run(small, TINY, 2), folder / "workers", WITH_WORKERS),
            "real stages": _figures(Run(sample, STAGES_BY_RULES), folder / "real", REAL),
        }


def write_pile(folder: Path, articles: int) -> Path:
    """Write articles for the stages of the tests, some of which share words and names, and one is refused."""
    folder.mkdir()
    names = ("Aud", "Audhild", "Bo", "Bodil", "Cille", "Dag")
    shared = "the ferry to Oresk was late for the third time this week, and nobody was told when the next would come"
    for number in range(articles):
        who, whom = names[number % 6], names[number % 5]
        words = f"{shared} {number // 4}" if number % 4 < 2 else " ".join(f"word{number}x{n}" for n in range(40))
        refused = "REFUSE " if number == articles // 2 else ""
        (folder / f"a{number:03}.txt").write_text(f"{refused}Ms {who} met {whom}, {words}.\n")
    return folder


def _figures(run: Run, folder: Path, kills: int) -> dict[str, float]:
    folder.mkdir()
    struck, lost, damaged, unequal = kill(run, folder, kills, random.Random(1))
    return {
        "kills": struck.total(),
        "while reading": struck[READING],
        "while linking": struck.total() - struck[READING],
        "lost": lost,
        "damaged": damaged,
        "unequal": unequal,
    }


def kill(run: Run, folder: Path, kills: int, chance: random.Random) -> tuple[Counter[str], int, int, int]:
    """Kill runs so often; return what they were doing, and how many articles and stores were harmed."""
    whole = folder / "whole.db"
    steps = start(run, whole).steps
    expected, articles = rows_of(whole), refs_in(whole)
    struck: Counter[str] = Counter()
    lost = damaged = unequal = runs = 0
    while struck.total() < kills:
        store, read = folder / f"{runs}.db", frozenset[str]()
        runs += 1
        # what is in the store already is told of as well, and is over at once
        while (told := start(run, store, len(read) + chance.randint(1, 2 * steps // KILLS_A_RUN), chance)).is_killed:
            struck[told.doing] += 1
            read |= told.read & articles  # what is refused is told of too
            lost += len(read - refs_in(store))
            damaged += is_damaged(store)
        unequal += rows_of(store) != expected
    return struck, lost, damaged, unequal


def start(run: Run, store: Path, steps: int | None = None, chance: random.Random | None = None) -> Told:
    """Run in a process that is killed a random moment after so many steps, or not at all; return what it told."""
    context = multiprocessing.get_context("fork")  # with everything imported, a run begins at once
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_read, args=(run, store, theirs))
    process.start()
    theirs.close()
    doing, read, count = READING, set(), 0
    for doing, ref in _heard(ours):
        count += 1
        if doing == READING:
            read.add(ref)
        if count == steps and chance:
            time.sleep(chance.uniform(0, MOMENT))
            process.kill()
            break
    # what it told before it died was in the pipe
    for doing, ref in _heard(ours):
        if doing == READING:
            read.add(ref)
    process.join()
    if process.exitcode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"a run that nobody killed ended with {process.exitcode}")
    return Told(doing, frozenset(read), count, process.exitcode != 0)


def _read(run: Run, store: Path, tell: Connection) -> None:
    os.setsid()
    with chdir(run.pile.parent), open_writer(store) as writer:
        read_pile(
            [run.pile.name],
            writer,
            stages=run.stages,
            jobs=run.jobs,
            on_progress=lambda doing, _done, _total, last: tell.send((doing, last)),
        )


def _heard(told: Connection) -> Iterator[tuple[str, str]]:
    try:
        while True:
            yield told.recv()
    except (EOFError, OSError):
        return


def refs_in(store: Path) -> set[str]:
    """Return the refs of the articles that a store holds."""
    with open_view(store) as view:
        return {document.ref for document in view.records("document")}


def is_damaged(store: Path) -> bool:
    """Tell whether anything is wrong with a store but that a run has left work undone."""
    with open_view(store) as view:
        return any(not fault.is_undone for fault in check_store(view))


def rows_of(store: Path) -> dict[str, list[Any]]:
    """Return the rows of every table in an order of their own.

    Where a posting of the index of shared text lies, and which number a name has, depends on what came first; what
    they say does not.
    """
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        own = (name for name in names if not name.startswith("search_") and name not in ("name", "print_page"))
        rows = {name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}"))) for name in own}
        borne = "SELECT name.name, bearer.entity FROM bearer JOIN name ON name.id = bearer.name"
        rows["bearer"] = sorted(map(repr, connection.execute(borne)))
        pages = connection.execute("SELECT prints, documents FROM print_page").fetchall()
    prints, documents = (np.frombuffer(b"".join(part), np.uint64) for part in zip(*pages, strict=True))
    rows["print_page"] = sorted(map(repr, zip(prints.tolist(), documents.tolist(), strict=True)))
    return rows
