"""What the index of reuse costs as a pile grows: candidates an article, time to insert one, bytes on disk, memory.

The articles are invented: sentences of open texts of GUM, in which most words that carry meaning give way to others of
their kind as often as these occur, and names are made up. So the little words stand together as they do, and stretches
of text come again by chance. Some articles are copies, trimmed or edited, of what came out in the last days, lift a
passage, or quote what many quote; half of them end with the stock lines of their outlet, of which the largest has more
than a third of the pile. They are written to the store in bulk, and then PROBES more are inserted as the stage does it,
in a process of its own. `candidates`: articles that one is compared with; `visited`: others whose stock is looked at
again when one comes. Times are of the processor, for each article. Here to 10,000 articles;
`python -m benchmarks.reuse_growth` goes on to 100,000, and works out what follows for a million.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import accumulate, groupby, islice
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import func, insert, or_, select

from benchmarks.evaluation import Item, read_items
from rashomon.model import Article, Document, digest, finding_id
from rashomon.pipeline import REUSING
from rashomon.store import open_writer
from rashomon.store.reuse_pages import Postings, add_postings, join_postings, sort_postings
from rashomon.store.reuse_prints import find_spreads, keep_spreads, name_of
from rashomon.store.schema import document, pair, print_page, printed
from rashomon.store.writer import Writer

FILES = ("gum-open.jsonl.gz",)
SIZES = (1_000, 10_000)
LARGEST = 100_000
PROBES = 60
# articles written in one transaction, and prints of which it is worked out at once how widely they are spread
BATCH = 1_000
# the postings of a pile are sorted in so many parts, so that they need not be held twice
PARTS = 16
BY = "reuse/1"

Row = dict[str, float]


class Told(NamedTuple):
    """An invented article: its outlet, the day it came out, and its sentences; the last may be stock lines."""

    ref: str
    outlet: str
    published: str
    text: str

    @property
    def id(self) -> str:
        """Return its id as a document."""
        return digest(self.ref, self.text)


def measure(data: Path, sizes: Sequence[int] = SIZES) -> dict[str, Row]:
    """Return the figures by the size of the pile; raises Absent without the data."""
    articles = invent(read_items(data / FILES[0]))
    found: dict[str, Row] = {}
    with tempfile.TemporaryDirectory() as folder:
        store, bulk = Path(folder) / "pile.db", _Bulk()
        for size in sizes:
            with open_writer(store) as writer:
                bulk.fill(writer, list(islice(articles, size - bulk.size)))
            probes = list(islice(articles, PROBES))
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
                found[f"{size:,} articles"] = apart.submit(_insert, store, probes, size).result()
    return found


def _insert(store: Path, probes: Sequence[Told], size: int) -> Row:
    """Insert articles one at a time, and take them out again; returns what that cost."""
    REUSING.take_prints("The tables of letters are made when they are first asked for.", ())
    indexing, visiting, candidates, visited = [], [], 0, 0
    with open_writer(store) as writer:
        for told in probes:
            writer.add(_records(told), "clean/1")
            indexing.append(_time(lambda key: writer.print([key], REUSING, BY), told.id))
            visited += len(waiting := writer.unvisited()) - 1
            for key in waiting:
                visiting.append(_time(lambda key: writer.visit([key], REUSING), key))
            candidates += _count_pairs(writer, told.id)
        row: Row = {
            "candidates": round(candidates / len(probes), 1),
            "visited": round(visited / len(probes), 1),
            "ms to index": round(1000 * float(np.median(indexing)), 1),
            "ms to visit": round(1000 * sum(visiting) / len(probes), 1),
            **_sizes(writer, size),
            "MB of memory": _peak(),
        }
        for told in probes:  # the pile goes on as if they had never been
            writer.add(_records(told._replace(text=".")), "clean/1")
            writer.print([told.id], REUSING, BY)
    return row


def _peak() -> int:
    """Return the most memory that this process has had, in MB (Linux); what `resource` tells is its parent's too."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return int(status["VmHWM"].split()[0]) // 1024


def _time(work: Any, key: str) -> float:
    before = process_time()
    work(key)
    return process_time() - before


def _count_pairs(writer: Writer, key: str) -> int:
    with writer._connection.begin():
        return writer._connection.scalar(select(func.count()).where(or_(pair.c.a == key, pair.c.b == key))) or 0


