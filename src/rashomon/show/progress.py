"""How far a run has come -> a bar with time left on a terminal, a plain line now and then elsewhere; on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath

Progress = Callable[[int, int, str], None]

# between two lines in a log
LINE_SECONDS = 30.0


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Give a function that is told how many inputs are done, of how many (0: not known), and the last one's ref."""
    if sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    else:
        yield _plain_lines()


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(done: int, total: int, ref: str) -> None:
            bar.update(task, completed=done, total=total or None, description=PurePath(ref).name)

        yield tell


def _plain_lines() -> Progress:
    started = last = time.monotonic()

    def tell(done: int, total: int, ref: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < LINE_SECONDS:
            return
        last = now
        left = f" of {total}, about {(now - started) / done * (total - done):.0f} s left" if total else ""
        print(f"{done}{left}; last: {ref}", file=sys.stderr, flush=True)

    return tell
