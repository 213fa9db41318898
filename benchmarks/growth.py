"""What it costs to add one article to a pile: who is who, and which events are one, in a small pile and a large one.

Articles of recombined invented names (see identity.py), each with some events between those whom it names, are written
through the store as any others are; as many appear a day in the small pile as in the large one, which covers more days.
The figures are processor time of the stages over the corpus for one article more: the median, in ms, and the ratio.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec

from benchmarks.identity import made_articles
from rashomon.model import AnyRecord, Article, Document, Event, Mention, Participant, Span, finding_id
from rashomon.pipeline import STAGES, signature
from rashomon.store import Writer, open_writer
from rashomon.store.selection import event_types

TARGETS = {"large / small": 1.5}

SMALL, LARGE, ADDED = 1_000, 10_000, 40
ARTICLES_A_DAY, EVENTS_OF_AN_ARTICLE = 20, 4
OF_THE_PILE = [stage for stage in STAGES if stage.per == "corpus"]


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return for each stage over the corpus what an article costs; no data is needed."""
    chance = random.Random(4)
    articles = (_with_events(records, chance) for records in made_articles(chance))
    first = [next(articles) for _ in range(LARGE)]
    spent: dict[tuple[str, int], list[float]] = {
        (stage.name, size): [] for stage in OF_THE_PILE for size in (SMALL, LARGE)
    }
    with tempfile.TemporaryDirectory() as folder:
        stores = {size: open_writer(Path(folder) / f"{size}.db") for size in (SMALL, LARGE)}
        for size, store in stores.items():
            # the newest of them all, so that both piles end on the day of the articles to come
            _add(store, first[-size:])
        for _ in range(ADDED):
            article = next(articles)
            for size, store in stores.items():  # by turns: whatever else the machine does, it does to both
                for name, seconds in _add(store, [article]).items():
                    spent[name, size].append(1000 * seconds)
        for store in stores.values():
            store.__exit__(None, None, None)
    return {stage.name: _figures(spent[stage.name, SMALL], spent[stage.name, LARGE]) for stage in OF_THE_PILE}


def _figures(small: Sequence[float], large: Sequence[float]) -> dict[str, float]:
    medians = statistics.median(small), statistics.median(large)
    return {
        f"ms in {SMALL:,}": round(medians[0], 1),
        f"ms in {LARGE:,}": round(medians[1], 1),
        "large / small": round(medians[1] / medians[0], 2),
    }


def _add(store: Writer, articles: Sequence[Sequence[AnyRecord]]) -> dict[str, float]:
    """Write articles, and return the processor time of each stage over the corpus."""
    for records in articles:
        store.add(records, signature())
    spent = {}
    for stage in OF_THE_PILE:
        began = time.process_time()
        stage.run(store, stage, lambda *_: None)
        spent[stage.name] = time.process_time() - began
    return spent


def _with_events(records: Sequence[AnyRecord], chance: random.Random) -> list[AnyRecord]:
    """Return the records of an article, dated by its number, with events between those whom it names."""
    document = next(r for r in records if isinstance(r, Document))
    number = int(document.ref.rpartition("-")[2])
    day = (date(1990, 1, 1) + timedelta(days=number // ARTICLES_A_DAY)).isoformat()
    mentions = [r for r in records if isinstance(r, Mention)]
    dated = [msgspec.structs.replace(r, published=day) if isinstance(r, Article) else r for r in records]
    return [*dated, *_events(document, mentions, chance)]


def _events(document: Document, mentions: Sequence[Mention], chance: random.Random) -> Iterator[Event]:
    by = next(stage.by for stage in STAGES if stage.name == "event")
    for number in range(EVENTS_OF_AN_ARTICLE):
        actor, recipient = chance.choice(mentions), chance.choice(mentions)
        # no two triggers are alike: the first letters of whoever acts
        trigger = Span(actor.span.start, actor.span.start + 1 + number)
        yield Event(
            id=finding_id("event", document.id, [trigger], str(number)),
            by=by,
            document=document.id,
            trigger=trigger,
            type=chance.choice(event_types()),
            actors=(Participant(span=actor.span, entity=actor.entity),),
            recipients=(Participant(span=recipient.span, entity=recipient.entity),),
        )
