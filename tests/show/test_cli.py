from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rashomon.model import LAYERS
from rashomon.show.cli import main

COMMAND = Path(sys.executable).with_name("rashomon")
FERRY = """Ferry stays in harbour

The ferry will not sail before Monday, the harbour master Ingrid Aud said.

"We have no engine," she told reporters. "=SUM(1) is not a plan."
"""
STRAIT = (
    "No ship had crossed the strait on Tuesday, according to the coastguard. \x1b[31mIt denied that it was closed.\n"
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"COLUMNS": "100"})


@pytest.fixture(scope="session")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pile")
    (folder / "ferry.txt").write_text(FERRY)
    (folder / "strait.txt").write_text(STRAIT)
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture(scope="session")
def first_read(pile: Path) -> Result:
    return run("read", str(pile), "--store", str(pile.parent / "story.db"), "--jobs", "1")


@pytest.fixture(scope="session")
def store(pile: Path, first_read: Result) -> str:
    return str(pile.parent / "story.db")


def rows_of(result: Result) -> list[Any]:
    assert 0 == result.exit_code, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_read_tells_what_it_did_on_stderr_and_ends_with_3_when_inputs_were_rejected(
    first_read: Result, pile: Path
) -> None:
    assert 3 == first_read.exit_code
    assert "" == first_read.stdout
    assert "2 articles read, 0 were in" in first_read.stderr
    assert f"rejected: {pile}/empty.txt: " in first_read.stderr


def test_reading_again_reads_nothing_and_says_so(store: str, pile: Path) -> None:
    before = Path(store).read_bytes()
    again = run("read", str(pile), "--store", store)

    assert 3 == again.exit_code
    assert "0 articles read, 2 were in" in again.stderr
    assert before == Path(store).read_bytes()


