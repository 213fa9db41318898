"""Many inputs, and a store -> the articles in it, read by one process or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice, tee
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rashomon.errors import PipelineError
from rashomon.model import AnyRecord, RawDocument, Rejection
from rashomon.pipeline.article import decode, read_encoded
from rashomon.pipeline.faults import rejection, rejection_of_ended
from rashomon.pipeline.stage import Progress, Stage, check, stages_per, tell_nobody
from rashomon.pipeline.stages import STAGES, signature
from rashomon.read import Inputs, count_inputs, read_inputs
from rashomon.workers import NO_LIMITS, Ended, Limits, count_cores, map_in_order, use_one_thread

if TYPE_CHECKING:  # a worker process writes nothing, and a database takes its time to import
    from rashomon.store import Writer

# below this many articles one process is done before a second has loaded its models (about 3 s against 0.2 an article)
SMALL_PILE = 16


class Summary(NamedTuple):
    """What became of the inputs of one run: articles read, articles that stood in the store already, rejections."""

    read: int
    unchanged: int
    rejections: tuple[Rejection, ...]


def read_pile(
    paths: Sequence[str | Path] | Inputs,
    store: Writer,
    *,
    stages: Sequence[Stage] = STAGES,
    jobs: int | None = None,
    limits: Limits = NO_LIMITS,
    on_progress: Progress | None = None,
) -> Summary:
    """Read the articles of files and folders into an open store; what is in it already is left alone.

    The stages over the corpus follow, and do what an earlier run has left undone as well. `jobs` is the number of
    processes (None: as many as there are cores, if the pile is worth it); the store is the same whatever it is. An
    article that takes more than the `limits` is rejected; they need a second process even with one job.
    `on_progress` is told what is being done, how many inputs are done, of how many, and the last one's ref.
    """
    check(stages)
    inputs = paths if isinstance(paths, Inputs) else Inputs(tuple(map(str, paths)))
    # standard input cannot be read twice
    total = count_inputs(inputs, store.is_kept_in) if on_progress and "-" not in inputs.paths else 0
    run = _Run(store, signature(stages), total, on_progress or tell_nobody)
    for raw, encoded in _read_each(run.sift(_inputs(inputs, store)), stages, jobs, limits):
        if isinstance(encoded, Ended):
            run.reject(rejection_of_ended(raw, encoded, limits))
        else:
            run.keep(raw, decode(encoded))
    relink(store, stages, run.tell)
    return Summary(run.read, run.unchanged, tuple(run.rejections))


def relink(store: Writer, stages: Sequence[Stage] = STAGES, on_progress: Progress | None = None) -> None:
    """Run the stages over the corpus: what waits in an open store, after reading or after a correction, is worked off.

    Raises PipelineError when all is done that could be, with what could not.
    """
    faults: list[str] = []
    for stage in stages_per(stages, "corpus"):
        try:
            stage.run(store, stage, on_progress or tell_nobody)
        except PipelineError as error:  # of what one stage could not do, the next knows less
            faults.append(str(error))
    if faults:
        raise PipelineError("; ".join(faults))


def _inputs(inputs: Inputs, store: Writer) -> Iterator[RawDocument | Rejection]:
    """Yield what is to be read, and why something is not; files of the store itself are passed over."""
    for item in read_inputs(inputs):
        if not (isinstance(item, Rejection) and store.is_kept_in(item.ref)):
            yield item


class _Run:
    """One run over a pile: what is still to do, and what is done."""

    def __init__(self, store: Writer, made_by: str, total: int, tell: Progress) -> None:
        self.store, self.made_by, self.total, self.tell = store, made_by, total, tell
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

    def keep(self, raw: RawDocument, records: Sequence[AnyRecord]) -> None:
        """Write what the stages made of one input."""
        if isinstance(records[0], Rejection):
            self.reject(records[0])
            return
        try:
            self.store.add(records, self.made_by)
        except PipelineError as error:
            self.reject(rejection(raw, str(error)))
            return
        self.read += 1
        self._tell(raw.ref)

    def reject(self, rejection: Rejection) -> None:
        """Note an input that is not in the store after this run, and why."""
        self.rejections.append(rejection)
        self.store.reject(rejection)
        self._tell(rejection.ref)

    def _tell(self, ref: str) -> None:
        done = self.read + self.unchanged + len(self.rejections)
        # a letter may bring more than was counted
        self.tell("reading articles", done, max(done, self.total) if self.total else 0, ref)


def _read_each(
    todo: Iterator[RawDocument], stages: Sequence[Stage], jobs: int | None, limits: Limits
) -> Iterator[tuple[RawDocument, bytes | Ended]]:
    """Yield each input with its records, encoded, or how the process ended that read it."""
    use_one_thread()
    first = list(islice(todo, SMALL_PILE))
    if jobs is None:
        jobs = count_cores() if len(first) == SMALL_PILE else 1
    given, worked_on = tee(chain(first, todo))
    read = map_in_order(partial(read_encoded, stages=stages), worked_on, jobs, limits)
    yield from zip(given, read, strict=True)
