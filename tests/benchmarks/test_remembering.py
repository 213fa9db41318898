"""What the neural passes said of a text is taken from where it was left, and is what they would say again."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.remembering import remember
from rashomon import parse
from rashomon.model import RawDocument
from rashomon.parse import tagger
from rashomon.pipeline import Layers, read_article

TEXT = "TARN BAY, 3 May 2031\n\nThe mayor said on Monday that the port would close. “We have no choice,” she added.\n"
RAW = RawDocument(ref="a.txt", content=TEXT.encode(), media_type="text/plain", charset="utf-8")


def read() -> Layers:
    layers = read_article(RAW)
    assert isinstance(layers, dict)
    return layers


def fail(*given: object) -> None:
    raise AssertionError("nothing was remembered")


def test_a_text_is_read_once_and_every_layer_stays_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = read()
    with remember(tmp_path):
        first = read()
    monkeypatch.setattr(parse, "parse_paragraphs", fail)
    monkeypatch.setattr(tagger, "tag_words", fail)
    with remember(tmp_path):
        again = read()

    assert plain["attribution"]
    for layer in plain.keys() - {"parse", "ground"}:
        assert plain[layer] == first[layer] == again[layer], layer


def test_the_passes_are_themselves_again_afterwards(tmp_path: Path) -> None:
    before = vars(parse)["parse_paragraphs"], tagger.tag_words
    with remember(tmp_path):
        within = vars(parse)["parse_paragraphs"], tagger.tag_words

    assert (vars(parse)["parse_paragraphs"], tagger.tag_words) == before
    assert not set(within) & set(before)
