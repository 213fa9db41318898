"""Paths as the reader typed them -> the files behind them, in the order of their names, each with its kind."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from rashomon.model import Rejection
from rashomon.read.items import Kind, printable, reject

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "xml",
    ".opml": "opml",
    ".warc": "warc",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "eml",
}


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
            return reject(ref, "no such file or folder")
        if not path.is_file():
            return reject(ref, "not an ordinary file")
    except (OSError, ValueError) as error:  # a NUL in the name, a link to itself
        return reject(ref, f"cannot be opened: {error}")
    kind, gzipped = kind_of(path.name)
    return File(path, ref, kind, gzipped) if kind else reject(ref, why_unknown(path.name))


def kind_of(name: str) -> tuple[Kind | None, bool]:
    """Return the kind of a file by its name, None if it says none that is read, and whether it is packed."""
    path = PurePath(name)
    gzipped = path.suffix.lower() == ".gz"
    return KINDS.get(PurePath(path.stem).suffix.lower() if gzipped else path.suffix.lower()), gzipped


def why_unknown(name: str) -> str:
    """Return why a file of this name is not read."""
    path = PurePath(name)
    suffix = PurePath(path.stem).suffix if path.suffix.lower() == ".gz" else path.suffix
    what = f"kind {suffix.lower()!r} is not read" if suffix else "the name does not say what kind of file it is"
    return f"{what}; known: {', '.join(KINDS)}, each also .gz"


def _printable(path: Path) -> str:
    """Return the path with `/`, its bytes that are no UTF-8 as `\\xff`: a ref must survive JSON and SQL."""
    return printable(path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))
