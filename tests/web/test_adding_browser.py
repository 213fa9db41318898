"""Adding articles in a real browser, with and without JavaScript: from the form to the articles."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from rashomon.pipeline import Summary, read_pile
from rashomon.show.web import desk
from rashomon.store import open_writer
from tests.web.conftest import OpenWindow
from tests.web.serving import serve
from tests.web.test_every_page import examine

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
        page.wait_for_load_state("networkidle")  # what is asked for when the server ends would be refused
        assert "“Nobody was hurt,”" in page.get_by_role("main").inner_text()


def test_files_that_are_chosen_are_named_with_their_size(store: Path, tmp_path: Path, open_window: OpenWindow) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    with serve(store) as home:
        page = open_window(home).open("/add")
        page.get_by_label("Choose files").set_input_files([tmp_path / "ferry.txt"])

        assert "ferry.txt, 1 kB" == page.locator(".chosen li").inner_text()


def test_a_job_is_for_everybody_while_it_is_read_and_after(
    store: Path, tmp_path: Path, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_to = Event()

    def read_when_seen(*given: Any, **named: Any) -> Summary:
        assert seen_to.wait(LONG / 1000)
        return read_pile(*given, **named)

    monkeypatch.setattr(desk, "read_pile", read_when_seen)
    (tmp_path / "ferry.txt").write_text(FERRY)
    (tmp_path / "map.png").write_bytes(b"\x89PNG")
    with serve(store) as home:
        window = open_window(home)
        page = window.open("/add")
        page.get_by_label("Choose files").set_input_files([tmp_path / "ferry.txt", tmp_path / "map.png"])
        page.get_by_role("button", name="Read", exact=True).click()
        page.get_by_role("heading", name="Being read").wait_for()
        path = page.url.removeprefix(home)
        during = examine(window, path)
        seen_to.set()
        page.get_by_role("heading", name="1 article read").wait_for(timeout=LONG)
        after = examine(window, path)

    for seen in (during, after):
        assert [[]] * 5 == [seen.light, seen.dark, seen.wide, seen.missed, seen.unseen]
