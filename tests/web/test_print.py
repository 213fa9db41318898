"""Pages on paper: black on white, nothing to press; the evidence of an article is numbered, with notes at its end."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page

from rashomon.store import open_view
from tests.web.conftest import OpenWindow
from tests.web.pages import names_in

pytestmark = pytest.mark.slow

# the browser's own counting, read back: the number that stands before each mark, and the id that the mark opens
NUMBERED = """() => [...document.querySelectorAll(".text :is(a.who, a.label, a.value)")].map((mark) => [
    getComputedStyle(mark, "::before").content, getComputedStyle(mark).fontSize,
    new URL(mark.href).searchParams.get("finding")])"""


@pytest.fixture
def article(open_window: OpenWindow, sample_home: str, sample_store: Path) -> Page:
    page = open_window(sample_home, color_scheme="dark").open(f"/articles/{names_in(sample_store)['article']}")
    page.emulate_media(media="print")
    return page


def printed(page: Page) -> str:
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", margin={"top": "2cm", "bottom": "2cm"})))
    return "\n".join(sheet.extract_text(extraction_mode="layout") for sheet in reader.pages)


def notes_on(page: Page) -> Sequence[str]:
    return page.locator(".footnotes li").all_inner_texts()


def test_paper_is_white_even_where_the_screen_is_dark(article: Page) -> None:
    colours = article.evaluate(
        "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )

    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_nothing_to_press_is_printed(article: Page) -> None:
    shown = article.locator("nav, form, button, input, footer, .skip, .side").filter(visible=True)

    assert shown.count() == 0


def test_every_mark_of_an_article_is_a_number_and_every_number_a_note(article: Page, sample_store: Path) -> None:
    marks, notes = article.evaluate(NUMBERED), notes_on(article)

    assert {tuple(mark[:2]) for mark in marks} == {("counter(note)", "0px")}
    assert len(notes) == len(marks) > 40
    with open_view(sample_store) as view:
        for (_, _, key), note in zip(marks, notes, strict=True):
            finding = view.record("attribution", key)
            assert finding is None or f": {finding.kind}" in note


def test_a_note_says_who_speaks_and_where_the_words_stand_for_good(article: Page, sample_store: Path) -> None:
    digest = names_in(sample_store)["digest"]
    text = re.sub(r"\s+", " ", printed(article))

    # the headline: "Kelviste demands inquiry and return of crew after loss of the Anna Reet"
    assert re.search(rf"Marta Kelviste: indirect, intention at/{digest}/\d+-\d+", text)
    assert all(re.search(rf"at/{digest}/\d+-\d+$", note) for note in notes_on(article))


@pytest.mark.parametrize("page", ["/", "/claims", "/events", "/copies"])
def test_other_pages_print_on_white_too(open_window: OpenWindow, sample_home: str, page: str) -> None:
    opened = open_window(sample_home, color_scheme="dark").open(page)
    opened.emulate_media(media="print")

    assert opened.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert opened.locator("nav").filter(visible=True).count() == 0
