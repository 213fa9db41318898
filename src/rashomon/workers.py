"""A function and many items -> its results in the order of the items, by one process or several, within limits.

A process that dies (out of memory, a crash in a library) or takes too long costs the item that it worked on, no other.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Generic, NamedTuple, TypeVar

from rashomon.errors import PipelineError

if sys.platform != "win32":
    import resource

__all__ = ["NO_LIMITS", "Ended", "Limits", "Workers", "count_cores", "map_in_order", "use_one_thread"]

Item = TypeVar("Item")
Result = TypeVar("Result")

# items in hand a worker: enough that none waits for a slow one, few enough that a pile of any size fits in memory
AHEAD = 4
# given to the first item of a process besides: it loads what the others find loaded
START_SECONDS = 120
# a forked copy of a process with threads (onnxruntime, BLAS) can hang: start afresh
_PROCESSES = multiprocessing.get_context("spawn")


class Limits(NamedTuple):
    """What one item may take: seconds by the clock, megabytes (2**20 bytes) of data in its process; None: any amount.

    The kernel holds them, so that no loop in a library escapes: time wherever there are signals, memory on Linux.
    """

    seconds: float | None = None
    megabytes: int | None = None


NO_LIMITS = Limits()


class Ended(NamedTuple):
    """What stands in the place of a result: the process took too long, or died otherwise, and how: "SIGKILL"."""

    late: bool
    how: str


def map_in_order(
    work: Callable[[Item], Result], items: Iterator[Item], jobs: int, limits: Limits = NO_LIMITS
) -> Iterator[Result | Ended]:
    """Yield `work(item)` for each item, or how the process ended that worked on it.

    With one job and no limit everything happens in this process. Else `work`, items and results are sent from process
    to process, so `work` must be a function that can be imported. Raises PipelineError if no process can be started.
    """
    if jobs == 1 and limits == NO_LIMITS:
        yield from map(work, items)
        return
    with Workers(work, jobs, limits) as workers:
        yield from workers.map(items)


class _Task(Generic[Item, Result]):
    """An item, and what became of it; `value` means something once it is `done`."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.died_before = self.done = False
        self.value: Result | Ended

    def settle(self, value: Result | Ended) -> None:
        self.value, self.done = value, True


class Workers(Generic[Item, Result]):
    """Up to `jobs` processes that do one kind of work; they start when there is work for them and last until `close`.

    Each has one item at a time, so it is known which one a process died of.
    """

    def __init__(self, work: Callable[[Item], Result], jobs: int, limits: Limits = NO_LIMITS) -> None:
        self._work, self._jobs, self._limits = work, jobs, limits
        self._idle: list[_Worker] = []
        self._busy: dict[_Worker, _Task[Item, Result]] = {}

    def __enter__(self) -> Workers[Item, Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they are at: nothing but a result that nobody waits for is lost."""
        for worker in (*self._idle, *self._busy):
            worker.end()
        self._idle.clear()
        self._busy.clear()

    def map(self, items: Iterator[Item]) -> Iterator[Result | Ended]:
        """Yield the results in the order of the items; one map at a time."""
        in_hand: deque[_Task[Item, Result]] = deque()
        while True:
            while len(self._busy) < self._jobs and len(in_hand) < self._jobs * AHEAD:
                try:
                    task: _Task[Item, Result] = _Task(next(items))
                except StopIteration:
                    break
                in_hand.append(task)
                self._give(task)
            if not in_hand:
                return
            self._collect(None if not in_hand[0].done else 0)
            if in_hand[0].done:
                yield in_hand.popleft().value

    def _give(self, task: _Task[Item, Result]) -> None:
        worker = self._idle.pop() if self._idle else _Worker(self._work, self._limits)
        self._busy[worker] = task
        worker.send(task.item)

    def _collect(self, seconds: float | None) -> None:
        """Take what the busy workers have done, waiting so long for the first of them (None: as long as it takes)."""
        by_pipe = {worker.pipe: worker for worker in self._busy}
        for pipe in wait(list(by_pipe), seconds):
            worker = by_pipe[pipe]  # type: ignore[index]  # of a connection, as given
            try:
                done = worker.receive()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if done is None:  # it has only started
                continue
            task = self._busy.pop(worker)
            self._idle.append(worker)
            if done.error:
                raise done.error
            task.settle(done.result)

    def _bury(self, worker: _Worker) -> None:
        task = self._busy.pop(worker)
        ended = worker.end(grace=1)
        if not worker.is_up:
            raise PipelineError(
                "no second process can be started: use one job, or, in a script, guard its start by "
                'if __name__ == "__main__":'
            )
        if ended.late or task.died_before:
            task.settle(ended)
        else:  # where memory runs out, the system ends the largest process, which need not be the one at fault
            task.died_before = True
            self._give(task)


class _Done(NamedTuple):
    """What a process made of an item, or why it could not."""

    result: Any = None
    error: Exception | None = None


class _Worker:
    """A process, and the pipe to it."""

    def __init__(self, work: Callable[[Any], Any], limits: Limits) -> None:
        self.is_up = False
        self.pipe, theirs = _PROCESSES.Pipe()
        self._process = _PROCESSES.Process(target=_serve, args=(theirs, limits))
        self._process.start()
        theirs.close()
        try:
            self.send(work)
        except BaseException:  # the work cannot be sent: nobody else knows of the process that waits for it
            self.end()
            raise

    def send(self, what: Any) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # it is dead, as `receive` will tell
            self.pipe.send(what)

    def receive(self) -> _Done | None:
        """Return what it has done, None when it says that it has started; raises EOFError or OSError if it is dead."""
        done: _Done | None = self.pipe.recv()
        self.is_up = True
        return done

    def end(self, grace: float = 0) -> Ended:
        """End the process, unless it has ended within so many seconds, and tell how it did."""
        self.pipe.close()
        self._process.join(grace)
        self._process.kill()
        self._process.join()
        code = self._process.exitcode or 0
        self._process.close()
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Ended(late=how == "SIGALRM", how=how)


def _serve(pipe: Connection, limits: Limits) -> None:
    """Be a worker: work on what comes through the pipe, first the function, then its items, until nobody sends."""
    _settle_in(limits)
    with suppress(EOFError, ConnectionError):
        work = pipe.recv()
        pipe.send(None)
        more = START_SECONDS
        while True:
            item = pipe.recv()
            _set_alarm(limits.seconds and limits.seconds + more)
            more = 0
            try:
                done = _Done(work(item))
            except Exception as error:  # it is raised in the other process, where its way here would be lost
                error.add_note(traceback.format_exc())
                done = _Done(error=error)
            _set_alarm(None)
            pipe.send(done)


def _settle_in(limits: Limits) -> None:
    use_one_thread()
    # Ctrl-C is for the parent, which ends its workers
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        # left to the kernel, which ends the process whatever it is at; a handler would wait for the interpreter
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    if limits.megabytes is not None and sys.platform == "linux":  # elsewhere what is mapped is not counted
        most = limits.megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _set_alarm(seconds: float | None) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds or 0)


def _end_with_parent() -> None:
    """Wait for the parent to be gone, even killed; a worker of nobody would work on for nothing."""
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
