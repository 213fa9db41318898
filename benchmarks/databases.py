"""A pile of made-up articles -> how long SQLite and PostgreSQL take to store, link, list and search it, side by side.

Prints processor time of this process and wall time, each as a ratio to SQLite's in the same run: the server works in
processes of its own. Rules instead of models read the articles, so that the databases are what is measured.

    python -m benchmarks.databases [ARTICLES] [ADDRESS]

Without an address it runs a server of its own, with the settings that a server has.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from rashomon.pipeline import read_pile
from rashomon.store import Selection, open_view, open_writer
from rashomon.store.database import Store
from tests.databases import run_server
from tests.tiny_stages import TINY

ARTICLES = 300
NAMES = [f"{first}{last}" for first in ("Aud", "Bo", "Ms", "Orsk", "Tarn") for last in ("a", "en", "il", "ov", "und")]
WORDS = ["ferry", "halyard", "strait", "lock", "harbour", "crew", "late", "sailed", "said", "the", "of", "two"]


def make_texts(folder: Path, articles: int) -> None:
    """Write articles of 200 words each, of which every tenth is a name."""
    dice = random.Random(1)
    for number in range(articles):
        words = [dice.choice(NAMES if at % 10 == 0 else WORDS) for at in range(200)]
        (folder / f"{number:06}.txt").write_text(" ".join(words), encoding="utf-8")


def measure(store: Store, pile: Path) -> dict[str, tuple[float, float]]:
    """Return what each task takes, in seconds of this process and of the clock."""
    taken: dict[str, tuple[float, float]] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        cpu, clock = time.process_time(), time.perf_counter()
        work()
        taken[name] = time.process_time() - cpu, time.perf_counter() - clock

    def read() -> None:
        with open_writer(store) as writer:
            read_pile([pile], writer, stages=TINY, jobs=1)

    def look(work: Callable[..., object]) -> Callable[[], object]:
        def opened() -> None:
            with open_view(store) as view:
                work(view)

        return opened

    timed("read and link", read)
    timed("read again", read)
    timed("open 20 times", lambda: [look(lambda view: view.counts())() for _ in range(20)])
    timed("all mentions", look(lambda view: sum(1 for _ in view.records("mention"))))
    timed("a page of mentions", look(lambda view: view.page("mention", Selection(entity="Aud"))))
    timed("search a word", look(lambda view: view.search("halyard")))
    timed("search a phrase", look(lambda view: view.search('"the ferry" sail*')))
    return taken


def main(articles: int, address: str | None) -> None:
    """Print a line a task: both databases, and the ratio."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        (folder / "pile").mkdir()
        make_texts(folder / "pile", articles)
        if address is None:
            server = stack.enter_context(run_server())
            for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
                server.run(f"ALTER SYSTEM RESET {setting}")
            server.run("SELECT pg_reload_conf()")
            address = server.address(server.new_database())
        ours, theirs = measure(folder / "s.db", folder / "pile"), measure(address, folder / "pile")
        print(f"{articles} articles; seconds of the process (and of the clock)")
        for task, (cpu, clock) in ours.items():
            other, ticks = theirs[task]
            one, two = f"SQLite {cpu:7.3f} ({clock:7.3f})", f"PostgreSQL {other:7.3f} ({ticks:7.3f})"
            print(f"{task:20} {one}  {two}  x {ticks / clock:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES, sys.argv[2] if len(sys.argv) > 2 else None)
