"""Rashomon: a pile of news coverage in, a record of who says what out, every cell of it checkable."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

# `read` is a room and a function of that name: with the room imported first, the function keeps the name, and
# `from rashomon.read import read_inputs` goes on working
import rashomon.read as _room  # noqa: F401

if TYPE_CHECKING:
    from rashomon.show.python import Pile

__all__ = ["__version__", "open", "read"]


def read(
    paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    store: str | os.PathLike[str] | None = None,
    jobs: int | None = 1,
    attribution: Literal["model", "rules"] = "model",
) -> Pile:
    """Read files and folders of articles, and return what was found in them.

    With `store` the findings are kept in that file, and articles that it holds already are not read again; else
    they last as long as the returned object. `jobs` is the number of processes (None: one a core for a large pile);
    a script that asks for more than one must guard its own start by `if __name__ == "__main__":`. `attribution` says
    who finds who said what: the trained model, or the rules alone, which are faster and find less. Inputs that are no
    articles are in the pile's `rejections`; raises StoreError for a store that cannot be written, NotFound for an
    `attribution` that is neither.
    """
    from rashomon.show.python import read_into_pile

    return read_into_pile(paths, store, jobs, attribution)


def open(store: str | os.PathLike[str]) -> Pile:  # noqa: A001
    """Open a store that was made earlier, by `read` or by the command line; raises StoreError if there is none."""
    from rashomon.show.python import Pile
    from rashomon.store import open_view

    return Pile(open_view(store))


def __getattr__(name: str) -> str:
    # looking up the version costs more than all else here: only those who ask for it pay
    if name == "__version__":
        from importlib.metadata import version

        return version("rashomon")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
