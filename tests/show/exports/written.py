"""A layer of a view in a format -> the bytes, written to something that can only be written to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, cast

import pytest

from rashomon.show.exports import Written, export
from rashomon.show.wording import records_of
from rashomon.store import View

# fixtures that give a view: what holds for every store is tried on each
STORES = ["quarrel", "hostile", pytest.param("sample", marks=pytest.mark.slow)]


class Pipe:
    """What a response or a pipe is: no seeking, no telling, no closing."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)


def export_of(view: View, form: str, layer: str, records: Iterable[Any] | None = None) -> tuple[bytes, Written]:
    pipe = Pipe()
    held = records_of(view, layer) if records is None else records
    written = export(view, form, layer, held, cast(BinaryIO, pipe))
    return b"".join(pipe.parts), written


def bytes_of(view: View, form: str, layer: str) -> bytes:
    return export_of(view, form, layer)[0]
