"""A store -> a copy of it in one file, as it was at one moment; and back, once the copy is found sound."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rashomon.errors import StoreError
from rashomon.store.check import check_store
from rashomon.store.database import Store, plain_errors, shown
from rashomon.store.sqlite_words import BUSY_SECONDS
from rashomon.store.view import open_view

__all__ = ["back_up", "restore"]


def back_up(store: Store, to: str | os.PathLike[str], *, replace: bool = False) -> None:
    """Copy a store into a file, wholly or not at all, while others may read and write it.

    The copy holds what was written when this began. Raises StoreError if there is a file of that name already, unless
    it may be replaced, or if the store is no file.
    """
    source, target = _file_of(store), Path(to)
    with open_view(store):  # a store of ours, of this version
        pass
    if target.exists() and source.samefile(target):
        raise StoreError(f"{target}: that is the store itself; give the copy another name")
    _refuse_existing(target, replace)
    with plain_errors(store), _new_file(target) as copy:
        _copy(source, copy)


def restore(copy: str | os.PathLike[str], store: Store, *, replace: bool = False) -> None:
    """Make a store of its copy, wholly or not at all; in the place of what the store held before, if that may be.

    Who reads the store meanwhile goes on reading what it held. Raises StoreError, and changes nothing, if anything is
    wrong with the copy, if there is a store already and it may not be replaced, or if that is damaged itself.
    """
    source, target = Path(copy), _file_of(store)
    with open_view(copy) as view:
        damage = [fault for fault in check_store(view) if not fault.is_undone]
    if damage:
        first = " ".join(filter(None, damage[0]))
        raise StoreError(f"{copy}: {len(damage)} things are wrong with this copy; the first: {first}")
    if target.exists() and source.samefile(target):
        raise StoreError(f"{target}: that is the copy itself")
    _refuse_existing(target, replace)
    if target.exists():
        with plain_errors(store):  # in one transaction, which waits for others to end theirs
            _copy(source, target)
    else:
        with plain_errors(copy), _new_file(target) as file:
            _copy(source, file)


def _file_of(store: Store) -> Path:
    if "://" in os.fspath(store):
        raise StoreError(
            f"{shown(store)}: a server has its own: pg_dump --format=custom --file=FILE ADDRESS, and "
            "pg_restore --dbname=ADDRESS FILE"
        )
    return Path(store)


def _refuse_existing(target: Path, replace: bool) -> None:
    if target.exists() and not replace:
        raise StoreError(f"{target}: there is such a file already; --force puts the other in its place")
    if not target.parent.is_dir():
        raise StoreError(f"{target}: there is no folder {target.parent} to put it in")


@contextmanager
def _new_file(target: Path) -> Iterator[Path]:
    """Give the name of a file that takes the target's place once it is written, and on the disk."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
        file = Path(folder, target.name)
        yield file
        _sync(file)
        file.replace(target)
    _sync(target.parent)


def _copy(source: Path, target: Path) -> None:
    reading = f"{source.absolute().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(reading, uri=True, timeout=BUSY_SECONDS)) as old,
        closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as new,
    ):
        old.backup(new, progress=_refuse_waiting)


def _refuse_waiting(status: int, _remaining: int, _pages: int) -> None:
    # a step has waited BUSY_SECONDS when it says so, and would be tried for ever
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = status
        raise error


def _sync(path: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there, and files are written through
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
