"""`rashomon mcp`, started and asked by the real client of the `mcp` package over standard input and output."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import anyio
import pytest
from anyio.from_thread import start_blocking_portal
from click.testing import CliRunner
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters

from rashomon.model import Document
from rashomon.show.cli import main
from rashomon.show.mcp.answers import NOTICE
from rashomon.show.mcp.quoting import LONGEST
from rashomon.show.mcp.tools import Tools
from rashomon.store import open_view
from tests.show.exports.hostile import keep_hostile
from tests.show.quarrel import ATTACKED, keep_quarrel

Answer = dict[str, Any]
Ask = Callable[..., list[Any]]
CODE = re.compile(r"```json\n(.*?)```", re.DOTALL)
COMMAND = str(Path(sys.executable).with_name("rashomon"))
PAGE = Path(__file__).parents[2] / "docs" / "mcp.md"


@pytest.fixture(scope="module")
def quarrel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("quarrel") / "quarrel.db"
    keep_quarrel(place)
    return place


def client_of(store: Path) -> Client:
    return Client(StdioServerParameters(command=COMMAND, args=["mcp", "--store", str(store)]))


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Give what asks the server of a store, one for all tests, as a program would that talks with it for a while.

    The answers are structures, or sentences that say what is wrong.
    """
    clients: dict[Path, Client] = {}
    with start_blocking_portal() as portal, ExitStack() as opened:

        def ask(store: Path, *questions: tuple[str, dict[str, Any]]) -> list[Any]:
            if store not in clients:
                clients[store] = opened.enter_context(portal.wrap_async_context_manager(client_of(store)))
            answers = [portal.call(clients[store].call_tool, *question) for question in questions]
            return [a.content[0].text if a.is_error else a.structured_content for a in answers]

        yield ask


def post_of(store: Path) -> Document:
    with open_view(store) as view:
        return view.document("pile/post.txt")


def quotes_in(held: Any) -> Iterator[Answer]:
    if isinstance(held, dict):
        if "untrusted_words" in held:
            yield held
        for value in held.values():
            yield from quotes_in(value)
    elif isinstance(held, list):
        for one in held:
            yield from quotes_in(one)


def test_the_tools_only_read_and_say_that_words_are_not_to_be_trusted(quarrel: Path) -> None:
    async def run() -> tuple[Any, str | None]:
        async with client_of(quarrel) as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = anyio.run(run)

    assert ["search", "article", "who_said_what", "claims", "compare", "cite", "stories", "people"] == [
        tool.name for tool in tools
    ]
    assert NOTICE in str(instructions)
    for tool in tools:
        assert NOTICE in tool.description
        assert (True, False) == (tool.annotations.read_only_hint, tool.annotations.open_world_hint)
        assert tool.output_schema["properties"]["notice"]


def test_who_said_what_has_the_words_and_where_they_stand(quarrel: Path, ask: Ask) -> None:
    document = post_of(quarrel)
    (answer,) = ask(quarrel, ("who_said_what", {"speaker": "captain"}))
    (said,) = answer["statements"]
    start = document.text.index("“Lann will pay")
    digest = hashlib.sha256(document.text.encode()).hexdigest()[:16]

    assert ("statement", "direct", "a captain") == (said["act"], said["kind"], said["untrusted_speaker"])
    assert [
        {
            "untrusted_words": "“Lann will pay\nOrsk in Norway,”", "document": document.id, "digest": digest,
            "start": start, "end": start + 31, "link": f"/at/{digest}/{start}-{start + 31}#words", "cut": False,
        }
    ] == said["content"]  # fmt: skip
    assert ["a captain"] == [one["untrusted_words"] for one in said["source"]]
    assert ("+Post", "2031-05-03") == (said["article"]["untrusted_outlet"], said["article"]["published"])


def test_a_list_goes_on_where_it_stopped(quarrel: Path, ask: Ask) -> None:
    (page,) = ask(quarrel, ("people", {"limit": 2}))
    found = [one["untrusted_name"] for one in page["people"]]
    while page["next"] is not None:
        (page,) = ask(quarrel, ("people", {"limit": 2, "after": page["next"]}))
        found += [one["untrusted_name"] for one in page["people"]]

    assert ["Lann", "NATO", "Orsk", "a captain"] == sorted(found)


def test_a_search_shows_the_words_around_and_goes_on(quarrel: Path, ask: Ask) -> None:
    asked = {"query": "attack*", "limit": 2}
    first, second = ask(quarrel, ("search", asked), ("search", asked | {"after": "2"}))

    assert (3, "2", 3, None) == (first["total"], first["next"], second["total"], second["next"])
    assert [2, 1] == [len(answer["articles"]) for answer in (first, second)]
    for found in (*first["articles"], *second["articles"]):
        assert "attacked" in found["places"][0]["untrusted_words"]


def test_an_article_is_read_in_stretches(quarrel: Path, ask: Ask) -> None:
    text, read, start = post_of(quarrel).text, "", 0
    while start is not None:
        (part,) = ask(quarrel, ("article", {"article": "post.txt", "start": start, "length": 60}))
        read, start = read + part["text"]["untrusted_words"], part["next_start"]

    assert text == read
    assert len(text) == part["characters"]


