"""Corrections in the reading room: on a card, in the form, of somebody, in the list; and who may not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from rashomon.model import Attribution, Correction
from rashomon.show.web.answers import own_address
from rashomon.store import Ruling, check_store, open_view, open_writer
from tests.store.made import MADE_BY, make_attribution, make_document
from tests.web.conftest import OpenWindow
from tests.web.serving import serve
from tests.web.visiting import visiting


@pytest.fixture
def home(own_store: Path) -> Iterator[str]:
    with serve(own_store) as home:
        yield home


@pytest.fixture
def visitor(home: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=home, headers={"origin": home}, timeout=120) as client:
        yield client


def saying(store: Path) -> Attribution:
    """Return somebody's statement."""
    with open_view(store) as view:
        found: Attribution = next(a for a in view.records("attribution") if a.speaker and a.act == "statement")
        return found


def said(store: Path) -> list[Correction]:
    with open_view(store) as view:
        return list(view.records("correction"))


def records(store: Path, layer: str) -> list[Any]:
    with open_view(store) as view:
        return list(view.records(layer))


def correct(visitor: httpx.Client, **fields: Any) -> httpx.Response:
    return visitor.post("/corrections", data={"layer": "attribution", "who": "Ines", **fields})


def test_a_finding_is_rejected_on_its_card_and_given_back_in_the_list(own_store: Path, visitor: httpx.Client) -> None:
    one = saying(own_store)
    card = visitor.get(f"/articles/{one.document}", params={"finding": one.id}).text
    assert f'name="finding" value="{one.id}"' in card
    answer = correct(visitor, verdict="reject", finding=one.id, why="it is none", back=f"/articles/{one.document}")

    assert (303, f"/articles/{one.document}") == (answer.status_code, answer.headers["location"])
    assert one.id not in {a.id for a in records(own_store, "attribution")}
    (made,) = said(own_store)
    assert ("Ines", "it is none", "reject") == (made.who, made.why, made.verdict)
    listed = visitor.get("/corrections").text
    assert "it is none" in listed
    assert 303 == visitor.post(f"/corrections/{made.id}/undo").status_code
    assert one == next(a for a in records(own_store, "attribution") if a.id == one.id)
    assert "Undone by <bdi>Ines</bdi>" in visitor.get("/corrections").text  # the cookie knows her
    with open_view(own_store) as view:
        assert [] == list(check_store(view))


def test_a_correction_that_followed_its_words_into_another_text_leads_to_that_text(tmp_path: Path) -> None:
    # the attribution has another id there, by which nobody corrected it
    first = make_document("a.txt", "The ferry was late, Ms Aud said.")
    second = make_document("a.txt", "Updated at noon.\nThe ferry was late, Ms Aud said.")
    late = make_attribution(first, "The ferry was late", "Ms Aud")
    with open_writer(tmp_path / "own.db") as writer:
        writer.add([first, late], MADE_BY)
        denied = Ruling(
            verdict="change", finding=late.id, who="ines", at="2026-11-22T12:00:00Z", changes={"act": "denial"}
        )
        writer.correct(denied)
        with visiting(tmp_path / "own.db") as visit:
            before = visit("/corrections").text
        writer.add([second], MADE_BY)
    with visiting(tmp_path / "own.db") as visit:
        after = visit("/corrections").text
        leads = [a for a in re.findall(r'<a href="(/articles/[^"#]+)', after) if second.id in a]

        assert f"/articles/{first.id}?finding={late.id}" in before
        assert [200] == [visit(lead).status_code for lead in leads]


def test_only_the_fields_that_were_changed_in_the_form_are_changed(own_store: Path, visitor: httpx.Client) -> None:
    one = saying(own_store)
    page = visitor.get("/corrections/finding", params={"finding": one.id, "layer": "attribution"}).text
    given = dict(re.findall(r'<input id="field-\w+" name="(\w+)" value="([^"]*)"', page))
    assert f"{one.content[0].start}-{one.content[0].end}" == given["content"].split(",")[0]
    correct(visitor, verdict="change", finding=one.id, **given, act="denial")
    (made,) = said(own_store)

    assert isinstance(made.was, Attribution)
    assert isinstance(made.becomes, Attribution)
    assert "denial" == made.becomes.act
    assert (made.was.content, made.was.speaker) == (made.becomes.content, made.becomes.speaker)
    assert "statement</bdi></td><td><bdi>denial" in visitor.get("/corrections").text


