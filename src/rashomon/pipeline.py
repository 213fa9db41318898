"""The list of stages and the runner: the only file that knows the order.

A stage is a plain function. Its parameters are named after what it needs, and it returns what it gives by name:
`find_attributions(document, parse, mention) -> {"attribution": [...]}`. Everything one article has gathered so far is
a `Layers`: the name of a layer, or of something in passing such as `raw` or `parse`, and what it holds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from rashomon.clean import clean_document
from rashomon.errors import PipelineError, Unreadable
from rashomon.extract import find_attributions, find_mentions
from rashomon.model import AnyRecord, Document, RawDocument, Rejection
from rashomon.parse import parse_document
from rashomon.read import read_inputs

if TYPE_CHECKING:  # a worker process writes nothing, and a database takes its time to import
    from rashomon.store import Writer

__all__ = [
    "STAGES",
    "Layers",
    "Stage",
    "Summary",
    "check",
    "read_article",
    "read_pile",
    "read_safely",
    "records_of",
    "signature",
]

Layers = dict[str, Any]


class Stage(NamedTuple):
    """One step of the way; `needs` and `gives` are names in `Layers`, `run` takes the needs as keywords."""

    name: str
    version: int
    needs: frozenset[str]
    gives: frozenset[str]
    run: Callable[..., Mapping[str, Any]]
    per: Literal["document", "corpus"] = "document"

    @property
    def by(self) -> str:
        """Return the signature that the stage's findings carry, such as `attribution/3`."""
        return f"{self.name}/{self.version}"


def _stage(name: str, version: int, needs: str, gives: str, run: Callable[..., Mapping[str, Any]]) -> Stage:
    return Stage(name, version, frozenset(needs.split()), frozenset(gives.split()), run)


STAGES: tuple[Stage, ...] = (
    _stage("clean", 1, "raw", "document article zone", clean_document),
    _stage("parse", 1, "document zone", "parse sentence", parse_document),
    _stage("mention", 1, "document parse zone article", "mention entity", find_mentions),
    _stage("attribution", 1, "document parse mention entity", "attribution", find_attributions),
)

# what is handed from stage to stage but is not a record
PASSING = frozenset({"raw", "parse", "tagging"})


def check(stages: Sequence[Stage], given: Collection[str] = ("raw",)) -> None:
    """Raise PipelineError, naming every fault, if a stage needs what nothing before it gives."""
    known, faults = set(given), []
    for stage in stages:
        missing = sorted(stage.needs - known)
        if missing:
            have = ", ".join(sorted(known))
            faults.append(f"{stage.by} needs {', '.join(missing)}; given so far: {have}")
        known |= stage.gives
    if faults:
        raise PipelineError("; ".join(faults))


def read_article(raw: RawDocument, stages: Sequence[Stage] = STAGES) -> Layers | Rejection:
    """Run the per-document stages over one input; an input that cannot be read becomes a Rejection."""
    layers: Layers = {"raw": raw}
    for stage in stages:
        try:
            layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
        except Unreadable as reason:
            return Rejection(ref=raw.ref, reason=str(reason), stage=stage.by)
    return layers


def records_of(layers: Layers) -> Iterable[AnyRecord]:
    """Yield the records of one article, layer by layer, without what was only handed from stage to stage."""
    for name, value in layers.items():
        if name not in PASSING:
            yield from value if isinstance(value, (list, tuple)) else (value,)


# ---- reading a pile: many inputs -> a store, by one process or several -------------------------------------------

# below this many articles one process is done before a second has loaded its models (about 3 s against 0.2 an article)
SMALL_PILE = 16
# articles in hand a worker: enough that none waits, few enough that a pile of any size fits in memory
AHEAD = 4

Progress = Callable[[int, int, str], None]


class Summary(NamedTuple):
    """What became of the inputs of one run: articles read, articles that stood in the store already, rejections."""

    read: int
    unchanged: int
    rejections: tuple[Rejection, ...]


def signature(stages: Sequence[Stage] = STAGES) -> str:
    """Return what names the stages that an article went through, such as "clean/1 parse/1"."""
    return " ".join(stage.by for stage in stages if stage.per == "document")


def read_pile(
    paths: Sequence[str | Path],
    store: Writer,
    *,
    stages: Sequence[Stage] = STAGES,
    jobs: int | None = None,
    on_progress: Progress | None = None,
) -> Summary:
    """Read the articles of files and folders into an open store; what is in it already is left alone.

    `jobs` is the number of processes (None: as many as there are cores, if the pile is worth it); the store is the
    same whatever it is. `on_progress` is told how many inputs are done, of how many, and the last one's ref.
    """
    check(stages)
    # standard input cannot be read twice
    total = sum(1 for _ in read_inputs(paths)) if on_progress and "-" not in map(str, paths) else 0
    run = _Run(store, signature(stages), total, on_progress)
    for encoded in _read_each(run.sift(read_inputs(paths)), stages, jobs):
        run.keep(_decode(encoded))
    return Summary(run.read, run.unchanged, tuple(run.rejections))


