"""Every page, filled and empty: what WCAG 2.2 AA asks of it, where it fits, what it weighs, and that it stays at home.

Each page is looked at once, for all tests of this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from tests.web.pages import PAGES, fill, names_in, stands_empty
from tests.web.serving import serve
from tests.web.window import Window

pytestmark = pytest.mark.slow

PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
MOST_BYTES = 300_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# rules that do not know what WCAG excepts. Labels over events are as high as the line lets them be (2.5.8, "inline"),
# and the words under them open the same card
EXCEPTED = {"target-size": ".label"}
# far more than any page should ask of a keyboard: whoever is not through by then is caught
MOST_STOPS = 400

FILLED = [pytest.param("filled", address, id=address) for address in PAGES]
BARE = [pytest.param("empty", address, id=f"{address} (empty)") for address in PAGES if stands_empty(address)]
GUARDED = [pytest.param("guarded", "/enter", id="/enter")]
every_page = pytest.mark.parametrize(("store", "address"), FILLED + BARE + GUARDED)


class Seen(NamedTuple):
    """What was seen of one page; lists name what is wrong, and are empty where nothing is."""

    light: list[str]
    dark: list[str]
    weight: int
    foreign: list[str]
    complaints: list[str]
    wide: list[str]
    missed: list[str]
    unseen: list[str]
    first: str
    inline: list[str]
    marks: dict[str, Any]


Look = Callable[[str, str], Seen]


@pytest.fixture(scope="module")
def look(browser: Browser, sample_store: Path, sample_home: str, empty_home: str) -> Iterator[Look]:
    names, seen = names_in(sample_store), dict[tuple[str, str], Seen]()
    homes = {"filled": sample_home, "empty": empty_home}

    def look_at(store: str, address: str) -> Seen:
        if (store, address) not in seen:
            window = Window(browser, homes[store], reduced_motion="no-preference")
            seen[store, address] = examine(window, fill(address, names))
            window.context.close()
        return seen[store, address]

    with serve(sample_store, token="a token as long as tokens are") as homes["guarded"]:
        yield look_at


def examine(window: Window, path: str) -> Seen:
    """Look at a page: with its looks first, then with the keyboard, at last in a narrow window."""
    page = window.open(path)
    weight = window.weight()
    page.evaluate(AXE_SCRIPT)
    light = broken_rules(page, {"type": "tag", "values": RULES})
    page.emulate_media(color_scheme="dark")
    dark = broken_rules(page, {"type": "rule", "values": ["color-contrast"]})
    inline, marks = ask(page, "inline"), ask(page, "landmarks")
    first, missed = walk(page)
    unseen = ask(page, "unseen")
    page.set_viewport_size({"width": 320, "height": 640})
    wide = ask(page, "wide")
    return Seen(light, dark, weight, window.foreign, window.complaints, wide, missed, unseen, first, inline, marks)


def ask(page: Page, question: str) -> Any:
    return page.evaluate(f"() => {{ const probe = {PROBE}; return probe.{question}(); }}")


def broken_rules(page: Page, only: dict[str, object]) -> list[str]:
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
        if EXCEPTED.get(rule["id"], "none") not in str(node["target"])
    ]


def walk(page: Page) -> tuple[str, list[str]]:
    """Press Tab from the first stop to the end of the page; return that stop, and what was not reached."""
    page.evaluate(f"() => {{ window.probe = {PROBE}; probe.watch(); probe.stops()[0].focus(); }}")
    stops = page.evaluate("() => probe.stops().length")
    # frames that scroll are stops too, where nothing in them is one
    for _ in range(min(stops + 10, MOST_STOPS)):
        page.keyboard.press("Tab")
    return page.evaluate("() => [window.reached[0]?.textContent ?? '', probe.missed()]")  # type: ignore[no-any-return]


@every_page
def test_axe_finds_nothing_in_the_light(look: Look, store: str, address: str) -> None:
    assert look(store, address).light == []


@every_page
def test_contrast_holds_in_the_dark(look: Look, store: str, address: str) -> None:
    assert look(store, address).dark == []


@every_page
def test_no_request_leaves_the_server_and_nothing_goes_wrong(look: Look, store: str, address: str) -> None:
    seen = look(store, address)

    assert (seen.foreign, seen.complaints, seen.inline) == ([], [], [])


@every_page
def test_a_page_weighs_less_than_300_kilobytes(look: Look, store: str, address: str) -> None:
    assert 0 < look(store, address).weight < MOST_BYTES


@every_page
def test_a_page_fits_a_window_of_320_pixels(look: Look, store: str, address: str) -> None:
    assert look(store, address).wide == []


@every_page
def test_the_keyboard_begins_at_the_skip_link_and_reaches_everything(look: Look, store: str, address: str) -> None:
    seen = look(store, address)

    assert seen.first == "Skip to the content"
    assert seen.missed == []


@every_page
def test_what_has_the_focus_looks_so(look: Look, store: str, address: str) -> None:
    assert look(store, address).unseen == []


@every_page
def test_a_page_has_one_heading_one_main_part_a_title_and_no_doubled_id(look: Look, store: str, address: str) -> None:
    marks = look(store, address).marks

    assert (marks["h1"], marks["main"], marks["lang"], marks["doubled"]) == (1, 1, "en", [])
    assert marks["title"].endswith(" · Rashomon")
    assert len(marks["title"]) > len(" · Rashomon")
