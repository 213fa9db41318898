"""What an article costs as a pile grows day by day, stage by stage, to 10,000 articles; memory and bytes too.

The pile is recombined from pieces of open texts (`benchmarks/recombined.py`): A_DAY articles a day are written, and the
stages over the corpus follow, as after every reading. Figures are means over the last days up to a size, in
milliseconds of the processor an article, as on a quiet machine: a yardstick, a work that is always the same, tells how
much slower it is at the moment. `ten more` is what ten further articles cost, written and linked, for each of them;
`known` is what passing over one costs that is in the store already. `MB` is the most memory that the process has had
since the size before, `KB` the bytes on disk an article, with all indexes.

`reading`: what the stages over documents cost in a process that lives on, for the first articles that it reads and for
the last. The process that links has no models.

`python -m benchmarks.pile_growth` goes on to 100,000 and keeps what it has found so far in `results`; with `--folder`
a run that was ended is gone on with.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks.pieces import FILES, Piece, read_pieces
from benchmarks.recombined import A_DAY, Told, recombine
from benchmarks.yardstick import time_each
from rashomon.model import AnyRecord, RawDocument
from rashomon.pipeline import STAGES, read_article, signature
from rashomon.store import Writer, open_view, open_writer
from rashomon.workers import use_one_thread

__all__ = ["FILES", "measure"]

SIZES = (100, 1_000, 10_000)
LARGEST = 100_000
KEPT = Path(__file__).parent / "results" / "pile_growth.json"
# of a pile, the share that came in the days that are measured, and how many days these are at most
LAST, DAYS = 0.1, 20
TEN = 10
_MORE = "more-"
# articles that the process which reads has read between the first and the last that are measured
SAMPLE, BETWEEN = 20, 200

ACROSS = [stage for stage in STAGES if stage.per == "corpus"]
Row = dict[str, float]


def measure(data: Path, sizes: Sequence[int] = SIZES, pieces: Path | None = None) -> dict[str, Row]:
    """Return the figures by the size of the pile; raises Absent without the data."""
    use_one_thread()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        some = apart.submit(read_pieces, data, pieces).result()
    with tempfile.TemporaryDirectory() as folder:
        found = dict(_grow(Path(folder) / "pile.db", some, sizes))
    return found | reading(some)


def reading(pieces: Sequence[Piece]) -> dict[str, Row]:
    """Return what reading costs a process at its beginning and when it has read for a while."""
    raws = [told.raw for told in islice(recombine(pieces, seed=9), 1 + 2 * SAMPLE + BETWEEN)]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        return apart.submit(_read, raws).result()


def _read(raws: Sequence[RawDocument]) -> dict[str, Row]:
    use_one_thread()
    _read_each(raws[:1])  # loads models and tables
    first = _read_each(raws[1 : 1 + SAMPLE])
    # the same texts again: no two articles take equally long
    _read_each(raws[1 + SAMPLE :])
    last = _read_each(raws[1 : 1 + SAMPLE])
    return {"reading, first articles": first, f"reading, after {len(raws)} articles": last}


def _read_each(raws: Sequence[RawDocument]) -> Row:
    took = time_each(lambda: [read_article(raw) for raw in raws], len(raws))
    return {"ms": round(took, 1), "MB": _peak()}


# ---- a pile that grows ----------------------------------------------------------------------------------------------


def _grow(path: Path, pieces: Sequence[Piece], sizes: Sequence[int]) -> Iterator[tuple[str, Row]]:
    """Yield the figures of a pile as it reaches each size."""
    articles = recombine(pieces)
    warm(path.with_name("warm.db"), pieces)
    with open_writer(path) as store:
        # a day that a run was ended in comes again
        at = begun = _articles_in(path) // A_DAY * A_DAY
        next(islice(articles, at, at), None)
        for size in (size for size in sizes if size > begun):
            days: list[Row] = []
            while at < size:
                days.append(_add(store, list(islice(articles, A_DAY))))
                at += A_DAY
            measured = days[-max(1, min(DAYS, round(LAST * size / A_DAY))) :]
            row = {name: round(sum(day[name] for day in measured) / len(measured), 2) for name in measured[0]}
            row["linking"] = round(sum(row[stage.name] for stage in ACROSS), 2)
            ten = [told._replace(ref=f"{_MORE}{size}-{told.ref}") for told in islice(recombine(pieces, seed=size), TEN)]
            row["ten more"] = round(sum(_add(store, ten).values()), 2)
            row["known"] = round(time_each(partial(_pass_over, store, [told.raw for told in ten]), TEN), 2)
            yield f"{size:,} articles", row | {"MB": _peak(), "KB": round(path.stat().st_size / 1024 / at, 1)}
            _forget_peak()


def _articles_in(path: Path) -> int:
    """Return how many articles have come day by day into a pile that was begun."""
    with open_view(path) as view:
        return sum(not document.ref.startswith(_MORE) for document in view.records("document"))


def _pass_over(store: Writer, raws: Sequence[RawDocument]) -> None:
    """Look whether articles are in the store already, as every reading does first."""
    if not all(store.has(raw.ref, raw.sha256, signature()) for raw in raws):
        raise RuntimeError("an article that was written is not known")


def warm(path: Path, pieces: Sequence[Piece]) -> None:
    """Let tables be loaded that no figure should carry."""
    with open_writer(path) as store:
        _add(store, list(islice(recombine(pieces, seed=1), TEN)))
    _forget_peak()


def _add(store: Writer, articles: Sequence[Told]) -> Row:
    """Write articles and link them; return what each step took, in milliseconds an article."""
    row = {"writing": time_each(partial(_write, store, [told.records() for told in articles]), len(articles))}
    for stage in ACROSS:
        row[stage.name] = time_each(partial(stage.run, store, stage, _silent), len(articles))
    return row


def _write(store: Writer, articles: Sequence[Sequence[AnyRecord]]) -> None:
    for records in articles:
        store.add(records, signature())


def _silent(*told: object) -> None:
    """Hear what is being done, and say nothing."""


def _peak() -> int:
    """Return the most memory that this process has had, in MB (Linux); what `resource` tells is its parent's too."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return int(status["VmHWM"].split()[0]) // 1024


