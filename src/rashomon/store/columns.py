"""The types of columns, as either database has them: text in the order of code points, whole numbers of 64 bits.

PostgreSQL orders text by the rules of a language unless it is told otherwise, and its indexes hold no value of more
than 2,700 bytes: what is looked up by index is shortened there (`ShortText`), or has an index of digests.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import BigInteger, Dialect, TypeDecorator, types

__all__ = ["Integer", "Key", "Sha256", "ShortText", "Text", "shorten"]

# code points of 4 bytes at most, three of which share a row of an index: (kind, key, place)
MOST = 200

_TEXT = types.Text(collation="C")

Text = types.Text().with_variant(_TEXT, "postgresql")
# an id of ours; PostgreSQL would refuse a longer one
Key = types.String(16).with_variant(_TEXT, "postgresql")
Sha256 = types.String(64).with_variant(_TEXT, "postgresql")
Integer = types.Integer().with_variant(BigInteger(), "postgresql")


def shorten(value: str) -> str:
    """Return text of at most 200 characters that tells this from all others, and is itself where it is short."""
    if len(value) <= MOST:
        return value
    told = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return value[: MOST - len(told)] + told


class _Short(TypeDecorator[str]):
    impl = types.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else shorten(value)


# what is only ever compared with what was written by the same function: keys, and the names of blocks
ShortText = types.Text().with_variant(_Short(collation="C"), "postgresql")
