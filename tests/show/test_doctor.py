"""What works here and what does not: what nobody needs is left out, not missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.data.manifest import Shipped
from rashomon.pipeline import signature
from rashomon.show import doctor
from rashomon.show.doctor import Finding, read_tested

LOCK = """click==8.5.1
numpy==2.4.6 ; python_full_version < '3.12'
numpy==2.5.5 ; python_full_version >= '3.12'
"""


def test_an_extra_that_is_not_installed_is_left_out_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "EXTRAS", (("no-such-package-of-ours", "doors", "reads clay tablets"),))

    found = list(doctor._extras({}))

    expected = Finding("no-such-package-of-ours", "left out", "reads clay tablets: pip install 'rashomon[doors]'")
    assert [expected] == found


def test_a_package_may_be_tested_in_several_versions() -> None:
    assert {"click": {"8.5.1"}, "numpy": {"2.4.6", "2.5.5"}} == read_tested(LOCK)


def test_a_version_that_was_not_tested_is_said_beside_the_one_that_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version", lambda name: "2.4.6")
    tested = read_tested(LOCK)

    assert Finding("numpy", "ok", "2.4.6") == doctor._installed("numpy", tested)
    assert Finding("click", "untested", "2.4.6 (tested with 8.5.1)") == doctor._installed("click", tested)
    assert Finding("heron", "untested", "2.4.6 (tested with none)") == doctor._installed("heron", tested)


def test_it_tells_the_versions_of_the_stages() -> None:
    assert signature() in doctor._ourselves().detail


def test_a_data_file_that_is_not_what_was_shipped_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = Shipped("attribution/cues.tsv", "MIT", "by hand", "own work", "00" * 32)
    monkeypatch.setattr(doctor, "shipped", lambda: (changed,))

    assert [("data/attribution/cues.tsv", "broken")] == [finding[:2] for finding in doctor._data_files()]


def test_without_java_spark_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    assert ("java", "left out") == doctor._java()[:2]


def test_all_that_is_examined_works_here(tmp_path: Path) -> None:
    found = list(doctor.examine(str(tmp_path / "story.db")))

    assert not [finding for finding in found if finding.state in ("missing", "broken")]
    assert {"python", "rashomon", "spacy", "sqlite fts5", "data/tagger/tagger.onnx"} <= {
        finding.what for finding in found
    }
