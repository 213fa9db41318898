"""What it costs to add an article to a pile whose names are known: the time to write and link one, small and large.

`added to 10,000 / 100` is the processor time to write and link one more article in a store of so many articles over
that in the smaller one: articles of recombined invented names, written through the store as any others are. Half of the
names of an article are among the commonest, half come from a long tail, so that every article brings some that are new.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rashomon.model import AnyRecord, Article, Document, Entity, Mention, Span, digest, finding_id
from rashomon.pipeline import STAGES, link_pile, signature
from rashomon.store import Writer, open_writer

TARGETS = {"added to 10,000 / 100": 1.5}

SMALL, LARGE, ADDED = 100, 10_000, 40
NAMES_OF_AN_ARTICLE = 4
SYLLABLES = ("ka", "ro", "mi", "ten", "sul", "var", "do", "lin", "pe", "gra", "no", "sti", "bel", "ho", "dri", "man")


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the processor time to add an article to a small and to a large pile (median, in ms), and the ratio.

    Nothing is read from `data`. The same articles go into both, by turns: whatever else the machine does, it does to
    both.
    """
    articles = made_articles(random.Random(4))
    first = [next(articles) for _ in range(LARGE)]
    times: tuple[list[float], list[float]] = [], []
    with tempfile.TemporaryDirectory() as folder:
        stores = [open_writer(Path(folder) / f"{size}.db") for size in (SMALL, LARGE)]
        for store, size in zip(stores, (SMALL, LARGE), strict=True):
            _add(store, first[:size])
        for _ in range(ADDED):
            article = next(articles)
            for store, measured in zip(stores, times, strict=True):
                began = time.process_time()
                _add(store, [article])
                measured.append(1000 * (time.process_time() - began))
        for store in stores:
            store.__exit__(None, None, None)
    medians = [statistics.median(measured) for measured in times]
    figures = {
        f"ms to add to {SMALL:,}": round(medians[0], 1),
        f"ms to add to {LARGE:,}": round(medians[1], 1),
        f"added to {LARGE:,} / {SMALL:,}": round(medians[1] / medians[0], 2),
    }
    return {"written and linked": figures}


def _add(store: Writer, articles: Iterable[list[AnyRecord]]) -> None:
    for records in articles:
        store.add(records, signature())
    link_pile(store, next(stage for stage in STAGES if stage.per == "corpus"), _silent)


def _silent(*told: object) -> None:
    """Hear what is being done, and say nothing."""


def made_articles(chance: random.Random) -> Iterator[list[AnyRecord]]:
    """Yield articles without end, each the records of one document that names some invented people."""
    given = [_word(chance, 2) for _ in range(200)]
    surnames = [_word(chance, 3) for _ in range(5_000)]
    number = 0
    while True:
        number += 1
        names = []
        for i in range(NAMES_OF_AN_ARTICLE):
            # Zipf's law for those whom everybody writes about
            rank = int(len(surnames) ** chance.random()) if i % 2 else chance.randrange(len(surnames))
            surname = surnames[rank % len(surnames)]
            # a person always has the same given name; one in five namesakes has another
            which = rank if chance.random() < 0.8 else rank + 1
            names.append(surname if chance.random() < 0.1 else f"{given[which % len(given)]} {surname}")
        yield _records(f"made-{number}", list(dict.fromkeys(names)))


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(syllables)).capitalize()


def _records(ref: str, names: Sequence[str]) -> list[AnyRecord]:
    """Return the records of an article whose text is its names, one a line."""
    text = "\n".join(names)
    identity = digest(ref, text)
    document = Document(
        id=identity, text=text, ref=ref, text_sha256=digest(text), raw_sha256=digest(text), media_type="text/plain"
    )
    by = next(stage.by for stage in STAGES if stage.name == "mention")
    clean = next(stage.by for stage in STAGES if stage.name == "clean")
    records: list[AnyRecord] = [
        document,
        Article(id=finding_id("article", identity, []), by=clean, document=identity, published="2023-07-11"),
    ]
    start = 0
    for name in names:
        entity = digest("entity", identity, name)
        span = Span(start, start + len(name))
        records.append(Entity(id=entity, by=by, name=name, kind="person", document=identity))
        records.append(
            Mention(
                id=finding_id("mention", identity, [span]),
                by=by,
                document=identity,
                span=span,
                kind="person",
                form="name",
                entity=entity,
            )
        )
        start = span.end + 1
    return records
