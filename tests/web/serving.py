"""A store -> its reading room on a free port of loopback, served by uvicorn in a thread of the test."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import uvicorn

from rashomon.show.web import Settings, create_app

__all__ = ["serve"]


@contextmanager
def serve(store: Path, **settings: Any) -> Iterator[str]:
    """Serve a store with these `Settings`, and give the address, such as `http://127.0.0.1:40123`."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        app = create_app(Settings(str(store), port=port, **settings))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="on"))
        # the socket is opened here, so that nobody takes the port between asking for it and serving on it
        thread = Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            sleep(0.01)
        assert server.started, "the server did not start"
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)
