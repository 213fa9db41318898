"""The matrix of claims in a browser: the words behind a cell come without leaving, and stand in the address."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import OpenWindow

pytestmark = pytest.mark.slow


def test_a_cell_opens_beside_the_matrix_and_back_closes_it(sample_home: str, open_window: OpenWindow) -> None:
    page = open_window(sample_home, viewport={"width": 1280, "height": 900}).open("/claims")
    page.evaluate("window.stayed = true")
    cell = page.locator(".matrix td a", has_text="the cutter").first

    cell.click()
    page.wait_for_selector("#card h2")

    assert page.locator("#card h2").inner_text() == "who rammed whom"
    assert "Halvia says the cutter rammed the 62-metre Anna Reet" in page.locator("#card").inner_text()
    assert re.search(r"\?claim=[0-9a-f]{16}&in=[0-9a-f]{16}", page.url)
    assert page.evaluate("document.activeElement.id") == "card"
    assert cell.get_attribute("aria-current") == "true"

    page.go_back()
    page.wait_for_selector("#card h2", state="detached")

    assert page.url == f"{sample_home}/claims"
    assert page.evaluate("window.stayed") is True


def test_by_keyboard_a_card_is_opened_and_closing_it_leads_back(sample_home: str, open_window: OpenWindow) -> None:
    page = open_window(sample_home, viewport={"width": 1280, "height": 900}).open("/claims")
    cell = page.locator(".matrix td a").nth(4)
    href = cell.get_attribute("href")

    cell.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#card h2")
    page.locator("#card .close").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#card h2", state="detached")

    assert "claim=" not in page.url
    assert page.evaluate("document.activeElement.getAttribute('href')") == href


def test_without_scripts_a_cell_opens_all_the_same(sample_home: str, open_window: OpenWindow) -> None:
    page = open_window(sample_home, java_script_enabled=False).open("/claims")

    page.locator(".matrix td a", has_text="the cutter").first.click()

    assert page.locator("#card h2").inner_text() == "who rammed whom"
    assert page.url.endswith("#card")


def test_head_and_first_column_stay_while_the_matrix_moves(sample_home: str, open_window: OpenWindow) -> None:
    page = open_window(sample_home, viewport={"width": 700, "height": 600}).open("/claims")
    region = page.locator(".scroll:has(.matrix)").first
    head, first = page.locator(".matrix thead th").nth(1), page.locator(".matrix tbody th[scope=row]").nth(8)
    region.scroll_into_view_if_needed()
    before = head.bounding_box(), region.bounding_box()

    region.evaluate("region => { region.scrollTop = 900; region.scrollLeft = 150; }")

    left = region.bounding_box()
    assert before[0] is not None
    assert left is not None
    assert abs(head.bounding_box()["y"] - before[0]["y"]) < 1  # type: ignore[index]
    assert abs(first.bounding_box()["x"] - left["x"]) < 1  # type: ignore[index]
