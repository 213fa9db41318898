"""What the writers of all formats share: what they give back, packages that may be missing, a stream that is only
written to.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["OneWay", "Writer", "Written", "needed"]


class Written(NamedTuple):
    """How many records were taken; `note` says in a sentence what the format could not hold, if there was any."""

    records: int
    note: str | None = None


# (view, layer, its records, out)
Writer = Callable[["View", str, Iterable[Any], BinaryIO], Written]


def needed(module: str, extra: str = "doors") -> Any:
    """Return a module of a package that not everybody has; raises RashomonError with what to install."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise RashomonError(f"this needs {package}, which is not here: pip install 'rashomon[{extra}]'") from error


class OneWay(io.RawIOBase):
    """A stream for packages that ask how far they are, over one that can only be written to, which stays open."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._at = out, 0

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, data: Any, /) -> int:
        """Write all the bytes; return how many."""
        size = memoryview(data).nbytes
        self._out.write(bytes(data))
        self._at += size
        return size

    def tell(self) -> int:
        """Return how many bytes were written."""
        return self._at
