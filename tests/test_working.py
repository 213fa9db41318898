"""What waits is worked off a batch at a time, and a bug costs nobody but the one that has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import PipelineError, StoreError
from rashomon.pipeline.stage import Stage, tell_nobody
from rashomon.pipeline.working import Step, work_off

STAGE = Stage("claim", 1, frozenset(), frozenset(), work_off, per="corpus")


class Desk:
    """Takes keys as a transaction does: all of them, or, where one has a bug, none."""

    def __init__(self, bugs: set[str]) -> None:
        self.bugs, self.tried, self.done = bugs, 0, list[str]()

    def take(self, keys: Sequence[str]) -> None:
        self.tried += 1
        if bug := next((key for key in keys if key in self.bugs), None):
            raise ValueError(f"{bug} is no claim")
        self.done += keys


@given(st.integers(1, 60), st.sets(st.integers(0, 59)), st.integers(1, 70))
def test_all_are_done_once_and_in_order_but_those_with_a_bug(many: int, bugs: set[int], batch: int) -> None:
    keys = [f"{at:02}" for at in range(many)]
    desk = Desk({f"{at:02}" for at in bugs})
    faulty = [key for key in keys if key in desk.bugs]
    told = f"claim/1: {len(faulty)} internal errors; the first, in {faulty[0]}: ValueError: " if faulty else ""
    with pytest.raises(PipelineError, match=re.escape(told)) if faulty else nullcontext():
        work_off(STAGE, tell_nobody, Step("comparing", lambda: keys, desk.take, batch))

    assert [key for key in keys if key not in desk.bugs] == desk.done


def test_a_bug_in_a_large_batch_is_found_by_halves() -> None:
    desk = Desk({"333"})
    with pytest.raises(PipelineError, match="in 333: "):
        work_off(STAGE, tell_nobody, Step("comparing", lambda: [f"{at:03}" for at in range(512)], desk.take, 512))

    # the batch, and nine times both halves of what has the bug
    assert (19, 511) == (desk.tried, len(desk.done))


def test_a_store_that_fails_is_not_asked_again() -> None:
    asked = 0

    def fail(keys: Sequence[str]) -> None:
        nonlocal asked
        asked += 1
        raise StoreError("the disk is full")

    with pytest.raises(StoreError, match="the disk is full"):
        work_off(STAGE, tell_nobody, Step("comparing", lambda: ["a", "b"], fail, 2))

    assert 1 == asked
