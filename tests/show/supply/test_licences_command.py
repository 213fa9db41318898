"""`rashomon licences`: data on standard output, what is not clear on standard error."""

from __future__ import annotations

import json

from click.testing import CliRunner

from rashomon.show.cli import main
from rashomon.show.supply.parts import find_parts


def test_a_line_a_part_and_what_is_not_clear_is_said() -> None:
    done = CliRunner().invoke(main, ["licences"])

    assert 0 == done.exit_code
    lines = [line.split(maxsplit=3) for line in done.stdout.splitlines()]
    assert ["package", "rashomon"] == lines[0][:2]
    assert "MIT" == next(line[3] for line in lines if line[1] == "spacy")
    assert ["model", "tagger/tagger.onnx", "Apache-2.0"] in lines
    assert "'BSD License', which names none of SPDX" in done.stderr


def test_json_has_all_that_is_known_of_a_part() -> None:
    parts = {
        part["name"]: part for part in json.loads(CliRunner().invoke(main, ["licences", "--format", "json"]).stdout)
    }

    assert [part.name for part in find_parts()] == list(parts)
    assert "training/cast/train.py; trained on ECB+ (Cybulska and Vossen 2014)" == parts["cast/weights.tsv"]["source"]
    assert "thinc" in parts["spacy"]["needs"]
    # the extras that are installed belong to it, what only developers need does not
    assert "pypdf" in parts
    assert "pytest" not in parts


def test_a_bill_of_materials_is_told_from_the_others() -> None:
    bill = json.loads(CliRunner().invoke(main, ["licences", "--format", "cyclonedx"]).stdout)

    assert ("CycloneDX", "1.6") == (bill["bomFormat"], bill["specVersion"])
