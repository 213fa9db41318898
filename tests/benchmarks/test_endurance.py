from __future__ import annotations

import random
import sqlite3
from pathlib import Path

from benchmarks.endurance import Run, is_damaged, kill, refs_in, rows_of, start, write_pile
from tests.tiny_stages import TINY


def test_killed_runs_lose_nothing_that_they_told_of_and_end_as_if_nobody_had_killed_them(tmp_path: Path) -> None:
    struck, *harm = kill(Run(write_pile(tmp_path / "pile", 12), TINY), tmp_path, 8, random.Random(5))

    assert 8 <= struck.total()
    assert struck.keys() > {"reading articles"}
    assert [0, 0, 0] == harm


def test_what_a_kill_could_cost_would_be_seen(tmp_path: Path) -> None:
    run, store = Run(write_pile(tmp_path / "pile", 4), TINY), tmp_path / "s.db"
    assert not start(run, store).is_killed
    whole, refs = rows_of(store), refs_in(store)
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE document SET superseded_by = id WHERE ref = 'pile/a001.txt'")
        connection.execute("UPDATE tally SET records = records + 1")
    connection.close()

    assert {"pile/a001.txt"} == refs - refs_in(store)
    assert is_damaged(store)
    assert {"document", "shelf", "tally"} == {name for name, rows in rows_of(store).items() if rows != whole[name]}