def test_a_quotation_is_checked_to_the_letter(quarrel: Path, ask: Ask) -> None:
    there, altered, place = ask(
        quarrel,
        ("cite", {"article": "post.txt", "words": ATTACKED}),
        ("cite", {"article": "post.txt", "words": ATTACKED.replace("Friday", "Monday")}),
        ("cite", {"article": "post.txt", "start": 13, "end": 17}),
    )

    assert [(13, 42)] == [(one["start"], one["end"]) for one in there["places"]]
    assert ("SEA QUARREL\n\n", True) == (
        there["untrusted_before"],
        there["untrusted_after"].startswith("\n\n“Lann will pay"),
    )
    assert "these words do not stand in" in altered
    assert "Lann" == place["places"][0]["untrusted_words"] == ATTACKED[:4]


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("article", {"article": "nowhere.txt"}, "no article 'nowhere.txt'; there are pile/gazette.txt"),
    ("article", {"article": "post.txt", "start": 9_999}, "nothing begins at 9999"),
    ("cite", {"article": "post.txt", "words": "Lann", "start": 1}, "give either `words`, or `start` and `end`"),
    ("cite", {"article": "post.txt", "start": 4, "end": 9_999}, "is no place in"),
    ("search", {"query": "Lann", "after": "x"}, "'x' is not `next` of a search"),
    ("compare", {"articles": ["post.txt", "post.txt"]}, "two to 5 different articles can be compared, not 1"),
    ("people", {"limit": 26}, "less than or equal to 25"),
    ("who_said_what", {"story": "none"}, "no story 'none'"),
]


def test_what_cannot_be_answered_is_said_in_a_sentence(quarrel: Path, ask: Ask) -> None:
    answers = ask(quarrel, *((tool, given) for tool, given, _ in REFUSED))

    for answer, (_, _, sentence) in zip(answers, REFUSED, strict=True):
        assert sentence in answer


def test_what_hides_in_a_text_is_shown_and_long_words_are_cut(tmp_path: Path, ask: Ask) -> None:
    keep_hostile(tmp_path / "hostile.db")
    said, article, people = ask(
        tmp_path / "hostile.db", ("who_said_what", {}), ("article", {"article": "-x.txt"}), ("people", {})
    )
    told = json.dumps([said, article, people], ensure_ascii=False)

    assert not set("\0\x01\x0b\u202e\u202c\ufffe") & set(told)
    assert '=HYPERLINK("http://x.example","a")\ufffd\ufffd<b>&>' in {p["untrusted_name"] for p in people["people"]}
    assert 4_000 == len(article["text"]["untrusted_words"]) == article["next_start"]
    assert all(len(quote["untrusted_words"]) <= max(LONGEST, 4_000) for quote in quotes_in(said))


def test_nothing_of_the_store_is_written(quarrel: Path, ask: Ask) -> None:
    before = quarrel.read_bytes()
    ask(quarrel, ("search", {"query": "Lann"}), ("people", {}), ("stories", {}))

    assert before == quarrel.read_bytes()


def test_a_store_that_is_not_there_is_said_before_anything_starts(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["mcp", "--store", str(tmp_path / "none.db")])

    assert (1, "") == (done.exit_code, done.stdout)
    assert "none.db" in done.stderr


def test_the_configuration_in_the_manual_starts_it(quarrel: Path) -> None:
    shown = json.loads(CODE.findall(PAGE.read_text("utf-8"))[0])["mcpServers"]["rashomon"]
    (store,) = shown["args"][2:]

    assert ["mcp", "--store"] == shown["args"][:2]
    assert store.endswith(".db")
    assert "rashomon" == shown["command"]


def test_the_manual_has_every_tool_and_the_bounds() -> None:
    page = PAGE.read_text("utf-8")

    assert [tool.__name__ for tool in Tools("").all] == re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert f"at most {LONGEST} characters" in page


@pytest.mark.slow
def test_claims_and_comparisons_have_words_that_stand_where_they_say(sample_story: Path, ask: Ask) -> None:
    with open_view(sample_story) as view:
        texts = {document.id: document for document in view.records("document")}
    names = ("norrsund-dredger-sinks", "radio-oresk-collision")
    keys = [next(d.id for d in texts.values() if d.ref == name) for name in names]
    claims, compared, stories = ask(
        sample_story, ("claims", {"relation": "conflict"}), ("compare", {"articles": keys}), ("stories", {})
    )
    (pair,) = compared["shared"]

    assert ["conflict"] == [*{claim["relation"] for claim in claims["claims"]}]
    assert all(claim["origins"] <= claim["carriers"] for claim in claims["claims"])
    assert (*keys, "republication", True) == (pair["one"], pair["other"], pair["kind"], pair["directed"])
    assert len(texts) == len(stories["stories"][0]["articles"])
    for quote in quotes_in([claims, compared]):
        document, words = texts[quote["document"]], quote["untrusted_words"]

        assert document.text[quote["start"] : quote["end"]].startswith(words)
        assert document.text_sha256.startswith(quote["digest"])
