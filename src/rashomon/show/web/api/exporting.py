"""A layer under filters -> a file for another program, sent while it is written: no store is too large for it."""

from __future__ import annotations

import queue
import threading
from asyncio import to_thread
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Annotated, BinaryIO, cast

from litestar import get
from litestar.params import Parameter
from litestar.response import Stream

from rashomon.show.exports import export_selection
from rashomon.show.formats import FORMATS, layer_for
from rashomon.show.web.api.filters import selection_of
from rashomon.show.web.api.layers import refuse_large
from rashomon.show.web.room import Room
from rashomon.store import Selection, open_view

__all__ = ["export_layer"]

# bytes that are sent at a time, and how many such pieces wait for a slow reader before the writing does
PIECE = 64_000
WAITING = 8

Form = Annotated[str, Parameter(query="format", description=f"One of: {', '.join(FORMATS)}.")]


@get("/{layer:str}/export", sync_to_thread=True, operation_id="exportLayer")
def export_layer(room: Room, layer: str, form: Form = "jsonl") -> Stream:
    """Send all records of a layer that the filters want, as a file of the format.

    It holds as many records as the pages of the layer under the same filters.
    """
    layer_for(form, layer)
    wanted = selection_of(room.request.query_params, ("format",))
    refuse_large(room, layer, wanted)
    pipe = _Pipe()
    writer = threading.Thread(target=_write, args=(room.view.store, form, layer, wanted, pipe), daemon=True)
    writer.start()
    pieces = pipe.pieces()
    first = next(pieces, b"")  # what goes wrong before anything is sent is still an answer of its own
    held = FORMATS[form]
    name = f"{layer}{held.suffix}"
    return Stream(
        _send(first, pieces, pipe),
        media_type=held.media_type.partition(";")[0],  # the framework says of texts that they are UTF-8
        headers={"content-disposition": f'attachment; filename="{name}"', "x-accel-buffering": "no"},
    )


def _write(store: str, form: str, layer: str, wanted: Selection, pipe: _Pipe) -> None:
    """Write the export with a view of its own: the request's is closed before all is sent."""
    try:
        with open_view(store) as view:
            export_selection(view, form, layer, wanted, cast(BinaryIO, pipe))
    except BrokenPipeError:
        pass  # the reader went away
    except Exception as error:  # nobody waits for this thread: the reader has to be told, were it a bug
        pipe.end(error)
    else:
        pipe.end(None)


async def _send(first: bytes, pieces: Iterator[bytes], pipe: _Pipe) -> AsyncIterator[bytes]:
    try:
        yield first
        while piece := await to_thread(next, pieces, b""):
            yield piece
    finally:
        pipe.close()


class _Pipe:
    """Takes what a writer in one thread writes, and gives it to a reader in another, piece by piece."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._pieces: queue.Queue[bytes | Exception | None] = queue.Queue(WAITING)
        self._closed = threading.Event()

    def write(self, piece: bytes) -> int:
        """Take bytes; raises BrokenPipeError when nobody reads any more."""
        self._held += piece
        if len(self._held) >= PIECE:
            self.flush()
        return len(piece)

    def flush(self) -> None:
        """Hand on what was taken."""
        if self._held:
            self._put(bytes(self._held))
            self._held.clear()

    def end(self, error: Exception | None) -> None:
        """Tell the reader that this is all, or what went wrong."""
        with suppress(BrokenPipeError):
            if error is None:
                self.flush()
            self._put(error)

    def close(self) -> None:
        """Tell the writer that nobody reads any more."""
        self._closed.set()

    def _put(self, piece: bytes | Exception | None) -> None:
        while not self._closed.is_set():
            with suppress(queue.Full):
                self._pieces.put(piece, timeout=0.5)
                return
        raise BrokenPipeError

    def pieces(self) -> Iterator[bytes]:
        """Yield what is written until its end; raises what went wrong there."""
        while (piece := self._pieces.get()) is not None:
            if isinstance(piece, Exception):
                raise piece
            yield piece
