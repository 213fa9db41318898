"""A store -> its reading room without a server: addresses are asked for as a browser on this machine would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from litestar.testing import TestClient

from rashomon.show.web import Settings, create_app

__all__ = ["visiting"]


@contextmanager
def visiting(store: Path, **settings: Any) -> Iterator[Callable[[str], Any]]:
    """Give what asks for an address of the reading room, and returns the answer, redirects not followed."""
    held = Settings(str(store), **settings)
    with TestClient(create_app(held), base_url=f"http://127.0.0.1:{held.port}") as client:
        yield lambda path: client.get(path, follow_redirects=False)
