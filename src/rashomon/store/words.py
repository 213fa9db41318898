"""The words of a text and where they stand, as SQLite's full-text search has them: so every database finds the same.

The tokenizer is SQLite's own (unicode61, diacritics removed), asked in memory: there is no second one to agree with it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from rashomon.model import Span

__all__ = [
    "TOKENIZER",
    "Phrase",
    "find_words",
    "marked_words",
    "match_expression",
    "phrases_of",
    "unused_character",
    "words_of",
]

TOKENIZER = "unicode61 remove_diacritics 2"


class Phrase(NamedTuple):
    """Words that are to stand one after the other; of the last one, `prefix` wants the beginning only."""

    words: tuple[str, ...]
    prefix: bool


def _terms(query: str) -> Iterator[tuple[str, bool]]:
    """Yield the words and "phrases" of a query, and whether one is the beginning of what is sought."""
    # a NUL would end an expression; the index has another control character for it
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', query.replace("\0", "\1")):
        term = (phrase or word.rstrip("*")).strip()
        if re.search(r"\w", term):
            yield term, word.endswith("*")


def match_expression(query: str) -> str:
    """Return the query in FTS5's language, every word quoted so that no character of it is an operator."""
    return " ".join(f'"{term}"{"*" if prefix else ""}' for term, prefix in _terms(query))


def phrases_of(query: str) -> list[Phrase]:
    """Return what a text must hold, all of it, to answer to a query."""
    found = (Phrase(tuple(words_of(term)), prefix) for term, prefix in _terms(query))
    return [phrase for phrase in found if phrase.words]


@contextmanager
def _index_of(text: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE search USING fts5(text, tokenize = '{TOKENIZER}')")
        # highlight() stops at a NUL character; another control character keeps every offset
        connection.execute("INSERT INTO search VALUES (?)", (text.replace("\0", "\1"),))
        yield connection


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, as they are compared: without case and diacritics."""
    with _index_of(text) as connection:
        connection.execute("CREATE VIRTUAL TABLE word USING fts5vocab(search, instance)")
        places = connection.execute('SELECT "offset", term FROM word').fetchall()
    return [term for _, term in sorted(places)]


def find_words(text: str, query: str) -> list[Span]:
    """Return where the words of a query stand in a text, none if it does not hold all of them."""
    wanted = match_expression(query)
    if not wanted:
        return []
    with _index_of(text) as connection:
        mark = unused_character(text)
        asked = "SELECT highlight(search, 0, ?, ?) FROM search WHERE search MATCH ?"
        shown = connection.execute(asked, (mark, mark, wanted)).fetchone()
    return marked_words(shown[0], mark) if shown else []


def unused_character(text: str) -> str:
    """Return a character that a text does not have."""
    present = set(text)
    return next(chr(c) for c in range(0xE000, 0x10FFFF) if chr(c) not in present)


def marked_words(shown: str, mark: str) -> list[Span]:
    """Return what stands between pairs of a mark, as places in the text without the marks."""
    pieces = shown.split(mark)
    spans, at = [], 0
    for number, piece in enumerate(pieces):
        if number % 2:  # pieces between an opening and a closing mark
            spans.append(Span(at, at + len(piece)))
        at += len(piece)
    return spans
