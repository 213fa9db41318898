"""A function and many items -> its results in the order of the items, by one process or several.

A process that dies (out of memory, a crash in a library) costs the item that it worked on, and no other.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from rashomon.errors import PipelineError

__all__ = ["count_cores", "map_in_order", "use_one_thread"]

Item = TypeVar("Item")
Result = TypeVar("Result")

# items in hand a worker: enough that none waits, few enough that a pile of any size fits in memory
AHEAD = 4


def map_in_order(work: Callable[[Item], Result], items: Iterator[Item], jobs: int) -> Iterator[Result | None]:
    """Yield `work(item)` for each item; None where the process died of it.

    With one job everything happens in this process. Else `work`, items and results are sent from process to process,
    so `work` must be a function that can be imported. Raises PipelineError if no process can be started at all.
    """
    if jobs == 1:
        yield from map(work, items)
        return
    in_hand: deque[Item] = deque()
    while True:
        try:
            with _pool(jobs) as pool:
                yield from _work_ahead(pool, work, items, in_hand, jobs * AHEAD)
                return
        except BrokenProcessPool:
            # one of those in hand ended its process, and nobody can say which: each gets a process of its own
            _try_one_process()
            while in_hand:
                yield _work_alone(work, in_hand.popleft())


def _work_ahead(
    pool: ProcessPoolExecutor, work: Callable[[Item], Result], items: Iterator[Item], in_hand: deque[Item], most: int
) -> Iterator[Result]:
    """Keep the workers busy; what was given to them and has not come back stands in `in_hand`, at most so many."""
    results: deque[Future[Result]] = deque()
    while True:
        for item in islice(items, most - len(in_hand)):
            in_hand.append(item)
            results.append(pool.submit(work, item))
        if not in_hand:
            return
        result = results.popleft().result()
        in_hand.popleft()
        yield result


def _work_alone(work: Callable[[Item], Result], item: Item) -> Result | None:
    try:
        with _pool(1) as pool:
            return pool.submit(work, item).result()
    except BrokenProcessPool:
        return None


def _try_one_process() -> None:
    try:
        with _pool(1) as pool:
            pool.submit(count_cores).result()
    except BrokenProcessPool as error:
        raise PipelineError(
            "no second process can be started: use one job, or, in a script, guard its start by "
            'if __name__ == "__main__":'
        ) from error


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    # a forked copy of a process with threads (onnxruntime, BLAS) can hang: start afresh
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start_worker)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _start_worker() -> None:
    use_one_thread()
    # Ctrl-C is for the parent, which lets the workers finish what they have in hand
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the parent to be gone, even killed; a worker of nobody would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)


def use_one_thread() -> None:
    """Keep numeric libraries that are not loaded yet to one thread in this process."""
    # sums in another order differ in their last bit: the number of cores must not change a score
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def count_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # only Linux says
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
