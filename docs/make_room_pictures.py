"""The sample story in the reading room -> pictures of its pages; `python -m docs.make_room_pictures FOLDER` takes all.

Each page is taken light and dark, wide and narrow, to be looked at. Without a folder only the pictures of the documents
are taken, into docs/.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from importlib.resources import as_file, files
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from rashomon.pipeline import read_pile
from rashomon.store import open_writer
from tests.web.pages import PAGES, fill, names_in
from tests.web.serving import serve
from tests.web.window import Window, launch

WIDTHS = {1280: 900, 320: 900}
# the pictures of the documents: what they are called, the page, how large, and light or dark
BEST = {
    "room-article": ("/articles/{article}?finding={quote}", 1280, 800, "light"),
    "room-claims": ("/claims", 1280, 860, "light"),
    "room-story": ("/", 1280, 860, "dark"),
}


@contextmanager
def sample() -> Iterator[Path]:
    """Read the sample story into a store that lasts as long as it is used."""
    with tempfile.TemporaryDirectory() as folder, as_file(files("rashomon.data") / "sample") as articles:
        store = Path(folder, "story.db")
        with chdir(articles.parent), open_writer(store) as writer:
            read_pile([articles.name], writer)
        yield store


def shoot(browser: Browser, url: str, path: str, picture: Path, size: tuple[int, int], scheme: str) -> None:
    """Write what a window of this size shows of a page."""
    width, height = size
    window = Window(browser, url, color_scheme=scheme, viewport={"width": width, "height": height})
    window.open(path).screenshot(path=picture)
    window.close()


def main() -> None:
    """Take the pictures of the documents, or all pages into a folder."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, help="where pictures of all pages go")
    asked.add_argument("--store", type=Path, help="of the sample story, if it was read already")
    given = asked.parse_args()
    with sample() if given.store is None else _as_it_is(given.store) as store, serve(store) as url, launch() as browser:
        names = names_in(store)
        if given.folder is None:
            for name, (page, width, height, scheme) in BEST.items():
                picture = Path(__file__).with_name(f"{name}.png")
                shoot(browser, url, fill(page, names), picture, (width, height), scheme)
            return
        given.folder.mkdir(parents=True, exist_ok=True)
        for page, size, scheme in product(PAGES, WIDTHS.items(), ("light", "dark")):
            name = re.sub(r"\W+", "-", page).strip("-") or "home"
            picture = given.folder / f"{name}-{scheme}-{size[0]}.png"
            shoot(browser, url, fill(page, names), picture, size, scheme)


@contextmanager
def _as_it_is(store: Path) -> Iterator[Path]:
    yield store


if __name__ == "__main__":
    main()
