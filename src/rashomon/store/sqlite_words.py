"""An error of SQLite -> what happened and what to do next, in plain words."""

from __future__ import annotations

import sqlite3

__all__ = ["BUSY_SECONDS", "plain_words"]

# how long one writer waits for another that is in its transaction
BUSY_SECONDS = 30

# what was committed stands, whatever happened: the same command goes on from there
_AGAIN = "what was written before is safe, and the same command goes on from there"
_LOCKED = (
    f"another process is writing to it, and was not done within {BUSY_SECONDS} seconds: wait for it or end it; {_AGAIN}"
)
_DAMAGED = (
    "it is no store, or it is damaged: put a copy in its place (rashomon restore), or read the articles into a new one"
)
_MEANING = {
    sqlite3.SQLITE_FULL: f"the disk is full: make room; {_AGAIN}",
    sqlite3.SQLITE_IOERR: f"the disk failed: see whether it is full, or gone; {_AGAIN}",
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: "it may not be written: allow it for the file and its folder, or work on a copy of it",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: see whether it is a file, and whether you may read and write it",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_NOMEM: f"there is not enough memory; {_AGAIN}",
}


def plain_words(error: BaseException) -> str:
    """Return what an error of SQLite means, with its own words in brackets; those alone if it is of no known kind."""
    # the lowest byte is the kind of error, the others tell more of it
    meaning = _MEANING.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return f"{meaning} ({error})" if meaning else str(error)
