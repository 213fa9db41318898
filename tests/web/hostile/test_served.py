"""What was read of hostile files is served: every answer is an answer, no markup of theirs is live, nothing runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from litestar.routes import HTTPRoute

from rashomon.model import LAYERS
from rashomon.show.web import Settings, create_app
from rashomon.store import View, open_view
from tests.show.page import Page
from tests.web.conftest import OpenWindow
from tests.web.hostile.conftest import Reading
from tests.web.hostile.words import WORDS
from tests.web.test_every_page import ask

pytestmark = pytest.mark.slow

# what no page of ours has in it, and what runs or loads in it
NEVER = {"iframe", "frame", "object", "embed", "base", "img", "video", "audio", "style", "template", "noscript"}
RUNS = re.compile(r"on\w+|style|srcdoc|autofocus|formaction|ping|background|xlink:href")
ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
# addresses with something hostile in each place that an address has
PLACES = (
    "/articles/{}", "/articles/{}/card?finding={}", "/people/{}", "/claims/{}", "/events/{}", "/quotations/{}",
    "/at/{}/0-5", "/at/0000000000000000/{}", "/?story={}", "/articles?after={}", "/articles?outlet={}",
    "/people?after={}&q={}", "/statements?speaker={}", "/claims?words={}&outlet={}", "/events?actor={}&since={}",
    "/timeline?from={}&to={}", "/compare?a={}&a={}", "/search?q={}", "/search?q={}&outlet={}&since={}&layer={}",
    "/api/layers/{}",
    "/api/layers/attribution?after={}&speaker={}", "/api/layers/event/{}", "/api/articles/{}", "/api/search?q={}",
    "/api/compare?a={}&a={}", "/api/cite/{}/{}", "/static/{}", "/style/{}", "/api/{}", "/{}",
)  # fmt: skip
BAD = {**WORDS, "nul": "\0", "half": "\udfff", "number": "9" * 6_000, "negative": "-1--1", "day": "0000-99-99"}


class Answer(NamedTuple):
    """What a server gave: its status, its heads, its body."""

    status: int
    heads: dict[str, str]
    body: str


def get(url: str) -> Answer:
    try:
        with urlopen(url, timeout=60) as answer:
            return Answer(answer.status, dict(answer.headers.items()), answer.read().decode())
    except HTTPError as error:
        return Answer(error.code, dict(error.headers.items()), error.read().decode())


def keys(view: View, layer: str, most: int = 400) -> list[str]:
    records = (r for r, _ in zip(view.records(layer), range(most), strict=False))
    return [str(r.id) for r in records]


@pytest.fixture(scope="module")
def addresses(hostile: Reading) -> list[str]:
    """Return the addresses of everything that was read: each article, person, claim, event, story."""
    with open_view(hostile.store) as view:
        found = [f"/articles/{d}" for d in keys(view, "document")]
        found += [f"/people/{e}" for e in keys(view, "entity", 60)]
        found += [f"/claims/{c}" for c in keys(view, "claim", 40)]
        found += [f"/events/{c}" for c in keys(view, "cluster", 40)]
        found += [f"/quotations/{u}" for u in keys(view, "utterance", 20)]
        rooms = ("/", "/claims", "/events", "/timeline", "/copies", "/wording")
        found += [f"{room}?story={s}" for room in rooms for s in keys(view, "story", 4)]
        findings = [(r.document, r.id) for r in view.records("attribution")][::9]
        found += [f"/articles/{d}?finding={f}" for d, f in findings]
    some = (
        "/articles",
        "/people",
        "/statements",
        "/stories",
        "/quotations",
        "/claims",
        "/events",
        "/search?q=ilm",
        "/corrections",
        "/add",
    )
    return [*some, *found]


def live(page: Page) -> Iterator[str]:
    """Yield what could act in a page: elements that we do not use, attributes that run, addresses elsewhere."""
    for tag, attributes in page.elements:
        if tag in NEVER or (tag == "meta" and "http-equiv" in attributes):
            yield f"<{tag}>"
        yield from (f"<{tag} {name}>" for name in attributes if RUNS.fullmatch(name))
        for name in ("href", "src", "action"):
            value = attributes.get(name) or "/"
            outward = (
                tag == "a" and value.startswith(("http://", "https://")) and "noopener" in (attributes.get("rel") or "")
            )
            if not (value.startswith(("/", "#", "?")) and not value.startswith("//")) and not outward:
                yield f"<{tag} {name}={value[:80]}>"


def test_every_page_of_them_is_answered_and_nothing_in_it_is_live(hostile_home: str, addresses: list[str]) -> None:
    wrong: list[tuple[object, ...]] = []
    for address in addresses:
        answer = get(hostile_home + address)
        if answer.status != 200:
            wrong.append((address, answer.status, answer.body[:200]))
            continue
        page = Page(answer.body)
        wrong += [(address, what) for what in live(page)]
        wrong += [(address, "not closed", page.unclosed)] if page.unclosed else []
        # an alien control character names itself, in an element of its own, within a text; it is nowhere else
        bare = re.sub(r'<bdi class="ctl" data-name="U\+[0-9A-F]+">.</bdi>', "", answer.body, flags=re.DOTALL)
        wrong += [(address, repr(c)) for c in set(ACTING.findall(bare))]

    assert wrong == []


def test_no_head_of_an_answer_holds_words_of_theirs(hostile_home: str, addresses: list[str]) -> None:
    known = {"content-type", "content-length", "content-security-policy", "date", "etag", "server", "vary", "link"}

    for address in addresses[:40]:
        heads = {name.lower(): value for name, value in get(hostile_home + address).heads.items()}
        assert "set-cookie" not in heads
        assert all(value.isascii() and "evil" not in value for value in heads.values())
        assert known & heads.keys()


@pytest.mark.parametrize("words", BAD.values(), ids=BAD)
def test_hostile_addresses_are_answered_and_never_by_a_fault(hostile_home: str, words: str) -> None:
    shortened = words[:8_000]
    asked = quote(shortened.encode("utf-8", "surrogatepass"), safe="")
    wrong: list[tuple[object, ...]] = []
    for place in PLACES:
        path = place.replace("{}", asked)[:60_000]
        answer = get(hostile_home + path)
        if answer.status not in (200, 303, 307, 400, 401, 403, 404, 405, 413, 414, 422, 431):
            wrong.append((place, answer.status, answer.body[:300]))
        elif "text/html" in answer.heads.get("content-type", ""):
            wrong += [(place, what) for what in live(Page(answer.body))]

    assert wrong == []


def of_api() -> Iterable[str]:
    app = create_app(Settings(""))
    for route in app.routes:
        if isinstance(route, HTTPRoute) and "GET" in route.methods and route.path.startswith("/api"):
            yield route.path


@pytest.mark.parametrize("path", [p for p in of_api() if "{" not in p])
def test_the_api_answers_with_whole_json(hostile_home: str, path: str) -> None:
    answer = get(f"{hostile_home}{path}")

    assert answer.status < 500
    if "json" in answer.heads.get("content-type", "") and "ndjson" not in answer.heads["content-type"]:
        json.loads(answer.body)


@pytest.mark.parametrize("layer", LAYERS)
def test_the_api_gives_every_layer_and_its_links_stay_at_home(hostile: Reading, hostile_home: str, layer: str) -> None:
    answer = get(f"{hostile_home}/api/layers/{layer}?limit=20")
    links = re.findall(r"<([^>]*)>", {k.lower(): v for k, v in answer.heads.items()}.get("link", ""))

    assert answer.status == 200
    assert json.loads(answer.body) is not None
    assert all(link.startswith(("/api/", f"{hostile_home}/api/")) for link in links)


def test_nothing_runs_in_a_browser_and_no_page_is_made_wider(
    open_window: OpenWindow, hostile_home: str, addresses: list[str]
) -> None:
    window = open_window(hostile_home, viewport={"width": 320, "height": 700})
    wrong: list[tuple[object, ...]] = []
    # all kinds of pages, and the articles of the words in which scripts stand
    for address in [*addresses[:10], *addresses[10:45], *addresses[45::12]]:
        page = window.open(address)
        wide = ask(page, "wide")
        if page.evaluate("() => window.__pwned !== undefined") or wide:
            wrong.append((address, wide))

    assert wrong == []
