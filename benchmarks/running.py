"""The name of a benchmark -> its table on standard output, its figures, and which of them fell below their floors.

A module of its own, so that processes of their own can import it.
"""

from __future__ import annotations

import importlib
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from benchmarks import Absent
from benchmarks.floors import Floors, digests

__all__ = ["Held", "Result", "hold", "print_table", "run"]

Measured = dict[str, dict[str, float]]


class Result(NamedTuple):
    """What a benchmark measured, and on which data."""

    measured: Measured
    data: dict[str, dict[str, str | int]]


def run(name: str, data: Path) -> Result:
    """Run one benchmark, print its table and return the figures and the digests of its data.

    Raises Absent without its data.
    """
    module = importlib.import_module(f"benchmarks.{name}")
    measured: Measured = module.measure(data)
    print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}")
    print_table(measured, getattr(module, "TARGETS", {}))
    return Result(measured, digests(data, getattr(module, "FILES", ())))


def print_table(measured: Measured, targets: dict[str, float]) -> None:
    """Print a row a system and a column a figure, the targets below."""
    figures = list(dict.fromkeys(figure for row in measured.values() for figure in row))
    first = max(len(s) for s in (*measured, "target"))
    print(" " * first, *(f"{figure:>{max(8, len(figure))}}" for figure in figures), sep="  ")
    for system, row in {**measured, **({"target": targets} if targets else {})}.items():
        cells = (f"{row[f]:.4g}" if f in row else "" for f in figures)
        print(f"{system:{first}}", *(f"{c:>{max(8, len(f))}}" for c, f in zip(cells, figures, strict=True)), sep="  ")


class Held(NamedTuple):
    """What one benchmark printed, and a line for each of its figures that fell below its floor."""

    printed: str
    fallen: list[str]


def hold(name: str, data: Path, floors: Floors, memory: Path) -> Held:
    """Run one benchmark against its floors, with what others have left in the folder `memory`.

    Nothing falls where its data is absent.
    """
    # what it imports must come after the number of threads is set
    from benchmarks.remembering import remember

    with redirect_stdout(StringIO()) as out, remember(memory):
        try:
            fallen = floors.below(name, *run(name, data))
        except Absent as reason:
            print(f"{name}: skipped, {reason}")
            fallen = []
    return Held(out.getvalue(), fallen)
