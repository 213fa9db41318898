"""The API over the sample story: lists, records, exports, citations, and what it answers when something is wrong."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from openapi_spec_validator import validate

from rashomon.model import LAYERS, Document
from rashomon.show.web import Settings, create_app
from rashomon.show.wording import COMPUTED
from rashomon.store import Selection, View, open_view

Client = TestClient[Litestar]
HOME = "http://127.0.0.1:8765"


@pytest.fixture(scope="module")
def view(sample_store: Path) -> Iterator[View]:
    with open_view(sample_store) as view:
        yield view


@pytest.fixture(scope="module")
def client(sample_store: Path) -> Iterator[Client]:
    with TestClient(create_app(Settings(str(sample_store))), base_url=HOME) as client:
        yield client


def as_json(record: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(record))


def get(client: Client, path: str, **query: Any) -> Any:
    answer = client.get(path, params=query)
    assert (200, "application/json") == (answer.status_code, answer.headers["content-type"]), answer.text
    return answer.json()


def walk(client: Client, path: str) -> list[Any]:
    """Follow the Link headers from a page to its last."""
    records: list[Any] = []
    following: str | None = path
    while following:
        answer = client.get(following)
        records += answer.json()["records"]
        links = dict(reversed(link) for link in re.findall(r'<([^>]+)>; rel="(\w+)"', answer.headers["link"]))
        following = links.get("next")
        assert following == answer.json()["next"]
    return records


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_is_listed_to_its_end(client: Client, view: View, layer: str) -> None:
    found = walk(client, f"/api/layers/{layer}?limit=150")

    if layer not in COMPUTED:
        assert [as_json(one) for one in view.select(layer, Selection())] == [r["record"] for r in found]
    assert {layer} == {row["record"]["layer"] for row in found} or layer in ("rejection", "correction")


def test_a_record_comes_with_the_words_that_it_points_at(client: Client, view: View) -> None:
    page = get(client, "/api/layers/attribution", speaker="kelviste", limit=1)
    (row,) = page["records"]
    record, words = row["record"], row["words"]
    text = view.document(record["document"]).text

    assert text[record["cue"][0]["start"] : record["cue"][0]["end"]] == words["cue_text"]
    assert "Marta Kelviste" == words["speaker_name"]
    assert row == get(client, f"/api/layers/attribution/{record['id']}")
    assert page["total"] is None  # of a list that was narrowed down, nobody has counted


@pytest.mark.parametrize(
    ("layer", "query"),
    [
        ("attribution", ""),
        ("attribution", "act=denial"),
        ("event", "type=ASSAULT&type=REQUEST&outlet=norrsund"),
        ("claim", "relation=conflict"),
        ("label", "entity=taal"),
        ("entity", "kind=person&article=courier"),
    ],
)
def test_an_export_has_as_many_rows_as_the_filters_show(client: Client, layer: str, query: str) -> None:
    if "article=" in query:
        first = client.get("/api/layers/document?limit=1").json()["records"][0]["record"]["id"]
        query = query.replace("courier", first)
    listed = walk(client, f"/api/layers/{layer}?limit=7&{query}")
    answer = client.get(f"/api/layers/{layer}/export?format=jsonl&{query}")
    lines = [msgspec.json.decode(line) for line in answer.content.splitlines()]
    table = client.get(f"/api/layers/{layer}/export?format=csv&{query}")

    by_id = {row["record"]["id"]: row["record"] for row in listed}
    assert by_id == {line["id"]: line for line in lines}
    assert len(listed) == len(lines) == len(list(csv.DictReader(io.StringIO(table.text, newline=""))))
    assert f'attachment; filename="{layer}.csv"' == table.headers["content-disposition"]
    assert "text/csv; charset=utf-8" == table.headers["content-type"]


def test_an_export_that_cannot_be_is_a_problem_and_no_broken_file(client: Client) -> None:
    answer = client.get("/api/layers/sentence/export?format=gdelt")

    assert (400, "application/problem+json") == (answer.status_code, answer.headers["content-type"])
    assert "the format gdelt is for event, not for sentence" == answer.json()["detail"]


def test_an_article_has_its_text_and_what_was_found_in_it(client: Client, view: View) -> None:
    document = next(view.records("document"))
    told = get(client, f"/api/articles/{document.id[:8]}")
    one = get(client, f"/api/articles/{document.id}", layer="timex")

    assert document == msgspec.convert(told["document"], Document)
    for layer, records in told["layers"].items():
        assert [as_json(r) for r in view.records(layer, document.id)] == records
    assert {"timex": told["layers"]["timex"]} == one["layers"]


def test_words_are_cited_by_the_digest_of_their_text(client: Client, view: View) -> None:
    document = next(view.records("document"))
    cited = get(client, f"/api/cite/{document.text_sha256[:16]}/200-260")

    assert document.text[200:260] == cited["words"]
    assert document.text[40:420] == cited["before"] + cited["words"] + cited["after"]
    assert f"/at/{document.text_sha256[:16]}/200-260" == cited["link"]
    assert 200 == client.get(cited["link"], follow_redirects=True).status_code


def test_a_search_says_where_the_words_stand(client: Client, view: View) -> None:
    found = get(client, "/api/search", q='"lock" kaldr*', limit=2)

    assert found["total"] == len(view.search('"lock" kaldr*')) > 2
    assert sum(facet["articles"] for facet in found["outlets"]) == found["total"]
    for one in found["articles"]:
        text = view.document(one["document"]).text
        words = {text[s["start"] : s["end"]].casefold() for s in one["spans"]}
        assert all(word == "lock" or word.startswith("kaldr") for word in words)
        assert len({word[:4] for word in words}) == 2
    rest = client.get(found["next"]).json()["articles"]
    assert not {one["document"] for one in rest} & {one["document"] for one in found["articles"]}


def test_articles_are_compared(client: Client, view: View) -> None:
    keys = [document.id for document in view.records("document")][:2]
    compared = get(client, "/api/compare", article=keys)

    assert keys == [text["document"] for text in compared["articles"]]


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/api/nowhere", 404, "/api tells which addresses there are"),
        ("/api/layers/attributions", 404, "there are: document, rejection"),
        ("/api/layers/attribution/0000000000000000", 404, "no attribution has the id"),
        ("/api/articles/zzz", 404, "no article 'zzz'"),
        ("/api/layers/attribution?speeker=x", 400, "no filter is called 'speeker'; there are: outlet, article"),
        ("/api/layers/attribution?act=shouting", 404, "no attribution is of the act 'shouting'"),
        ("/api/layers/attribution?act=denial&act=belief", 400, "was given 2 times"),
        ("/api/layers/attribution?after=%ff", 400, "is no place in a list"),
        ("/api/layers/attribution?limit=0", 422, "limit"),
        ("/api/layers/attribution?limit=many", 422, "limit"),
        ("/api/layers/timex?from=May", 404, "no date 'May'"),
        ("/api/search", 422, "'q'"),
        ("/api/compare?article=a", 404, "no article 'a'"),
        ("/api/cite/abc/0-3", 400, "is no digest"),
        ("/api/cite/0000000000000000/0-3", 404, "no text has a sha256"),
        ("/api/cite/0000000000000000/3-3", 400, "is no place"),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(client: Client, path: str, status: int, detail: str) -> None:
    answer = client.get(path)
    problem = answer.json()

    assert (status, "application/problem+json") == (answer.status_code, answer.headers["content-type"])
    assert (status, path.partition("?")[0], "about:blank") == (problem["status"], problem["instance"], problem["type"])
    assert detail in problem["detail"]


def test_another_method_is_told_which_there_are(client: Client) -> None:
    answer = client.delete("/api/layers/attribution", headers={"origin": HOME})

    assert (405, "application/problem+json") == (answer.status_code, answer.headers["content-type"])
    assert "GET" in answer.headers["allow"]


def test_the_description_is_valid_and_names_what_is_answered(client: Client) -> None:
    answer = client.get("/api/schema/openapi.json")
    described = answer.json()
    validate(described)

    assert described["openapi"].startswith("3.1")
    assert all(path.startswith("/api") for path in described["paths"])
    listed = described["paths"]["/api/layers/{layer}"]["get"]
    assert {"speaker", "from", "asserted-by", "limit", "after"} <= {one["name"] for one in listed["parameters"]}
    assert "Attribution" in str(described["components"]["schemas"].keys())
    # nothing of others is loaded to show it
    assert 404 == client.get("/api/schema/swagger").status_code


def test_a_browser_gets_a_page_whose_examples_work(client: Client) -> None:
    page = client.get("/api", headers={"accept": "text/html,*/*;q=0.8"})
    guide = get(client, "/api")

    assert "text/html; charset=utf-8" == page.headers["content-type"]
    for one in guide["addresses"]:
        assert 200 == client.get(one["example"]).status_code, one
        assert one["example"].replace("&", "&amp;") in page.text


def test_nothing_is_written_unless_the_server_was_started_so(own_store: Path) -> None:
    with open_view(own_store) as view:
        (said,) = view.page("attribution", Selection(act="statement"), limit=1).records
        before = view.state
    ruling = {"finding": said.id, "target": "attribution", "verdict": "reject", "who": "ines", "why": "a caption"}
    with TestClient(create_app(Settings(str(own_store))), base_url=HOME) as client:
        refused = client.post("/api/corrections", json=ruling, headers={"origin": HOME})
    with open_view(own_store) as view:
        unchanged = view.state
    with TestClient(create_app(Settings(str(own_store), write=True)), base_url=HOME) as client:
        wrong = client.post("/api/corrections", json={**ruling, "verdict": "doubt"}, headers={"origin": HOME})
        taken = client.post("/api/corrections", json=ruling, headers={"origin": HOME})
        gone = client.get(f"/api/layers/attribution/{said.id}")
        listed = walk(client, "/api/layers/correction")

    assert (403, before) == (refused.status_code, unchanged)
    assert (422, 201, 404) == (wrong.status_code, taken.status_code, gone.status_code)
    assert [("ines", "reject", said.id)] == [
        (r["record"]["who"], r["record"]["verdict"], r["record"]["finding"]) for r in listed
    ]


def test_an_empty_store_says_so(empty_store: Path) -> None:
    with TestClient(create_app(Settings(str(empty_store))), base_url=HOME) as client:
        guide, page = get(client, "/api"), client.get("/api", headers={"accept": "text/html"})
        found = get(client, "/api/search", q="ferry")

    assert {} == guide["layers"]
    assert "rashomon read FOLDER" in page.text
    assert (0, []) == (found["total"], found["articles"])


def test_a_store_that_went_away_is_a_problem(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(str(tmp_path / "gone.db"))), base_url=HOME) as client:
        answer = client.get("/api/layers/event")

    assert (503, "application/problem+json") == (answer.status_code, answer.headers["content-type"])
    assert "there is no such store" in answer.json()["detail"]
