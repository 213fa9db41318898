"""What docs/exports.md says of formats is so, and its code runs."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copyfile

import pytest

from rashomon.model import LAYERS
from rashomon.show.formats import FORMATS
from rashomon.store import View
from tests.show.exports.written import bytes_of

PAGE = (Path(__file__).parents[3] / "docs" / "exports.md").read_text("utf-8")
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_the_table_has_every_format_with_its_layers_the_default_first() -> None:
    rows = re.findall(r"^\| ((?:`[\w-]+`(?:, )?)+) \| ([a-z, ]+) \|", PAGE.split("What holds")[0], re.MULTILINE)
    told = {form: layers for forms, layers in rows for form in re.findall(r"[\w-]+", forms)}

    assert {name: ", ".join(form.layers) or "all" for name, form in FORMATS.items()} == told


def test_the_code_runs(
    quarrel: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    copyfile(quarrel.store, "story.db")
    made = {"mentions.parquet": "mention", "voices.gexf": "attribution", "said.spacy": "attribution"}
    for (name, layer), form in zip(made.items(), ("parquet", "gexf", "docbin"), strict=True):
        Path(name).write_bytes(bytes_of(quarrel, form, layer))
    for code in CODE.findall(PAGE):
        exec(code, {})
    printed = capsys.readouterr().out

    assert f"{len(list(quarrel.records('mention')))} 0\n" in printed
    assert "pile/post.txt ['a captain']" in printed
    assert "Written(records=1, note=None)" in printed


def test_every_layer_that_a_format_holds_is_one() -> None:
    assert {layer for form in FORMATS.values() for layer in form.layers} <= set(LAYERS)
