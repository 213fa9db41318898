"""What waits in a store for a stage over the corpus -> worked off, a batch of it a transaction.

What a killed run leaves undone, the next one does. A bug in one article, block or story costs the others nothing: the
batch that it is in is taken back, and each half of it is done by itself, down to the one with the bug.

Nobody looks for garbage within a batch: what a batch makes lives until its end, and a look at all that a process holds,
models perhaps, takes longer than many articles.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from rashomon.errors import PipelineError, StoreError
from rashomon.pipeline.faults import describe
from rashomon.pipeline.stage import Progress, Stage

__all__ = ["Step", "work_off"]


class Step(NamedTuple):
    """What is being done, what waits for it, and how to do it to some of them in one transaction, `batch` at most."""

    doing: str
    find_waiting: Callable[[], Sequence[str]]
    work: Callable[[Sequence[str]], None]
    batch: int = 1


def work_off(stage: Stage, tell: Progress, *steps: Step) -> None:
    """Take the steps of a stage over the corpus, each with all that waits for it; raise PipelineError for bugs."""
    faults: list[str] = []
    for step in steps:
        waiting = step.find_waiting()
        for start in range(0, len(waiting), step.batch):
            some = waiting[start : start + step.batch]
            with _keeping_garbage():
                faults += _faults_in(step.work, some)
            tell(step.doing, start + len(some), len(waiting), some[-1])
    if faults:
        raise PipelineError(f"{stage.by}: {len(faults)} internal errors; the first, in {faults[0]}")


@contextmanager
def _keeping_garbage() -> Iterator[None]:
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _faults_in(work: Callable[[Sequence[str]], None], keys: Sequence[str]) -> Iterator[str]:
    """Work on these keys, and yield what went wrong; together if that goes well, else each half by itself."""
    try:
        work(keys)
    except StoreError:
        raise
    except Exception as error:  # as in article._read: a pile must not die of one article
        if len(keys) == 1:
            yield f"{keys[0]}: {describe(error)}"
        else:
            middle = len(keys) // 2
            for half in (keys[:middle], keys[middle:]):
                yield from _faults_in(work, half)
