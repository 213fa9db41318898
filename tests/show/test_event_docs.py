"""What the documents print of the sample story's events is what the commands print, and their code runs."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from docs.make_events import BLOCK, HERE, renew
from rashomon.show.cli import main

CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def store(sample_story: Path) -> Path:
    return sample_story


@pytest.mark.slow
@pytest.mark.parametrize(("name", "examples"), [("event-formats.md", 2), ("series.md", 1)])
def test_the_examples_are_what_the_commands_print(store: Path, name: str, examples: int) -> None:
    page = (HERE / name).read_text(encoding="utf-8")

    assert examples == len(BLOCK.findall(page))
    assert page == renew(page, store), "run: python docs/make_events.py"


@pytest.mark.slow
def test_the_code_beside_the_tables_counts_what_happened_and_finds_its_words(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(store.parent)
    CliRunner().invoke(
        main, ["export", "--layer", "event", "--format", "gdelt", "--store", "story.db", "-o", "events.tsv"]
    )
    with Path("events.tsv").open(encoding="utf-8", newline="") as lines:
        first = next(row for row in csv.DictReader(lines, dialect="excel-tab") if row["Realis"] == "asserted")
    exec(code_of("event-formats.md"), {})

    assert first["TriggerText"] == capsys.readouterr().out.splitlines()[-1]


@pytest.mark.slow
def test_the_code_beside_series_makes_a_frame_of_them(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(store.parent)
    told: dict[str, Any] = {}
    exec(code_of("series.md"), told)

    assert capsys.readouterr().out.endswith("events without a day\n")
    assert {"events", "score_sum"} == set(told["frame"].columns.get_level_values(0))


def code_of(name: str) -> str:
    return "\n".join(CODE.findall((HERE / name).read_text(encoding="utf-8")))
