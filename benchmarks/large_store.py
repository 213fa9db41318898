"""A small store -> a large one for views to be measured on: its articles many times over, each with ids of its own.

Copies differ in ref, id and the end of their text; those of one generation of TEN know the same people, so that in
10,000 articles somebody stands in some hundreds. What only linking needs (prints, bags, keys of items) is left out:
such a store is to be looked at, not to be added to; it has no triggers.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from rashomon.store import open_writer, upkeep

# copies that know the same people
TEN = 10
_ID = re.compile(r"\b[0-9a-f]{16}\b")
# tables whose rows are an article's, or a group's of articles, and are copied with them
_COPIED = ("document", "record", "link", "member", "item", "product", "about", "kindred")


def make_large_store(small: Path, large: Path, articles: int) -> int:
    """Write the articles of one store so often that there are at least so many; return how many there are."""
    large.unlink(missing_ok=True)
    with open_writer(large):
        pass
    with sqlite3.connect(large) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        # what they keep is made anew at the end: row by row it takes ten times as long
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("ATTACH DATABASE ? AS small", (str(small),))
        (held,) = connection.execute("SELECT count(*) FROM small.document WHERE superseded_by IS NULL").fetchone()
        for number in range(-(-articles // held)):
            _copy_all(connection, number)
            connection.commit()
        upkeep.fill(connection.execute)
        connection.commit()
        (made,) = connection.execute("SELECT count(*) FROM document").fetchone()
    connection.close()
    return int(made)


def _copy_all(connection: sqlite3.Connection, number: int) -> None:
    shared = {key for (key,) in connection.execute("SELECT id FROM small.profile")}
    shared |= {key for (key,) in connection.execute("SELECT entity FROM small.profile WHERE entity IS NOT NULL")}
    rename = _Renamer(number, shared)
    if number % TEN == 0:
        _copy(connection, "profile", rename)
    for table in _COPIED:
        of_pile = " WHERE NOT (layer = 'entity' AND document IS NULL)" if table == "record" and number % TEN else ""
        _copy(connection, table, rename, of_pile)
    texts = connection.execute("SELECT id, text FROM document WHERE ref LIKE ?", (f"{number:04d}/%",)).fetchall()
    connection.executemany("INSERT INTO search (document, text) VALUES (?, ?)", texts)


def _copy(connection: sqlite3.Connection, table: str, rename: _Renamer, condition: str = "") -> None:
    found = connection.execute(f"SELECT * FROM small.{table}{condition}")
    columns = [column[0] for column in found.description]
    marks = ", ".join("?" * len(columns))
    rows = rename.rows(table, columns, found)
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


class _Renamer:
    """Gives every id of one copy another value; those that are `shared` the same in all copies of a generation."""

    def __init__(self, number: int, shared: set[str]) -> None:
        self.number, self.shared = number, shared
        self.known: dict[str, str] = {}

    def rows(self, table: str, columns: list[str], rows: Iterable[tuple[object, ...]]) -> Iterator[list[object]]:
        """Yield the rows as those of this copy."""
        for row in rows:
            named = dict(zip(columns, row, strict=True))
            changed = {
                c: _ID.sub(self._renamed, v) if isinstance(v, str) and c != "text" else v for c, v in named.items()
            }
            if table == "document":
                text = f"{named['text']}\n{self.number}"
                told = hashlib.sha256(text.encode()).hexdigest()
                changed |= {"ref": f"{self.number:04d}/{named['ref']}", "text": text, "text_sha256": told}
            yield [changed[column] for column in columns]

    def _renamed(self, match: re.Match[str]) -> str:
        key = match.group()
        if key not in self.known:
            copy = f"people {self.number // TEN}" if key in self.shared else f"copy {self.number}"
            self.known[key] = hashlib.sha256(f"{copy} {key}".encode()).hexdigest()[:16]
        return self.known[key]


def main() -> None:
    """Make a large store from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    given = parser.parse_args()
    print(f"{make_large_store(given.small, given.large, given.articles):,} articles in {given.large}")


if __name__ == "__main__":
    main()
