"""Zones: the article told from the page around it, on zones-dev (trafilatura's evaluation pages as scraped text).

`segments F1`, `precision`, `recall`: for each page, people chose stretches that belong to the article (to be kept)
and stretches that do not. A kept stretch of the first sort is right, of the second wrong; F1 is over all pages.
`words kept`: of the article's words that stand in the scraped text, counted page by page with multiplicity, the share
that is kept. `pages/s`: pages a second on one core. Half of the pages are not in English; zones are found in
any language, so the judgement of the language is left out here.

The weights of layout.py were searched at random on `half A` of the pages (an even digest of the id) and checked on
`half B`. `long lines` keeps the lines of more than 60 characters.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.evaluation import Item, read_items
from rashomon.clean.zones import find_parts

FILES = ("zones-dev.jsonl.gz",)
TARGETS = {"segments F1": 0.86, "words kept": 0.95}


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures of Rashomon and of the baselines on the pages in `data`."""
    pages = read_items(data / FILES[0])
    halves = [[page for page in pages if _digest(page["id"]) % 2 == half] for half in (0, 1)]
    return {
        "rashomon": score(pages, keep_article),
        "rashomon, half A": score(halves[0], keep_article),
        "rashomon, half B": score(halves[1], keep_article),
        "long lines": score(pages, _keep_long_lines),
        "do nothing": score(pages, str),
    }


def keep_article(text: str) -> str:
    """Return what is not furniture."""
    return "\n".join(text[part.start : part.end] for part in find_parts(text) if part.kind != "furniture")


def _keep_long_lines(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if len(line.strip()) > 60)


def score(pages: Sequence[Item], keep: Callable[[str], str]) -> dict[str, float]:
    """Return the figures of one way to keep text."""
    before = time.process_time()
    kept = [keep(page["full"]) for page in pages]
    seconds = time.process_time() - before
    right = wrong = missed = lost = words = 0
    for page, text in zip(pages, kept, strict=True):
        found = [_has(text, segment) for segment in page["withs"]]
        right += sum(found)
        missed += len(found) - sum(found)
        wrong += sum(_has(text, segment) for segment in page["withouts"])
        article = _words(page["main"]) & _words(page["full"])
        words += article.total()
        lost += (article - _words(text)).total()
    precision, recall = right / (right + wrong), right / (right + missed)
    return {
        "segments F1": 2 * precision * recall / (precision + recall),
        "precision": precision,
        "recall": recall,
        "words kept": 1 - lost / words,
        "pages/s": len(pages) / max(seconds, 1e-9),
    }


def _has(text: str, segment: str) -> bool:
    return " ".join(segment.split()) in " ".join(text.split())


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _digest(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)