def test_what_cannot_be_is_said_in_the_form_and_keeps_what_was_typed(own_store: Path, visitor: httpx.Client) -> None:
    one = saying(own_store)
    answer = correct(visitor, verdict="change", finding=one.id, content="9-1", why="<script>")

    assert 400 == answer.status_code
    assert 'value="9-1"' in answer.text
    assert 'role="alert"' in answer.text
    assert "&lt;script&gt;" in answer.text
    assert [] == said(own_store)
    assert 400 == correct(visitor, verdict="shout", finding=one.id).status_code
    assert 404 == correct(visitor, verdict="reject", finding="ffff").status_code


def test_somebody_is_joined_with_another_and_told_apart_again(own_store: Path, visitor: httpx.Client) -> None:
    with open_view(own_store) as view:
        people = [e for e in view.records("entity") if e.kind == "person" and e.document is None]
        one, other = sorted(people, key=lambda e: -view.standing(e).articles)[:2]
        member = next(i for i in view.records("identity") if i.entity == other.id)
    page = visitor.get(f"/corrections/entity/{one.id}", params={"q": other.name}).text
    assert f'name="others" value="{other.id}"' in page
    correct(visitor, layer="entity", verdict="merge", finding=one.id, others=[other.id])
    merged = next(e for e in records(own_store, "entity") if e.id == one.id)
    assert other.name in merged.aliases
    assert other.id not in {e.id for e in records(own_store, "entity")}
    articles = [member.document]
    correct(visitor, layer="entity", verdict="split", finding=one.id, others=articles, name="Somebody Else")

    assert "Somebody Else" in {e.name for e in records(own_store, "entity")}
    assert "somebody in some articles" not in visitor.get("/corrections").text
    assert 400 == correct(visitor, layer="entity", verdict="split", finding=one.id).status_code


def test_nobody_corrects_where_nothing_is_taken_or_from_another_page(own_store: Path) -> None:
    one = saying(own_store)
    with serve(own_store, read_only=True) as home, httpx.Client(base_url=home, headers={"origin": home}) as visitor:
        assert 403 == correct(visitor, verdict="reject", finding=one.id).status_code
        assert 403 == visitor.get("/corrections/finding", params={"finding": one.id}).status_code
        assert "<form" not in visitor.get("/corrections").text.partition("<main")[2]
    with serve(own_store) as home, httpx.Client(base_url=home, headers={"origin": "http://evil.example"}) as visitor:
        assert 403 == correct(visitor, verdict="reject", finding=one.id).status_code

    assert [] == said(own_store)


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nset-cookie: x", ""]
)
def test_a_form_leads_back_to_pages_of_this_server_only(path: str) -> None:
    assert own_address(path) is None


@pytest.mark.slow
def test_words_are_chosen_in_the_text(own_store: Path, home: str, open_window: OpenWindow) -> None:
    one = saying(own_store)
    page = open_window(home).open(f"/corrections/finding?finding={one.id}&layer=attribution")
    page.evaluate(
        """() => {
        const words = document.querySelector("#passage p").firstChild;
        const range = document.createRange();
        range.setStart(words, words.data.indexOf(" "));
        range.setEnd(words, words.data.indexOf(" ", words.data.indexOf(" ") + 1) + 1);
        getSelection().addRange(range);
        }"""
    )
    page.locator('[data-use="field-cue"]').click()
    place, shown = page.input_value("#field-cue"), page.locator('output[for="field-cue"]').inner_text()
    with open_view(own_store) as view:
        text = view.document(one.document).text
    start, end = map(int, place.split("-"))

    assert shown == text[start:end] == page.locator("#passage p").first.inner_text().split(" ")[1]
