"""Adding articles in a real browser, with and without JavaScript: from the form to the articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.store import open_writer
from tests.web.conftest import OpenWindow
from tests.web.serving import serve

pytestmark = pytest.mark.slow
FERRY = "The ferry is back in Lisgard after a night in the fog, the harbour office said on Monday."
LONG = 120_000


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "own.db"
    with open_writer(path):
        return path


@pytest.mark.parametrize("script", [True, False])
def test_a_file_and_a_text_are_added_and_read_while_one_looks_on(
    store: Path, tmp_path: Path, open_window: OpenWindow, script: bool
) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    (tmp_path / "map.png").write_bytes(b"\x89PNG")
    with serve(store) as home:
        page = open_window(home, java_script_enabled=script).open("/add")
        page.get_by_label("Choose files").set_input_files([tmp_path / "ferry.txt", tmp_path / "map.png"])
        page.get_by_label("Text of one article").fill("“Nobody was hurt,” said the mate, Tom Roe, in Lisgard.")
        page.get_by_label("Title").fill("Crew home")
        page.get_by_role("button", name="Read", exact=True).click()
        page.get_by_role("heading", name="2 articles read").wait_for(timeout=LONG)

        assert page.get_by_role("row").filter(has_text="map.png").is_visible()
        page.get_by_role("link", name="Crew home").click()
        assert "“Nobody was hurt,”" in page.get_by_role("main").inner_text()


def test_files_that_are_chosen_are_named_with_their_size(store: Path, tmp_path: Path, open_window: OpenWindow) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    with serve(store) as home:
        page = open_window(home).open("/add")
        page.get_by_label("Choose files").set_input_files([tmp_path / "ferry.txt"])

        assert "ferry.txt, 1 kB" == page.locator(".chosen li").inner_text()
