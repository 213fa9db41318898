"""Stores for the tests of formats: the quarrel, whose records are known by hand, one of hostile strings, and the sample
story, which has records of nearly every layer.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.store import View, open_view
from tests.show.exports.hostile import keep_hostile
from tests.show.quarrel import keep_quarrel


@pytest.fixture(scope="session")
def quarrel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    place = tmp_path_factory.mktemp("quarrel") / "quarrel.db"
    keep_quarrel(place)
    with open_view(place) as view:
        yield view


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    place = tmp_path_factory.mktemp("hostile") / "hostile.db"
    keep_hostile(place)
    with open_view(place) as view:
        yield view


@pytest.fixture(scope="session")
def sample(sample_story: Path) -> Iterator[View]:
    with open_view(sample_story) as view:
        yield view