def _sizes(writer: Writer, size: int) -> Row:
    held = func.length(print_page.c.prints) + func.length(print_page.c.documents)
    with writer._connection.begin():
        pages, most, whole = writer._connection.execute(select(func.count(), func.max(held), func.sum(held))).one()
        own = writer._connection.scalar(select(func.sum(func.length(printed.c.prints)))) or 0
    return {
        "prints": round(own / 8 / (size + PROBES)),
        "bytes of pages": round(whole / (size + PROBES)),
        "bytes of prints": round(own / (size + PROBES)),
        "pages": pages,
        "longest page": most // 16,
    }


# ---- a pile in bulk -------------------------------------------------------------------------------------------------


class _Bulk:
    """A pile that is written all at once, to the same index as article by article."""

    def __init__(self) -> None:
        self.size = 0
        self.held: list[Postings] = [join_postings([]) for _ in range(PARTS)]

    def fill(self, writer: Writer, articles: Sequence[Told]) -> None:
        """Write articles, and how widely all prints are spread now."""
        for at in range(0, len(articles), BATCH):
            self._write(writer, articles[at : at + BATCH])
        self.size += len(articles)
        for part in self.held:
            shared = _shared(part)
            while some := dict(islice(shared, BATCH)):
                with writer._connection.begin():
                    spreads = find_spreads(writer._connection, some, REUSING)
                    keep_spreads(writer._connection, some, spreads)

    def _write(self, writer: Writer, articles: Sequence[Told]) -> None:
        taken = [REUSING.take_prints(told.text, ()) for told in articles]
        keys = [np.full(len(p.hashes), int(told.id, 16), np.uint64) for told, p in zip(articles, taken, strict=True)]
        postings = sort_postings(join_postings(Postings(p.hashes, k) for p, k in zip(taken, keys, strict=True)))
        with writer._connection.begin():
            writer._connection.execute(insert(document), [_row(told) for told in articles])
            writer._connection.execute(
                insert(printed), [_printed(told, prints) for told, prints in zip(articles, taken, strict=True)]
            )
            add_postings(writer._connection, postings)
        borders = np.searchsorted(postings.prints, np.arange(PARTS, dtype=np.uint64) * np.uint64(2**64 // PARTS))
        for number, (first, last) in enumerate(zip(borders, [*borders[1:], len(postings.prints)], strict=True)):
            some = Postings(postings.prints[first:last], postings.documents[first:last])
            self.held[number] = sort_postings(join_postings([self.held[number], some]))


def _shared(part: Postings) -> Iterator[tuple[int, list[str]]]:
    """Yield the prints that several hold, and the first of those who do."""
    values, first, counts = np.unique(part.prints, return_index=True, return_counts=True)
    for at in np.flatnonzero(counts > 1).tolist():
        few = min(int(counts[at]), REUSING.sample + 1)
        holders = part.documents[first[at] : first[at] + few].tolist()
        yield int(values[at]), [name_of(key) for key in holders]


def _records(told: Told) -> list[Document | Article]:
    key = finding_id("article", told.id, [])
    return [
        Document(**{name: value for name, value in _row(told).items() if name in Document.__struct_fields__}),
        Article(id=key, document=told.id, by="clean/1", outlet=told.outlet, published=told.published),
    ]


def _row(told: Told) -> dict[str, Any]:
    digests = {"text_sha256": "", "raw_sha256": "", "media_type": "text/plain"}
    return {"id": told.id, "ref": told.ref, "text": told.text, "made_by": "clean/1", **digests}


def _printed(told: Told, prints: Any) -> dict[str, Any]:
    where = {"document": told.id, "made_by": BY, "current": True, "outlet": told.outlet, "published": told.published}
    kept = {"prints": prints.hashes.tobytes(), "quoted": np.packbits(prints.quoted).tobytes()}
    return {**where, **kept, "stock": "[]"}


# ---- what is told ---------------------------------------------------------------------------------------------------

# words that give way to others of their kind, but for KEPT of them
MEANING = ("NOUN", "VERB", "ADJ", "ADV", "PROPN", "NUM")
KEPT = 0.4
# of the names, those that are made up
MADE_UP = 0.4
# of the articles: copies of another, those that lift a passage, those with a quotation, those with stock lines
COPIES, LIFTS, QUOTES, STOCK = 0.08, 0.06, 0.15, 0.5
# a day's articles, and from how many before it copies are taken
A_DAY, RECENT = 100, 1_000
OUTLETS = 200
# quotations that go round at one time, and how often one is new
ROUND, NEW = 200, 0.4

CONSONANTS = ("b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "kr", "st", "tr")


def invent(items: Sequence[Item], seed: int = 5) -> Iterator[Told]:
    """Yield invented articles without end, day by day; `items` are documents of GUM."""
    dice = random.Random(seed)
    sentences = _sentences([item for item in items if item["licence"].startswith("CC BY")], seed)
    outlets = [" ".join(islice(sentences, 3)) for _ in range(OUTLETS)]
    recent: list[list[str]] = []
    quotes: list[str] = []
    for number in range(10**9):
        body = _body(dice, sentences, recent)
        recent = [*recent[-RECENT + 1 :], body]
        if dice.random() < QUOTES:
            if not quotes or dice.random() < NEW:
                quotes = [*quotes[-ROUND + 1 :], next(sentences)]
            body = [*body[:3], f"“{dice.choice(quotes)}”", *body[3:]]
        outlet = min(OUTLETS, int(dice.paretovariate(0.7))) - 1
        lines = "\n" + outlets[outlet] if dice.random() < STOCK else ""
        day = number // A_DAY
        published = f"{2001 + day // 336}-{1 + day // 28 % 12:02}-{1 + day % 28:02}"
        yield Told(f"{number}.txt", f"outlet {outlet}", published, " ".join(body) + lines)


def _body(dice: random.Random, sentences: Iterator[str], recent: Sequence[list[str]]) -> list[str]:
    """Return the sentences of an article: its own, another's, or some of both."""
    size, luck = max(5, int(dice.lognormvariate(2.6, 0.5))), dice.random()
    if recent and luck < COPIES:
        copied = [s for s in dice.choice(recent) if dice.random() < 0.95]
        return list(islice(sentences, dice.choice((0, 2)))) + copied[: max(4, int(len(copied) * dice.uniform(0.5, 1)))]
    body = list(islice(sentences, size))
    if recent and luck < COPIES + LIFTS:
        other = dice.choice(recent)
        at = dice.randrange(max(1, len(other) - 3))
        body += other[at : at + dice.randint(2, 6)]
    return body


def _sentences(items: Sequence[Item], seed: int) -> Iterator[str]:
    """Yield sentences without end that read like those of the documents, and say nothing."""
    dice = random.Random(seed)
    given = [[(item["text"][start:end], pos) for start, end, _, pos, *_ in item["tokens"]] for item in items]
    kinds = {kind: Counter(word for words in given for word, pos in words if pos == kind) for kind in MEANING}
    frames = [list(words) for some in given for words in _split(some) if 5 <= len(words) <= 40]
    drawn = {kind: _draw(dice, counts) for kind, counts in kinds.items()}
    while True:
        yield " ".join(_fill_in(dice, word, pos, drawn) for word, pos in dice.choice(frames)).capitalize() + "."


def _split(words: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Yield the words of each sentence, without marks."""
    for ends, some in groupby(words, key=lambda word: word[0] in ".?!"):
        if not ends:
            yield [word for word in some if word[1] != "PUNCT"]


def _draw(dice: random.Random, counts: Counter[str]) -> Iterator[str]:
    words, weights = list(counts), list(accumulate(counts.values()))
    while True:
        yield from dice.choices(words, cum_weights=weights, k=1_000)


def _fill_in(dice: random.Random, word: str, pos: str, drawn: dict[str, Iterator[str]]) -> str:
    if pos not in drawn or (luck := dice.random()) < KEPT:
        return word
    if pos == "PROPN" and luck < KEPT + (1 - KEPT) * MADE_UP:
        return "".join(dice.choice(CONSONANTS) + dice.choice("aeiou") for _ in range(dice.randint(2, 3)))
    return next(drawn[pos])


def main() -> None:
    """Measure up to 100,000 articles, and say what follows for a million."""
    from benchmarks.__main__ import DATA
    from benchmarks.running import print_table

    found = measure(DATA, (*SIZES, LARGEST))
    print_table(found, {})
    first, last = (found[f"{size:,} articles"] for size in (SIZES[-1], LARGEST))
    kept = last["bytes of pages"] + last["bytes of prints"]
    print(
        f"candidates an article at {LARGEST:,}: {last['candidates'] / first['candidates']:.2f} of those at {SIZES[1]:,}"
    )
    print(f"on disk for a million: {kept:,} bytes an article x {1_000_000:,} = {kept / 1000:.1f} GB")
    grown = last["MB of memory"] - first["MB of memory"]
    most = last["MB of memory"] + max(0, grown) * 900_000 / (LARGEST - SIZES[-1])
    print(
        f"memory for a million: {last['MB of memory']:.0f} MB at {LARGEST:,}, {grown:.0f} MB more than at "
        f"{SIZES[-1]:,}; at that rate {most:.0f} MB"
    )


if __name__ == "__main__":
    main()