def test_a_folder_without_files_is_said_to_hold_none(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    read = run("read", str(tmp_path / "empty"), "--store", str(tmp_path / "story.db"))

    assert read.exit_code == 0
    assert "no file was found there" in read.stderr


def test_rules_alone_replace_what_the_model_found_and_the_model_what_they_found(
    store: str, pile: Path, tmp_path: Path
) -> None:
    def stages_after(attribution: str) -> set[str]:
        run("read", str(pile), "--store", str(tmp_path / "s.db"), "--jobs", "1", "--attribution", attribution)
        return {
            row["by"].split("/")[0] for row in rows_of(run("list", "attribution", "--store", str(tmp_path / "s.db")))
        }

    assert {"attribution"} == stages_after("model")
    assert {"attribution-rules"} == stages_after("rules")
    assert {"attribution"} == stages_after("model")


def test_rejections_of_a_run_come_in_the_format_that_is_asked_for(store: str, pile: Path) -> None:
    again = run("read", str(pile), "--store", store, "--format", "jsonl")

    assert [str(pile / "empty.txt")] == [json.loads(line)["ref"] for line in again.stdout.splitlines()]


def test_a_list_in_a_pipe_is_json_lines_with_the_words_beside_the_offsets(store: str) -> None:
    rows = rows_of(run("list", "attribution", "--store", store, "--source", "harbour master"))

    assert 1 == len(rows)
    row = rows[0]
    span = row["content"][0]
    assert row["content_text"] == FERRY[span["start"] : span["end"]]
    assert "The ferry will not sail before Monday" == row["content_text"].rstrip(",")
    assert "said" == row["cue_text"]
    assert row["ref"].endswith("ferry.txt")


def test_a_list_as_json_and_csv_holds_the_same_records(store: str) -> None:
    lines = rows_of(run("list", "attribution", "--store", store, "--format", "jsonl"))
    listed = json.loads(run("list", "attribution", "--store", store, "--format", "json").stdout)
    table = csv.DictReader(io.StringIO(run("list", "attribution", "--store", store, "--format", "csv").stdout))

    assert lines == listed
    assert [line["id"] for line in lines] == [row["id"] for row in table]
    assert list(lines[0]) == list(table.fieldnames or [])


def test_a_table_fits_its_width_and_shows_no_control_character(store: str) -> None:
    result = run("list", "sentence", "--store", store, "--format", "table")

    assert 0 == result.exit_code
    lines = result.stdout.splitlines()
    assert ["article", "at", "words"] == lines[0].split()
    assert all(len(line) <= 100 for line in lines)
    assert "\x1b" not in result.stdout
    assert "�[31mIt denied" in result.stdout


def test_filters_narrow_a_list(store: str) -> None:
    def texts(*filters: str) -> list[str]:
        return [Path(row["ref"]).name for row in rows_of(run("list", "attribution", "--store", store, *filters))]

    assert {"ferry.txt", "strait.txt"} == set(texts())
    assert {"strait.txt"} == set(texts("--article", "strait.txt"))
    assert {"strait.txt"} == set(texts("--document", "strait.txt"))
    assert 1 == len(texts("--limit", "1"))
    assert [] == texts("--outlet", "nobody")


def test_an_entity_is_found_by_part_of_a_name_wherever_it_is_named_or_speaks(store: str) -> None:
    said = rows_of(run("list", "attribution", "--store", store, "--entity", "aud"))
    sentences = rows_of(run("list", "sentence", "--store", store, "--entity", "ingrid"))

    assert {"Ingrid Aud"} == {row["speaker_name"] for row in said}
    assert FERRY.splitlines()[2] == sentences[0]["span_text"]
    assert [] == rows_of(run("list", "mention", "--store", store, "--entity", "nobody"))


def test_a_date_that_is_none_is_told_how_to_be_written(store: str) -> None:
    result = run("list", "timex", "--store", store, "--from", "Tuesday")

    assert 1 == result.exit_code
    assert "no date 'Tuesday'; it is to be written as 2023, 2023-07 or 2023-07-11" in result.stderr
    assert [] == rows_of(run("list", "article", "--store", store, "--to", "1990"))


@pytest.mark.parametrize("field", ["kind", "act"])
def test_filters_by_kind_and_act_are_those_of_the_rows(store: str, field: str) -> None:
    rows = rows_of(run("list", "attribution", "--store", store))

    assert rows
    for value in {row[field] for row in rows}:
        listed = rows_of(run("list", "attribution", "--store", store, f"--{field}", value))
        assert [row for row in rows if row[field] == value] == listed


@pytest.mark.parametrize("layer", list(LAYERS))
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_every_layer_is_listed_in_every_format(store: str, layer: str, form: str) -> None:
    result = run("list", layer, "--store", store, "--format", form)

    assert 0 == result.exit_code, result.output


@pytest.mark.parametrize("layer", list(LAYERS))
def test_every_layer_is_exported_and_offsets_are_the_evidence(store: str, layer: str, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    result = run("export", "--layer", layer, "--store", store, "-o", str(target))
    rows = [json.loads(line) for line in target.read_text().splitlines()]

    assert 0 == result.exit_code
    assert f"{len(rows)} {layer} record{'' if len(rows) == 1 else 's'} in {target}" in result.stderr
    assert all(layer == row["layer"] for row in rows)


def test_an_export_to_stdout_is_nothing_but_data(store: str) -> None:
    result = run("export", "--layer", "document", "--store", store)

    assert "" == result.stderr
    assert [FERRY, STRAIT] == [row["text"] for row in rows_of(result)]


def test_an_unknown_layer_is_a_usage_error_that_lists_the_layers(store: str) -> None:
    result = run("list", "attributions", "--store", store)

    assert 2 == result.exit_code
    assert "'attribution'" in result.stderr
    assert "'account'" in result.stderr


def test_a_layer_that_nothing_fills_yet_is_said_to_be_empty(store: str) -> None:
    result = run("list", "family", "--store", store)

    assert (0, "") == (result.exit_code, result.stdout)
    assert f"{store} holds no family; it holds: document, rejection, article, zone" in result.stderr


def test_events_are_listed_by_whose_account_they_are_and_by_type(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Soldiers arrested Peter Lindholm in Oresk on Friday. "
        "Mayor Ingrid Aud said that soldiers had attacked the harbour.\n"
    )
    place = str(tmp_path / "events.db")  # in the very folder that is read
    assert 0 == run("read", str(tmp_path), "--store", place, "--jobs", "1").exit_code

    def triggers(*filters: str) -> list[str]:
        return [row["trigger_text"] for row in rows_of(run("list", "event", "--store", place, *filters))]

    assert ["arrested", "attacked"] == triggers()
    assert ["arrested"] == triggers("--asserted-by", "narrator")
    assert ["attacked"] == triggers("--asserted-by", "aud")
    assert ["attacked"] == triggers("--type", "assault", "--actor", "soldier")
    assert ["arrested", "attacked"] == triggers("--type", "assault", "--type", "coerce", "--realis", "asserted")
    (cluster,) = rows_of(run("list", "cluster", "--store", place, "--recipient", "lindholm"))
    assert ["arrested"] == triggers("--cluster", cluster["id"][:8])


def test_a_list_of_nothing_says_of_how_many(store: str) -> None:
    result = run("list", "document", "--store", store, "--outlet", "The Nowhere Herald")

    assert (0, "") == (result.exit_code, result.stdout)
    assert f"none of 2 document records in {store} answers to that\n" == result.stderr


def test_an_unknown_article_says_what_there_is(store: str) -> None:
    result = run("list", "zone", "--store", store, "--article", "nothing.txt")

    assert 1 == result.exit_code
    assert "no article 'nothing.txt'; there are " in result.stderr


@pytest.mark.parametrize("command", [["list", "zone"], ["check"], ["export", "--layer", "zone"], ["show", "x"]])
def test_a_store_that_is_not_there_is_an_error_that_says_how_to_make_one(tmp_path: Path, command: list[str]) -> None:
    result = run(*command, "--store", str(tmp_path / "no.db"))

    assert 1 == result.exit_code
    assert "make one with: rashomon read FOLDER" in result.stderr
    assert "Traceback" not in result.output


def test_check_finds_nothing_wrong_with_what_was_read(store: str) -> None:
    result = run("check", "--store", store)

    assert 0 == result.exit_code
    assert "" == result.stdout
    assert "0 faults in 2 articles" in result.stderr


def test_the_version_is_that_of_the_package() -> None:
    assert f"rashomon {version('rashomon')}\n" == run("--version").stdout


def test_a_reader_that_goes_away_is_no_error(store: str) -> None:
    listing = subprocess.Popen(
        [COMMAND, "export", "--layer", "sentence", "--store", store], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert listing.stdout is not None
    assert listing.stderr is not None
    listing.stdout.close()

    assert b"" == listing.stderr.read()
    assert 0 == listing.wait()
    listing.stderr.close()


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Run the command with a terminal of 90 columns as its stdout; return what it printed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [COMMAND, *arguments], stdout=theirs, env={**os.environ, "COLUMNS": "90", **environment}
    ) as process:
        os.close(theirs)
        printed = b""
        while chunk := _read(ours):
            printed += chunk
    os.close(ours)
    assert 0 == process.returncode
    return printed.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_a_terminal_gets_a_table_in_colours_unless_they_are_unwanted(store: str) -> None:
    plain = on_a_terminal("list", "attribution", "--store", store, NO_COLOR="1")
    colours = on_a_terminal("list", "attribution", "--store", store)

    assert plain.startswith("article")
    assert "\x1b" not in plain
    assert "\x1b[" in colours


def test_help_comes_fast_since_it_imports_nothing_heavy() -> None:
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", COMMAND, "--help"], capture_output=True, text=True, check=True
    ).stderr

    assert "click" in loaded
    for heavy in ("sqlalchemy", "spacy", "rich.console", "trafilatura", "numpy", "rashomon.pipeline"):
        assert f" {heavy}\n" not in loaded
