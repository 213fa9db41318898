"""Reading in a real browser: cards, layers and keys, texts that scroll together; and all of it without JavaScript."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from rashomon.store import open_view
from tests.web.conftest import OpenWindow

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pair(sample_store: Path) -> tuple[str, str]:
    """Return the first article of Norrsund, and its copy in the Kaldra Packet: both are longer than a window."""
    with open_view(sample_store) as view:
        family = next(view.records("family"))
        own = {a.outlet: a.document for a in view.articles() if a.document in family.documents}
    return own["Norrsund"], own["The Kaldra Packet"]


def asked(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def test_keys_walk_from_finding_to_finding_and_the_address_follows(
    open_window: OpenWindow, sample_home: str, pair: tuple[str, str]
) -> None:
    page = open_window(sample_home).open(f"/articles/{pair[0]}")

    page.keyboard.press("n")
    page.wait_for_selector("#card h2")
    first = asked(page.url)["finding"]
    page.keyboard.press("n")
    page.wait_for_function("old => document.querySelector('#card .sheet')?.dataset.finding !== old", arg=first[0])
    second = asked(page.url)["finding"]
    page.keyboard.press("p")
    page.wait_for_function("old => document.querySelector('#card .sheet')?.dataset.finding === old", arg=first[0])

    assert second != first == asked(page.url)["finding"]
    assert page.evaluate("document.activeElement.id") == "card-head"
    page.keyboard.press("Escape")
    assert asked(page.url) == {}
    assert page.locator("#card .sheet").count() == 0
    # back where the card was opened from: nobody who uses the keyboard begins anew
    assert page.evaluate("document.activeElement.search") == f"?finding={first[0]}"


def test_going_back_opens_the_card_again(open_window: OpenWindow, sample_home: str, pair: tuple[str, str]) -> None:
    page = open_window(sample_home).open(f"/articles/{pair[0]}")
    page.locator("a.who").first.click()
    page.wait_for_selector("#card h2")
    heading = page.inner_text("#card h2")
    page.locator("a.close").click()
    page.wait_for_selector("#card h2", state="detached")

    page.go_back()

    page.wait_for_selector("#card h2")
    assert page.inner_text("#card h2") == heading


def test_a_key_that_is_switched_off_does_nothing(
    open_window: OpenWindow, sample_home: str, pair: tuple[str, str]
) -> None:
    window = open_window(sample_home)
    page = window.open(f"/articles/{pair[0]}")
    page.uncheck("#keys")

    page.keyboard.press("n")
    page.wait_for_timeout(300)

    assert asked(page.url) == {}
    assert window.open(f"/articles/{pair[1]}").is_checked("#keys") is False


def test_a_layer_goes_at_once_and_comes_back_with_the_address(
    open_window: OpenWindow, sample_home: str, pair: tuple[str, str]
) -> None:
    window = open_window(sample_home)
    page = window.open(f"/articles/{pair[0]}")
    text = page.locator(".text")
    before = text.locator(".label:visible").count()

    page.uncheck("#show-events")

    assert before > 5
    assert text.locator(".label:visible").count() == 0
    assert asked(page.url) == {"layers": ["said,values,names,shared"]}
    page.reload()
    assert text.locator(".label:visible").count() == 0
    page.check("#show-events")
    assert asked(page.url) == {}


def test_without_javascript_cards_open_by_links_and_layers_by_the_form(
    open_window: OpenWindow, sample_home: str, pair: tuple[str, str]
) -> None:
    page = open_window(sample_home, java_script_enabled=False).open(f"/articles/{pair[0]}")

    page.locator("a.who").first.click()
    assert page.locator("#card h2").inner_text().endswith(("says", "say"))
    page.wait_for_load_state()  # a box that is clicked while the page comes may be as it was afterwards
    page.uncheck("#show-said")
    page.locator(".side .layers button").click()
    page.wait_for_load_state()

    assert "said" not in asked(page.url)["layers"]
    assert "events" in asked(page.url)["layers"]
    assert page.locator(".text a.who:visible").count() == 0


def test_texts_side_by_side_scroll_together_until_it_is_switched_off(
    open_window: OpenWindow, sample_home: str, pair: tuple[str, str]
) -> None:
    window = open_window(sample_home, viewport={"width": 1280, "height": 600})
    page = window.open(f"/compare?a={pair[0]}&a={pair[1]}")
    texts = page.locator(".beside-text")
    heights = "[...document.querySelectorAll('.beside-text')].map((text) => text.scrollTop)"
    # the one passage that they share begins in sight
    assert page.locator(".joints path").count() == 1
    texts.nth(0).hover()

    page.mouse.wheel(0, 500)
    page.wait_for_function(f"{heights}.every((top) => top > 300)")
    page.uncheck("#together")
    still = page.evaluate(heights)[1]
    texts.nth(0).hover()
    page.mouse.wheel(0, -200)
    page.wait_for_function(f"{heights}[0] < {still}")

    assert page.evaluate(heights)[1] == still
    assert asked(page.url)["sync"] == ["off"]


def test_a_narrow_window_shows_one_text_and_a_number_turns_to_the_other(
    open_window: OpenWindow, sample_home: str, pair: tuple[str, str]
) -> None:
    window = open_window(sample_home, viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = window.open(f"/compare?a={pair[0]}&a={pair[1]}")
    assert [page.locator(f"#text-{letter}").is_visible() for letter in "AB"] == [True, False]

    page.locator("#text-A a.joint").first.click()

    assert [page.locator(f"#text-{letter}").is_visible() for letter in "AB"] == [False, True]
    page.locator(".switch a").first.click()
    assert [page.locator(f"#text-{letter}").is_visible() for letter in "AB"] == [True, False]
