"""Measured quality and speed, each figure beside a simple baseline: `python -m benchmarks` lists them.

A benchmark is a module of this folder with a docstring that explains its figures and a function
`measure(data) -> {system: {figure: value}}`, where `data` is the folder of the evaluation sets. It may have
`TARGETS`, `{figure: value}`, and `FILES`, the names of the files that it reads there; it raises `Absent` when its data
or its peer is not there.
"""

from __future__ import annotations

__all__ = ["Absent"]


class Absent(Exception):
    """The data of a benchmark is not on this machine; the message says which file is missing."""
