"""Paths as the reader typed them -> the files behind them, in the order of their names, each with its kind."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from rashomon.model import Rejection

BY = "read/1"
Kind = Literal["text", "html", "jsonl"]
KINDS: dict[str, Kind] = {".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl"}


class File(NamedTuple):
    """A file to read; `ref` is its path as given, in characters that every output can print."""

    path: Path
    ref: str
    kind: Kind
    gzipped: bool


def find_files(paths: Iterable[str]) -> Iterator[File | Rejection]:
    """Yield the files at and under `paths` in the order of their refs, each once, or why one is not read.

    Folders are walked without following links to folders. Hidden files and folders inside them are left out
    without a word; other files that are not of a known kind are not: a reader may count on them.
    """
    found = {_printable(file): file for path in paths for file in _walk(Path(path))}
    seen: set[str] = set()
    for ref, path in sorted(found.items()):
        real = os.path.realpath(path)
        if real not in seen:
            seen.add(real)
            yield _classify(path, ref)


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in files if not name.startswith("."))


def _classify(path: Path, ref: str) -> File | Rejection:
    try:
        if not path.exists():
            return Rejection(ref=ref, reason="no such file or folder", stage=BY)
        if not path.is_file():
            return Rejection(ref=ref, reason="not an ordinary file", stage=BY)
    except (OSError, ValueError) as error:  # a NUL in the name, a link to itself
        return Rejection(ref=ref, reason=f"cannot be opened: {error}", stage=BY)
    gzipped = path.suffix.lower() == ".gz"
    suffix = Path(path.stem).suffix.lower() if gzipped else path.suffix.lower()
    if suffix not in KINDS:
        known = ", ".join(KINDS)
        what = f"kind {suffix!r} is not read" if suffix else "the name does not say what kind of file it is"
        return Rejection(ref=ref, reason=f"{what}; known: {known}, each also .gz", stage=BY)
    return File(path, ref, KINDS[suffix], gzipped)


def _printable(path: Path) -> str:
    """Return the path with `/`, its bytes that are no UTF-8 as `\\xff`: a ref must survive JSON and SQL."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
