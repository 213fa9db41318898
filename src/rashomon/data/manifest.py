"""Every data file of the package -> its licence, what made it, from what, and whether it is as it was shipped."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import NamedTuple

from rashomon.data import resource, table

__all__ = ["Shipped", "shipped"]


class Shipped(NamedTuple):
    """A row of `manifest.tsv`: `file` is a path in this folder, `licence` an SPDX expression."""

    file: str
    licence: str
    made_by: str
    source: str
    sha256: str

    def is_whole(self) -> bool:
        """Tell whether the file is there, and byte by byte what was shipped."""
        file = resource(self.file)
        return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == self.sha256


@cache
def shipped() -> tuple[Shipped, ...]:
    """Return the rows of the table, in its order."""
    return tuple(Shipped(*row) for row in table("manifest.tsv"))
