"""What linking costs where a pile of 10,000 articles is read and then linked at once, beside what reading them costs.

The pile is the one of `benchmarks/pile_growth.py`: recombined pieces of open texts, its articles short. Figures are
milliseconds of the processor an article, as on a quiet machine; what reading costs is measured on some of its articles,
in a process that has read hundreds.

`python -m benchmarks.pile_at_once`, with `--articles` for other sizes, keeps what it finds in `results`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.pieces import Piece, read_pieces
from benchmarks.pile_growth import ACROSS, Row, reading, warm
from benchmarks.recombined import fill, recombine
from benchmarks.yardstick import Clock
from rashomon.store import open_writer
from rashomon.workers import use_one_thread

KEPT = Path(__file__).parent / "results" / "pile_at_once.json"
ARTICLES = 10_000


def link_at_once(path: Path, pieces: Sequence[Piece], articles: int) -> Row:
    """Write a pile to a new store and link it; return what each stage took, an article, and all of them together."""
    warm(path.with_name("warm.db"), pieces)
    row = {}
    with open_writer(path) as store:
        fill(store, recombine(pieces), articles)
        for stage in ACROSS:
            clock = Clock()
            stage.run(store, stage, clock.tell)
            clock.tell()
            row[stage.name] = clock.ms / articles
    return row | {"linking": sum(row[stage.name] for stage in ACROSS)}


def main() -> None:
    """Link a pile of any size, and keep what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the open texts")
    parser.add_argument("--pieces", type=Path, help="file that pieces are kept in, since reading them takes minutes")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--keep", type=Path, default=KEPT, help="file for the results")
    given = parser.parse_args()
    use_one_thread()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        pieces = apart.submit(read_pieces, given.data, given.pieces).result()
    with tempfile.TemporaryDirectory() as folder:
        row = link_at_once(Path(folder) / "pile.db", pieces, given.articles)
    # the first that a process reads take longer: what it learns of words on the way has to be found out
    row["reading"] = list(reading(pieces).values())[-1]["ms"]
    row["linking / reading"] = row["linking"] / row["reading"]
    found = {f"{given.articles:,} articles": {name: round(value, 3) for name, value in row.items()}}
    print(json.dumps(found, indent=1))
    given.keep.write_text(json.dumps({"measured": found, "data": {}}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
