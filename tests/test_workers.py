from __future__ import annotations

import os
import sys
from multiprocessing import active_children
from pathlib import Path
from pickle import PicklingError

import pytest

from rashomon.workers import Ended, Limits, Workers, map_in_order
from tests.hard_work import do, process

FEW_SECONDS = 3.0


def test_results_come_in_the_order_of_the_items_whoever_is_done_first() -> None:
    items = ["slow", *"abcdefghijklmnop"]

    assert [item.upper() for item in items] == list(map_in_order(do, iter(items), jobs=2))


def test_work_that_cannot_be_sent_leaves_no_process_behind() -> None:
    with pytest.raises((AttributeError, PicklingError)):
        list(map_in_order(lambda item: item, iter([1, 2]), jobs=2))

    assert [] == active_children()


def test_one_job_without_limits_is_done_in_this_process() -> None:
    assert [os.getpid()] == list(map_in_order(process, iter([1]), jobs=1))


def test_no_more_processes_start_than_there_is_work_for_and_they_are_kept_for_the_next() -> None:
    with Workers(process, 2) as workers:
        first, again = list(workers.map(iter([1]))), list(workers.map(iter([1])))

    assert first == again != [os.getpid()]


def test_an_item_that_is_stuck_where_no_python_runs_is_ended_and_no_other() -> None:
    done = list(map_in_order(do, iter(["a", "stuck", "b"]), jobs=1, limits=Limits(seconds=FEW_SECONDS)))

    assert ["A", Ended(late=True, how="SIGALRM"), "B"] == done


def test_the_time_of_one_item_is_not_counted_for_the_next() -> None:
    items = ["slow"] * 12

    assert ["SLOW"] * 12 == list(map_in_order(do, iter(items), jobs=1, limits=Limits(seconds=2.0)))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the memory of a process cannot be limited")
def test_an_item_that_wants_more_memory_than_it_may_have_is_refused_it() -> None:
    with pytest.raises(MemoryError):
        list(map_in_order(do, iter(["large"]), jobs=1, limits=Limits(megabytes=500)))

    assert [str(2**30)] == list(map_in_order(do, iter(["large"]), jobs=1, limits=Limits(megabytes=4000)))


def test_an_item_that_its_process_dies_of_twice_is_given_up() -> None:
    assert ["A", Ended(late=False, how="exit code 9"), "B"] == list(map_in_order(do, iter(["a", "exit", "b"]), jobs=2))


def test_an_item_whose_process_was_killed_once_is_done_by_another(tmp_path: Path) -> None:
    item = f"kill {tmp_path / 'once'}"

    assert ["A", item.upper(), "B"] == list(map_in_order(do, iter(["a", item, "b"]), jobs=2))


def test_a_bug_in_the_work_is_raised_with_the_place_where_it_struck() -> None:
    with pytest.raises(ValueError, match="of no use") as raised:
        list(map_in_order(do, iter(["raise of no use"]), jobs=2))

    assert any("hard_work.py" in note for note in raised.value.__notes__)
