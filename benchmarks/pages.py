"""How fast the reading room answers in a store of 10,000 articles: milliseconds to the whole page, and its size.

The store is the sample story many times over (`benchmarks/large_store.py`); another one can be given. A real server on
loopback is asked for VISITS different addresses of each kind of page, one after the other, none of them twice: what it
kept from one does not help with the next. The page that tells how to read asks the store for nothing, and is the
baseline. Only the document itself counts, which is not compressed; style and scripts a browser keeps.
"""

from __future__ import annotations

import argparse
import http.client
import random
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, perf_counter, sleep
from urllib.parse import quote

import uvicorn

from benchmarks.large_store import make_large_store
from rashomon.pipeline import read_pile
from rashomon.show.web import Settings, create_app
from rashomon.store import Selection, View, open_view, open_writer

ARTICLES = 10_000
VISITS = 25
SEED = 7
BASELINE = "/about"
# the server has to be up by then
PATIENCE_S = 20

Row = dict[str, float]
Addresses = Callable[[random.Random], str]


def measure(data: Path, store: Path | None = None) -> dict[str, Row]:
    """Return the median and the 90th percentile in ms, and the largest size in kB, of each kind of page."""
    if store:
        return _measure(store)
    with tempfile.TemporaryDirectory() as folder:
        return _measure(make_store(Path(folder), ARTICLES))


def make_store(folder: Path, articles: int) -> Path:
    """Return a store of so many articles, made of the sample story, in a folder."""
    small, large = folder / "small.db", folder / "large.db"
    with as_file(files("rashomon.data") / "sample") as sample, open_writer(small) as writer:
        read_pile([sample], writer)
    make_large_store(small, large, articles)
    return large


def _measure(store: Path) -> dict[str, Row]:
    with open_view(store) as view:
        kinds = _kinds(view)
    chance = random.Random(SEED)
    with _served(store) as port:
        visits = {kind: [_visit(port, make(chance)) for _ in range(VISITS)] for kind, make in kinds.items()}
    found = {kind: _row(seen) for kind, seen in visits.items()}
    everything = [time for kind, seen in visits.items() if kind != BASELINE for time, _ in seen]
    return {**found, "all pages": {"median ms": median(everything), "90 % ms": quantiles(everything, n=10)[-1]}}


def _row(seen: Sequence[tuple[float, int]]) -> Row:
    times = [time for time, _ in seen]
    return {
        "median ms": median(times),
        "90 % ms": quantiles(times, n=10)[-1],
        "kB": max(size for _, size in seen) / 1000,
    }


def _kinds(view: View) -> dict[str, Addresses]:
    """Return how to make an address of each kind of page, from what the store holds."""
    articles = [a.document for a in view.articles()]
    stories = [s.id for s in view.records("story")]
    people = [e.id for e in view.select("entity", Selection(kind="person", limit=2000))]
    names = [e.name for e in view.select("entity", Selection(kind="person", limit=50))]
    claims = [c.id for c in view.select("claim", Selection(limit=2000))]
    clusters = [c.id for c in view.select("cluster", Selection(limit=2000))]
    words = sorted({w for d in articles[:20] for w in view.document(d).text.split() if w.isalpha() and len(w) > 4})
    chosen = {
        "/articles/…": ("/articles/{}", articles),
        "/people/…": ("/people/{}", people),
        "/claims/…": ("/claims/{}", claims),
        "/events/…": ("/events/{}", clusters),
        "/search?q=": ("/search?q={}", words),
        "/statements?speaker=": ("/statements?speaker={}", names),
        "/people?name=": ("/people?name={}", names),
        **{f"{page}?story=": (page + "?story={}", stories) for page in ("/", "/claims", "/copies", "/wording")},
        **{f"{page}?story=": (page + "?story={}", stories) for page in ("/events", "/timeline")},
    }
    made = {kind: _among(pattern, keys) for kind, (pattern, keys) in chosen.items() if keys}
    plain = ("/", "/stories", "/articles", "/people", "/statements", "/claims", "/events", "/corrections")
    # a word that no page knows makes each address another one
    return {
        BASELINE: _plain(BASELINE),
        **{page: _plain(page) for page in plain},
        "/compare?a=&a=": lambda chance: "/compare?" + "&".join(f"a={a}" for a in chance.sample(articles, 2)),
        **made,
    }


def _among(pattern: str, keys: Sequence[str]) -> Addresses:
    return lambda chance: pattern.format(quote(chance.choice(keys)))


def _plain(page: str) -> Addresses:
    return lambda chance: page


@contextmanager
def _served(store: Path) -> Iterator[int]:
    """Serve the store on a free port of loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    app = create_app(Settings(str(store), port=port))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = monotonic() + PATIENCE_S
    while not server.started and monotonic() < until:
        sleep(0.05)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join()


def _visit(port: int, address: str) -> tuple[float, int]:
    """Return how many ms a page takes, and its bytes; raises ValueError where it is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    began = perf_counter()
    connection.request("GET", address, headers={"accept": "text/html"})
    answer = connection.getresponse()
    content = answer.read()
    took = perf_counter() - began
    connection.close()
    if answer.status != 200:
        raise ValueError(f"{address}: {answer.status} {content[:200]!r}")
    return took * 1000, len(content)


def main() -> None:
    """Print the figures of a store that is given."""
    from benchmarks.running import print_table

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("store", type=Path)
    print_table(measure(Path(), parser.parse_args().store), {"median ms": 100, "kB": 300})


TARGETS = {"median ms": 100.0, "kB": 300.0}

if __name__ == "__main__":
    main()
