"""How far a run has come -> a bar with time left on a terminal, a plain line now and then elsewhere; on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath

Progress = Callable[[str, int, int, str], None]

# between two lines in a log
LINE_SECONDS = 30.0


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Give a function that is told what is being done, how many are done, of how many (0: not known), and the last."""
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
        TextColumn("{task.fields[doing]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, doing="")

        def tell(doing: str, done: int, total: int, last: str) -> None:
            if doing != bar.tasks[task].fields["doing"]:
                bar.reset(task)  # or the time that reading took would be that of linking
            bar.update(task, completed=done, total=total or None, description=PurePath(last).name, doing=doing)

        yield tell


def _plain_lines() -> Progress:
    started = told = time.monotonic()
    before = ""

    def tell(doing: str, done: int, total: int, last: str) -> None:
        nonlocal started, told, before
        now = time.monotonic()
        if doing != before:
            before, started = doing, now
        if now - told < LINE_SECONDS:
            return
        told = now
        left = f" of {total:,}, about {(now - started) / done * (total - done):.0f} s left" if total else ""
        print(f"{doing}: {done:,}{left}; last: {last}", file=sys.stderr, flush=True)

    return tell
