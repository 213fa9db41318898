"""A JSON file with one article or a list of them (news-please) -> one RawDocument an object, in order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from rashomon.errors import Unreadable
from rashomon.read.fields import make_article
from rashomon.read.items import Item, read_whole, reject
from rashomon.read.json_lines import say_fault

# a list stands in memory as a whole; who has more writes JSON lines
MAX_FILE_ARTICLES = 10
_SPACE = re.compile(r"[ \t\r\n]*")


def read_json_articles(stream: BinaryIO, ref: str, max_bytes: int) -> Iterator[Item]:
    """Yield the article of a JSON object as `ref`, or those of a list as `ref#1`, `ref#2` ... where they bring no id.

    Where the file is damaged, the objects before the damage are read. Raises Unreadable if it is no such file.
    """
    content = read_whole(stream, max_bytes * MAX_FILE_ARTICLES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not UTF-8") from error
    if text.lstrip().startswith("["):
        for number, fields in enumerate(_objects(text), 1):
            yield _read_object(fields, f"{ref}#{number}", max_bytes)
    else:
        try:
            yield _read_object(json.loads(text), ref, max_bytes)
        except (ValueError, RecursionError) as error:
            raise Unreadable(say_fault(error)) from error


def _read_object(fields: Any, here: str, max_bytes: int) -> Item:
    if not isinstance(fields, dict):
        return reject(here, "not a JSON object")
    try:
        return make_article(fields, here, max_bytes)
    except ValueError as error:
        return reject(here, say_fault(error))


def _objects(text: str) -> Iterator[Any]:
    """Yield the members of the list that `text` is, one by one; raise Unreadable where it is damaged."""
    decode = json.JSONDecoder().raw_decode
    at = _skip_space(text, text.index("[") + 1)
    if text[at : at + 1] == "]":
        raise Unreadable("an empty list")
    number = 1
    while True:
        try:
            found, at = decode(text, at)
        except (ValueError, RecursionError) as error:
            raise Unreadable(f"damaged or cut short in object {number}: {say_fault(error)}") from error
        at = _skip_space(text, at)
        # what follows has to be there before the member is believed to be whole
        if text[at : at + 1] not in (",", "]"):
            raise Unreadable(f"damaged or cut short in object {number}: no comma after it")
        yield found
        if text[at] == "]":
            return
        at, number = _skip_space(text, at + 1), number + 1


def _skip_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
