"""What the documents print of the sample story's events is what the commands print."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.make_events import BLOCK, HERE, read_sample, renew


@pytest.mark.slow
def test_the_examples_of_exports_and_series_are_what_the_commands_print(tmp_path: Path) -> None:
    store = tmp_path / "story.db"
    read_sample(store)
    pages = {name: (HERE / name).read_text(encoding="utf-8") for name in ("exports.md", "series.md")}

    assert [2, 1] == [len(BLOCK.findall(page)) for page in pages.values()]
    assert pages == {name: renew(page, store) for name, page in pages.items()}, "run: python docs/make_events.py"
