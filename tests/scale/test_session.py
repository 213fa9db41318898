"""What a session needs is asked for in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from rashomon.errors import PipelineError
from rashomon.scale.session import find_java, open_session
from rashomon.show.cli import main


def make_java(home: Path, says: str) -> None:
    """Make a program that says of itself what Java says."""
    java = home / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{says}\"' >&2\n")
    java.chmod(0o755)


def test_java_is_that_of_java_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_java(tmp_path, "21.0.2")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    assert tmp_path / "bin" / "java" == find_java()


def test_an_old_java_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_java(tmp_path, "11.0.1")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    with pytest.raises(PipelineError, match=r"java is too old \(11\); Spark needs Java 17 or later: install a JRE"):
        find_java()


def test_without_java_no_session_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(PipelineError, match="there is no Java; Spark needs Java 17"), open_session():
        pass


def test_the_command_says_what_is_missing_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    out = tmp_path / "out"

    done = CliRunner().invoke(main, ["spark", "read", str(tmp_path), "--out", str(out)])

    assert 1 == done.exit_code
    assert f"Error: there is no Java in JAVA_HOME, {tmp_path / 'nowhere'}; Spark needs Java 17" in done.output
    assert not out.exists()


def test_a_setting_is_a_name_and_a_value(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["spark", "read", str(tmp_path), "--out", "x", "--conf", "spark.executor.memory"])

    assert 2 == done.exit_code
    assert "--conf spark.executor.memory: a setting is NAME=VALUE" in done.output


def test_what_is_no_folder_of_tables_makes_no_store(tmp_path: Path) -> None:
    store = tmp_path / "made.db"

    done = CliRunner().invoke(main, ["store", "import", str(tmp_path), "--store", str(store)])

    assert 1 == done.exit_code
    assert "no manifest.json there" in done.output
    assert not store.exists()