def _forget_peak() -> None:
    """Let the most memory be what there is now (Linux)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def main() -> None:
    """Grow a pile to any size, and keep what was found after each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the open texts")
    parser.add_argument("--pieces", type=Path, help="file that pieces are kept in, since reading them takes minutes")
    parser.add_argument("--folder", type=Path, help="where the pile grows, or is gone on with; else a temporary folder")
    parser.add_argument("--only", help="stages over the corpus that are run, with commas between; else all")
    parser.add_argument("--to", type=int, default=LARGEST)
    parser.add_argument("--keep", type=Path, default=KEPT, help="file for the results")
    given = parser.parse_args()
    use_one_thread()
    if given.only:
        ACROSS[:] = [stage for stage in ACROSS if stage.name in given.only.split(",")]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        pieces = apart.submit(read_pieces, given.data, given.pieces).result()
    found: dict[str, Row] = defaultdict(dict)
    if given.keep.exists() and given.folder:
        found |= json.loads(given.keep.read_text(encoding="utf-8"))["measured"]
    with nullcontext(given.folder) if given.folder else tempfile.TemporaryDirectory() as folder:
        sizes = [size for size in (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000) if size < given.to] + [given.to]
        for name, row in _grow(Path(folder) / "pile.db", pieces, sizes):
            found[name] = row
            print(name, row, flush=True)
            given.keep.write_text(json.dumps({"measured": found, "data": {}}, indent=1) + "\n", encoding="utf-8")
    found |= reading(pieces)
    given.keep.write_text(json.dumps({"measured": found, "data": {}}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
