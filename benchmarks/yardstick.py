"""A work that is always the same, timed beside what is measured -> milliseconds as on a quiet machine."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from typing import Any

__all__ = ["Clock", "time_each"]

# seconds that the yardstick takes on a quiet core of the machine that the results are from
QUIET = 0.0062


class Clock:
    """Adds up what a work takes, in `ms` of the processor; the oftener it is told, the better it knows the machine."""

    def __init__(self) -> None:
        self.ms = 0.0
        self._slow = _slowness()
        self._since = time.process_time()

    def tell(self, *_: object) -> None:
        """Take note of the time; what is done since it was noted last is taken to be done on such a machine as now."""
        took = time.process_time() - self._since
        slow = _slowness()
        self.ms += 1000 * took / ((self._slow + slow) / 2)
        self._slow = slow
        self._since = time.process_time()


def time_each(work: Callable[[], Any], articles: int) -> float:
    """Return what a work takes for each of some articles, in milliseconds."""
    clock = Clock()
    work()
    clock.tell()
    return clock.ms / articles


def _slowness() -> float:
    """Return how many times slower than a quiet one the machine is now."""
    # a look for garbage takes ten times as long, and is due at any time: what was measured would seem to take a tenth
    gc.disable()
    began = time.process_time()
    # much like what is measured: JSON, tables, arrays
    rows = [{"id": str(number), "words": list(range(number % 50))} for number in range(1_000)]
    held = {row["id"]: json.loads(json.dumps(row)) for row in rows}
    sorted(held, key=lambda key: -len(held[key]["words"]))
    took = time.process_time() - began
    gc.enable()
    return took / QUIET
