"""The sample story in a store, read once for all tests of views that need a whole one: not to be written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.make_events import read_sample


@pytest.fixture(scope="session")
def sample_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sample") / "story.db"
    read_sample(place)
    return place
