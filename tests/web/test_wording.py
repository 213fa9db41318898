"""Wording of the sample story in the reading room: share of voice, labels, contrasts, and the files of each."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from rashomon.model import SAYINGS
from rashomon.show.layout.tables import write_table
from rashomon.store import View, open_view
from tests.show.page import Page
from tests.web.visiting import visiting

Visit = Callable[[str], Any]


@pytest.fixture(scope="module")
def visit(sample_store: Path) -> Iterator[Visit]:
    with visiting(sample_store) as get:
        yield get


@pytest.fixture(scope="module")
def view(sample_store: Path) -> Iterator[View]:
    with open_view(sample_store) as opened:
        yield opened


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", Page(html).words)


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_the_bars_of_an_outlet_add_up_to_its_statements(visit: Visit, view: View) -> None:
    outlets = {a.document: a.outlet for a in view.articles()}
    said = [a for a in view.records("attribution") if a.act in SAYINGS and outlets[a.document] == "Half Fathom"]
    rows = [r for r in rows_of(visit("/wording/voice.csv")) if (r["outlet"], r["by"]) == ("Half Fathom", "speaker")]

    assert sum(int(r["statements"]) for r in rows) == len(said)
    assert {int(r["of"]) for r in rows} == {len(said)}


def test_the_headline_says_who_is_heard_most_widely(visit: Visit, view: View) -> None:
    heard: dict[str, set[str]] = {}
    for a in view.records("attribution"):
        if a.act in SAYINGS and a.speaker:
            heard.setdefault(a.speaker, set()).add(a.document)
    most = max(map(len, heard.values()))

    assert f"Joren Taal speaks in {most} of 13 articles" in words_of(visit("/wording").text)


def test_an_outlet_alone_is_counted_alone(visit: Visit) -> None:
    rows = rows_of(visit("/wording/voice.csv?outlet=Straight+Keel"))

    assert {r["outlet"] for r in rows} == {"Straight Keel"}
    assert words_of(visit("/wording?outlet=Straight+Keel").text).count("1 of 13 articles.") == 1


def test_the_picture_has_a_panel_an_outlet(visit: Visit) -> None:
    picture = ElementTree.fromstring(visit("/wording/voice.svg").text)

    assert len(picture.findall("{*}svg")) == 7


def test_a_label_leads_to_its_words(visit: Visit, view: View) -> None:
    row = next(r for r in rows_of(visit("/wording/labels.csv")) if r["words"] == "Julia Jadrova")
    text = view.document(row["document"]).text

    assert row["outlet"] == "Straight Keel"
    assert text[int(row["start"]) : int(row["end"])] == "Julia Jadrova"
    digest = view.document(row["document"]).text_sha256[:16]
    assert f'href="/at/{digest}/{row["start"]}-{row["end"]}#words"' in visit("/wording").text


def test_what_one_asserts_and_another_attributes_stands_side_by_side(visit: Visit) -> None:
    html = visit("/wording").text
    flat = re.search(r'<section id="flat".*?</section>', html, re.DOTALL)
    assert flat

    # the trimmed copy has lost "Kestovia says"
    assert "Radio Oresk asserts The orders were ignored." in words_of(flat[0])
    assert "Norrsund attributes Kestovia says the dredger entered a restricted area, ignored orders" in words_of(
        flat[0]
    )


def test_no_cell_of_a_table_is_a_formula_to_a_spreadsheet() -> None:
    table = write_table([("=1+1", "+2", "-3", "@x", -3, "plain"), ("\u202eabc", "two\nlines", "", None, 0.5, "\x00")])

    assert list(csv.reader(io.StringIO(table))) == [
        ["'=1+1", "'+2", "'-3", "'@x", "-3", "plain"],
        ["\ufffdabc", "two\nlines", "", "", "0.5", "\ufffd"],
    ]
