"""What the tests of the reading room share: a store of the sample story, an empty one, their servers, and windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import chdir
from importlib.resources import as_file, files
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from playwright.sync_api import Browser

from rashomon.pipeline import read_pile
from rashomon.store import open_writer
from tests.web.serving import serve
from tests.web.window import CHROMIUM, NEEDS_CHROMIUM, Window, launch

OpenWindow = Callable[..., Window]


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the sample story, read once for all tests: not to be written to."""
    store = tmp_path_factory.mktemp("sample") / "story.db"
    # refs, and with them ids, as `rashomon demo` gives them
    with as_file(files("rashomon.data") / "sample") as folder, chdir(folder.parent), open_writer(store) as writer:
        read_pile([folder.name], writer, jobs=1)
    return store


@pytest.fixture
def own_store(sample_store: Path, tmp_path: Path) -> Path:
    """Return a copy of the sample story that the test may write to."""
    return Path(copyfile(sample_store, tmp_path / "own.db"))


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store into which nothing was read."""
    store = tmp_path_factory.mktemp("empty") / "empty.db"
    with open_writer(store):
        pass
    return store


@pytest.fixture(scope="session")
def sample_home(sample_store: Path) -> Iterator[str]:
    """Serve the sample story."""
    with serve(sample_store) as home:
        yield home


@pytest.fixture(scope="session")
def empty_home(empty_store: Path) -> Iterator[str]:
    """Serve the empty store."""
    with serve(empty_store) as home:
        yield home


# one a module, though starting it takes a while: as long as it runs, nothing else can use asyncio in this thread
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium; skip where there is none."""
    if CHROMIUM is None:
        pytest.skip(NEEDS_CHROMIUM)
    with launch() as started:
        yield started


@pytest.fixture
def open_window(browser: Browser) -> Iterator[OpenWindow]:
    """Return what opens a window on a server; every request that leaves it, and every complaint, fails the test."""
    opened: list[Window] = []

    def open_one(home: str, **options: Any) -> Window:
        opened.append(Window(browser, home, **options))
        return opened[-1]

    yield open_one
    for window in opened:
        window.close()
