"""Voices, labels and contrasts as they are listed: tables that fit, filters that change denominators, spans in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rashomon.show.cli import main

GAZETTE = """Harbour stays open

President Marta Kelviste said on Monday that the harbour would stay open. Kelviste insisted that the ships were safe.
"""
POST = """Pilots leave

Marta Kelviste denied that the pilots had left. The pilots claimed that the president had lied.
"""


def run(*arguments: str, columns: int = 80) -> Result:
    return CliRunner().invoke(main, arguments, env={"COLUMNS": str(columns)})


def rows(*arguments: str) -> list[dict[str, Any]]:
    result = run(*arguments, "--format", "jsonl")
    assert 0 == result.exit_code, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("pile")
    told = {"The Rinsa Gazette": GAZETTE, "The Oresk Post": POST}
    lines = [json.dumps({"id": outlet, "outlet": outlet, "text": text}) for outlet, text in told.items()]
    (folder / "pile.jsonl").write_text("\n".join(lines))
    store = str(folder.parent / "wording.db")
    assert 0 == run("read", str(folder), "--store", store, "--jobs", "1").exit_code
    return store


@pytest.mark.parametrize("layer", ["voice", "label", "contrast"])
def test_tables_fit_eighty_columns(store: str, layer: str) -> None:
    result = run("list", layer, "--store", store, "--format", "table")

    assert 0 == result.exit_code
    assert result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_a_share_is_of_the_articles_that_were_asked_for(store: str) -> None:
    every = rows("list", "voice", "--store", store, "--speaker", "kelviste")
    gazette = rows("list", "voice", "--store", store, "--speaker", "kelviste", "--outlet", "gazette")

    assert [("The Oresk Post", 1, 2), ("The Rinsa Gazette", 2, 2)] == [
        (row["outlet"], row["attributions"], row["of"]) for row in every
    ]
    assert every[1:] == gazette
    assert {"neutral": 1, "stressing": 1} == gazette[0]["manners"]


def test_json_has_the_spans_and_their_words(store: str) -> None:
    texts = {row["id"]: row["text"] for row in rows("list", "document", "--store", store)}
    for row in rows("list", "label", "--store", store):
        said = [texts[p["document"]][p["span"]["start"] : p["span"]["end"]] for p in row["passages"]]
        assert said == row["passages_text"]
        assert row["count"] == len(said)
    for row in rows("list", "voice", "--store", store):
        assert row["attributions"] == len(row["sayings"]) == len(row["sayings_text"])


def test_labels_are_chosen_by_form_and_by_whom_they_are_of(store: str) -> None:
    titles = rows("list", "label", "--store", store, "--entity", "kelviste", "--kind", "title")

    assert [("president", "outlet", 1)] == [(row["words"], row["voice"], row["count"]) for row in titles]
    assert all("Kelviste" in row["entity_name"] for row in titles)


def test_what_no_record_could_be_is_an_error_that_says_what_there_is(store: str) -> None:
    result = run("list", "voice", "--store", store, "--kind", "witness")

    assert 1 == result.exit_code
    assert "person, office, organisation, unnamed, document, unknown" in result.stderr


def test_layers_that_are_worked_out_are_exported_too(store: str, tmp_path: Path) -> None:
    target = tmp_path / "voices.jsonl"

    assert 0 == run("export", "--layer", "voice", "--store", store, "-o", str(target)).exit_code
    assert {"voice"} == {json.loads(line)["layer"] for line in target.read_text().splitlines()}
