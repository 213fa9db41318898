"""Claims of the sample story in the reading room: who rammed whom, by outlet, and the words behind every cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from rashomon.model import Claim
from rashomon.store import open_view
from tests.show.page import Page
from tests.web.visiting import visiting

Visit = Callable[[str], Any]


@pytest.fixture(scope="module")
def visit(sample_store: Path) -> Iterator[Visit]:
    with visiting(sample_store) as get:
        yield get


@pytest.fixture(scope="module")
def struck(sample_store: Path) -> Iterator[tuple[Claim, dict[str, str]]]:
    """Return the one claim on which outlets differ, who rammed whom, and the articles by the ends of their refs."""
    with open_view(sample_store) as view:
        claim = next(c for c in view.records("claim") if c.relation == "conflict")
        yield claim, {d.ref.rsplit("/", 1)[-1].removesuffix(".txt"): d.id for d in view.records("document")}


class Arrived(Page):
    """A page that was reached by a link to words; `hit` are those that are marked for it."""

    hit = ""

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        inside = [attributes for _, attributes in self._stack]
        if any("hit" in (a.get("class") or "") for a in inside) and not any("data-note" in a for a in inside):
            self.hit += data


def words_of(page: Page) -> str:
    return re.sub(r"\s+", " ", page.words)


def row_of(html: str, claim: str) -> str:
    """Return the words of a row of the matrix."""
    found = re.search(rf'<tr id="row-{claim}">(.*?)</tr>', html, re.DOTALL)
    return words_of(Page(f"<table><tr>{found[1]}</tr></table>")).strip() if found else ""


def test_the_matrix_says_who_has_it_from_whom_and_in_how_many_carriers(visit: Visit, struck: Any) -> None:
    row = row_of(visit("/claims").text, struck[0].id)

    assert "who rammed whom 3 origins in 5 carriers · in conflict" in row
    # Norrsund and the Packet have both sides' account; Radio Oresk has lost who says so, and tells it itself too
    assert row.count("attributes to somebody: the cutter") == 2
    assert row.count("attributes to somebody: the 62-metre Anna Reet") == 3
    assert row.count("asserts: the 62-metre Anna Reet") == row.count("asserts: the cutter") == 1


def test_a_cell_opens_the_words_where_they_stand(visit: Visit, struck: Any) -> None:
    claim, articles = struck

    page = Page(visit(f"/claims?claim={claim.id}&in={articles['packet-dredger-sinks']}").text)

    card = words_of(page).split("who rammed whom")[-1]
    assert "Halvia says the cutter rammed the 62-metre Anna Reet" in card
    assert "attributes it to Halvia: the cutter" in card
    assert "Kestovia says the dredger entered a restricted area" in card
    assert page.hrefs().count(f"/claims/{claim.id}") == 2
    # both ways to tell it in the cell are open
    assert [a.get("aria-current") for _, a in page.elements].count("true") == 2


def test_what_was_not_found_is_said_so_with_no_verdict(visit: Visit, struck: Any) -> None:
    claim, articles = struck

    page = Page(visit(f"/claims?claim={claim.id}&in={articles['packet-funeral']}").text)

    assert "Not found in this text; no sentence comes near" in words_of(page)


def test_every_link_of_a_claim_leads_to_exactly_its_words(visit: Visit, struck: Any, sample_store: Path) -> None:
    claim, _ = struck
    with open_view(sample_store) as view:
        words = [a.span.of(view.document(a.document).text) for a in view.accounts_of(claim.id)]

    told, _, _ = visit(f"/claims/{claim.id}").text.partition("Not found in this text")
    links = re.findall(r'href="(/at/[^"]+)"', told)

    assert len(links) == 7
    assert sorted(Arrived(visit(link).text).hit for link in links) == sorted(words)


def test_a_claim_lays_values_side_by_side_with_who_is_cited(visit: Visit, struck: Any) -> None:
    html = visit(f"/claims/{struck[0].id}").text
    rows = [re.sub(r"<[^>]+>|\s+", " ", row).split() for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", html)]

    assert [" ".join(row) for row in rows] == [
        "Norrsund 14 October 2025 ◐ attributes the cutter Halvia 1",
        "Norrsund 14 October 2025 ◐ attributes the 62-metre Anna Reet Kestovia 1",
        "Kaldra Packet 14 October 2025 ◐ attributes the cutter Halvia 1",
        "Kaldra Packet 14 October 2025 ◐ attributes the 62-metre Anna Reet Kestovia 1",
        "Radio Oresk 15 October 2025 ◐ attributes the 62-metre Anna Reet not named 1",
        "Radio Oresk 15 October 2025 ● asserts the 62-metre Anna Reet 2",
        "Straight Keel 15 October 2025 ● asserts the cutter 3",
    ]


@pytest.mark.parametrize(
    "asked", ["", "relation=conflict", "kind=quantity&stance=hedges", "words=dredger&outlet=Radio Oresk"]
)
def test_the_file_has_the_accounts_of_the_rows_that_are_shown_page_by_page(visit: Visit, asked: str) -> None:
    saved = list(csv.DictReader(io.StringIO(visit(f"/claims.csv?{asked}").text)))

    shown: list[str] = []
    address: str | None = f"/claims?{asked}"
    while address:
        html = visit(address).text
        shown += re.findall(r'<tr id="row-[0-9a-f]+"><th[^>]*><a[^>]*><bdi>([^<]*)<', html)
        onward = re.search(r'rel="next" href="([^"]+)"', html)
        address = unescape(onward[1]) if onward else None

    assert shown
    assert list(dict.fromkeys(row["claim"] for row in saved)) == [unescape(name) for name in shown]


def test_what_no_claim_could_be_is_answered_with_what_there_is(visit: Visit) -> None:
    answer = visit("/claims?relation=quarrel")

    assert answer.status_code == 404
    assert "there are: conflict, dispute, revision, agreement, carried" in Page(answer.text).words


def test_a_claim_that_does_not_exist_is_not_found(visit: Visit) -> None:
    assert visit("/claims/0000000000000000").status_code == 404
