"""The command `rashomon series`: what it prints where, and what it takes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.show.cli import main
from rashomon.show.series import Point
from tests.show.quarrel import keep_quarrel


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("quarrel") / "quarrel.db"
    keep_quarrel(place)
    return place


def run(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["series", "--store", str(store), *arguments], env={"COLUMNS": "100"})


def test_the_command_prints_a_table_that_fits_and_says_what_is_left_out(store: Path) -> None:
    done = run(store, "--actor", "Lann", "--recipient", "Orsk", "--by", "day", "--format", "table")
    lines = done.stdout.splitlines()

    assert ["2031-05-02", "Lann", "Orsk", "conflict", "2", "1", "1", "-9.0", "-9.0", "0"] == lines[1].split()
    assert all(len(line) <= 100 for line in lines)
    # the two met in April: on no day that is known
    assert "left out, since their day is not known: 1 event\n" == done.stderr


def test_csv_has_numbers_below_zero_as_numbers(store: Path) -> None:
    done = run(store, "--actor", "Lann", "--recipient", "Orsk", "--format", "csv")
    rows = list(csv.DictReader(done.stdout.splitlines()))

    assert list(Point._fields) == list(rows[0])
    assert [("2031-05", "conflict", "-9.0")] == [
        (r["period"], r["kind"], r["score_sum"]) for r in rows if r["score_sum"].startswith("-")
    ]


def test_json_lines_are_points(store: Path) -> None:
    [point] = [json.loads(line) for line in run(store, "--by", "week").stdout.splitlines()]

    assert Point("2031-W18", "Lann", "Orsk", "conflict", 2, 1, 1, -9.0, -9.0, 0)[:10] == Point(**point)[:10]


def test_pairs_without_events_are_said_to_have_none(store: Path) -> None:
    done = run(store, "--actor", "Lann", "--recipient", "Bree")

    assert ("", "no event passed between them, as far as asked for\n") == (done.stdout, done.stderr)


def test_events_told_in_one_of_several_ways_are_asked_for_by_giving_each(store: Path) -> None:
    both = ["--realis", "Asserted", "--realis", "planned"]
    told = [json.loads(line) for line in run(store, "--actor", "Lann", *both).stdout.splitlines()]

    assert {("2031-04", "cooperation"), ("2031-05", "conflict"), ("2031-05", "cooperation")} == {
        (point["period"], point["kind"]) for point in told
    }
    assert "no realis 'asserted,planned'; there are: asserted" in run(store, "--realis", "asserted,planned").stderr
