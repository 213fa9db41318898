"""Reading for everybody: by keys alone, without scripts, without motion; searching too."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from rashomon.store import open_view
from tests.web.conftest import OpenWindow
from tests.web.pages import PAGES, fill, names_in, stands_empty
from tests.web.test_every_page import ask

pytestmark = pytest.mark.slow


def test_the_first_key_leads_past_the_head_of_the_page(open_window: OpenWindow, sample_home: str) -> None:
    page = open_window(sample_home).open("/articles")
    page.keyboard.press("Tab")

    assert page.locator(":focus").inner_text() == "Skip to the content"
    assert page.locator(".skip").bounding_box() is not None

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_an_article_is_found_opened_and_its_evidence_reached_by_keys_alone(
    open_window: OpenWindow, sample_home: str
) -> None:
    page = open_window(sample_home).open("/")
    for _ in range(3):  # the skip link, the sign, the field
        page.keyboard.press("Tab")
    page.keyboard.type('"return of crew"')
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    page.locator("main a", has_text="Kelviste demands inquiry").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/a*/**")
    page.locator(".text a.who").first.focus()
    page.keyboard.press("Enter")
    page.locator("#card h2").wait_for()

    assert "Marta Kelviste" in page.locator("#card h2").inner_text()
    assert "finding=" in page.url


@pytest.mark.parametrize("address", [a for a in PAGES if stands_empty(a)])
def test_a_page_reads_the_same_without_scripts(
    open_window: OpenWindow, sample_home: str, sample_store: Path, address: str
) -> None:
    path = fill(address, names_in(sample_store))
    with_scripts = open_window(sample_home).open(path)
    without = open_window(sample_home, java_script_enabled=False).open(path)

    headings = with_scripts.locator("main :is(h1, h2, h3)").all_inner_texts()

    assert headings
    assert without.locator("main :is(h1, h2, h3)").all_inner_texts() == headings
    assert without.locator("main a").count() == with_scripts.locator("main a").count()


def test_an_article_is_read_whole_without_scripts(
    open_window: OpenWindow, sample_home: str, sample_store: Path
) -> None:
    names = names_in(sample_store)
    page = open_window(sample_home, java_script_enabled=False).open(f"/articles/{names['article']}")
    with open_view(sample_store) as view:
        text = view.document(names["article"]).text
    page.locator(".text a.who").first.click()

    assert "finding=" in page.url
    assert page.locator("#card h2").is_visible()
    # the first sentence of the body, with all its marks
    assert "military response on Tuesday night to the sinking of the dredger Anna Reet" in " ".join(text.split())
    assert page.locator(".text mark", has_text="response").first.is_visible()


def test_searching_works_without_scripts(open_window: OpenWindow, sample_home: str) -> None:
    page = open_window(sample_home, java_script_enabled=False).open("/")
    page.locator("#find").fill('"return of crew"')
    page.locator(".find button").click()

    assert quote("return of crew", safe="").replace("%20", "+") in page.url
    assert page.locator("main mark").first.inner_text().casefold().startswith("return")


@pytest.mark.parametrize("address", ["/", "/articles/{article}", "/claims", "/compare?a={article}&a={other}"])
def test_nothing_moves_where_no_motion_is_wanted(
    open_window: OpenWindow, sample_home: str, sample_store: Path, address: str
) -> None:
    page = open_window(sample_home, reduced_motion="reduce").open(fill(address, names_in(sample_store)))

    assert ask(page, "moving") == []