class _Run:
    """One run over a pile: what is still to do, and what is done."""

    def __init__(self, store: Writer, made_by: str, total: int, on_progress: Progress | None) -> None:
        self.store, self.made_by, self.total, self.on_progress = store, made_by, total, on_progress
        self.read = self.unchanged = 0
        self.rejections: list[Rejection] = []

    def sift(self, inputs: Iterable[RawDocument | Rejection]) -> Iterator[RawDocument]:
        """Yield the inputs that are to be read; settle the others at once."""
        for item in inputs:
            if isinstance(item, Rejection):
                self.reject(item)
            elif self.store.has(item.ref, item.sha256, self.made_by):
                self.unchanged += 1
                self._tell(item.ref)
            else:
                yield item

    def keep(self, records: Sequence[AnyRecord]) -> None:
        """Write what a worker made of one article."""
        first = records[0]
        if isinstance(first, Rejection):
            self.reject(first)
            return
        article = next(r for r in records if isinstance(r, Document))
        try:
            self.store.add(records, self.made_by)
        except PipelineError as error:
            self.reject(Rejection(ref=article.ref, reason=f"internal error: {error}", stage="store"))
            return
        self.read += 1
        self._tell(article.ref)

    def reject(self, rejection: Rejection) -> None:
        self.rejections.append(rejection)
        self.store.reject(rejection)
        self._tell(rejection.ref)

    def _tell(self, ref: str) -> None:
        if self.on_progress:
            self.on_progress(self.read + self.unchanged + len(self.rejections), self.total, ref)


_decode = msgspec.msgpack.Decoder(list[AnyRecord]).decode


def _read_each(todo: Iterator[RawDocument], stages: Sequence[Stage], jobs: int | None) -> Iterator[bytes]:
    """Yield the records of each input, encoded, in the order of the inputs."""
    _use_one_thread()
    first = list(islice(todo, SMALL_PILE))
    if jobs is None:
        jobs = _cores() if len(first) == SMALL_PILE else 1
    todo = chain(first, todo)
    if jobs == 1:
        yield from (_read_one(raw, stages) for raw in todo)
    else:
        yield from _read_in_processes(todo, stages, jobs)


def _read_in_processes(todo: Iterator[RawDocument], stages: Sequence[Stage], jobs: int) -> Iterator[bytes]:
    in_hand: deque[RawDocument] = deque()
    while True:
        try:
            with _workers(jobs) as pool:
                yield from _read_ahead(pool, todo, stages, in_hand, jobs * AHEAD)
                return
        except BrokenProcessPool:
            # one of those in hand ended its process, and nobody can say which: each gets a process of its own
            while in_hand:
                yield _read_alone(in_hand.popleft(), stages)


def _read_ahead(
    pool: ProcessPoolExecutor,
    todo: Iterator[RawDocument],
    stages: Sequence[Stage],
    in_hand: deque[RawDocument],
    most: int,
) -> Iterator[bytes]:
    """Keep the workers busy; what was given to them and has not come back stands in `in_hand`, at most so many."""
    results: deque[Future[bytes]] = deque()
    while True:
        for raw in islice(todo, most - len(in_hand)):
            in_hand.append(raw)
            results.append(pool.submit(_read_one, raw, stages))
        if not in_hand:
            return
        encoded = results.popleft().result()
        in_hand.popleft()
        yield encoded


def _read_alone(raw: RawDocument, stages: Sequence[Stage]) -> bytes:
    try:
        with _workers(1) as pool:
            return pool.submit(_read_one, raw, stages).result()
    except BrokenProcessPool:
        reason = "internal error: the process that read it died"
        return msgspec.msgpack.encode([Rejection(ref=raw.ref, reason=reason, stage="pipeline")])


@contextmanager
def _workers(jobs: int) -> Iterator[ProcessPoolExecutor]:
    # a forked copy of a process with threads (onnxruntime, BLAS) can hang: start afresh
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start_worker)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _read_one(raw: RawDocument, stages: Sequence[Stage]) -> bytes:
    """Return the records of one input, encoded; whatever goes wrong in a stage costs this input alone."""
    try:
        layers = read_article(raw, stages)
        return msgspec.msgpack.encode([layers] if isinstance(layers, Rejection) else list(records_of(layers)))
    except Exception as error:  # the one place where a bug becomes a record: a pile must not die of one article
        reason = f"internal error: {type(error).__name__}: {error} ({_place_of(error)})"
        return msgspec.msgpack.encode([Rejection(ref=raw.ref, reason=reason, stage="pipeline")])


def _place_of(error: Exception) -> str:
    """Return file and line of our own code, or of a stage from elsewhere, that the error came through last."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if Path(f.filename).is_relative_to(Path(__file__).parent)]
    last = (ours if len(ours) > 2 else frames)[-1]  # the first two are the runner's
    return f"{Path(last.filename).name}:{last.lineno}"


def read_safely(raw: RawDocument, stages: Sequence[Stage] = STAGES) -> list[AnyRecord]:
    """Return the records of one input, or a single Rejection if it cannot be read, were it by a bug."""
    return _decode(_read_one(raw, stages))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # those that this process may use; only Linux says
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _use_one_thread() -> None:
    # sums in another order differ in their last bit: the number of cores must not change a score
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _start_worker() -> None:
    _use_one_thread()
    # Ctrl-C is for the parent, which lets the workers finish what they have in hand
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the parent to be gone, even killed; a worker of nobody would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)
