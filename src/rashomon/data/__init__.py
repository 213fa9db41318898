"""Lexicons, tables and model weights, each with its licence and how it was made."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


def resource(name: str) -> Traversable:
    """Return the data file `name` (a path inside this folder, such as `cues.tsv`)."""
    return files(__name__).joinpath(name)


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a tab-separated data file; `#` lines and empty lines are left out."""
    lines = resource(name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))
