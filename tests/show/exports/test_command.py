"""`rashomon export`: formats, filters, and what is said at the end."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from rashomon.show.cli import main
from rashomon.store import View


def run(view: View, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments, "--store", view.store])


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ([], 7),
        (["--realis", "negated"], 1),
        (["--recipient", "Orsk", "--type", "SUPPORT"], 2),
        (["--outlet", "Gazette"], 2),
        (["--asserted-by", "captain"], 1),
        (["--from", "2031-05-02", "--to", "2031-05-02"], 2),
        (["--limit", "3"], 3),
    ],
)
def test_what_is_exported_is_what_the_same_filters_list(quarrel: View, filters: list[str], count: int) -> None:
    listed = CliRunner().invoke(main, ["list", "event", *filters, "--format", "jsonl", "--store", quarrel.store])
    exported = run(quarrel, "--layer", "event", *filters)
    ids = [[msgspec.json.decode(line)["id"] for line in done.stdout.splitlines()] for done in (listed, exported)]

    assert ids[0] == ids[1]
    assert count == len(ids[1])


def test_formats_take_filters_too(quarrel: View) -> None:
    done = run(quarrel, "--format", "ftm", "--layer", "event", "--realis", "negated")

    assert ["Article", "Event"] == [msgspec.json.decode(line)["schema"] for line in done.stdout.splitlines()]


def test_what_a_format_cannot_hold_is_said_after_the_count(quarrel: View, tmp_path: Path) -> None:
    target = tmp_path / "line.json"
    done = run(quarrel, "--format", "timelinejs", "-o", str(target))

    assert f"7 event records in {target}\n2 of 7 events have no date: not on the line\n" == done.stderr


def test_nothing_that_answers_is_said(quarrel: View) -> None:
    done = run(quarrel, "--layer", "event", "--type", "THREATEN", "--format", "csv")

    assert "0 event records\n" == done.stderr
    assert done.stdout.startswith("id,")


def test_a_file_that_fails_is_not_there(quarrel: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.show.exports.xlsx.ROWS", 3)
    target = tmp_path / "events.xlsx"
    done = run(quarrel, "--format", "xlsx", "--layer", "event", "-o", str(target))

    assert (1, []) == (done.exit_code, list(tmp_path.iterdir()))
    assert "take csv or parquet" in done.stderr
