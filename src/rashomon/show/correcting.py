"""What a person says of findings -> a store, and what follows from it. The clock is read here, and nowhere below."""

from __future__ import annotations

import getpass
import os
from datetime import UTC, datetime

from rashomon.model import Correction
from rashomon.pipeline import relink
from rashomon.store import Ruling, open_writer

__all__ = ["correct", "now", "undo", "whoever"]


def now() -> str:
    """Return the time in ISO 8601 UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def whoever() -> str:
    """Return the name of the account that runs this program, "unknown" where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def correct(store: str | os.PathLike[str], ruling: Ruling) -> Correction:
    """Write what a person says, and work out what follows from it across the articles.

    Raises NotFound where there is no such finding, NotPossible where it cannot be so.
    """
    with open_writer(store) as writer:
        made = writer.correct(ruling)
        relink(writer)
    return made


def undo(store: str | os.PathLike[str], correction: str, who: str, at: str) -> Correction:
    """Take a correction back, and work out what follows from that; raises what `correct` does."""
    with open_writer(store) as writer:
        undone = writer.undo(correction, who, at)
        relink(writer)
    return undone
